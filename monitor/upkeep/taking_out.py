"""Records taken out of a source's segments for good, and the history brought up to where the others stand then.

Every step may be the last one before a crash: what was begun is seen in the archive and finished by doing it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlite_utils import Database

from monitor import history
from monitor.archive import Archive, Archived, Found, dictionary
from monitor.archive.segment import load
from monitor.errors import DamagedRecord
from monitor.history.relocation import relocate
from monitor.ids import capture_id
from monitor.model import Decision, DecisionKind, Place

Wanted = Callable[[Found], bool]


def standing(archive: Archive, source: str, segment: str | None = None) -> Iterator[Found]:
    """All that stands in a source's segments, or in one of them, without its bodies. What is damaged is passed over:
    nothing can be said of it.
    """
    for one in archive.tail(source, segment, 0, passed_over) if segment else archive.found(source, passed_over):
        kept = one.content
        shell = None if not isinstance(kept, Archived) or kept.shell is None else b""
        yield replace(one, content=replace(kept, body=b"", shell=shell)) if isinstance(kept, Archived) else one


def public(found: Found) -> str:
    """The public id of the capture that stands there; '' for what is none."""
    kept = found.content
    return capture_id(found.source, kept.fetched_at, kept.sha256) if isinstance(kept, Archived) else ""


def decisions(archive: Archive, source: str, kind: DecisionKind) -> tuple[Decision, ...]:
    """The decisions of one kind that the archive has of a source."""
    made = (one.content for one in standing(archive, source))
    return tuple(one for one in made if isinstance(one, Decision) and one.kind == kind)


def going(made: Decision) -> tuple[str, ...]:
    """The captures that a decision says are no more, whether or not they are gone already."""
    if made.kind == "redacted":
        return (str(made.facts["capture"]),)
    return tuple(str(one["id"]) for one in made.facts["captures"]) if made.kind == "thinned" else ()


def wiped(archive: Archive, book: Database, source: str, wanted: Wanted) -> None:
    """Makes what is wanted blank where it stands; a segment whose dictionary it is is written anew without it."""
    finish(archive, book, source)
    for segment, places in _by_segment(archive, source, wanted).items():
        if any(is_dictionary(archive, source, place) for place in places):
            rewritten(archive, book, source, segment, places)
        else:
            for place in places:
                archive.wipe(source, place)


def dropped(archive: Archive, book: Database, source: str, wanted: Wanted, captures: list[str]) -> None:
    """Writes the segments anew in which something wanted stands; the rows of `captures` go with it."""
    finish(archive, book, source)
    found = _by_segment(archive, source, wanted)
    for segment, places in found.items():
        rewritten(archive, book, source, segment, places, captures)
    if not found:  # the bytes are gone, perhaps the rows are not
        catch_up(archive, book, source, captures)


def rewritten(
    archive: Archive, book: Database, source: str, segment: str, places: list[Place], captures: list[str] | None = None
) -> None:
    """One segment without these places: the new one, the places in the history, then the old one goes."""
    archive.rewrite(source, segment, places)
    catch_up(archive, book, source, captures or [], without=segment)
    archive.remove(source, segment)


def finish(archive: Archive, book: Database, source: str) -> None:
    """A segment that was written anew stands beside the new one when the program was killed: it goes."""
    for old in archive.replaced(source):
        catch_up(archive, book, source, [], without=old)
        archive.remove(source, old)


def catch_up(archive: Archive, book: Database, source: str, captures: list[str], *, without: str = "") -> None:
    """The history follows to where the records stand in all segments but the one that is about to go."""
    known = {one.id for one in history.captures(book, source)}
    segments = {path.name for path in archive.segments(source)} - {without}
    stand: dict[str, Place] = {}
    overviews = []
    for one in (one for segment in sorted(segments) for one in standing(archive, source, segment)):
        if isinstance(one.content, Archived) and one.content.role:
            overviews.append((one.content.fetched_at, one.place))
        elif public(one) in known:
            stand[public(one)] = one.place
    relocate(book, source, stand, overviews, segments, dropped=captures)


def is_dictionary(archive: Archive, source: str, place: Place) -> bool:
    """Whether a record is in the dictionary that all others of its segment need."""
    path = next(path for path in archive.segments(source) if path.name == place.segment)
    return dictionary.is_made_of(load(path).dictionary, archive.records(source, place))


def _by_segment(archive: Archive, source: str, wanted: Wanted) -> dict[str, list[Place]]:
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for one in standing(archive, source):
        if wanted(one):
            found[one.place.segment].append(one.place)
    return dict(found)


def passed_over(error: DamagedRecord) -> None:
    """`monitor verify` tells of it."""
