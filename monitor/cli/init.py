"""`init`: the first configuration."""

from __future__ import annotations

import json
import shlex
from importlib.resources import files
from pathlib import Path

import click

from monitor.cli import options, say
from monitor.errors import UsageError


@click.command(
    epilog=options.examples(
        "monitor init",
        "monitor init watch --contact monitor@example.org",
        "monitor init watch --systemd                  # afterwards: units for the configuration in watch",
        "(crontab -l; monitor init watch --cron) | crontab -",
    )
)
@click.argument("folder", required=False, default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--contact", default="", metavar="ADDRESS", help="Who runs it: stands in the User-Agent.")
@click.option("--systemd", is_flag=True, help="Write units of systemd for the config.toml in FOLDER beside it.")
@click.option("--cron", is_flag=True, help="Print a line of a crontab for the config.toml in FOLDER.")
@options.as_json
def init(folder: Path, contact: str, systemd: bool, cron: bool, as_json: bool) -> None:
    """Write a commented config.toml and a snapshots folder into FOLDER (by default here).

    A config.toml that is there already is never overwritten. With --systemd or --cron it is what starts the monitor
    that is written, for a configuration that is there.
    """
    options.check_value("contact", contact)
    target, snapshots = folder / "config.toml", folder / "snapshots"
    if systemd or cron:
        _starts(target, systemd=systemd, cron=cron, as_json=as_json)
        return
    template = files("monitor.cli").joinpath("template.toml").read_text("utf-8")
    # a TOML basic string is written as a JSON one (TOML 1.0, String)
    text = template.replace('contact = ""  ', f"contact = {json.dumps(contact)}  ", 1)
    try:
        snapshots.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{error.filename} is there already", fix="name another folder, or edit that file") from error
    except OSError as error:
        fix = "name another folder, or give this one to whoever runs the monitor"
        raise UsageError(f"{folder.absolute()} cannot be written to: {error.strerror}", fix=fix) from error
    if as_json:
        say.as_json({"config": str(target), "snapshots": str(snapshots)})
        return
    say.line(f"{target} and {snapshots}/ are there.")
    say.line("Next:" if contact else f"Set `contact` in {target}, then:")
    command = f"monitor --config {shlex.quote(str(target))}"
    say.line(f"  {command} sources --check")
    say.line(f"  {command} check")


def _starts(config: Path, *, systemd: bool, cron: bool, as_json: bool) -> None:
    from monitor import config as configuration
    from monitor.cli.installing import crontab_line, hidden, write_environment, write_units

    configured = configuration.load(config)  # what it cannot use would be found out at night
    try:
        units = write_units(config.parent, configured) if systemd else []
        environment = write_environment(config.parent, configured) if systemd else None
    except OSError as error:
        fix = "name a folder that can be written to"
        raise UsageError(f"{error.filename} cannot be written to: {error.strerror}", fix=fix) from error
    line = crontab_line(config) if cron else None
    for problem in configured.problems:
        say.warning(problem)
    for place in hidden(configured) if systemd else ():
        say.warning(UsageError(f"the units do not see {place}: systemd gives them a /tmp of their own", fix="move it"))
    if as_json:
        written = str(environment) if environment else None
        say.as_json({"units": [str(unit) for unit in units], "environment": written, "crontab": line})
        return
    if environment:
        say.line(f"Write the secrets into {environment}, which nobody else may read.", err=cron)
    if units:
        say.line(
            f"{', '.join(unit.name for unit in units)} are in {config.absolute().parent}. As root, one of:", err=cron
        )
        folder = shlex.quote(str(config.absolute().parent))
        say.line(f"  systemctl enable --now {folder}/monitor-watch.service", err=cron)
        both = f"{folder}/monitor-check.service && systemctl enable --now {folder}/monitor-check.timer"
        say.line(f"  systemctl link {both}", err=cron)
    if line:
        say.line(line)
