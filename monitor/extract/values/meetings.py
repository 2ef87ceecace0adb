"""A meeting in one line, whatever the order: date, city, country, title · title, date, place · title, city, country,
date.

In: a line of a list of meetings. Out: its date (EDTF), place, country and title, or nothing when the line has no
date or no title. The parts are told from each other by what they are, not by where they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.phrases import pattern
from monitor.extract.values.countries import find_countries, read_country
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.places import country_of, find_places

QUOTES = {"“": "”", "«": "»", "‘": "’", "(": ")", "[": "]"}
EDGE = " \t,;:.–—-•|/()"
OUTSIDE = " \t,;:.–—-•|/"
BREAK = re.compile(r"\s*(?:[,;|]|\s[–—-]\s|:\s)\s*|\s*\(|\)\s*")
INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?")
LONGEST_PLACE = 5  # words


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as stated. `place` is the city, or the country where only that is named; `announced` what the
    words say.
    """

    date: str
    date_text: str
    title: str
    place: str | None = None
    country: str | None = None
    announced: bool = False
    ambiguous: bool = False

    def value(self) -> dict[str, str | bool | None]:
        """The JSON value of the statement."""
        return {
            "date": self.date, "date_text": self.date_text, "place": self.place, "country": self.country,
            "title": self.title, "announced": self.announced,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    start: int
    end: int


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a line that stand in quotation marks or brackets."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(text):
        close = QUOTES.get(text[index])
        if text[index] == '"':
            close = '"'
        if text[index] == "‘" and index and text[index - 1].isalnum():
            close = None
        end = text.find(close, index + 1) if close else -1
        if close and end > 0:
            found.append((index, end + 1))
            index = end
        index += 1
    return tuple(found)


def meeting_date(text: str, dates: tuple[DateMatch, ...], *, whole: bool = True) -> DateMatch | None:
    """The date on which the meeting was held: outside of quotation marks, the most precise, the first of those.

    A date in round brackets counts: `14th in Algiers (21 Jan 2018)`; a title in quotation marks may hold a period.
    """
    spans = [(a, b) for a, b in quoted(text) if text[a] in '“«"‘']
    free = [d for d in dates if not any(a <= d.start and d.end <= b for a, b in spans)]
    precise = [d for d in free if len(d.edtf) > 4]
    return next(iter(precise or (free if whole else ())), None)


def _parts(text: str, start: int, end: int) -> list[_Part]:
    """The stretches of text[start:end] between commas, dashes and colons, quotation marks kept whole."""
    spans = [(a, b) for a, b in quoted(text) if text[a] not in "("]
    spans += [(c.start, c.end + 1) for c in find_countries(text) if "(" in text[c.start : c.end]]  # `Macedonia (FYR)`
    parts: list[_Part] = []
    at = start
    for mark in BREAK.finditer(text, start, end):
        if any(a < mark.start() < b - 1 for a, b in spans):
            continue
        parts.append(_Part(text[at : mark.start()], at, mark.start()))
        at = mark.end()
    parts.append(_Part(text[at:end], at, end))
    return _joined(text, [p for p in parts if p.text.strip(EDGE)])


def _joined(text: str, parts: list[_Part]) -> list[_Part]:
    """Initials belong to the part before them: `Washington, D.C.`."""
    found: list[_Part] = []
    for part in parts:
        if found and INITIALS.fullmatch(part.text.strip()):
            part = _Part(text[found[-1].start : part.end], found.pop().start, part.end)
        found.append(part)
    return found


def _country(words: str) -> str | None:
    found = read_country(words.strip(EDGE))
    return found.country if found and not found.typo else None


def _city(words: str) -> str | None:
    """The country of a known city that the words are, as a whole."""
    bare = re.sub(r"^(?:in|at|à|en|em|a)\s+", "", words.strip(EDGE))
    return country_of(bare) if bare[:1].isupper() and len(bare.split()) <= LONGEST_PLACE else None


def _bare(words: str) -> str:
    return re.sub(
        r"^(?:(?:in|at|à|au|aux|en|em|no|na)\s+(?:the\s+|la\s+|le\s+)?)", "", words.strip(EDGE), flags=re.IGNORECASE
    )


def _could_be_city(words: str) -> bool:
    """Short, capitalised, and no word of a meeting: what may stand before a country as its city."""
    bare = words.strip(EDGE)
    return (
        0 < len(bare.split()) <= LONGEST_PLACE
        and bare[0].isupper()
        and not pattern("meeting", "nouns").search(bare)
        and not any(c.isdigit() for c in bare)
    )


def _place_at(parts: list[_Part], *, last: bool) -> tuple[str | None, str | None, int]:
    """Place, country and number of parts taken, at the head of the parts or (last) at their end."""
    if not parts:
        return None, None, 0
    order = parts[::-1] if last else parts
    if last:  # ... City, Country
        country = _country(order[0].text)
        if country and len(order) > 1 and ((_could_be_city(order[1].text) and len(order) > 2) or _city(order[1].text)):
            return _bare(order[1].text), country, 2
        if country:
            return _bare(order[0].text), country, 1
    else:  # City, Country ... ; but `Malta, Second Summit`, `Tunis, Tunisia, ...`
        if len(order) > 1 and (country := _country(order[1].text)) and _could_be_city(_bare(order[0].text)):
            return _bare(order[0].text), country, 2
        if country := _country(order[0].text):
            return _bare(order[0].text), country, 1
    if country := _city(order[0].text):
        return _bare(order[0].text), country, 1
    return None, None, 0


def _is_virtual(part: _Part) -> bool:
    return pattern("meeting", "virtual").fullmatch(part.text.strip(EDGE)) is not None


def _in_the_middle(parts: list[_Part]) -> tuple[str | None, str | None, list[_Part]]:
    """`Second Conference, Maputo, Mozambique: “Labour migration”`: a city before its country, or a known city alone."""
    for index in range(1, len(parts) - 1):
        if (country := _country(parts[index].text)) and _city(parts[index - 1].text) == country and index > 1:
            return _bare(parts[index - 1].text), country, parts[: index - 1] + parts[index + 1 :]
    for index in range(1, len(parts) - 1):
        if country := _city(parts[index].text):
            return _bare(parts[index].text), country, parts[:index] + parts[index + 1 :]
    return None, None, parts


def read_meeting(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None, announced: bool = False
) -> Meeting | None:
    """The meeting in a line; `year` is that of a heading above, for lines with day and month alone."""
    dates = find_dates(text, language=language, day_first=day_first, year=year)
    date = meeting_date(text, dates) or meeting_date(
        text, find_dates(text, language=language, day_first=day_first, year=year, years=True)
    )
    if date is None:
        return None
    before, after = _parts(text, 0, date.start), _parts(text, date.end, len(text))
    virtual = next((part for part in before + after if _is_virtual(part)), None)
    before, after = ([part for part in parts if not _is_virtual(part)] for parts in (before, after))
    place = country = None
    if after:
        place, country, taken = _place_at(after, last=False)
        after = after[taken:]
    if place is None and before:
        place, country, taken = _place_at(before, last=True)
        if taken < len(before) or after:
            before = before[: len(before) - taken]
        elif taken:
            return None  # a place and a date, and nothing that was held there
    if place is None and len(after) > 1:
        place, country, taken = _place_at(after, last=True)
        after = after[: len(after) - taken]
    if place is None and len(after) > 2:
        place, country, after = _in_the_middle(after)
    title = _title(text, before, after)
    if place is None:
        place, country, title = _inside(title)
    if place is None and virtual is not None:
        place = virtual.text.strip(EDGE)
    if not any(c.isalpha() for c in title):
        return None
    said = announced or _announced(text)
    return Meeting(date.edtf, date.text, title, place, country, said, date.ambiguous)


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
            return hit.name, hit.country, rest.strip(EDGE) or title
    return None, None, title


def _title(text: str, before: list[_Part], after: list[_Part]) -> str:
    """The words that are neither date nor place: one stretch of the line, or two joined."""
    stretches = [_whole(text, group[0].start, group[-1].end) for group in (before, after) if group]
    kept = [re.sub(r"\s+", " ", s).strip(OUTSIDE) for s in stretches]
    kept = [
        re.sub(r"\s+(?:on|in|at|le|el|em|du|del|held|from|the)$|^(?:on|held)\s+", "", s).strip(OUTSIDE) for s in kept
    ]
    return _balanced(" ".join(s for s in kept if s))


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
