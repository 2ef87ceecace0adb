"""Seasons, which ISO 8601-2 numbers like months (`2026-23`): dates with their names, as people read them, and the days
among which they lie.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

NAMES = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
SEASON = re.compile(r"(?<![\d-])(\d{4})-(2[1-4])(?![\d-])", re.ASCII)


def in_words(edtf: str) -> str:
    """`autumn 2026`, `2027-03-01 to 2027-03-02`: a date, or both ends of an interval."""
    return with_seasons(edtf).replace("/", " to ")


def with_seasons(edtf: str) -> str:
    """A date with the names of its seasons, else as it is."""
    return SEASON.sub(lambda found: f"{NAMES[found[2]]} {found[1]}", edtf)


def days_of_season(edtf: str) -> tuple[date, date] | None:
    """The days among which a season lies wherever it is told, spring in Lima and in Lisbon: its year, and for a winter
    the two months behind it. None: it is none.
    """
    found = SEASON.fullmatch(edtf.rstrip("~?%"))
    if found is None:
        return None
    year = int(found[1])
    return date(year, 1, 1), date(year + 1, 3, 1) - timedelta(days=1) if NAMES[found[2]] == "winter" else date(
        year, 12, 31
    )
