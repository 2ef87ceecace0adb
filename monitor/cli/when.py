"""Times as people type them: years, months, days, instants, ages and words, all in UTC. Pure: `now` is given."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from monitor.errors import UsageError

_AGE = re.compile(r"(\d{1,5})\s*(h|hours?|d|days?|w|weeks?)(\s+ago)?", re.IGNORECASE)
_UNIT = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_OTHER = re.compile(r"\d{8}|\d{4}-?W\d{2}(-?\d)?", re.ASCII | re.IGNORECASE)
_LAST = datetime.max.replace(tzinfo=UTC)
_FIX = "write 2026, 2026-11, 2026-11-01, 2026-11-01T06:00Z, '3 days', today or yesterday"


def since(text: str, *, now: datetime) -> datetime:
    """The instant at which a window begins: of a day, a month or a year its first midnight.

    Raises UsageError when the words are no time.
    """
    return _instant(text, now, whole=False)


def until(text: str, *, now: datetime) -> datetime:
    """The instant before which a window ends: a day, a month or a year counts whole. UsageError likewise."""
    return _instant(text, now, whole=True)


def days(text: str, *, now: datetime) -> tuple[date, date]:
    """The first and the last day that are meant: a year or a month has many. UsageError for words that are no time."""
    try:
        meant = _days(text.strip())
    except (ValueError, OverflowError) as mistake:
        raise UsageError(f"{text!r} is no date", fix=_FIX) from mistake
    day = since(text, now=now).date()
    return meant or (day, day)


def _days(text: str) -> tuple[date, date] | None:
    """Those of a year, a month or a day in figures, or of a day or week in another form of ISO 8601
    (20261101, 2026-W44, 2026-W44-7).

    None for other words, ValueError where there is no such day.
    """
    if not (found := _DATE.fullmatch(text)):
        if not (other := _OTHER.fullmatch(text)):
            return None
        begins = date.fromisoformat(text.upper())
        is_week = "W" in text.upper() and not other[1]
        return begins, begins + timedelta(days=6 * is_week)
    year, month, day = (int(part) if part else None for part in found.groups())
    first = date(year or 0, month or 1, day or 1)
    end = month or 12
    return first, first.replace(month=end, day=day or monthrange(first.year, end)[1])


def _instant(text: str, now: datetime, *, whole: bool) -> datetime:
    words = text.strip().lower()
    try:
        if words in ("today", "yesterday"):
            day = now.astimezone(UTC).date() - timedelta(days=words == "yesterday")
            return _edge(day, day, whole=whole)
        if age := _AGE.fullmatch(words):
            return now - int(age[1]) * _UNIT[age[2][0]]
        if meant := _days(words):
            return _edge(*meant, whole=whole)
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as mistake:
        raise UsageError(f"{text!r} is no date or time", fix=_FIX) from mistake


def _edge(first: date, last: date, *, whole: bool) -> datetime:
    """The midnight at which days begin, or that after the last of them; of the last day there is, its last instant."""
    if not whole:
        return datetime.combine(first, datetime.min.time(), UTC)
    return _LAST if last == date.max else datetime.combine(last + timedelta(days=1), datetime.min.time(), UTC)


def before(moment: datetime, days: int) -> datetime:
    """So many days before an instant, or the first instant there is."""
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
