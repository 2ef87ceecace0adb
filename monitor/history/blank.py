"""A history in which nothing stands yet: the schema to which all steps lead, without the older ones on the way.

Each source whose past is told again needs a new file: in one go it takes a sixth of the time (bench/new_file.py).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from monitor.history.days import teach

# not what SQLite itself makes: the indexes of keys, and the tables behind a virtual one
MADE = """SELECT sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
        AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
    ORDER BY rowid"""
FILLED = """SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"""

Filled = tuple[str, tuple[tuple[object, ...], ...]]  # an INSERT, and its rows


@cache
def blank(steps: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Filled, ...]]:
    """What makes a new file: statements in their order, and the rows that stand in it from the beginning."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        teach(fresh)
        for sql in steps:
            fresh.executescript(sql)
        made = tuple(sql for (sql,) in fresh.execute(MADE))
        rows = {name: tuple(fresh.execute(f'SELECT * FROM "{name}"')) for (name,) in fresh.execute(FILLED).fetchall()}
    return made, tuple(
        (f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(some[0]))})', some) for name, some in rows.items() if some
    )


def fill(connection: sqlite3.Connection, steps: tuple[str, ...]) -> None:
    """Makes an empty file one that all steps have made. Inside the caller's transaction."""
    made, filled = blank(steps)
    for sql in made:
        connection.execute(sql)
    for sql, rows in filled:
        connection.executemany(sql, rows)
