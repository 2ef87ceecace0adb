"""Dates in EDTF as people read them: a season by its name, which ISO 8601-2 numbers like a month (`2026-23`)."""

from __future__ import annotations

import re

NAMES = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
SEASON = re.compile(r"(?<![\d-])(\d{4})-(2[1-4])(?![\d-])", re.ASCII)


def in_words(edtf: str) -> str:
    """`autumn 2026`, `2027-03-01 to 2027-03-02`: a date, or both ends of an interval."""
    return with_seasons(edtf).replace("/", " to ")


def with_seasons(edtf: str) -> str:
    """A date with the names of its seasons, else as it is."""
    return SEASON.sub(lambda found: f"{NAMES[found[2]]} {found[1]}", edtf)
