"""Meetings that were announced for several days, a month or a season, of which some have come: none is held yet,
unless the page says so.

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
from monitor.model import Extraction, Memory, Statement


def with_under_way(memory: Memory, extraction: Extraction, today: date) -> Extraction:
    """The reading with such meetings announced as they were."""
    announced = {scope(one.statement) for one in memory.statements if _is_announced(one.statement)}
    unsaid = {n for n, one in enumerate(extraction.statements) if scope(one) in announced and _is_on(one, today)}
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


def _is_on(one: Statement, today: date) -> bool:
    if form_of(one) != "meeting" or one.value.get("announced") or not one.value.get("date"):
        return False
    days = span(one.value["date"]) or days_of_season(one.value["date"])
    return days is not None and days[0] <= today <= days[1]


def _is_called_held(one: Statement, extraction: Extraction) -> bool:
    """Whether the page lists it among those that were held, or says so at an end of its line."""
    outcome = next((each for each in extraction.fields if place(each) == scope(one)), None)
    labels = (under.label for under in (outcome.under if outcome else ()) if one.key in (under.keys or ()))
    return any(map(_words("held_label", r"\b(?:{})\b").search, labels)) or bool(
        _words("held_remark", r"^(?:{})\b|\b(?:{})$").search(wording(one.quote))
    )


@cache
def _words(key: str, where: str) -> re.Pattern[str]:
    said = sorted({fold(each) for each in table("phrases")["meeting"][key]} - {""}, key=len, reverse=True)
    return re.compile(where.replace("{}", "|".join(map(re.escape, said))))
