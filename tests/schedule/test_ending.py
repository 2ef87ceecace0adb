"""The daemon ends in order: looks under way get their time, none begins any more, and what is committed stays."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from werkzeug import Request, Response

from monitor import history
from monitor.schedule import Watch
from tests.schedule.conftest import load_with, watching
from tests.watched import Watched, page


class Slow:
    """A page that comes when it is let go; `asked` is set when somebody asks for it."""

    def __init__(self) -> None:
        self.asked, self.go = Event(), Event()

    def __call__(self, request: Request) -> Response:
        self.asked.set()
        self.go.wait(20)
        return Response(page("Spain"), content_type="text/html")


@pytest.fixture
def slow(watched: Watched) -> Slow:
    """Two pages of one host: the first is slow."""
    watched.configure(watched.source("a-slow", "/slow"), watched.source("budapest"))
    made = Slow()
    watched.answer(made, "/slow")
    return made


def when(event: Event, act: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()

    def wait() -> None:
        event.wait(20)
        loop.call_soon_threadsafe(act)

    loop.run_in_executor(None, wait)


def test_a_look_under_way_is_let_to_its_end_and_no_other_begins(watched: Watched, slow: Slow) -> None:
    def then(made: Watch) -> None:
        def stop() -> None:
            made.stop()
            asyncio.get_running_loop().call_later(0.3, slow.go.set)

        when(slow.asked, stop)

    (told,) = watching(watched, then)
    assert [(look.source, look.verdict) for look in told.checks] == [("a-slow", "new")]
    assert watched.asked("/budapest") == []
    again = watched.run(hours=1)
    assert again.verdicts == {"a-slow": "unchanged", "budapest": "new"}


def test_a_look_that_takes_longer_than_its_time_is_broken_off(
    watched: Watched, slow: Slow, caplog: pytest.LogCaptureFixture
) -> None:
    watched.settings = load_with(watched, '[watch]\ndrain = "0.5 s"\n')
    began: list[float] = []

    def then(made: Watch) -> None:
        when(slow.asked, lambda: (began.append(time.monotonic()), made.stop())[1])

    told = watching(watched, then)
    assert 0.4 < time.monotonic() - began[0] < 10
    slow.go.set()
    assert told == []
    assert "what was under way was broken off" in caplog.text
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    assert watched.run(hours=1).verdicts == {"a-slow": "new", "budapest": "new"}


def test_a_second_signal_ends_it_at_once(watched: Watched, slow: Slow) -> None:
    watched.settings = load_with(watched, '[watch]\ndrain = "1 h"\n')
    began: list[float] = []

    def then(made: Watch) -> None:
        def twice() -> None:
            began.append(time.monotonic())
            made.stop()
            asyncio.get_running_loop().call_later(0.3, made.stop)

        when(slow.asked, twice)

    watching(watched, then)
    assert time.monotonic() - began[0] < 10
    slow.go.set()
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        pass


def test_the_lock_names_who_holds_it(watched: Watched, slow: Slow, tmp_path: Path) -> None:
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        held = (tmp_path / "history.db.lock").read_text(encoding="utf-8")
    assert '"pid"' in held
    assert '"host"' in held
