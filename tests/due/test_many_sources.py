"""What thousands of sources with a schedule of their own cost: each zone and each schedule is looked into once."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import config_times
from monitor.config import Settings, load
from monitor.due import looks, shortest_gap
from monitor.health import health

MANY = 60
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAILY = 'cron = "{} 6 * * *"\nzone = "Europe/Lisbon"\n'


def configured(folder: Path, of_source: Callable[[int], str], of_all: str = "") -> Settings:
    """A configuration of many sources, each with lines of its own."""
    head = f'[monitor]\ncontact = "monitor@example.org"\n{of_all}'
    sources = (
        f'[[source]]\nid = "s{n}"\nurl = "http://127.0.0.1/{n}"\nlayout = "mechanism-page"\n{of_source(n)}'
        for n in range(MANY)
    )
    file = folder / "config.toml"
    file.write_text(head + "".join(sources), encoding="utf-8")
    settings = load(file)
    assert settings.problems == ()
    return settings


def counted(monkeypatch: pytest.MonkeyPatch, room: object, name: str) -> Counter[str]:
    """How often a function is called; it does what it does."""
    calls: Counter[str] = Counter()
    real = getattr(room, name)

    def call(*args: Any) -> Any:
        calls[name] += 1
        return real(*args)

    monkeypatch.setattr(room, name, call)
    return calls


def test_the_names_of_the_zones_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walks = counted(monkeypatch, config_times, "available_timezones")
    config_times.zones.cache_clear()
    settings = configured(tmp_path, lambda n: DAILY.format(n))
    assert walks.total() == 1
    assert {s.schedule.zone for s in settings.sources if s.schedule} == {"Europe/Lisbon"}
    assert set(config_times.zones().values()) == zoneinfo.available_timezones()


@pytest.mark.parametrize(
    ("of_source", "of_all", "schedules"),
    [
        (lambda n: "", 'at = "06:00"\nzone = "Europe/Lisbon"\n', 1),
        (lambda n: DAILY.format(0), "", 1),
        (lambda n: DAILY.format(n % 10), "", 10),
    ],
    ids=["that of all", "the same for each", "ten of their own"],
)
def test_how_long_a_schedule_takes_is_reckoned_once_for_each_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_source: Callable[[int], str], of_all: str, schedules: int
) -> None:
    settings = configured(tmp_path, of_source, of_all)
    reckoned = counted(monkeypatch, looks, "usual_gap")
    assert health(settings, now=NOW).is_alive
    assert reckoned.total() == schedules


def test_the_shortest_gap_is_that_of_the_source_that_is_looked_at_most_often(tmp_path: Path) -> None:
    often = configured(tmp_path, lambda n: 'every = "3 h"\n' if n == 7 else DAILY.format(0))
    assert shortest_gap(often, NOW) == timedelta(hours=3)
    switched_off = configured(tmp_path, lambda n: 'every = "3 h"\nenabled = false\n' if n == 7 else DAILY.format(0))
    assert shortest_gap(switched_off, NOW) == timedelta(days=1)
    assert shortest_gap(configured(tmp_path, lambda n: "enabled = false\n"), NOW) is None
