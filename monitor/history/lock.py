"""One run at a time, and one that sends to a channel: locks beside the database that the kernel lets go of when their
holder dies.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import FileIO
from pathlib import Path

from monitor.errors import HistoryError, RunLocked
from monitor.history.database import no_room

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


@contextmanager
def run_lock(history: Path, *, now: datetime) -> Iterator[None]:
    """Holds the lock of a history (`history.db.lock`) while the block runs; raises RunLocked saying who holds it.

    ArchiveFull where there is no room for it, HistoryError where nothing can be written. The file stays: removing it
    would let a third process lock a file that nobody else sees.
    """
    with _locked(history.with_name(history.name + ".lock"), f"another run holds the lock on {history.name}", now):
        yield


@contextmanager
def sending_lock(history: Path, channel: str, *, now: datetime) -> Iterator[None]:
    """Holds the lock of who sends to one channel (`history.db.outbox-CHANNEL.lock`), as `run_lock` does; a run may be
    under way, and other channels may be sent to.
    """
    path = history.with_name(f"{history.name}.outbox-{channel}.lock")
    with _locked(path, f"another process sends to {channel}", now):
        yield


@contextmanager
def _locked(path: Path, otherwise: str, now: datetime) -> Iterator[None]:
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fix = "wait until it has ended; it goes on by itself"
            raise RunLocked(f"{otherwise}: {_holder(path)}", fix=fix) from None
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": now.isoformat(timespec="seconds")}
        with _typed(path):
            file.truncate(0)
            file.write(json.dumps(holder).encode())
        try:
            yield
        finally:
            file.truncate(0)


def holder(history: Path) -> str | None:
    """Who holds the lock of a history now, in words; None where nobody does."""
    path = history.with_name(history.name + ".lock")
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return _holder(path)
    return None


def _opened(path: Path) -> FileIO:
    with _typed(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileIO(path, "a+")  # without a buffer: what finds no room is not tried again when it is closed


@contextmanager
def _typed(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise no_room(path, "the lock of the history") from error
        fix = (
            f"run it where {path.absolute().parent} can be written to; what only asks, such as `monitor show`, need not"
        )
        raise HistoryError(f"{path.absolute()} cannot be written: {error.strerror}", fix=fix) from error


def _holder(path: Path) -> str:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # between its lock and its first word
        return "it has only just begun"
    return f"process {held['pid']} on {held['host']} since {held['since']}"
