"""The schema and its migrations: numbered SQL files in `migrations/`, applied in order, all that are due or none.

`PRAGMA user_version` is the number of the last one, `PRAGMA application_id` marks the file as a history. A file that
holds data is backed up beside itself before a migration runs, under a name that nothing has.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib import resources
from itertools import chain, count
from pathlib import Path

from monitor.errors import ArchiveFull, HistoryError, NewerSchema
from monitor.history.blank import fill
from monitor.history.days import teach
from monitor.history.shape import mend

APPLICATION = 0x4953434D  # "ISCM"
# the last two where a quota or a limit says no, or where the shared index of the WAL finds no room
NO_ROOM = frozenset((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE))
UNTOUCHED = "the file is as it was, and goes on with the version of the monitor that wrote it; tell who makes this one"


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

    What fails on a copy is not done to the file, and all steps are one transaction: whatever happens, the file has the
    old schema or the new one. Raises NewerSchema when a later version of the monitor wrote the file, HistoryError when
    the migration does not work out on the copy or its tables are not those of a new file, ArchiveFull when there is no
    room for it.
    """
    steps = migrations() if steps is None else steps
    found = version(connection)
    if found > len(steps):
        raise newer(path, found, len(steps))
    if found == len(steps):
        return None
    backup = _backed_up(connection, path, found) if found else None
    if backup:
        _try(connection, path, steps)
    _apply(connection, path, steps)
    return backup


def newer(path: Path, found: int, known: int) -> NewerSchema:
    """The error for a file that is ahead of this program."""
    return NewerSchema(
        f"{path.name} has schema {found}, and this version of the monitor knows {known} at most",
        fix="install the version of the monitor that wrote it, or a later one",
    )


def _try(connection: sqlite3.Connection, path: Path, steps: Sequence[str]) -> None:
    """Does it to a copy, in a file without a name that goes with this process, however that ends."""
    with closing(sqlite3.connect("")) as copy:
        try:
            connection.backup(copy)
            _apply(copy, path, steps)
            told = [str(line) for (line,) in copy.execute("PRAGMA integrity_check(1)")]
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) in NO_ROOM:
                fix = "make room in the folder for temporary files, or name another in SQLITE_TMPDIR, then run again"
                raise ArchiveFull("no room is left to try the new schema on a copy of the history", fix=fix) from error
            raise HistoryError(f"the history cannot be brought to the new schema: {error}", fix=UNTOUCHED) from error
    if told != ["ok"]:
        raise HistoryError(f"the history is not sound in the new schema: {told[0]}", fix=UNTOUCHED)


def _apply(connection: sqlite3.Connection, path: Path, steps: Sequence[str]) -> None:
    """All steps that the file lacks, or none."""
    teach(connection)
    connection.execute("PRAGMA foreign_keys = OFF")  # tables are made anew; what they name is looked at in the end
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = version(connection)  # asked again: another process may have been first
            if found > len(steps):
                raise newer(path, found, len(steps))
            if found:
                for sql in steps[found:]:
                    for statement in _statements(sql):
                        connection.execute(statement)
                mend(connection, steps)
            else:
                fill(connection, tuple(steps))
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
            if lost:
                raise HistoryError(f"a row of {lost[0]} names one of {lost[2]} that is not there", fix=UNTOUCHED)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(steps)}")
        except BaseException:  # whatever it is: a half must not be committed
            if connection.in_transaction:  # a full disk has already rolled back
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _statements(sql: str) -> Iterator[str]:
    """The statements one by one: `executescript` would commit before it begins, and after a half could not go back."""
    begun = ""
    for line in sql.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


def _backed_up(connection: sqlite3.Connection, path: Path, number: int) -> Path:
    """A copy beside the file, which has its name only when it is whole."""
    wanted = path.with_name(f"{path.name}.schema-{number}")
    begun = path.with_name(f"{wanted.name}.part-{os.getpid()}")
    try:
        with closing(sqlite3.connect(begun)) as target:
            connection.backup(target)
        others = (path.with_name(f"{wanted.name}.{other}") for other in count(2))
        backup = next(name for name in chain([wanted], others) if not os.path.lexists(name))
        begun.rename(backup)
    finally:
        begun.unlink(missing_ok=True)
    return backup
