"""Dates as pages write them, read into EDTF text. Own grammar: no library knows ranges, and some invent a missing day.

What the calendar does not have (29 February 2019) and what runs backwards is no date, and no part of it is either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.extract.values.date_grammar import grammar
from monitor.extract.values.date_spans import spans

NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(?:(?:19|20)\d\d|(?<=/)\d\d)(?![\d/])")
LEAD = re.compile(
    r"[\s(\[]*(?:(?:on|in|from|since|between|held|dated|date|as\s+of|the|le|el|les|los|du|des|del|de|em|en|no|a)\b"
    r"\s*:?\s*(?:the\s+)?)*",
    re.IGNORECASE,
)
TAIL = re.compile(r"[\s.,;:)\]]*$")
CLOCK = re.compile(
    r"[T\s,|–-]*(?:at|à|a\s+las|às|a)?\s*(?P<hour>[01]?\d|2[0-3])(?::|h)(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
A_YEAR = re.compile(r"(?:19|20)\d\d|\d/\d{1,2}/\d\d")  # most lines have none and need no further look
DAY_FIRST = ("fr", "es", "pt")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at `text[start:end]` of what was read.

    `edtf` is EDTF level 0 or 1; `first` and `last` are the days it spans, for sorting. `ambiguous`: day and month
    cannot be told apart (`12/01/2013`), so `edtf` is the year alone and the caller makes a finding of it.
    """

    edtf: str
    text: str
    start: int
    end: int
    first: date
    last: date
    ambiguous: bool = False


def day_order(text: str) -> bool | None:
    """Whether a date in the text proves that the day (True) or the month (False) comes first.

    None without proof, and when two dates prove both.
    """
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
    """All dates in a text, in order. Days that do not follow one another (`10 and 17 July 2018`) give one match each,
    with the same offsets.

    `language` (en, fr, es, pt): of the page; `day_first`: what other dates of the page prove; `year`: the one that
    holds where a day and a month stand without (from a heading); `years`: also lone years and periods (`2016`,
    `2011–2013`).
    """
    if year is None and not A_YEAR.search(text):
        return ()
    rules = grammar(language)
    if day_first is None:
        day_first = day_order(text)
    if day_first is None and language in DAY_FIRST:
        day_first = True
    lowered = text.lower()
    if len(lowered) != len(text):  # `İ` becomes two: the offsets must stay
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    found: list[tuple[int, int, DateMatch | None]] = []
    for form, pattern in rules.forms.items():
        if form in ("year", "years") and not years:
            continue
        for match in pattern.finditer(lowered):
            if year is None and not _has_year(match):
                continue  # a day and a month of no year are no date, but hide none either
            stated, ambiguous = spans(form, match, text, rules, day_first=day_first, year=year)
            if not stated:
                found.append((match.start(), match.end(), None))
            for left, right in stated:
                edtf = left.text + _doubt(match) if left == right else f"{left.text}/{right.text}"
                words = text[match.start() : match.end()].rstrip(" ,.")
                end = match.start() + len(words)
                hit = DateMatch(edtf, words, match.start(), end, left.first, right.last, ambiguous)
                found.append((match.start(), match.end(), hit))
    return tuple(_apart(found))


def _has_year(match: re.Match[str]) -> bool:
    group = match.groupdict()
    return bool(group.get("year") or group.get("year2"))


def _doubt(match: re.Match[str]) -> str:
    """EDTF's mark for a date that the text calls approximate or uncertain."""
    group = match.groupdict()
    return "~" if group.get("about") else "?" if group.get("unsure") else ""


def _apart(found: list[tuple[int, int, DateMatch | None]]) -> Iterator[DateMatch]:
    """The matches that do not overlap, the longest at each place. What was refused still hides what lies inside it."""
    taken, at = 0, -1
    for start, end, hit in sorted(found, key=lambda each: (each[0], -each[1])):
        if start < taken and (start, end) != (at, taken):
            continue
        at, taken = start, end
        if hit is not None:
            yield hit


def read_date(
    text: str,
    *,
    language: str = "en",
    day_first: bool | None = None,
    year: int | None = None,
    years: bool = True,
) -> DateMatch | None:
    """The one date that the whole text is; None when it says anything else. A lone year counts if `years`."""
    found = find_dates(text, language=language, day_first=day_first, year=year, years=years)
    if len(found) != 1:
        return None
    lead, tail = LEAD.match(text), TAIL.search(text)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(text)
    return found[0] if found[0].start <= start and found[0].end >= end else None


def read_timestamp(text: str, *, language: str = "en", day_first: bool | None = None) -> str | None:
    """The instant a page gives for its last change: `2018-01-16T15:14`, or as much as it says (`2020-03`).

    Local time of the page, without a zone. None when the text has no date or more than one.
    """
    found = find_dates(text, language=language, day_first=day_first)
    if len(found) != 1 or "/" in found[0].edtf:
        return None
    day = found[0]
    clock = CLOCK.match(text, day.end)
    if clock is None or day.first != day.last:
        return day.edtf
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return day.edtf
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return f"{day.edtf}T{hour:02}:{clock['minute']}"
