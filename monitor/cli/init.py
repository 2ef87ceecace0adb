"""`init`: the first configuration."""

from __future__ import annotations

import json
import shlex
from importlib.resources import files
from pathlib import Path

import click

from monitor.cli import options, say
from monitor.errors import UsageError


@click.command(epilog=options.examples("monitor init", "monitor init watch --contact monitor@example.org"))
@click.argument("folder", required=False, default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--contact", default="", metavar="ADDRESS", help="Who runs it: stands in the User-Agent.")
@options.as_json
def init(folder: Path, contact: str, as_json: bool) -> None:
    """Write a commented config.toml and a snapshots folder into FOLDER (by default here).

    A config.toml that is there already is never overwritten.
    """
    options.check_value("contact", contact)
    target, snapshots = folder / "config.toml", folder / "snapshots"
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
        raise UsageError(f"{folder} cannot be written to: {error.strerror}", fix="name another folder") from error
    if as_json:
        say.as_json({"config": str(target), "snapshots": str(snapshots)})
        return
    say.line(f"{target} and {snapshots}/ are there.")
    say.line("Next:" if contact else f"Set `contact` in {target}, then:")
    command = f"monitor --config {shlex.quote(str(target))}"
    say.line(f"  {command} sources --check")
    say.line(f"  {command} check")
