"""What of the archive goes out: everything of some sources in a window of time, or the captures that were named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.archive import Archive, Archived, Found, Revisit
from monitor.errors import ArchiveError, DamagedRecord
from monitor.ids import capture_id
from monitor.model import Capture, Decision, Place

Kind = Literal["capture", "revisit", "decision"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A capture, a look that found one again, or a decision: where it stands, not what it holds."""

    folder: str  # of the archive: the id that the source has now
    place: Place
    source: str  # the id that it had when this was kept
    at: datetime
    kind: Kind
    capture: str = ""  # public id, of a capture
    sha256: str = ""  # of the body that was captured or found again
    of: datetime | None = None  # of a revisit: when what it repeats was fetched


def choose(
    archive: Archive,
    sources: Iterable[str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    damaged: Callable[[DamagedRecord], None] | None = None,
) -> tuple[Chosen, ...]:
    """All with since <= time < until that stands in the folders of these sources, in the order in which it was written.

    A capture from before the window comes along when a look in the window found it again: without it nothing could be
    shown of that look. One that is to be redacted stays, even where a crash left its bytes. What is damaged is told to
    `damaged` and left out; without `damaged` it is raised.
    """
    return tuple(one for source in sorted(set(sources)) for one in _of_source(archive, source, since, until, damaged))


def of_captures(archive: Archive, captures: Iterable[Capture]) -> tuple[Chosen, ...]:
    """These captures, oldest first. Raises ArchiveError when one does not stand in the archive as it was captured."""
    chosen = []
    for capture in sorted(set(captures), key=lambda one: (one.fetched_at, one.id)):
        archive.of(capture)
        found = next(archive.tail(capture.source, capture.place.segment, capture.place.offset), None)
        one = _chosen(capture.source, found) if found and found.place == capture.place else None
        if one is None or one.sha256 != capture.sha256:
            raise ArchiveError("the capture does not stand where it was put", capture=capture.id, source=capture.source)
        chosen.append(one)
    return tuple(chosen)


def _of_source(
    archive: Archive,
    source: str,
    since: datetime | None,
    until: datetime | None,
    damaged: Callable[[DamagedRecord], None] | None,
) -> Iterator[Chosen]:
    redacted: set[str] = set()
    every = []
    for found in archive.found(source, damaged):
        every.append(_chosen(source, found))
        if isinstance(found.content, Decision) and found.content.kind == "redacted":
            redacted.add(str(found.content.facts.get("capture")))
    every = [one for one in every if one.capture not in redacted]
    within = [one for one in every if not ((since and one.at < since) or (until and one.at >= until))]
    repeated = {(one.sha256, one.of) for one in within if one.kind == "revisit"}
    kept = set(within)
    yield from (one for one in every if one in kept or (one.kind == "capture" and (one.sha256, one.at) in repeated))


def _chosen(folder: str, found: Found) -> Chosen:
    content = found.content
    if isinstance(content, Decision):
        return Chosen(folder, found.place, found.source, content.at, "decision")
    if isinstance(content, Revisit):
        at, digest = content.fetched_at, content.sha256
        return Chosen(folder, found.place, found.source, at, "revisit", sha256=digest, of=content.of)
    return _capture(folder, found, content)


def _capture(folder: str, found: Found, kept: Archived) -> Chosen:
    public = capture_id(found.source, kept.fetched_at, kept.sha256)
    return Chosen(folder, found.place, found.source, kept.fetched_at, "capture", public, kept.sha256)
