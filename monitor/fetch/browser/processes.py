"""The processes of one browser: what they hold, and their end."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

from monitor.fetch.browser.chromium import mark


class Processes:
    """The processes of the browser that has this `home`, and its driver, which started it.

    They are seen through /proc; where there is none (not Linux), none is.

    Memory is counted as RssAnon and RssShmem: the proportional size (smaps) of a sandboxed process may not be read.
    """

    def __init__(self, home: Path) -> None:
        self._mark = mark(home).encode()
        self._home = f"HOME={home}".encode()
        self._first: int | None = None

    def memory(self) -> int:
        """Bytes that all of them hold now."""
        parents = _parents()
        return sum(_held(process) for process in (*self._browser(parents), *self._driver(parents)))

    def kill(self, *, driver: bool = False) -> None:
        """End the browser with all its processes, at once. The driver lives on, unless it is to end too."""
        parents = _parents()
        doomed = self._browser(parents)
        if driver:
            doomed += _with_descendants(self._driver(parents), parents)
        for process in doomed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def _driver(self, parents: dict[int, int]) -> list[int]:
        """The child of ours that has its home here."""
        ours = [process for process, parent in parents.items() if parent == os.getpid()]
        return [process for process in ours if self._home in _read(process, "environ").split(b"\0")]

    def _browser(self, parents: dict[int, int]) -> list[int]:
        """The browser's own process, and then those that descend from it."""
        if self._first is None or self._mark not in _arguments(self._first):
            marked = [process for process in parents if self._mark in _arguments(process)]
            self._first = next((process for process in marked if parents[process] not in marked), None)
        return _with_descendants([] if self._first is None else [self._first], parents)


def _with_descendants(processes: list[int], parents: dict[int, int]) -> list[int]:
    found = list(processes)
    for process in found:  # it grows as it goes
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _parents() -> dict[int, int]:
    """The parent of each process that runs now."""
    if not _PROC.is_dir():
        return {}
    everyone = [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal()]
    return {process: parent for process in everyone if (parent := _parent(process)) is not None}


def _parent(process: int) -> int | None:
    """After the last `)`, since a program may have one in its name: state, parent (proc(5))."""
    return int(text.rpartition(b")")[2].split()[1]) if (text := _read(process, "stat")) else None


def _arguments(process: int) -> list[bytes]:
    return _read(process, "cmdline").split(b"\0")


def _held(process: int) -> int:
    lines = (line.split() for line in _read(process, "status").splitlines())
    return sum(int(line[1]) * 1024 for line in lines if line and line[0] in (b"RssAnon:", b"RssShmem:"))


def _read(process: int, name: str) -> bytes:
    """A file of a process; b'' when that process has ended, or is none of ours."""
    try:
        return (_PROC / str(process) / name).read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""


_PROC = Path("/proc")
