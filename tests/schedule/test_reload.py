"""SIGHUP: the configuration is read again, and one that cannot be used leaves the old one in force."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
from contextlib import closing
from dataclasses import replace
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from monitor.config import Settings, load
from monitor.errors import ConfigError
from monitor.logs import JsonLines
from monitor.run import RunResult
from monitor.schedule import Watch
from tests.schedule.conftest import watching
from tests.watched import Watched, page


def hup_after_first_run(watched: Watched, *, runs: int = 2, patience: float = 40) -> list[RunResult]:
    told: list[RunResult] = []

    def reading() -> object:
        return load(watched.folder / "config.toml")

    async def forever() -> None:
        made = Watch(watched.settings, told=lambda result: step(made, result), reload=reading)  # type: ignore[arg-type]
        asyncio.get_running_loop().call_later(patience, made.stop)
        await asyncio.wait_for(made.forever(), timeout=patience + 30)

    def step(made: Watch, result: RunResult) -> None:
        told.append(result)
        if len(told) == 1:
            os.kill(os.getpid(), signal.SIGHUP)
        if len(told) == runs:
            made.stop()

    asyncio.run(forever())
    return told


def test_a_source_that_joined_is_looked_at_at_once(watched: Watched) -> None:
    watched.serve(page("Malta"), "/other")
    first = watched.settings
    watched.configure(watched.source("budapest"), watched.source("other", "/other"))
    watched.settings = first
    told = hup_after_first_run(watched)
    assert [[look.source for look in result.checks] for result in told] == [["budapest"], ["other"]]


def test_a_broken_configuration_leaves_the_old_one_in_force(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    (watched.folder / "config.toml").write_text("[monitor\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        load(watched.folder / "config.toml")
    told = hup_after_first_run(watched, patience=6)
    assert len(told) == 1
    assert "the configuration was not read again, and the old one stays" in caplog.text


def test_a_source_with_a_bad_time_zone_stops_itself_alone(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    watched.configure(watched.source("budapest"), watched.source("other", "/other", at="06:00", zone="Europe/Nowhere"))
    told = hup_after_first_run(watched, runs=1)
    assert [look.source for look in told[0].checks] == ["budapest"]
    assert told[0].failed
    assert [problem.source for problem in told[0].problems] == ["other"]


def test_a_mistake_is_logged_with_the_source_whose_it_is(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    first = watched.settings
    watched.configure(watched.source("budapest"), watched.source("other", "/other", at="06:00", zone="Europe/Nowhere"))
    watched.settings = first
    lines: list[dict[str, object]] = []
    form = JsonLines()
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(json.loads(form.format(record)))  # type: ignore[method-assign]
    logging.getLogger("monitor").addHandler(handler)
    try:
        hup_after_first_run(watched, patience=4)
    finally:
        logging.getLogger("monitor").removeHandler(handler)
    assert [line["source"] for line in lines if line["level"] == "error"] == ["other"]


def listening(settings: Settings, port: int | None) -> Settings:
    listen = None if port is None else ("127.0.0.1", port)
    return replace(settings, watch=replace(settings.watch, listen=listen))


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


def test_where_it_listens_goes_by_the_configuration_as_it_is_read_again(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, plain = free_port(), free_port(), watched.settings
    heard: list[tuple[bool, bool]] = []

    async def step(made: Watch, port: int | None) -> None:
        watched.settings = listening(plain, port)
        made.reload()
        heard.append((await asyncio.to_thread(answers, first), await asyncio.to_thread(answers, second)))

    async def steps(made: Watch) -> None:
        for port in (first, second, None, second):
            await step(made, port)
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            await step(made, taken.getsockname()[1])
        made.stop()

    watching(watched, lambda made: kept.append(asyncio.ensure_future(steps(made))))
    assert heard == [(True, False), (False, True), (False, False), (False, True), (False, True)]
    assert "another program listens there" in caplog.text


kept: list[asyncio.Future[None]] = []  # the loop itself holds no task
