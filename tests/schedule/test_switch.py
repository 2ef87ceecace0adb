"""The switch is held down while looks are made, and let go when they are not."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.config import Settings
from monitor.run import RunResult
from monitor.schedule import Watch, daemon, switch
from monitor.schedule.switch import Switch, held_down
from tests.schedule.conftest import load_with, watching
from tests.watched import Watched


def press(watched: Watched, status: int = 200) -> bool:
    watched.serve("", "/switch", status)
    settings = load_with(watched, f'[watch]\nalive = "{watched.server.url_for("/switch")}"\n')
    return asyncio.run(held_down(settings, lambda: watched.now))


def test_it_is_asked_while_looks_are_made(watched: Watched) -> None:
    watched.run()
    assert press(watched)
    assert len(watched.asked("/switch")) == 1


def test_it_is_let_go_when_looks_are_late(watched: Watched) -> None:
    watched.run()
    watched.now += timedelta(days=3)
    assert not press(watched)
    assert watched.asked("/switch") == []


def test_one_that_fails_is_said_and_stops_nothing(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    watched.run()
    assert not press(watched, 500)
    assert "the switch was not held down" in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/ping/s3cret",
        "http://192.168.0.1/ping/s3cret",
        "http://exa%41mple.example/s3cret",
        f"http://{'x' * 64}é.example/s3cret",
        f"http://127.0.0.1:9/s3cret/{'s3cret' * 2000}",
        "http://127.0.0.1:9/s3cret/é",
    ],
)
def test_its_address_stands_in_no_log(watched: Watched, caplog: pytest.LogCaptureFixture, url: str) -> None:
    """Who knows it can hold the switch down."""
    watched.run()
    settings = replace(watched.settings, watch=replace(watched.settings.watch, alive=url))
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        assert not asyncio.run(held_down(settings, lambda: watched.now))
    assert "the switch was not held down" in caplog.text
    assert "s3cret" not in caplog.text


def test_a_mistake_of_ours_does_not_tell_it_either(
    watched: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(settings: Settings, *, now: object) -> None:
        raise ValueError(settings.watch.alive)

    watched.run()
    monkeypatch.setattr(switch, "health", broken)
    settings = replace(watched.settings, watch=replace(watched.settings.watch, alive="http://127.0.0.1:9/s3cret"))
    assert not asyncio.run(held_down(settings, lambda: watched.now))
    assert "ValueError" in caplog.text
    assert "s3cret" not in caplog.text


def with_switch(watched: Watched, every: str = "1 s") -> Settings:
    watched.serve("", "/switch")
    watched.configure(watched.source("budapest", every=every))
    return load_with(watched, f'[watch]\nalive = "{watched.server.url_for("/switch")}"\n')


def left_alone(watched: Watched, settings: Settings, seconds: float, *, looks_of_others: int = 0) -> int:
    """How often it is asked where no run of the daemon's own ends."""

    async def others() -> None:
        for _ in range(looks_of_others):
            await asyncio.to_thread(watched.run, hours=0)
            await asyncio.sleep(1)

    async def for_a_while() -> None:
        looks = asyncio.create_task(others())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(Switch(lambda: settings, lambda: watched.now).forever(), timeout=seconds)
        looks.cancel()

    asyncio.run(for_a_while())
    return len(watched.asked("/switch"))


def test_it_is_asked_in_the_usual_gap_where_others_make_the_looks(watched: Watched) -> None:
    settings = with_switch(watched)
    watched.run()
    assert 2 <= left_alone(watched, settings, 8, looks_of_others=9) <= 7


def test_it_is_asked_once_where_no_run_ends_any_more(watched: Watched) -> None:
    """As where the disk is full: nothing is late for a while, and nothing is looked at either."""
    settings = with_switch(watched)
    watched.run()
    assert left_alone(watched, settings, 3.7) == 1


def test_it_is_let_go_where_nobody_makes_them(watched: Watched) -> None:
    settings = with_switch(watched)
    watched.run()
    watched.now += timedelta(hours=2)
    assert left_alone(watched, settings, 2.5) == 0


def test_it_is_tried_again_soon_where_it_was_not_held_down(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(switch, "AGAIN", timedelta(seconds=1))
    settings = with_switch(watched, "1 day")
    watched.serve("", "/switch", 500)
    watched.run()
    assert left_alone(watched, settings, 3.5) >= 2
    watched.serve("", "/switch")
    watched.server.clear_log()
    assert left_alone(watched, settings, 3.5) == 1, "and then a day later"


@pytest.mark.parametrize("of_another", [True, False], ids=["others", "own"])
def test_it_is_asked_after_a_run_also_where_others_had_looked_at_all_that_was_due(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, of_another: bool
) -> None:
    settings = with_switch(watched, "1 day")
    real = daemon.arun

    async def run(*arguments: object, **named: object) -> RunResult:
        result = await real(*arguments, **named)  # type: ignore[arg-type]
        return RunResult(None, result.started_at, result.ended_at) if of_another else result

    def then(made: Watch) -> None:
        asyncio.get_running_loop().call_later(5, made.stop)

    monkeypatch.setattr(daemon, "arun", run)
    watched.settings = settings
    watching(watched, then)
    assert len(watched.asked("/switch")) == 1
