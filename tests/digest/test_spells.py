"""A trouble's end is told once, when it comes; what comes and goes is one state with one end, whatever the windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.digest.spells import CALM, OFTEN, Span, Spells, spells

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def failed(*days: tuple[float, float | None], name: str = "dunes") -> list[Span]:
    ends = ((begin, None if end is None else START + end * DAY) for begin, end in days)
    return [Span((name,), START + begin * DAY, end, "HTTP 503") for begin, end in ends]


def daily(spans: list[Span], days: int) -> list[Spells]:
    """What digests tell that each go on where the one before ended."""
    return [spells(spans, START + day * DAY, START + (day + 1) * DAY) for day in range(days)]


def test_one_trouble_is_over_once() -> None:
    told = daily(failed((0.5, 2.5)), 30)
    assert [day for day, one in enumerate(told) if one.ended] == [2]
    assert not any(one.unsteady or one.again for one in told)


def test_one_that_lasts_has_no_end() -> None:
    assert spells(failed((0.5, None)), None, START + 90 * DAY) == Spells({}, {}, {})


def test_one_that_ends_behind_the_window_lasts_in_it() -> None:
    assert spells(failed((0.5, 2.5)), None, START + 2 * DAY) == Spells({}, {}, {})


@pytest.mark.parametrize("times", [OFTEN, 4, 9, 40])
def test_a_source_that_fails_every_other_day_is_one_state_with_one_end(times: int) -> None:
    spans = failed(*((2 * n + 0.5, 2 * n + 1.5) for n in range(times)))
    told = daily(spans, 2 * times + 30)
    ends = [day for day, one in enumerate(told) if one.ended]
    last = 2 * times - 1
    assert ends == [1, 3, last + CALM.days]  # twice one that is over, then the end of all
    assert len(told[ends[-1]].ended[("dunes",)]) == times
    state = [day for day, one in enumerate(told) if one.unsteady or one.again]
    assert state == list(range(4, last + CALM.days))
    assert not any(one.unsteady and one.again for one in told)
    weekly = spells(spans, START, START + (2 * times) * DAY)
    assert (weekly.ended, len(weekly.unsteady[("dunes",)])) == ({}, times)


def test_two_troubles_a_month_apart_are_two() -> None:
    told = daily(failed((0, 1), (30, 31), (60, 61), (90, 91)), 120)
    assert [day for day, one in enumerate(told) if one.ended] == [1, 31, 61, 91]
    assert not any(one.unsteady or one.again for one in told)


def test_what_goes_on_in_another_trouble_is_not_over_between() -> None:
    told = daily(failed((0, 2), (2, 4.5)), 10)
    assert [day for day, one in enumerate(told) if one.ended] == [4]


def test_sources_are_apart() -> None:
    told = spells([*failed((0, 1), (2, 3)), *failed((4, 5), name="lakes")], START, START + 6 * DAY)
    assert {of: len(spans) for of, spans in told.ended.items()} == {("dunes",): 2, ("lakes",): 1}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300)), max_size=12), st.integers(12, 500))
def test_that_it_is_over_is_told_of_each_trouble_however_long_the_windows_are(
    lengths: list[tuple[int, int]], step: int
) -> None:
    spans, at = [], START
    for well, ill in lengths:
        at += timedelta(hours=well)
        spans.append(Span(("dunes",), at, at + timedelta(hours=ill), "HTTP 503"))
        at += timedelta(hours=ill)
    windows, begin = [], START
    while begin <= at + CALM + DAY:
        windows.append(spells(spans, begin, begin + timedelta(hours=step)))
        begin += timedelta(hours=step)
    told = [one for window in windows for one in window.ended.get(("dunes",), ())]
    assert set(told) == set(spans)
    assert all(told.count(one) <= 2 for one in spans)  # by itself, and in the end of a row that came and went
