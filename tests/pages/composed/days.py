"""Dates (EDTF) as people write them, in four languages; never so that they could be another date."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from babel import Locale

AND = {"en": "and", "fr": "et", "es": "y", "pt": "e"}


def said(edtf: str, language: str, dice: Random, *, plain: bool = False) -> str:
    """One of the spellings of a date; `plain` leaves out those that begin with a word (`from`, `le`, `del`)."""
    forms = spellings(edtf, language)
    if plain:
        forms = tuple(
            form for form in forms if not form.startswith(("from ", "the ", "le ", "les ", "du ", "del ", "de "))
        )
    # The first three are what most pages have.
    return dice.choice(forms[:3]) if dice.random() < 0.45 else dice.choice(forms)


@cache
def spellings(edtf: str, language: str) -> tuple[str, ...]:
    """All spellings of a day, a month, a year or an interval of days."""
    first, _, last = edtf.partition("/")
    if last and len(first) == 4:
        return (f"{first}-{last}", f"{first}–{last}", f"{first} - {last}")
    if last:
        return _interval(date.fromisoformat(first), date.fromisoformat(last), language)
    if len(first) == 10:
        return _day(date.fromisoformat(first), language)
    if len(first) == 7:
        return _month(int(first[5:]), first[:4], language)
    return (first,)


def name(month: int, language: str, width: str = "wide") -> str:
    return str(Locale(language).months["format"][width][month])


def _month(month: int, year: str, language: str) -> tuple[str, ...]:
    long = name(month, language)
    if language == "en":
        return (f"{long} {year}", f"{name(month, 'en', 'abbreviated')} {year}", f"{long}, {year}", f"{month:02}/{year}")
    if language == "fr":
        return (f"{long} {year}", f"{long.capitalize()} {year}")
    return (f"{long} de {year}", f"{long} {year}", f"{long.capitalize()} de {year}")


def _th(day: int) -> str:
    return f"{day}{'th' if 11 <= day <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _day(d: date, language: str) -> tuple[str, ...]:
    long, short = name(d.month, language), name(d.month, language, "abbreviated")
    weekday = str(Locale(language).days["format"]["wide"][d.weekday()])
    figures = (f"{d:%d/%m/%Y}", f"{d:%d.%m.%Y}", f"{d:%d-%m-%Y}")
    if language == "en":
        return (
            f"{d.day} {long} {d.year}",
            f"{long} {d.day}, {d.year}",
            f"{d.day} {short} {d.year}",
            f"{_th(d.day)} {long} {d.year}",
            f"{_th(d.day)} {long}, {d.year}",
            f"{long} {_th(d.day)}, {d.year}",
            f"{weekday}, {d.day} {long} {d.year}",
            f"{weekday} {d.day} {long} {d.year}",
            f"{weekday}, {long} {d.day}, {d.year}",
            f"{d.day} {long}, {d.year}",
            f"{short} {d.day}, {d.year}",
            f"{d.day:02}-{short}-{d.year}",
            f"{long} {d.day} {d.year}",
            f"{d.day}\u00a0{long}\u00a0{d.year}",
            f"{d:%Y-%m-%d}",
            *(figures if d.day > 12 else ()),
        )
    if language == "fr":
        day = "1er" if d.day == 1 else str(d.day)
        return (
            f"{day} {long} {d.year}",
            f"{weekday} {day} {long} {d.year}",
            f"le {day} {long} {d.year}",
            f"{day} {short} {d.year}",
            *figures[:2],
        )
    return (
        f"{d.day} de {long} de {d.year}",
        f"{d.day} {long} {d.year}",
        f"{weekday}, {d.day} de {long} de {d.year}",
        f"{d.day:02} de {long} de {d.year}",
        f"{d.day} de {long.capitalize()} de {d.year}",
        *((f"{d.day} de {long} del {d.year}",) if language == "es" else ()),
        *figures[::2],
    )


def _interval(a: date, b: date, language: str) -> tuple[str, ...]:
    if (a.year, a.month) != (b.year, b.month):
        return _over_months(a, b, language)
    long, year, one, two = name(a.month, language), b.year, a.day, b.day
    adjacent, both = (b - a).days == 1, AND[language]
    if language == "en":
        short = name(a.month, "en", "abbreviated")
        return (
            f"{one}-{two} {long} {year}",
            f"{long} {one}-{two}, {year}",
            f"{one}–{two} {long} {year}",
            f"{one} – {two} {long} {year}",
            f"{one} to {two} {long} {year}",
            f"from {one} to {two} {long} {year}",
            f"{long} {one} – {two}, {year}",
            f"{long} {one}–{two}, {year}",
            f"{_th(one)}-{_th(two)} {long} {year}",
            f"{one}-{two} {short} {year}",
            f"{short} {one}-{two}, {year}",
            f"{one} {long} - {two} {long} {year}",
            f"{one} - {two} {long}, {year}",
            f"{one}\u2011{two} {long} {year}",
            f"{one:02}-{two:02} {long} {year}",
            *(
                (f"{one} and {two} {long} {year}", f"{one} & {two} {long} {year}", f"{long} {one} and {two}, {year}")
                if adjacent
                else ()
            ),
        )
    if language == "fr":
        first = "1er" if one == 1 else str(one)
        return (
            f"{first}-{two} {long} {year}",
            f"du {first} au {two} {long} {year}",
            f"{first} – {two} {long} {year}",
            f"{first} au {two} {long} {year}",
            *((f"{first} et {two} {long} {year}", f"les {first} et {two} {long} {year}") if adjacent else ()),
        )
    joins = {"es": (f"{one} al {two}", f"del {one} al {two}"), "pt": (f"{one} a {two}", f"de {one} a {two}")}[language]
    return tuple(
        f"{days} de {long} de {year}"
        for days in (f"{one}-{two}", *joins, f"{one} – {two}", *((f"{one} {both} {two}",) if adjacent else ()))
    )


def _over_months(a: date, b: date, language: str) -> tuple[str, ...]:
    one, two = name(a.month, language), name(b.month, language)
    if language == "en":
        if a.year != b.year:
            return (
                f"{a.day} {one} {a.year} – {b.day} {two} {b.year}",
                f"{one} {a.day}, {a.year} - {two} {b.day}, {b.year}",
                f"{a.day} {one} {a.year} to {b.day} {two} {b.year}",
            )
        short, end = name(a.month, "en", "abbreviated"), name(b.month, "en", "abbreviated")
        return (
            f"{a.day} {one} – {b.day} {two} {b.year}",
            f"{one} {a.day} - {two} {b.day}, {b.year}",
            f"{a.day} {one} - {b.day} {two} {b.year}",
            f"{a.day} {one} to {b.day} {two} {b.year}",
            f"from {a.day} {one} to {b.day} {two} {b.year}",
            f"{a.day} {short} - {b.day} {end} {b.year}",
        )
    of = {"fr": " ", "es": " de ", "pt": " de "}[language]
    ends = [f"{'1er' if d.day == 1 and language == 'fr' else d.day}{of}{m}" for d, m in ((a, one), (b, two))]
    starts = f"{of}{a.year}" if a.year != b.year else ""
    to = {"fr": ("du ", " au "), "es": ("del ", " al "), "pt": ("de ", " a ")}[language]
    return (
        f"{ends[0]}{starts} – {ends[1]}{of}{b.year}",
        f"{to[0]}{ends[0]}{starts}{to[1]}{ends[1]}{of}{b.year}",
        f"{ends[0]}{starts} - {ends[1]}{of}{b.year}",
    )
