"""A check that is told to end, and one whose lock somebody holds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.conftest import REPOSITORY
from tests.watched import Watched, page


class Slow:
    """A page that comes when it is let go."""

    def __init__(self) -> None:
        self.asked, self.go = threading.Event(), threading.Event()

    def __call__(self, request: Request) -> Response:
        self.asked.set()
        self.go.wait(30)
        return Response(page(), content_type="text/html")


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("fast"), watched.source("slow", "/slow"))
    watched.serve(page())
    return watched


def check(watched: Watched, *, ignoring: bool = False) -> subprocess.Popen[str]:
    """`ignoring`: Ctrl-C, as what a script puts in the background does."""
    return subprocess.Popen(
        [sys.executable, "-m", "monitor.cli", "--config", str(watched.settings.file), "check"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=ignore if ignoring else None,
    )


def ignore() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize(
    ("number", "status", "ignoring"),
    [(signal.SIGTERM, 143, False), (signal.SIGINT, 130, False), (signal.SIGTERM, 143, True)],
)
def test_a_check_that_is_told_to_end_says_so_and_keeps_what_it_found(
    watched: Watched, number: int, status: int, ignoring: bool
) -> None:
    slow = Slow()
    watched.answer(slow, "/slow")
    running = check(watched, ignoring=ignoring)
    assert slow.asked.wait(30)
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    slow.go.set()
    assert (running.returncode, out) == (status, "")
    assert err == "Stopped. What was found until then is recorded; the next check goes on from there.\n"
    assert watched.ask("SELECT s.name FROM capture c JOIN source s ON s.id = c.source") == [("fast",)]
    assert watched.ask("SELECT count(*) FROM host") == [(1,)]
    told = watched.run(hours=24 * 365)
    assert (told.verdicts, told.result.failed) == ({"fast": "unchanged", "slow": "new"}, False)


def test_the_lock_of_a_check_that_was_killed_is_nobodys(watched: Watched) -> None:
    slow = Slow()
    watched.answer(slow, "/slow")
    running = check(watched)
    assert slow.asked.wait(30)
    other = check(watched)
    _, err = other.communicate(timeout=30)
    assert other.returncode == 3
    assert f"process {running.pid} on " in err
    running.kill()
    running.communicate(timeout=30)
    slow.go.set()
    after = check(watched)
    out, err = after.communicate(timeout=30)
    assert (after.returncode, err) == (0, "")
    assert "2 sources checked" in out
