"""The words in dates and around them, out of lookups/dates.toml and months.json, as tables and as expressions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from monitor.lookups.load import generated, table

LANGUAGES = ("en", "fr", "es", "pt")


def plain(word: str) -> str:
    """A word without accents, letter case and a full stop."""
    spread = unicodedata.normalize("NFKD", word).casefold().rstrip(".")
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _unaccented(word: str) -> str:
    """Like `plain`, but with its full stop, and `ª` stays what it is."""
    spread = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in spread if not unicodedata.combining(letter)))


def any_of(words: Iterable[str]) -> str:
    """An alternation of words, accents optional, the longest first; between two of them any space may stand."""
    spellings = {spelling for word in words for spelling in (word.casefold(), _unaccented(word))}
    ordered = sorted(spellings, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)


@cache
def words(key: str) -> str:
    """The words of one list as an alternation."""
    return any_of(table("dates")["words"][key])


def spoken(key: str) -> str:
    """The words of one list as an expression that ends where the next word begins; a colon may part them."""
    return rf"(?:{words(key)})(?:(?<=['’.])\s*|(?![^\W_])\s?:?\s)"


def _numbered(entries: Mapping[str, list[str]]) -> dict[str, int]:
    return {word: int(number) for number, words in entries.items() for word in words}


def _spelled(key: str) -> dict[str, int]:
    numbered = _numbered(table("dates")[key])
    return {spelling: number for word, number in numbered.items() for spelling in (word.casefold(), plain(word))}


@cache
def seasons() -> dict[str, int]:
    """Seasons, with and without accents, to EDTF's numbers."""
    return _spelled("seasons")


@cache
def ordinals() -> dict[str, int]:
    """`first`, `2ème`, `terceiro`, with and without accents, to 1, 2, 3 or 4."""
    return _spelled("ordinals")


@cache
def full_months() -> dict[str, int]:
    """The full names of months in all languages, as they are written, and their numbers."""
    named = {
        name.casefold(): number
        for each in LANGUAGES
        for number, name in enumerate(generated("months")[each]["months"], 1)
    }
    return named | _numbered(table("dates")["months"])


@cache
def months(language: str) -> dict[str, int]:
    """The names of months that may stand on a page of this language, short ones too, and their numbers.

    Short ones only of that language and of English, since `out`, `set` and `ago` are Portuguese months and English
    words.
    """
    found = dict(full_months())
    for each in ("en", language):
        found |= {name.casefold(): at for at, name in enumerate(generated("months")[each]["short_months"], 1)}
        found |= _numbered(table("dates")["short_months"].get(each, {}))
    return found


@cache
def weekdays() -> tuple[str, ...]:
    """Weekdays in all languages, long and short."""
    tables = generated("months")
    return (
        *(name for each in LANGUAGES for key in ("weekdays", "short_weekdays") for name in tables[each][key]),
        *table("dates")["words"]["weekdays"],
    )


@cache
def verbs() -> frozenset[str]:
    """The months that need a capital where no day stands beside them: `may` and `march` are English verbs, while a
    French, Spanish or Portuguese month is written small.
    """
    english, *small = ({plain(name) for name in generated("months")[each]["months"]} for each in LANGUAGES)
    return frozenset(english.difference(*small))
