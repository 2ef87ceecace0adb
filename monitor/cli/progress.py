"""A progress bar on a terminal, and nothing elsewhere: cron and pipes stay quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.digest import escape
from monitor.run import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Display

    from monitor.model import Check


class Bar(Progress):
    """Shows a run on an open rich display."""

    def __init__(self, display: Display, name: str) -> None:
        self._display = display
        self._task = display.add_task(name, total=None, source="")

    def begins(self, sources: int) -> None:
        self._display.update(self._task, total=sources)

    def looked(self, check: Check) -> None:
        self._display.update(self._task, advance=1, source=escape.terminal(f"{check.source}: {check.verdict}"))


Step = Callable[[str], None]


@contextmanager
def steps(name: str, total: int | None, *, wanted: bool) -> Iterator[Step]:
    """A bar on stderr that each call takes one step further, with words for what is done; quiet like `progress`.

    `total`: how many steps there are, None when nobody knows.
    """
    if not wanted or not sys.stderr.isatty():
        yield lambda words: None
        return
    with _display() as display:
        task = display.add_task(name, total=total, source="")
        yield lambda words: display.update(task, advance=1, source=escape.terminal(words))


@contextmanager
def progress(*, wanted: bool) -> Iterator[Callable[[str], Progress]]:
    """Makes what a run tells its progress to, by the run's name: a bar on stderr.

    Nobody is told when stderr is no terminal, or when nobody asked.
    """
    if not wanted or not sys.stderr.isatty():
        yield lambda name: Progress()
        return
    with _display() as display:
        yield lambda name: Bar(display, name)


@contextmanager
def following(name: str, *, wanted: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar on stderr that is told what is done, how far, and of how many (None: unknown); quiet like `progress`."""
    if not wanted or not sys.stderr.isatty():
        yield lambda doing, done, total: None
        return
    with _display() as display:
        task, before = display.add_task(name, total=None, source=""), ""

        def told(doing: str, done: int, total: int | None) -> None:
            nonlocal task, before
            if doing != before:  # a task that had a total keeps it
                display.remove_task(task)
                task, before = display.add_task(name, total=total, source=escape.terminal(doing)), doing
            display.update(task, completed=done, total=total)

        yield told


def _display() -> Display:
    # here, not above: rich costs 0.15 s, which only a person at a terminal should pay
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Display

    source = TextColumn("{task.fields[source]}", markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), source)
    return Display(*columns, console=Console(stderr=True), transient=True)
