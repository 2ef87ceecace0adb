"""The shape of a history: what stands in its schema, and whether a file that was migrated has that of a new one.

A version between two releases may have had another text for a step that the file has behind it. What holds no data is
then made anew; a table that differs cannot be.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from monitor.errors import HistoryError
from monitor.history.days import teach

COMMENT = re.compile(r"--[^\n]*")
Shape = dict[tuple[str, str], str]  # kind and name -> the SQL that makes it


def shape(connection: sqlite3.Connection) -> Shape:
    """Every table, index, trigger and view in the order in which it was made."""
    sql = "SELECT type, name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
    return {(kind, name): text for kind, name, text in connection.execute(sql)}


def plain(sql: str) -> str:
    """SQL without what says nothing to SQLite: comments, and how it is laid out."""
    return re.sub(r" ?([(),]) ?", r"\1", " ".join(COMMENT.sub("", sql).split()))


def made_by(steps: Sequence[str]) -> Shape:
    """The shape of a new file."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        teach(fresh)
        for sql in steps:
            fresh.executescript(sql)
        return shape(fresh)


def mend(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Makes anew what differs from a new file and holds no data; what people added themselves stays. Inside the
    caller's transaction. HistoryError for a table that differs."""
    found, wanted = shape(connection), made_by(steps)
    differing = [one for one, sql in wanted.items() if plain(found.get(one, "")) != plain(sql)]
    for kind, name in differing:
        if kind == "table":
            raise HistoryError(
                f"the table {name} of the history is not as any release made it",
                fix="put the file aside and run `monitor rebuild`: all but runs and people's marks is in the archive",
            )
        connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    for one in differing:
        connection.execute(wanted[one])
