"""A process that has imported the monitor and read a page, and forks itself for each run that is to be killed: a run
that is killed costs what a run costs, and no start of an interpreter.

The fork has a reading process of its own, forked too, which ends with it as a real one does: its pipe is closed.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from importlib import import_module
from inspect import iscoroutine
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from monitor.config import load
from monitor.documents.child import serve as serve_reader
from monitor.documents.worker import MEMORY, Inline, Worker
from monitor.history import memory
from monitor.look import Desk
from monitor.look.deciding import accept, reject, weigh
from monitor.model import Source
from monitor.run import run_once
from monitor.upkeep import at_the_desk, restate

When = Literal["before", "amidst", "after"]  # amidst: of what goes to a file one half is written
Doing = Literal["run", "upkeep", "accept", "reject"]
PATIENCE = 60.0  # seconds that a killed run may take
FILES = ("pwrite", "ftruncate", "rename", "unlink", "mkdir")  # of `os`: what changes a file or a name
SQL = ("INSERT", "UPDATE", "DELETE", "COMMIT", "CREATE", "ALTER", "DROP", "PRAGMA user_version")


@dataclass(frozen=True, slots=True)
class Kill:
    """Where a run is killed (kill -9): before or after it calls `where` (`module:name`) for the `time`-th time; or
    before the write to a file or to the history with the number `step`, from 0 on; or so many `seconds` after it began.
    """

    where: str = ""
    when: When = "before"
    time: int = 1
    step: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What the fork does, with this configuration and at this time: a run, the past told again (`upkeep`), or all that
    is held of the first source accepted or rejected.
    """

    what: Doing
    file: Path
    now: datetime
    kill: Kill


class Forked(Worker):
    """A worker whose first process is a fork of this one; it must be made before this one has threads."""

    def __init__(self) -> None:
        super().__init__()
        ours, theirs = Pipe()
        child = os.fork()
        if not child:
            ours.close()
            try:
                serve_reader(theirs.fileno(), MEMORY)
            finally:
                os._exit(0)
        theirs.close()
        self._pipe = ours
        self._process = _Child(child)  # type: ignore[assignment]  # as much of Popen as a worker asks for


class _Child:
    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.status: int | None = None

    def poll(self) -> int | None:
        if self.status is None and (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            self.status = os.waitstatus_to_exitcode(ended[1])
        return self.status

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(kill: Kill) -> None:
    """From here on this process kills itself there."""
    if kill.step is not None:
        _at_a_write(kill.step)
    elif kill.where:
        module, _, name = kill.where.partition(":")
        *owners, name = name.split(".")
        home: Any = import_module(module)
        for owner in owners:
            home = getattr(home, owner)
        setattr(home, name, _deadly(getattr(home, name), kill))


def _deadly(original: Callable[..., Any], kill: Kill) -> Callable[..., Any]:
    left = [kill.time]

    @wraps(original)
    def step(*arguments: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] > 0 or left[0] < 0:
            return original(*arguments, **named)
        if kill.when == "before":
            die()
        if kill.when == "amidst":
            handle, data, offset = arguments
            arguments = (handle, data[: len(data) // 2], offset)
        found = original(*arguments, **named)
        if iscoroutine(found):
            return awaited(found)
        return die()

    async def awaited(found: Any) -> None:
        await found
        die()

    return step


def _at_a_write(step: int) -> None:
    """Kills before the step-th call that writes, to a file or to the history, a half of what goes to a file written."""
    left = [step]

    def due() -> bool:
        left[0] -= 1
        return left[0] < 0

    def patched(name: str) -> None:
        original = getattr(os, name)

        def call(*arguments: Any, **named: Any) -> Any:
            if due():
                if name == "pwrite":
                    handle, data, offset = arguments
                    original(handle, data[: len(data) // 2], offset)
                die()
            return original(*arguments, **named)

        setattr(os, name, call)

    for name in FILES:
        patched(name)
    connect = sqlite3.connect

    def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **named)

        def traced(sql: str) -> None:
            if sql.lstrip().startswith(SQL) and due():
                die()

        connection.set_trace_callback(traced)
        return connection

    sqlite3.connect = connected


def _do(job: Job) -> None:
    reader = Forked()
    killed_at(job.kill)
    settings = load(job.file)
    if job.what == "run":
        run_once(settings, now=lambda: job.now, worker=reader)
    elif job.what == "upkeep":
        with at_the_desk(settings, now=lambda: job.now, worker=reader) as desk:
            restate(desk, settings, desk.archive.sources())
    else:
        with at_the_desk(settings, now=lambda: job.now, worker=reader) as desk:
            asyncio.run(_decide(desk, settings.sources[0], accepted=job.what == "accept"))


async def _decide(desk: Desk, source: Source, *, accepted: bool) -> None:
    held = memory(desk.book, source.id).held
    if accepted:
        await accept(desk, source, await weigh(desk, source, held))
    else:
        await reject(desk, source, held, "a block page")


def serve(descriptor: int) -> None:
    """Forks for each job that comes, and answers how the fork ended."""
    pipe = Connection(descriptor)
    warm_up()
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        child = os.fork()
        if not child:
            status = 1
            try:
                pipe.close()
                _do(job)
                status = 0
            except BaseException:  # whatever it is: this is a process of its own, and its parent is told
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        if job.kill.seconds is not None:
            time.sleep(job.kill.seconds)
            os.kill(child, signal.SIGKILL)
        pipe.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def warm_up() -> None:
    """One whole run, so that all is imported and all tables are loaded; no thread of it goes on."""
    from pytest_httpserver import HTTPServer

    from tests.watched import Watched, page

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
    with TemporaryDirectory() as folder, HTTPServer() as server:
        watched = Watched(Path(folder), server)
        watched.serve(page())
        with Inline() as reader:
            run_once(watched.settings, now=lambda: watched.now, worker=reader)  # type: ignore[arg-type]  # as a worker


class Warm:
    """The warm process."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        boot = f"from tests.warm import serve; serve({theirs.fileno()})"
        self._process = subprocess.Popen([sys.executable, "-c", boot], env=environment, pass_fds=[theirs.fileno()])
        theirs.close()

    def do(self, job: Job) -> int:
        """How the fork ended that did this: its status, below 0 the signal that ended it."""
        self._pipe.send(job)
        if not self._pipe.poll(PATIENCE):
            raise TimeoutError(f"{job} has not ended")
        return int(self._pipe.recv())

    def close(self) -> None:
        self._pipe.close()
        self._process.wait(PATIENCE)


@cache
def warm() -> Warm:
    """The warm process that all tests share."""
    process = Warm()
    atexit.register(process.close)
    return process
