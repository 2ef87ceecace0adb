"""Days in a row, simulated: downtime, clocks that are set, summer time, sources and channels that fail.

`DAYS=400 pytest tests/schedule/test_years.py` simulates more than the 40 of everyday.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import stamina
from pytest_httpserver import HTTPServer

from monitor.config import load
from monitor.deliver import deliver
from monitor.due import due
from monitor.run import run_once
from tests.deliver.conftest import Post, mail, plain, post
from tests.watched import MEMBERS, Watched, page, reader

__all__ = ["post"]  # the mail server, a fixture

DAYS = int(os.environ.get("DAYS", "40"))
TICK = timedelta(hours=1)
TRIES = 3  # as the gate does
CHAIRS = ("Albania", "Austria", "Belgium", "Croatia", "Hungary", "Poland", "Spain", "Sweden", "Malta", "Italy")
WATCH = """
[[channel]]
name = "files"
kind = "folder"
path = "digests"
forms = ["json"]
every = "20 h"

[[channel]]
name = "each-run"
kind = "folder"
path = "digests-each-run"
forms = ["json"]
"""


@dataclass
class Years:
    """What the simulation did: changes that pages made, looks, and what each channel was told."""

    watched: Watched
    post: Post
    chance: random.Random
    made: list[str] = field(default_factory=list)
    looks: list[tuple[str, datetime]] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    fails: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)  # which pages list a member twice: a remark
    chairs: dict[str, str] = field(default_factory=dict)

    def day(self) -> None:
        """What happens on a day besides the daemon: news, trouble, and how long nobody is at work."""
        for path in ("/lisbon", "/rabat"):
            if self.chance.random() < 0.3 and path not in self.fails:
                self.chairs[path] = self.chance.choice([one for one in CHAIRS if one != self.chairs[path]])
            if self.chance.random() < 0.15:
                self.fails ^= {path}
            if self.chance.random() < 0.15:
                self.twice ^= {path}
            listed = (*MEMBERS, *MEMBERS[:1]) if path in self.twice else MEMBERS
            self.watched.serve(page(self.chairs[path], listed), path, 500 if path in self.fails else 200)
        self.post.fail.clear()
        if self.chance.random() < 0.4:
            step = self.chance.choice(("sender", "recipient", "before", "after"))
            self.post.fail[step] = self.chance.choice(("451 later", "550 never", "drop"))

    def until(self, end: datetime) -> None:
        """The daemon at work, by its clock."""
        while self.watched.now < end:
            settings = self.watched.settings
            ready = due(settings, self.watched.now)
            if ready:
                done = run_once(settings, only=ready, now=lambda: self.watched.now, worker=reader())
                self.looks += [(check.source, self.watched.now) for check in done.checks]
                self.made += done.changes
            self.watched.now += timedelta(seconds=1)
            asyncio.run(deliver(settings, now=lambda: self.watched.now))
            self.watched.now += TICK - timedelta(seconds=1)


@pytest.fixture(autouse=True)
def without_pauses() -> Iterator[None]:
    """The gate tries again as often as ever, but at once: its pauses are real time, which no set clock shortens."""
    with stamina.set_testing(True, attempts=TRIES):
        yield


@pytest.fixture
def years(tmp_path: Path, httpserver: HTTPServer, post: Post) -> Years:  # the fixture of its name
    watched = Watched(tmp_path, httpserver)
    watched.now = datetime(2026, 2, 14, tzinfo=UTC)  # Rabat's clock is set on 15.2. and 22.3., Lisbon's on 29.3.
    watched.configure(
        watched.source("lisbon", "/lisbon", at="01:30", zone="Europe/Lisbon"),
        watched.source("rabat", "/rabat", cron="30 2 * * *", zone="Africa/Casablanca"),
    )
    file = tmp_path / "config.toml"
    file.write_text(file.read_text(encoding="utf-8") + mail(post, more='give_up = "60 days"') + WATCH, encoding="utf-8")
    watched.settings = load(file)
    made = Years(watched, post, random.Random(7))
    made.chairs = {"/lisbon": "Hungary", "/rabat": "Hungary"}
    return made


def told(years: Years) -> dict[str, Counter[str]]:
    """How often each channel was told each change, by the ids in what it was given."""
    found: dict[str, Counter[str]] = {"desk": Counter(), "files": Counter(), "each-run": Counter()}
    for channel, name in (("files", "digests"), ("each-run", "digests-each-run")):
        for file in (years.watched.folder / name).glob("*.json"):
            value = json.loads(file.read_text(encoding="utf-8"))
            found[channel].update(news["id"] for chapter in value["chapters"] for news in chapter["news"])
    for message in {str(one["Message-ID"]): one for one in years.post.taken}.values():
        words = plain(message).split()
        found["desk"].update(change for change in years.made if change in words)
    return found


def states_told(years: Years, name: str) -> dict[str, Counter[str]]:
    """How often a channel was told of what began and ended beside the changes."""
    found: dict[str, Counter[str]] = {
        "remarks": Counter(),
        "closed": Counter(),
        "ended": Counter(),
        "turned": Counter(),
    }
    for file in (years.watched.folder / name).glob("*.json"):
        value = json.loads(file.read_text(encoding="utf-8"))
        found["remarks"].update(one["message"] for one in value["remarks"])
        found["closed"].update(one["message"] for one in [*value["closed"], *filter(_is_over, value["remarks"])])
        found["ended"].update(one["source"] for one in value["ended"] if one["what"] == "failing")
        found["turned"].update("begun" for one in value["disagreed"] if one["field"] == "chair")
        found["turned"].update("over" for one in value["agreed"] if one["field"] == "chair")
    return found


def _is_over(remark: dict[str, Any]) -> bool:
    return remark["closed_at"] is not None and remark["kind"] != "clock-set-back"


def _states_are_told_once(years: Years, name: str) -> None:
    """Each finding when it came and when it went; the end of trouble at most as often as it ended, and at least once
    (what comes and goes is told as one); the last word on whether two sources differ is so.
    """
    rows = years.watched.ask(
        "SELECT kind, message, closed_at IS NOT NULL, name FROM finding f JOIN source o ON o.id = f.source"
    )
    remarks = [
        (message, closed and kind != "clock-set-back") for kind, message, closed, _ in rows if kind != "source-failing"
    ]
    told = states_told(years, name)
    assert told["remarks"] == Counter(message for message, _ in remarks)
    assert told["closed"] == Counter(message for message, closed in remarks if closed)
    ended = Counter(source for kind, _, closed, source in rows if kind == "source-failing" and closed)
    assert set(told["ended"]) == set(ended)
    assert not told["ended"] - ended
    differ = bool(years.watched.ask("SELECT 1 FROM disagreement WHERE field = 'chair'"))
    assert told["turned"]["begun"] - told["turned"]["over"] == differ


def test_each_change_is_told_once_to_each_channel_and_no_look_is_made_twice_or_left_out(years: Years) -> None:
    start = years.watched.now
    for day in range(DAYS):
        years.day()
        if day % 11 == 5:  # the machine is off for a while
            pause = timedelta(hours=years.chance.choice((3, 30, 55)))
            years.down.append((years.watched.now, years.watched.now + pause))
            years.watched.now += pause
        years.until(years.watched.now + timedelta(days=1))
    years.post.fail.clear()
    years.fails.clear()
    years.until(years.watched.now + timedelta(days=3))  # all that waits is taken
    assert len(years.made) > DAYS / 5
    for channel, counts in told(years).items():
        assert counts == Counter(dict.fromkeys(years.made, 1)), channel
    assert years.watched.ask("SELECT count(*) FROM outbox WHERE state <> 'delivered'") == [(0,)]
    years.until(years.watched.now + timedelta(days=9))  # what came and went does so no more
    for name in ("digests", "digests-each-run"):
        _states_are_told_once(years, name)
    _looked_as_scheduled(years, start)
    for zone, times in (("Europe/Lisbon", 1), ("Africa/Casablanca", 2)):
        assert clock_set(zone, start, years.watched.now) >= times, zone


def clock_set(zone: str, start: datetime, end: datetime) -> int:
    """How often the clock of a zone was set forward or back meanwhile."""
    days = [(start + timedelta(days=day)).astimezone(ZoneInfo(zone)) for day in range((end - start).days + 1)]
    return sum(before.utcoffset() != after.utcoffset() for before, after in pairwise(days))


def _looked_as_scheduled(years: Years, start: datetime) -> None:
    """Each source once on each day of its clock, within the hour, but for the days on which nobody was
    there; those are made up for when somebody is again.
    """
    for source, zone, hour in (("lisbon", "Europe/Lisbon", 1), ("rabat", "Africa/Casablanca", 2)):
        looks = [at for name, at in years.looks if name == source]
        assert len(looks) == len(set(looks))
        days = Counter(at.astimezone(ZoneInfo(zone)).date() for at in looks[1:])  # the first comes at once
        late = {end for _, end in years.down}
        for at in looks[1:]:
            shown = at.astimezone(ZoneInfo(zone))
            on_time = shown.replace(hour=hour, minute=30, second=0, microsecond=0, fold=0)
            caught_up = any(timedelta(0) <= at - end <= TICK for end in late)
            assert caught_up or timedelta(0) <= at - on_time <= TICK + timedelta(hours=1), (source, shown)
        missing = [
            day
            for offset in range(1, (looks[-1] - start).days)
            if (day := (start + timedelta(days=offset)).astimezone(ZoneInfo(zone)).date()) not in days
        ]
        for day in missing:
            noon = datetime(day.year, day.month, day.day, hour, 30, tzinfo=ZoneInfo(zone))
            assert any(begin - TICK <= noon <= end + TICK for begin, end in years.down), (source, day)
        caught_up_on = {end.astimezone(ZoneInfo(zone)).date() for end in late}
        assert all(number == 1 or day in caught_up_on for day, number in days.items())


def test_a_clock_that_is_set_back_and_forth_makes_nothing_told_twice_or_never(years: Years) -> None:
    for by in (timedelta(0), timedelta(days=-90), timedelta(days=200), timedelta(days=-110), timedelta(0)):
        years.watched.now += by
        for _ in range(2):
            years.day()
            years.until(years.watched.now + timedelta(days=1))
    years.post.fail.clear()
    years.fails.clear()
    years.until(years.watched.now + timedelta(days=3))
    assert years.made
    counts = told(years)
    assert counts["each-run"] == Counter(dict.fromkeys(years.made, 1))
    assert set(counts["desk"]) == set(years.made)
    years.until(years.watched.now + timedelta(days=9))
    _states_are_told_once(years, "digests-each-run")
