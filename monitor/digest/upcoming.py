"""The meetings to come of a digest: those of the next days, as they were stated at the end of its window. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from monitor.digest.records import Upcoming

if TYPE_CHECKING:
    from monitor.history import Meeting

DAYS_AHEAD = 60
INSTANT = timedelta(microseconds=1)  # by which the last instant of a window lies before its end
WIDEST = timedelta(days=31)  # a meeting of which only the year is told, or a season, comes some time
EXACT = timedelta(days=14)  # and one of which only the month is told may be over when the month has begun
CANCELLED = "cancelled"


def upcoming(meetings: Iterable[Meeting], today: date) -> tuple[Upcoming, ...]:
    """Those that begin within `DAYS_AHEAD`, or are under way, and are not called off. Of one of which a month alone is
    told nobody knows whether it is over once the month has begun; it is told while it is announced.
    """
    return tuple(
        Upcoming(
            one.mechanism,
            one.when,
            one.place,
            one.country,
            one.title,
            tuple(dict.fromkeys(said.source for said in one.says)),
        )
        for one in meetings
        if one.when and one.state != CANCELLED and _is_near(one, today)
    )


def _is_near(one: Meeting, today: date) -> bool:
    first, last = one.first_day, one.last_day
    if first is None or last is None or last < today or last - first > WIDEST:
        return False
    return today <= first <= today + timedelta(days=DAYS_AHEAD) or (
        first < today and (one.announced or last - first <= EXACT)
    )
