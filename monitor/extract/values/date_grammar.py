"""The forms in which pages write dates, as regular expressions with named groups. dates.py makes values of them.

Names of months and weekdays come from months.json (CLDR): full names in English, French, Spanish and Portuguese everywhere, short
ones only of the page's language and English, since `out`, `set` and `ago` are Portuguese months and English words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from monitor.lookups.load import generated

DASH = "\u002d\u2010-\u2015\u2212~"
YEAR = r"(?:19|20)\d\d(?!\d)"
ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b|er\b|ère\b|re\b|[ºª°])?"
DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?!\d){ORDINAL}"
# A lone `?` or U+FFFD between two numbers is a dash that lost its encoding.
TO = rf"(?:\s*[{DASH}]\s*|\s+[?\ufffd]\s+|\s*\ufffd\s*|\s+(?:to|until|till|through|au|al|a|à|até|ao|hasta|hasta el)\s+(?:the\s+|el\s+|le\s+)?)"
AND = r"(?:\s*,\s*(?:and\s+|et\s+|y\s+|e\s+)?|\s*&\s*|\s+(?:and|et|y|e)\s+(?:the\s+|le\s+|el\s+)?)"
BEFORE = rf"(?<![^\W_])(?<!\d[.,:/{DASH}])"  # not the tail of a number, a word or another date
AFTER = rf"(?!(?!T\d\d:)[^\W_]|[./]\d|[{DASH}]\d{{2,}})"
OF = rf"(?:\s*,?\s*|\s*[{DASH}.]\s*)(?:(?:of|de|del)\s+|d['’]\s*)?"  # between day and month, month and year

SEASONS = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24,
    "printemps": 21, "été": 22, "automne": 23, "hiver": 24,
    "primavera": 21, "verano": 22, "otoño": 23, "invierno": 24,
    "verão": 22, "outono": 23, "inverno": 24,
}  # fmt: skip
ABOUT = r"(?P<about>(?:c\.|ca\.?|circa|around|about|approximately|vers|environ|hacia|cerca\s+de)\s+)?"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date: its name and its expression."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The forms of one language, the names of its months and those that need a capital where no day stands by."""

    forms: tuple[Form, ...]
    months: dict[str, int]
    capital: frozenset[str]


def plain(word: str) -> str:
    """A word without accents, letter case and a full stop."""
    spread = unicodedata.normalize("NFKD", word).casefold().rstrip(".")
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _names(language: str, key: str) -> tuple[str, ...]:
    return tuple(generated("months")[language][key])


def _months(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in generated("months"):
        found.update({plain(name): number for number, name in enumerate(_names(each, "months"), 1)})
    for each in {"en", language} & set(generated("months")):
        found.update({plain(name): number for number, name in enumerate(_names(each, "short_months"), 1)})
    found["sept"] = 9
    return found


def _any(words: Iterable[str]) -> str:
    """An alternation of words, accents optional, the longest first."""
    spellings = {spelling for word in words for spelling in (word.casefold(), plain(word))}
    return "|".join(re.escape(word) for word in sorted(spellings, key=lambda word: (-len(word), word)))


@cache
def grammar(language: str) -> Grammar:
    """The forms for a page in `en`, `fr`, `es` or `pt`; another language is read as English."""
    tables = generated("months")
    language = language if language in tables else "en"
    full = [name for each in tables for name in _names(each, "months")]
    short = [name for each in {"en", language} for name in _names(each, "short_months")]
    days = [name for each in tables for key in ("weekdays", "short_weekdays") for name in _names(each, key)]
    month = rf"(?:{_any([*full, *short, 'sept'])})\b\.?"
    week = rf"(?:(?:{_any(days)})\b\.?,?\s+(?:the\s+|le\s+|el\s+)?)?"
    list_of_days = rf"{DAY}(?:(?:{TO}|{AND}){week}{DAY}){{0,6}}"

    def form(name: str, expression: str) -> Form:
        return Form(name, re.compile(BEFORE + expression + AFTER, re.IGNORECASE))

    end = rf"{OF}(?P<year>{YEAR})"
    maybe = rf"(?:{OF}(?P<year>{YEAR}))?"
    number = r"(?:0?[1-9]|[12]\d|3[01])"
    forms = (
        form("days month", rf"{week}(?P<days>{list_of_days}){OF}(?P<month>{month}){maybe}"),
        form("month days", rf"{week}(?P<month>{month})\s*(?P<days>{list_of_days})(?:\s*,?\s*(?P<year>{YEAR}))?"),
        form(
            "day month - day month",
            rf"{week}(?P<day>{DAY}){OF}(?P<month>{month})(?:{OF}(?P<year>{YEAR}))?(?:{TO}|{AND}){week}"
            rf"(?P<day2>{DAY}){OF}(?P<month2>{month})(?:{OF}(?P<year2>{YEAR}))?",
        ),
        form(
            "month day - month day",
            rf"{week}(?P<month>{month})\s*(?P<day>{DAY})(?:\s*,?\s*(?P<year>{YEAR}))?(?:{TO}|{AND}){week}"
            rf"(?P<month2>{month})\s*(?P<day2>{DAY})(?:\s*,?\s*(?P<year2>{YEAR}))?",
        ),
        form("month", rf"{ABOUT}(?P<month>{month}){end}"),
        form(
            "month - month", rf"(?P<month>{month})(?:{OF}(?P<year>{YEAR}))?{TO}(?P<month2>{month}){OF}(?P<year2>{YEAR})"
        ),
        form("season", rf"(?P<season>{_any(SEASONS)}){OF}(?P<year>{YEAR})"),
        form("number", rf"(?P<a>{number})(?P<sep>[./-])(?P<b>{number})(?P=sep)(?P<year>{YEAR})"),
        form(
            "number - number",
            rf"(?P<a>{number})(?P<sep>[./])(?P<b>{number})(?P=sep)?(?P<year>{YEAR})?{TO}"
            rf"(?P<a2>{number})(?P=sep)(?P<b2>{number})(?P=sep)(?P<year2>{YEAR})",
        ),
        form(
            "numbers",
            rf"(?P<a>{number})(?:\.?\s*[{DASH}]\s*|\s+(?:to|and|au|et|al|y|a|e)\s+)(?P<a2>{number})(?P<sep>[./])(?P<b>{number})(?P=sep)(?P<year>{YEAR})",
        ),
        form("iso", r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>\d\d)"),
        form(
            "iso - iso",
            rf"(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:{TO}|/)(?P<year2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)",
        ),
        form("years", rf"(?P<year>{YEAR})(?:{TO}|/)(?P<year2>(?:19|20)?\d\d)(?!\d)"),
        form("year", rf"{ABOUT}(?P<year>{YEAR})(?P<unsure>\?)?"),
    )
    # `may` and `march` are English verbs; a French, Spanish or Portuguese month is written small.
    small = {plain(name) for each in tables if each != "en" for name in _names(each, "months")}
    return Grammar(forms, _months(language), frozenset(plain(name) for name in _names("en", "months")) - small)
