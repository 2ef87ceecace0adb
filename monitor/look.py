"""One look at one source: fetch, archive, read, compare, record. Called by a run for each source in its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor import compare, history
from monitor.archive import Archive
from monitor.documents import Worker
from monitor.errors import DocumentError
from monitor.extract import EXTRACTOR, PageReading, Payload, choose, read_capture, read_links
from monitor.fetch import Gate
from monitor.lookups import version
from monitor.model import Answer, Capture, Check, ContentVerdict, Extraction, Finding, Source, content_type

READING = 60.0  # seconds that the reading of one page may take


@dataclass(frozen=True, slots=True)
class House:
    """The rooms of one run, opened."""

    book: Database
    archive: Archive
    gate: Gate
    worker: Worker
    run: int
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Looked:
    """How a look ended and the public ids of what is news."""

    check: Check
    changes: tuple[str, ...] = ()


async def look(house: House, source: Source) -> Looked:
    """One look at a source, recorded. Raises MonitorError for what is wrong with our own files, not with the page."""
    answer, remarks = await _answer(house, source)
    check = _check(house, source, answer)
    if answer.verdict == "not-modified":
        return await _as_before(house, source, check)
    if answer.verdict is not None:
        return _recorded(house, check)
    last = history.last_capture(house.book, source.id)
    if last is not None and last[0].sha256 == answer.sha256 and last[1] is not None:
        if last[1] in ("new", "changed", "unchanged"):
            return await _as_before(house, source, replace(check, verdict="unchanged"))
        return _recorded(house, replace(check, verdict=last[1], capture=last[0].id))  # the same block page again
    place = house.archive.append(source.id, answer)
    capture = history.record_capture(house.book, answer, source.id, place)
    corrected = await _corrected(house, source)
    return await _read(house, source, capture, _payload(answer), replace(check, capture=capture.id), remarks, corrected)


async def _answer(house: House, source: Source) -> tuple[Answer, tuple[Finding, ...]]:
    """What the source answers; for one that follows a link, what that link's address answers."""
    if source.follow is None:
        known = history.validators(house.book, source.id, source.url)
        return await house.gate.fetch(source.url, source=source.id, validators=known), ()
    page = await house.gate.fetch(source.url, source=source.id)
    if page.verdict is not None:
        return page, ()
    links = await house.worker.acall(read_links, _payload(page), timeout=READING)
    followed = choose(links, source.follow)
    if followed.link is None:
        error = f"the page has no link “{source.follow}”"
        return replace(page, verdict="not-found", error=error, body=b""), ()
    url = followed.link.url
    known = history.validators(house.book, source.id, url)
    return await house.gate.fetch(url, source=source.id, validators=known, found_on=page), followed.findings


def _payload(answer: Answer) -> Payload:
    media_type, charset = content_type(answer.headers)
    return Payload(answer.body, media_type, charset, answer.final_url, answer.status or 0)


def _check(house: House, source: Source, answer: Answer) -> Check:
    moved = answer.final_url if answer.moved and source.follow is None else None
    return Check(
        source.id,
        answer.verdict or "new",
        house.now(),
        answer.status,
        answer.received,
        answer.seconds,
        answer.error,
        moved,
    )


def _recorded(house: House, check: Check) -> Looked:
    return Looked(check, history.record_check(house.book, house.run, check))


async def _as_before(house: House, source: Source, check: Check) -> Looked:
    """The bytes are those we have: read again only when our own code is newer, or a held reading waits for its time."""
    changes = await _corrected(house, source)
    good = history.last_good(house.book, source.id)
    if good is None:
        return _recorded(house, check)
    check = replace(check, capture=good.capture.id)
    waits = any(held.by_itself for held in history.memory(house.book, source.id).held)
    if waits or history.read_by(house.book, good.capture.id) != (EXTRACTOR, version()):
        return await _read(house, source, good.capture, archived(house, good.capture), check, (), changes)
    looked = _recorded(house, check)
    return Looked(check, (*changes, *looked.changes))


def archived(house: House, capture: Capture) -> Payload:
    """The bytes of a capture, out of the archive."""
    kept = house.archive.of(capture)
    return Payload(kept.body, kept.media_type, kept.charset, kept.target_uri, kept.status)


async def _corrected(house: House, source: Source) -> tuple[str, ...]:
    """Brings the memory up to today's code: what reads otherwise now is a correction, never news."""
    memory = history.memory(house.book, source.id)
    if memory.capture is None or (memory.extractor, memory.lookups) == (EXTRACTOR, version()):
        return ()
    if memory.layout != source.layout:
        return ()
    capture = history.capture(house.book, memory.capture)
    reading = await _reading(house, source, archived(house, capture))
    if reading.extraction is None:
        return ()
    now = house.now()
    comparison = compare.correct(memory, reading.extraction, now=now)
    return history.record_reading(house.book, house.run, capture, reading.extraction, comparison, None, at=now)


async def _reading(house: House, source: Source, payload: Payload) -> PageReading:
    """The page as the reading process sees it; a page that kills it has failed, and the run goes on."""
    try:
        return await house.worker.acall(read_capture, payload, source, timeout=READING)
    except DocumentError as error:
        finding = Finding("reader-warning", f"the page could not be read: {error}")
        return PageReading(None, Extraction(source.layout, "failed", EXTRACTOR, version(), findings=(finding,)))


async def _read(
    house: House,
    source: Source,
    capture: Capture,
    payload: Payload,
    check: Check | None,
    remarks: tuple[Finding, ...],
    before: tuple[str, ...],
) -> Looked:
    """Reads an archived payload, compares it with what stands, and writes all that follows in one transaction."""
    reading = await _reading(house, source, payload)
    if reading.verdict is not None or reading.extraction is None:
        verdict = reading.verdict or "empty"
        judged = replace(check, verdict=verdict) if check else None
        if judged is None:
            judged = Check(source.id, verdict, house.now(), capture.status, capture=capture.id)
        return _recorded(house, judged)
    extraction = replace(reading.extraction, findings=(*reading.extraction.findings, *remarks))
    memory = history.memory(house.book, source.id)
    comparison = compare.compare(memory, extraction, now=house.now())
    if check is not None:
        fresh: ContentVerdict = "changed" if memory.capture else "new"
        same = check.verdict in ("unchanged", "not-modified")
        error = extraction.findings[0].message if extraction.outcome == "failed" else None
        count = len(comparison.changes)
        check = replace(
            check, verdict=check.verdict if same else fresh, outcome=comparison.outcome, error=error, changes=count
        )
    told = history.record_reading(house.book, house.run, capture, extraction, comparison, check, at=house.now())
    done = check or Check(source.id, "unchanged", house.now(), capture=capture.id, outcome=comparison.outcome)
    return Looked(done, (*before, *told))


async def read_again(house: House, sources: Iterable[Source]) -> list[str]:
    """Captures that were archived and never read (a run was killed in between), oldest first. Returns the ids
    of what is news.
    """
    by_id = {source.id: source for source in sources}
    told: list[str] = []
    for capture in history.unread_captures(house.book):
        source = by_id.get(capture.source)
        if source is None:
            continue
        told += await _corrected(house, source)
        looked = await _read(house, source, capture, archived(house, capture), None, (), ())
        told += looked.changes
        await asyncio.sleep(0)
    return told
