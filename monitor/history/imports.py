"""Imports: when each began, which did not come to their end, and what the run log knows that the archive does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.history.captures import captures
from monitor.history.database import instant, moment, transaction
from monitor.history.sources import source_row
from monitor.model import Capture


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """A look that found the bytes of a capture again."""

    at: datetime
    capture: Capture


def begin_import(history: Database, source: str, origin: str, *, now: datetime) -> int:
    """Notes that an import begins, and returns its number: that of the last one from there if it was broken off."""
    row = source_row(history, source)
    found = history.execute(
        "SELECT id FROM import WHERE source = ? AND origin = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
        [row, origin],
    ).fetchone()
    if found:
        return int(found[0])
    with transaction(history):
        sql = "INSERT INTO import (source, origin, started_at) VALUES (?, ?, ?) RETURNING id"
        return int(history.execute(sql, [row, origin, instant(now)]).fetchone()[0])


def broken_off(history: Database, source: str) -> bool:
    """Whether an import of a source did not come to its end: its captures may be in the archive and not in the
    history.
    """
    sql = "SELECT 1 FROM import WHERE source = ? AND ended_at IS NULL"
    return history.execute(sql, [source_row(history, source)]).fetchone() is not None


def end_import(history: Database, number: int, *, offered: int, added: int, now: datetime) -> None:
    """Notes that an import came to its end."""
    with transaction(history):
        history.execute(
            "UPDATE import SET ended_at = ?, seen = ?, added = added + ? WHERE id = ?",
            [instant(now), offered, added, number],
        )


def seen_again(history: Database, source: str) -> tuple[SeenAgain, ...]:
    """The looks of the run log that found the bytes of a capture again, oldest first."""
    known = {one.id: one for one in captures(history, source) if one.redacted_at is None}
    rows = history.execute(
        'SELECT k.checked_at, c.public FROM "check" k JOIN capture c ON c.id = k.capture'
        " JOIN verdict v ON v.id = k.verdict WHERE k.source = ? AND v.name IN ('unchanged', 'not-modified')"
        " AND k.status IS NOT NULL AND k.checked_at > c.fetched_at ORDER BY k.checked_at, k.id",
        [source_row(history, source)],
    )
    return tuple(SeenAgain(moment(at), known[public]) for at, public in rows if public in known)
