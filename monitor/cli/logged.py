"""What a command that goes on for years prints and logs: a full disk behind it, or a reader that is gone, is no end."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING

import click

from monitor.cli import say
from monitor.cli.status import status_of
from monitor.digest.words import count
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.run import RunResult

_log = logging.getLogger(__name__)


class OnStderr(logging.Handler):
    """What the rooms log, through the one place that writes to the terminal, as `text` or as `json` lines.

    What cannot be written is counted, and said as soon as something can.
    """

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form
        self._lost = 0
        self._why = ""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._remark()
            self._write(record)
        except OSError as error:
            self._lost, self._why = self._lost + 1, error.strerror or str(error)

    def flush(self) -> None:
        with suppress(OSError):
            self._remark()

    def _remark(self) -> None:
        if self._lost:
            words = f"{count(self._lost, 'line')} of this log came late or not at all: {self._why}"
            self._write(logging.LogRecord(__name__, logging.WARNING, __file__, 0, words, (), None))
            self._lost = 0

    def _write(self, record: logging.LogRecord) -> None:
        if self._form == "json":
            from monitor.logs import JsonLines

            say.line(JsonLines().format(record), err=True)
            return
        say.line(f"{record.levelname.lower()}: {record.getMessage()}", err=True)
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        for each in trace.splitlines():
            say.line(each, err=True)


@contextmanager
def logging_to_stderr(form: str) -> Iterator[None]:
    """Warnings for people; for programs all that happens, a JSON object a line, also what ends the command. What the
    streams hold at the end goes nowhere where it cannot be written.
    """
    log = OnStderr(form)
    logging.basicConfig(level=logging.WARNING, handlers=[log])
    logging.captureWarnings(True)
    try:
        if form == "text":
            yield
            return
        logging.getLogger("monitor").setLevel(logging.INFO)
        os.environ["MONITOR_LOG"] = "json"  # for the process that reads, which writes to the same stream
        try:
            yield
        except MonitorError as error:
            for each in (error, *getattr(error, "others", ())):
                _say(each)
            click.get_current_context().exit(status_of(error))
    finally:
        log.flush()
        _let_go()


class Printing:
    """Prints what runs find, within. That it cannot be printed is logged once, until it can be again; that nobody reads
    it any more (BrokenPipeError) is raised where `is_read` says that it is for a reader.
    """

    def __init__(self, *, is_read: bool) -> None:
        self._is_read = is_read
        self._fails = False

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            self._fails = False
        if not isinstance(error, OSError) or (self._is_read and isinstance(error, BrokenPipeError)):
            return False
        if not self._fails:
            why = error.strerror or str(error)
            _log.warning("what runs find could not be printed: %s; it is recorded all the same", why)
        self._fails = True
        return True


def failures(result: RunResult) -> None:
    """Logs what failed in a run, each by itself: the mistakes of the configuration, and the looks."""
    from monitor.cli import check
    from monitor.logs import about

    with about(run=result.run):
        for problem in result.problems:
            _say(problem)
        for look in check.failures(result):
            with about(source=look.source, capture=look.capture):
                _log.warning("%s", check.trouble(look))


def _say(error: MonitorError) -> None:
    from monitor.logs import about

    with about(source=error.source, capture=error.capture):
        _log.error("%s%s", error.described, f"; fix: {error.fix}" if error.fix else "")


def _let_go() -> None:
    """Python writes out at its end what the streams still hold, and ends with a status of its own where it cannot."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
