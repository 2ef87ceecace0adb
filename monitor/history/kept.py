"""What was told, as it was told: the outbox read back, also after the pages, the words or the versions changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.database import instant, moment, moment_or_none
from monitor.history.words import GONE

_ASKED = """SELECT o.id, o.channel, o.state, o.key, o.window_from, o.window_until, o.created_at, o.done_at, o.attempts,
    o.error, coalesce(t.changes, 0) AS changes, o.payload = ? AS redacted,
    CASE WHEN json_valid(o.payload) THEN json_extract(o.payload, '$.subject') END AS subject
    FROM outbox o LEFT JOIN (SELECT outbox, count(*) AS changes FROM told GROUP BY outbox) t ON t.outbox = o.id
    WHERE o.payload <> ''"""  # else there was nothing to tell


@dataclass(frozen=True, slots=True)
class Kept:
    """A digest of `channel`; `stdout` is what `digest --since last` printed. It took so many `changes` into account.

    `state` is one of `waiting`, `delivered` and `dead`, `done_at` when it was taken, or given up. `since` is None where
    it reaches back to the beginning, `subject` where there is none: in what older versions kept, and where the words
    were `redacted`.
    """

    number: int
    channel: str
    state: str
    key: str
    since: datetime | None
    until: datetime
    created_at: datetime
    done_at: datetime | None
    attempts: int
    error: str | None
    changes: int
    subject: str | None
    redacted: bool


def kept_digests(
    history: Database, *, channel: str | None = None, since: datetime | None = None, until: datetime | None = None
) -> tuple[Kept, ...]:
    """Those that were put together in since <= t < until, the newest first."""
    where = "(? IS NULL OR o.channel = ?) AND (? IS NULL OR o.created_at >= ?) AND (? IS NULL OR o.created_at < ?)"
    bounds = [bound and instant(bound) for bound in (since, until)]
    values = [value for value in (channel, *bounds) for _ in range(2)]
    return tuple(_read(history.query(f"{_ASKED} AND {where} ORDER BY o.id DESC", [GONE, *values])))


def kept_digest(history: Database, number: int) -> tuple[Kept, str] | None:
    """The digest of that number, and its payload: what the channel was given."""
    found = next(_read(history.query(f"{_ASKED} AND o.id = ?", [GONE, number])), None)
    payload = history.execute("SELECT payload FROM outbox WHERE id = ?", [number]).fetchone()
    return (found, payload[0]) if found else None


def channels_told(history: Database) -> tuple[str, ...]:
    """The channels that were told something, by name."""
    return tuple(name for (name,) in history.execute("SELECT DISTINCT channel FROM outbox ORDER BY channel").fetchall())


def _read(rows: Iterator[dict[str, Any]]) -> Iterator[Kept]:
    for row in rows:
        yield Kept(
            number=row["id"],
            channel=row["channel"],
            state=row["state"],
            key=row["key"] or "",
            since=moment_or_none(row["window_from"]),
            until=moment(row["window_until"]),
            created_at=moment(row["created_at"]),
            done_at=moment_or_none(row["done_at"]),
            attempts=row["attempts"],
            error=row["error"],
            changes=row["changes"],
            subject=row["subject"],
            redacted=bool(row["redacted"]),
        )
