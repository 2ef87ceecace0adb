"""The folder in which one browser and its driver keep what they write."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PREFIX = "monitor-browser-"
# Bytes. Chromium makes a socket 70 further down, whose path has 103 at most on some systems, and ends where it has
# more.
_LONGEST = 33
# Seconds. One that is younger may be about to be locked by who made it.
_FRESH = 60.0


class Home:
    """A new folder for temporary files, locked while it is in use (flock(2)); the kernel unlocks it for who was killed.

    Folders of our own that nobody holds any more are taken away.
    """

    def __init__(self) -> None:
        sweep()
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=_above(), ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def remove(self) -> None:
        """Take it away with all that is in it. A second time does nothing."""
        if self._lock != -1:
            self._folder.cleanup()
            os.close(self._lock)
            self._lock = -1


def _above() -> str:
    """The folder for temporary files; where its path is too long, the one that every POSIX system has."""
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) <= _LONGEST else "/tmp"


def sweep() -> None:
    """Take away what runs that were killed have left."""
    for path in Path(_above()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, held by a run, or gone meanwhile
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                found = os.fstat(handle)
                if found.st_uid == os.geteuid() and time.time() - found.st_mtime > _FRESH:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(handle)
