"""The other end of a worker: answers one call after the other until its parent is gone.

Started by `worker.Worker` as `python -c "... serve(fd, memory)"`, never by hand.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import resource
import signal
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from monitor.documents.wire import dump
from monitor.errors import MonitorError
from monitor.logs import JsonLines

OUT_OF_MEMORY = 77  # exit status
GRACE = 2.0  # seconds that an orphan may go on after its parent should have killed it


class Visible(io.TextIOWrapper):
    """What code prints that reads hostile pages: signs that would act on a terminal are seen and do nothing. What
    cannot be printed, as on a full disk, ends no reading.
    """

    def write(self, text: str) -> int:
        shown = (sign if sign.isprintable() or sign in "\n\t" else ascii(sign)[1:-1] for sign in text)
        with suppress(OSError):
            super().write("".join(shown))
        return len(text)


class Logged(Visible):
    """The same where the log is one of JSON lines: an object for each line that is not empty."""

    _begun = ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in filter(None, lines):
            record = logging.LogRecord(__name__, logging.WARNING, __file__, 0, "%s", (line,), None)
            super().write(f"{JsonLines().format(record)}\n")
        return len(text)


def serve(descriptor: int, memory: int) -> None:
    """Reads calls (function, arguments, seconds) from the pipe and writes (`ok`, result) or what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(2, 1)  # what a library prints must not look like the program's output
    form = Logged if os.environ.get("MONITOR_LOG") == "json" else Visible
    sys.stdout = sys.stderr = form(os.fdopen(os.dup(2), "wb", buffering=0), "utf-8", write_through=True)
    pipe = Connection(descriptor)
    gc.disable()
    while True:
        try:
            call = pipe.recv_bytes()
        except EOFError:
            return
        answer = _answer(call)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if not gc.isenabled():  # the tables that the first page loads stay for good: none of them is ever garbage
            gc.freeze()
            gc.enable()
        try:
            pipe.send_bytes(answer)
        except OSError:
            return  # the parent gave up


def _answer(call: bytes) -> bytes:
    try:
        function, arguments, named, seconds = pickle.loads(call)  # from our own parent
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)  # SIGALRM ends the process
        return dump(["ok", function(*arguments, **named)])
    except MonitorError as error:
        return dump(["error", type(error).__name__, _told(error)])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing in this process can be trusted to go on
    except Exception as error:
        # Not narrower: any mistake of a reader on a page never seen before must end as one failed capture.
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(traceback.format_exc(), file=sys.stderr)
        return dump(["crash", f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"])


def _told(error: MonitorError) -> dict[str, Any]:
    return {name: getattr(error, name) for name in ("message", "source", "url", "capture", "fix")}
