"""When a schedule comes round: zones whose clocks are set, jitter, and the gap to count with."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.crontab import crontab
from monitor.due import next_after, usual_gap
from monitor.model import Schedule

LISBON, CASABLANCA = "Europe/Lisbon", "Africa/Casablanca"  # Rabat's clock


def times(schedule: Schedule, start: datetime, number: int) -> list[str]:
    found, moment = [], start
    for _ in range(number):
        moment = next_after(schedule, moment)
        found.append(f"{moment:%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("zone", "shown", "start", "expected"),
    [
        # the clock goes from 01:00 to 02:00 on 29 March 2026, and from 02:00 to 01:00 on 25 October
        (LISBON, time(1, 30), datetime(2026, 3, 28, 12, tzinfo=UTC), ["29 01:30", "30 00:30"]),
        (LISBON, time(1, 30), datetime(2026, 10, 24, 12, tzinfo=UTC), ["25 00:30", "26 01:30"]),
        (LISBON, time(6, 0), datetime(2026, 10, 23, 12, tzinfo=UTC), ["24 05:00", "25 06:00", "26 06:00"]),
        # during Ramadan: from 03:00 to 02:00 on 15 February 2026, and from 02:00 to 03:00 on 22 March
        (CASABLANCA, time(2, 30), datetime(2026, 2, 14, 12, tzinfo=UTC), ["15 01:30", "16 02:30"]),
        (CASABLANCA, time(2, 30), datetime(2026, 3, 21, 12, tzinfo=UTC), ["22 02:30", "23 01:30"]),
    ],
)
def test_a_time_of_day_comes_once_on_each_day_also_when_the_clock_is_set(
    zone: str, shown: time, start: datetime, expected: list[str]
) -> None:
    assert times(Schedule(at=(shown,), zone=zone), start, len(expected)) == expected
    line = crontab(f"{shown.minute} {shown.hour} * * *")
    assert times(Schedule(cron=line, zone=zone), start, len(expected)) == expected


def test_what_comes_each_hour_comes_in_the_hour_that_is_there_twice_as_well() -> None:
    each_hour = Schedule(cron=crontab("15 * * * *"), zone=LISBON)
    expected = ["24 23:15", "25 00:15", "25 01:15", "25 02:15"]
    assert times(each_hour, datetime(2026, 10, 24, 22, 30, tzinfo=UTC), 4) == expected


def test_times_of_a_day_come_in_their_order() -> None:
    twice = Schedule(at=(time(6, 0), time(18, 30)), zone="Asia/Kathmandu")  # 5 h 45 min ahead
    assert times(twice, datetime(2026, 11, 1, tzinfo=UTC), 3) == ["01 00:15", "01 12:45", "02 00:15"]


SCHEDULES = st.one_of(
    st.builds(Schedule, every=st.floats(1, 1e6), jitter=st.floats(0, 1)),
    st.builds(
        Schedule,
        at=st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=3).map(tuple),
        zone=st.sampled_from(("UTC", LISBON, CASABLANCA, "Asia/Kathmandu", "America/Havana", "Pacific/Apia")),
        jitter=st.floats(0, 7200),
    ),
)


@given(SCHEDULES, st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)), st.floats(0, 3600))
def test_a_look_that_was_made_is_not_made_again(schedule: Schedule, start: datetime, late: float) -> None:
    """Whoever looks `late` seconds after the time has come, within the gap, waits for the next time."""
    begin = start.replace(tzinfo=UTC)
    came = next_after(schedule, begin, name="a")
    again = next_after(schedule, came, name="a")
    assert begin < came < again
    looked = min(came + timedelta(seconds=late), came + (again - came) / 2)
    assert schedule.every is not None or next_after(schedule, looked, name="a") == again


@given(SCHEDULES, st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)))
def test_jitter_delays_and_by_no_more_than_it_says(schedule: Schedule, start: datetime) -> None:
    begin = start.replace(tzinfo=UTC)
    exact = Schedule(schedule.every, schedule.cron, schedule.at, schedule.zone)
    came = next_after(schedule, begin, name="a")
    due = next_after(exact, came - timedelta(seconds=schedule.jitter, microseconds=1))
    assert schedule.every is not None or due <= came <= due + timedelta(seconds=schedule.jitter)
    assert came == next_after(schedule, begin, name="a")


def test_sources_with_one_schedule_are_spread_over_the_jitter() -> None:
    daily = Schedule(at=(time(6, 0),), jitter=3600)
    start = datetime(2026, 11, 1, tzinfo=UTC)
    minutes = sorted((next_after(daily, start, name=f"s{i}") - start).total_seconds() / 60 - 360 for i in range(60))
    assert 0 <= minutes[0] < 10
    assert 50 < minutes[-1] <= 60


def test_the_usual_gap_of_a_schedule() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    assert usual_gap(Schedule(every=60), start) == timedelta(minutes=1)
    assert usual_gap(Schedule(at=(time(6), time(9))), start) == timedelta(hours=21)
    assert usual_gap(Schedule(cron=crontab("0 6 * * mon-fri")), start) == timedelta(days=3)
