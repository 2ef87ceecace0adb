"""The archive and the history held against each other: every byte that is stored is read, nothing is changed.

It takes no lock and may go on while a run is at work: what that adds meanwhile is looked at again before it is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from monitor import history
from monitor.archive import Archive
from monitor.config import Settings
from monitor.errors import HistoryError, UsageError
from monitor.history import Database, soundness
from monitor.upkeep import folders, one_source, run_log
from monitor.upkeep.problems import REBUILD, Problem, Verified

PATIENCE = 1.0  # seconds in which a writer commits the row of what it has written
Progress = Callable[[int, int], None]  # bytes read, of so many


def verify(
    settings: Settings,
    archive: Archive,
    sources: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    now: datetime | None = None,
    patience: float = PATIENCE,
) -> Verified:
    """What is amiss in the archive and the history of these sources, of all when none is named.

    Raises UsageError for a source that neither of them knows, HistoryError where there is no history.
    """
    refuse_without_history(settings, archive)
    book = history.open_reader(settings.monitor.history)
    try:
        return examine(book, archive, settings, sources, progress=progress, now=now, patience=patience)
    finally:
        book.close()


def refuse_without_history(settings: Settings, archive: Archive) -> None:
    """HistoryError where an archive stands without its history: to open one would make an empty one."""
    path = settings.monitor.history
    if not path.exists():
        fix = f"{REBUILD} makes it from the archive" if archive.sources() else "run `monitor check` first"
        raise HistoryError(f"there is no history at {path}", fix=fix)


def examine(
    book: Database,
    archive: Archive,
    settings: Settings,
    sources: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    now: datetime | None = None,
    patience: float = PATIENCE,
) -> Verified:
    """`verify` of what is open already. `patience` 0: nobody else is at work."""
    began = time.perf_counter()
    found = Verified()
    told = [Problem("fulltext" if "fulltext" in line else "database", line) for line in soundness.broken(book)]
    broken = [problem for problem in told if problem.kind == "database"]
    found.problems += told
    # What a broken file says of the archive would be hearsay.
    chosen = _chosen(archive, sources, () if broken else soundness.sources_known(book))
    sizes = {name: sum(path.stat().st_size for path in archive.segments(name)) for name in chosen}
    found.sources, found.size = len(chosen), sum(sizes.values())
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(min(done, found.size), found.size)

    for name in chosen:
        checked = one_source.check(None if broken else book, archive, name, tell, patience)
        found.problems += checked.problems
        found.records += checked.records
        found.captures += checked.captures
    found.problems += [] if sources else one_source.again(lambda: folders.beside(archive), patience)
    found.problems += (
        [] if broken else _of_history(book, settings, chosen, now or datetime.now(UTC), is_searched=told == [])
    )
    found.seconds = time.perf_counter() - began
    return found


def _chosen(archive: Archive, sources: Sequence[str], in_history: Sequence[str]) -> tuple[str, ...]:
    known = {*in_history, *archive.sources()}
    for name in sources:
        if name not in known:
            raise UsageError(f"neither the history nor the archive knows {name}", fix="`monitor sources` lists them")
    return tuple(sorted(set(sources) or known))


def _of_history(
    book: Database, settings: Settings, chosen: Sequence[str], now: datetime, *, is_searched: bool
) -> Iterator[Problem]:
    """What is amiss in the history by itself. `is_searched`: SQLite finds its full text whole."""
    yield from (Problem("dangling", line) for line in soundness.dangling(book))
    if is_searched and (differ := soundness.out_of_step(book)):
        yield Problem("fulltext", f"{differ} entries of the full-text search are not what the history says")
    yield from run_log.waiting(book, frozenset(chosen))
    yield from run_log.gaps(book, settings, now)
