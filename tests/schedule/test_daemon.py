"""The daemon runs what is due until it is told to end, and a run under way is let to its end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor import history
from monitor.config import Settings, load
from monitor.demo import Site, write_config
from monitor.due import LastLook, due, next_look
from monitor.errors import ArchiveFull
from monitor.model import Schedule, Source
from monitor.run import RunResult, run_once
from monitor.schedule import Watch, daemon

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def site():  # type: ignore[no-untyped-def]  # Iterator[Site]
    with Site() as served:
        yield served


def settings(folder: Path, site: Site, often: str = "1 s") -> Settings:
    file = write_config(folder, site.base)
    file.write_text(file.read_text(encoding="utf-8").replace('every = "1 day"', f'every = "{often}"'), encoding="utf-8")
    return load(file)


def test_a_source_is_due_at_once_when_it_was_never_looked_at_or_its_time_has_passed(tmp_path: Path, site: Site) -> None:
    daily = settings(tmp_path, site, "1 day")
    hourly = Source("hourly", "http://127.0.0.1/", "mechanism-page", schedule=Schedule(every=3600.0))
    assert next_look(hourly, daily, None, NOW) == NOW
    assert next_look(hourly, daily, LastLook(NOW - timedelta(hours=5)), NOW) == NOW
    assert next_look(hourly, daily, LastLook(NOW - timedelta(minutes=20)), NOW) == NOW + timedelta(minutes=40)
    assert (
        next_look(hourly, daily, LastLook(NOW + timedelta(days=200)), NOW) == NOW
    )  # by a clock that was set back since


def test_what_is_due_is_what_was_looked_at_longer_ago_than_its_every(tmp_path: Path, site: Site) -> None:
    daily = settings(tmp_path, site, "1 day")
    ids = {source.id for source in daily.sources}
    assert set(due(daily, NOW)) == ids
    run_once(daily, only=["iom-tripoli-process"], now=lambda: NOW)
    assert set(due(daily, NOW + timedelta(hours=23))) == ids - {"iom-tripoli-process"}
    assert set(due(daily, NOW + timedelta(days=1))) == ids


def test_it_looks_at_every_source_and_again_when_they_are_due(tmp_path: Path, site: Site) -> None:
    configured = settings(tmp_path, site)
    results: list[RunResult] = []

    async def until_two_runs() -> None:
        watch = Watch(configured, told=lambda result: (results.append(result), len(results) >= 3 and watch.stop()))  # type: ignore[func-returns-value]  # a list of two acts
        await asyncio.wait_for(watch.forever(), timeout=60)

    asyncio.run(until_two_runs())
    looked = [check.source for result in results for check in result.checks]
    assert set(looked) == {source.id for source in configured.sources}
    assert len(looked) > len(configured.sources)
    assert not any(result.failed for result in results)


def test_what_was_looked_at_before_the_start_is_not_due_yet(tmp_path: Path, site: Site) -> None:
    daily = settings(tmp_path, site, "1 day")
    run_once(daily)
    results: list[RunResult] = []

    async def for_a_moment() -> None:
        watch = Watch(daily, told=results.append)
        asyncio.get_running_loop().call_later(1.0, watch.stop)
        await asyncio.wait_for(watch.forever(), timeout=30)

    asyncio.run(for_a_moment())
    assert results == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_status_0_and_a_whole_history(tmp_path: Path, site: Site, number: int) -> None:
    configured = settings(tmp_path, site)
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor.cli", "--config", str(configured.file), "watch", "--json"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    assert first["checks"]
    time.sleep(0.5)  # most likely in the midst of the next run
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert all(json.loads(line)["failed"] is False for line in out.splitlines())
    book = history.open_reader(configured.monitor.history)
    runs = history.runs(book)
    check = book.execute("PRAGMA integrity_check").fetchone()[0]
    book.close()
    assert check == "ok"
    assert all(run.ended_at is not None for run in runs)


def test_another_run_at_work_is_waited_for(tmp_path: Path, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    configured = settings(tmp_path, site)
    results: list[RunResult] = []

    async def for_a_moment() -> None:
        watch = Watch(configured, told=results.append)
        asyncio.get_running_loop().call_later(1.0, watch.stop)
        await asyncio.wait_for(watch.forever(), timeout=30)

    with history.run_lock(configured.monitor.history, now=NOW):
        asyncio.run(for_a_moment())
    assert results == []
    assert "another run holds the lock" in caplog.text


def test_a_program_that_is_writing_to_the_history_is_waited_for(
    tmp_path: Path, site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = settings(tmp_path, site)
    history.open_history(configured.monitor.history).close()
    other = sqlite3.connect(configured.monitor.history, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results: list[RunResult] = []

    async def until_a_run() -> None:
        watch = Watch(configured, told=lambda result: (results.append(result), watch.stop()))  # type: ignore[func-returns-value]  # a list of two acts
        asyncio.get_running_loop().call_later(0.5, other.execute, "COMMIT")
        await asyncio.wait_for(watch.forever(), timeout=60)

    monkeypatch.setattr(history.database, "PATIENCE", 0.1)
    monkeypatch.setattr(daemon, "LOCKED_RETRY", timedelta(seconds=0.7))
    asyncio.run(until_a_run())
    other.close()
    assert len(results) == 1
    assert not results[0].failed
    assert "another program has been writing to the history" in caplog.text


def test_a_full_disk_is_waited_for_and_does_not_end_the_daemon(
    tmp_path: Path, site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def on_a_full_disk(*arguments: object, **named: object) -> RunResult:
        raise ArchiveFull("no room left")

    configured = settings(tmp_path, site)

    async def for_a_moment() -> None:
        watch = Watch(configured)
        asyncio.get_running_loop().call_later(1.0, watch.stop)
        await asyncio.wait_for(watch.forever(), timeout=30)

    monkeypatch.setattr(daemon, "arun", on_a_full_disk)
    asyncio.run(for_a_moment())
    assert "no room left; tried again in 0:15:00" in caplog.text


def test_until_a_full_disk_is_tried_again_no_host_is_asked(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = settings(tmp_path, site)  # each source comes round each second
    tries: list[tuple[float, set[str]]] = []

    async def full_at_first(*arguments: object, **named: object) -> RunResult:
        tries.append((time.monotonic(), set(named["only"])))  # type: ignore[call-overload]
        if len(tries) < 3:
            raise ArchiveFull("no room left")
        return RunResult(len(tries), NOW, NOW)

    async def until_it_goes_on() -> None:
        watch = Watch(configured, told=lambda result: watch.stop())
        await asyncio.wait_for(watch.forever(), timeout=30)

    monkeypatch.setattr(daemon, "arun", full_at_first)
    monkeypatch.setattr(daemon, "FULL_RETRY", timedelta(seconds=2.5))
    asyncio.run(until_it_goes_on())
    (first, _), (second, _), (third, due) = tries
    assert min(second - first, third - second) >= 2.4
    assert due == {source.id for source in configured.sources}
