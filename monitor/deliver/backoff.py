"""When a digest that was not accepted is tried again, and when no more. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)


def next_try(attempts: int, *, created_at: datetime, now: datetime, give_up: timedelta) -> datetime | None:
    """The next try after so many that failed; each pause is twice the one before. None: it is dead.

    The last try is made when the time is over, not before.
    """
    end = created_at + give_up
    if now >= end:
        return None
    pause = min(FIRST * 2.0 ** min(attempts - 1, 16), LONGEST)
    return min(now + pause, end)
