"""Meetings of days that had not come when the page was fetched: nobody has held them, whatever stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from monitor.extract.phrases import pattern
from monitor.extract.prose.verbs import form
from monitor.extract.values.edtf import bounds
from monitor.model import Extraction, Finding, Statement, Under

KIND = "held-ahead"
PARTS = {"announced", "date", "title"}  # of the value of a meeting, in a field of a user's own as well
ENDS = re.compile(r"[(\[]([^()\[\]]*)[)\]]|[,;|–—:-]\s*([^,;|–—:()\[\]]*?)[\s.)\]]*$|^\s*([^,;|–—:()\[\]]*?)\s*[:–—]")


def with_meetings_ahead(extraction: Extraction, fetched_at: datetime) -> Extraction:
    """The extraction with such meetings as announced ones, and a finding for each of which the page says otherwise.

    The days are those of Greenwich: a meeting of tomorrow is not held today, and what is one day late is told then.
    """
    day = fetched_at.astimezone(UTC).date()
    early = [one for one in extraction.statements if _is_early(one, day)]
    if not early:
        return extraction
    statements = tuple(_announced(one) if one in early else one for one in extraction.statements)
    told = tuple(_finding(one) for one in early if _is_called_held(one, extraction))
    return replace(extraction, statements=statements, findings=(*extraction.findings, *told))


def _is_early(one: Statement, day: date) -> bool:
    if not isinstance(one.value, dict) or not one.value.keys() >= PARTS or not one.value["date"]:
        return False
    first = bounds(one.value["date"])[0]
    return first is not None and first > day and not one.value["announced"]


def _announced(one: Statement) -> Statement:
    return replace(one, value={**one.value, "announced": True})


def _finding(one: Statement) -> Finding:
    words = f"the meeting of {one.value['date']} is said to have been held before that day"
    return Finding(KIND, words, one.mechanism, one.field, one.quote, one.locator)


def _is_called_held(one: Statement, extraction: Extraction) -> bool:
    """Whether the page lists a meeting among those that were held, or says so of it."""
    held = pattern("meeting", "held_label")
    labels = (each.label for each in _labels(one, extraction))
    return any(map(held.search, labels)) or _is_said_held(one.quote)


def _labels(one: Statement, extraction: Extraction) -> Iterator[Under]:
    outcomes = (each for each in extraction.fields if (each.mechanism, each.field) == (one.mechanism, one.field))
    return (under for each in outcomes for under in each.under if one.key in (under.keys or ()))


def _is_said_held(words: str) -> bool:
    """`(held)`, `Concluded:`, `was held`; a participle alone may be of a title."""
    remarks = (next(filter(None, found), "") for found in ENDS.findall(words))
    if any(map(pattern("meeting", "held_remark").fullmatch, map(str.strip, remarks))):
        return True
    return any(len(verb.group().split()) > 1 for verb in form("meeting", "held").finditer(words))
