"""What a source's past consists of, in the order in which it happened: pure, but for reading the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from monitor.archive import Archive, Archived, Found, Revisit
from monitor.errors import DamagedRecord
from monitor.ids import canonical, capture_id
from monitor.model import Decision, Place

# At one instant: how the source was configured and how many were led to a page is known before the page is read.
BEFORE = frozenset(("settings", "retired", "followed", "crowded", "framed", "site-edited"))


def events(archive: Archive, source: str, damaged: Callable[[DamagedRecord], None]) -> tuple[Found, ...]:
    """All that stands in the archive of a source, in the order of time, each capture once and without its body."""
    return in_order(map(_light, archive.found(source, damaged)))


def in_order(found: Iterable[Found]) -> tuple[Found, ...]:
    """In the order of time, and of what stood first where that says nothing; what stands twice comes once.

    A clock may have been set back: what we wrote behind another record of a segment came after it, whatever its time.
    What others captured has its time from them.
    (A segment that was being rewritten when the program was killed stands beside the new one.) Captures that were taken
    out by a decision do not come.
    """
    once = {_identity(one): one for one in found}
    gone = {
        capture for one in once.values() if isinstance(one.content, Decision) for capture in _taken_out(one.content)
    }
    places = _places(once.values())
    kept = (one for identity, one in once.items() if identity not in gone)
    return tuple(sorted(kept, key=lambda one: (*places[one.place], _turn(one))))


def _places(found: Iterable[Found]) -> dict[Place, tuple[datetime, int]]:
    """When each counts as having come, and how many came then before the clock reached that time again."""
    latest: dict[str, tuple[datetime, datetime, int]] = {}
    places = {}
    for one in found:
        at = when(one)
        told_by_others = isinstance(one.content, Archived) and one.content.imported
        if told_by_others or (isinstance(one.content, Decision) and one.content.kind == "redacted"):
            places[one.place] = at, 0
            continue
        reached, last, behind = latest.get(one.place.segment, (at, at, 0))
        if at >= reached:
            reached, behind = at, 0
        elif at != last:
            behind += 1
        latest[one.place.segment] = reached, at, behind
        places[one.place] = reached, behind
    return places


def public(found: Found) -> str:
    """The public id of the capture that stands there."""
    if not isinstance(found.content, Archived):
        raise TypeError("only a capture has a public id")
    return capture_id(found.source, found.content.fetched_at, found.content.sha256)


def when(found: Found) -> datetime:
    """When it happened. What stands for a capture that was taken out happened when that came."""
    if not isinstance(found.content, Decision):
        return found.content.fetched_at
    if found.content.kind == "redacted":
        return datetime.fromisoformat(found.content.facts["fetched_at"])
    return found.content.at


def _taken_out(made: Decision) -> list[str]:
    """The captures that a decision says are no more, whether or not their bytes are gone already."""
    if made.kind == "redacted":
        return [made.facts["capture"]]
    return [one["id"] for one in made.facts["captures"]] if made.kind == "thinned" else []


def _identity(found: Found) -> str:
    match found.content:
        case Archived(role=""):
            return public(found)
        case Archived():
            return canonical(["overview", found.content.fetched_at.isoformat()])
        case Revisit():
            return canonical(["revisit", found.content.fetched_at.isoformat(), found.content.of.isoformat()])
        case Decision():
            return canonical([found.content.kind, found.content.at.isoformat(), found.content.facts])


def _turn(found: Found) -> int:
    if isinstance(found.content, Decision):
        return {"redacted": 1}.get(found.content.kind, 0 if found.content.kind in BEFORE else 3)
    return 1 if isinstance(found.content, Archived) else 2


def _light(found: Found) -> Found:
    if not isinstance(found.content, Archived):
        return found
    shell = None if found.content.shell is None else b""
    return replace(found, content=replace(found.content, body=b"", shell=shell))
