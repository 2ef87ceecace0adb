"""What two sources stated differently at an instant: the view `disagreement`, asked of the history as it was then.

The view knows what stands now. So the rows that stood then are copied into a database in memory, which has the same
tables and the same view, and the history itself is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime

from sqlite_utils import Database

from monitor.history.answers import Disagreement
from monitor.history.database import instant
from monitor.history.dating import FOREVER
from monitor.history.days import teach
from monitor.history.standing import disagreements

FIELDS = (  # of which the view speaks: they say something in no language
    *("type", "established", "member_count", "observer_count", "region", "chair", "member", "observer"),
    *("secretariat", "formal_association", "meeting"),
)
VIEWS = ("source_word", "stance", "disagreement")
WATCHED = (
    "EXISTS (SELECT 1 FROM source_span w WHERE w.source = {} AND w.since < :at AND (w.until IS NULL OR w.until >= :at))"
)
STOOD = (
    "SELECT s.id FROM statement s JOIN capture c ON c.id = s.opened_by LEFT JOIN capture e ON e.id = s.closed_by"
    f" WHERE s.field IN {FIELDS} AND c.seen_at < :at AND (e.seen_at IS NULL OR e.seen_at >= :at)"
    f" AND {WATCHED.format('s.source')}"
)
NONE = (
    "SELECT n.id FROM none_stated n JOIN capture c ON c.id = n.opened_by LEFT JOIN capture e ON e.id = n.closed_by"
    " WHERE c.seen_at < :at AND (e.seen_at IS NULL OR e.seen_at >= :at)"
)
READ = (
    "SELECT (SELECT x.id FROM capture c JOIN extraction x ON x.capture = c.id AND x.accepted = 1"
    " WHERE c.source = o.id AND c.seen_at < :at ORDER BY c.seen_at DESC, x.id DESC LIMIT 1) FROM source o"
)
READINGS = (
    "SELECT 1 FROM capture c JOIN extraction x ON x.capture = c.id AND x.accepted = 1"
    " WHERE c.seen_at >= :since AND c.seen_at < :until"
)
TURNS = "SELECT 1 FROM source_span WHERE since >= :since AND since < :until OR until >= :since AND until < :until"
# Which rows of each table the view asks for. A change is asked for only to say which of two versions lags.
ROWS: Mapping[str, str] = {
    "source": "1",
    "statement": f"id IN ({STOOD})",
    "capture": f"id IN (SELECT opened_by FROM statement WHERE id IN ({STOOD})"
    f" UNION SELECT opened_by FROM none_stated WHERE id IN ({NONE}))",
    "extraction": f"id IN ({READ})",
    "extraction_field": f"extraction IN (SELECT coalesce(same_as, id) FROM extraction WHERE id IN ({READ}))",
    "region_overlap": "1",
    "none_stated": f"id IN ({NONE})",
    "change": "0",
}
# What is put in the place of a column: nothing was closed yet, and who is watched was asked for then.
THEN: Mapping[tuple[str, str], str] = {
    ("statement", "closed_by"): "NULL",
    ("none_stated", "closed_by"): "NULL",
    ("source", "retired_at"): f"iif({WATCHED.format('source.id')}, NULL, 0)",
}


def disagreements_between(
    history: Database, since: datetime, until: datetime
) -> tuple[tuple[Disagreement, ...], tuple[Disagreement, ...]]:
    """What sources stated differently right before both ends of a window. Rows are copied only where something was read
    since: most windows end now, and in many of them no page changed.
    """
    after = disagreements_at(history, until)
    return disagreements_at(history, since) if _was_read(history, since, until) else after, after


def disagreements_at(history: Database, at: datetime) -> tuple[Disagreement, ...]:
    """What sources stated differently right before an instant; which of two language versions lagged is only told of
    what stands now.
    """
    return _as_of(history, at) if _was_read(history, at) else disagreements(history)


def _was_read(history: Database, since: datetime, until: datetime | None = None) -> bool:
    """Whether a reading was taken in a window, or a source came or went, so that others may state something else."""
    window = {"since": instant(since), "until": FOREVER if until is None else instant(until)}
    return any(history.execute(f"SELECT EXISTS ({sql})", window).fetchone()[0] for sql in (READINGS, TURNS))


def _as_of(history: Database, at: datetime) -> tuple[Disagreement, ...]:
    with closing(sqlite3.connect(":memory:")) as memory:
        teach(memory)
        for (sql,) in history.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') AND tbl_name IN"
            f" ({', '.join('?' * len(ROWS))}) ORDER BY type DESC",
            list(ROWS),
        ):
            memory.execute(sql)
        for table, condition in ROWS.items():
            _copy(history, memory, table, condition, {"at": instant(at)})
        for view in VIEWS:
            memory.execute(history.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [view]).fetchone()[0])
        return disagreements(Database(memory))


def _copy(history: Database, memory: sqlite3.Connection, table: str, condition: str, values: Mapping[str, int]) -> None:
    names = [
        name
        for name, hidden in history.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", [table])
        if not hidden
    ]
    said = ", ".join(f'{THEN[table, name]} AS "{name}"' if (table, name) in THEN else f'"{name}"' for name in names)
    rows = history.execute(f'SELECT {said} FROM "{table}" WHERE {condition}', dict(values))
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f'"{name}"' for name in names)
    memory.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)
