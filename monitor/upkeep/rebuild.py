"""The whole history made anew from the archive: what stands in the files is the truth, the database follows from it.

Runs, looks, hosts and what was told to whom are in no archive: they stay where there is a history, and so do the times
at which changes were detected. A history that cannot be used is put aside and kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from monitor import history
from monitor.config import Settings
from monitor.documents import Worker
from monitor.errors import ArchiveError, ArchiveFull, HistoryBusy, HistoryError, NewerSchema
from monitor.history.database import no_room
from monitor.history.schema import NO_ROOM
from monitor.upkeep.desk import Now, at_the_desk, utc_now
from monitor.upkeep.restate import Progress, Restated, restate


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to. `kept`: the file that holds the history as it was, None where there was none.

    `failed`: why sources stayed as they were.
    """

    sources: tuple[str, ...]
    restated: Restated
    kept: Path | None
    was_usable: bool
    failed: tuple[ArchiveError, ...] = ()


def rebuild(
    settings: Settings,
    sources: Sequence[str] = (),
    *,
    despite_damage: bool = False,
    progress: Progress = lambda source: None,
    now: Now = utc_now,
    worker: Worker | None = None,
) -> Rebuilt:
    """Tells the past of these sources again, or of all that the archive has. One that is damaged (see `restate`) stays
    as it was, and the others are told all the same.

    Raises RunLocked while a run is at work, ArchiveFull when there is no room, HistoryError when the history was
    written by a later version.
    """
    path = settings.monitor.history
    with history.run_lock(path, now=now()):
        aside = _put_aside(path) if path.exists() and not _is_usable(path) else None
    usable = path.exists()
    with at_the_desk(settings, now=now, worker=worker) as desk:
        kept = _copy(desk.book, path) if usable else aside
        names = tuple(sources) or desk.archive.sources()
        told, failed = Restated(), []
        for name in names:
            try:
                told += restate(desk, settings, [name], despite_damage=despite_damage, progress=progress)
            except ArchiveFull:
                raise
            except ArchiveError as error:
                failed.append(error)
        history.weigh_sources(desk.book, settings.sources)
        done = tuple(name for name in names if name not in [error.source for error in failed])
        return Rebuilt(done, told, kept, aside is None, tuple(failed))


def _is_usable(path: Path) -> bool:
    """Whether the file is a whole history. NewerSchema and HistoryBusy are no damage, and raised."""
    try:
        with closing(history.open_history(path)) as book:
            return [row[0] for row in book.execute("PRAGMA quick_check").fetchall()] == ["ok"]
    except (NewerSchema, HistoryBusy):
        raise
    except (HistoryError, sqlite3.DatabaseError):
        return False


def _put_aside(path: Path) -> Path:
    """The file with what SQLite left beside it, under a name that nothing has."""
    aside = _free(path, "damaged")
    for end in ("", "-wal", "-shm"):
        there = path.with_name(f"{path.name}{end}")
        if there.exists():
            there.rename(aside.with_name(f"{aside.name}{end}"))
    return aside


def _copy(book: history.Database, path: Path) -> Path:
    """A copy of the history as it is, beside it."""
    copy = _free(path, "before-rebuild")
    try:
        with closing(sqlite3.connect(copy)) as target:
            book.conn.backup(target)
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)  # half a copy is none
        if getattr(error, "sqlite_errorcode", None) in NO_ROOM:
            raise no_room(copy, "a copy of the history") from error
        raise HistoryError(f"the history cannot be copied to {copy.name}: {error}") from error
    return copy


def _free(path: Path, what: str) -> Path:
    names = (path.with_name(f"{path.name}.{what}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())
