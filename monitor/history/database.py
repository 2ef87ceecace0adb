"""How the history is opened, for writing (schema brought up to date) or for reading, and one explicit transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import ArchiveFull, HistoryBusy, HistoryError, NoHistory
from monitor.history import schema

PATIENCE = 30.0  # seconds to wait for another writer's transaction
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LOG_LIMIT = 4 << 20  # bytes of the write-ahead log that stay when it begins anew; a longer one is cut
MICROSECOND = timedelta(microseconds=1)
PRIMARY = 0xFF  # of an extended result code, the part that is the plain one


def open_history(path: Path) -> Database:
    """The history for writing, made when it is not there, migrated when it is older. Close with `.close()`.

    Raises HistoryError for a file that is no history, NewerSchema for one that a later version wrote, HistoryBusy for
    one that another program is writing to, ArchiveFull where there is no room to open it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return _opened(path, str(path), write=True)


def open_reader(path: Path) -> Database:
    """The history for reading only: nothing can be written through it. NoHistory when there is none yet.

    Where nothing can be written beside it (a read-only folder or device) it is read as the file stands, for without the
    index of its log nobody else writes to it there. HistoryError when a log is left there that was not brought in.
    """
    if not path.exists():
        raise NoHistory(f"there is no history at {path} yet", fix="run `monitor check` first")
    whole = path.resolve()
    try:
        return _opened(path, f"{whole.as_uri()}?mode=ro", write=False)
    except HistoryError as error:
        if not _is_unwritable(error.__cause__):
            raise
        log = whole.with_name(f"{whole.name}-wal")
        if log.exists() and log.stat().st_size:
            fix = f"copy {whole.name} and {log.name} to a folder that can be written to, and name that `history`"
            raise HistoryError(f"{log} is not brought in, and that needs a folder to write to", fix=fix) from error
    return _opened(path, f"{whole.as_uri()}?mode=ro&immutable=1", write=False)


@contextmanager
def transaction(history: Database) -> Iterator[None]:
    """BEGIN IMMEDIATE ... COMMIT, or ROLLBACK when anything is raised inside. Does not nest.

    A full disk is raised as ArchiveFull, the lock of another program as HistoryBusy, any other trouble with the file as
    HistoryError.
    """
    try:
        history.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:  # whatever it is, also a KeyboardInterrupt: half a result must not be committed
            if history.conn.in_transaction:  # a full disk has already rolled back
                history.execute("ROLLBACK")
            raise
        history.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if history.conn.in_transaction:
            history.execute("ROLLBACK")
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):  # a mistake of ours, not of the file
            raise
        if error.sqlite_errorcode in schema.NO_ROOM:
            raise no_room(file_of(history)) from error
        if _is_busy(error):
            raise _busy() from error
        raise HistoryError(f"the history cannot be written: {error}") from error


def file_of(history: Database) -> Path:
    """The file that is open."""
    return Path(next(file for _, name, file in history.execute("PRAGMA database_list") if name == "main"))


def no_room(path: Path, what: str = "the history") -> ArchiveFull:
    """The error for a full disk, or a quota, where this file is."""
    file = path.absolute()
    return ArchiveFull(f"no room is left for {what}, {file}", fix=f"make room in {file.parent}, then run again")


def instant(moment: datetime) -> int:
    """Microseconds since 1970 in UTC; exact, as a float would not be."""
    return (moment - EPOCH) // MICROSECOND


def moment(microseconds: int) -> datetime:
    """The aware UTC datetime of `instant`."""
    return EPOCH + microseconds * MICROSECOND


def moment_or_none(microseconds: int | None) -> datetime | None:
    """`moment`, with NULL left unknown."""
    return None if microseconds is None else moment(microseconds)


def _opened(path: Path, address: str, *, write: bool) -> Database:
    try:
        connection = sqlite3.connect(address, timeout=PATIENCE, uri=not write)
    except sqlite3.OperationalError as error:
        raise HistoryError(f"{path} cannot be opened: {error}") from error
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # what was told as done is on disk
            connection.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT}")
            schema.migrate(connection, path)
        else:
            connection.execute("PRAGMA query_only = ON")
            _readable(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        if write and getattr(error, "sqlite_errorcode", None) in schema.NO_ROOM:
            raise no_room(path) from error
        if _is_busy(error):
            raise _busy() from error
        fix = "put the file aside and run `monitor rebuild`, or name another `history`" if _is_none(error) else None
        raise HistoryError(f"{path} cannot be used as a history: {error}", fix=fix) from error
    except HistoryError:
        connection.close()
        raise
    return Database(connection, execute_plugins=False, recursive_triggers=False)


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)  # the module's own errors have none
    return code & PRIMARY == sqlite3.SQLITE_BUSY


def _is_unwritable(error: BaseException | None) -> bool:
    """Whether the log, or its index, cannot be made beside the file."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & PRIMARY
    return code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _is_none(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is no database, or a damaged one."""
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def _busy() -> HistoryBusy:
    fix = "wait until it has ended, or see which program has the file open"
    return HistoryBusy(f"another program has been writing to the history for {PATIENCE:.0f} seconds", fix=fix)


def _readable(connection: sqlite3.Connection, path: Path) -> None:
    found, known = schema.version(connection), len(schema.migrations())
    if found > known:
        raise schema.newer(path, found, known)
    if not found:
        raise NoHistory(f"there is no history at {path} yet", fix="run `monitor check` first")
    if found < known:
        fix = "run `monitor check` once: it keeps a backup and brings the file up to date"
        raise HistoryError(f"{path.name} has the older schema {found}, this version reads {known}", fix=fix)
