"""What a person decides on readings that are held: weighed, kept in the archive, and gone by.

The archive has a decision before the history goes by it. A past told again goes by it at its time, when what is held
then is what the person saw: the same capture, or the very same reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor import compare, history
from monitor.errors import DocumentError
from monitor.extract import extractor_of
from monitor.look.reading import READING, Desk, page, remarks_of
from monitor.look.recording import corrected, is_up_to_date
from monitor.lookups import version
from monitor.model import Capture, Comparison, Decision, Extraction, Held, Json, Place, Source


@dataclass(frozen=True, slots=True)
class Weighed:
    """What it would mean to accept these held fields: the capture that was read, what it states, what is news then."""

    capture: Capture
    extraction: Extraction
    comparison: Comparison
    fields: tuple[Held, ...]


def is_of_today(desk: Desk, source: Source) -> bool:
    """Whether what stands was read by the code and the lookups of today."""
    return is_up_to_date(desk, source, _code(source))


async def brought_up(desk: Desk, source: Source) -> None:
    """What newer code reads otherwise becomes a correction, so that it is no news of the decision that follows."""
    await corrected(desk, source, _code(source), looked_at=desk.now())


async def weigh(desk: Desk, source: Source, fields: Sequence[Held]) -> Weighed:
    """What accepting these fields would tell; nothing is written. DocumentError when their page cannot be read now."""
    weighed = await _weighed(desk, source, fields, desk.now())
    if weighed is None:
        raise DocumentError(
            "the page that is held cannot be read now, so nothing can be accepted",
            source=source.id,
            url=source.url,
            fix=f"`monitor check {source.id}` looks at it again; `monitor reject` says that it was read wrongly",
        )
    return weighed


async def accept(desk: Desk, source: Source, weighed: Weighed, why: str | None = None) -> tuple[str, ...]:
    """Accepts what was weighed. Returns the public ids of what is news."""
    made = Decision("accepted", desk.now(), _facts(weighed.capture, weighed.fields, why))
    return await go_by(desk, source, made, desk.archive.decide(source.id, made))


async def reject(desk: Desk, source: Source, fields: Sequence[Held], why: str) -> None:
    """Keeps that these fields were read wrongly: what stands goes on standing, and they wait no more."""
    capture = history.held_capture(desk.book, source.id)
    made = Decision("rejected", desk.now(), _facts(capture, fields, why))
    await go_by(desk, source, made, desk.archive.decide(source.id, made))


async def go_by(desk: Desk, source: Source, made: Decision, place: Place) -> tuple[str, ...]:
    """Writes what follows from a decision that stands in the archive; nothing, when nothing that it is about is held.

    Returns the public ids of what is news.
    """
    if made.kind == "accepted":
        await brought_up(desk, source)
    fields = _meant(desk, source, made)
    places = [(one.mechanism, one.field) for one in fields]
    if fields and made.kind == "rejected":
        history.record_rejected(desk.book, source.id, made, places, place)
    if not fields or made.kind != "accepted":
        return ()
    weighed = await _weighed(desk, source, fields, made.at)
    if weighed is None:
        return ()
    return history.record_reading(
        desk.book,
        desk.run,
        weighed.capture,
        weighed.extraction,
        weighed.comparison,
        None,
        at=desk.now(),
        kept=(place,),
        decided=(made, places),
    )


async def _weighed(desk: Desk, source: Source, fields: Sequence[Held], now: datetime) -> Weighed | None:
    capture = history.held_capture(desk.book, source.id)
    if capture is None:
        return None
    extraction = (await page(desk, source, capture)).extraction
    if extraction is None or extraction.outcome == "failed":
        return None
    extraction = replace(extraction, findings=(*extraction.findings, *remarks_of(desk, capture)))
    memory = history.memory(desk.book, source.id, extraction.source_fields.get("language"))
    accepted = frozenset((one.mechanism or "", one.field) for one in fields)
    try:
        comparison = await desk.worker.acall(
            compare.accept, memory, extraction, accepted=accepted, now=now, timeout=READING
        )
    except DocumentError:
        return None
    return Weighed(capture, extraction, comparison, tuple(fields))


def _meant(desk: Desk, source: Source, made: Decision) -> list[Held]:
    """The held fields that a decision is about."""
    capture, facts = history.held_capture(desk.book, source.id), made.facts
    came = datetime.fromisoformat(facts["fetched_at"]), facts["sha256"]
    same = capture is not None and (capture.fetched_at, capture.sha256) == came
    named = {(one["mechanism"], one["field"]): one["fingerprint"] for one in facts["fields"]}
    return [
        one
        for one in history.memory(desk.book, source.id).held
        if (at := (one.mechanism, one.field)) in named and (same or named[at] == one.fingerprint)
    ]


def _facts(capture: Capture | None, fields: Sequence[Held], why: str | None) -> dict[str, Json]:
    if capture is None:
        raise DocumentError("nothing was read of this source yet, so nothing is held")
    facts: dict[str, Json] = {
        "capture": capture.id,
        "fetched_at": capture.fetched_at.isoformat(timespec="microseconds"),
        "sha256": capture.sha256,
        "fields": [{"mechanism": one.mechanism, "field": one.field, "fingerprint": one.fingerprint} for one in fields],
    }
    return {**facts, "why": why} if why else facts


def _code(source: Source) -> tuple[str, str]:
    return extractor_of(source.layout), version()
