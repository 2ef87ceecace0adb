"""One daemon for a history, and no source looked at twice: not by a daemon that waited for a run of somebody else, nor
by one that read its configuration meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from urllib.request import urlopen

import pytest
from werkzeug import Request, Response

from monitor.errors import RunLocked
from monitor.health.metrics import Metrics
from monitor.history import DAEMON, daemon_lock, holder, run_lock
from monitor.run import run_once
from monitor.schedule import Watch, daemon
from monitor.schedule.serving import Serving
from tests.schedule.conftest import load_with, watching
from tests.watched import Watched, page

REPOSITORY = Path(__file__).resolve().parents[2]


def command(watched: Watched, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "monitor.cli", "--config", str(watched.folder / "config.toml"), *words],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class Slow:
    """A page that comes when it is let go."""

    def __init__(self, watched: Watched) -> None:
        self.asked, self.go = Event(), Event()
        watched.answer(self, "/budapest")

    def __call__(self, request: Request) -> Response:
        self.asked.set()
        self.go.wait(20)
        return Response(page(), content_type="text/html")


def test_a_second_daemon_is_refused_and_told_who_watches(watched: Watched) -> None:
    with daemon_lock(watched.settings.monitor.history, now=watched.now):
        told = command(watched, "watch")
    assert told.returncode == 3
    assert f"another daemon watches history.db: process {os.getpid()} on {socket.gethostname()} since" in told.stderr
    assert "fix: " in told.stderr
    assert told.stdout == "", "it does not say that it watches"
    assert holder(watched.settings.monitor.history, DAEMON) is None


def test_the_daemon_holds_its_lock_to_its_end_and_cron_runs_beside_it(watched: Watched) -> None:
    path = watched.settings.monitor.history
    seen: list[object] = []

    def then(made: Watch) -> None:
        loop = asyncio.get_running_loop()

        def beside() -> None:
            seen.append(holder(path, DAEMON))
            with pytest.raises(RunLocked), daemon_lock(path, now=watched.now):
                pass
            seen.append(command(watched, "check").returncode)
            loop.call_soon_threadsafe(made.stop)

        loop.call_later(3, lambda: loop.run_in_executor(None, beside))

    watching(watched, then, seconds=60)
    assert "process" in str(seen[0])
    assert seen[1] == 0
    assert holder(path, DAEMON) is None


def test_what_another_run_looked_at_meanwhile_is_not_looked_at_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daemon, "LOCKED_RETRY", timedelta(seconds=0.5))
    slow = Slow(watched)
    cron = threading.Thread(target=run_once, args=(watched.settings,))
    cron.start()
    assert slow.asked.wait(20)

    def then(made: Watch) -> None:
        asyncio.get_running_loop().call_later(1.2, slow.go.set)
        asyncio.get_running_loop().call_later(5, made.stop)

    assert watching(watched, then) == []
    cron.join()
    assert len(watched.asked()) == 1


def test_what_is_looked_at_while_the_configuration_is_read_again_is_not_looked_at_again(watched: Watched) -> None:
    slow = Slow(watched)

    def then(made: Watch) -> None:
        loop = asyncio.get_running_loop()

        def reload() -> None:
            made.reload()
            loop.call_later(0.5, slow.go.set)
            loop.call_later(4, made.stop)

        loop.run_in_executor(None, lambda: (slow.asked.wait(20), loop.call_soon_threadsafe(reload)))

    assert len(watching(watched, then)) == 1
    assert len(watched.asked()) == 1


def test_a_run_that_finds_nothing_due_any_more_is_none(watched: Watched) -> None:
    first = run_once(watched.settings, only=["budapest"], only_due=True)
    again = run_once(watched.settings, only=["budapest"], only_due=True)
    assert (len(first.checks), again.run, again.checks) == (1, None, [])
    assert watched.ask("SELECT count(*) FROM run") == [(1,)]


def test_another_history_is_not_taken_over_by_a_daemon_that_goes_on(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    file = watched.folder / "config.toml"
    first = watched.settings

    def then(made: Watch) -> None:
        text = file.read_text(encoding="utf-8").replace('"history.db"', '"other.db"')
        file.write_text(text, encoding="utf-8")
        watched.settings = load_with(watched, "")
        asyncio.get_running_loop().call_later(1, made.reload)
        asyncio.get_running_loop().call_later(3, made.stop)

    watching(watched, then)
    assert "it names another history" in caplog.text
    assert first.monitor.history.exists()
    assert not (watched.folder / "other.db").exists()


def test_a_port_that_is_taken_is_told_with_its_line(watched: Watched) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        file = watched.folder / "config.toml"
        file.write_text(f'{file.read_text(encoding="utf-8")}\n[watch]\nlisten = "127.0.0.1:{port}"\n', encoding="utf-8")
        told = command(watched, "watch")
    line = file.read_text(encoding="utf-8").splitlines().index(f'listen = "127.0.0.1:{port}"') + 1
    assert told.returncode == 2
    assert f"{file}:{line}: watch.listen: 127.0.0.1, port {port}: another program listens there" in told.stderr
    assert "fix: Name another port" in told.stderr
    assert told.stdout == ""


def test_both_kinds_of_loopback_are_listened_on(watched: Watched) -> None:
    metrics = Metrics(lambda: watched.settings, lambda: watched.now)
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    with Serving(("::1", 0), lambda: None, metrics) as served, urlopen(f"http://[::1]:{served.port}/metrics") as answer:  # type: ignore[arg-type,return-value]
        assert answer.status == 200


def test_who_asks_who_is_at_work_keeps_nobody_from_it(watched: Watched) -> None:
    path, over = watched.settings.monitor.history, Event()
    path.parent.mkdir(exist_ok=True)

    def ask() -> None:
        while not over.is_set():
            holder(path)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(300):
            with run_lock(path, now=watched.now):
                pass
    finally:
        over.set()
        asking.join()


def test_a_history_that_another_run_is_just_making_is_none_yet(watched: Watched) -> None:
    path = watched.settings.monitor.history
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as begun:
        begun.execute("PRAGMA journal_mode = WAL")  # the file is there, and nothing in it
        assert path.stat().st_size
        with run_lock(path, now=datetime.now(UTC)):
            told = command(watched, "check", "--due", "--quiet")
            assert (told.returncode, told.stdout) == (3, "")
            assert "another run holds the lock" in told.stderr
            assert command(watched, "status").returncode == 0
            assert Metrics(lambda: watched.settings, lambda: watched.now).text()
    told = command(watched, "check", "--due", "--quiet")
    assert (told.returncode, told.stderr) == (0, "")
