"""`init --systemd` and `init --cron`: what starts the monitor, filled in for one configuration."""

from __future__ import annotations

import getpass
import shlex
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.config import Settings

UNITS = ("monitor-watch.service", "monitor-check.service", "monitor-check.timer")
ENVIRONMENT = "monitor.env"
OURS_ALONE = 0o600


def write_units(folder: Path, configured: Settings) -> list[Path]:
    """Writes the units into `folder` and makes the folders that they open for writing. None is written where one is
    there already.
    """
    targets = [folder / name for name in UNITS]
    there = next((target for target in targets if target.exists()), None)
    if there is not None:
        raise UsageError(f"{there} is there already", fix="remove it, or edit it")
    for each in writable(configured):
        each.mkdir(parents=True, exist_ok=True)
    for target, text in zip(targets, [unit(name, configured) for name in UNITS], strict=True):
        target.write_text(text, encoding="utf-8")
    return targets


def unit(name: str, configured: Settings) -> str:
    """The text of a unit for the monitor of this process and a configuration."""
    config = configured.file.absolute()
    words = {
        "monitor": " ".join([_executable(program()[0]), *map(quoted, program()[1:])]),
        "config": quoted(str(config)),
        "folder": _plain(config.parent),
        "writable": "\n".join(f"ReadWritePaths={quoted_path(each)}" for each in writable(configured)),
        "secrets": "\n".join(_secrets(configured)),
        "user": getpass.getuser(),
    }
    hardening = _template("hardening.conf").format_map(words)
    return _template(name).format_map(words | {"hardening": hardening})


def writable(configured: Settings) -> list[Path]:
    """The folders that the monitor writes to: of the history, which has files beside it, of the archive, and of
    channels. None lies within another.
    """
    from monitor.model import Folder

    own = [configured.monitor.history.parent, configured.monitor.snapshots]
    own += [channel.to.path for channel in configured.channels if isinstance(channel.to, Folder)]
    every = sorted({each.resolve() for each in own})  # systemd takes no path with `..`
    return [each for each in every if not any(other in each.parents for other in every)]


def variables(configured: Settings) -> list[str]:
    """The variables of the environment in which the configuration has secrets."""
    return sorted({place for place in _places(configured) if isinstance(place, str)})


def _places(configured: Settings) -> Iterator[str | Path]:
    from monitor.model import Mail, Notified, Webhook

    for channel in configured.channels:
        match channel.to:
            case Mail(password=secret) | Webhook(secret=secret) | Notified(urls=secret) if secret is not None:
                yield secret.place


def _secrets(configured: Settings) -> Iterator[str]:
    """What hands secrets over: read by systemd as root, so that nobody else need be able to."""
    from monitor.deliver.secrets import credential

    if variables(configured):
        # without the file the monitor starts all the same, and its channels say what they miss
        yield f"EnvironmentFile=-{_plain(configured.file.absolute().parent / ENVIRONMENT)}"
    for file in sorted({place.resolve() for place in _places(configured) if isinstance(place, Path)}):
        later = "" if file.exists() else "# when it is there: "  # systemd starts no service that misses one
        yield f"{later}LoadCredential={credential(file)}:{_plain(file)}"


def write_environment(folder: Path, configured: Settings) -> Path | None:
    """Writes a file into `folder` with a line to be filled in for each variable that holds a secret; None where there
    are none, or the file is there already.
    """
    names, file = variables(configured), folder / ENVIRONMENT
    if not names or file.exists():
        return None
    text = "# Secrets of the monitor: fill them in, and take the # away. systemd reads this file as root.\n"
    file.touch(mode=OURS_ALONE)
    file.write_text(text + "".join(f"#{name}=\n" for name in names), encoding="utf-8")
    return file


def crontab_line(config: Path) -> str:
    """A line for `crontab -e`: each quarter of an hour what is due, and the digests that are."""
    call = f"{shlex.join(program())} --config {shlex.quote(str(config.absolute()))}"
    if "\\%" in call:
        raise UsageError(f"cron runs no line in which {config.absolute()} stands", fix="rename the folder")
    # cron takes % for the end of the line
    return f"*/15 * * * * {call} check --due --quiet; {call} digest --send --quiet".replace("%", "\\%")


def program() -> list[str]:
    """How this monitor is called: the command beside this interpreter, else the interpreter itself."""
    beside = Path(sys.executable).with_name("monitor")
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "monitor.cli"]


def hidden(configured: Settings) -> list[str]:
    """What the units need and do not see, since they have folders of their own for what is temporary."""
    places = [program()[0], str(configured.file.absolute()), *map(str, writable(configured))]
    return sorted(
        {place for place in places if Path(place).is_relative_to("/tmp") or Path(place).is_relative_to("/var/tmp")}
    )


def _executable(path: str) -> str:
    """The first word of a command line in a unit, in which systemd.service(5) takes $ as it is and no quotes."""
    if any(letter in path for letter in "\"'\\"):
        fix = "install it in another folder"
        raise UsageError(f"systemd starts no program that is called {path}", fix=fix)
    return quoted_path(path)


def quoted(word: str) -> str:
    """A word of a command line in a unit (systemd.syntax(7)): as a path, and $ is doubled, too."""
    return quoted_path(word.replace("$", "$$"))


def quoted_path(path: str | Path) -> str:
    """A path in a list of paths: % is doubled, what parts words is quoted."""
    word = _plain(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{word}"' if any(letter in word for letter in " '\\;") else word


def _plain(path: str | Path) -> str:
    """A path that stands alone behind its key."""
    word = str(path)
    if any(ord(letter) < 32 for letter in word):
        raise UsageError(f"{word!r} cannot stand in a unit of systemd", fix="rename the folder")
    return word.replace("%", "%%")


def _template(name: str) -> str:
    return files("monitor.cli").joinpath("units", name).read_text("utf-8")
