"""Whether a source's archive can be read to its end: a state that is told once when it begins and once when it ends."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import transaction
from monitor.history.findings import sync_state
from monitor.history.sources import source_row

KIND = "archive-damaged"


def damaged(history: Database) -> frozenset[str]:
    """The sources whose archive was damaged when it was last looked into."""
    sql = "SELECT s.name FROM finding f JOIN source s ON s.id = f.source WHERE f.kind = ? AND f.closed_at IS NULL"
    return frozenset(str(row[0]) for row in history.execute(sql, [KIND]).fetchall())


def note_damage(history: Database, source: str, message: str | None, *, now: datetime) -> None:
    """Notes what is wrong with a source's archive (None: nothing); writes only when that was otherwise."""
    if (message is not None) != (source in damaged(history)):
        with transaction(history):
            sync_state(history, source_row(history, source), KIND, message, now)
