"""What was told, as it was told: the outbox read back, also after the pages, the words or the versions changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.database import instant, moment, moment_or_none

_ASKED = (
    "SELECT o.*, (SELECT count(*) FROM told t WHERE t.outbox = o.id) AS changes FROM outbox o WHERE o.payload <> ''"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A digest of `channel`; `stdout` is what `digest --since last` printed. It took so many `changes` into account.

    `payload` is what the channel was given, `state` one of `waiting`, `delivered` and `dead`. `done_at` is when it was
    taken, or given up; `since` is None where it reaches back to the beginning.
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
    payload: str


def kept_digests(
    history: Database, *, channel: str | None = None, since: datetime | None = None, until: datetime | None = None
) -> tuple[Kept, ...]:
    """Those that were put together in since <= t < until, the newest first."""
    known = {"channel": channel, "since": since and instant(since), "until": until and instant(until)}
    where = (
        "(:channel IS NULL OR o.channel = :channel) AND (:since IS NULL OR o.created_at >= :since)"
        " AND (:until IS NULL OR o.created_at < :until)"
    )
    return tuple(_read(history.query(f"{_ASKED} AND {where} ORDER BY o.id DESC", known)))


def kept_digest(history: Database, number: int) -> Kept | None:
    """The digest of that number."""
    return next(_read(history.query(f"{_ASKED} AND o.id = ?", [number])), None)


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
            payload=row["payload"],
        )
