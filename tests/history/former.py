"""A history of today put back to an earlier schema, as the version wrote it that had that schema."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from monitor.history import schema


def put_back(path: Path, number: int) -> None:
    """Writes the history at this path anew with the schema of that number; what that cannot hold is lost."""
    today = path.with_name("today.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", [str(today)])
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        schema.migrate(old, path, schema.migrations()[:number])
        old.execute("PRAGMA journal_mode = WAL")
        old.execute("ATTACH ? AS today", [str(today)])
        tables = _tables(old)
        for table in tables:
            whence = table
            if table == "check" and "check_text" not in tables:
                whence = "look"  # where looks are as they were before their columns became fewer
            there = {column[1] for column in old.execute(f'PRAGMA today.table_info("{whence}")')}
            both = [column[1] for column in old.execute(f'PRAGMA main.table_info("{table}")') if column[1] in there]
            listed = ", ".join(f'"{name}"' for name in both)
            old.execute(f'DELETE FROM main."{table}"')  # the words of verdicts came with the schema
            old.execute(f'INSERT INTO main."{table}" ({listed}) SELECT {listed} FROM today."{whence}"')
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []
        old.execute("DETACH today")
    today.unlink()


def _tables(connection: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fulltext%' ORDER BY rowid"
    return [name for (name,) in connection.execute(sql)]
