"""kill -9: what was committed stays, what was not is as if it had never begun, and nobody has to repair a thing."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import history as past
from monitor.compare import compare
from monitor.errors import RunLocked

START = datetime(2026, 11, 1, tzinfo=UTC)
SETTING = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from monitor import history as past
from monitor.model import Answer, Place
path, now = Path(sys.argv[1]), datetime(2026, 11, 3, tzinfo=UTC)
"""


def killed(path: Path, script: str) -> None:
    """Runs a script on the history that ends by killing itself."""
    code = SETTING + textwrap.dedent(script) + "\nos.kill(os.getpid(), signal.SIGKILL)\n"
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL


def test_a_capture_that_was_committed_before_the_kill_is_found_and_read(diary, write):
    diary.read(write.reading(write.chair("AU")))
    killed(
        diary.path,
        """
        history = past.open_history(path)
        past.begin_run(history, now=now)
        answer = Answer("https://example.org/bali", "https://example.org/bali", now, 0.1, 200, body=b"new page")
        past.record_capture(history, answer, "iom-bali-process", Place("0001.warc.zst", 300, 40))
        """,
    )
    (unread,) = past.unread_captures(diary.history)
    assert unread.place.offset == 300
    page = write.reading(write.chair("ID"))
    found = compare(past.memory(diary.history, write.PAGE.id), page, now=diary.now)
    told = past.record_reading(diary.history, None, unread, page, found, None, at=diary.now)
    assert [past.change(diary.history, one).kind for one in told] == ["chair.handover"]
    assert past.unread_captures(diary.history) == ()
    good = past.last_good(diary.history, write.PAGE.id)
    assert good is not None
    assert good.capture == unread


def test_a_kill_within_a_transaction_leaves_nothing_of_it(diary, write):
    diary.read(write.reading(write.chair("AU")))
    before = diary.dump()
    killed(
        diary.path,
        """
        history = past.open_history(path)
        history.execute("BEGIN IMMEDIATE")
        history.execute("UPDATE statement SET closed_by = 1")
        history.execute("INSERT INTO run (started_at) VALUES (1)")
        """,
    )
    assert diary.dump() == before


def test_a_capture_that_was_judged_bad_is_not_unread(diary, write):
    capture = diary.capture(b"Please solve this captcha")
    assert past.unread_captures(diary.history) == (capture,)
    diary.look("blocked", capture=capture.id)
    assert past.unread_captures(diary.history) == ()
    assert past.last_good(diary.history, write.PAGE.id) is None


def test_a_second_run_is_told_who_holds_the_lock_and_a_killed_one_lets_go(path):
    script = SETTING + "with past.run_lock(path, now=now):\n print('held', flush=True)\n sys.stdin.read()\n"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(RunLocked, match=f"process {other.pid} on .* since 2026-11-03"),
            past.run_lock(path, now=START),
        ):
            pytest.fail("two runs at once")
        other.kill()
    for _ in range(2):
        with past.run_lock(path, now=START):
            pass
