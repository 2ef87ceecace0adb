"""What a reading means: compared with what stands, and recorded with all that follows in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from monitor import compare, history
from monitor.archive import Revisit
from monitor.compare.site import SiteEdit
from monitor.errors import DocumentError
from monitor.extract import PageReading, extractor_of
from monitor.layouts import named
from monitor.look.edits import changes_of, decision_of, edits_decided
from monitor.look.reading import CROWD, READING, Desk, Looked, crowd, failed, page, remarks_of
from monitor.lookups import version
from monitor.model import (
    Answer,
    Capture,
    Check,
    Comparison,
    ContentVerdict,
    Decision,
    Extraction,
    Finding,
    Memory,
    Place,
    Source,
)

PERMANENT = frozenset((301, 308))
AS_BEFORE = frozenset(("unchanged", "not-modified"))  # the bytes are those of the last good capture
Keep = Callable[[Capture], Place]  # keeps in the archive that a look found this capture again
Code = tuple[str | None, str | None]  # extractor and lookups


async def read(
    desk: Desk,
    source: Source,
    capture: Capture,
    check: Check | None = None,
    remarks: tuple[Finding, ...] = (),
    *,
    looked_at: datetime,
    keep: Keep | None = None,
) -> Looked:
    """Reads a capture out of the archive and records what follows."""
    reading = await page(desk, source, capture)
    return await recorded(desk, source, capture, reading, check, remarks, looked_at=looked_at, keep=keep)


async def recorded(
    desk: Desk,
    source: Source,
    capture: Capture,
    reading: PageReading,
    check: Check | None = None,
    remarks: tuple[Finding, ...] = (),
    *,
    looked_at: datetime,
    keep: Keep | None = None,
    others: int = 0,
    edits: tuple[SiteEdit, ...] = (),
) -> Looked:
    """Compares a reading with what stands, and writes all that follows in one transaction.

    `check`: the look that found it; None where that was lost with its run or lies in the past: what follows from it is
    written without it. `looked_at` is the time of the look. What our own newer code reads otherwise is brought up to
    date first, as corrections. What follows from the look and from no capture is in the archive before: that it found
    the capture again (`keep`), that `others` ended where it did, where that decided, and what it shows of `edits` of
    its site.
    """
    _framed(desk, source, reading, looked_at)
    code = _code(reading.extraction) if reading.extraction else (extractor_of(source.layout), version())
    before = await corrected(desk, source, code, looked_at=looked_at)
    if reading.verdict is not None or reading.extraction is None:
        judged = _refused(desk, source, capture, reading, check)
        places = rejudged(desk, capture, judged.verdict, reading.quality, looked_at=looked_at, keep=keep, others=others)
        return Looked(judged, (*before, *noted(desk, judged, kept=places).changes))
    extraction = replace(reading.extraction, findings=(*reading.extraction.findings, *remarks))
    memory = history.memory(desk.book, source.id, extraction.source_fields.get("language"))
    extraction, comparison = await _compared(desk, memory, extraction, looked_at)
    site = edits if memory.capture not in (None, capture.id) and comparison.outcome != "failed" else ()
    kept = [keep(capture)] if keep else []
    there = edits_decided(desk, capture, looked_at) if site else ()
    for edited in site:
        if desk.run is not None and edited not in there:
            kept.append(desk.archive.decide(source.id, decision_of(edited, capture, looked_at)))
        told_now = await changes_of(desk, memory, capture, edited)
        comparison = replace(comparison, changes=(*comparison.changes, *told_now))
    done = _ended(check or _lost(desk, source, capture), capture, memory, extraction, comparison)
    done = replace(done, quality=None if extraction.outcome == "failed" else reading.quality)
    told = history.record_reading(
        desk.book,
        desk.run,
        capture,
        extraction,
        comparison,
        done,
        at=desk.now(),
        logged=check is not None,
        kept=kept,
        site=site,
    )
    return Looked(done, (*before, *told), _differs(memory, comparison))


def noted(desk: Desk, check: Check, url: str | None = None, *, kept: tuple[Place, ...] = ()) -> Looked:
    """A look that brought nothing to read, recorded. `url`: what was asked for, where that is not the source's own.

    That a page is gone, which no capture shows, is in the archive before. `kept`: what else is there of this look.
    """
    for told in history.of_the_page(desk.book, desk.run, check, url):
        if told.kind == "page.gone":
            made = Decision(
                "gone", check.checked_at, {"url": told.before, "status": check.status, "error": check.error}
            )
            kept = (*kept, desk.archive.decide(check.source, made))
    return Looked(check, history.record_check(desk.book, desk.run, check, url=url, kept=kept))


def rejudged(
    desk: Desk,
    capture: Capture,
    verdict: str,
    quality: float | None,
    *,
    looked_at: datetime,
    keep: Keep | None = None,
    others: int = 0,
) -> tuple[Place, ...]:
    """Keeps in the archive what a bad verdict rests on beside the capture, when it is not the verdict that stands."""
    if history.judgement(desk.book, capture.id) == (verdict, quality):
        return ()
    places = []
    if others:
        made = Decision("crowded", looked_at, {"capture": capture.id, "others": others})
        places.append(desk.archive.decide(capture.source, made))
    if keep:
        places.append(keep(capture))
    return tuple(places)


def is_as_before(check: Check | None) -> bool:
    """Whether a look found the bytes of the last good capture."""
    return check is not None and check.verdict in AS_BEFORE


def moved_to(source: Source, came: Answer | Capture | Revisit) -> str | None:
    """Where permanent redirects led; None where one on the way was temporary, and of a page behind a link."""
    statuses = [status for status, _ in came.redirects]
    led = source.follow is None and statuses and all(status in PERMANENT for status in statuses)
    if not led:
        return None
    return came.target_uri if isinstance(came, Revisit) else came.final_url


async def corrected(
    desk: Desk, source: Source, code: Code, *, looked_at: datetime, anew: bool = False
) -> tuple[str, ...]:
    """Brings the memory up to today's code, and to what is known of the site's frame: what reads otherwise now is a
    correction, never news. `anew`: read it also where it is up to date, and write only what differs.
    """
    memory = history.memory(desk.book, source.id)
    up_to_date = _was_read_by(desk, memory, code)
    if memory.capture is None or (up_to_date and not anew):
        return ()
    capture = history.capture(desk.book, memory.capture)
    extraction = (await page(desk, source, capture)).extraction
    now = desk.now()
    if extraction is None:
        return ()
    extraction = replace(extraction, findings=(*extraction.findings, *remarks_of(desk, capture)))
    comparison = await _in_worker(desk, compare.correct, memory, extraction, looked_at)
    if isinstance(comparison, DocumentError):
        return ()
    if up_to_date and not (comparison.opened or comparison.closed or comparison.corrections):
        return ()
    return history.record_reading(desk.book, desk.run, capture, extraction, comparison, None, at=now)


def is_up_to_date(desk: Desk, source: Source, code: Code) -> bool:
    """Whether what stands was read by this code, knowing what is known of the site's frame; or the code found no page
    there (see `_compared`).
    """
    return _was_read_by(desk, history.memory(desk.book, source.id), code)


def _was_read_by(desk: Desk, memory: Memory, code: Code) -> bool:
    if memory.capture is None or (_code(memory) == code and memory.framed):
        return True
    last = history.last_reading(desk.book, memory.capture)
    return last is not None and (last.extractor, last.lookups) == code and last.framed


def _framed(desk: Desk, source: Source, reading: PageReading, looked_at: datetime) -> None:
    """Keeps in the archive, before the history, under which other frame of its site a page was read."""
    if reading.frame and frozenset(reading.frame) != history.frame(desk.book, source.id):
        made = Decision("framed", looked_at, {"digests": list(reading.frame)})
        history.record_frame(desk.book, source.id, made, desk.archive.decide(source.id, made))


async def _compared(
    desk: Desk, memory: Memory, extraction: Extraction, looked_at: datetime
) -> tuple[Extraction, Comparison]:
    """What a reading means, compared in the reading process: its facts are as hostile as the page they come from."""
    comparison = await _in_worker(desk, compare.compare, memory, extraction, looked_at)
    if isinstance(comparison, DocumentError):
        why = named(comparison, extraction.layout)
        unread = failed(extraction.layout, f"the page could not be compared: {why}")
        return unread, compare.compare(memory, unread, now=looked_at)
    if memory.capture is not None and (_code(memory) != _code(extraction) or not memory.framed):
        message = "the page as it was cannot be read any more: what differs now is a correction and not told as news"
        remark = Finding("reader-warning", message)
        return extraction, replace(
            comparison, changes=(), corrections=comparison.changes, findings=(*comparison.findings, remark)
        )
    return extraction, comparison


async def _in_worker(
    desk: Desk, function: Callable[..., Comparison], memory: Memory, extraction: Extraction, looked_at: datetime
) -> Comparison | DocumentError:
    try:
        return await desk.worker.acall(function, memory, extraction, now=looked_at, timeout=READING)
    except DocumentError as error:
        return error


def _lost(desk: Desk, source: Source, capture: Capture) -> Check:
    """A look of which only the capture is left."""
    return Check(source.id, "new", desk.now(), capture.status, moved_to=moved_to(source, capture))


def _ended(check: Check, capture: Capture, memory: Memory, extraction: Extraction, comparison: Comparison) -> Check:
    """The look as it ended, now that its capture is read."""
    fresh: ContentVerdict = "changed" if memory.capture else "new"
    return replace(
        check,
        verdict=check.verdict if is_as_before(check) else fresh,
        capture=capture.id,
        outcome=comparison.outcome,
        error=extraction.findings[0].message if extraction.outcome == "failed" else check.error,
        changes=len(comparison.changes),
    )


def _refused(desk: Desk, source: Source, capture: Capture, reading: PageReading, check: Check | None) -> Check:
    """The look at what is no page, and where its address led when that was elsewhere."""
    verdict = reading.verdict or "empty"
    check = check or Check(source.id, verdict, desk.now(), capture.status)
    error = check.error
    if error is None and verdict in ("soft-404", "blocked") and capture.final_url != capture.requested_url:
        others = len(crowd(desk, capture))
        error = f"{capture.requested_url} leads to {capture.final_url}"
        error += f", as {others} other addresses that are watched do" if others >= CROWD else ""
    return replace(check, verdict=verdict, capture=capture.id, quality=reading.quality, error=error)


def _differs(memory: Memory, comparison: Comparison) -> bool:
    """Whether a page states other things than the one that stood, in its facts or in its prose."""
    if memory.capture is None or comparison.corrections:
        return False
    waiting = {held.fingerprint for held in memory.held}
    anew = any(held.fingerprint not in waiting for held in comparison.held)
    return bool(comparison.opened or comparison.closed or comparison.changes) or anew


def _code(of: Memory | Extraction) -> Code:
    """What read a page. The reading process says it: after an upgrade it is newer than a daemon that goes on."""
    return of.extractor, of.lookups
