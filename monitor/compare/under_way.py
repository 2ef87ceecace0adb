"""Meetings that were announced for several days, a month or a season, of which some have come: none is held yet,
unless the page says so. Nor is one that stands among those to come as before, however long its day has passed: nobody
keeps that list up, and one that came beside it says nothing of it.

Pure. A meeting `in April` that stands no more among those to come may be one of tomorrow. Of days that are all to come
the reading of pages tells by itself that nobody has held them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache

from monitor.compare.identity import form_of, scope, wording
from monitor.compare.match import pair
from monitor.compare.recall import place
from monitor.compare.seasons import days_of_season
from monitor.compare.spans import span
from monitor.lookups import fold, table
from monitor.model import Extraction, Memory, Statement, Under

AHEAD = "announced"  # the role of labels for what is to come


def with_under_way(memory: Memory, extraction: Extraction, today: date) -> Extraction:
    """The reading with such meetings announced as they were."""
    announced = {scope(one.statement) for one in memory.statements if _is_announced(one.statement)}
    unsaid = {
        n
        for n, one in enumerate(extraction.statements)
        if scope(one) in announced and _is_unannounced(one) and (_is_on(one, today) or _is_to_come(one, extraction))
    }
    unsaid -= {n for n in unsaid if _is_called_held(extraction.statements[n], extraction)}
    stay = {n for at in announced for n in _announced_before(at, memory, extraction, unsaid)} if unsaid else set()
    if not stay:
        return extraction
    stated = (
        replace(one, value={**one.value, "announced": True}) if n in stay else one
        for n, one in enumerate(extraction.statements)
    )
    return replace(extraction, statements=tuple(stated))


def _announced_before(
    at: tuple[str, str], memory: Memory, extraction: Extraction, among: Collection[int]
) -> Collection[int]:
    stood = [one for one in memory.statements if scope(one.statement) == at]
    listed = [(n, one) for n, one in enumerate(extraction.statements) if scope(one) == at]
    found = pair(at[1], stood, listed, extraction.source_fields.get("language"))
    both = ((old.statement, n) for old, (n, _) in (*found.kept, *found.amended))
    return [n for old, n in both if n in among and _is_announced(old)]


def _is_announced(one: Statement) -> bool:
    return form_of(one) == "meeting" and bool(one.value.get("announced"))


def _is_unannounced(one: Statement) -> bool:
    return form_of(one) == "meeting" and not one.value.get("announced") and bool(one.value.get("date"))


def _is_to_come(one: Statement, extraction: Extraction) -> bool:
    """Whether the page lists it among those to come, and by its day alone it was read as one that was held."""
    return one.value.get("state") is None and any(under.role == AHEAD for under in _labels(one, extraction))


def _is_on(one: Statement, today: date) -> bool:
    days = span(one.value["date"]) or days_of_season(one.value["date"])
    return days is not None and days[0] <= today <= days[1]


def _is_called_held(one: Statement, extraction: Extraction) -> bool:
    """Whether the page lists it among those that were held, or says so at an end of its line."""
    labels = (under.label for under in _labels(one, extraction))
    return any(map(_words("held_label", r"\b(?:{})\b").search, labels)) or bool(
        _words("held_remark", r"^(?:{})\b|\b(?:{})$").search(wording(one.quote))
    )


def _labels(one: Statement, extraction: Extraction) -> list[Under]:
    outcome = next((each for each in extraction.fields if place(each) == scope(one)), None)
    return [under for under in (outcome.under if outcome else ()) if one.key in (under.keys or ())]


@cache
def _words(key: str, where: str) -> re.Pattern[str]:
    said = sorted({fold(each) for each in table("phrases")["meeting"][key]} - {""}, key=len, reverse=True)
    return re.compile(where.replace("{}", "|".join(map(re.escape, said))))
