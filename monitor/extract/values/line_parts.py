"""A line cut into its parts, and which of them are a place: `Rabat, Morocco`, `Lisbon`, `Cadiz (Spain)`, `online`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.phrases import pattern
from monitor.extract.values.countries import find_countries, read_country
from monitor.extract.values.places import country_of
from monitor.lookups.places import cities

QUOTES = {"“": "”", "«": "»", "‘": "’", "(": ")", "[": "]"}
EDGE = " \t,;:.–—-•·∙|/()[]"
# a full stop behind a word parts too, one behind a short form does not: `XXII Conferencia. Santiago, Chile. 2 y 3 ...`
BREAK = re.compile(
    r"\s*(?:[,;|]|\s[–—/·•∙→»-]\s|:\s)\s*|\s*[(\[]|[)\]]\s*"
    r"|(?<=[^\W\d_]{4})(?<!Sept)(?<!sept)(?<!Prof)(?<!Conf)(?<!Univ)\.\s+(?=[A-ZÀ-Þ\d])"
)
# `Technical meeting in Lusaka`, before the country
IN_CITY = re.compile(r"\s+(?:in|at|en|à|em|no|na|a)\s+(?P<city>[A-ZÀ-Þ][\w.'’-]*(?:\s+[\w.'’-]+){0,3})$")
# words before a date that belong to it: `Lusaka (Zambie), du 10 au 12 juillet`
JOINING = re.compile(
    r"(?:on|from|the|held|in|le|les|du|del?|el|los|em|en|nos|dias|días|a|de)(?:\s+(?:the|los|los\s+días|dias))?", re.I
)
# `in virtual format`, `en format virtuel`, `en modalidad virtual`
FORMAT = re.compile(
    r"(?:(?:in|en|em|na|no|au|sous|under|bajo|sob)\s+(?:an?\s+|la\s+|le\s+|el\s+)?)?"
    r"(?:(?:formato?|form[ae]|modalidade?|modalité|mode|modo)\s+(?P<behind>[^\W\d]+)|(?P<ahead>[^\W\d]+)\s+(?:format|form|mode))",
    re.IGNORECASE,
)
WIDE = re.compile(r"(\s{20})\s+")
INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?")
LONGEST_PLACE = 5  # words
LONGEST_CITY = 4  # words
WORDS = re.compile(r"\S+")
# `of`, `in`: what follows belongs to a name, or is said to be a place
SMALL_AT_END = re.compile(r"(?:(?<!\S)[a-zà-ÿ’']{1,4}|[’'-])\s*$")
LONGEST_PLACE_LINE = 80  # characters


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    start: int
    end: int
    bracketed: bool = False


def narrow(text: str) -> str:
    """The line with no gap wider than twenty spaces, which nobody writes: a pattern that begins with a gap is tried
    from each space of it, so one of ten thousand would take seconds.
    """
    return WIDE.sub(r"\1", text)


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a line that stand in quotation marks or brackets."""
    found: list[tuple[int, int]] = []
    if '"' not in text and not any(mark in text for mark in QUOTES):
        return ()
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


def parts_of(text: str, start: int, end: int) -> list[Part]:
    """The stretches of text[start:end] between commas, dashes and colons, quotation marks kept whole."""
    spans = [(a, b) for a, b in quoted(text) if text[a] not in "(["]
    spans += [(c.start, c.end + 1) for c in find_countries(text) if "(" in text[c.start : c.end]]  # `Macedonia (FYR)`
    parts: list[Part] = []
    at = start
    for mark in BREAK.finditer(text, start, end):
        if any(a < mark.start() < b - 1 for a, b in spans):
            continue
        parts.append(Part(text[at : mark.start()], at, mark.start(), text[:at].rstrip()[-1:] in ("(", "[")))
        at = mark.end()
    parts.append(Part(text[at:end], at, end, text[:at].rstrip()[-1:] in ("(", "[")))
    told = [p for p in parts if p.text.strip(EDGE) and not JOINING.fullmatch(p.text.strip(EDGE))]
    return _cities_apart(_joined(text, told))


def _cities_apart(parts: list[Part]) -> list[Part]:
    """`Technical meeting in Lusaka | Zambia`: the city before its country is a part of its own."""
    found: list[Part] = []
    for part, following in zip(parts, (*parts[1:], None), strict=False):
        country = _country(following.text) if following is not None else None
        inside = IN_CITY.search(part.text) if country else None
        if inside is None or not inside.start() or not could_be_city(inside["city"]):
            at = city_at_end(part.text, country) if country else None
            if at is None:
                found.append(part)
                continue
            found.append(Part(part.text[:at].rstrip(), part.start, part.start + at, part.bracketed))
            found.append(Part(part.text[at:], part.start + at, part.end))
            continue
        cut = part.start + inside.start()
        found.append(Part(part.text[: inside.start()], part.start, cut, part.bracketed))
        found.append(Part(inside["city"], part.start + inside.start("city"), part.end))
    return found


def _joined(text: str, parts: list[Part]) -> list[Part]:
    """Initials belong to the part before them: `Washington, D.C.`."""
    found: list[Part] = []
    for part in parts:
        if found and INITIALS.fullmatch(part.text.strip()):
            part = Part(text[found[-1].start : part.end], found.pop().start, part.end)
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


def could_be_city(words: str) -> bool:
    """Short, capitalised, and no word of a meeting: what may stand before a country as its city."""
    bare = words.strip(EDGE)
    return (
        0 < len(bare.split()) <= LONGEST_PLACE
        and bare[0].isupper()
        and not pattern("meeting", "nouns").search(bare)
        and not any(c.isdigit() for c in bare)
    )


def place_at(parts: list[Part], *, last: bool) -> tuple[str | None, str | None, int]:
    """Place, country and number of parts taken, at the head of the parts or (last) at their end."""
    if not parts:
        return None, None, 0
    order = parts[::-1] if last else parts
    if last:  # ... City, Country
        if order[0].bracketed and len(order) > 2 and could_be_city(order[0].text):  # Country (City)
            country = _country(order[1].text)
            if country and not _country(order[0].text):
                return _bare(order[0].text), country, 2
        country = _country(order[0].text)
        if country and len(order) > 1 and ((could_be_city(order[1].text) and len(order) > 2) or _city(order[1].text)):
            return _bare(order[1].text), country, 2
        if country:
            return _bare(order[0].text), country, 1
    else:  # City, Country ... ; but `Malta, Second Summit`, `Tunis, Tunisia, ...`
        if len(order) > 1 and (country := _country(order[1].text)) and could_be_city(_bare(order[0].text)):
            return _bare(order[0].text), country, 2
        if country := _country(order[0].text):
            return _bare(order[0].text), country, 1
    if country := _city(order[0].text):
        return _bare(order[0].text), country, 1
    return None, None, 0


def virtual_place(words: str) -> str:
    """What stands in the place of a place: `en formato virtual` is `virtual`, `held virtually` the same."""
    form_of = FORMAT.fullmatch(words.strip(EDGE))
    return (form_of["behind"] or form_of["ahead"] if form_of else words.strip(EDGE)).removesuffix("ly")


def is_virtual(part: Part) -> bool:
    return pattern("meeting", "virtual").fullmatch(part.text.strip(EDGE)) is not None


def place_in_the_middle(parts: list[Part]) -> tuple[str | None, str | None, list[Part]]:
    """`Second Conference, Maputo, Mozambique: “Labour migration”`: a city before its country, or a known city alone."""
    for index in range(1, len(parts) - 1):
        if (country := _country(parts[index].text)) and _city(parts[index - 1].text) == country and index > 1:
            return _bare(parts[index - 1].text), country, parts[: index - 1] + parts[index + 1 :]
    for index in range(1, len(parts) - 1):
        if country := _city(parts[index].text):
            return _bare(parts[index].text), country, parts[:index] + parts[index + 1 :]
    return None, None, parts


def city_at_end(text: str, country: str | None = None) -> int | None:
    """Where a known city begins that ends the name of a meeting, with no mark or little word before it: `Third meeting
    Rabat`, as an element beside the title gives it. `country` is where it must lie; None: it must be known alone.
    """
    for first in list(WORDS.finditer(text))[-LONGEST_CITY:]:
        before = text[: first.start()]
        if not first.group()[0].isupper() or SMALL_AT_END.search(before):
            continue
        if not pattern("meeting", "nouns").search(before):
            continue
        city = cities().exact(text[first.start() :].strip(EDGE))
        if city is not None and (city.alone if country is None else country in city.countries):
            return first.start()
    return None


def is_place(text: str) -> bool:
    """The words are a place, as a whole: a known one, a city before its country, or `online`."""
    bare = text.strip(EDGE)
    if not bare or not bare[0].isupper() or len(bare) > LONGEST_PLACE_LINE or ":" in bare:
        return pattern("meeting", "virtual").fullmatch(bare) is not None
    return only_places(bare) or pattern("meeting", "virtual").fullmatch(bare) is not None


def ends_in_city(text: str) -> bool:
    """Words, and behind a mark a known city: `Senior Officials Meeting, Istanbul`."""
    parts = parts_of(text, 0, len(text))
    return len(parts) > 1 and _city(parts[-1].text) is not None


def only_places(text: str) -> bool:
    """The words are a place and name nothing that was held there: `Hawaii, USA`."""
    parts = parts_of(text, 0, len(text))
    named = [_country(part.text) or _city(part.text) for part in parts]
    return bool(parts) and (all(named) or (named[-1] is not None and len(parts) == 2 and could_be_city(parts[0].text)))
