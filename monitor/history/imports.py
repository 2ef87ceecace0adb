"""Imports: when each began, and which did not come to their end."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import instant, transaction
from monitor.history.sources import source_row


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
            "UPDATE import SET ended_at = ?, seen = ?, added = added + ?, state = NULL WHERE id = ?",
            [instant(now), offered, added, number],
        )
