"""The history as flat tables for other programs: typed rows, as observed at a time (see `tables`). Read-only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.database import instant, moment
from monitor.history.dating import FOREVER
from monitor.history.days import day_of
from monitor.history.tables import Table, Type
from monitor.lookups import mechanisms


@contextmanager
def at_one_moment(history: Database) -> Iterator[None]:
    """All that is asked inside sees the history as it was at the first question, whatever a run writes meanwhile."""
    history.execute("BEGIN")
    try:
        yield
    finally:
        history.execute("ROLLBACK")  # nothing was written


def rows(history: Database, table: Table, *, at: datetime | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, as observed at `at` (None: now), one value for each column.

    Values are str, int, bool, date and aware datetime, or any JSON value; None is unknown, and so is a text without
    letters.
    """
    history.conn.create_function("mechanism_name", 1, _name, deterministic=True)
    sql = f"SELECT {', '.join(column.sql for column in table.columns)}{table.rows} ORDER BY {table.order}"
    typed = [TYPED[column.type] for column in table.columns]
    for row in history.execute(sql, {"at": FOREVER if at is None else instant(at)}):
        yield tuple(None if value is None else read(value) for read, value in zip(typed, row, strict=True))


def newest(history: Database, *, at: datetime | None = None) -> datetime | None:
    """When the last of what these tables hold came about; None of an empty history."""
    edges = (
        ("source", "first_seen"),
        ("source_span", "nullif(since, 0)"),
        ("source_span", "until"),
        ("capture", "seen_at"),
        ("capture", "redacted_at"),
        ("change", "detected_at"),
        ("finding", "opened_at"),
        ("finding", "closed_at"),
    )
    every = " UNION ALL ".join(
        f"SELECT max({column}) AS at FROM {table} WHERE {column} <= :at" for table, column in edges
    )
    found = history.execute(f"SELECT max(at) FROM ({every})", {"at": FOREVER if at is None else instant(at)}).fetchone()
    return None if found[0] is None else moment(found[0])


def _name(mechanism: str) -> str:
    return mechanisms.by_id(mechanism).name if mechanisms.known(mechanism) else mechanism


TYPED: dict[Type, Callable[[Any], Any]] = {
    "string": lambda value: str(value) or None,
    "integer": int,
    "boolean": bool,
    "date": day_of,
    "datetime": moment,
    "json": json.loads,
}
