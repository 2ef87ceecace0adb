"""One run at a time, one daemon, and one that sends to a channel: locks beside the database that the kernel lets go of
when their holder dies.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

from monitor.errors import HistoryError, RunLocked
from monitor.history.database import no_room

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
RUN, DAEMON, SENDING = "lock", "watch.lock", "outbox-{}.lock"  # what the names of the locks end in
ASKED = 0.02  # seconds, in which whoever asks who holds a lock has let go of it
GOES_ON = "wait until it has ended; it goes on by itself"
LATER = "wait until it has ended, then run the same command again"


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that holds a lock. `str()` says so in words."""

    pid: int
    host: str
    since: datetime

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since.isoformat(timespec='seconds')}"


@contextmanager
def run_lock(history: Path, *, now: datetime) -> Iterator[None]:
    """Holds the lock of a history (`history.db.lock`) while the block runs; raises RunLocked saying who holds it.

    ArchiveFull where there is no room for it, HistoryError where nothing can be written. The file stays: removing it
    would let a third process lock a file that nobody else sees.
    """
    with _locked(_beside(history, RUN), f"another run holds the lock on {history.name}", now):
        yield


@contextmanager
def daemon_lock(history: Path, *, now: datetime) -> Iterator[None]:
    """Holds the lock of the daemon that watches a history (`history.db.watch.lock`), as `run_lock` does: a second one
    would do nothing but wait for the first. Runs that others begin go by `run_lock` alone.
    """
    fix = "leave the watching to that one, or end it first"
    with _locked(_beside(history, DAEMON), f"another daemon watches {history.name}", now, fix):
        yield


@contextmanager
def sending_lock(history: Path, channel: str, *, now: datetime) -> Iterator[None]:
    """Holds the lock of who sends to one channel, or takes back what waits for it
    (`history.db.outbox-CHANNEL.lock`), as `run_lock` does; a run may be under way, and other channels may be sent to.
    """
    otherwise = f"another process sends to {channel} or changes what waits for it"
    with _locked(_beside(history, SENDING.format(channel)), otherwise, now, LATER):
        yield


def is_lock(path: Path, history: Path) -> bool:
    """Whether a file beside a history is a lock of it: there is nothing in it but who holds it."""
    begin, end = _beside(history, SENDING).name.split("{}")
    sends = path.name.startswith(begin) and path.name.endswith(end)
    return sends or path in (_beside(history, RUN), _beside(history, DAEMON))


@contextmanager
def _locked(path: Path, otherwise: str, now: datetime, fix: str = GOES_ON) -> Iterator[None]:
    with _opened(path) as file:
        if not (_taken(file) or _taken(file, after=ASKED)):
            raise RunLocked(f"{otherwise}: {_written(path) or 'it has only just begun'}", fix=fix)
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": now.isoformat(timespec="seconds")}
        with _typed(path):
            file.truncate(0)
            file.write(json.dumps(holder).encode())
        try:
            yield
        finally:
            file.truncate(0)


def _taken(file: FileIO, after: float = 0.0) -> bool:
    time.sleep(after)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def holder(history: Path, name: str = RUN) -> Holder | None:
    """Who holds a lock of a history now; None where nobody does."""
    path = _beside(history, name)
    named = _written(path)
    if named is None:
        return None  # and nothing is tried: whoever wants it in this moment would be refused
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return named
    return None  # it was killed


def _beside(history: Path, name: str) -> Path:
    return history.with_name(f"{history.name}.{name}")


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


def _written(path: Path) -> Holder | None:
    """Who wrote its name into a lock; None between a lock and its first word, and where nobody holds it."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return Holder(held["pid"], held["host"], datetime.fromisoformat(held["since"]))
