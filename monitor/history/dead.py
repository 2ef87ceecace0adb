"""Digests that no channel took: each is a remark that is opened when it is given up, and closed when somebody deals
with it. Nothing of them is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import instant, moment, moment_or_none, transaction
from monitor.history.withdrawn import withdraw
from monitor.history.words import GONE


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A digest (`number`) that was given up after so many `attempts` at `opened_at`, and why.

    `ended`: how it was dealt with at `closed_at`, `retried` or `dropped`; None while it stands.
    """

    number: int
    channel: str
    created_at: datetime
    opened_at: datetime
    attempts: int
    error: str
    closed_at: datetime | None = None
    ended: str | None = None


def dead_letters(
    history: Database, *, since: datetime | None = None, until: datetime | None = None, open_only: bool = False
) -> tuple[DeadLetter, ...]:
    """Those that were opened before `until`, and stand or were closed since `since`; the oldest first."""
    rows = history.query(
        "SELECT o.id, o.channel, o.created_at, d.attempts, d.error, d.opened_at, d.closed_at, d.ended"
        " FROM dead_letter d JOIN outbox o ON o.id = d.outbox WHERE (:until IS NULL OR d.opened_at < :until)"
        " AND (d.closed_at IS NULL OR (NOT :open AND (:since IS NULL OR d.closed_at >= :since)))"
        " ORDER BY d.opened_at, o.id",
        {"since": since and instant(since), "until": until and instant(until), "open": open_only},
    )
    return tuple(
        DeadLetter(
            number=row["id"],
            channel=row["channel"],
            created_at=moment(row["created_at"]),
            opened_at=moment(row["opened_at"]),
            attempts=row["attempts"],
            error=row["error"],
            closed_at=moment_or_none(row["closed_at"]),
            ended=row["ended"],
        )
        for row in rows
    )


def give_up(history: Database, number: int, *, now: datetime) -> None:
    """A digest is dead from `now` on. Inside the caller's transaction."""
    history.execute(
        "INSERT INTO dead_letter (outbox, opened_at, attempts, error)"
        " SELECT id, ?, attempts, coalesce(error, 'it was never tried') FROM outbox WHERE id = ?",
        [instant(now), number],
    )


def retry(history: Database, numbers: Iterable[int], *, now: datetime) -> tuple[int, ...]:
    """Dead letters are sent again, from `now` on and as if for the first time, under the key that they had. Of those
    whose words were redacted, which are returned, what they told is told anew, by the next digest.
    """
    with transaction(history):
        numbers = list(numbers)
        for number in numbers:
            _close(history, number, "retried", now)
            history.execute(
                "UPDATE outbox SET state = 'waiting', attempts = 0, next_try = ?, done_at = NULL"
                " WHERE id = ? AND state = 'dead' AND payload <> ?",
                [instant(now), number, GONE],
            )
        sql = "SELECT id FROM outbox WHERE id IN (SELECT value FROM json_each(?)) AND payload = ? ORDER BY id"
        anew = tuple(number for (number,) in history.execute(sql, [json.dumps(numbers), GONE]).fetchall())
        withdraw(history, anew)
        return anew


def drop(history: Database, numbers: Iterable[int], *, now: datetime) -> None:
    """Dead letters, and what waits for a channel that there is no more, are sent to nobody; they are kept, and what
    they told counts as told.
    """
    with transaction(history):
        for number in numbers:
            left = "UPDATE outbox SET state = 'dead', next_try = NULL, done_at = ? WHERE id = ? AND state = 'waiting'"
            if history.execute(left, [instant(now), number]).rowcount:
                give_up(history, number, now=now)
            _close(history, number, "dropped", now)


def stranded(history: Database, channels: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Number and channel of what waits for channels that are none of these."""
    rows = history.execute("SELECT id, channel FROM outbox WHERE state = 'waiting' ORDER BY id").fetchall()
    return tuple((number, channel) for number, channel in rows if channel not in channels)


def _close(history: Database, number: int, ended: str, now: datetime) -> None:
    history.execute(
        "UPDATE dead_letter SET closed_at = max(opened_at, ?), ended = ? WHERE outbox = ? AND closed_at IS NULL",
        [instant(now), ended, number],
    )
