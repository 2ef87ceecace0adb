"""When and where: the dates of a text with the place that stands straight beside each, `in Lima in 2014`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from monitor.extract.phrases import pattern
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.line_parts import quoted, virtual_place
from monitor.extract.values.places import find_places

# between a place and its date: marks and small words alone
LINK = re.compile(
    r"[\s,(–—-]*(?:(?:in|on|at|the|from|between|during|of|back|held|l[aeo]s?|du|de|des|d|en|à|au|aux|a|os?|entre|el|del|días?|dias?|mes"
    r"|mois|month|em|n[ao]s?|courant|city|town|ville|ciudad|cidade)\b['’\s,(]*)*",
    re.IGNORECASE,
)
IN = re.compile(r"(?:\b(?:in|en|em|de)\s+|[,(]\s*)$", re.IGNORECASE)  # before a lone year
LEAD = re.compile(
    r"(?:(?<!\w)(?:in|on|at|from|between|during|the|l[aeo]s?|du|de|en|à|au|aux|a|os?|entre|el|del|días?|dias?|em|n[ao]s?)\s+|[(,\s])+$",
    re.IGNORECASE,
)
AND = re.compile(r"(?<=\s)(?:and|et|y|e)\s+(?=[A-ZÀ-Þ])")
LOOK_BACK = 40  # characters before an occasion that belong to it
# from day to day or from year to year; half of a year may be as much as an announcement says
PERIOD = re.compile(r"\d{4}(?:-\d\d-\d\d)?/.*")
LONGEST = 31  # days; what lasts longer is a project or a term


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date at text[start:end] with its place: `place` None where none stands beside it; `country` is its code. Small
    words before it (`in`, `on the`) are within the span.
    """

    date: DateMatch
    place: str | None
    country: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Where:
    name: str
    country: str | None
    start: int
    end: int


def occasions(text: str, *, language: str = "en", day_first: bool | None = None) -> tuple[Occasion, ...]:
    """The occasions of a text in order. A lone year counts beside a place only; `since 2006` is none."""
    dates = dates_of(text, language=language, day_first=day_first)
    places = list(_places(text)) if dates else []
    tokens: list[DateMatch | _Where] = sorted([*dates, *places], key=lambda each: each.start)
    taken: set[int] = set()
    found: list[Occasion] = []
    for left, right in pairwise(tokens):
        if left.start in taken or right.start in taken or left.start == right.start:
            continue
        date, where = (left, right) if isinstance(left, DateMatch) else (right, left)
        if not isinstance(date, DateMatch) or not isinstance(where, _Where):
            continue
        if LINK.fullmatch(text, left.end, right.start):
            taken |= {left.start, right.start}
            found.append(_occasion(text, date, where))
    alone = [date for date in dates if date.start not in taken and len(date.edtf) > len("2016")]
    return tuple(sorted([*found, *(_occasion(text, date) for date in alone)], key=lambda each: each.start))


def dates_of(text: str, *, language: str = "en", day_first: bool | None = None) -> tuple[DateMatch, ...]:
    """The dates on which something may have been held: not `since 2006`, not one in quotation marks, no period."""
    spans = [(a, b) for a, b in quoted(text) if text[a] not in "(["]
    found = []
    for date in find_dates(text, language=language, day_first=day_first, years=True):
        before = text[: date.start]
        if len(date.edtf) == len("2016") and not IN.search(before):
            continue
        if (date.last - date.first).days > LONGEST and PERIOD.fullmatch(date.edtf):
            continue
        if not any(a < date.start < b for a, b in spans) and not not_then(before):
            found.append(date)
    return tuple(found)


def not_then(before: str) -> bool:
    """The words before a date say that it is another than that of the meeting: `since`, `until`, `after`."""
    return any(
        not LINK.sub("", before[-LOOK_BACK:][m.end() :])
        for m in pattern("meeting", "not_when").finditer(before[-LOOK_BACK:])
    )


def _places(text: str) -> Iterator[_Where]:
    """The places; where there is none, the words that say that people met from afar."""
    places = find_places(
        AND.sub(lambda mark: f", {' ' * (len(mark.group()) - 2)}", text)
    )  # in a row: `and Bogotá in 2016`
    yield from (_Where(place.name, place.country, place.start, place.end) for place in places)
    if not places:
        for match in pattern("meeting", "virtual").finditer(text):
            yield _Where(virtual_place(match.group()), None, match.start(), match.end())


def _occasion(text: str, date: DateMatch, where: _Where | None = None) -> Occasion:
    start = min(date.start, where.start) if where else date.start
    end = max(date.end, where.end) if where else date.end
    lead = LEAD.search(text, max(0, start - LOOK_BACK), start)
    name, country = (where.name, where.country) if where else (None, None)
    return Occasion(date, name, country, lead.start() if lead else start, end)
