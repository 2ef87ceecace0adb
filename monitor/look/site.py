"""What the site of a page repeats on its other pages: those that are watched, and those whose links are followed.

What comes of it is decided when a page is read for the first time, and stands in the archive: a past told again does
not ask what other pages said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from monitor import history
from monitor.documents.repeats import MIN_OTHERS, Outline, reached, repeated
from monitor.errors import ArchiveError, DocumentError
from monitor.extract import Payload, read_outline
from monitor.look.reading import READING, House, archived
from monitor.model import Capture, Place

COMPARED = 24  # other pages at most, the newest
MAX_FRAME = 300  # digests that are kept of a source: beyond, most of them stood on pages of long ago

Had = Callable[[], Payload]


def has_neighbours(house: House, capture: Capture) -> bool:
    """Whether a capture waits until other pages of its site were looked at too: to be compared with them, or, where it
    is no HTML, for the order of the changes.
    """
    return history.neighbours(house.book, capture) >= MIN_OTHERS


async def frame_of(house: House, capture: Capture, payload: Payload) -> frozenset[str]:
    """What the site of a capture repeats, as digests (see `documents.repeats`): what was decided of that before, and
    what stands on this page and, now, on others. Pages that cannot be had are left out.
    """
    known = history.frame(house.book, capture.source)
    beside = [*_pages(house, capture)][-COMPARED:] if history.is_html(capture) else []
    if len(beside) < MIN_OTHERS:
        return known
    own = await _outline(house, capture.id, lambda: payload)
    outlines = [own, *[await _outline(house, *one) for one in beside]]
    found = reached(own, known | repeated(one for one in outlines if one.lines))
    if found <= known:
        return known
    return known | found if len(known | found) <= MAX_FRAME else found


def _pages(house: House, capture: Capture) -> Iterator[tuple[str, Had]]:
    """The other pages, each by what it is remembered; those whose links are followed first."""
    for name, place in history.overviews_beside(house.book, capture):
        yield f"{name} {place.segment} {place.offset}", partial(_overview, house, name, place)
    for other in history.pages_beside(house.book, capture):
        yield other.id, partial(archived, house, other)


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
