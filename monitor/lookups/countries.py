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
KINDS_OF_WORDS = ("only_alone", "heads", "never_typos", "first_names", "offices")
LANGUAGES = ("en", "fr", "es", "pt")


@dataclass(frozen=True, slots=True)
class Country:
    """What a name stands for. `until` is the last day of a name that ended; code '' marks what only looks like a
    country, and a State that ended and left several: these are its `successors`.
    """

    code: str
    until: date | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Rules of reading, all in folded form: see `[reading]` in countries.toml."""

    only_alone: frozenset[str]
    heads: frozenset[str]
    never_typos: frozenset[str]
    first_names: frozenset[str]
    offices: frozenset[str]
    demonyms: tuple[str, ...]  # as they are written


@cache
def _cldr() -> dict[str, dict[str, str]]:
    """Code -> language -> name."""
    return {code: {key: entry[key] for key in LANGUAGES} for code, entry in generated("countries").items()}


def _country_entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in entries("countries", "country"):
        code = string(entry, "code", FILE, of="a [[country]]")
        only(entry, ("code", "names", "display", "french", "why"), FILE, of=code)
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
    for title, code in titled():
        yield from ((name, Country(code)) for name in _official(title, code))
    for entry in entries("countries", "former"):
        yield string(entry, "name", FILE, of="a [[former]]"), _former(entry)


def titled() -> Iterator[tuple[str, str]]:
    """(title, code) for each State that bears a title: `Kingdom of`, `MA`."""
    for title, codes in table("countries")["official"].items():
        for code in strings({title: codes}, title, FILE, of="[official]"):
            yield title, code


def _official(title: str, code: str) -> Iterator[str]:
    """The names that a title makes: in English with an inner `the`, and inverted; in the other languages with each
    word that may join it.
    """
    name = country_name(code)
    yield from (f"{title} {name}", f"{title} the {name}", f"{name}, {title}", f"{name}, {title} the")
    for language, titles in table("countries")["titles"].items():
        for each in titles.get(title, []):
            own = _cldr()[code][language]
            yield from (f"{each} {joint}{own}" for joint in table("countries")["joints"][language])


def _former(entry: dict[str, Any]) -> Country:
    name = string(entry, "name", FILE, of="a [[former]]")
    only(entry, ("name", "code", "successors", "until", "why"), FILE, of=name)
    until = entry.get("until")
    if not isinstance(until, date):
        raise LookupDataError(f"lookups/{FILE}, {name}: `until` must be a date")
    successors = strings(entry, "successors", FILE, of=name)
    if bool(successors) == ("code" in entry) or len(successors) == 1:
        raise LookupDataError(f"lookups/{FILE}, {name}: either `code` or at least two `successors`")
    return Country("" if successors else string(entry, "code", FILE, of=name), until, successors)


@cache
def _same() -> dict[str, str]:
    """Words of countries' names that are cut short or stand in another language -> the one word for all."""
    same = table("countries")["same"]
    return {fold(each): word for word in same for each in strings(same, word, FILE, of="[same]")}


@cache
def territory_of() -> dict[str, str]:
    """Code of a territory -> code of the State to which it belongs."""
    states = table("countries")["territories"]
    return {code: state for state in states for code in strings(states, state, FILE, of="[territories]")}


@cache
def names() -> Vocabulary[Country]:
    """All names of countries, and the longer proper names that only contain one (their code is '')."""
    others = strings(table("countries")["reading"], "not_a_country", FILE, of="[reading]")
    pairs = [*_pairs(), *((name, Country("")) for name in others)]
    return Vocabulary(dict.fromkeys(pairs), file=FILE, same=_same())


@cache
def as_written() -> frozenset[str]:
    """Names as the tables write them, for those of which an inner word is not written with a capital: `Guinée
    équatoriale`.
    """
    return frozenset(name for name, _ in _pairs() if name[:1].isupper() and " " in name and not name.istitle())


@cache
def single_words(language: str) -> dict[str, str]:
    """Folded names of one word in English and one more language, and their codes: what a misspelled word may mean.

    Not all languages at once: each adds words of the others that are near to it.
    """
    written = [(name, code) for code, entry in _country_entries() for name in strings(entry, "names", FILE, of=code)]
    written += [(entry[key], code) for code, entry in _cldr().items() for key in {"en", language} & set(entry)]
    return {folded: code for name, code in written if " " not in (folded := fold(name))}


@cache
def reading() -> Reading:
    """The rules of reading."""
    rules = table("countries")["reading"]
    only(rules, (*KINDS_OF_WORDS, "not_a_country", "demonyms"), FILE, of="[reading]")
    folded = {key: frozenset(map(fold, strings(rules, key, FILE, of="[reading]"))) for key in KINDS_OF_WORDS}
    return Reading(demonyms=strings(rules, "demonyms", FILE, of="[reading]"), **folded)


@cache
def _displays() -> dict[str, str]:
    shown = {code: entry["display"] for code, entry in _country_entries() if "display" in entry}
    return {**shown, **table("countries")["former_display"]}


@cache
def _french() -> dict[str, str]:
    return {code: entry["french"] for code, entry in _country_entries() if "french" in entry}


def country_name(code: str, language: str = "en") -> str:
    """The name to show for a code, in `en`, `fr`, `es` or `pt` (English for others); the code itself if unknown."""
    if language == "fr" and code in _french():
        return _french()[code]
    if language in ("fr", "es", "pt") and code in _cldr():
        return _cldr()[code][language]
    return _displays().get(code) or _cldr().get(code, {}).get("en") or code


def country_codes() -> tuple[str, ...]:
    """All codes that a name can lead to, sorted."""
    return tuple(sorted({country.code for country in names().names.values()} - {""}))
