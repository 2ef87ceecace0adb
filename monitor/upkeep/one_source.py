"""One source: its files, what stands in them, and what the history says of that."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from monitor.archive import Archive
from monitor.errors import ArchiveError
from monitor.history import Database, soundness
from monitor.model import Place
from monitor.upkeep import folders, placed
from monitor.upkeep.problems import Problem

RACING = frozenset(("unfinished", "copy", "foreign"))  # what a run that is at work may have mended by then


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a source, how many records stand in its segments and how many captures the history has."""

    problems: list[Problem] = field(default_factory=list)
    records: int = 0
    captures: int = 0


def check(book: Database | None, archive: Archive, name: str, tell: placed.Tell, patience: float) -> Checked:
    """A source's folder against its rows; without `book` the folder alone. `patience`: see `verify`."""
    try:
        return _checked(book, archive, name, tell, patience)
    except (ArchiveError, OSError):  # a file that went away: a segment may just have been written anew
        time.sleep(patience)
    try:
        return _checked(book, archive, name, tell, patience)
    except (ArchiveError, OSError) as error:
        return Checked([Problem("unreadable", str(error), name)])


def _checked(book: Database | None, archive: Archive, name: str, tell: placed.Tell, patience: float) -> Checked:
    files = again(lambda: folders.of_source(archive, name), patience)
    here = placed.stock(archive, name, tell)
    mended = {problem.file for problem in files if problem.kind == "dictionary"}
    here.damaged = [one for one in here.damaged if one.offset or one.file not in mended]
    headless = {one.file for one in files if one.kind == "head"} - here.files
    files = [one for one in files if one.kind != "head" or one.file in headless]  # else each damaged frame is told
    here.damaged = [one for one in here.damaged if one.file not in headless]
    if book is None or name not in soundness.sources_known(book):
        problems = [*files, *here.damaged]
        if book is not None:
            message = f"the history knows no source {name}, yet segments stand in its folder"
            problems.append(Problem("unknown-source", message, name))
        return Checked(problems, here.records)
    rows = soundness.rows_of(book, name)
    readable = tuple(row for row in rows if placed.file_of(row.capture) not in headless)
    known = soundness.ends_known(book, name)
    here.damaged = [_acknowledged(one, known) for one in here.damaged]
    compared = list(placed.compared(archive, name, here, readable, soundness.addresses_known(book, name)))
    problems = [
        *files,
        *_still(book, compared, patience),
        *_ends(book, archive, name),
        *_overviews(book, archive, name, here, headless),
        *_unknown(book, name, here, patience),
    ]
    lost = Counter(placed.file_of(row.capture) for row in rows if row.capture.redacted_at is None)
    problems = [
        replace(one, message=f"{one.message}: {lost[one.file or '']} captures") if one.file in headless else one
        for one in problems
    ]
    return Checked(problems, here.records, len(rows))


def again(look: Callable[[], Iterator[Problem]], patience: float) -> list[Problem]:
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
    """Segments that are shorter than they were. The history is asked first: meanwhile a run may append to them."""
    ends = soundness.ends_known(book, name)
    named = {row.capture.place.segment for row in soundness.rows_of(book, name)}
    sizes = {path.name: path.stat().st_size for path in archive.segments(name)}
    for segment, known in ends.items():
        if segment not in sizes and segment not in named:  # else each capture of it is told
            yield Problem("missing", "there is no such segment", name, f"{name}/{segment}")
        elif sizes.get(segment, known) < known:
            message = f"the segment has {sizes[segment]} bytes, and had {known}"
            yield Problem("shorter", message, name, f"{name}/{segment}", sizes[segment])


def _overviews(
    book: Database, archive: Archive, name: str, here: placed.Stock, headless: set[str | None]
) -> Iterator[Problem]:
    """Pages with a link that was followed which are not where the history says. One that is not here may have come
    meanwhile.
    """
    for place in soundness.overviews_known(book, name):
        file = f"{name}/{place.segment}"
        one = here.standing.get(place)
        there = bool(one.role) if one else placed.archive_has(archive, name, place)
        if file not in headless and not there:
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
