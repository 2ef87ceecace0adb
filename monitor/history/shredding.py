"""What was deleted or overwritten in the history, made to be nowhere in its files any more; and who else has a copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import HistoryBusy, HistoryError
from monitor.history.lock import is_lock

OURS = ("-wal", "-shm", "-journal")  # what belongs to an open history, beside its locks
MAGIC = b"SQLite format 3\0"


def shred(history: Database) -> None:
    """Writes the file anew without its free pages, and empties the write-ahead log. Twice does no harm.

    Raises HistoryBusy while another program reads what stood before, for the log cannot be emptied then, and
    HistoryError when there is no room for the new file beside the old one.
    """
    try:
        history.execute("PRAGMA secure_delete = ON")
        history.execute("VACUUM")
        busy, *_ = history.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError as error:
        fix = "it needs as much room again as it takes; when there is room and nobody reads it, run the same command"
        raise HistoryError(f"the history cannot be written anew: {error}", fix=fix) from error
    if busy:
        raise HistoryBusy(
            "another program reads the history as it stood before, so the words are still in its write-ahead log",
            fix="close that program, then run the same command again",
        )


def copies(path: Path, captures: Sequence[str]) -> tuple[Path, ...]:
    """Files beside the history that hold one of these captures as it was, or that begin with its name and cannot be
    read: backups that a migration made, and what the user copied.
    """
    if not path.parent.is_dir():
        return ()
    mine = {path.name + ending for ending in ("", *OURS)}
    others = (one for one in path.parent.iterdir() if one.name not in mine and not is_lock(one, path))
    return tuple(one for one in sorted(others) if one.is_file() and _holds(one, captures, path.name))


def _holds(path: Path, captures: Sequence[str], name: str) -> bool:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return path.name.startswith(name) and path.stat().st_size > 0
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            redacted = any(column[1] == "redacted_at" for column in copy.execute("PRAGMA table_info(capture)"))
            as_it_was = "redacted_at IS NULL" if redacted else "1"
            marks = ", ".join("?" * len(captures))
            sql = f"SELECT 1 FROM capture WHERE public IN ({marks}) AND {as_it_was} LIMIT 1"
            return copy.execute(sql, list(captures)).fetchone() is not None
    except sqlite3.DatabaseError:  # no history, or a broken one
        return path.name.startswith(name)
