"""The daemon itself over many days of a simulated clock: it is off for hours, its machine's clock is set, summer time
begins and ends in Lisbon and Rabat, a source fails. Each look that is due is made once.

`DAYS=60 pytest tests/schedule/test_days.py` simulates more than the weeks of everyday.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import stamina
import time_machine
from pytest_httpserver import HTTPServer

from monitor.run import arun
from monitor.schedule import Watch, clock, daemon
from monitor.schedule.telling import Telling
from tests.schedule.simulated import Time, at_work
from tests.watched import Watched, page, reader

DAYS = int(os.environ.get("DAYS", "8"))
SPRING = datetime(2026, 3, 21, 12, tzinfo=UTC)  # Rabat's clock is set forward on 22.3., Lisbon's on 29.3.
AUTUMN = datetime(2026, 10, 20, 12, tzinfo=UTC)  # Lisbon's is set back on 25.10.
WINTER = datetime(2026, 2, 10, 12, tzinfo=UTC)  # Rabat's is set back on 15.2.
SOON = timedelta(minutes=2)  # what is due is looked at within
CLOCKS = {"lisbon": ("Europe/Lisbon", time(1, 30)), "rabat": ("Africa/Casablanca", time(2, 30))}
HALF_A_DAY = timedelta(hours=12)


class Machine:
    """A machine on which the daemon is started and ended."""

    def __init__(self, watched: Watched, clock: Time) -> None:
        self.watched, self.clock = watched, clock
        self.up: list[tuple[datetime, datetime]] = []

    def on(self, hours: float, **more: Any) -> None:
        begun = datetime.now(UTC)
        at_work(self.clock, Watch(self.watched.settings), hours, **more)
        self.up.append((begun, datetime.now(UTC)))

    def off(self, hours: float) -> None:
        self.clock.goes_on(hours * 3600)

    def looks(self, source: str) -> list[datetime]:
        told = "SELECT k.checked_at FROM look k JOIN source s ON s.id = k.source WHERE s.name = ? ORDER BY k.id"
        zero = datetime(1970, 1, 1, tzinfo=UTC)
        return [zero + timedelta(microseconds=at) for (at,) in self.watched.ask(told, source)]


@pytest.fixture
def machine(
    request: pytest.FixtureRequest, tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page(), "/lisbon")
    watched.serve(page("Spain"), "/rabat")
    watched.serve("", "/broken", 500)
    watched.configure(
        watched.source("lisbon", "/lisbon", at="01:30", zone="Europe/Lisbon"),
        watched.source("rabat", "/rabat", cron="30 2 * * *", zone="Africa/Casablanca"),
        watched.source("broken", "/broken", every="12 h"),
    )
    with time_machine.travel(request.param, tick=False) as travel, stamina.set_testing(True, attempts=1):
        made = Time(travel)
        monkeypatch.setattr(daemon, "arun", made.during(partial(arun, worker=reader())))
        monkeypatch.setattr(daemon, "TICK", 60.0)
        monkeypatch.setattr(daemon, "Telling", partial(Telling, every=3600.0))  # there is no channel
        monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: made.passed))
        yield Machine(watched, made)


def due(source: str, begin: datetime, end: datetime) -> list[datetime]:
    """When a source is due by the clock of its zone: counted by the calendar, and not by the code that is tested."""
    zone, at = CLOCKS[source]
    days: list[date] = [begin.date() + timedelta(days=number) for number in range(-1, (end - begin).days + 3)]
    times = [datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC) for day in days]
    return [each for each in times if begin < each <= end]


def expected(machine: Machine, source: str) -> list[datetime]:
    """Each time of the schedule at which the daemon was at work, and each start after a while in which one passed."""
    (begun, _), *_ = machine.up
    found, last = [begun], begun
    for start, end in machine.up:
        if due(source, last, start):
            found.append(start)
        found += due(source, start, end - SOON)
        last = end - SOON
    return found


@pytest.mark.parametrize("machine", [SPRING, AUTUMN, WINTER], indirect=True, ids=["spring", "autumn", "winter"])
def test_each_look_that_is_due_is_made_once(machine: Machine) -> None:
    chance = random.Random(7)
    begun = datetime.now(UTC)
    while datetime.now(UTC) < begun + timedelta(days=DAYS):
        machine.on(_clear(chance.choice((9, 26, 40))))
        machine.off(chance.choice((0.1, 3, 30)))
    machine.on(13)
    for source in CLOCKS:
        wanted, made = expected(machine, source), machine.looks(source)
        assert len(made) == len(wanted), source
        assert all(timedelta(0) <= look - at <= SOON for look, at in zip(made, wanted, strict=True)), source
    _as_often_as_said(machine, "broken")
    assert machine.watched.ask("SELECT count(*) FROM run WHERE ended_at IS NULL") == [(0,)]


def _clear(hours: float) -> float:
    """So many hours, or some minutes more, where it would depend on a second whether what is due is looked at."""
    end = datetime.now(UTC) + timedelta(hours=hours)
    close = [at for name in CLOCKS for at in due(name, end - HALF_A_DAY, end + HALF_A_DAY) if abs(at - end) < 3 * SOON]
    return _clear(hours + 0.2) if close else hours


def _as_often_as_said(machine: Machine, source: str) -> None:
    made = machine.looks(source)
    starts = [start for start, _ in machine.up]
    for before, after in pairwise(made):
        wanted = before + HALF_A_DAY
        if not any(start - SOON <= wanted <= end for start, end in machine.up):
            wanted = next(start for start in starts if start > wanted)
        assert timedelta(0) <= after - wanted <= SOON, (source, before, after)


@pytest.mark.parametrize("machine", [SPRING], indirect=True, ids=["spring"])
def test_a_clock_that_is_set_makes_one_look_for_all_that_was_missed_and_none_twice(machine: Machine) -> None:
    first = datetime.now(UTC).date() + timedelta(days=1)
    days = timedelta(days=1)
    machine.on(
        120,
        sets={
            20: 90 * days,  # it is eight in UTC: one look for ninety days
            44: -60 * days,  # the last look lies ahead, so that nothing is known: one at once
            68: -timedelta(hours=2),  # it is six again: nothing was missed, and nothing lies ahead
            92: timedelta(hours=3),  # nine: nothing was missed
            93: timedelta(hours=17),  # three in the night: what was due at half past one is made up for
        },
    )
    shown = [look.astimezone(ZoneInfo("Europe/Lisbon")) for look in machine.looks("lisbon")]
    assert [((look.date() - first).days, look.hour) for look in shown] == [
        *((-1, 12), (0, 1)),
        *((90, 9), (91, 1)),
        *((31, 9), (32, 1)),
        (33, 1),
        *((34, 4), (35, 1)),
    ]
