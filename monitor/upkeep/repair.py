"""What `verify` finds is mended as far as the other of two copies, or the archive, says how it should be.

Nothing that the archive holds is thrown away: what is cut off is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.archive import Archive
from monitor.config import Settings
from monitor.documents import Worker
from monitor.errors import ArchiveError, DamagedRecord
from monitor.history import soundness
from monitor.look.reading import Desk
from monitor.upkeep import placed
from monitor.upkeep.desk import Now, at_the_desk, utc_now
from monitor.upkeep.problems import Problem, Verified, shown
from monitor.upkeep.restate import restate
from monitor.upkeep.verify import Progress, examine, refuse_without_history

DICTIONARIES = frozenset(("dictionary", "copy"))
LEFT_BEHIND = frozenset(("torn-end", "unfinished", "foreign"))
ROWS = frozenset(("elsewhere", "row"))
UNTOLD = frozenset(("orphan", "other", "id", "overview"))


def repair(
    settings: Settings,
    archive: Archive,
    sources: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    now: Now = utc_now,
    worker: Worker | None = None,
) -> Verified:
    """Mends what can be mended, and says what was done and what is left. Raises as `verify` does, and RunLocked.

    Done twice, the second time does nothing.
    """
    refuse_without_history(settings, archive)
    with at_the_desk(settings, now=now, worker=worker) as desk:

        def look() -> Verified:
            return examine(desk.book, desk.archive, settings, sources, progress=progress, now=now(), patience=0)

        found = look()
        lines = list(_files(desk, found.problems))
        if lines:
            found = look()
        mended = [
            *_rows(desk, found.problems),
            *_untold(desk, settings, found.problems),
            *_fulltext(desk, found.problems),
        ]
        if mended:
            found = look()
        found.repaired = (*lines, *mended)
    return found


def _files(desk: Desk, problems: list[Problem]) -> Iterator[str]:
    """The dictionaries, and what killed runs left."""
    for problem in problems:
        if problem.kind in DICTIONARIES and problem.source and problem.file:
            number = problem.file.partition("/")[2].partition(".")[0]
            try:
                written = desk.archive.repair(problem.source, f"{number}.warc.zst")
            except DamagedRecord:  # both copies are: it stays a problem
                continue
            if written:
                whence = "made anew" if written.suffix == ".dict" else "put back from its second copy"
                yield f"{shown(written, desk.archive.folder)}: the dictionary was {whence}"
    for source in _sources(problems, LEFT_BEHIND):
        for one in desk.archive.recover(source, desk.now()):
            where = f"cut off and kept in {one.kept.name}" if one.kept else "removed: they hold no record of their own"
            yield f"{shown(one.path, desk.archive.folder)}: {one.length} bytes that a killed run left were {where}"


def _rows(desk: Desk, problems: list[Problem]) -> Iterator[str]:
    """Rows that say otherwise than the capture with their id."""
    wrong = {problem.capture for problem in problems if problem.kind in ROWS}
    for source in _sources(problems, ROWS):
        here = placed.stock(desk.archive, source, lambda read: None)
        for one in here.standing.values():
            if one.capture.id in wrong and not one.role:
                soundness.correct_row(desk.book, one.capture, one.imported)
                wrong.discard(one.capture.id)
                at = f"{placed.file_of(one.capture)}, byte {one.capture.place.offset}"
                yield f"{at}: the row of capture {one.capture.id} says so now"


def _untold(desk: Desk, settings: Settings, problems: list[Problem]) -> Iterator[str]:
    """Captures that the history does not know, or not as they are: the past of their source is told again."""
    for source in _sources(problems, UNTOLD):
        try:
            told = restate(desk, settings, [source])
        except ArchiveError:  # bytes of it are lost, and facts would be with them: it stays a problem, with its way out
            continue
        yield f"{source}: its past was told again from the archive, {told.captures} captures"


def _fulltext(desk: Desk, problems: list[Problem]) -> Iterator[str]:
    if any(problem.kind == "fulltext" for problem in problems):
        soundness.rebuild_fulltext(desk.book)
        yield "the full-text search was made anew"


def _sources(problems: list[Problem], kinds: frozenset[str]) -> list[str]:
    return sorted({problem.source for problem in problems if problem.kind in kinds and problem.source})
