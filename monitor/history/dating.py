"""The source's own date, as its last reading that was accepted gives it: now, or by an instant. Read-only."""

from __future__ import annotations

from sqlite_utils import Database

FOREVER = (1 << 63) - 1  # microseconds: the instant that stands for now

DATED = "SELECT dated FROM source_dated WHERE source = :source"
DATED_AT = """
SELECT x.dated FROM capture c JOIN extraction x ON x.capture = c.id AND x.accepted = 1
WHERE c.source = :source AND c.seen_at <= :at ORDER BY c.seen_at DESC, x.id DESC LIMIT 1
"""


def dated_by(history: Database, source: int, at: int = FOREVER) -> str | None:
    """The own date (EDTF) of a source (its row) as it was read last by an instant; None where it gave none."""
    sql = DATED if at == FOREVER else DATED_AT
    found = history.execute(sql, {"source": source, "at": at}).fetchone()
    return found[0] if found else None
