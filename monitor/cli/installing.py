"""`init --systemd` and `init --cron`: what starts the monitor, filled in for one configuration."""

from __future__ import annotations

import getpass
import shlex
import sys
from importlib.resources import files
from pathlib import Path

from monitor.errors import UsageError

UNITS = ("monitor-watch.service", "monitor-check.service", "monitor-check.timer")


def write_units(folder: Path, config: Path) -> list[Path]:
    """Writes the units into `folder`; none is written where one is there already."""
    targets = [folder / name for name in UNITS]
    there = next((target for target in targets if target.exists()), None)
    if there is not None:
        raise UsageError(f"{there} is there already", fix="remove it, or edit it")
    for target, text in zip(targets, (unit(name, config) for name in UNITS), strict=True):
        target.write_text(text, encoding="utf-8")
    return targets


def unit(name: str, config: Path) -> str:
    """The text of a unit for the monitor of this process and a configuration."""
    folder = config.absolute().parent
    words = {
        "monitor": " ".join(quoted(part) for part in program()),
        "config": quoted(str(config.absolute())),
        "folder": str(folder).replace("%", "%%"),
        "writable": quoted(str(folder)),
        "user": getpass.getuser(),
    }
    hardening = _template("hardening.conf").format_map(words)
    return _template(name).format_map(words | {"hardening": hardening})


def crontab_line(config: Path) -> str:
    """A line for `crontab -e`: each quarter of an hour what is due, and the digests that are."""
    call = f"{shlex.join(program())} --config {shlex.quote(str(config.absolute()))}"
    # cron takes % for the end of the line
    return f"*/15 * * * * {call} check --due --quiet; {call} digest --send --quiet".replace("%", "\\%")


def program() -> list[str]:
    """How this monitor is called: the command beside this interpreter, else the interpreter itself."""
    beside = Path(sys.executable).with_name("monitor")
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "monitor.cli"]


def quoted(word: str) -> str:
    """A word of a command line in a unit (systemd.syntax(7)): % and $ are doubled, what parts words is quoted."""
    if any(ord(letter) < 32 for letter in word):
        raise UsageError(f"{word!r} cannot stand in a unit of systemd", fix="rename the folder")
    word = word.replace("%", "%%").replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{word}"' if any(letter in word for letter in " '\\;") else word


def _template(name: str) -> str:
    return files("monitor.cli").joinpath("units", name).read_text("utf-8")
