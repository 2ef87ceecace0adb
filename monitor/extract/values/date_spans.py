"""From a matched form of date_grammar.py to what it says: spans of days, months or years.

Nothing is made up: the calendar and the order of the parts may refuse a form, and then it has no spans at all.
"""

from __future__ import annotations

import re

from monitor.extract.values.date_grammar import ROMAN, SEASONS, TO, Grammar, plain
from monitor.extract.values.edtf import Point

Span = tuple[Point, Point]

LOOK_BACK = 20  # characters that can hold a day before its month

FIGURES = re.compile(r"\d+")
RANGE = re.compile(TO, re.IGNORECASE)
NUMBER_BEFORE = re.compile(
    r"(?<!\d)\d{1,2}(?:\s?(?:st|nd|rd|th)|er|[ºª°])?[.\s]*(?:(?:of|de|del)\s+)?$",
    re.IGNORECASE,
)


def spans(
    form: str, match: re.Match[str], text: str, rules: Grammar, *, day_first: bool | None, year: int | None
) -> tuple[list[Span], bool]:
    """The spans that a matched form states, and whether day and month cannot be told apart (then the year alone).

    `match` is in the small letters of `text`. No spans: refused.
    `day_first` decides what figures leave open; `year` holds where the form states none.
    """
    group = match.groupdict()
    if "figures" in form:
        found, ambiguous = _in_figures(group, day_first)
    else:
        found, ambiguous = _in_words(form, match, text, rules, year), False
    return (found if all(_in_order(span) for span in found) else []), ambiguous


def _in_order(span: Span) -> bool:
    """Whether the calendar has both ends and the second comes after the first."""
    left, right = span
    try:
        return left.first <= left.last and (left == right or left.first < right.first) and right.first <= right.last
    except ValueError:
        return False


def _in_words(form: str, match: re.Match[str], text: str, rules: Grammar, given: int | None) -> list[Span]:
    group = match.groupdict()
    year = _int(group.get("year") or group.get("year2")) or given or 0
    year2 = _int(group.get("year2")) or year
    month, month2 = (rules.months[plain(word)] if word else 0 for word in (group.get("month"), group.get("month2")))
    if form in ("days month", "month days", "year month days"):
        return _days(group["days"] or "", year, month)
    if form == "day roman":  # small letters are words: `2 i 2001`
        month = ROMAN.index(group["roman"] or "") + 1
        return _one(Point(year, month, _int(group["days"]))) if text[match.start("roman")].isupper() else []
    if group.get("year") is None and given is None and month > month2 > 0 and group.get("to", "-"):
        year -= 1  # `28 December – 3 January 2016`
    if form in ("day month, day month", "month day, month day"):
        ends = Point(year, month, _int(group["day"])), Point(year2, month2, _int(group["day2"]))
        return [ends] if group["to"] or _neighbours(ends) else [(end, end) for end in ends]
    if form == "month":
        verb = text[match.start("month")].islower() and plain(group["month"] or "") in rules.capital
        # `32 June 2012` is no date, and June 2012 is not what it says.
        return (
            []
            if verb or NUMBER_BEFORE.search(text[max(0, match.start() - LOOK_BACK) : match.start()])
            else _one(Point(year, month))
        )
    if form == "months":
        return [(Point(year, month), Point(year2, month2))]
    if form == "season":
        return _one(Point(year, SEASONS[(group["season"] or "").casefold()]))
    if form in ("iso", "iso, iso"):
        first = Point(year, _int(group["m"]), _int(group["d"]))
        return [(first, Point(year2, _int(group["m2"]), _int(group["d2"])))] if "m2" in group else _one(first)
    return _years(year, group)


def _one(point: Point) -> list[Span]:
    return [(point, point)]


def _int(text: str | None) -> int:
    """The first number in a text, 0 when there is none."""
    found = FIGURES.search(text or "")
    return int(found.group()) if found else 0


def _years(year: int, group: dict[str, str | None]) -> list[Span]:
    """A year, a period (`2011–2013`, `2010/11`), or a month as ISO 8601 writes it (`2016-05`), which runs backwards
    as a period.
    """
    until = group.get("year2")
    if until is None:
        return _one(Point(year))
    if len(until) == 4:
        return [(Point(year), Point(int(until)))]
    if group.get("dash") == "-" and int(until) <= year % 100:
        return _one(Point(year, int(until)))
    return [(Point(year), Point(year // 100 * 100 + int(until)))]


def _neighbours(ends: Span) -> bool:
    """Whether the second day follows the first: `30 November and 1 December` is one meeting."""
    try:
        return (ends[1].first - ends[0].first).days == 1
    except ValueError:
        return True  # a day that is not in the calendar refuses both


def _days(days: str, year: int, month: int) -> list[Span]:
    """The spans of a list of days: `1-2`, `22 and 23`, `10, 11 and 12`; days in a row are one span."""
    numbers = list(FIGURES.finditer(days))
    found: list[list[int]] = []
    for index, number in enumerate(numbers):
        day = int(number.group())
        between = days[numbers[index - 1].end() : number.start()] if index else ""
        if found and day <= found[-1][1]:
            return []
        if found and (RANGE.search(between) or day == found[-1][1] + 1):
            found[-1][1] = day
        else:
            found.append([day, day])
    return [(Point(year, month, first), Point(year, month, last)) for first, last in found]


def _in_figures(group: dict[str, str | None], day_first: bool | None) -> tuple[list[Span], bool]:
    year = _whole(_int(group.get("year") or group.get("year2")))
    year2 = _int(group.get("year2")) or year
    pairs = [(_int(group["a"]), _int(group["b"]))]
    if group.get("a2"):
        pairs.append((_int(group["a2"]), _int(group.get("b2")) or pairs[0][1]))
    days_listed = bool(group.get("a2")) and "b2" not in group
    order = _order(pairs, group["sep"] or "", day_first, days_listed=days_listed)
    if order is None:
        return _one(Point(year)), True
    ends = [Point(each, *((b, a) if order else (a, b))) for each, (a, b) in zip((year, year2), pairs, strict=False)]
    return [(ends[0], ends[-1])], False


def _whole(year: int) -> int:
    """A year of two figures is in this century, or in the last thirty years of the one before."""
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _order(pairs: list[tuple[int, int]], sep: str, day_first: bool | None, *, days_listed: bool) -> bool | None:
    """Whether the day stands first. Full stops are only written so where it does, and so is a list of days."""
    if sep == "." or days_listed or any(a > 12 for a, _ in pairs):
        return True
    if any(b > 12 for _, b in pairs):
        return False
    if all(a == b for a, b in pairs):
        return True
    return day_first
