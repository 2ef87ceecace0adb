"""What `monitor status` says is what is: late looks, failing sources, digests that wait, a damaged file."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.config import load
from monitor.health import Health, health
from monitor.history.database import transaction
from tests.watched import Watched, page


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    made = Watched(tmp_path, httpserver)
    made.serve(page())
    return made


def asked(watched: Watched, hours: float = 0, *, check: bool = False) -> Health:
    return health(watched.settings, now=watched.now + timedelta(hours=hours), check=check)


def test_before_the_first_run_everything_is_due_and_nothing_is_late(watched: Watched) -> None:
    found = asked(watched)
    assert found.sources == {"never": 1}
    assert found.next_look == (watched.now, "budapest")
    assert found.is_alive
    assert found.complaints == ()
    assert found.last_run is None


def test_a_look_that_is_late_is_a_complaint_once_a_whole_turn_has_passed(watched: Watched) -> None:
    watched.run()
    assert asked(watched, 11).next_look == (watched.now + timedelta(hours=12), "budapest")
    assert asked(watched, 24).complaints == ()
    late = asked(watched, 26)
    assert not late.is_alive
    assert late.complaints == ("a look is late by 14:00:00",)


def test_a_source_that_fails_is_named(watched: Watched) -> None:
    watched.run()
    watched.serve("", status=500)
    watched.run()
    found = asked(watched)
    assert found.failing == ("budapest",)
    assert found.is_alive
    assert found.complaints == ("1 of 1 sources fail",)


def test_digests_that_are_not_taken_are_a_complaint(watched: Watched) -> None:
    watched.run()
    file = watched.settings.file
    file.write_text(
        f'{file.read_text("utf-8")}\n[[channel]]\nname = "desk"\nkind = "folder"\npath = "digests"\n', "utf-8"
    )
    watched.settings = load(file)
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        for _ in range(2):
            with transaction(book):
                history.put_out(book, "desk", "{}", [], since=None, until=watched.now, now=watched.now)
        first, second = history.to_send(book)
        assert asked(watched).complaints == ()
        history.was_refused(book, first.number, "later", again=watched.now + timedelta(hours=1), now=watched.now)
        history.was_refused(book, second.number, "never", again=None, now=watched.now)
    waits, dead = asked(watched).complaints
    assert waits == f"digests wait since {watched.now:%Y-%m-%d %H:%M} UTC"
    assert dead == "1 digest was never taken: `monitor channels` says which"


def test_who_is_at_work_is_said(watched: Watched) -> None:
    watched.run()
    assert asked(watched).running is None
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        assert "process" in str(asked(watched).running)
    assert asked(watched).running is None


def test_a_damaged_history_is_no_health(watched: Watched) -> None:
    watched.run()
    file = watched.settings.monitor.history
    bytes_ = bytearray(file.read_bytes())
    bytes_[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    file.write_bytes(bytes_)
    found = asked(watched, check=True)
    assert not found.is_alive
    assert found.damage is not None


def test_a_mistake_in_the_configuration_is_a_complaint(watched: Watched) -> None:
    watched.run()
    file = watched.folder / "config.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\n[[channel]]\nname = "x"\nkind = "fax"\n', encoding="utf-8")
    watched.settings = load(file)
    (complaint,) = asked(watched).complaints
    assert "fax" in complaint
