"""Open what a command works on: the configuration that was named, and its history for reading."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import when
from monitor.cli.named import near
from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.config import Settings
    from monitor.fetch import HostState
    from monitor.model import Source


def settings() -> Settings:
    """The settings of this call: `--config`, else MONITOR_CONFIG, else ./config.toml."""
    from monitor import config

    return config.load(config.find(click.get_current_context().find_root().obj))


def source_named(of: Settings, name: str) -> Source:
    """A source of the configuration. Its mistake is raised when it has one, UsageError when there is none."""
    found = next((source for source in of.sources if source.id == name), None)
    if found is not None:
        return found
    broken = next((problem for problem in of.problems if problem.source == name), None)
    alike = near(name, [source.id for source in of.sources])
    raise broken or UsageError(f"there is no source {name}", fix=alike or "`monitor sources` lists them")


def known_hosts(of: Settings) -> tuple[HostState, ...]:
    """What earlier runs learned of the hosts: their robots.txt, and which ask to be left alone."""
    from monitor.history import hosts

    if not of.monitor.history.exists():
        return ()
    with reading(of) as history:
        return hosts(history)


def known_frame(of: Settings, source: str) -> tuple[str, ...]:
    """What earlier runs learned of the frame that a source's site puts around its pages."""
    from monitor.history import frame

    if not of.monitor.history.exists():
        return ()
    with reading(of) as history:
        return tuple(sorted(frame(history, source)))


def how_called() -> str:
    """What to type before the name of a command, to reach the same configuration again."""
    option = click.get_current_context().find_root().obj
    return f"monitor --config {shlex.quote(option)}" if option else "monitor"


@contextmanager
def reading(of: Settings) -> Iterator[Database]:
    """The history, open for reading, closed afterwards."""
    from monitor.history import open_reader

    history = open_reader(of.monitor.history)
    try:
        yield history
    finally:
        history.close()


def window(history: Database, since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """`--since` and `--until` as instants; `last` is the end of the last digest that was told with `--since last`."""
    from monitor.history import last_told

    now = datetime.now(UTC)
    begin = last_told(history) if since == "last" else when.since(since, now=now) if since else None
    end = when.until(until, now=now) if until else None
    if begin and end and begin >= end:
        raise UsageError("the window ends before it begins", fix="give --until a later time than --since")
    return begin, end
