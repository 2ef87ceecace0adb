"""How far each file of the archive was read: what stands behind that, a run left that was killed before it noted it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import moment, transaction
from monitor.model import Place


def known_segments(history: Database) -> dict[str, dict[str, int]]:
    """Of each source, by name: its segments and how many bytes of them are known."""
    known: dict[str, dict[str, int]] = {row["name"]: {} for row in history.query("SELECT name FROM source ORDER BY id")}
    sql = "SELECT s.name AS source, g.name, g.known FROM segment g JOIN source s ON s.id = g.source"
    for row in history.query(sql):
        known[row["source"]][row["name"]] = row["known"]
    return known


def know(history: Database, source: int, places: Iterable[Place]) -> None:
    """Notes that what stands at these places is known. Inside the caller's transaction."""
    history.conn.executemany(
        "INSERT INTO segment (source, name, known) VALUES (?, ?, ?)"
        " ON CONFLICT (source, name) DO UPDATE SET known = max(known, excluded.known)",
        [(source, place.segment, place.offset + place.length) for place in places],
    )


def last_instant(history: Database, source: str) -> datetime | None:
    """When a source was last looked at, as far as the history knows; the instant of its newest capture if later."""
    found = history.execute(
        'SELECT max((SELECT coalesce(max(checked_at), 0) FROM "check" WHERE source = s.id),'
        " (SELECT coalesce(max(fetched_at), 0) FROM capture WHERE source = s.id)) FROM source s WHERE s.name = ?",
        [source],
    ).fetchone()
    return moment(found[0]) if found and found[0] else None


def record_known(history: Database, source: str, ends: Mapping[str, int]) -> None:
    """Notes that these segments of a source are known up to these bytes, and no others; writes only what differs."""
    if known_segments(history)[source] == ends:
        return
    with transaction(history):
        row = int(history.execute("SELECT id FROM source WHERE name = ?", [source]).fetchone()[0])
        history.execute("DELETE FROM segment WHERE source = ?", [row])
        know(history, row, [Place(name, 0, end) for name, end in ends.items()])
