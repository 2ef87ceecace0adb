"""One run at a time: a lock beside the database that the kernel lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from monitor.errors import RunLocked


@contextmanager
def run_lock(history: Path, *, now: datetime) -> Iterator[None]:
    """Holds the lock of a history (`history.db.lock`) while the block runs; raises RunLocked saying who holds it.

    The file stays: removing it would let a third process lock a file that nobody else sees.
    """
    path = history.with_name(history.name + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunLocked(
                f"another run holds the lock on {history.name}: {_holder(path)}",
                fix="wait until it has ended; it goes on by itself",
            ) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "since": now.isoformat(timespec="seconds")}, file)
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _holder(path: Path) -> str:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # between its lock and its first word
        return "it has only just begun"
    return f"process {held['pid']} on {held['host']} since {held['since']}"
