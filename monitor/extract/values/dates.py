"""Dates as pages write them, read into EDTF text. Own grammar: no library knows ranges, and some invent a missing day.

What the calendar does not have (29 February 2019) and what runs backwards is no date, and no part of it is either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.extract.values.date_grammar import SEASONS, TO, Grammar, grammar, plain
from monitor.extract.values.edtf import Point

Span = tuple[Point, Point]

NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:\s?(?:st|nd|rd|th)|er|[ºª°])?[.\s]*(?:(?:of|de|del)\s+)?$", re.IGNORECASE)
DAY_NUMBER = re.compile(r"\d+")
RANGE = re.compile(TO, re.IGNORECASE)
NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")
LEAD = re.compile(
    r"^[\s(\[]*(?:(?:on|in|from|since|between|held|dated|le|el|les|los|du|des|del|de|em|en|no|a|as of|date)\b\s*:?\s*(?:the\s+)?)*",
    re.IGNORECASE,
)
TAIL = re.compile(r"[\s.,;:)\]]+$")
CLOCK = re.compile(
    r"[T\s,|–-]*(?:at|à|a\s+las|às|a)?\s*(?P<hour>[01]?\d|2[0-3])(?::|h)(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
DAY_FIRST = ("fr", "es", "pt")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at `text[start:end]` of what was read.

    `edtf` is EDTF level 0 or 1; `first` and `last` are the days it spans, for sorting. `ambiguous`: day and month cannot be told
    apart (`12/01/2013`), so `edtf` is the year alone and the caller makes a finding of it.
    """

    edtf: str
    text: str
    start: int
    end: int
    first: date
    last: date
    ambiguous: bool = False


def day_order(text: str) -> bool | None:
    """Whether a date in the text proves that the day (True) or the month (False) comes first; None without proof or with both."""
    proofs = set()
    for first, _, second in NUMERIC.findall(text):
        if int(first) > 12 >= int(second) > 0:
            proofs.add(True)
        elif int(second) > 12 >= int(first) > 0:
            proofs.add(False)
    return proofs.pop() if len(proofs) == 1 else None


def find_dates(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None, years: bool = False
) -> tuple[DateMatch, ...]:
    """All dates in a text, in order. Days that do not follow one another (`10 and 17 July 2018`) give one match each.

    `language` (en, fr, es, pt): of the page; `day_first`: what other dates of the page prove; `year`: the one that holds where a
    day and a month stand without (from a heading); `years`: also lone years and periods (`2016`, `2011–2013`).
    """
    rules = grammar(language)
    if day_first is None:
        day_first = day_order(text)
    if day_first is None and language in DAY_FIRST:
        day_first = True
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for form in rules.forms:
        if form.name in ("year", "years") and not years:
            continue
        found += [(m.start(), m.end(), form.name, m) for m in form.pattern.finditer(text)]
    found.sort(key=lambda each: (each[0], -each[1]))
    out: list[DateMatch] = []
    end = 0
    for start, stop, name, match in found:
        if start < end:
            continue
        if year is None and "year" in match.re.groupindex and not _stated(match):
            continue  # a day and a month of no year: a date of nothing, but it hides none either
        end = stop
        out += _values(name, match, rules, day_first, year)
    return tuple(out)


def _stated(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("year2"))


def read_date(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None
) -> DateMatch | None:
    """The one date that the whole text is, a lone year included; None when it says anything else."""
    start = len(LEAD.match(text).group()) if LEAD.match(text) else 0  # type: ignore[union-attr]
    end = len(TAIL.sub("", text))
    found = find_dates(text, language=language, day_first=day_first, year=year, years=True)
    if len(found) == 1 and found[0].start <= start and found[0].end >= end:
        return found[0]
    return None


def read_timestamp(text: str, *, language: str = "en", day_first: bool | None = None) -> str | None:
    """The instant a page gives for its last change: `2018-01-16T15:14`, or as much as it says (`2020-03`).

    Local time of the page, without a zone. None when the text has no date or more than one.
    """
    found = find_dates(text, language=language, day_first=day_first)
    if len(found) != 1 or "/" in found[0].edtf:
        return None
    clock = CLOCK.match(text, found[0].end)
    if clock is None or found[0].first != found[0].last:
        return found[0].edtf
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return found[0].edtf
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return f"{found[0].edtf}T{hour:02}:{clock['minute']}"


def _values(
    name: str, match: re.Match[str], rules: Grammar, day_first: bool | None, year: int | None
) -> Iterator[DateMatch]:
    """The values of one matched form, none when the calendar or the order refuses it."""
    text = match.group().rstrip(" ,.")
    end = match.start() + len(text)
    mark = "~" if match.groupdict().get("about") else "?" if match.groupdict().get("unsure") else ""
    ambiguous = False
    if name.startswith("number"):
        first, sep, second = int(match["a"]), match["sep"], int(match["b"])
        spans, ambiguous = _numeric(name, match, first, second, sep, day_first)
    else:
        spans = _spans(name, match, rules, year)
    try:
        for left, right in spans:
            if right.last < left.first or (left != right and right.first <= left.first):
                return
        for left, right in spans:
            edtf = left.text + mark if left == right else f"{left.text}/{right.text}"
            yield DateMatch(edtf, text, match.start(), end, left.first, right.last, ambiguous)
    except ValueError:
        return


def _one(point: Point) -> list[Span]:
    return [(point, point)]


def _month(rules: Grammar, word: str) -> int:
    return rules.months[plain(word)]


def _spans(name: str, match: re.Match[str], rules: Grammar, given: int | None) -> list[Span]:
    """The spans of a form with a month in words, of ISO form, of a season or of years; [] when refused."""
    group = match.groupdict()
    year2 = int(group["year2"]) if group.get("year2") else None
    year = int(group["year"]) if group.get("year") else year2 or given or 0
    if name in ("days month", "month days"):
        return _days(group["days"], year, _month(rules, group["month"]))
    if name in ("day month - day month", "month day - month day"):
        left = Point(year, _month(rules, group["month"]), _number(group["day"]))
        right = Point(year2 or year, _month(rules, group["month2"]), _number(group["day2"]))
        return [(left, right)]
    if name == "month":
        if NUMBER_BEFORE.search(match.string[: match.start()]):
            return []  # `32 June 2012` is no date, and June 2012 is not what it says
        if group["month"].islower() and plain(group["month"]) in rules.capital:
            return []
        return _one(Point(year, _month(rules, group["month"])))
    if name == "month - month":
        return [(Point(year, _month(rules, group["month"])), Point(year2 or year, _month(rules, group["month2"])))]
    if name == "season":
        return _one(Point(year, SEASONS[group["season"].casefold()]))
    if name == "iso":
        return _one(Point(year, int(group["m"]), int(group["d"])))
    if name == "iso - iso":
        return [
            (Point(year, int(group["m"]), int(group["d"])), Point(year2 or year, int(group["m2"]), int(group["d2"])))
        ]
    if name == "years":
        until = int(group["year2"])
        until += year // 100 * 100 if until < 100 else 0
        return [(Point(year), Point(until))]
    return _one(Point(year))


def _number(day: str) -> int:
    found = DAY_NUMBER.search(day)
    return int(found.group()) if found else 0


def _days(days: str, year: int, month: int) -> list[Span]:
    """The spans of a list of days: `1-2`, `22 and 23`, `10, 11 and 12`; days in a row are one span."""
    numbers = list(DAY_NUMBER.finditer(days))
    spans: list[list[int]] = []
    for index, number in enumerate(numbers):
        day = int(number.group())
        between = days[numbers[index - 1].end() : number.start()] if index else ""
        if spans and day <= spans[-1][1]:
            return []
        if spans and (RANGE.search(between) or day == spans[-1][1] + 1):
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return [(Point(year, month, first), Point(year, month, last)) for first, last in spans]


def _numeric(
    name: str, match: re.Match[str], first: int, second: int, sep: str, day_first: bool | None
) -> tuple[list[Span], bool]:
    """The spans of a date in figures, and whether day and month cannot be told apart."""
    group = match.groupdict()
    year2 = int(group["year2"]) if group.get("year2") else None
    year = int(group["year"]) if group.get("year") else year2 or 0
    pairs = [(first, second)]
    if name == "number - number":
        pairs.append((int(group["a2"]), int(group["b2"])))
    if name == "numbers":
        pairs.append((int(group["a2"]), second))
    order = _order(pairs, sep, day_first, days_listed=name == "numbers")
    if order is None:
        return _one(Point(year)), True
    points = [
        Point(each, *((b, a) if order else (a, b))) for each, (a, b) in zip((year, year2 or year), pairs, strict=False)
    ]
    return [(points[0], points[-1])], False


def _order(pairs: list[tuple[int, int]], sep: str, day_first: bool | None, *, days_listed: bool) -> bool | None:
    """Whether the day stands first. Full stops are only written so where it does, and so is a list of days."""
    if sep == "." or days_listed or any(a > 12 for a, _ in pairs):
        return True
    if any(b > 12 for _, b in pairs):
        return False
    if all(a == b for a, b in pairs):
        return True
    return day_first
