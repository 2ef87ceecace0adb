"""The table of regions with something in common, so that views can compare what sources say of regions."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.history.database import transaction
from monitor.lookups.regions import overlaps


def keep_regions(history: Database) -> None:
    """Brings the table up to the lookups; writes nothing when they agree."""
    known = set(history.execute("SELECT one, other FROM region_overlap").fetchall())
    wanted = overlaps()
    if known == wanted:
        return
    with transaction(history):
        history.execute("DELETE FROM region_overlap")
        history.conn.executemany("INSERT INTO region_overlap (one, other) VALUES (?, ?)", sorted(wanted))
