"""Writing that has reached the device when it returns, one writer a folder at a time (POSIX)."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.errors import ArchiveError, ArchiveFull

UNFINISHED = ".unfinished"  # ends the name of a file until all of it is on the device
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock on a folder, waiting for it: alone to write, `shared` to look while nobody writes."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # which gives the lock back


@contextmanager
def device_errors(path: Path) -> Iterator[None]:
    """What the system says of the device, in our words: ArchiveFull when there is no room, else ArchiveError."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise ArchiveFull(
                f"{path}: no room left ({error.strerror})",
                fix="make room on the device; what was archived before is whole, and the next run goes on from there",
            ) from error
        raise ArchiveError(f"{path}: {error.strerror or error}") from error


def make_folder(folder: Path) -> None:
    """The folder and those above it, each one's name on the device."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """The names in a folder reach the device."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, data: bytes) -> None:
    """The whole file, new or anew. Its name may not be on the device before `sync_folder`."""
    with path.open("wb", buffering=0) as file:
        try:
            _write_all(file.fileno(), data, 0)
        except OSError:
            with suppress(OSError):  # the first error is the one to tell
                path.unlink()
            raise


def replace(path: Path, parts: Iterable[bytes]) -> None:
    """A file of these parts under this name, in the place of what stood there: all of it, or what was there before."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb", buffering=0) as file:
            end = 0
            for part in parts:
                end = _put(file.fileno(), part, end)
            os.fsync(file.fileno())
    except BaseException:  # whatever stops it, a part of a file is of no use
        with suppress(OSError):  # the first error is the one to tell
            unfinished.unlink()
        raise
    unfinished.rename(path)
    sync_folder(path.parent)


def extend(path: Path, end: int, data: bytes) -> None:
    """Add data behind byte `end`, where the file ends. What does not fit is taken back, so that no tear stays."""
    with path.open("r+b", buffering=0) as file:
        try:
            _write_all(file.fileno(), data, end)
        except OSError:
            with suppress(OSError):  # the first error is the one to tell; the next writer cuts a tear that stays
                os.ftruncate(file.fileno(), end)
            raise


def cut(path: Path, end: int) -> None:
    """The file ends at byte `end` from now on."""
    with path.open("r+b", buffering=0) as file:
        os.ftruncate(file.fileno(), end)
        os.fsync(file.fileno())


def _write_all(handle: int, data: bytes, offset: int) -> None:
    _put(handle, data, offset)
    os.fsync(handle)


def _put(handle: int, data: bytes, offset: int) -> int:
    """Where the data ends, once all of it was taken by the system."""
    left = memoryview(data)
    while left:
        written = os.pwrite(handle, left, offset)
        left, offset = left[written:], offset + written
    return offset
