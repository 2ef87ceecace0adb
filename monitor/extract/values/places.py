"""Places where meetings are held, and the countries they lie in: `Rabat, Morocco`, `Lisbon`, `in Morocco`.

Strict on purpose: a name of a city is a place only beside its country, or where a place is usual (behind `in`, a
comma, a dash, a bracket, at the beginning) and no other name follows it (`Tunis Declaration`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from monitor.extract.values.countries import CountryMatch, find_countries, read_country
from monitor.extract.values.dates import find_dates
from monitor.lookups.folding import fold
from monitor.lookups.memory import remembered
from monitor.lookups.places import City, called, cities, prepositions, toward
from monitor.lookups.vocabulary import Hit

__all__ = ["PlaceMatch", "country_of", "find_place", "find_places"]

LOOK_BACK = 40  # characters before a name that tell whether a place is usual there
OPENING = re.compile(r"(?:^|[,;:(\[|/•·–—\n]|\s-|\d)\s*$")
LAST_WORD = re.compile(r"([\w’']+)\s+$")
CLOSING = re.compile(r"\s*(?:$|[,;:.)\]|/•·–—\n\"”’]|-\s|\(|\d)")
SMALL = re.compile(r"\s+[a-zà-ÿ]")
WHEN = re.compile(r"\s+(?:on|in|from|le|du|el|del|em)\s+(?:the\s+)?(?:\d|[A-Z][a-z]+\s+\d)")
JOINING = frozenset(["", "and", "et", "y", "e", "and the"])
ARTICLE = "The "  # with a capital it belongs to the name: `The Hague`
# behind `in`, before a country: names with capitals
SMALL_CITY = re.compile(
    r"(?<!\w)(?P<before>[^\W\d]{1,4})\s+(?P<city>[A-ZÀ-Þ][\w'’-]+(?:\s+(?:de|do|da|del|of|la|[A-ZÀ-Þ][\w'’-]+)){0,3})\s*(?P<mark>[,(])"
    r"\s*(?:(?:in|en|au|aux|em|na|no)\s+)?(?:(?:the|la|le|el|o)\s+|l['’])?$"
)
BESIDE = re.compile(
    r"\s*[,(/–—-]\s*(?:(?:in|en|au|aux|em|na|no)\s+)?(?:the\s+|the\s+Republic\s+of\s+|la\s+|le\s+|el\s+|o\s+|l['’])?|\s+"
)


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place at `text[start:end]`: its name as written, without the country, and the country's code.

    `city` is False for a country that stands alone.
    """

    name: str
    country: str
    start: int
    end: int
    city: bool = True


def country_of(place: str) -> str | None:
    """The country in which a city lies, or that a name is; None when unknown or when several countries have such a
    city.
    """
    city = cities().exact(place)
    if city is not None and city.alone is not None:
        return city.alone
    country = read_country(place)
    return country.country if country is not None and not country.typo else None


def _capitalised(_city: City, source: str) -> bool:
    return source[:1].isupper()


def _in_place(text: str, start: int, end: int, *, city: bool = False) -> bool:
    """Whether a name stands where a place is usual and nothing follows that makes it part of another name.

    Behind a mark it must end as a place does too: in `, Portugal has` it is the subject of a sentence.
    """
    before = text[max(0, start - LOOK_BACK) : start]
    word = LAST_WORD.search(before)
    near = word is not None and (fold(word[1]) in prepositions() or (city and fold(word[1]) in toward()))
    if near or (city and word is not None and f" {fold(before)}".endswith(called())):
        return bool(CLOSING.match(text, end) or SMALL.match(text, end))
    return bool(OPENING.search(before) and (CLOSING.match(text, end) or WHEN.match(text, end)))


def _after(countries: tuple[CountryMatch, ...], end: int) -> int:
    """The index of the first country that begins at or behind `end`."""
    return bisect_left(countries, end, key=lambda country: country.start)


def _listed(text: str, countries: tuple[CountryMatch, ...], index: int) -> bool:
    """Whether a country is one of several in a row: participants, not a place."""
    row = countries[max(0, index - 1) : index + 2]
    return any(fold(text[left.end : right.start]) in JOINING for left, right in pairwise(row))


def _city(text: str, hit: Hit[City], countries: tuple[CountryMatch, ...]) -> PlaceMatch | None:
    """The place that a city's name stands for: with the country behind it, or alone where that is sure and usual."""
    start = hit.start - len(ARTICLE) if text.endswith(ARTICLE, 0, hit.start) else hit.start
    name, usual = text[start : hit.end], _in_place(text, start, hit.end, city=True)
    index = _after(countries, hit.end)
    if index < len(countries) and BESIDE.fullmatch(text, hit.end, countries[index].start):
        country = countries[index]
        if country.country in hit.value.countries or (usual and not _listed(text, countries, index)):
            bracket = "(" in text[hit.end : country.start] and text.startswith(")", country.end)
            return PlaceMatch(name, country.country, start, country.end + bracket)
    # `Panama` is the country, `Ciudad de Panamá` the city
    inside = index > 0 and countries[index - 1].start <= start and countries[index - 1].end >= hit.end
    if hit.value.alone is None or inside or not usual:
        return None
    return PlaceMatch(name, hit.value.alone, start, hit.end)


def _small_city(text: str, country: CountryMatch) -> PlaceMatch | None:
    """`in Rubavu, Rwanda`: a name that no table has, behind `in` and before its country."""
    name = SMALL_CITY.search(text[max(0, country.start - LOOK_BACK) : country.start])
    if name is None or fold(name["before"]) not in prepositions() | toward() or find_dates(f"{name['city']} 2000"):
        return None  # `in May, Fiji hosted`
    start = max(0, country.start - LOOK_BACK) + name.start("city")
    bracket = name["mark"] == "(" and text.startswith(")", country.end)
    return PlaceMatch(name["city"], country.country, start, country.end + bracket)


@remembered
def find_places(text: str) -> tuple[PlaceMatch, ...]:
    """All places in a text, in order. A city with its country behind it is one place."""
    countries = find_countries(text)
    found = [place for hit in cities().find(text, _capitalised) if (place := _city(text, hit, countries)) is not None]
    taken = {at for place in found for at in range(place.start, place.end)}
    for index, country in enumerate(countries):
        free = country.start not in taken and not _listed(text, countries, index)
        if free and (small := _small_city(text, country)) is not None:
            found.append(small)
        elif free and _in_place(text, country.start, country.end):
            found.append(PlaceMatch(country.name, country.country, country.start, country.end, city=False))
    return tuple(sorted(found, key=lambda place: place.start))


def find_place(text: str) -> PlaceMatch | None:
    """The place that a text names: city with country before city before country; the first of its kind."""

    def rank(place: PlaceMatch) -> tuple[bool, bool, int]:
        alone = place.end - place.start == len(place.name)
        return (not place.city, alone, place.start)

    return min(find_places(text), key=rank, default=None)
