"""The forms in which pages write dates, as regular expressions with named groups. date_spans.py makes values of them.

The expressions are for text in small letters: re.IGNORECASE made them four times slower (2026-11).

Names of months and weekdays come from months.json (CLDR): full names in English, French, Spanish and Portuguese
everywhere, short ones only of the page's language and English, since `out`, `set` and `ago` are Portuguese months and
English words.
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
NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"  # of a day or a month
ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b|er\b|ère\b|re\b|[ºª°])?"
DAY = rf"{NUMBER}(?!\d){ORDINAL}"
UNTIL = r"to|until|till|through|au|al|a|à|até|ao|hasta|hasta\s+el"
# A lone `?` or U+FFFD between two numbers is a dash that lost its encoding.
TO = rf"(?:\s*[{DASH}]\s*|\s+[?\ufffd]\s+|\s*\ufffd\s*|\s+(?:{UNTIL})\s+(?:the\s+|el\s+|le\s+)?)"
ALSO = r"(?:and|et|y|e)\s+(?:the\s+|le\s+|el\s+)?"
AND = rf"(?:\s*[,/]\s*(?:{ALSO})?|\s*&\s*|\s+{ALSO})"
OF = rf"(?:\s*,?\s*|\s*[{DASH}.]\s*)(?:(?:of|de|del)\s+|d['’]\s*)?"  # between day and month, month and year
ABOUT = (
    r"(?P<about>(?:c\.|ca\.?|circa|around|about|approximately|vers|environ|hacia|cerca\s+de|mid|mediados\s+de|meados\s+de)"
    rf"\s+|(?:mid|mi)\s?[{DASH}]\s?)?"
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
BEFORE = rf"(?<![^\W_])(?<!\d[.,:/{DASH}])"  # not the tail of a number, a word or another date
AFTER = rf"(?!(?!t\d\d:)[^\W_]|[./]\d|[{DASH}]\d{{2,}})"

SEASONS = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24,
    "printemps": 21, "été": 22, "automne": 23, "hiver": 24,
    "primavera": 21, "verano": 22, "otoño": 23, "invierno": 24,
    "verão": 22, "outono": 23, "inverno": 24,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    """The forms of one language by name, the numbers of its months, and the months that need a capital where no day
    stands beside them.
    """

    forms: dict[str, re.Pattern[str]]
    months: dict[str, int]
    capital: frozenset[str]


def plain(word: str) -> str:
    """A word without accents, letter case and a full stop."""
    spread = unicodedata.normalize("NFKD", word).casefold().rstrip(".")
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _names(language: str, key: str) -> tuple[str, ...]:
    return tuple(generated("months")[language][key])


def _months(language: str) -> dict[str, int]:
    """Folded names of months that may stand on a page of this language, and their numbers."""
    found = {
        plain(name): number for each in generated("months") for number, name in enumerate(_names(each, "months"), 1)
    }
    for each in ("en", language):
        found.update({plain(name): number for number, name in enumerate(_names(each, "short_months"), 1)})
    return {**found, "sept": 9}


def _any(words: Iterable[str]) -> str:
    """An alternation of words, accents optional, the longest first."""
    spellings = {spelling for word in words for spelling in (word.casefold(), plain(word))}
    return "|".join(re.escape(word) for word in sorted(spellings, key=lambda word: (-len(word), word)))


def _expressions(month: str, week: str) -> dict[str, str]:
    """The forms by name, for an expression of a month's name and one of a weekday that may stand before a day."""
    days = rf"{DAY}(?:(?:{TO}|{AND}){week}{DAY}){{0,6}}"
    joint = rf"(?:(?P<to>{TO})|{AND})"
    return {
        "days month": rf"{week}(?P<days>{days}){OF}(?P<month>{month})(?:{OF}(?P<year>{YEAR}))?",
        "month days": rf"{week}(?P<month>{month})\s*(?P<days>{days})(?:\s*,?\s*(?P<year>{YEAR}))?",
        "day month, day month": (
            rf"{week}(?P<day>{DAY}){OF}(?P<month>{month})(?:{OF}(?P<year>{YEAR}))?{joint}"
            rf"{week}(?P<day2>{DAY}){OF}(?P<month2>{month})(?:{OF}(?P<year2>{YEAR}))?"
        ),
        "month day, month day": (
            rf"{week}(?P<month>{month})\s*(?P<day>{DAY})(?:\s*,?\s*(?P<year>{YEAR}))?{joint}"
            rf"{week}(?P<month2>{month})\s*(?P<day2>{DAY})(?:\s*,?\s*(?P<year2>{YEAR}))?"
        ),
        "year month days": rf"(?P<year>{YEAR})\s*,?\s*(?P<month>{month})\s*(?P<days>{days})(?!\s*,?\s*{YEAR})",
        "day roman": rf"(?P<days>{DAY})(?P<sep>\s?[./-]\s?|\s)(?P<roman>{_any(ROMAN)})(?P=sep)(?P<year>{YEAR})",
        "month": rf"{ABOUT}(?P<month>{month}){OF}(?P<year>{YEAR})",
        "months": rf"(?P<month>{month})(?:{OF}(?P<year>{YEAR}))?{TO}(?P<month2>{month}){OF}(?P<year2>{YEAR})",
        "season": rf"(?P<season>{_any(SEASONS)}){OF}(?P<year>{YEAR})",
        "figures": rf"(?P<a>{NUMBER})(?P<sep>[./-])(?P<b>{NUMBER})(?P=sep)(?P<year>{YEAR})",
        "figures, figures": (
            rf"(?P<a>{NUMBER})(?P<sep>[./])(?P<b>{NUMBER})(?P=sep)?(?P<year>{YEAR})?{TO}"
            rf"(?P<a2>{NUMBER})(?P=sep)(?P<b2>{NUMBER})(?P=sep)(?P<year2>{YEAR})"
        ),
        # the slash alone: dots part versions and hyphens parts of telephone numbers
        "figures, short year": rf"(?P<a>{NUMBER})(?P<sep>/)(?P<b>{NUMBER})/(?P<year>\d\d)(?!\d)",
        "days in figures": (
            rf"(?P<a>{NUMBER})(?:\.?\s*[{DASH}]\s*|\s+(?:{UNTIL}|and|et|y|e)\s+)"
            rf"(?P<a2>{NUMBER})(?P<sep>[./])(?P<b>{NUMBER})(?P=sep)(?P<year>{YEAR})"
        ),
        "iso": r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>\d\d)",
        "iso, iso": (
            rf"(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:{TO}|/)(?P<year2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
        ),
        "years": rf"(?P<year>{YEAR})(?:(?P<dash>{TO})|/)(?P<year2>(?:19|20)?\d\d)(?!\d)",
        "year": rf"{ABOUT}(?P<year>{YEAR})(?P<unsure>\?)?",
    }


@cache
def grammar(language: str) -> Grammar:
    """The forms for a page in `en`, `fr`, `es` or `pt`; another language is read as English."""
    tables = generated("months")
    language = language if language in tables else "en"
    months = _months(language)
    written = [name for each in tables for name in _names(each, "months")]
    written += [name for each in ("en", language) for name in _names(each, "short_months")]
    weekdays = [name for each in tables for key in ("weekdays", "short_weekdays") for name in _names(each, key)]
    month = rf"(?:{_any([*written, 'sept'])})\b\.?"
    week = rf"(?:(?:{_any(weekdays)})\b\.?,?\s+(?:the\s+|le\s+|el\s+)?)?"
    forms = {name: re.compile(BEFORE + expression + AFTER) for name, expression in _expressions(month, week).items()}
    # `may` and `march` are English verbs; a French, Spanish or Portuguese month is written small.
    small = {plain(name) for each in tables if each != "en" for name in _names(each, "months")}
    return Grammar(forms, months, frozenset(map(plain, _names("en", "months"))) - small)
