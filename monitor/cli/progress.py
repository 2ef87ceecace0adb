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


@contextmanager
def progress(*, wanted: bool) -> Iterator[Callable[[str], Progress]]:
    """Makes what a run tells its progress to, by the run's name: a bar on stderr.

    Nobody is told when stderr is no terminal, or when nobody asked.
    """
    if not wanted or not sys.stderr.isatty():
        yield lambda name: Progress()
        return
    # here, not above: rich costs 0.15 s, which only a person at a terminal should pay
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Display

    source = TextColumn("{task.fields[source]}", markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), source)
    with Display(*columns, console=Console(stderr=True), transient=True) as display:
        yield lambda name: Bar(display, name)
