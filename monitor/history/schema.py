"""The schema and its migrations: numbered SQL files in `migrations/`, applied in order, each whole or not at all.

`PRAGMA user_version` is the number of the last one, `PRAGMA application_id` marks the file as a history. A file that
holds data is backed up beside itself before a migration runs, under a name that nothing has.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import chain, count
from pathlib import Path

from monitor.errors import HistoryError, NewerSchema
from monitor.history.days import teach

APPLICATION = 0x4953434D  # "ISCM"


@cache
def migrations() -> tuple[str, ...]:
    """The SQL of every migration; the first brings a new file to version 1."""
    folder = resources.files("monitor.history").joinpath("migrations")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(entry.read_text(encoding="utf-8") for entry in found)


def version(connection: sqlite3.Connection) -> int:
    """The schema's number, 0 of an empty file. HistoryError when the file is a database of something else."""
    mark, number = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and mark != APPLICATION:
        raise HistoryError("the file is a database, but not a history of the monitor", fix="name another `history`")
    return int(number)


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[str] | None = None) -> Path | None:
    """Brings the file to the newest schema and returns the backup that was made, None when there was nothing to lose.

    Raises NewerSchema when a later version of the monitor wrote the file.
    """
    steps = migrations() if steps is None else steps
    found = version(connection)
    if found > len(steps):
        raise newer(path, found, len(steps))
    if found == len(steps):
        return None
    backup = _backed_up(connection, path, found) if found else None
    teach(connection)
    for number in range(found, len(steps)):
        _apply(connection, steps[number], number + 1)
    return backup


def newer(path: Path, found: int, known: int) -> NewerSchema:
    """The error for a file that is ahead of this program."""
    return NewerSchema(
        f"{path.name} has schema {found}, and this version of the monitor knows {known} at most",
        fix="install the version of the monitor that wrote it, or a later one",
    )


def _apply(connection: sqlite3.Connection, sql: str, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {number}")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(sql: str) -> Iterator[str]:
    """The statements one by one: `executescript` would commit before it begins, and after a half could not go back."""
    begun = ""
    for line in sql.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


def _backed_up(connection: sqlite3.Connection, path: Path, number: int) -> Path:
    wanted = path.with_name(f"{path.name}.schema-{number}")
    others = (path.with_name(f"{wanted.name}.{other}") for other in count(2))
    backup = next(name for name in chain([wanted], others) if not os.path.lexists(name))
    target = sqlite3.connect(backup)
    try:
        connection.backup(target)
    finally:
        target.close()
    return backup
