"""One capture: read it, compare it with what stands, record what follows. Called by a look, and for what a killed run
left unread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor import compare, history
from monitor.archive import Archive
from monitor.documents import Worker
from monitor.errors import DocumentError
from monitor.extract import EXTRACTOR, PageReading, Payload, read_capture
from monitor.fetch import Gate
from monitor.lookups import version
from monitor.model import Capture, Check, Comparison, ContentVerdict, Extraction, Finding, Memory, Source

Code = tuple[str | None, str | None]  # extractor and lookups
READING = 60.0  # seconds that the reading of one page may take, and its comparison
TRIES = 3  # times that a page is read which kills its reader, before it waits for other bytes or another version


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


def archived(house: House, capture: Capture) -> Payload:
    """The bytes of a capture, out of the archive."""
    kept = house.archive.of(capture)
    return Payload(kept.body, kept.media_type, kept.charset, kept.target_uri, kept.status)


async def read(
    house: House,
    source: Source,
    capture: Capture,
    payload: Payload | None = None,
    check: Check | None = None,
    remarks: tuple[Finding, ...] = (),
) -> Looked:
    """Reads a capture, compares it with what stands, and writes all that follows in one transaction.

    `payload`: its bytes where they are at hand; `check`: the look that found it, None when there was none. What our own
    newer code reads otherwise is brought up to date first, as corrections.
    """
    reading = await _read(house, source, payload or archived(house, capture))
    code = _code(reading.extraction) if reading.extraction else (EXTRACTOR, version())
    before = await corrected(house, source, code)
    if reading.verdict is not None or reading.extraction is None:
        verdict = reading.verdict or "empty"
        judged = check or Check(source.id, verdict, house.now(), capture.status, capture=capture.id)
        judged = replace(judged, verdict=verdict, capture=capture.id)
        return Looked(judged, (*before, *history.record_check(house.book, house.run, judged)))
    extraction = replace(reading.extraction, findings=(*reading.extraction.findings, *remarks))
    memory = history.memory(house.book, source.id)
    extraction, comparison = await _compared(house, memory, extraction)
    done = _ended(house, source, capture, memory, check, extraction, comparison)
    told = history.record_reading(
        house.book, house.run, capture, extraction, comparison, done if check else None, at=house.now()
    )
    return Looked(done, (*before, *told))


async def corrected(house: House, source: Source, code: Code) -> tuple[str, ...]:
    """Brings the memory up to today's code: what reads otherwise now is a correction, never news."""
    memory = history.memory(house.book, source.id)
    if memory.capture is None or _code(memory) == code:
        return ()
    last = history.last_reading(house.book, memory.capture)
    if last is not None and (last.extractor, last.lookups) == code:
        return ()  # it found no page there: see `_compared`
    capture = history.capture(house.book, memory.capture)
    extraction = (await _read(house, source, archived(house, capture))).extraction
    now = house.now()
    if extraction is None:
        return ()
    comparison = await _in_worker(house, compare.correct, memory, extraction)
    if isinstance(comparison, DocumentError):
        return ()
    return history.record_reading(house.book, house.run, capture, extraction, comparison, None, at=now)


async def _compared(house: House, memory: Memory, extraction: Extraction) -> tuple[Extraction, Comparison]:
    """What a reading means, compared in the reading process: its facts are as hostile as the page they come from."""
    comparison = await _in_worker(house, compare.compare, memory, extraction)
    if isinstance(comparison, DocumentError):
        failed = _failed(extraction.layout, f"the page could not be compared: {comparison}")
        return failed, compare.compare(memory, failed, now=house.now())
    if memory.capture is not None and _code(memory) != _code(extraction):
        message = "the page as it was cannot be read any more: what differs now is a correction and not told as news"
        remark = Finding("reader-warning", message)
        return extraction, replace(
            comparison, changes=(), corrections=comparison.changes, findings=(*comparison.findings, remark)
        )
    return extraction, comparison


async def _in_worker(
    house: House, function: Callable[..., Comparison], memory: Memory, extraction: Extraction
) -> Comparison | DocumentError:
    try:
        return await house.worker.acall(function, memory, extraction, now=house.now(), timeout=READING)
    except DocumentError as error:
        return error


async def _read(house: House, source: Source, payload: Payload) -> PageReading:
    """The page as the reading process sees it; a page that kills it has failed, and the run goes on."""
    try:
        return await house.worker.acall(read_capture, payload, source, timeout=READING)
    except DocumentError as error:
        return PageReading(None, _failed(source.layout, f"the page could not be read: {error}"))


def _ended(
    house: House,
    source: Source,
    capture: Capture,
    memory: Memory,
    check: Check | None,
    extraction: Extraction,
    comparison: Comparison,
) -> Check:
    """The look as it ended, now that its capture is read."""
    check = check or Check(source.id, "unchanged", house.now())
    same = check.verdict in ("unchanged", "not-modified")
    fresh: ContentVerdict = "changed" if memory.capture else "new"
    return replace(
        check,
        verdict=check.verdict if same else fresh,
        capture=capture.id,
        outcome=comparison.outcome,
        error=extraction.findings[0].message if extraction.outcome == "failed" else check.error,
        changes=len(comparison.changes),
    )


def _failed(layout: str, message: str) -> Extraction:
    finding = Finding("reader-warning", message)
    return Extraction(layout, "failed", EXTRACTOR, version(), findings=(finding,))  # type: ignore[arg-type]  # of a Source


def _code(of: Memory | Extraction) -> Code:
    """What read a page. The reading process says it: after an upgrade it is newer than a daemon that goes on."""
    return of.extractor, of.lookups
