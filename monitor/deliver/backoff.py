"""When a digest that was not accepted is tried again, and when no more. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
DAY = timedelta(days=1)


def next_try(
    attempts: int, *, begun_at: datetime, now: datetime, give_up: timedelta, asked: float | None = None
) -> datetime | None:
    """The next try after so many that failed; each pause is twice the one before. None: it is dead.

    `asked`: seconds that the other side wants us to wait; so long at least, but for a day at most. The last try is made
    when the time is over, not before.
    """
    end = begun_at + give_up
    if now >= end:
        return None
    pause = min(FIRST * 2.0 ** min(attempts - 1, 16), LONGEST)
    wish = timedelta(seconds=min(asked or 0.0, DAY.total_seconds()))
    return min(now + max(pause, wish), end)
