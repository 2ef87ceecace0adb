"""One capture's bytes, as they came or out of the archive, judged and read in the reading process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlite_utils import Database

from monitor import history
from monitor.archive import Archive, Archived
from monitor.documents import Worker
from monitor.documents.outlines import Outline
from monitor.errors import ArchiveError, DocumentError
from monitor.extract import PageReading, Payload, extractor_of, read_capture
from monitor.fetch import Gate
from monitor.headers import content_type
from monitor.layouts import named
from monitor.lookups import version
from monitor.model import Answer, Capture, Check, Extraction, Finding, Source

READING = 60.0  # seconds that the reading of one page may take, and its comparison
UNREAD = "the page could not be read"
CROWD = 2  # others at one address: it is the page of none of them; one other may be the same page under two names


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The rooms that a capture is read in, opened. `run`: None where the past is told again."""

    book: Database
    archive: Archive
    worker: Worker
    run: int | None
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class House(Desk):
    """The rooms of one run, opened. `keep_not_modified`: each 304 is kept in the archive."""

    gate: Gate
    run: int
    keep_not_modified: bool = False
    outlines: dict[str, Outline] = field(
        default_factory=dict
    )  # of pages that others were compared with, by their place
    learnt: set[str] = field(default_factory=set)  # sites of which a page was read under another frame than before


@dataclass(frozen=True, slots=True)
class Looked:
    """How a look ended, the public ids of what is news, and whether the page states other things than before."""

    check: Check
    changes: tuple[str, ...] = ()
    differs: bool = False


def remarks_of(desk: Desk, capture: Capture) -> tuple[Finding, ...]:
    """What the look remarked that a capture came with; nothing where its record is damaged."""
    try:
        return desk.archive.of(capture).remarks
    except ArchiveError:
        return ()


def received(answer: Answer) -> Payload:
    """The bytes of an answer."""
    media_type, charset = content_type(answer.headers)
    address = answer.final_url, answer.status or 0, answer.requested_url
    return Payload(answer.body, media_type, charset, *address, fetched_at=answer.fetched_at)


def archived(desk: Desk, capture: Capture) -> Payload:
    """The bytes of a capture, out of the archive: where its own record is damaged, out of one that holds the same."""
    try:
        kept = desk.archive.of(capture)
    except ArchiveError:
        elsewhere = _elsewhere(desk, capture)
        if elsewhere is None:
            raise
        kept = elsewhere
    address = (capture.final_url, capture.status, capture.requested_url)
    return Payload(kept.body, kept.media_type, kept.charset, *address, fetched_at=capture.fetched_at)


async def page(
    desk: Desk,
    source: Source,
    capture: Capture,
    payload: Payload | None = None,
    *,
    crowded: bool = False,
    frame: frozenset[str] | None = None,
) -> PageReading:
    """What a capture is to the judge and states to the reader. `payload`: its bytes where they are at hand.

    `crowded`: several other addresses that are watched led to where its address led (see `crowd`). `frame`: what its
    site repeats (see `monitor.look.site`), None: what was decided of that.
    """
    payload = payload or archived(desk, capture)
    frame = history.frame(desk.book, source.id) if frame is None else frame
    return await _read(desk, source, replace(payload, crowded=crowded, frame=tuple(sorted(frame))))


def crowd(desk: Desk, capture: Capture) -> frozenset[str]:
    """The other addresses that led to where this capture's led.

    None when it led nowhere else, or where the last good capture of its source was already: it is that source's page,
    whoever joins it there.
    """
    here, asked = capture.final_url, capture.requested_url
    good = history.last_good(desk.book, capture.source)
    if here == asked or (good is not None and good.capture.final_url == here):
        return frozenset()
    return history.ends(desk.book, but=capture.source).get(here, frozenset()) - {here, asked}


def failed(layout: str, message: str) -> Extraction:
    """The extraction of a page that could not be read."""
    finding = Finding("reader-warning", message)
    return Extraction(layout, "failed", extractor_of(layout), version(), findings=(finding,))


async def _read(desk: Desk, source: Source, payload: Payload) -> PageReading:
    """The page as the reading process sees it; a page that kills it has failed, and the run goes on."""
    try:
        return await desk.worker.acall(read_capture, payload, source, timeout=READING)
    except DocumentError as error:
        return PageReading(None, failed(source.layout, f"{UNREAD}: {named(error, source.layout)}"))


def _elsewhere(desk: Desk, capture: Capture) -> Archived | None:
    """The same bytes in another capture of the source that can be read."""
    for other in reversed(history.captures(desk.book, capture.source)):
        if other.sha256 == capture.sha256 and other.id != capture.id:
            try:
                return desk.archive.of(other)
            except ArchiveError:
                continue
    return None
