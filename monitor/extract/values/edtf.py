"""The part of EDTF (ISO 8601-2, levels 0 and 1) in which dates are kept, and the days it spans.

`2020-03-01`, `2016-05`, `2018`, `2018-21` (a season), a time behind a day (`2018-01-16T15:14`), `~`, `?` or `%` behind
a date, and intervals of two of these with `/`, of which one end may be open (`2023-03/..`, `../2015-07`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?)?)?[~?%]?", re.ASCII)
OPEN = ".."
SEASONS = range(21, 25)  # spring, summer, autumn, winter


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month (day None), or a year (month None). `month` 21 to 24 is a season, which has no days."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """As EDTF writes it."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def first(self) -> date:
        """The first day that is meant; ValueError when the calendar has no such day."""
        return date(self.year, 1 if self._no_month() else self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that is meant; ValueError when the calendar has no such day."""
        month = 12 if self._no_month() else self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def _no_month(self) -> bool:
        """A season gives its year: spring in Lima is not spring in Lisbon."""
        return self.month is None or (self.month in SEASONS and self.day is None)


def _point(text: str) -> Point:
    found = POINT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a date in EDTF: {text!r}")
    year, month, day = (int(part) if part else None for part in found.groups())
    if day is not None and month is not None and month > 12:
        raise ValueError(f"a season has no days: {text!r}")
    return Point(year or 0, month, day)


def bounds(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of a date in EDTF; None for an end that is open. ValueError for what is none, and for
    an interval that runs backwards or has no end at all.
    """
    parts = text.split("/")
    if len(parts) > 2 or all(part == OPEN for part in parts):
        raise ValueError(f"not a date in EDTF: {text!r}")
    if OPEN in parts:
        one = _point(parts[0] if parts[1] == OPEN else parts[1])
        days = one.first, one.last  # both, so that an open end hides no day that the calendar lacks
        return (days[0], None) if parts[1] == OPEN else (None, days[1])
    points = [_point(part) for part in parts]
    starts, ends = [point.first for point in points], [point.last for point in points]
    if ends[-1] < starts[0]:
        raise ValueError(f"an interval that runs backwards: {text!r}")
    return starts[0], ends[-1]
