"""Times as people type them: dates, instants, ages and words, all in UTC. Pure: `now` is given."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from monitor.errors import UsageError

_AGE = re.compile(r"(\d{1,5})\s*(h|hours?|d|days?|w|weeks?)(\s+ago)?", re.IGNORECASE)
_UNIT = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
_FIX = "write 2026-11-01, 2026-11-01T06:00Z, '3 days', today or yesterday"


def since(text: str, *, now: datetime) -> datetime:
    """The instant at which a window begins; a date or a word for one is its midnight.

    Raises UsageError when the words are no time.
    """
    return _instant(text, now, whole_day=timedelta(0))


def until(text: str, *, now: datetime) -> datetime:
    """The instant before which a window ends; a date or a word for one counts with its whole day."""
    return _instant(text, now, whole_day=timedelta(days=1))


def days(text: str, *, now: datetime) -> tuple[date, date]:
    """The first and the last day that are meant: a year or a month has many. UsageError for words that are no time."""
    if found := _MONTH.fullmatch(text.strip()):
        year, month = int(found[1]), int(found[2] or 1)
        try:
            first = date(year, month, 1)
            last = date(year, 12 if found[2] is None else month, 28) + timedelta(days=4)
        except (ValueError, OverflowError) as mistake:
            raise UsageError(f"{text!r} is no date", fix=_FIX) from mistake
        return first, last - timedelta(days=last.day)
    day = since(text, now=now).date()
    return day, day


def _instant(text: str, now: datetime, *, whole_day: timedelta) -> datetime:
    words = text.strip().lower()
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if words in ("today", "yesterday"):
            return midnight - timedelta(days=words == "yesterday") + whole_day
        if age := _AGE.fullmatch(words):
            return now - int(age[1]) * _UNIT[age[2][0]]
        if _DAY.fullmatch(words):
            return datetime.combine(date.fromisoformat(words), datetime.min.time(), UTC) + whole_day
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as mistake:
        raise UsageError(f"{text!r} is no date or time", fix=_FIX) from mistake


def before(moment: datetime, days: int) -> datetime:
    """So many days before an instant, or the first instant there is."""
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
