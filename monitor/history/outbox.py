"""What was told, where and up to which instant: marked only after the channel accepted it (design rule 7)."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import instant, moment_or_none, transaction


def mark_told(
    history: Database, channel: str, until: datetime, payload: str = "", *, since: datetime | None = None
) -> None:
    """Notes that `channel` accepted the digest of since <= t < until. `payload` is the digest as it was told."""
    begin, end = None if since is None else instant(since), instant(until)
    with transaction(history):
        history.execute(
            "INSERT INTO outbox (channel, window_from, window_until, payload, state, attempts, created_at, done_at)"
            " VALUES (?, ?, ?, ?, 'delivered', 1, ?, ?)",
            [channel, begin, end, payload, end, end],
        )


def last_told(history: Database, channel: str = "stdout") -> datetime | None:
    """The end of the last window that this channel accepted; None when it was never told anything."""
    sql = "SELECT max(window_until) FROM outbox WHERE channel = ? AND state = 'delivered'"
    return moment_or_none(history.execute(sql, [channel]).fetchone()[0])
