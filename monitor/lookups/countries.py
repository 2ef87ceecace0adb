"""Names of countries: what each names, and how each is shown.

From countries.json (CLDR) and countries.toml (what CLDR lacks). Codes are ISO 3166-1 alpha-2, XK for Kosovo, and
withdrawn codes (YU, SU, CS, DD, AN) for States that ended without one successor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from monitor.errors import LookupDataError
from monitor.lookups.folding import fold
from monitor.lookups.load import entries, generated, only, string, strings, table
from monitor.lookups.vocabulary import Vocabulary

FILE = "countries.toml"
LANGUAGES = ("en", "fr", "es", "pt")


@dataclass(frozen=True, slots=True)
class Country:
    """What a name stands for. `until` is the last day of a name that ended; code '' marks what only looks like a
    country.
    """

    code: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Rules of reading, all in folded form: see `[reading]` in countries.toml."""

    only_alone: frozenset[str]
    heads: frozenset[str]
    never_typos: frozenset[str]


@cache
def _cldr() -> dict[str, dict[str, str]]:
    """Code -> language -> name."""
    return {code: {key: entry[key] for key in LANGUAGES} for code, entry in generated("countries").items()}


def _country_entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in entries("countries", "country"):
        code = string(entry, "code", FILE, of="a [[country]]")
        only(entry, ("code", "names", "display", "why"), FILE, of=code)
        string(entry, "why", FILE, of=code)
        if code not in _cldr():
            raise LookupDataError(f"lookups/{FILE}: {code} is no code of countries.json")
        yield code, entry


def _pairs() -> Iterator[tuple[str, Country]]:
    for code, by_language in _cldr().items():
        for name in (*by_language.values(), *generated("countries")[code].get("also", [])):
            yield name, Country(code)
    for code, entry in _country_entries():
        for name in strings(entry, "names", FILE, of=code):
            yield name, Country(code)
    for title, codes in table("countries")["official"].items():
        for code in strings({title: codes}, title, FILE, of="[official]"):
            yield from (
                (f"{title} {each}", Country(code)) for each in (country_name(code), f"the {country_name(code)}")
            )
    for entry in entries("countries", "former"):
        name = string(entry, "name", FILE, of="a [[former]]")
        only(entry, ("name", "code", "until", "why"), FILE, of=name)
        until = entry.get("until")
        if not isinstance(until, date):
            raise LookupDataError(f"lookups/{FILE}, {name}: `until` must be a date")
        yield name, Country(string(entry, "code", FILE, of=name), until)


@cache
def names() -> Vocabulary[Country]:
    """All names of countries."""
    return Vocabulary(_pairs(), file=FILE)


@cache
def single_words(language: str) -> dict[str, str]:
    """Folded names of one word in English and one more language, and their codes: what a misspelled word may mean.

    Not all languages at once: each adds words of the others that are near to it.
    """
    written = [(name, code) for code, entry in _country_entries() for name in strings(entry, "names", FILE, of=code)]
    written += [(entry[key], code) for code, entry in _cldr().items() for key in {"en", language} & set(entry)]
    return {folded: code for name, code in written if " " not in (folded := fold(name))}


@cache
def names_in_prose() -> Vocabulary[Country]:
    """All names of countries and the longer proper names that only contain one (their code is '')."""
    others = (
        (name, Country("")) for name in strings(table("countries")["reading"], "not_a_country", FILE, of="[reading]")
    )
    return Vocabulary([*_pairs(), *others], file=FILE)


@cache
def reading() -> Reading:
    """The rules of reading."""
    rules = table("countries")["reading"]
    only(rules, ("only_alone", "not_a_country", "heads", "never_typos"), FILE, of="[reading]")

    def folded(key: str) -> frozenset[str]:
        return frozenset(fold(name) for name in strings(rules, key, FILE, of="[reading]"))

    return Reading(folded("only_alone"), folded("heads"), folded("never_typos"))


@cache
def _displays() -> dict[str, str]:
    shown = {code: entry["display"] for code, entry in _country_entries() if "display" in entry}
    return {**shown, **table("countries")["former_display"]}


def country_name(code: str, language: str = "en") -> str:
    """The name to show for a code, in `en`, `fr`, `es` or `pt` (English for others); the code itself if unknown."""
    if language in ("fr", "es", "pt") and code in _cldr():
        return _cldr()[code][language]
    return _displays().get(code) or _cldr().get(code, {}).get("en") or code


def country_codes() -> tuple[str, ...]:
    """All codes that a name can lead to, sorted."""
    return tuple(sorted({country.code for country in names().names.values()}))
