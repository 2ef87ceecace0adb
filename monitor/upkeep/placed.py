"""What stands in a source's segments, held against the rows that the history has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from monitor.archive import Archive, Archived, Found, Revisit
from monitor.archive.frames import is_torn
from monitor.errors import ArchiveError, DamagedRecord
from monitor.history.soundness import Row
from monitor.ids import capture_id
from monitor.model import Capture, Imported, Place
from monitor.upkeep.problems import Problem, shown
from monitor.upkeep.taking_out import going

COMPARED = ("sha256", "fetched_at", "requested_url", "final_url", "redirects", "status", "media_type", "rendered")
TAKEN_OUT = ("redacted", "thinned")  # decisions that follow what they decide
UNFINISHED = {"redacted": "not-wiped", "thinned": "not-thinned"}
HALF_DONE = "it was decided that this capture goes, and it has not gone everywhere"
STILL_THERE = "the bytes of a capture that was redacted still stand there"
Tell = Callable[[int], None]  # so many bytes more were read


@dataclass(frozen=True, slots=True)
class Standing:
    """A capture that stands in the archive. `public`: the id that follows from it; `role`: as `Archived` has it."""

    capture: Capture
    imported: Imported | None
    role: str

    @property
    def origin(self) -> str | None:
        return self.imported.origin if self.imported else None


@dataclass(slots=True)
class Stock:
    """All that stands in a source's segments, and what could not be read there."""

    standing: dict[Place, Standing] = field(default_factory=dict)
    records: int = 0
    others: list[Place] = field(default_factory=list)  # of looks that found a capture again, and decisions
    damaged: list[Problem] = field(default_factory=list)
    files: set[str] = field(default_factory=set)  # in which something stands
    names: set[str] = field(default_factory=set)  # that the source had when segments of it began
    nameless: set[str] = field(default_factory=set)  # the record is lost that says whose segment it is
    going: dict[str, str] = field(default_factory=dict)  # captures that were decided to go: the decision's kind


def stock(archive: Archive, source: str, tell: Tell) -> Stock:
    """Reads every frame of a source; each body is let go of before the next one is read."""
    found = Stock()

    def note(error: DamagedRecord) -> None:
        problem = told(error, source, archive.folder)
        if problem.file and problem.file not in found.files:
            found.nameless.add(problem.file)
        if problem.offset is not None:
            found.damaged = [one for one in found.damaged if (one.file, one.offset) != (problem.file, problem.offset)]
        found.damaged.append(problem)

    for one in archive.found(source, note):
        found.records += 1
        found.names.add(one.source)
        found.files.add(f"{source}/{one.place.segment}")
        if isinstance(one.content, Archived):
            found.standing[one.place] = standing(source, one, one.content)
        elif isinstance(one.content, Revisit) or one.content.kind not in TAKEN_OUT:
            found.others.append(one.place)
        else:
            found.going |= dict.fromkeys(going(one.content), one.content.kind)
        tell(one.place.length)
    return found


def standing(source: str, found: Found, kept: Archived) -> Standing:
    """A capture of the archive in the form that the history gives it."""
    public = capture_id(found.source, kept.fetched_at, kept.sha256)
    return Standing(described(kept, public, source, found.place), kept.imported, kept.role)


def described(kept: Archived, public: str, source: str, place: Place) -> Capture:
    """What the row of a capture says, out of the archive."""
    return Capture(
        id=public,
        source=source,
        requested_url=kept.requested_url,
        final_url=kept.target_uri,
        redirects=kept.redirects,
        fetched_at=kept.fetched_at,
        status=kept.status,
        sha256=kept.sha256,
        media_type=kept.media_type,
        place=place,
        rendered=kept.rendered,
    )


def compared(
    archive: Archive, source: str, here: Stock, rows: tuple[Row, ...], addresses: frozenset[str]
) -> Iterator[Problem]:
    """How the rows of a source and its segments differ. The rows are younger than what stands here.

    Segments whose head is damaged are not to be asked about: nothing in them can be read.
    """
    bad = list(here.damaged)
    known = {row.capture.id: row for row in rows}
    strangers = {place: one for place, one in here.standing.items() if not one.role}
    by_id = {one.capture.id: place for place, one in strangers.items()}
    for row in rows:
        one = here.standing.get(row.capture.place)
        if row.capture.redacted_at is not None:
            if one is not None and one.capture.sha256 == row.capture.sha256:
                yield _about(row, "not-wiped", STILL_THERE)
            continue
        if row.capture.id in here.going:
            yield _about(row, UNFINISHED[here.going[row.capture.id]], HALF_DONE)
            strangers = {place: one for place, one in strangers.items() if one.capture.id != row.capture.id}
            continue
        if one is None or one.capture.id != row.capture.id:
            one = here.standing.get(by_id.get(row.capture.id, row.capture.place))
        if one is None:
            one, problem = _not_there(archive, row, bad)
            if problem:
                yield problem
        if one is not None:
            strangers.pop(one.capture.place, None)
            yield from _differing(row, one, addresses, is_named=_is_named(row, here))
    for place, one in strangers.items():
        about = (source, f"{source}/{place.segment}", place.offset, one.capture.id)
        of_id = known.get(one.capture.id)
        if of_id is not None and of_id.capture.redacted_at is not None:
            yield Problem("not-wiped", STILL_THERE, *about)
        elif of_id is None:
            yield Problem("orphan", "no row of the history knows this capture", *about)
        elif archive_has(archive, source, place):
            yield Problem("twice", "this capture stands in the archive a second time", *about)
    yield from bad


def file_of(capture: Capture) -> str:
    """The segment that a capture stands in, below the snapshots folder."""
    return f"{capture.source}/{capture.place.segment}"


def told(error: DamagedRecord, source: str, snapshots: Path) -> Problem:
    """What the archive says of damage, with its place."""
    if error.file is None:
        return Problem("frame", error.what, source, fix=error.fix or "")
    path = Path(error.file)
    kind = "torn-end" if error.offset is not None and _is_torn(path, error.offset) else "frame"
    return Problem(kind, error.what, source, shown(path, snapshots), error.offset)


def _is_torn(path: Path, offset: int) -> bool:
    """Whether a frame that was cut off while it was written is all that stands behind this byte."""
    with path.open("rb") as file:
        file.seek(offset)
        return is_torn(file.read())


def archive_has(archive: Archive, source: str, place: Place) -> bool:
    """Whether a whole capture stands at a place (a file that was rewritten meanwhile has others)."""
    try:
        archive.read(source, place)
    except ArchiveError:
        return False
    return True


def _not_there(archive: Archive, row: Row, bad: list[Problem]) -> tuple[Standing | None, Problem | None]:
    """A row at whose place no capture was found: it came meanwhile, or is damaged."""
    capture = row.capture
    place = capture.place
    file = file_of(capture)
    inside = [
        problem
        for problem in bad
        if problem.file == file and place.offset <= (problem.offset or 0) < place.offset + place.length
    ]
    for problem in inside:
        bad.remove(problem)
    if inside:
        return None, replace(inside[0], kind="frame", capture=capture.id)
    path = archive.folder / capture.source / place.segment
    if not path.is_file():
        return None, _about(row, "missing", "there is no such segment")
    if path.stat().st_size < place.offset + place.length:
        return None, _about(row, "shorter", "the segment ends before the end of the capture")
    try:
        kept = archive.read(capture.source, place)
    except ArchiveError as error:
        return None, _about(row, "frame", error.what if isinstance(error, DamagedRecord) else error.message)
    return Standing(described(kept, capture.id, capture.source, place), kept.imported, ""), None


def _differing(row: Row, one: Standing, addresses: frozenset[str], *, is_named: bool) -> Iterator[Problem]:
    """What a row says otherwise than the capture that has its id or, if none has, stands at its place."""
    capture, place = row.capture, one.capture.place
    if one.role or one.capture.id != capture.id:
        same = (one.capture.sha256, one.capture.fetched_at) == (capture.sha256, capture.fetched_at)
        if one.role or not same:
            yield _about(row, "other", "another capture stands there")
            return
        if not is_named:
            yield _about(row, "id", f"the id that follows from this capture is {one.capture.id}")
    if place != capture.place:
        message = f"the capture stands in {place.segment}, byte {place.offset}, and not where its row says"
        yield _about(row, "elsewhere", message)
    differ = [name for name in COMPARED if getattr(one.capture, name) != getattr(capture, name)]
    differ += ["origin"] if one.origin != row.origin else []
    if differ:
        yield _about(row, "row", f"its row says otherwise: {', '.join(differ)}")
    if row.origin is None and one.capture.requested_url not in addresses:
        yield _about(row, "address", f"{one.capture.requested_url} is and was no address of the source")


def _is_named(row: Row, here: Stock) -> bool:
    """Whether the id of a capture follows from a name of its source, or that name is lost. An earlier version went on
    in a segment when its source was renamed."""
    capture = row.capture
    ids = (capture_id(name, capture.fetched_at, capture.sha256) for name in {*here.names, capture.source})
    return file_of(capture) in here.nameless or capture.id in ids


def _about(row: Row, kind: str, message: str) -> Problem:
    place = row.capture.place
    return Problem(
        kind, message, row.capture.source, f"{row.capture.source}/{place.segment}", place.offset, row.capture.id
    )
