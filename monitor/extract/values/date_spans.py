"""From a matched form of date_grammar.py to what it says: spans of days, months or years.

Nothing is made up: the calendar and the order of the parts may refuse a form, and then it has no spans at all.
"""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.extract.values.date_grammar import ARTICLE, ROMAN, TO, WEEK, Grammar
from monitor.extract.values.date_words import ordinals, plain, seasons, words
from monitor.extract.values.edtf import Point

Span = tuple[Point, Point]
Group = dict[str, str | None]

LOOK_BACK = 30  # characters that can hold a day before its month, or `between the` before a day

FIGURES = re.compile(r"\d+")
NAME = re.compile(r"[^\W\d_]+")
RANGE = re.compile(TO)
NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:\s?(?:st|nd|rd|th|er)|[ºª°])?[.\s]*(?:(?:of|de|del)\s)?$")
BETWEEN = re.compile(rf"(?<![^\W_])(?:{words('between')})\s{ARTICLE}{WEEK}$")
NAMED_BEFORE = re.compile(rf"(?<![^\W_])(?:{words('named')})\s?$")
NAMED_BEHIND = re.compile(rf"\s(?:{words('named')})(?![^\W_])")


def spans(
    form: str, match: re.Match[str], text: str, rules: Grammar, *, day_first: bool | None, year: int | None
) -> tuple[list[Span], bool]:
    """The spans that a matched form states, and whether day and month cannot be told apart (then the year alone).

    `match` is in the small letters of `text`. No spans: refused.
    `day_first` decides what figures leave open; `year` holds where the form states none.
    """
    group = match.groupdict()
    if "a" in group:
        found, ambiguous = _in_figures(group, day_first)
    elif "days" in group or "day" in group or "months" in group or "month" in group:
        found, ambiguous = _in_words(form, match, text, rules, year), False
    else:
        found, ambiguous = _without_names(match, group), False
    return (found if all(_in_order(span) for span in found) else []), ambiguous


def _in_order(span: Span) -> bool:
    """Whether the calendar has both ends and the second comes after the first."""
    left, right = span
    try:
        return left.first <= left.last and (left == right or left.first < right.first) and right.first <= right.last
    except ValueError:
        return False


def _in_words(form: str, match: re.Match[str], text: str, rules: Grammar, given: int | None) -> list[Span]:
    """The forms that name a month."""
    group = match.groupdict()
    stated = _int(group.get("year") or group.get("year2"))
    year = _whole(stated) if stated or group.get("year") else given or 0
    if form == "day roman":  # small letters are words: `2 i 2001`
        month = ROMAN.index(group["roman"] or "") + 1
        small = text[match.start("roman")].islower()
        return [] if small else _days(group["days"] or "", year, month, between=is_between(match))
    if "month2" in group:
        return _two(match, group, rules, year, given)
    if "days" in group:
        return _days(group["days"] or "", year, rules.months[plain(group["month"] or "")], between=is_between(match))
    key = "month" if form == "month" else "months"
    start = match.start(key)
    numbers = [rules.months[name] for name in map(plain, NAME.findall(group[key] or "")) if name in rules.months]
    verb = text[start].islower() and plain(NAME.findall(group[key] or "")[0]) in rules.capital
    # `32 June 2012` is no date, and June 2012 is not what it says.
    if verb or NUMBER_BEFORE.search(match.string, max(0, start - LOOK_BACK), start):
        return []
    return _months(numbers, year, ranged=is_between(match) or RANGE.search(group[key] or "") is not None)


def _two(match: re.Match[str], group: Group, rules: Grammar, year: int, given: int | None) -> list[Span]:
    """`30 November - 1 December 2015`, `Dec 2015/Jan 2016`: two ends, or two dates."""
    month, month2 = rules.months[plain(group["month"] or "")], rules.months[plain(group["month2"] or "")]
    ranged = bool(group["to"]) or is_between(match)
    year2 = _int(group["year2"]) or year
    if group["year"] is None and given is None and month > month2 and ranged:
        year -= 1  # `28 December – 3 January 2016`
    ends = Point(year, month, _int(group.get("day")) or None), Point(year2, month2, _int(group.get("day2")) or None)
    return [ends] if ranged or _neighbours(ends) else [(end, end) for end in ends]


def _without_names(match: re.Match[str], group: Group) -> list[Span]:
    """Seasons, quarters and halves, ISO 8601, and years."""
    year = _int(group["year"])
    if season := group.get("season"):
        return _one(Point(year, seasons()[plain(season)]))
    if nth := group.get("nth"):
        number = ordinals().get(plain(nth)) or _int(nth)
        months = 6 if group["half"] else 3
        last = number * months
        return [(Point(year, last - months + 1), Point(year, last))] if last <= 12 else []
    if "m2" in group:
        return [(_day(year, group["m"], group["d"]), _day(_int(group["year2"]), group["m2"], group["d2"]))]
    if "m" in group:
        return _one(_day(year, group["m"], group.get("d")))
    named = NAMED_BEFORE.search(match.string, max(0, match.start() - LOOK_BACK), match.start())
    return [] if named or NAMED_BEHIND.match(match.string, match.end()) else _years(year, group)


def _one(point: Point) -> list[Span]:
    return [(point, point)]


def _day(year: int, month: str | None, day: str | None) -> Point:
    return Point(year, _int(month), _int(day) if day else None)


def _int(text: str | None) -> int:
    """The first number in a text, 0 when there is none."""
    found = FIGURES.search(text or "")
    return int(found.group()) if found else 0


def is_between(match: re.Match[str]) -> bool:
    """`between 12 and 14 June`: the `and` means up to."""
    return BETWEEN.search(match.string, max(0, match.start() - LOOK_BACK), match.start()) is not None


def _years(year: int, group: Group) -> list[Span]:
    """A year, a period (`2011–2013`, `2010/11`), or a month as ISO 8601 writes it (`2016-05`), which runs backwards
    as a period.
    """
    until = group.get("year2")
    if until is None:
        return _one(Point(year))
    if len(until) == 4:
        return [(Point(year), Point(int(until)))]
    if group.get("dash") == "-" and int(until) <= year % 100:
        return _one(Point(year, int(until))) if int(until) <= 12 else []
    return [(Point(year), Point(year // 100 * 100 + int(until)))]


def _neighbours(ends: Span) -> bool:
    """Whether the second day or month follows the first: `30 November and 1 December` is one meeting."""
    try:
        return (ends[1].first - ends[0].last).days == 1
    except ValueError:
        return True  # a day that is not in the calendar refuses both


def _days(days: str, year: int, month: int, *, between: bool) -> list[Span]:
    """The spans of a list of days: `1-2`, `22 and 23`, `10, 11 and 12`; days in a row are one span."""
    numbers = list(FIGURES.finditer(days))
    found: list[list[int]] = []
    for index, number in enumerate(numbers):
        day = int(number.group())
        joint = days[numbers[index - 1].end() : number.start()] if index else ""
        if found and day <= found[-1][1]:
            return []
        if found and (day == found[-1][1] + 1 or RANGE.search(joint) or (between and len(numbers) == 2)):
            found[-1][1] = day
        else:
            found.append([day, day])
    return [(Point(year, month, first), Point(year, month, last)) for first, last in found]


def _months(numbers: list[int], year: int, *, ranged: bool) -> list[Span]:
    """`May and June 2016`, `May to July 2016`, `December – January 2016`; months in a row are one span."""
    if ranged and len(numbers) == 2:
        return [(Point(year - (numbers[0] > numbers[1]), numbers[0]), Point(year, numbers[1]))]
    in_a_row = all(b - a == 1 for a, b in pairwise(numbers))
    points = [Point(year, number) for number in numbers]
    return [(points[0], points[-1])] if in_a_row else [(point, point) for point in points]


def _in_figures(group: Group, day_first: bool | None) -> tuple[list[Span], bool]:
    year = _whole(_int(group.get("year") or group.get("year2")))
    year2 = _int(group.get("year2")) or year
    pairs = [(_int(group["a"]), _int(group["b"]))]
    if group.get("a2"):
        pairs.append((_int(group["a2"]), _int(group.get("b2")) or pairs[0][1]))
    days_listed = bool(group.get("a2")) and "b2" not in group
    order = _order(pairs, group.get("sep") or "/", day_first, days_listed=days_listed)
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
