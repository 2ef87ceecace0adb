"""One short record of each kind that the archive keeps, as a source would come by them in a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.archive import answer_with
from monitor.archive import Archive, Found
from monitor.model import Answer, Capture, Decision, Finding, Place

HTML = (("Content-Type", "text/html"),)


def of(answer: Answer, place: Place) -> Capture:
    """The capture that an answer became."""
    return Capture(
        "id", "page", answer.requested_url, answer.final_url, (), answer.fetched_at, 200, answer.sha256, "", place
    )


def page(day: int) -> Answer:
    return answer_with(f"<h1>Members</h1><p>There are {40 + day} of them, Türkiye too.</p>".encode(), day)


def written(archive: Archive, day: int = 0) -> Iterator[Place]:
    """Write them; each place is there as soon as it was acknowledged."""
    first = page(day)
    place = archive.append("page", first)
    yield place
    yield archive.decide("page", Decision("gone", first.fetched_at + timedelta(hours=1), {"status": 404}))
    moved = replace(page(day + 1), redirects=((301, first.final_url),), requested_url="http://forum.example/")
    yield archive.append("page", moved)
    yield archive.revisit("page", replace(first, fetched_at=page(day + 2).fetched_at), of(first, place))
    remark = Finding("reader-warning", "two links bear these words")
    again = replace(moved, fetched_at=page(day + 3).fetched_at)
    yield archive.revisit("page", again, of(first, place), remarks=(remark,))
    yield archive.append("page", replace(page(day + 4), shell=b"<div id=root></div>", headers=HTML))
    yield archive.append("page", page(day + 5))


@dataclass(frozen=True, slots=True)
class Mixed:
    """A segment that holds them all: its bytes, the copy of its dictionary, and what stands in it."""

    segment: bytes
    copy: bytes
    found: tuple[Found, ...]

    @property
    def ends(self) -> list[int]:
        return [one.place.offset + one.place.length for one in self.found]

    def before(self, end: int) -> list[Found]:
        """What ends at byte `end` or before it."""
        return [one for one, last in zip(self.found, self.ends, strict=True) if last <= end]


def mixed(folder: Path) -> Mixed:
    archive = Archive(folder)
    places = list(written(archive))
    (path,) = archive.segments("page")
    found = tuple(archive.found("page"))
    assert [one.place for one in found] == places
    return Mixed(path.read_bytes(), path.with_name("0001.dict").read_bytes(), found)
