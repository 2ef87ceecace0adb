"""Dates as pages write them, read into EDTF text. Own grammar: no library knows ranges, and some invent a missing day.

What the calendar does not have (29 February 2019) and what runs backwards is no date, and no part of it is either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from monitor.extract.values.date_grammar import A_NUMBER, DASH, DAY_LED, FIGURED, LED, Grammar, grammar, parts_hint
from monitor.extract.values.date_mending import Mended, mend
from monitor.extract.values.date_spans import LOOK_BACK, is_between, spans
from monitor.extract.values.date_words import LANGUAGES, any_of, spoken, weekdays, words
from monitor.extract.values.edtf import OPEN, bounds

DAY_BEFORE = re.compile(r"(?<![\d/.,:-])\d{1,3}(?:st|nd|rd|th|er|º|ª|°)?\.?\s+(?:(?:of|de|do)\s+)?$")
NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(?:(?:19|20)\d\d|(?<=/)\d\d)(?![\d/])")
MONTH_ALONE = re.compile(r"(?P<month>0?[1-9]|1[0-2])[/.](?P<year>(?:19|20)\d\d)")  # `10/2019`
CLOCK = re.compile(
    r"[T\s,|–-]*(?:at|à|a\s+las|às|a)?\s*(?P<hour>[01]?\d|2[0-3])(?::|h)(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
# `21h14min de 8 de fevereiro`, `at 09:42 on 7 August`
CLOCK_BEFORE = re.compile(
    r"(?<![\w:.])(?P<hour>[01]?\d|2[0-3])(?::|h)(?P<minute>[0-5]\d)(?::[0-5]\d|min)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*,?\s*(?:(?:on|of|le|du|de|del|el|do|em)\s+)?$",
    re.IGNORECASE,
)
HOURS = (
    r"\d\d?(?:(?::|h|\.)[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?|h)?"
    r"\s?(?:[ap]\.?m\b\.?|hrs?\b\.?|hours\b|h\b\.?|horas\b|heures\b)?"
)
# most lines have none of these and need no further look: a year, or what may be one with two figures
A_YEAR = re.compile(r"(?:19|20)\d\d|\d[/.-]\d{1,2}[/.-]\d\d|['’]\d\d(?!\d)|[^\W\d_][/.-]\d\d(?!\d)")
LONGEST = 20_000  # letters: what is longer is no line that a person wrote, and its dates are looked for up to here
REMEMBERED = 400  # letters: a longer text is not asked about again and again
DAY_FIRST = ("fr", "es", "pt")

# A stretch of a text that has the form of a date, and the date that it states; None: refused.
Stretch = tuple[int, int, "DateMatch | None"]


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at `text[start:end]` of what was read.

    `edtf` is EDTF; `first` and `last` are the days it spans, for sorting (date.min, date.max where it is open).
    `ambiguous`: day and month cannot be told apart (`12/01/2013`), so `edtf` is the year alone and the caller makes a
    finding of it.
    `typo`: the month is misspelt, and how it was read (`“Febuary” read as February`); a finding too, '' else.
    """

    edtf: str
    text: str
    start: int
    end: int
    first: date
    last: date
    ambiguous: bool = False
    typo: str = ""


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
    find = _remembered if len(text) <= REMEMBERED else _found
    return find(text, language, day_first, year, years)


def _found(text: str, language: str, day_first: bool | None, year: int | None, years: bool) -> tuple[DateMatch, ...]:
    mended, stretches = _read(text, language, day_first, year, years)
    return tuple(_original(hit, mended, text) for _, _, hit in stretches if hit is not None)


# A line about a meeting is asked some ten times: is it one, where does it end, what is its title without the date?
_remembered = lru_cache(maxsize=4096)(_found)


def refused_dates(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None, years: bool = False
) -> tuple[str, ...]:
    """What has the form of a date and is none: no such day, or an end before its beginning. Each is worth a finding."""
    mended, stretches = _read(text, language, day_first, year, years)
    places = (mended.origin(start, end) for start, end, hit in stretches if hit is None)
    return tuple(text[_day_before(text, start) : end].rstrip(" ,.") for start, end in places)


def _day_before(text: str, start: int) -> int:
    """Where the day begins that no month has, and which so is no part of the form: `32 May 2019`."""
    day = DAY_BEFORE.search(text, 0, start)
    return day.start() if day else start


def read_date(
    text: str,
    *,
    language: str = "en",
    day_first: bool | None = None,
    year: int | None = None,
    years: bool = True,
) -> DateMatch | None:
    """The one date that the whole text is; None when it says anything else. A lone year counts if `years`.

    `since 2015`, `2015 – present` and `until July 2015` are open at one end. A time behind a day is left out, and so
    is which part of a month or year is meant (`end of May 2016`).
    """
    mended, stretches = _read(text, language, day_first, year, years)
    if len(stretches) != 1 or (hit := stretches[0][2]) is None:
        return None
    lowered = _small(mended.text)
    lead, tail = _lead().match(lowered), _tail().match(lowered, hit.end)
    if lead is None or tail is None or lead.end() < hit.start:
        return None
    since, until, fiscal = (lead.start(key) >= 0 for key in ("since", "until", "fiscal"))
    if ongoing := (tail["present"] or "").strip():  # behind a bare dash only a year goes on: `2019-`
        if len(ongoing) == 1 and len(hit.edtf) > 4:
            return None
        since = True
    period = "/" in hit.edtf
    if (fiscal and not period) or ((since or until) and period) or (since and until):
        return None
    edtf = hit.edtf + _doubt(lead, lead) if hit.edtf[-1].isdigit() and not period else hit.edtf
    edtf = f"{edtf}/{OPEN}" if since else f"{OPEN}/{edtf}" if until else edtf
    first, last = bounds(edtf)
    return _original(replace(hit, edtf=edtf, first=first or date.min, last=last or date.max), mended, text)


def read_timestamp(text: str, *, language: str = "en", day_first: bool | None = None) -> str | None:
    """The instant a page gives for its last change: `2018-01-16T15:14`, or as much as it says (`2020-03`).

    Local time of the page, without a zone. None when the text has no date or more than one.
    """
    found = find_dates(text, language=language, day_first=day_first)
    if not found and (month := MONTH_ALONE.fullmatch(text.strip())):
        return f"{month['year']}-{int(month['month']):02}"
    if len(found) != 1 or "/" in found[0].edtf:
        return None
    day = found[0]
    clock = CLOCK.match(text, day.end) or CLOCK_BEFORE.search(text, max(0, day.start - LOOK_BACK), day.start)
    if clock is None or day.first != day.last:
        return day.edtf
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return day.edtf
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return f"{day.edtf}T{hour:02}:{clock['minute']}"


def _read(
    text: str, language: str, day_first: bool | None, year: int | None, years: bool
) -> tuple[Mended, list[Stretch]]:
    """The mended text, and its stretches that have the form of a date."""
    text = text[:LONGEST]
    if A_NUMBER.search(text) is None or (year is None and A_YEAR.search(text) is None):
        return Mended(text), []
    if day_first is None:
        day_first = day_order(text)
    if day_first is None and language in DAY_FIRST:
        day_first = True
    language = language if language in LANGUAGES else "en"  # a page may be in any
    mended = mend(text, language, year=year is not None)
    return mended, list(_apart(_all(mended, grammar(language), day_first, year, years)))


def _all(mended: Mended, rules: Grammar, day_first: bool | None, year: int | None, years: bool) -> Iterator[Stretch]:
    text, lowered = mended.text, _small(mended.text)
    for form, match in _matches(lowered, rules, years):
        if year is None and not _has_year(match):
            continue  # a day and a month of no year are no date, but hide none either
        by_day = not match.re.groupindex.keys().isdisjoint(("days", "day", "a", "d"))
        led = (DAY_LED if by_day else LED).search(lowered, max(0, match.start() - LOOK_BACK), match.start())
        if form == "year and year" and not is_between(match):
            continue
        stated, ambiguous = spans(form, match, text, rules, day_first=day_first, year=year)
        start, stop = led.start() if led else match.start(), match.end()
        if not stated:
            yield start, stop, None
        for left, right in stated:
            edtf = left.text + _doubt(led, match) if left == right else f"{left.text}/{right.text}"
            said = text[start:stop].rstrip(" ,.")
            yield start, stop, DateMatch(edtf, said, start, start + len(said), left.first, right.last, ambiguous)


def _matches(lowered: str, rules: Grammar, years: bool) -> Iterator[tuple[str, re.Match[str]]]:
    """The forms that match, each tried only where it can begin: at a number, a month, a season or an ordinal."""
    months = [each.start() for each in rules.months_at.finditer(lowered)]
    forms_at_numbers = rules.years if years else {}
    if months:
        forms_at_numbers = rules.numbers_first(len(months)) | forms_at_numbers
    if FIGURED.search(lowered):
        forms_at_numbers = rules.figures | forms_at_numbers
    starts = [(each.start(), forms_at_numbers) for each in A_NUMBER.finditer(lowered)]
    starts += [(at, rules.months_first(len(months))) for at in months]
    for at, forms in starts:
        for form, pattern in forms.items():
            if match := pattern.match(lowered, at):
                yield form, match
    if parts_hint().search(lowered):
        for form, pattern in rules.words_first.items():
            yield from ((form, match) for match in pattern.finditer(lowered))


def _apart(found: Iterator[Stretch]) -> Iterator[Stretch]:
    """The matches that do not overlap, the longest at each place. What was refused still hides what lies inside it."""
    taken, at = 0, -1
    for start, end, hit in sorted(found, key=lambda each: (each[0], -each[1])):
        if start < taken and (start, end) != (at, taken):
            continue
        at, taken = start, end
        yield start, end, hit


@cache
def _lead() -> re.Pattern[str]:
    """What may stand before a date that is the whole of a text, in small letters."""
    return re.compile(
        rf"[\s(\[]*(?:(?:(?P<since>{spoken('since')})|(?P<until>{spoken('until')})|(?P<fiscal>{spoken('fiscal')})"
        rf"|(?P<about>{spoken('about')})|(?P<perhaps>{spoken('unsure')})|{spoken('lead')}|{spoken('part')}"
        rf"|{spoken('articles')}|{spoken('days')}|(?:{any_of(weekdays())})\.?,?\s))*"
    )


@cache
def _tail() -> re.Pattern[str]:
    """What may stand behind it."""
    return re.compile(
        rf"(?P<present>\s?[{DASH}]|(?:\s?[{DASH}]\s?|\s(?:{words('to')})\s(?:l[ae]?['’\s]\s?)?)(?:{words('present')}))?"
        r"(?:(?:t|[\s,|]+(?:(?:at|à|às|a\slas|a|from|de|das)\s)?)(?=\d\d?\s?[:h.ap])"
        rf"(?:{HOURS})(?:\s?(?:[{DASH}]|to|à|a)\s?(?:{HOURS}))?"
        r"\s?(?:z|[a-z]{2,4}|(?:gmt|utc)?[+-]\d\d?(?::?\d\d)?)?)?[\s.,;:)\]]*$"
    )


def _original(hit: DateMatch, mended: Mended, text: str) -> DateMatch:
    """The date where it stands in the text that was given."""
    if mended.places is None:
        return hit
    start, end = mended.origin(hit.start, hit.end)
    wrong = next((each for each in mended.typos if each[0] < hit.end and hit.start < each[1]), None)
    typo = f"“{wrong[2]}” read as {wrong[3]}" if wrong else ""
    return replace(hit, text=text[start:end], start=start, end=end, typo=typo)


def _small(text: str) -> str:
    """In small letters, each in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # `İ` becomes two: the offsets must stay
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lowered


def _has_year(match: re.Match[str]) -> bool:
    group = match.groupdict()
    return bool(group.get("year") or group.get("year2"))


def _doubt(led: re.Match[str] | None, match: re.Match[str]) -> str:
    """EDTF's mark for a date that the text calls approximate or uncertain."""
    said = {**match.groupdict(), **(led.groupdict() if led else {})}
    return "~" if said.get("about") else "?" if said.get("unsure") or said.get("perhaps") else ""
