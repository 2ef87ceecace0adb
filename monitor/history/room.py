"""The room that the history takes on disk: its write-ahead log, and what was deleted in it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import ArchiveFull, HistoryBusy, HistoryError
from monitor.history.database import file_of, no_room
from monitor.history.schema import NO_ROOM

BUSY = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))


def bring_in(history: Database) -> bool:
    """Brings what stands in the write-ahead log into the file and empties the log; waits for nobody.

    False when somebody still reads what stood before: then as much is brought in as they let, the log stays, and the
    next call goes on. Readers are not disturbed either way. ArchiveFull where there is no room for it, HistoryError
    when the file cannot be written; what was committed is in the log then, and safe.
    """
    patience = history.execute("PRAGMA busy_timeout").fetchone()[0]
    try:
        history.execute("PRAGMA busy_timeout = 0")
        history.execute("PRAGMA wal_checkpoint(PASSIVE)")  # TRUNCATE alone gives up where somebody writes
        busy = history.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in BUSY:
            return False
        if error.sqlite_errorcode in NO_ROOM:
            raise no_room(file_of(history)) from error
        raise HistoryError(f"the log of the history cannot be brought into it: {error}") from error
    finally:
        history.execute(f"PRAGMA busy_timeout = {patience}")
    return not busy


def compact(history: Database, path: Path) -> int:
    """Writes the history anew without the room of what was deleted; returns the bytes that were freed.

    Never during a run: the caller holds its lock. ArchiveFull when there is less room than the new file and its log
    take, HistoryBusy while another program writes to it.
    """
    bring_in(history)
    size = path.stat().st_size
    free = shutil.disk_usage(path.parent).free
    if free < 2 * size:
        raise ArchiveFull(
            f"the history takes {size:,} bytes and there are {free:,} left: to write it anew takes twice its size",
            fix="make room, then run the same command again",
        )
    try:
        history.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in BUSY:
            raise HistoryBusy("another program writes to the history", fix="wait until it has ended") from error
        raise HistoryError(f"the history cannot be written anew: {error}", fix="it is as it was") from error
    bring_in(history)
    return size - path.stat().st_size
