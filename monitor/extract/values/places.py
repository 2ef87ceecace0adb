"""Places where meetings are held, and the countries they lie in: `Rabat, Morocco`, `Lisbon`, `in Morocco`.

Strict on purpose: a name of a city is a place only beside its country, or where a place is usual (behind `in`, a
comma, a dash, a bracket, at the beginning) and no other name follows it (`Tunis Declaration`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from monitor.extract.values.countries import CountryMatch, find_countries, read_country
from monitor.lookups.folding import fold
from monitor.lookups.places import City, cities, prepositions
from monitor.lookups.vocabulary import Hit

__all__ = ["PlaceMatch", "country_of", "find_place", "find_places"]

OPENING = re.compile(r"(?:^|[,;:(\[|/•·–—\n]|\s-|\d)\s*$")
LAST_WORD = re.compile(r"([\w’']+)\s+$")
CLOSING = re.compile(r"\s*(?:$|[,;:.)\]|/•·–—\n\"”’]|-\s|\(|\d|[a-zà-ÿ])")
ARTICLE = "The "  # with a capital it belongs to the name: `The Hague`
BESIDE = re.compile(r"\s*[,(/–—-]\s*(?:the\s+|the\s+Republic\s+of\s+)?|\s+")


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


def _in_place(text: str, start: int, end: int) -> bool:
    """Whether a name stands where a place is usual and nothing follows that makes it part of another name."""
    before = text[:start]
    word = LAST_WORD.search(before)
    usual = bool(OPENING.search(before)) or (word is not None and fold(word.group(1)) in prepositions())
    return usual and bool(CLOSING.match(text, end))


def _pair(text: str, city: Hit[City], countries: tuple[CountryMatch, ...]) -> CountryMatch | None:
    """The country that stands straight behind a city."""
    for country in countries:
        between = text[city.end : country.start]
        if country.start >= city.end and BESIDE.fullmatch(between):
            return country
    return None


def find_places(text: str) -> tuple[PlaceMatch, ...]:
    """All places in a text, in order. A city with its country behind it is one place."""
    countries = find_countries(text)
    found: list[PlaceMatch] = []
    taken: list[tuple[int, int]] = []
    for hit in cities().find(text, _capitalised):
        city = replace(hit, start=hit.start - len(ARTICLE)) if text[: hit.start].endswith(ARTICLE) else hit
        name = text[city.start : city.end]
        country = _pair(text, city, countries)
        if country is not None and (country.country in city.value.countries or _in_place(text, city.start, city.end)):
            closing = 1 if "(" in text[city.end : country.start] and text[country.end : country.end + 1] == ")" else 0
            found.append(PlaceMatch(name, country.country, city.start, country.end + closing))
            taken.append((city.start, country.end))
        elif (
            city.value.alone is not None
            and not any(c.start <= city.start < c.end for c in countries)
            and _in_place(text, city.start, city.end)
        ):
            found.append(PlaceMatch(name, city.value.alone, city.start, city.end))
            taken.append((city.start, city.end))
    for country in countries:
        if any(start < country.end and country.start < end for start, end in taken):
            continue
        if _in_place(text, country.start, country.end) and not _listed(text, country, countries):
            found.append(PlaceMatch(country.name, country.country, country.start, country.end, city=False))
    return tuple(sorted(found, key=lambda place: place.start))


def _listed(text: str, country: CountryMatch, countries: tuple[CountryMatch, ...]) -> bool:
    """Whether a country is one of several in a row: participants, not a place."""
    for other in countries:
        if other is country:
            continue
        left, right = (other, country) if other.start < country.start else (country, other)
        between = fold(text[left.end : right.start])
        if between in ("", "and", "et", "y", "e", "and the"):
            return True
    return False


def find_place(text: str) -> PlaceMatch | None:
    """The place that a text names: city with country before city before country; the first of its kind."""
    places = find_places(text)
    return min(
        places, key=lambda place: (not place.city, "," not in text[place.start : place.end], place.start), default=None
    )
