"""The part of EDTF (ISO 8601-2, levels 0 and 1) in which dates are kept, and the days it spans.

`2020-03-01`, `2016-05`, `2018`, `2018-21` (a season), intervals of two of these with `/`, and `~`, `?` or `%` behind a
date.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")
SEASONS = range(21, 25)  # spring, summer, autumn, winter


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month (day None), or a year (month None). `month` 21 to 24 is a season."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """EDTF level 0, or level 1 for a season."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def first(self) -> date:
        """The first day that is meant; ValueError when the calendar has no such day. A season gives its year."""
        month = 1 if self.month is None or self.month in SEASONS else self.month
        return date(self.year, month, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that is meant; ValueError when the calendar has no such day."""
        month = 12 if self.month is None or self.month in SEASONS else self.month
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def _point(text: str) -> Point:
    found = POINT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a date in EDTF: {text!r}")
    year, month, day = (int(part) if part else None for part in found.groups())
    if day is not None and month in SEASONS:
        raise ValueError(f"a season has no days: {text!r}")
    return Point(year or 0, month, day)


def bounds(text: str) -> tuple[date, date]:
    """The first and the last day of a date in EDTF. ValueError for what is none, and for an interval that runs
    backwards.
    """
    points = [_point(part) for part in text.split("/")]
    if len(points) > 2:
        raise ValueError(f"not a date in EDTF: {text!r}")
    first, last = points[0].first, points[-1].last
    if last < first:
        raise ValueError(f"an interval that runs backwards: {text!r}")
    return first, last
