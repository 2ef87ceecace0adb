"""Dates (EDTF, ISO 8601-2) in words: days and ranges of days, months, years, seasons; what is none of them stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
OPEN = ("", "..")


def in_words(edtf: str, months: Sequence[str], words: Mapping[str, str]) -> str:
    """A date or an interval. `months`: their names; `words`: `[date]` of the messages."""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf, months, words)
    if end in OPEN:
        return words["since"].format(day=_one(begin, months, words))
    if begin in OPEN:
        return words["until"].format(day=_one(end, months, words))
    first, last = _DATE.fullmatch(begin), _DATE.fullmatch(end)
    if first and last and first[3] and last[3] and not (first[4] or last[4]):
        if first[1] == last[1] and first[2] == last[2]:
            both = words["days"].format(first=_number(first[3], words), last=_number(last[3], words))
            return _day(both, last, months, words)
        if first[1] == last[1]:
            short = words["day_and_month"].format(day=_number(first[3], words), month=months[int(first[2]) - 1])
            return words["range"].format(first=short, last=_one(end, months, words))
    return words["range"].format(first=_one(begin, months, words), last=_one(end, months, words))


def _one(edtf: str, months: Sequence[str], words: Mapping[str, str]) -> str:
    found = _DATE.fullmatch(edtf)
    if found is None:
        return edtf
    year, month, day, doubt = found.groups()
    season = words.get(f"season_{month}")
    about = words["about_season" if season else "about_day" if day else "about"]
    if month and not season and not 1 <= int(month) <= 12:
        return edtf
    if season:
        said = words["season"].format(season=season, year=year)
    elif day:
        said = _day(_number(day, words), found, months, words)
    elif month:
        said = words["month"].format(month=months[int(month) - 1], year=year)
    else:
        said = year
    return about.format(day=said) if doubt else said


def _day(days: str, found: re.Match[str], months: Sequence[str], words: Mapping[str, str]) -> str:
    return words["day"].format(day=days, month=months[int(found[2]) - 1], year=found[1])


def _number(day: str, words: Mapping[str, str]) -> str:
    """A day of the month: the first has a name of its own in French."""
    return words["first_day"] if int(day) == 1 else str(int(day))
