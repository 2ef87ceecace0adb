"""The forms in which pages write dates, as regular expressions with named groups. date_spans.py makes values of them.

The expressions are for text in small letters: re.IGNORECASE made them four times slower (2026-11). Its runs of space
are one space each (date_mending.py), or the optional spaces here would be tried in every combination.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from monitor.extract.values.date_words import (
    LANGUAGES,
    any_of,
    months,
    ordinals,
    plain,
    seasons,
    spoken,
    verbs,
    weekdays,
    words,
)

DASH = "\u002d\u0096\u0097\u2010-\u2015\u2212~"
YEAR = r"(?:19|20)\d\d(?!\d)"
NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"  # of a day or a month
ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|ère|ème|eme)\b|(?:re|ro|do|to|nd|me|e)\b|\s?\.?[ºª°])?"
DAY = rf"{NUMBER}(?!\d){ORDINAL}"
ARTICLE = rf"(?:(?:{words('articles')})\s)?(?:(?:{words('days')})\s)?"
# A lone `?`, `â` or U+FFFD between two numbers is a dash that lost its encoding.
TO = rf"(?:\s?[{DASH}]\s?|\s[?\ufffdâ]\s|\s?\ufffd\s?|\s?,?\s(?:{words('to')})\s{ARTICLE})"
ALSO = rf"(?:{words('and')})\s{ARTICLE}"
AND = rf"(?:\s?[,/]\s?(?:{ALSO})?|\s?&\s?|\s{ALSO})"
WEEK = rf"(?:(?:{any_of(weekdays())})\b\.?,?\s{ARTICLE})?"  # that may stand before a day
# What stands before a date and belongs to it: before a day, and before a month or a year.
DAY_LED = re.compile(rf"(?<![^\W_]){WEEK}$")
LED = re.compile(
    rf"(?<![^\W_])(?:(?P<about>{spoken('about')}|(?:{words('about')})\s?[{DASH}]\s?)|(?P<perhaps>{spoken('unsure')}))"
    rf"(?:(?:{words('articles')})\s)?$"
)
# between day and month, month and year
OF = (
    rf"(?:\s?[{DASH}./]\s?|\s?,?\s?)(?:(?:{words('of')})\s|d['’]\s?)?"
    rf"(?:(?:(?:{words('articles')})\s?)?(?:{words('years')})\s(?:(?:{words('of')})\s)?)?"
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
BEFORE = rf"(?<![^\W_])(?<!\d[.,:/{DASH}])"  # not the tail of a number, a word or another date
AFTER = rf"(?!(?!t\d\d:)[^\W_]|[./]\d|[{DASH}]\d{{2,}})"
Forms = dict[str, re.Pattern[str]]  # by their names
A_NUMBER = re.compile(r"(?<!\d)\d")
FIGURED = re.compile(rf"\d\s?(?:[{DASH}./]|\ufffd|(?:{words('to')}|{words('and')})\s)\s?\d|\d[\s./-]{{1,3}}[ivxhsqt]")


@dataclass(frozen=True)
class Grammar:
    """The forms of one language by what they begin with, and the numbers of its months. `names`: an alternation of
    them; `months_at` finds one. Forms are compiled when a text may hold one of them.
    """

    language: str
    names: str
    months: dict[str, int]
    capital: frozenset[str]

    @cached_property
    def months_at(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.names})(?![^\W\d_])")

    def numbers_first(self, months: int) -> Forms:
        """With the names of so many months or fewer, a number first."""
        return self._named[0] if months > 1 else self._named_once[0]

    def months_first(self, months: int) -> Forms:
        """With the names of so many months or fewer, a month first."""
        return self._named[1] if months > 1 else self._named_once[1]

    @cached_property
    def _named(self) -> tuple[Forms, Forms]:
        first, second = _with_names(rf"(?:{self.names})(?![^\W\d_])\.?")
        return _compiled(first), _compiled(second)

    @cached_property
    def _named_once(self) -> tuple[Forms, Forms]:
        first, second = _with_names(rf"(?:{self.names})(?![^\W\d_])\.?")
        return _compiled(_of_one(first)), _compiled(_of_one(second))

    @property
    def figures(self) -> Forms:
        """Of numbers with a sign between them."""
        return _in_figures(two=self.language != "en")

    @property
    def words_first(self) -> Forms:
        return _parts()

    @property
    def years(self) -> Forms:
        """Of a year without a day, which count only where a date must stand."""
        return _years()


def _with_names(month: str) -> tuple[dict[str, str], dict[str, str]]:
    """The forms with the name of a month: those that begin with a number, and with the month."""
    days = rf"{DAY}(?:(?:{TO}|{AND}){WEEK}{DAY},?){{0,6}}"
    joint = rf"(?:(?P<to>{TO})|{AND})"
    stated = rf"(?:(?P<year>{YEAR})|['’](?P<year2>\d\d)(?!\d))"
    some = rf"{month}(?:(?:{TO}|{AND})(?:{words('of')}\s)?{month}){{1,6}}"
    numbers_first = {
        "days month": rf"(?P<days>{days}){OF}(?P<month>{month})(?:{OF}{stated})?",
        "days month short": rf"(?P<days>{DAY})(?P<sep>[-/.])(?P<month>{month})(?P=sep)(?P<year>\d\d)(?!\d)",
        "day month, day month": (
            rf"(?P<day>{DAY}){OF}(?P<month>{month})(?:{OF}(?P<year>{YEAR}))?{joint}"
            rf"{WEEK}(?P<day2>{DAY}){OF}(?P<month2>{month})(?:{OF}(?P<year2>{YEAR}))?"
        ),
        "year month days": rf"(?P<year>{YEAR})\s?,?\s?(?P<month>{month})\s?(?P<days>{days})(?!\s?,?\s?{YEAR})",
    }
    months_first = {
        "month days": rf"(?P<month>{month})\s?(?:the\s)?(?P<days>{days})(?:{OF}(?P<year>{YEAR}))?",
        "month day, month day": (
            rf"(?P<month>{month})\s?(?P<day>{DAY})(?:{OF}(?P<year>{YEAR}))?{joint}"
            rf"{WEEK}(?P<month2>{month})\s?(?P<day2>{DAY})(?:{OF}(?P<year2>{YEAR}))?"
        ),
        "month": rf"(?P<month>{month}){OF}(?P<year>{YEAR})",
        "months": rf"(?P<months>{some}){OF}(?P<year>{YEAR})",
        "month year, month year": (
            rf"(?P<month>{month}){OF}(?P<year>{YEAR}){joint}(?P<month2>{month}){OF}(?P<year2>{YEAR})"
        ),
    }
    return numbers_first, months_first


IN_FIGURES = {
    "figures": rf"(?P<a>{NUMBER})(?P<sep>[./-])(?P<b>{NUMBER})(?P=sep)(?P<year>{YEAR})",
    "figures, figures": (
        rf"(?P<a>{NUMBER})(?P<sep>[./])(?P<b>{NUMBER})(?P=sep)?(?P<year>{YEAR})?{TO}"
        rf"(?P<a2>{NUMBER})(?P=sep)(?P<b2>{NUMBER})(?P=sep)(?P<year2>{YEAR})"
    ),
    "figures, short year": rf"(?P<a>{NUMBER})(?P<sep>/)(?P<b>{NUMBER})/(?P<year>\d\d)(?!\d)",
    "days in figures": (
        rf"(?P<a>{NUMBER})(?:\.?\s?[{DASH}]\s?|\s(?:{words('to')}|{words('and')})\s)"
        rf"(?P<a2>{NUMBER})(?P<sep>[./])(?P<b>{NUMBER})(?P=sep)(?P<year>{YEAR})"
    ),
    "iso": r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>\d\d)",
    "iso, iso": (
        rf"(?P<year>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>\d\d)(?:{TO}|/)(?P<year2>(?:19|20)\d\d)-(?P<m2>0[1-9]|1[0-2])-(?P<d2>\d\d)"
    ),
}
# Full stops part versions and hyphens parts of telephone numbers: with two figures each, and not on English pages.
TWO_FIGURES = {
    "figures, short year": rf"(?P<a>{NUMBER})/(?P<b>{NUMBER})/(?P<year>\d\d)(?!\d)",
    "figures, two of each": r"(?P<a>[0-3]\d)(?P<sep>[.-])(?P<b>[01]\d)(?P=sep)(?P<year>\d\d)(?!\d)",
}
IN_ROMAN = {
    "day roman": (
        rf"(?P<days>{DAY}(?:\s?[{DASH}]\s?{DAY})?)(?P<sep>\s?[./-]\s?|\s)(?P<roman>{any_of(ROMAN)})(?P=sep)(?P<year>{YEAR})"
    )
}
# parts of a year
PART = rf"(?:(?P<half>{words('halves')})|{words('quarters')})"
NTH = rf"(?P<nth>{any_of(ordinals())}|[1-4]\s?\.?[ºª°])"
LETTER = r"(?:(?P<half>[hs])|[qt])(?P<nth>[1-4])"
PARTS = {
    "season": rf"(?P<season>{any_of(seasons())}){OF}(?P<year>{YEAR})",
    "part": rf"{NTH}\s{PART}{OF}(?P<year>{YEAR})",
    "part by letter": rf"{LETTER}[\s/-]?(?P<year>{YEAR})",
}
YEAR_PART = {"year, part by letter": rf"(?P<year>{YEAR})[\s/-]?{LETTER}"}
YEARS = {
    "month in figures": rf"(?P<m>0?[1-9]|1[0-2])/(?P<year>{YEAR})",
    "years": rf"(?P<year>{YEAR})(?:(?P<dash>{TO})|/)(?P<year2>(?:19|20)?\d\d)(?!\d)",
    "year and year": rf"(?P<year>{YEAR})\s{ALSO}(?P<year2>{YEAR})",
    "year": rf"(?P<year>{YEAR})(?P<unsure>\?)?",
}


TWO_MONTHS = ("day month, day month", "month day, month day", "months", "month year, month year")


def _of_one(expressions: dict[str, str]) -> dict[str, str]:
    """The forms that a text with the name of one month can have."""
    return {name: expression for name, expression in expressions.items() if name not in TWO_MONTHS}


_form = cache(re.compile)  # what both the forms of one month and those of several have


def _compiled(expressions: dict[str, str]) -> Forms:
    return {name: _form(BEFORE + expression + AFTER) for name, expression in expressions.items()}


@cache
def _in_figures(*, two: bool) -> Forms:
    return _compiled(IN_FIGURES | IN_ROMAN | YEAR_PART | (TWO_FIGURES if two else {}))


@cache
def _parts() -> Forms:
    return _compiled(PARTS)


@cache
def _years() -> Forms:
    return _compiled(YEARS)


@cache
def grammar(language: str) -> Grammar:
    """The forms for a page in `en`, `fr`, `es` or `pt`; another language is read as English."""
    language = language if language in LANGUAGES else "en"
    named = months(language)
    return Grammar(language, any_of(named), {plain(name): at for name, at in named.items()}, verbs())


@cache
def parts_hint() -> re.Pattern[str]:
    """A cheap look whether a text may name a part of a year."""
    return re.compile("|".join((any_of(seasons()), words("halves"), words("quarters"), "[hqst][1-4]")))
