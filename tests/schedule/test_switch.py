"""The switch is held down while looks are made, and let go when they are not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

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
