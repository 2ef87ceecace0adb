"""What the site of a page repeats on its other pages, and what was edited of that: those that are watched, and those
whose links are followed.

What comes of it is decided when a page is read for the first time, and stands in the archive: a past told again does
not ask what other pages said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from monitor import history
from monitor.compare.site import Event, Neighbour, SiteEdit, Version, edited
from monitor.documents.boxes import OWN, boxes_on, shared_boxes
from monitor.documents.outlines import Outline
from monitor.documents.repeats import MIN_OTHERS, reached, repeated
from monitor.documents.successors import Sister, successors
from monitor.errors import ArchiveError, DocumentError
from monitor.extract import Payload, read_outline
from monitor.look.reading import READING, House, archived
from monitor.model import Capture, Place
from monitor.sites import site_at

COMPARED = 24  # other pages at most, the newest
MAX_FRAME = 300  # digests that are kept of a source: beyond, most of them stood on pages of long ago

Had = Callable[[], Payload]


@dataclass(frozen=True, slots=True)
class Site:
    """What a page's site repeats, as digests (see `documents.repeats`), and what the page shows of edits of that."""

    frame: frozenset[str]
    edits: tuple[SiteEdit, ...] = ()


def has_neighbours(house: House, capture: Capture) -> bool:
    """Whether a capture waits until other pages of its site were looked at too: to be compared with them, or, where it
    is no HTML, for the order of the changes.
    """
    return history.neighbours(house.book, capture) >= MIN_OTHERS


async def site_of(house: House, capture: Capture, payload: Payload) -> Site:
    """What the site of a capture repeats: what was decided of that before, and what stands on this page and, now, on
    others; and what was edited. Pages that cannot be had are left out.
    """
    known = history.frame(house.book, capture.source)
    watched = history.pages_beside(house.book, capture) if history.is_html(capture) else ()
    beside = [*_pages(house, capture, watched)][-COMPARED:] if history.is_html(capture) else []
    if len(beside) < MIN_OTHERS:
        return Site(known)
    about = history.subjects(house.book)
    own = replace(await _outline(house, capture.id, lambda: payload), about=about.get(capture.source, ""))
    outlines = [own]
    for source, key, had in beside:
        outlines.append(replace(await _outline(house, key, had), about=about.get(source, "")))
    shared = known | repeated(one for one in outlines if one.lines)
    watched = watched[-COMPARED:]
    edits, of_edits, owns = await _edited(house, capture, own, shared, watched, about)
    found = reached(own, (shared - owns) | of_edits) | of_edits
    if found <= known and not known & owns:
        return Site(known, edits)
    known, owned = known - owns, {one for one in known if one.startswith(OWN)}
    return Site(known | found if len(known | found) <= MAX_FRAME else found | owned, edits)


async def _edited(
    house: House,
    capture: Capture,
    own: Outline,
    frame: frozenset[str],
    watched: Sequence[Capture],
    about: Mapping[str, str],
) -> tuple[tuple[SiteEdit, ...], frozenset[str], frozenset[str]]:
    """What a page shows of edits of its site, held against what it was and against the other pages; what its frame is
    to hold for that, of the page before too; and what it is to hold no more.
    """
    last = history.read_before(house.book, capture.source)
    if last is None or last.id == capture.id or not own.said:
        return (), frozenset(), frozenset()
    before = replace(await _outline(house, last.id, partial(archived, house, last)), about=own.about)
    if not before.said or {one.mark for one in before.said} == {one.mark for one in own.said}:
        return (), frozenset(), frozenset()
    fresh = history.fetched_in(house.book, house.run, watched)
    well = history.looked_well(house.book, house.run)
    others, sisters, prior = [], list[Sister](), [before]
    for one in watched:
        now = await _of(house, one)
        earlier = history.one_before(house.book, one)
        then = None if earlier is None else await _of(house, earlier)
        lately = one.id in fresh or one.source in well
        others.append(Neighbour(_marks(now), _marks(then) if then else None, fresh=one.id in fresh, lately=lately))
        sisters.append(Sister(now, then))
        prior.append(replace((then if one.id in fresh else now) or now, about=about.get(one.source, "")))
    boxes = frame | shared_boxes(prior)
    followed = successors(before, own, boxes, sisters)
    boxes = (boxes - followed.own) | followed.frame
    hidden = boxes_on(before, boxes) | boxes_on(own, boxes)
    host = site_at(capture.final_url)
    told = history.site_edits(house.book, host)
    events = [Event(one.change, one.at, one.went, one.came, capture.source in one.sources) for one in told]
    stood, stands = (
        Version(tuple(one for one in page.said if one.key not in followed.own), reached(page, boxes))
        for page in (before, own)
    )
    edits, lines = edited(
        stood, stands, others, events, host=host, since=last.fetched_at, at=capture.fetched_at, took=followed.pairs
    )
    return edits, lines | hidden | followed.frame, followed.own


def _pages(house: House, capture: Capture, watched: Sequence[Capture]) -> Iterator[tuple[str, str, Had]]:
    """The other pages, each with its source and by what it is remembered; those whose links are followed first."""
    for name, place in history.overviews_beside(house.book, capture):
        yield name, f"{name} {place.segment} {place.offset}", partial(_overview, house, name, place)
    for other in watched:
        yield other.source, other.id, partial(archived, house, other)


async def _of(house: House, capture: Capture) -> Outline:
    return await _outline(house, capture.id, partial(archived, house, capture))


def _marks(outline: Outline) -> frozenset[str]:
    return frozenset(one.mark for one in outline.said)


async def _outline(house: House, key: str, had: Had) -> Outline:
    """The outline of a page; an empty one where it cannot be had."""
    if key not in house.outlines:
        try:
            house.outlines[key] = await house.worker.acall(read_outline, had(), timeout=READING)
        except (ArchiveError, DocumentError):
            house.outlines[key] = Outline("", ())
    return house.outlines[key]


def _overview(house: House, source: str, place: Place) -> Payload:
    kept = house.archive.read(source, place)
    return Payload(kept.body, kept.media_type, kept.charset, kept.target_uri, kept.status)
