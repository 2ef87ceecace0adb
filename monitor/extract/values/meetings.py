"""A meeting in one line, whatever the order: date, city, country, title · title, date, place · title, city, country,
date.

In: a line of a list of meetings. Out: its date (EDTF), place, country and title, or nothing when the line has no
date or no title. The parts are told from each other by what they are, not by where they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.values.beside import without_beside
from monitor.extract.values.called_off import State
from monitor.extract.values.countries import find_countries, read_country
from monitor.extract.values.date_words import spoken
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.line_parts import (
    EDGE,
    Part,
    city_at_end,
    could_be_city,
    is_virtual,
    narrow,
    only_places,
    parts_of,
    place_at,
    place_in_the_middle,
    quoted,
    virtual_place,
)
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import country_of, find_places
from monitor.extract.values.unsettled import without_unsettled
from monitor.lookups.mechanisms import find_mechanisms

YEAR_AHEAD = re.compile(r"\s*\(?((?:19|20)\d\d)\)?\s*[:,–—-]")
YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d)\s+(?=[A-ZÀ-Þ])")  # by its type: `2014 Fifth meeting, Lima, 9 May`
LEAD = re.compile(
    r"\s*(?:(?:the|governments?|of|la|le|l|el|du|de|gouvernement|gobierno|governo|do|da)\b['’\s]*)*", re.IGNORECASE
)
OUTSIDE = " \t,;:.–—-•·∙|/>→►▸»›"
# `, 10:00–17:00 CET`
HOURS = re.compile(
    r",?\s*\(?\b\d{1,2}[:h]\d{2}\s*(?:[–—-]|to|à|a)\s*\d{1,2}[:h]\d{2}(?:\s*\(?(?:[A-Z]{1,4}T|UTC|GMT)(?:[+-]\d{1,2})?\b)?\)?"
)
SIGNS = re.compile(r"\s*[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*")  # a pin before the place, a leaf of a calendar
LONGEST_NAME = 3  # words of a city that no lookup knows
LONGEST_MEETING = 31  # days; what lasts longer is a project or a term
VERB = (
    r"(?:(?:was|were|is|to\s+be|has\s+been)\s+)?(?:held|convened|hosted|organi[sz]ed|gathered|took\s+place|met"
    r"|tenue?|célébrée?|celebrad[ao]|realizad[ao])"
)
EDGES = re.compile(
    rf"(?:[\s,]+(?:on|in|at|le|el|em|du|del|from|the|à|was|were|{VERB}))+$|^(?:(?:on|held)\s+)+|^the\s+(?=[a-z\d])",
    re.IGNORECASE,
)
MONTHS = r"(?P<month>[^\W\d_]{3,10}\.?(?:\s*(?:[/–—-]|to|and|à|et|a|y|e)\s*[^\W\d_]{3,10}\.?)?)"
MONTH_AHEAD = re.compile(rf"[\s•*–—-]*{MONTHS}\s*(?:[:,;|–—-]|\()")
MONTH_AT_END = re.compile(rf"[,;|(–—-]\s*{MONTHS}\s*\)?[\s.]*$")
FIGURES = re.compile(r"\d{4}")
AT_END = re.compile(r"\s*[,;|–—-]\s*\(?(?P<said>[^\W\d][^\d,;()\[\]–—-]*?)\)?\s*\.?$")  # `Lima, Peru, concluded`
# `Lima, (por celebrarse en) mayo de 2031`
LEADING = r"(?:\s+(?:in|on|from|en|le|du|au|el|del?|a|em|no|na))?\s+"
AHEAD_OF_PART = r"(?:(?:in|at|by|the|towards?|en|vers|d'ici|a|hacia|em|no|nos)\s+)"  # `by the end of 2026`
PARTING = r"(?:^|(?<=[,;:(|])\s*|(?<=\s[–—-])\s*)"
AND = re.compile(r"\s*(?:,|and|et|y|e|&)\s+(?:the\s+)?", re.IGNORECASE)
CHAIRED = re.compile(r"chair|pr[eé]sid", re.IGNORECASE)
CITY_NAME = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:(?:de|del|do|da|dos|la|las|los|el|sur|le|les|of)\s+)*[A-ZÀ-Þ][\w.'’-]*)*"
)
BODIES = (
    ("bodies", "others"), ("chair", "nouns"), ("chair", "other_bodies"), ("meeting", "people"),
    ("meeting", "no_cities"),
)  # fmt: skip
NUMBERING = re.compile(r"^\d{1,2}[.)]\s+(?=\w)")  # `3. Fifth Ministerial Consultation`: the number of the entry


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as stated. `place` is the city, or the country where only that is named; `announced` what the
    words say, not the calendar; `title` is '' where date and place are all that is told.
    """

    date: str
    date_text: str
    title: str
    place: str | None = None
    country: str | None = None
    announced: bool = False
    ambiguous: bool = False
    state: State | None = None  # called off, or put off until nobody knows when

    def value(self) -> dict[str, str | bool | None]:
        """The JSON value of the statement; `state` only where the meeting has one."""
        value: dict[str, str | bool | None] = {
            "date": self.date, "date_text": self.date_text, "place": self.place, "country": self.country,
            "title": self.title or None, "announced": self.announced,
        }  # fmt: skip
        return value | {"state": self.state} if self.state else value


def _without_asides(text: str, announced: bool) -> tuple[str, bool, tuple[str, str] | None]:
    """The line without `hosted by X`, `Planned:` and `, planned)`, whether it is announced, and its host State."""
    text, unsettled = without_unsettled(without_beside(HOURS.sub("", text)))
    announced = announced or unsettled
    if (at_end := AT_END.search(text)) and pattern("meeting", "held_remark").fullmatch(at_end["said"]):
        text = text[: at_end.start()]
    if pattern("meeting", "still_to_be").may_be_in(text) and (still := _still_to_be().search(text)):
        text, announced = f"{text[: still.start()]} {text[still.end() :]}", True
    by = pattern("meeting", "hosted_by").search(text)
    if by is None or not by.start():
        return text, announced, None
    after = text[by.end() :]
    lead = LEAD.match(after)
    start = lead.end() if lead else 0
    orgs = [o for o in find_organisations(after) if o.id and o.start == start]
    hosts = [h for h in find_countries(after) if h.start == start]
    if not (hosts or orgs):
        authority = pattern("membership", "authorities").match(after[start:].lstrip())
        whole = text if authority is None else f"{text[: by.start()].rstrip(' ,')}{text[by.end() + _length(after) :]}"
        return whole, announced, None
    end = max([host.end for host in hosts] + [org.end for org in orgs])
    for other in find_countries(after):
        if AND.fullmatch(after[end : other.start]):
            end, hosts = other.end, []
    host = (hosts[0].name, hosts[0].country) if hosts and not CHAIRED.search(by.group()) else None
    end += by.end()
    return text[: by.start()].rstrip(" ,") + ", " + text[end:].lstrip(" ,"), announced, host


def _length(name: str) -> int:
    """How long the name of a host is that goes on to a comma, or to the end."""
    return len(name.partition(",")[0])


@cache
def _still_to_be() -> re.Pattern[str]:
    """Words before a date, in a stretch of their own, by which the meeting is still to come."""
    said = pattern("meeting", "still_to_be").pattern
    return re.compile(rf"{PARTING}{said}{LEADING}(?=(?:the\s+)?\d|[^\W\d]+\.?\s+(?:del?\s+)?\d)", re.IGNORECASE)


def meeting_date(text: str, dates: tuple[DateMatch, ...], *, whole: bool = True) -> DateMatch | None:
    """The date on which the meeting was held: outside of quotation marks, the most precise, the first of those.

    A date in round brackets counts: `14th in Algiers (21 Jan 2018)`; a title in quotation marks may hold a period.
    """
    spans = [(a, b) for a, b in quoted(text) if text[a] in '“«"‘']
    free = [d for d in dates if not any(a <= d.start and d.end <= b for a, b in spans)]
    precise = [d for d in free if len(d.edtf) > 4]
    return next(iter(precise or (free if whole else ())), None)


def read_meeting(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None, announced: bool = False
) -> Meeting | None:
    """The meeting in a line; `year` is that of a heading above, for lines with day and month alone."""
    text, announced, host = _without_asides(SIGNS.sub(" | ", narrow(text)), announced)
    ahead = YEAR_FIRST.match(text)
    if ahead and year_ahead(text):
        year, text = year or int(ahead[1]), text[ahead.end() :]
    year = year or year_ahead(text)
    dates = find_dates(text, language=language, day_first=day_first, year=year)
    date = (
        meeting_date(text, dates)
        or month_alone(text, year, language=language)
        or meeting_date(text, find_dates(text, language=language, day_first=day_first, year=year, years=True))
    )
    if date is None or ((date.last - date.first).days > LONGEST_MEETING and len(date.edtf) > len("2016-05")):
        return None
    date = _with_its_part(date, text)
    before, after = parts_of(text, 0, date.start), parts_of(text, date.end, len(text))
    virtual = next((part for part in before + after if is_virtual(part)), None)
    if virtual and any(c.isalpha() for part in before + after if not is_virtual(part) for c in part.text):
        before, after = ([part for part in parts if not is_virtual(part)] for parts in (before, after))
    before, after = ([p for p in parts if p.text.strip(EDGE) != str(year)] for parts in (before, after))
    place = country = None
    if after:
        place, country, taken = place_at(after, last=False)
        after = after[taken:]
    if place is None and before:
        place, country, taken = place_at(before, last=True)
        if taken == 1 and len(before) == len(after) + 1 == 2 and _is_city(before[0].text, after[0].text):
            place, taken = before[0].text.strip(EDGE), 2  # `Mbala (Zambia), 3 May 2031: Third round`
        if taken < len(before) or after:
            before = before[: len(before) - taken]
        elif taken:
            return None  # a place and a date, and nothing that was held there
    if place is None and len(after) > 1:
        place, country, taken = place_at(after, last=True)
        after = after[: len(after) - taken]
    if place is None and len(after) > 2:
        place, country, after = place_in_the_middle(after)
    if place is None and len(before) > 1:  # `Rabat, Morocco: Third meeting, 5 May 2031`
        place, country, taken = place_at(before, last=False)
        if taken and (taken == 2 or (country_of(before[0].text) and not read_country(before[0].text))):
            before = before[taken:]
        else:
            place = country = None
    title = _title(text, before, after)
    if (ahead := YEAR_AHEAD.match(title)) and date.edtf.startswith(ahead[1]):  # `2024 – Seventh Conference, 5 May 2024`
        title = title[ahead.end() :].strip(OUTSIDE)
    if place is None:
        place, country, title = _inside(title)
    if place is None and host is not None:
        place, country = host
    if place is None and virtual is not None:
        place = virtual_place(virtual.text)
    nameless = not any(c.isalpha() for c in title) or pattern("meeting", "virtual").fullmatch(title)
    nameless = nameless or pattern("meeting", "put_off_to").fullmatch(title)  # `New date: 8 June 2031`
    if nameless or only_places(title) or _another_date(title):
        return None
    said = announced or _announced(text)
    return Meeting(date.edtf, date.text, title, place, country, said, date.ambiguous)


def read_place_and_date(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None, announced: bool = False
) -> Meeting | None:
    """A line of a list of meetings that is a known place and a day or month, and nothing more: `3 May 2019, Lima`."""
    text, announced, _ = _without_asides(SIGNS.sub(" | ", text), announced)
    dates = find_dates(text, language=language, day_first=day_first, year=year)
    date = meeting_date(text, dates)
    if len(dates) != 1 or date is None or ((date.last - date.first).days > LONGEST_MEETING and not date.ambiguous):
        return None
    before, after = parts_of(text, 0, date.start), parts_of(text, date.end, len(text))
    parts = [part for part in before or after if part.text.strip(EDGE) != str(year)]
    if (before and after) or not parts:
        return None
    place: str | None
    country: str | None
    if all(is_virtual(part) for part in parts):
        place, country = virtual_place(parts[0].text), None
    elif all(only_places(part.text) for part in parts):
        place, country, taken = place_at(parts, last=False)
        if taken != len(parts):
            return None
    else:
        return None
    return Meeting(date.edtf, date.text, "", place, country, announced or _announced(text), date.ambiguous)


def _with_its_part(date: DateMatch, text: str) -> DateMatch:
    """The date with the words before it for a part of its month or year: `early June 2026`, `by the end of 2026`."""
    part = _part_ahead().search(text, 0, date.start)
    return replace(date, start=part.start("part"), text=text[part.start("part") : date.end]) if part else date


@cache
def _part_ahead() -> re.Pattern[str]:
    mark = rf"(?:^|[,;:|(\[–—]|\s-)\s*|\s(?={AHEAD_OF_PART})"
    return re.compile(rf"(?:{mark})(?P<part>{AHEAD_OF_PART}*{spoken('part')}\s*)$", re.IGNORECASE)


def month_alone(text: str, year: int | None, *, language: str = "en") -> DateMatch | None:
    """The month at the head of a line, or at its end; its year stands in a heading above: `May: Second round`."""
    month = year and not FIGURES.search(text) and (MONTH_AHEAD.match(text) or MONTH_AT_END.search(text))
    dates = find_dates(f"{month['month']} {year}", language=language) if month else ()
    if not month or len(dates) != 1 or dates[0].start or not dates[0].text.endswith(str(year)):
        return None
    return replace(dates[0], text=month["month"], start=month.start("month"), end=month.end("month"))


def year_ahead(text: str) -> int | None:
    """The year at the head of a line whose day and month stand further on: `2004: Apia, Samoa (10-12 Aug)`."""
    head = YEAR_AHEAD.match(text) or YEAR_FIRST.match(text)
    if head is None or find_dates(text):
        return None
    return int(head[1]) if find_dates(text[head.end() :], year=int(head[1])) else None


def _is_city(words: str, title: str) -> bool:
    """Words before a country are its city, where a meeting is named elsewhere in the line: a name, and of no body."""
    name = CITY_NAME.fullmatch(words.strip(EDGE)) is not None and could_be_city(words)
    if not name or len(words.split()) > LONGEST_NAME or not pattern("meeting", "nouns").search(title):
        return False
    return not (names_body(words) or find_mechanisms(words) or find_countries(words))


def names_body(words: str) -> bool:
    """The words are of a body or of who meets, as no city's are: `Working Group`, `Senior officials`."""
    return any(pattern(*key).search(words) for key in BODIES)


def _another_date(title: str) -> bool:
    """Two meetings ran into one line; a day within quotation marks belongs to a title."""
    return meeting_date(title, find_dates(title)) is not None


def _announced(text: str) -> bool:
    """The words say that the meeting is still to come; `planned relocation` in a title does not."""
    if any(pattern("meeting", key).search(text) for key in ("announced", "planned")):
        return True
    brackets = re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)
    return any(pattern("meeting", "announced_remark").fullmatch(words.strip()) for words in brackets)


def _inside(title: str) -> tuple[str | None, str | None, str]:
    """A place within the title: `14th in Algiers`; the title keeps its words."""
    for hit in find_places(title):
        if re.search(r"\b(?:in|at|à|en|em)\s+$", title[: hit.start], re.IGNORECASE):
            rest = re.sub(r"\s*\b(?:in|at|à|en|em)\s+$", "", title[: hit.start], flags=re.IGNORECASE) + title[hit.end :]
            return hit.name, hit.country, EDGES.sub("", rest.strip(EDGE)).strip(EDGE) or title
    at = city_at_end(title)
    if at is not None:
        return title[at:].strip(EDGE), country_of(title[at:].strip(EDGE)), title[:at].strip(EDGE)
    return None, None, title


def _title(text: str, before: list[Part], after: list[Part]) -> str:
    """The words that are neither date nor place: one stretch of the line, or two joined."""
    stretches = [_whole(text, group[0].start, group[-1].end) for group in (before, after) if group]
    kept = [re.sub(r"\s+", " ", s).strip(OUTSIDE) for s in stretches]
    kept = [EDGES.sub("", s).strip(OUTSIDE) for s in kept]
    return NUMBERING.sub("", _balanced(" ".join(s for s in kept if s)))


def _whole(text: str, start: int, end: int) -> str:
    """The stretch with the bracket that closes behind it: `Group on Migration (RCGM)`."""
    open_ = text.count("(", start, end) > text.count(")", start, end)
    return text[start : end + 1] if open_ and text[end : end + 1] == ")" else text[start:end]


def _balanced(title: str) -> str:
    """Without the quotation mark or bracket at an end that has no partner."""
    title = title.strip()
    for opening, closing in (("“", "”"), ("(", ")"), ("«", "»")):
        if title.count(closing) > title.count(opening) and title.endswith(closing):
            title = title[:-1].rstrip(OUTSIDE)
        if title.count(opening) > title.count(closing):
            if title.startswith(opening):
                title = title[1:].lstrip(OUTSIDE)
            elif title.endswith(opening):
                title = title[:-1].rstrip(OUTSIDE)
    return title
