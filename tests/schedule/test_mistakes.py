"""A mistake of the monitor itself ends no part of the daemon: it is logged with its trace, and tried again."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from monitor import history
from monitor.config import Settings
from monitor.errors import UsageError
from monitor.health import Health
from monitor.health.metrics import Metrics
from monitor.run import RunResult, arun
from monitor.schedule import Watch, daemon, switch, systemd
from monitor.schedule.serving import Serving
from tests.schedule.conftest import Steps, load_with, watching
from tests.watched import Watched


def failing(*arguments: object, **named: object) -> object:
    raise RuntimeError("can't start new thread")


def stopped_after(seconds: float) -> Steps:
    def then(made: Watch) -> None:
        asyncio.get_running_loop().call_later(seconds, made.stop)

    return then


def test_a_run_that_ends_in_one_is_made_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    async def at_last(*arguments: object, **named: object) -> RunResult:
        tries.append(len(tries))
        if len(tries) < 3:
            failing()
        return await arun(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(daemon, "arun", at_last)
    monkeypatch.setattr(daemon, "pause", lambda tries: timedelta(seconds=0.1 * tries))
    told = watching(watched, stopped_after(6))
    assert [[look.verdict for look in result.checks] for result in told] == [["new"]]
    assert "tried again in 0:00:00.200000" in caplog.text, "after a longer pause"
    assert caplog.text.count("RuntimeError: can't start new thread") == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UsageError("suppressions.toml cannot be read"), "run 1 was not told of: suppressions.toml cannot be read"),
        (RuntimeError("can't start new thread"), "run 1 was not told of, by a mistake of the monitor"),
    ],
    ids=["trouble", "mistake"],
)
def test_that_a_run_cannot_be_told_of_ends_nothing(
    watched: Watched, caplog: pytest.LogCaptureFixture, error: Exception, said: str
) -> None:
    watched.configure(watched.source("budapest", every="1 s"))
    told: list[RunResult] = []

    def tell(made: Watch, result: RunResult) -> None:
        told.append(result)
        if len(told) == 1:
            raise error
        made.stop()

    async def forever() -> None:
        made = Watch(watched.settings, told=lambda result: tell(made, result))
        await asyncio.wait_for(made.forever(), timeout=30)

    asyncio.run(forever())
    assert [result.run for result in told] == [1, 2]
    assert said in caplog.text


def test_what_is_due_is_counted_anew_where_the_history_was_busy(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A program that has the file for itself, as a compaction may, holds up readers, too."""
    watched.run()
    other = sqlite3.connect(watched.settings.monitor.history, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(daemon, "LOCKED_RETRY", timedelta(seconds=1))
    monkeypatch.setattr(history.database, "PATIENCE", 0.1)

    def then(made: Watch) -> None:
        asyncio.get_running_loop().call_later(0.5, other.close)
        asyncio.get_running_loop().call_later(6, made.stop)

    assert len(watching(watched, then)) == 1
    assert "what is due is counted anew in 0:00:01" in caplog.text


def test_the_clock_is_watched_on(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(daemon, "TICK", 0.1)
    monkeypatch.setattr(daemon.Clock, "jump", failing)
    watching(watched, stopped_after(1))
    assert caplog.text.count("the clock, or the run under way, was not looked at") > 2


def test_a_systemd_that_listens_no_more_is_no_end(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    systemd.alive()
    assert "systemd was not told WATCHDOG=1" in caplog.text


@pytest.mark.parametrize("read", [failing, lambda: None], ids=["reading", "using"])
def test_a_configuration_that_cannot_be_taken_over_leaves_the_old_one_in_force(
    watched: Watched, caplog: pytest.LogCaptureFixture, read: Callable[[], Settings]
) -> None:
    caplog.set_level(logging.INFO)

    async def reloaded() -> list[RunResult]:
        told: list[RunResult] = []
        made = Watch(watched.settings, told=told.append, reload=read)
        asyncio.get_running_loop().call_soon(made.reload)
        asyncio.get_running_loop().call_later(4, made.stop)
        await asyncio.wait_for(made.forever(), timeout=30)
        return told

    assert [len(result.checks) for result in asyncio.run(reloaded())] == [1]
    assert "the old one stays: a mistake of the monitor" in caplog.text
    assert "Traceback" in caplog.text


def test_the_switch_is_let_go(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = load_with(watched, '[watch]\nalive = "http://127.0.0.1:1/"\n')
    monkeypatch.setattr(switch, "health", failing)
    assert not asyncio.run(switch.held_down(settings, lambda: watched.now))
    assert "by a mistake of the monitor" in caplog.text


def test_who_asks_is_answered(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    def fares() -> Health:
        raise RuntimeError("a damaged page")

    metrics = Metrics(failing, lambda: watched.now)  # type: ignore[arg-type]
    with Serving(("127.0.0.1", 0), fares, metrics) as served:
        for path in ("healthz", "metrics"):
            with pytest.raises(HTTPError) as raised:
                urlopen(f"http://127.0.0.1:{served.port}/{path}")
            with raised.value as answer:
                assert answer.code == 500
                assert json.load(answer)["alive"] is False
    assert caplog.text.count("could not be answered") == 2
