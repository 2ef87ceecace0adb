"""Retention: captures taken out that differ from their neighbours in noise alone. Off unless it is asked for.

Of captures one after the other of which the very same was read, and whose text is the same but for figures and dates,
the first one stays and the last three, for that many readings a comparison looks back on. So does each one that
something rests on. A decision says which went before they go, and a past told again comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from monitor import history
from monitor.archive import Archive, Revisit
from monitor.documents import read
from monitor.documents.passing import settled
from monitor.errors import ArchiveError, DocumentError
from monitor.history.memory import REMEMBERED
from monitor.history.thinning import Stretch, stretches
from monitor.look.reading import READING, Desk
from monitor.model import Capture, Decision
from monitor.upkeep.taking_out import decisions, dropped, going, public, standing

NAMING = frozenset(("crowded", "accepted", "rejected"))  # decisions that rest on the capture that they name
FIRST = 1  # of a stretch that stay


@dataclass(frozen=True, slots=True)
class Thinned:
    """What was taken out of a source, or would be: captures, and the bytes of its folder that this frees.

    `bytes`: before it was done, what the frames take alone: those of a dictionary come to it or go from it.
    """

    source: str
    captures: tuple[str, ...]
    bytes: int


def superfluous(desk: Desk, source: str, *, before: datetime) -> tuple[Capture, ...]:
    """The captures of a source that came before that time and differ from their neighbours in noise alone."""
    bound = _bound(desk.archive, source)
    found: list[Capture] = []
    for stretch in stretches(desk.book, source, before=before):
        if len(stretch.captures) > FIRST + REMEMBERED:
            found += _between(desk, stretch, bound)
    return tuple(found)


def foreseen(source: str, captures: Sequence[Capture]) -> Thinned:
    """What thinning would do."""
    return Thinned(source, tuple(one.id for one in captures), sum(one.place.length for one in captures))


def thin(desk: Desk, source: str, captures: Sequence[Capture]) -> Thinned:
    """Takes these captures of a source out of the archive and the history, and those that an earlier call was killed
    over. Raises DamagedRecord when something is damaged in the segments that are written anew: it would be lost.
    """
    held = _size(desk.archive, source)
    if captures:
        facts = [
            {"id": one.id, "fetched_at": one.fetched_at.isoformat(timespec="microseconds"), "sha256": one.sha256}
            for one in captures
        ]
        desk.archive.decide(source, Decision("thinned", desk.now(), {"captures": facts}))
    gone = _decided(desk.archive, source)
    rows = [one.id for one in history.captures(desk.book, source) if one.id in gone]
    stand = any(public(one) in gone for one in standing(desk.archive, source))
    if rows or stand or desk.archive.replaced(source):
        dropped(desk.archive, desk.book, source, lambda one: public(one) in gone, rows)
    return Thinned(source, tuple(rows), held - _size(desk.archive, source))


def unfinished(desk: Desk, source: str) -> bool:
    """Whether a call was killed that had decided what goes."""
    there = {one.id for one in history.captures(desk.book, source)}
    return bool(_decided(desk.archive, source) & there or desk.archive.replaced(source))


def _between(desk: Desk, stretch: Stretch, bound: _Bound) -> Iterator[Capture]:
    """Of captures with the same reading those whose text is that of their neighbours, but the first and the last."""
    texts = {one.id: _text(desk, one) for one in stretch.captures}
    for text, group in groupby(stretch.captures, key=lambda one: texts[one.id]):
        of_one = list(group)
        for one in of_one[FIRST : len(of_one) - REMEMBERED] if text is not None else ():
            if one.id not in stretch.used and one.id not in bound.named and one.fetched_at not in bound.came:
                yield one


def _text(desk: Desk, capture: Capture) -> tuple[str, ...] | None:
    """What a page says, with figures and dates masked; None when it cannot be read, so that it is like no other."""
    try:
        kept = desk.archive.of(capture)
        document = desk.worker.call(
            read, kept.body, media_type=kept.media_type, url=kept.target_uri, charset=kept.charset, timeout=READING
        )
    except (ArchiveError, DocumentError):
        return None
    links = (link.url for link in document.links)
    return tuple(settled(text) for text in (document.title, *(block.text for block in document.blocks), *links))


@dataclass(frozen=True, slots=True)
class _Bound:
    """What other records of the archive rest on: captures that a decision names, and when those came that were seen
    again or with which a frame of their site was decided."""

    named: frozenset[str]
    came: frozenset[datetime]


def _bound(archive: Archive, source: str) -> _Bound:
    named, came = set(), set()
    for one in standing(archive, source):
        if isinstance(one.content, Revisit):
            came.add(one.content.of)
        elif isinstance(one.content, Decision) and one.content.kind in ("framed", "site-edited"):
            came.add(one.content.at)
        elif isinstance(one.content, Decision) and one.content.kind in NAMING:
            named.add(str(one.content.facts["capture"]))
    return _Bound(frozenset(named), frozenset(came))


def _decided(archive: Archive, source: str) -> frozenset[str]:
    """The captures that were decided to go."""
    made: Iterable[Decision] = decisions(archive, source, "thinned")
    return frozenset(capture for each in made for capture in going(each))


def _size(archive: Archive, source: str) -> int:
    folder = archive.folder / source
    return sum(path.stat().st_size for path in folder.iterdir()) if folder.is_dir() else 0
