"""Cities and the countries they lie in, from places.json (GeoNames, CLDR) and places.toml (what both lack).

A name that several countries share is `sure` only for a capital or at four times the population of the next; else the
country must stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from monitor.lookups.folding import fold
from monitor.lookups.load import generated, only, strings, table
from monitor.lookups.vocabulary import Vocabulary

FILE = "places.toml"


@dataclass(frozen=True, slots=True)
class City:
    """What a name of a city may mean: the country it stands for alone (None: needs one named), all it may lie in."""

    alone: str | None
    countries: tuple[str, ...]


def _by_hand() -> Iterator[tuple[str, str]]:
    places = table("places")["places"]
    for country in places:
        for name in strings(places, country, FILE, of="[places]"):
            yield fold(name), country


@cache
def cities() -> Vocabulary[City]:
    """All names of cities, folded."""
    only(table("places")["reading"], ("with_country", "prepositions", "toward", "called"), FILE, of="[reading]")
    sure: dict[str, str] = {**generated("places")["sure"], **dict(_by_hand())}
    named: dict[str, str] = generated("places")["named"]
    unsure = {fold(name) for name in strings(table("places")["reading"], "with_country", FILE, of="[reading]")}

    pairs = (
        (name, _city(None if name in unsure else sure.get(name), f"{sure.get(name, '')} {named.get(name, '')}"))
        for name in {**sure, **named}
    )
    return Vocabulary(pairs, file=FILE, folded=True)


@cache
def _city(alone: str | None, countries: str) -> City:
    """One record for all cities of which the same is known: there are ten thousand."""
    return City(alone, tuple(dict.fromkeys(countries.split())))


@cache
def prepositions() -> frozenset[str]:
    """Words before which a place stands, folded."""
    return frozenset(fold(word) for word in strings(table("places")["reading"], "prepositions", FILE, of="[reading]"))


@cache
def toward() -> frozenset[str]:
    """Words before which a city stands, folded."""
    return frozenset(fold(word) for word in strings(table("places")["reading"], "toward", FILE, of="[reading]"))


@cache
def called() -> tuple[str, ...]:
    """Words for a city that stand before its name, folded, a space before each: `in the city of`."""
    return tuple(f" {fold(word)}" for word in strings(table("places")["reading"], "called", FILE, of="[reading]"))
