"""Old looks folded to a number for each source, month and verdict, without loss for what follows from looks.

Of looks of one month that ended alike (verdict, capture, error, address) the first and the last stay as they are; those
between become a number. What anything rests on stays: the looks since a source was last well and since a whole answer
last came, those that brought a reading or told a change, and the last good one before a statement ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from monitor.history.captures import GOOD
from monitor.history.check_rows import LOOKS, drop_unused_texts
from monitor.history.database import instant, transaction

BETWEEN = f"""
WITH settled AS (  -- looks before this number are over: a source that was never well has none
    SELECT o.id AS source, min(
        (SELECT id FROM "check" WHERE source = o.id AND verdict IN {GOOD} AND outcome IS NOT 'failed'
         ORDER BY id DESC LIMIT 1),
        (SELECT id FROM "check" WHERE source = o.id AND verdict IN (SELECT id FROM verdict
         WHERE name IN ('new', 'changed', 'unchanged')) ORDER BY id DESC LIMIT 1)
    ) AS id
    FROM source o
),
ended AS (SELECT DISTINCT source, closed_by FROM statement WHERE closed_by IS NOT NULL),
last_seen AS (
    SELECT e.source, (
        SELECT k.id FROM "check" k WHERE k.source = e.source AND k.verdict IN {GOOD} AND k.checked_at < c.fetched_at
            AND k.id < coalesce((SELECT min(run) + 1 FROM extraction WHERE capture = c.id) * {LOOKS}, k.id + 1)
        ORDER BY k.id DESC LIMIT 1
    ) AS id
    FROM ended e JOIN capture c ON c.id = e.closed_by
),
old AS (
    SELECT k.source, k.id, k.verdict, k.capture, k.error, k.moved_to,
        strftime('%Y-%m', k.checked_at / 1000000, 'unixepoch') AS month
    FROM settled s
    JOIN "check" k ON k.source = s.source AND k.id < s.id
    JOIN verdict v ON v.id = k.verdict AND v.name NOT IN ('new', 'changed')
    WHERE k.checked_at < :before AND k.outcome IS NULL AND k.changes = 0
)
SELECT o.name, found.source, found.id, found.month, found.verdict FROM (
    SELECT *, row_number() OVER alike AS place, count(*) OVER (PARTITION BY source, month, verdict, capture, error,
        moved_to) AS looks
    FROM old WINDOW alike AS (PARTITION BY source, month, verdict, capture, error, moved_to ORDER BY id)
) found
JOIN source o ON o.id = found.source
WHERE place > 1 AND place < looks
    AND (found.source, found.id) NOT IN (SELECT source, id FROM last_seen WHERE id IS NOT NULL)
"""


def foldable(history: Database, *, before: datetime) -> Mapping[str, int]:
    """How many looks before that time could be folded, by the names of their sources."""
    return Counter(str(row[0]) for row in history.execute(BETWEEN, {"before": instant(before)}))


def fold(history: Database, *, before: datetime) -> Mapping[str, int]:
    """Folds the looks before that time; returns how many there were, by the names of their sources.

    One transaction, and never during a run: the caller holds its lock. Twice does no harm.
    """
    with transaction(history):
        found = history.execute(BETWEEN, {"before": instant(before)}).fetchall()
        numbers = Counter((source, month, verdict) for _, source, _, month, verdict in found)
        history.conn.executemany(
            "INSERT INTO check_folded (source, month, verdict, looks) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (source, month, verdict) DO UPDATE SET looks = looks + excluded.looks",
            [(*kind, looks) for kind, looks in numbers.items()],
        )
        history.conn.executemany(
            'DELETE FROM "check" WHERE source = ? AND id = ?', [(source, number) for _, source, number, *_ in found]
        )
        if found:
            drop_unused_texts(history)
    return Counter(str(row[0]) for row in found)
