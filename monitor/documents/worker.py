"""A process of its own for what reads hostile bytes: it may crash, hang or eat memory, and only it ends."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, get_type_hints

from monitor import errors
from monitor.documents import child, wire
from monitor.errors import MonitorError, WorkerDied

R = TypeVar("R")

MEMORY = 1 << 30  # bytes of address space
MAX_ANSWER = 256 << 20  # bytes
STARTING = 30.0  # seconds that a fresh interpreter may take on a busy machine, on top of the first call's time


class Inline:
    """The worker's interface without a process, for one document that a person asked for."""

    def __enter__(self) -> Inline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def call(self, function: Callable[..., R], *arguments: Any, timeout: float, **named: Any) -> R:
        """`function(*arguments, **named)`; the time-out is not kept."""
        return function(*arguments, **named)

    async def acall(self, function: Callable[..., R], *arguments: Any, timeout: float, **named: Any) -> R:
        return self.call(function, *arguments, timeout=timeout, **named)

    def close(self) -> None:
        pass


class Worker:
    """Calls functions in a child process, one at a time, and outlives it. Use as a context manager.

    The child is a fresh interpreter (never a fork of this one, which may have threads), started at the first call, kept
    warm, and started anew after it died. `memory` bounds its address space in bytes.
    """

    def __init__(self, *, memory: int = MEMORY) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, function: Callable[..., R], *arguments: Any, timeout: float, **named: Any) -> R:
        """`function(*arguments, **named)`, run in the child within `timeout` seconds.

        `function` is defined at the top level of a module and annotates what it returns: records, tuples, lists, dicts
        and plain values, which are checked against the annotation. Raises what the function raises of MonitorError, and
        WorkerDied when the child crashed, ran out of time or memory, or answered something else.
        """
        expected = get_type_hints(function)["return"]
        wire.reader(expected)  # a type that cannot be sent is a mistake of ours: it shows before anything runs
        with self._lock:
            answer = self._exchange(pickle.dumps((function, arguments, named, timeout)), timeout)
        return self._result(answer, expected)  # type: ignore[no-any-return]  # checked against R's annotation at run time

    async def acall(self, function: Callable[..., R], *arguments: Any, timeout: float, **named: Any) -> R:
        """The same from asyncio code; the loop goes on meanwhile."""
        import asyncio  # not above: the child loads this module too, and it would take a tenth of its start

        return await asyncio.to_thread(partial(self.call, function, *arguments, timeout=timeout, **named))

    def close(self) -> None:
        """Ends the child at once, a call in progress with it (which raises WorkerDied). A later call starts another."""
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._end()

    def _exchange(self, call: bytes, timeout: float) -> bytes:
        started = self._process is None or self._process.poll() is not None
        if started:
            self._start()
        process, pipe = self._process, self._pipe
        if process is None or pipe is None:
            raise WorkerDied("the reading process could not be started")
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        watchdog = threading.Timer(timeout + (STARTING if started else 0.0), kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            pipe.send_bytes(call)
            return pipe.recv_bytes(MAX_ANSWER)
        except (EOFError, OSError) as broken:
            status = self._end()
            raise WorkerDied(_why(status, timeout, late=late.is_set())) from broken
        finally:
            watchdog.cancel()

    def _start(self) -> None:
        self._end()
        ours, theirs = Pipe()
        boot = f"from monitor.documents.child import serve; serve({theirs.fileno()}, {self._memory})"
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", boot], stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env=environment
        )
        theirs.close()
        self._pipe = ours

    def _end(self) -> int | None:
        """Ends the child if there is one; its exit status."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        try:
            return process.wait(timeout=0.5)  # the closed pipe tells it to go
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _result(self, answer: bytes, expected: Any) -> Any:
        """What an answer of the child says: the result, or the error that it tells of."""
        try:
            kind, *rest = wire.load(answer, list[Any])
            if kind == "ok":
                return wire.reader(expected)(rest[0])
            if kind == "error":
                name, told = wire.reader(tuple[str, dict[str, str | None]])(rest)
                raise _error(name, told)
            raise WorkerDied(f"a mistake of the monitor: {wire.reader(tuple[str])(rest)[0]}")
        except (ValueError, IndexError) as wrong:
            raise WorkerDied(f"the reading process gave a wrong answer: {wrong}") from wrong


def _error(name: str, told: dict[str, str | None]) -> MonitorError:
    """The error of that name. One that needs more than the common fields comes back as its base."""
    kind = getattr(errors, name, MonitorError)
    if not (isinstance(kind, type) and issubclass(kind, MonitorError)) or kind is errors.ConfigError:
        kind = MonitorError
    return kind(
        told.get("message") or name,
        source=told.get("source"),
        url=told.get("url"),
        capture=told.get("capture"),
        fix=told.get("fix"),
    )


def _why(status: int | None, timeout: float, *, late: bool) -> str:
    if late or status == -signal.SIGALRM:
        return f"it was not read within {timeout:g} seconds"
    if status == child.OUT_OF_MEMORY:
        return "the page needs more memory than a page may"
    if status is not None and status < 0:
        return f"the reading process was ended by signal {-status}"
    return f"the reading process ended with status {status}"
