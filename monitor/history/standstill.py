"""Channels to which no digest could be put together: each is a remark that is opened by the first try that fails and
closed by the first that does not. What such a channel was not told waits, and is told then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import instant, moment, moment_or_none, transaction


@dataclass(frozen=True, slots=True)
class Standstill:
    """A channel that was told nothing since `opened_at`, after so many `attempts`, and why. `next_try` says when it is
    tried again; `closed_at` is None while it stands.
    """

    channel: str
    opened_at: datetime
    attempts: int
    error: str
    next_try: datetime
    closed_at: datetime | None = None


def standstills(
    history: Database, *, since: datetime | None = None, until: datetime | None = None, open_only: bool = False
) -> tuple[Standstill, ...]:
    """Those that began before `until`, and stand or ended since `since`; the oldest first."""
    rows = history.query(
        "SELECT * FROM standstill WHERE (:until IS NULL OR opened_at < :until)"
        " AND (closed_at IS NULL OR (NOT :open AND (:since IS NULL OR closed_at >= :since)))"
        " ORDER BY opened_at, channel",
        {"since": since and instant(since), "until": until and instant(until), "open": open_only},
    )
    return tuple(
        Standstill(
            channel=row["channel"],
            opened_at=moment(row["opened_at"]),
            attempts=row["attempts"],
            error=row["error"],
            next_try=moment(row["next_try"]),
            closed_at=moment_or_none(row["closed_at"]),
        )
        for row in rows
    )


def stands_still(history: Database, channel: str, error: str, *, again: datetime, now: datetime) -> None:
    """A try failed, and the next one is made at `again`."""
    with transaction(history):
        words = "attempts = attempts + 1, error = ?, next_try = ?"
        known = f"UPDATE standstill SET {words} WHERE channel = ? AND closed_at IS NULL"
        if not history.execute(known, [error, instant(again), channel]).rowcount:
            joins = "INSERT INTO standstill (channel, opened_at, attempts, error, next_try) VALUES (?, ?, 1, ?, ?)"
            history.execute(joins, [channel, instant(now), error, instant(again)])


def not_put_off(history: Database, channel: str, *, now: datetime) -> bool:
    """The next try for a channel that stands still is made at once; whether it stands still."""
    with transaction(history):
        sql = "UPDATE standstill SET next_try = ? WHERE channel = ? AND closed_at IS NULL"
        return bool(history.execute(sql, [instant(now), channel]).rowcount)


def goes_on(history: Database, channels: Iterable[str], *, now: datetime) -> None:
    """Digests are put together for these channels again, or for none of their names any more."""
    with transaction(history):
        history.conn.executemany(
            "UPDATE standstill SET closed_at = max(opened_at, ?) WHERE channel = ? AND closed_at IS NULL",
            [(instant(now), each) for each in channels],
        )
