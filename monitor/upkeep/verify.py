"""The archive and the history held against each other: every byte that is stored is read, nothing is changed.

It takes no lock and may go on while a run is at work: what that adds meanwhile is looked at again before it is told.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from monitor import history
from monitor.archive import Archive
from monitor.config import Settings
from monitor.errors import HistoryError, UsageError
from monitor.history import Database, soundness
from monitor.model import Place
from monitor.upkeep import folders, placed, run_log
from monitor.upkeep.problems import REBUILD, Problem, Verified

PATIENCE = 1.0  # seconds in which a writer commits the row of what it has written
RACING = frozenset(("orphan", "unfinished", "copy", "foreign"))  # what a run that is at work may have mended by then
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
    found.problems += [Problem("database", line) for line in soundness.broken(book)]
    if found.problems:  # what such a file says of the archive would be hearsay
        return found
    chosen = _chosen(book, archive, sources)
    sizes = {name: sum(path.stat().st_size for path in archive.segments(name)) for name in chosen}
    found.sources, found.size = len(chosen), sum(sizes.values())
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(min(done, found.size), found.size)

    for name in chosen:
        found.problems += _of_source(book, archive, name, found, tell, patience)
    found.problems += [] if sources else _again(lambda: folders.beside(archive), patience)
    found.problems += [Problem("dangling", line) for line in soundness.dangling(book)]
    found.problems += _fulltext(book)
    found.problems += run_log.waiting(book, frozenset(chosen))
    found.problems += run_log.gaps(book, settings, now or datetime.now(UTC))
    found.seconds = time.perf_counter() - began
    return found


def _chosen(book: Database, archive: Archive, sources: Sequence[str]) -> tuple[str, ...]:
    known = {*soundness.sources_known(book), *archive.sources()}
    for name in sources:
        if name not in known:
            raise UsageError(f"neither the history nor the archive knows {name}", fix="`monitor sources` lists them")
    return tuple(sorted(set(sources) or known))


def _of_source(
    book: Database, archive: Archive, name: str, found: Verified, tell: placed.Tell, patience: float
) -> list[Problem]:
    files = _again(lambda: folders.of_source(archive, name), patience)
    if name not in soundness.sources_known(book):
        segments = len(archive.segments(name))
        message = f"the history knows no source {name}, yet {segments} segments stand in its folder"
        return [*files, Problem("unknown-source", message, name)]
    here = placed.stock(archive, name, tell)
    found.records += here.records
    mended = {problem.file for problem in files if problem.kind == "dictionary"}
    here.damaged = [one for one in here.damaged if one.offset or one.file not in mended]
    headless = {one.file for one in files if one.kind == "head"} - here.files
    files = [one for one in files if one.kind != "head" or one.file in headless]  # else each damaged frame is told
    here.damaged = [one for one in here.damaged if one.file not in headless]
    rows = soundness.rows_of(book, name)
    found.captures += len(rows)
    readable = tuple(row for row in rows if placed.file_of(row.capture) not in headless)
    known = soundness.ends_known(book, name)
    here.damaged = [_acknowledged(one, known) for one in here.damaged]
    compared = list(placed.compared(archive, name, here, readable, soundness.addresses_known(book, name)))
    problems = [
        *files,
        *_still(book, compared, patience),
        *_ends(book, archive, name),
        *_overviews(book, name, here, headless),
        *_unknown(book, name, here, patience),
    ]
    lost = Counter(placed.file_of(row.capture) for row in rows if row.capture.redacted_at is None)
    return [
        _with_count(problem, lost[problem.file or ""]) if problem.file in headless else problem for problem in problems
    ]


def _again(look: Callable[[], Iterator[Problem]], patience: float) -> list[Problem]:
    """What a second look finds too, where a writer may have been in the midst of its work at the first."""
    first = list(look())
    if not patience or not any(problem.kind in RACING for problem in first):
        return first
    time.sleep(patience)
    return [problem for problem in look() if problem.kind not in RACING or problem in first]


def _still(book: Database, problems: list[Problem], patience: float) -> list[Problem]:
    """The problems without orphans that have got their rows meanwhile."""
    if not patience or not any(problem.kind == "orphan" for problem in problems):
        return problems
    time.sleep(patience)
    return [one for one in problems if one.kind != "orphan" or soundness.row_of(book, one.capture or "") is None]


def _acknowledged(problem: Problem, known: dict[str, int]) -> Problem:
    """A torn end in front of what was known once is no end that a crash tore: bytes of records are lost."""
    segment = (problem.file or "").rpartition("/")[2]
    lost = problem.kind == "torn-end" and (problem.offset or 0) < known.get(segment, 0)
    return replace(problem, kind="frame") if lost else problem


def _ends(book: Database, archive: Archive, name: str) -> Iterator[Problem]:
    """Segments that are shorter than they were."""
    sizes = {path.name: path.stat().st_size for path in archive.segments(name)}
    named = {row.capture.place.segment for row in soundness.rows_of(book, name)}
    for segment, known in soundness.ends_known(book, name).items():
        if segment not in sizes and segment not in named:  # else each capture of it is told
            yield Problem("missing", "there is no such segment", name, f"{name}/{segment}")
        elif sizes.get(segment, known) < known:
            message = f"the segment has {sizes[segment]} bytes, and had {known}"
            yield Problem("shorter", message, name, f"{name}/{segment}", sizes[segment])


def _overviews(book: Database, name: str, here: placed.Stock, headless: set[str | None]) -> Iterator[Problem]:
    """Pages with a link that was followed which are not where the history says."""
    for place in soundness.overviews_known(book, name):
        file = f"{name}/{place.segment}"
        one = here.standing.get(place)
        if file not in headless and (one is None or not one.role):
            yield Problem("overview", "the page with the link that was followed is not there", name, file, place.offset)


def _unknown(book: Database, name: str, here: placed.Stock, patience: float) -> Iterator[Problem]:
    """Looks and decisions behind the byte up to which their segment is known."""

    def behind() -> list[Place]:
        known = soundness.ends_known(book, name)  # empty in a history that an older version wrote
        return [place for place in here.others if known and place.offset >= known.get(place.segment, 0)]

    places = behind()
    if places and patience:
        time.sleep(patience)
        places = behind()
    for place in places:
        message = "a run that was killed left this in the archive alone"
        yield Problem("untold", message, name, f"{name}/{place.segment}", place.offset)


def _fulltext(book: Database) -> Iterator[Problem]:
    if differ := soundness.out_of_step(book):
        yield Problem("fulltext", f"{differ} entries of the full-text search are not what the history says")


def _with_count(problem: Problem, captures: int) -> Problem:
    return replace(problem, message=f"{problem.message}: {captures} captures")
