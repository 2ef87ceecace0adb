"""What cannot be printed or logged ends no daemon: its output may lie on the disk that is full."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from monitor.cli.logged import OnStderr
from monitor.errors import NoHistory
from tests.watched import Watched

REPOSITORY = Path(__file__).resolve().parents[2]
FULL = "/dev/full"


@contextmanager
def started(
    watched: Watched, *words: str, out: str | int = FULL, err: str | int = FULL
) -> Iterator[subprocess.Popen[str]]:
    """The daemon, with a look each second at a source that is well and at one that fails."""
    watched.serve("", "/other", 500)
    watched.configure(watched.source("budapest", every="1 s"), watched.source("other", "/other", every="1 s"))
    command = [sys.executable, "-m", "monitor.cli", "--config", str(watched.settings.file), "watch", *words]
    with ExitStack() as stack:
        streams = [stack.enter_context(Path(each).open("w")) if isinstance(each, str) else each for each in (out, err)]
        process = subprocess.Popen(
            command, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, stdout=streams[0], stderr=streams[1], text=True
        )
    with process:
        try:
            yield process
        finally:
            process.kill()


def runs(watched: Watched) -> int:
    """How many runs came to their end."""
    try:
        return int(watched.ask("SELECT count(*) FROM run WHERE ended_at IS NOT NULL")[0][0])
    except NoHistory:
        return 0


def after_runs(watched: Watched, process: subprocess.Popen[str], number: int) -> None:
    end = time.monotonic() + 40
    while process.poll() is None and time.monotonic() < end and runs(watched) < number:
        time.sleep(0.2)
    assert process.poll() is None, f"it ended with {process.returncode}"
    assert runs(watched) >= number


def ended(process: subprocess.Popen[str]) -> int:
    """Its status after SIGTERM."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=30)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_behind_what_it_says_is_no_end(watched: Watched, form: str) -> None:
    with started(watched, "--log", form) as process:
        after_runs(watched, process, 3)
        assert ended(process) == 0


def test_that_nothing_can_be_printed_is_logged_once(watched: Watched) -> None:
    with started(watched, err=subprocess.PIPE) as process:
        after_runs(watched, process, 4)
        assert ended(process) == 0
        assert process.stderr is not None
        said = process.stderr.read()
    told = "warning: what runs find could not be printed: No space left on device; it is recorded all the same"
    assert said.splitlines().count(told) == 1
    assert "other: server error" in said, "the other stream has what goes there"


def test_where_nobody_reads_what_it_prints_any_more_it_ends_as_other_commands_do(watched: Watched) -> None:
    with started(watched, out=subprocess.PIPE, err=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert "Watching 2 sources" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) == 128 + signal.SIGPIPE
    assert runs(watched) == 1


def test_a_log_that_nobody_reads_is_no_end(watched: Watched) -> None:
    with started(watched, out=os.devnull, err=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.close()
        after_runs(watched, process, 3)
        assert ended(process) == 0


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_that_could_not_be_written_says_so_when_it_can_be(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    handler = OnStderr(form)

    def log(message: str) -> None:
        handler.handle(logging.LogRecord("monitor.x", logging.WARNING, __file__, 1, message, (), None))

    with monkeypatch.context() as patched, Path(FULL).open("wb", buffering=0) as full:
        patched.setattr(sys, "stderr", io.TextIOWrapper(full, "utf-8", write_through=True))
        log("first")
        log("second")
        handler.flush()
    roomy = io.StringIO()
    monkeypatch.setattr(sys, "stderr", roomy)
    log("third")
    log("fourth")
    said, *rest = roomy.getvalue().splitlines()
    assert "2 lines of this log came late or not at all: No space left on device" in said
    assert [("third" in line, "fourth" in line) for line in rest] == [(True, False), (False, True)]
    if form == "json":
        assert [json.loads(line)["level"] for line in (said, *rest)] == ["warning"] * 3


def test_a_log_that_could_not_be_written_says_so_at_the_end_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = OnStderr("text")
    with monkeypatch.context() as patched, Path(FULL).open("wb", buffering=0) as full:
        patched.setattr(sys, "stderr", io.TextIOWrapper(full, "utf-8", write_through=True))
        handler.handle(logging.LogRecord("monitor.x", logging.WARNING, __file__, 1, "lost", (), None))
    roomy = io.StringIO()
    monkeypatch.setattr(sys, "stderr", roomy)
    handler.flush()
    handler.flush()
    (said,) = roomy.getvalue().splitlines()
    assert said.startswith("warning: 1 line of this log came late or not at all")


def test_what_a_reading_process_cannot_print_ends_no_reading() -> None:
    code = (
        "from monitor.documents.child import Visible\n"
        f"out = Visible(open({FULL!r}, 'wb', buffering=0), 'utf-8', write_through=True)\n"
        "print('a warning of a library', file=out); print('read')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.stdout == "read\n"
