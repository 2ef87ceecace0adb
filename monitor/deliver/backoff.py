"""When a digest that was not accepted is tried again, and when no more. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
DAY = timedelta(days=1)


def pause(attempts: int) -> timedelta:
    """How long to wait after so many tries that failed: each time twice as long as before."""
    return min(FIRST * 2.0 ** min(attempts - 1, 16), LONGEST)


def waits(until: datetime | None, now: datetime) -> bool:
    """Whether the time of a try is still to come. One that lies further ahead than any pause was set by a clock that
    was ahead.
    """
    return until is not None and now < until <= now + DAY


def next_try(
    attempts: int, *, begun_at: datetime, now: datetime, give_up: timedelta, asked: float | None = None
) -> datetime | None:
    """The next try after so many that failed. None: it is dead.

    `asked`: seconds that the other side wants us to wait; so long at least, but for a day at most. The last try is made
    when the time is over, not before. Where a clock that was ahead said when it began, the pauses since say that.
    """
    if begun_at > now:
        begun_at = now - sum((pause(each) for each in range(1, attempts)), timedelta())
    end = begun_at + give_up
    if now >= end:
        return None
    wish = timedelta(seconds=min(asked or 0.0, DAY.total_seconds()))
    return min(now + max(pause(attempts), wish), end)
