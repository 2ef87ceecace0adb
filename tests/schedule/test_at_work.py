"""A run that goes on and on is remarked once, with what it waits for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.model import Check
from monitor.schedule.at_work import AtWork

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_it_is_said_once_and_names_what_is_waited_for() -> None:
    run = AtWork(["a", "b", "c"], since=NOW)
    run.looked(Check("b", "new", NOW))
    assert run.remark(NOW + HOUR / 2, after=HOUR) is None
    said = run.remark(NOW + HOUR, after=HOUR)
    assert said == "the run that began 2026-11-21 06:00 UTC is still at work: it waits for a, c"
    assert run.remark(NOW + 2 * HOUR, after=HOUR) is None


def test_a_long_list_is_cut_and_an_empty_one_is_said() -> None:
    many = AtWork([f"s{number}" for number in range(9)], since=NOW)
    assert str(many.remark(NOW + HOUR, after=HOUR)).endswith("it waits for s0, s1, s2, s3, s4 ...")
    none = AtWork([], since=NOW)
    assert str(none.remark(NOW + HOUR, after=HOUR)).endswith("all its sources were looked at")
