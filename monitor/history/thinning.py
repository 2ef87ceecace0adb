"""Which captures the history could do without: what was read of them is what was read of their neighbours, and nothing
rests on them. Strict: one of which anything is in doubt is not among them. Read-only; `relocation` takes rows out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlite_utils import Database

from monitor.history.captures import ROWS, as_capture
from monitor.history.database import instant
from monitor.history.sources import source_row
from monitor.model import Capture

# Of each capture, in the order in which they were recorded: what was read of it, in one value, and whether something
# rests on it. NULL in `reading`: it was not read exactly once, or not well.
READINGS = f"""
WITH reading AS (
    SELECT capture, count(*) AS times, max(id) AS id, max(coalesce(same_as, id)) AS body, max(same_as) AS same_as,
        max(layout || ' ' || extractor || ' ' || lookups || ' ' || outcome) AS how,
        min(accepted = 1 AND outcome IN ('ok', 'partial')) AS well
    FROM extraction GROUP BY capture
),
used AS (
    SELECT opened_by AS capture FROM statement UNION SELECT closed_by FROM statement
    UNION SELECT opened_by FROM none_stated UNION SELECT closed_by FROM none_stated
    UNION SELECT before_capture FROM change UNION SELECT after_capture FROM change
    UNION SELECT opened_by FROM finding
)
SELECT f.*,
    CASE WHEN r.times = 1 AND r.well = 1 AND v.good = 1 AND f.redacted_at IS NULL AND f.origin IS NULL THEN r.body END
        AS reading,
    r.how,
    r.same_as IS NULL OR r.id IN (SELECT same_as FROM extraction WHERE same_as IS NOT NULL)
        OR f.id IN (SELECT capture FROM used WHERE capture IS NOT NULL) AS used
FROM ({ROWS} WHERE c.source = ?) f
LEFT JOIN reading r ON r.capture = f.id
LEFT JOIN verdict v ON v.id = f.verdict
ORDER BY f.id
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Captures one after the other of which the very same was read. `used`: ids of those that something rests on."""

    captures: tuple[Capture, ...]
    used: frozenset[str]


def stretches(history: Database, source: str, *, before: datetime) -> Iterator[Stretch]:
    """The stretches of equal readings of a source. Those that came at `before` or later are used, and so are those
    that came out of their order, for a clock was set back there.
    """
    rows = list(history.query(READINGS, [source_row(history, source)]))
    latest = 0
    for row in rows:
        row["used"] = row["used"] or row["fetched_at"] >= instant(before) or row["fetched_at"] <= latest
        latest = max(latest, row["fetched_at"])
    for (reading, *_), group in groupby(rows, key=_alike):
        of_one = list(group)
        if reading is not None:
            used = frozenset(row["public"] for row in of_one if row["used"])
            yield Stretch(tuple(as_capture(row) for row in of_one), used)


def _alike(row: dict[str, object]) -> tuple[object, ...]:
    came = ("requested_url", "final_url", "redirects", "status", "media_type", "rendered")
    return row["reading"], row["how"], *(row[name] for name in came)
