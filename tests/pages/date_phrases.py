"""Writes a date (EDTF, ISO 8601-2: a day, a month, a year or an interval of days) as pages write it."""

from __future__ import annotations

from datetime import date

from babel import Locale

from tests.pages.wording import Dice


def phrase(edtf: str, language: str, dice: Dice) -> str:
    """One of the forms in use for the date."""
    return dice.pick(phrases(edtf, language))


def phrases(edtf: str, language: str) -> tuple[str, ...]:
    """All forms in use for the date, the plainest first."""
    first, _, last = edtf.partition("/")
    if last:
        return _interval(date.fromisoformat(first), date.fromisoformat(last), language)
    if len(first) == 10:
        return _day(date.fromisoformat(first), language)
    if len(first) == 7:
        return (_month(int(first[5:]), language) + _of(language) + first[:4],)
    return (first,)


def _month(number: int, language: str) -> str:
    return str(Locale(language).months["format"]["wide"][number])


def _of(language: str) -> str:
    return " de " if language in ("es", "pt") else " "


def _number(day: int, language: str) -> str:
    return "1er" if day == 1 and language == "fr" else str(day)


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _day(when: date, language: str) -> tuple[str, ...]:
    month, of = _month(when.month, language), _of(language)
    plain = f"{_number(when.day, language)}{of}{month}{of}{when.year}"
    # A day after the twelfth cannot be taken for a month.
    numeric = (f"{when:%d/%m/%Y}", f"{when:%d.%m.%Y}") if when.day > 12 else ()
    if language != "en":
        return (plain, *numeric[:1])
    weekday = Locale("en").days["format"]["wide"][when.weekday()]
    return (
        f"{month} {when.day}, {when.year}",
        plain,
        f"{_ordinal(when.day)} {month}, {when.year}",
        f"{weekday}, {plain}",
        f"{when.day:02} {month} {when.year}",
        *numeric,
    )


def _interval(first: date, last: date, language: str) -> tuple[str, ...]:
    month, end, of = _month(first.month, language), _month(last.month, language), _of(language)
    one, two, year = str(first.day), str(last.day), last.year
    if (first.year, first.month) != (last.year, last.month):
        return (f"{one}{of}{month} – {two}{of}{end}{of}{year}", f"{one}{of}{month} - {two}{of}{end}{of}{year}")
    # Only of two days that follow each other can a page say "one and the other".
    adjacent = (last - first).days == 1
    if language != "en":
        word = {"fr": "et", "es": "y", "pt": "e"}[language]
        both = (f"{_number(first.day, language)} {word} {two}{of}{month}{of}{year}",) if adjacent else ()
        return (*both, f"{one}-{two}{of}{month}{of}{year}")
    return (
        f"{month} {one}-{two}, {year}",
        f"{one}-{two} {month} {year}",
        f"{one} – {two} {month} {year}",
        f"{month} {one} -{two}, {year}",
        f"{month} {one} - {two}, {year}",
        f"{month} {first.day:02}-{last.day:02}, {year}",
        f"{one} {month} – {two} {month} {year}",
        *((f"{one} and {two} {month} {year}",) if adjacent else ()),
    )
