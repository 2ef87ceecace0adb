"""The switch is held down while looks are made, and let go when they are not."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.config import Settings
from monitor.schedule import switch
from monitor.schedule.switch import held_down
from tests.schedule.conftest import load_with
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
