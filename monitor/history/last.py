"""The last things the history knows of a source: what a look compares its answer with."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.history.captures import ROWS, as_capture
from monitor.history.sources import source_row
from monitor.model import Capture, ContentVerdict


def last_capture(history: Database, source: str) -> tuple[Capture, ContentVerdict | None] | None:
    """The newest capture of a source and how it was judged (None: not yet), good or not."""
    row = next(
        history.query(
            f"{ROWS.replace('s.name AS source_name', 's.name AS source_name, v.name AS judged', 1)}"
            " LEFT JOIN verdict v ON v.id = c.verdict WHERE c.source = ? ORDER BY c.fetched_at DESC LIMIT 1",
            [source_row(history, source)],
        ),
        None,
    )
    return (as_capture(row), row["judged"]) if row else None


def read_by(history: Database, capture: str) -> tuple[str, str] | None:
    """The extractor and lookup version that last read a capture (public id); None when nothing did."""
    found = history.execute(
        "SELECT e.extractor, e.lookups FROM extraction e JOIN capture c ON c.id = e.capture WHERE c.public = ?"
        " ORDER BY e.id DESC LIMIT 1",
        [capture],
    ).fetchone()
    return (str(found[0]), str(found[1])) if found else None
