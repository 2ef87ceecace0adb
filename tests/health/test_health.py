"""What `monitor status` says is what is: late looks, failing sources, digests that wait, a damaged file."""

from __future__ import annotations

import json
import os
import socket
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.config import load
from monitor.health import Health, health
from monitor.health.metrics import Metrics
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
    late = asked(watched, 26.0001)
    assert not late.is_alive
    assert late.complaints == ("a look is late by 14:00:00",)


def test_a_source_that_was_never_looked_at_is_late_like_any_other(watched: Watched) -> None:
    watched.run()
    watched.serve(page(), "/other")
    watched.configure(watched.source("budapest"), watched.source("other", "/other"))
    written(watched, watched.now)
    assert asked(watched, 12).complaints == ()
    found = asked(watched, 26)
    assert "1 source was never looked at: other" in found.complaints
    assert found.overlooked == ("other",)
    assert not found.is_alive
    watched.run(hours=1, only=("budapest",))  # the run knows of it, and does not look at it
    written(watched, watched.now - timedelta(days=300))
    assert asked(watched, 12).overlooked == ()
    found = asked(watched, 26)
    assert found.late == timedelta(hours=26)
    assert found.overlooked == ("other",)
    watched.run(hours=1, only=("other",))
    assert asked(watched).complaints == ()


def test_a_monitor_that_was_set_up_and_never_started_is_no_health(watched: Watched) -> None:
    written(watched, watched.now)
    assert asked(watched, 12).complaints == ()
    found = asked(watched, 26)
    assert not found.is_alive
    assert found.complaints == ("a look is late by 1 day, 2:00:00", "1 source was never looked at: budapest")


def written(watched: Watched, at: datetime) -> None:
    """The configuration was written then."""
    os.utime(watched.settings.file, (at.timestamp(), at.timestamp()))


def test_a_run_that_goes_on_and_on_is_said_with_its_process_and_since_when(watched: Watched) -> None:
    watched.run()
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        assert asked(watched, 0.9).complaints == ()
        found = asked(watched, 1.1)
        (complaint,) = found.complaints
    assert complaint.startswith(f"process {os.getpid()} on {socket.gethostname()} since {watched.now.isoformat()}")
    assert "is still at work" in complaint
    assert not found.is_alive


def test_who_watches_is_said(watched: Watched) -> None:
    assert asked(watched).daemon is None
    with history.daemon_lock(watched.settings.monitor.history, now=watched.now):
        assert "process" in str(asked(watched).daemon)


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
        history.was_refused(book, first, "later", again=watched.now + timedelta(hours=1), now=watched.now)
        history.was_refused(book, second, "never", again=None, now=watched.now)
    waits, dead = asked(watched).complaints
    assert waits == f"digests wait since {watched.now:%Y-%m-%d %H:%M} UTC"
    earlier = watched.now - timedelta(hours=2)  # the clock was set back since
    assert f"digests wait since {earlier:%Y-%m-%d %H:%M} UTC" in health(watched.settings, now=earlier).complaints
    told = Metrics(lambda: watched.settings, lambda: earlier).text().decode()
    assert "monitor_outbox_oldest_seconds 0.0" in told
    assert dead == "1 digest was never taken: `monitor channels` says which"


def test_who_is_at_work_is_said(watched: Watched) -> None:
    watched.run()
    assert asked(watched).running is None
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        assert "process" in str(asked(watched).running)
    assert asked(watched).running is None


def test_runs_that_were_cut_short_are_said_and_a_complaint_from_the_second_on(watched: Watched) -> None:
    watched.run()
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        begun = [watched.now + timedelta(minutes=minute) for minute in range(7)]
        history.begin_run(book, now=begun[0])
        assert (len(asked(watched).cut_short), asked(watched).complaints) == (1, ())  # as after a power cut
        for at in begun[1:]:
            history.begin_run(book, now=at)
    found = asked(watched)
    assert found.last_run is not None
    assert found.last_run.ended_at == watched.now
    assert [one.started_at for one in found.cut_short] == begun[::-1]
    since = f"{watched.now:%Y-%m-%d %H:%M} UTC"
    assert found.complaints == (f"the last 7 runs, since {since}, did not come to their end: see the log for why",)
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        assert len(asked(watched).cut_short) == 6, "the last one is under way"
    said = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "status"])
    assert f"last run   {since}, 1 look, 0 failed\ncut short  7 runs since, the last one began" in said.stdout
    value = json.loads(CliRunner().invoke(cli, ["--config", str(watched.settings.file), "status", "--json"]).stdout)
    assert value["cut_short"] == {"runs": 7, "since": begun[0].isoformat()}
    watched.run(hours=0.1)
    assert asked(watched).cut_short == ()


def test_a_damaged_history_is_no_health(watched: Watched) -> None:
    watched.run()
    file = watched.settings.monitor.history
    bytes_ = bytearray(file.read_bytes())
    bytes_[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    file.write_bytes(bytes_)
    found = asked(watched, check=True)
    assert not found.is_alive
    assert found.damage is not None


def test_of_a_history_that_cannot_be_read_no_state_of_a_source_is_told(watched: Watched) -> None:
    watched.run()
    for file in watched.folder.glob("history.db*"):
        file.write_bytes(b"no database" * 1000)
    found = asked(watched)
    assert found.damage is not None
    assert found.sources == {}
    said = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "status"]).stdout
    assert "sources    -" in said


def test_a_mistake_in_the_configuration_is_a_complaint(watched: Watched) -> None:
    watched.run()
    file = watched.folder / "config.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\n[[channel]]\nname = "x"\nkind = "fax"\n', encoding="utf-8")
    watched.settings = load(file)
    (complaint,) = asked(watched).complaints
    assert "there is no kind of channel" in complaint
