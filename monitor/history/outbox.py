"""Digests on their way: written before they are sent, marked only after the channel accepted them (design rule 7).

A change is told once to each channel. Which changes were told is remembered by their ids, so that no clock that is set
and no past that is told again makes a change told twice, or never.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import HistoryError
from monitor.history.answers import ChangeRecord
from monitor.history.changes import records
from monitor.history.database import instant, moment, moment_or_none, transaction
from monitor.history.dead import give_up
from monitor.history.words import GONE

UNTOLD = (
    "h.correction = 0 AND h.imported = 0 AND NOT EXISTS (SELECT 1 FROM told JOIN outbox ON outbox.id = told.outbox"
    " WHERE told.change = h.public AND outbox.channel = :channel)"
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A digest for a channel. `payload` is what the channel is given, `key` the same in every try.

    `since` is None where it reaches back to the beginning. `attempts` counts the tries that failed,
    `rest` says who is still to get it where others have it, in the words of the channel's kind ('': all are).
    """

    number: int
    channel: str
    key: str
    since: datetime | None
    until: datetime
    payload: str
    attempts: int
    created_at: datetime
    begun_at: datetime  # when the first of these tries could be made
    next_try: datetime | None  # None: never
    error: str | None = None
    rest: str = ""


def untold(history: Database, channel: str, *, until: datetime | None = None) -> tuple[ChangeRecord, ...]:
    """The changes of which `channel` was told nothing yet, newest first; those alone that were detected before `until`.

    Without it also those that a clock that was ahead dated to a time to come: they are no less known now.
    """
    before = " AND h.detected_at < :until" if until else ""
    return records(history, UNTOLD + before, {"channel": channel, "until": until and instant(until)})


def put_out(
    history: Database,
    channel: str,
    payload: str,
    changes: Iterable[str],
    *,
    since: datetime | None,
    until: datetime,
    key: str = "",
    now: datetime,
    heard: str | None = None,
) -> int:
    """Puts a digest of `changes` (public ids) into the outbox, inside the caller's transaction; returns its number.

    What the digest was made of was asked in the same transaction. `heard`: what the channel has heard then (`hears`).
    """
    row = history.execute(
        "INSERT INTO outbox (channel, window_from, window_until, payload, state, attempts, created_at, key, next_try,"
        " heard) VALUES (?, ?, ?, ?, 'waiting', 0, ?, ?, ?, ?)",
        [channel, instant(since) if since else None, instant(until), payload, instant(now), key, instant(now), heard],
    ).lastrowid
    if row is None:
        raise HistoryError("the digest was not written")
    history.conn.executemany("INSERT INTO told (change, outbox) VALUES (?, ?)", [(each, row) for each in set(changes)])
    return row


def mark_told(
    history: Database,
    channel: str,
    until: datetime,
    payload: str = "",
    *,
    changes: Iterable[str] = (),
    since: datetime | None = None,
    heard: str | None = None,
    redacted: int | None = None,
) -> None:
    """Notes that `channel` accepted the digest of since <= t < until, which told of `changes` (public ids).

    `redacted`: of how many captures the words were gone when it was put together; where it are others now, it may have
    words that are to be gone, and is not kept.
    """
    with transaction(history):
        if redacted not in (None, redactions(history)):
            payload = GONE
        number = put_out(history, channel, payload, changes, since=since, until=until, now=until, heard=heard)
        _accepted(history, number, until)


def redactions(history: Database) -> int:
    """Of how many captures the words were taken out of the history."""
    (number,) = history.execute("SELECT count(*) FROM capture WHERE redacted_at IS NOT NULL").fetchone()
    return int(number)


def begin_telling(history: Database, channel: str, *, since: datetime, now: datetime) -> None:
    """A channel joins: what was detected before `since` is no news to it. Nothing happens where it is known already."""
    with transaction(history):
        if history.execute("SELECT 1 FROM outbox WHERE channel = ? LIMIT 1", [channel]).fetchone():
            return
        before = untold(history, channel, until=since)
        number = put_out(history, channel, "", (one.id for one in before), since=None, until=since, now=now)
        _accepted(history, number, now)


def nothing_told(
    history: Database,
    channel: str,
    changes: Iterable[str],
    *,
    since: datetime | None,
    until: datetime,
    now: datetime,
    heard: str | None = None,
) -> None:
    """There was nothing to tell in since <= t < until but for `changes` that the channel does not want to know. Inside
    the caller's transaction. Windows of which that is so, one after the other, are one row.
    """
    sql = "SELECT id, payload FROM outbox WHERE channel = ? ORDER BY id DESC LIMIT 1"
    number, payload = history.execute(sql, [channel]).fetchone() or (0, None)
    if payload == "":
        history.execute("UPDATE outbox SET window_until = ?, heard = ? WHERE id = ?", [instant(until), heard, number])
        known = "INSERT INTO told (change, outbox) VALUES (?, ?)"
        history.conn.executemany(known, [(change, number) for change in set(changes)])
    else:
        number = put_out(history, channel, "", changes, since=since, until=until, now=now, heard=heard)
    _accepted(history, number, now)


def last_told(history: Database, channel: str = "stdout") -> datetime | None:
    """The end of the last window that was told to this channel, or is on its way; None before the first.

    The one written last: where the clock was ahead for a while, an earlier one may end later.
    """
    sql = "SELECT window_until FROM outbox WHERE channel = ? ORDER BY id DESC LIMIT 1"
    return moment_or_none((history.execute(sql, [channel]).fetchone() or (None,))[0])


def told_before(history: Database, channel: str, now: datetime) -> datetime | None:
    """The end of the last window that was told to this channel and does not lie ahead of `now`; None where each does.

    Windows without news that are one row may end ahead: that row counts from when it was begun.
    """
    sql = (
        "SELECT iif(window_until <= :now, window_until, created_at) FROM outbox WHERE channel = :channel"
        " AND min(window_until, created_at) <= :now ORDER BY id DESC LIMIT 1"
    )
    return moment_or_none((history.execute(sql, {"channel": channel, "now": instant(now)}).fetchone() or (None,))[0])


def to_send(history: Database) -> tuple[Outgoing, ...]:
    """What waits, oldest first."""
    return _waiting(history, "ORDER BY o.id")


def next_to_send(history: Database, channel: str, *, behind: int = 0) -> Outgoing | None:
    """The oldest that waits for a channel, of those with a higher number than `behind`."""
    sql = "AND o.channel = :channel AND o.id > :behind ORDER BY o.id LIMIT 1"
    return next(iter(_waiting(history, sql, {"channel": channel, "behind": behind})), None)


def _waiting(history: Database, which: str, values: dict[str, str | int] | None = None) -> tuple[Outgoing, ...]:
    rows = history.query(
        "SELECT o.*, (SELECT max(closed_at) FROM dead_letter WHERE outbox = o.id) AS retried_at FROM outbox o"
        f" WHERE o.state = 'waiting' {which}",
        values,
    )
    return tuple(
        Outgoing(
            number=row["id"],
            channel=row["channel"],
            key=row["key"] or "",
            since=moment_or_none(row["window_from"]),
            until=moment(row["window_until"]),
            payload=row["payload"],
            attempts=row["attempts"],
            created_at=moment(row["created_at"]),
            begun_at=moment(max(row["created_at"], row["retried_at"] or 0)),
            next_try=moment_or_none(row["next_try"]),
            error=row["error"],
            rest=row["rest"] or "",
        )
        for row in rows
    )


def was_accepted(history: Database, tried: Outgoing, *, now: datetime) -> bool:
    """The channel accepted a digest. False, and nothing is written, where it waits no more."""
    with transaction(history):
        waits = _waits_still(history, tried)
        if waits:
            _accepted(history, tried.number, now)
        return waits


def was_refused(
    history: Database, tried: Outgoing, error: str, *, again: datetime | None, now: datetime, rest: str = ""
) -> bool:
    """A digest was not accepted, or only by others than `rest` says; it is tried again at `again`, or never
    (None): it is dead then. False, and nothing is written, where it waits no more.
    """
    with transaction(history):
        if not _waits_still(history, tried):
            return False
        history.execute(
            "UPDATE outbox SET attempts = attempts + 1, error = ?, rest = ?, next_try = ?, state = ?, done_at = ?"
            " WHERE id = ?",
            [
                *(error, rest or None, instant(again) if again else None),
                *("waiting" if again else "dead", None if again else instant(now), tried.number),
            ],
        )
        if again is None:
            give_up(history, tried.number, now=now)
        return True


def hurry(history: Database, channel: str, *, last: int, now: datetime) -> dict[int, datetime]:
    """What waits for its next try goes out at once, up to the digest of the number `last`, since no other overtakes it.
    Returns until when each would have waited. When it is given up stays as it was.
    """
    with transaction(history):
        sql = "SELECT id, next_try FROM outbox WHERE channel = ? AND state = 'waiting' AND next_try > ? AND id <= ?"
        found = history.execute(f"{sql} ORDER BY id", [channel, instant(now), last]).fetchall()
        for number, _ in found:
            history.execute("UPDATE outbox SET next_try = ? WHERE id = ?", [instant(now), number])
    return {number: moment(at) for number, at in found}


def _waits_still(history: Database, tried: Outgoing) -> bool:
    """Whether the very digest that was tried waits: numbers of those that were taken back are given out anew."""
    sql = "SELECT 1 FROM outbox WHERE id = ? AND coalesce(key, '') = ? AND state = 'waiting'"
    return history.execute(sql, [tried.number, tried.key]).fetchone() is not None


def _accepted(history: Database, number: int, now: datetime) -> None:
    history.execute(
        "UPDATE outbox SET state = 'delivered', attempts = attempts + 1, next_try = NULL, error = NULL, rest = NULL,"
        " done_at = ? WHERE id = ?",
        [instant(now), number],
    )
