"""Meetings of days that had not come when the page was fetched: nobody has held them, whatever stands above them.

And those that were over long before, below a label of what is to come that has a later one, where no other label has
any: the next meeting stands there, and what follows it are those before. Beside a list of those that were held, what
stands among those to come stands there on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.extract.phrases import pattern
from monitor.extract.prose.verbs import form
from monitor.extract.values.edtf import bounds
from monitor.model import Extraction, Finding, Json, Statement, Under

KIND = "held-ahead"
LONG = timedelta(days=366)  # no page has so long an agenda, and begins with what is over
PARTS = {"announced", "date", "title"}  # of the value of a meeting, in a field of a user's own as well
ENDS = re.compile(r"[(\[]([^()\[\]]*)[)\]]|[,;|–—:-]\s*([^,;|–—:()\[\]]*?)[\s.)\]]*$|^\s*([^,;|–—:()\[\]]*?)\s*[:–—]")


def with_meetings_ahead(extraction: Extraction, fetched_at: datetime) -> Extraction:
    """The extraction with such meetings as announced ones, and a finding for each of which the page says otherwise.

    With those long over as held ones: on a page that nobody keeps up none is, for no later one stands there.

    The days are those of Greenwich: a meeting of tomorrow is not held today, and what is one day late is told then.
    """
    day = fetched_at.astimezone(UTC).date()
    early = [one for one in extraction.statements if _is_early(one, day)]
    ahead = [one for one in extraction.statements if _is_meeting(one) and one.value["announced"]]
    over = [one for one in ahead if _is_long_before(one.value, day) and _has_later(one, ahead, extraction)]
    if not early and not over:
        return extraction
    statements = tuple(
        _put(one, announced=one in early) if one in early or one in over else one for one in extraction.statements
    )
    told = tuple(_finding(one) for one in early if _is_called_held(one, extraction))
    return replace(extraction, statements=statements, findings=(*extraction.findings, *told))


def _is_meeting(one: Statement) -> bool:
    return isinstance(one.value, dict) and one.value.keys() >= PARTS and bool(one.value["date"])


def _is_early(one: Statement, day: date) -> bool:
    first = bounds(one.value["date"])[0] if _is_meeting(one) else None
    return first is not None and first > day and not one.value["announced"]


def _has_later(one: Statement, ahead: Iterable[Statement], extraction: Extraction) -> bool:
    """Whether a meeting of more than a year later stands below the same label of what is to come, and none below labels
    of another sort.
    """
    if any(each.role != "announced" and each.keys for each in _all_labels(one, extraction)):
        return False
    labels = (each for each in _labels(one, extraction) if each.role == "announced")
    beside = {key for each in labels for key in each.keys or ()}
    first = (bounds(other.value["date"])[0] for other in ahead if other.key in beside and other.field == one.field)
    return any(day is not None and _is_long_before(one.value, day) for day in first)


def _is_long_before(value: Json, day: date) -> bool:
    last = bounds(value["date"])[1]
    return last is not None and (day - last) > LONG


def _put(one: Statement, *, announced: bool) -> Statement:
    return replace(one, value={**one.value, "announced": announced})


def _finding(one: Statement) -> Finding:
    words = f"the meeting of {one.value['date']} is said to have been held before that day"
    return Finding(KIND, words, one.mechanism, one.field, one.quote, one.locator)


def _is_called_held(one: Statement, extraction: Extraction) -> bool:
    """Whether the page lists a meeting among those that were held, or says so of it."""
    held = pattern("meeting", "held_label")
    labels = (each.label for each in _labels(one, extraction))
    return any(map(held.search, labels)) or _is_said_held(one.quote)


def _labels(one: Statement, extraction: Extraction) -> Iterator[Under]:
    return (under for under in _all_labels(one, extraction) if one.key in (under.keys or ()))


def _all_labels(one: Statement, extraction: Extraction) -> Iterator[Under]:
    outcomes = (each for each in extraction.fields if (each.mechanism, each.field) == (one.mechanism, one.field))
    return (under for each in outcomes for under in each.under)


def _is_said_held(words: str) -> bool:
    """`(held)`, `Concluded:`, `was held`; a participle alone may be of a title."""
    remarks = (next(filter(None, found), "") for found in ENDS.findall(words))
    if any(map(pattern("meeting", "held_remark").fullmatch, map(str.strip, remarks))):
        return True
    return any(len(verb.group().split()) > 1 for verb in form("meeting", "held").finditer(words))
