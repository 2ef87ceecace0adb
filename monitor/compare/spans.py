"""The days that a stated date covers: EDTF (ISO 8601-2, levels 0 and 1) to a first and a last day."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T\S*)?[~?%]?")


@lru_cache(maxsize=8192)  # each date of a list is put beside each other one
def span(edtf: str | None) -> tuple[date, date] | None:
    """First and last day of a date or a closed interval; None for what is absent, open-ended or of another form."""
    if not edtf:
        return None
    begin, _, end = edtf.partition("/")
    first, last = _days(begin), _days(end or begin)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def ends_before_it_begins(edtf: str) -> bool:
    """Whether a closed interval has its end before its beginning."""
    first, last = (_days(part) for part in edtf.split("/")) if edtf.count("/") == 1 else (None, None)
    return first is not None and last is not None and last[1] < first[0]


def apart(one: str | None, other: str | None) -> int | None:
    """Days between the beginnings of two stated dates, 0 where they overlap; None when either cannot be told.

    By their beginnings, for the last day of 2019 is next to 2020, and a meeting of 2019 is not one of 2020.
    """
    a, b = span(one), span(other)
    if a is None or b is None:
        return None
    overlap = a[0] <= b[1] and b[0] <= a[1]
    return 0 if overlap else abs((b[0] - a[0]).days)


def _days(text: str) -> tuple[date, date] | None:
    match = DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    return (date(year, month, day),) * 2 if 1 <= day <= length else None
