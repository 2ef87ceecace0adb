"""config.toml as typed settings; every mistake in it is told with file, line, key and fix.

In: the path of a TOML file. Out: `Settings`, or a `ConfigErrors` with all that is wrong. A mistake in TOML,
`[monitor]`, `[fetch]`, `[archive]` or `[watch]` ends it; a mistake in one `[[source]]` leaves that source out and lands
in `Settings.problems`.
Must not know: what the settings are used for.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.config_lines import key_lines, line_of
from monitor.errors import ConfigError
from monitor.model import Channel, Network, Schedule, Source

if TYPE_CHECKING:  # pydantic, 0.1 s: read where a file is read
    from monitor.config_tables import FetchTable, Mistake, MonitorTable, WatchTable

VARIABLE = "MONITOR_CONFIG"
DEFAULT = Path("config.toml")

# What to do about a syntax error, by the words of tomllib's message (CPython 3.11 to 3.14).
_SYNTAX_FIXES = (
    ("Cannot overwrite a value", "The key stands twice in its table: remove one of the two."),
    ("Cannot declare", "The table stands twice; write [[source]], with two brackets, for each source."),
    ("Cannot mutate", "Put the key into the table where it was first written."),
    ("after a key", "Write key = value; a key with other letters than A-Z a-z 0-9 _ - stands in quotes."),
    ("Unterminated string", "Close the text with the quote that opened it."),
    ("Illegal character", "Close the text with the quote that opened it, on the same line."),
    ("Unescaped '\\'", "Write the text in single quotes, or each backslash twice."),
    ("Invalid value", 'Put text and durations in quotes: key = "text".'),
    ("Unclosed array", "Close the list with ]."),
    ("Invalid initial character", "Begin the line with a key, a [table] or a # for a comment."),
    ("Expected newline or end", "Put what follows the value on a line of its own."),
)
_FLAT = "A value here is text, a number, true or false, or a list of texts; write it as in the file of `monitor init`."


@dataclass(frozen=True, slots=True)
class MonitorSettings:
    """`[monitor]`. The paths are absolute."""

    history: Path
    snapshots: Path
    contact: str | None
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """`[fetch]`. `timeout` and `pace` are in seconds; `browser` is the program, None: it is looked for."""

    timeout: float
    max_bytes: int
    pace: float
    allow_addresses: tuple[Network, ...]
    proxy: str | None
    browser: str | None


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """`[archive]`. `rotate_at` is in bytes, `thin_after` in seconds, None: nothing is ever thinned out."""

    rotate_at: int
    keep_not_modified: bool
    thin_after: float | None


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """`[watch]`. `drain` is in seconds: what looks under way get when the daemon is told to end.

    With `adaptive`, a source that goes by `every` is looked at more often when it changes and less often when it does
    not, no sooner than after `least` seconds and no later than after `most`. `stuck_after`: seconds after which a run
    that goes on is remarked. `listen`: the loopback address and port of /healthz and /metrics, None: none. `alive`: the
    address that is asked after each run while all is alive, so that somebody notices when it is asked no more.
    """

    drain: float
    adaptive: bool
    least: float
    most: float
    stuck_after: float
    listen: tuple[str, int] | None
    alive: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration that can be used.

    `problems` are the mistakes of single sources and channels, which are left out of `sources` and `channels`; the
    error's `source` is the id as it stands in the file, so that a source with a mistake is not taken for one that was
    removed.
    """

    monitor: MonitorSettings
    fetch: FetchSettings
    archive: ArchiveSettings
    watch: WatchSettings
    sources: tuple[Source, ...]
    channels: tuple[Channel, ...]
    problems: tuple[ConfigError, ...]
    file: Path
    lines: Mapping[str, int]  # where in the file the address of each source stands


class ConfigErrors(ConfigError):
    """The first mistake that makes a file unusable; `others` are all the rest, in the order of the file."""

    def __init__(self, first: ConfigError, others: tuple[ConfigError, ...] = ()) -> None:
        super().__init__(
            first.message, file=first.file, line=first.line, key=first.key, source=first.source, fix=first.fix
        )
        self.others = others


def find(option: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Which file to read: the one named on the command line, else by MONITOR_CONFIG, else ./config.toml."""
    return Path(option or environment.get(VARIABLE) or DEFAULT)


def load(path: Path) -> Settings:
    """Read and check a configuration.

    Raises ConfigErrors when the file, its syntax, `[monitor]`, `[fetch]`, `[archive]` or `[watch]` cannot be used, or
    when sources on other machines are watched without a `contact`.
    """
    from monitor.config_channels import channels
    from monitor.config_channels import tables as channel_tables
    from monitor.config_schedules import schedule_of_all
    from monitor.config_sources import sources
    from monitor.config_tables import ArchiveTable, FetchTable, Mistake, MonitorTable, WatchTable, checked

    text, raw = read_toml(path)
    monitor, wrong = checked(MonitorTable, raw.get("monitor", {}), ("monitor",))
    fetch, in_fetch = checked(FetchTable, raw.get("fetch", {}), ("fetch",))
    archive, in_archive = checked(ArchiveTable, raw.get("archive", {}), ("archive",))
    watch, in_watch = checked(WatchTable, raw.get("watch", {}), ("watch",))
    tables, in_tables = _source_tables(raw)
    when, in_schedule = schedule_of_all(monitor or MonitorTable(), ("monitor",))
    usable, of_sources = sources(tables, when)

    raw_channels, in_channels = channel_tables(raw)
    ways, of_channels = channels(raw_channels, path, [field.name for source in usable for field in source.fields])

    locate = _Locator(path, key_lines(text), tables)
    problems = locate([*of_sources, *of_channels])
    wrong += [*in_fetch, *in_archive, *in_watch, *in_tables, *in_schedule, *in_channels]
    wrong += [*_contact_mistakes(monitor, usable), *_path_mistakes(monitor), *_bound_mistakes(watch)]
    if wrong or monitor is None or fetch is None or archive is None or watch is None:
        first, *others = locate(wrong)
        raise ConfigErrors(first, tuple(sorted([*others, *problems], key=_line)))
    if not tables:
        nothing = Mistake(("source",), "no source is watched", "Add a [[source]] with id, url and layout.")
        problems = locate([nothing, *of_channels])
    return Settings(
        monitor=_monitor_settings(monitor, when, path),
        fetch=_fetch_settings(fetch),
        archive=ArchiveSettings(archive.rotate_at, archive.keep_not_modified, archive.thin_after),
        watch=WatchSettings(**watch.model_dump()),
        sources=usable,
        channels=ways,
        problems=problems,
        file=path,
        lines={source.id: locate.address(source.id) for source in usable},
    )


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and what it holds. ConfigErrors when it cannot be read or is no valid TOML."""
    text = _read(path)
    return text, _parse(text, path)


def _read(path: Path) -> str:
    try:
        # "utf-8-sig": editors on Windows write a byte order mark, which TOML does not know.
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigErrors(
            ConfigError("the file is not in UTF-8", file=str(path), line=line, fix="Save it as UTF-8.")
        ) from error
    except OSError as error:
        message = (
            "there is no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        )
        fix = f"`monitor init` writes one; another is named by --config FILE or the variable {VARIABLE}."
        raise ConfigErrors(ConfigError(message, file=str(path), fix=fix)) from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:  # tomllib of CPython 3.11 to 3.14 has no bound of its own
        raise ConfigErrors(
            ConfigError("no valid TOML: lists or tables are nested too deep", file=str(path), fix=_FLAT)
        ) from error
    except tomllib.TOMLDecodeError as error:
        # tomllib tells the place in its words only: "... (at line 3, column 8)", or "(at end of document)".
        message, _, place = str(error).partition(" (at ")
        at = re.match(r"line (\d+), column \d+", place)
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        where = f" ({at[0]})" if at else " (at the end of the file)"
        fix = next(
            (fix for words, fix in _SYNTAX_FIXES if words in message), "Compare the line with the lines around it."
        )
        raise ConfigErrors(
            ConfigError(f"no valid TOML: {message}{where}", file=str(path), line=line, fix=fix)
        ) from error


def _source_tables(raw: dict[str, Any]) -> tuple[list[Any], list[Mistake]]:
    """The `[[source]]` tables as they stand, and what stands beside the known tables."""
    from monitor.config_tables import Mistake, not_a_table

    known = ["monitor", "fetch", "archive", "watch", "channel", "source"]
    mistakes = [not_a_table(key, raw[key], known) for key in raw if key not in known]
    tables = raw.get("source", [])
    if not isinstance(tables, list):
        return [], [*mistakes, Mistake(("source",), "must be a list of tables", "Write [[source]], with two brackets.")]
    return tables, mistakes


def _contact_mistakes(monitor: MonitorTable | None, usable: Sequence[Source]) -> list[Mistake]:
    from monitor.config_tables import Mistake
    from monitor.config_values import is_loopback

    elsewhere = [source.id for source in usable if source.enabled and not is_loopback(source.url)]
    if monitor is None or monitor.contact or not elsewhere:
        return []
    message = f'must be given, since "{elsewhere[0]}" is on another machine: its keeper wants to know whom to ask'
    return [Mistake(("monitor", "contact"), message, 'Write your mail or web address: contact = "..." in [monitor].')]


def _path_mistakes(monitor: MonitorTable | None) -> list[Mistake]:
    from monitor.config_tables import Mistake

    if monitor is None or Path(monitor.history) != Path(monitor.snapshots):
        return []
    message = f'is "{monitor.snapshots}" like history: a file and a folder cannot share a name'
    return [Mistake(("monitor", "snapshots"), message, 'Name another folder: snapshots = "snapshots".')]


def _bound_mistakes(watch: WatchTable | None) -> list[Mistake]:
    from monitor.config_tables import Mistake

    if watch is None or watch.least <= watch.most:
        return []
    return [Mistake(("watch", "most"), "is shorter than `least`", 'Write least = "1 h" and most = "7 days".')]


def _monitor_settings(table: MonitorTable, when: Schedule, path: Path) -> MonitorSettings:
    folder = path.absolute().parent
    return MonitorSettings(
        history=folder / table.history,
        snapshots=folder / table.snapshots,
        contact=table.contact,
        schedule=when,
    )


def _fetch_settings(table: FetchTable) -> FetchSettings:
    return FetchSettings(
        table.timeout, table.max_bytes, table.pace, tuple(table.allow_addresses), table.proxy, table.browser
    )


@dataclass(frozen=True, slots=True)
class _Locator:
    """Gives mistakes their file, line and key."""

    file: Path
    lines: dict[tuple[str | int, ...], int]
    tables: list[Any]

    def __call__(self, mistakes: Sequence[Mistake]) -> tuple[ConfigError, ...]:
        return tuple(sorted(map(self.error, mistakes), key=_line))

    def error(self, mistake: Mistake) -> ConfigError:
        return ConfigError(
            mistake.message,
            file=str(self.file),
            line=line_of(self.lines, mistake.path),
            key=".".join(str(part + 1) if isinstance(part, int) else part for part in mistake.path),
            source=self.source(mistake.path),
            fix=mistake.fix,
        )

    def address(self, name: str) -> int:
        """The line of the `url` of a usable source."""
        index = next(i for i, table in enumerate(self.tables) if _name(table) == name)
        return line_of(self.lines, ("source", index, "url"))

    def source(self, path: tuple[str | int, ...]) -> str | None:
        match path:
            case ("source", int(index), *_):
                return _name(self.tables[index])
            case _:
                return None


def _name(table: Any) -> str | None:
    name = table.get("id") if isinstance(table, dict) else None
    return name.strip() if isinstance(name, str) else None


def _line(error: ConfigError) -> int:
    return error.line or 0
