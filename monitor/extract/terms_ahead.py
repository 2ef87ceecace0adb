"""Who holds the chair for a term that had not begun when the page was fetched: that one is to take over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from monitor.extract.ahead import ZONES
from monitor.extract.values.edtf import bounds
from monitor.model import Extraction, FieldOutcome, Statement

NOW = ("chair", "co-chair")


def with_terms_ahead(extraction: Extraction, fetched_at: datetime) -> Extraction:
    """The extraction with such entries as incoming ones. Where nobody else is named, who chairs now is not known."""
    day = fetched_at.astimezone(UTC).date()
    last = day + ZONES if day < date.max else day
    early = [one for one in extraction.statements if one.field == "chair" and _is_early(one, last)]
    if not early:
        return extraction
    keys = {one.key: _incoming(one).key for one in early}
    known = {(one.mechanism, one.key) for one in extraction.statements if one.field == "chair"}
    twice = [one for one in early if (one.mechanism, keys[one.key]) in known]
    statements = tuple(_incoming(one) if one in early else one for one in extraction.statements if one not in twice)
    about = {one.mechanism for one in early}
    held = {one.mechanism for one in statements if one.field == "chair" and one.value.get("role") in NOW}
    fields = tuple(
        _outcome(one, keys, known=one.mechanism in held) if one.field == "chair" and one.mechanism in about else one
        for one in extraction.fields
    )
    return replace(extraction, statements=statements, fields=fields)


def _is_early(one: Statement, last: date) -> bool:
    term = one.value.get("term")
    first = bounds(term)[0] if one.value.get("role") in NOW and term else None
    return first is not None and first > last


def _incoming(one: Statement) -> Statement:
    who = one.key.partition(":")[2]
    return replace(one, key=f"incoming:{who}", value={**one.value, "role": "incoming"})


def _outcome(one: FieldOutcome, keys: dict[str, str], *, known: bool) -> FieldOutcome:
    under = tuple(replace(u, keys=tuple(sorted({keys.get(key, key) for key in u.keys or ()}))) for u in one.under)
    return replace(one, under=under, outcome=one.outcome if known or one.outcome != "ok" else "partial")
