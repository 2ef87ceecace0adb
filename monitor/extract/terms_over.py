"""Who held the chair for a term that was over when the page was fetched, where another one of a later term is named:
that one is a past chair. Alone it stays: the page says that it chairs still.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from monitor.extract.ahead import ZONES
from monitor.extract.terms_ahead import NOW
from monitor.extract.values.edtf import bounds
from monitor.model import Extraction, FieldOutcome, Statement


def with_terms_over(extraction: Extraction, fetched_at: datetime) -> Extraction:
    """The extraction with such entries as past ones."""
    day = fetched_at.astimezone(UTC).date()
    first = day - ZONES if day > date.min + ZONES else day
    chairs = [one for one in extraction.statements if one.field == "chair"]
    sitting = [one for one in chairs if one.value.get("role") in NOW]
    over = [one for one in sitting if _is_over(one, sitting, first)]
    if not over:
        return extraction
    keys = {(one.mechanism, one.key): _past(one).key for one in over}
    known = {(one.mechanism, one.key) for one in chairs}
    twice = [one for one in over if (one.mechanism, keys[one.mechanism, one.key]) in known]
    statements = tuple(_past(one) if one in over else one for one in extraction.statements if one not in twice)
    fields = tuple(_outcome(one, keys) if one.field == "chair" else one for one in extraction.fields)
    return replace(extraction, statements=statements, fields=fields)


def _is_over(one: Statement, sitting: Iterable[Statement], first: date) -> bool:
    last = _last(one)
    others = [other for other in sitting if other.mechanism == one.mechanism and other.key != one.key]
    return last < first and any(last < _last(other) and not _shares(one, other) for other in others)


def _shares(one: Statement, other: Statement) -> bool:
    """Of two who chair together one may be without a term."""
    return not other.value.get("term") and "co-chair" in (one.value.get("role"), other.value.get("role"))


def _last(one: Statement) -> date:
    """The last day of a term; of one that is open, or not given, the last there is."""
    term = one.value.get("term")
    return (bounds(term)[1] if term else None) or date.max


def _past(one: Statement) -> Statement:
    who, term = one.key.partition(":")[2], one.value["term"]
    return replace(one, key=f"past:{who}:{term}", value={**one.value, "role": "past"})


def _outcome(one: FieldOutcome, keys: dict[tuple[str | None, str], str]) -> FieldOutcome:
    renamed = [{keys.get((one.mechanism, key), key) for key in under.keys or ()} for under in one.under]
    return replace(
        one, under=tuple(replace(u, keys=tuple(sorted(to))) for u, to in zip(one.under, renamed, strict=True))
    )
