"""What is said by a clock comes when that clock shows it, in all the ways in which clocks are set forward and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from monitor.crontab import Crontab, crontab
from monitor.due import next_after, usual_gap
from monitor.model import Schedule

QUARTER = timedelta(minutes=15)  # each offset of these zones is a number of them, and so is each time below
NOTHING = timedelta(0)
WINDOW = timedelta(days=21)
ZONES = {
    "Europe/Lisbon": (2010, 2027),
    "Europe/Vienna": (2010, 2027),
    "Africa/Casablanca": (2012, 2027),  # Rabat's clock; it is set around Ramadan, too
    "America/Havana": (2013, 2027),  # midnight itself is left out
    "Africa/Cairo": (2023, 2027),  # midnight, too
    "Asia/Beirut": (2010, 2027),  # midnight, too
    "Atlantic/Azores": (2010, 2027),  # midnight is left out, and comes twice
    "America/Santiago": (2010, 2027),
    "America/New_York": (2010, 2027),
    "Australia/Lord_Howe": (2010, 2027),  # half an hour
    "Antarctica/Troll": (2010, 2027),  # two hours
    "Asia/Kathmandu": (2010, 2027),  # never set
    "Pacific/Apia": (2010, 2012),  # 30 December 2011 was left out
}


def shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def quarters_shown(
    zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, list[datetime]]]:
    """Each quarter of an hour after `start`, what the clock shows then, and what it stands for: that, if it was not
    shown before, and what was left out when it was set forward, later by as much.

    A walk through the time that passes: it knows nothing of a clock but what it shows at an instant.
    """
    moment = start.replace(minute=0, second=0) - timedelta(days=2)
    latest = shown(moment, zone)
    ahead = left_out = NOTHING
    while moment + QUARTER <= end:
        moment += QUARTER
        clock = shown(moment, zone)
        if clock - latest > QUARTER:
            ahead = left_out = clock - latest - QUARTER
        stands_for = [clock] if clock > latest else []
        if left_out > NOTHING:
            stands_for.append(clock - ahead)
            left_out -= QUARTER
        latest = max(latest, clock)
        if moment > start:
            yield moment, clock, stands_for


def comes_round(schedule: Schedule, start: datetime, end: datetime) -> list[datetime]:
    """When a schedule comes round by the documentation, and not by the code that is tested."""
    found = []
    for moment, clock, stands_for in quarters_shown(ZoneInfo(schedule.zone), start, end):
        line = schedule.cron
        counts = [*stands_for, clock] if line and line.every_hour else stands_for
        if any(fits(line, each) if line else each.time() in schedule.at for each in counts):
            found.append(moment)
    return found


def fits(line: Crontab, clock: datetime) -> bool:
    day, weekday = clock.day in line.days, clock.isoweekday() % 7 in line.weekdays
    on_day = (day or weekday) if line.either else (day and weekday)
    return clock.month in line.months and on_day and clock.hour in line.hours and clock.minute in line.minutes


def given_by(schedule: Schedule, start: datetime, end: datetime) -> list[datetime]:
    found, moment = [], start
    while (moment := next_after(schedule, moment)) <= end:
        found.append(moment)
    return found


def days_on_which_it_is_set(zone: str) -> list[datetime]:
    """The days before each; of a clock that is never set any days."""
    first, last = ZONES[zone]
    days = [datetime(first, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(365 * (last - first + 1))]
    offsets = [day.astimezone(ZoneInfo(zone)).utcoffset() for day in days]
    return [days[n] for n, (before, after) in enumerate(pairwise(offsets)) if before != after] or days[:30]


SET = {zone: days_on_which_it_is_set(zone) for zone in ZONES}
MINUTES = st.sampled_from(("0", "15", "30", "0,45", "15,30", "*/15"))
HOUR = st.integers(0, 23).map(str)
HOURS = st.one_of(
    st.sampled_from(("0", "0", "1", "2", "3", "0,12", "1-3", "0-23", "*", "*/2", "*/6", "*/12", "*/24", "0-6/3")),
    HOUR,
    st.tuples(HOUR, HOUR).map(",".join),
)
DAYS = st.one_of(st.sampled_from(("*", "*", "*", "1,15", "*/5", "25-31")), st.integers(1, 28).map(str))
WEEKDAYS = st.sampled_from(("*", "*", "*", "mon-fri", "sun", "1", "sat", "7", "2,4", "*/2"))
MONTHS = st.sampled_from(("*", "*", "*", "3-4", "9-11", "1-6"))
LINES = st.tuples(MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS).map(" ".join)
TIMES = st.builds(time, st.integers(0, 3) | st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))


@st.composite
def schedules(draw: st.DrawFn) -> tuple[Schedule, datetime]:
    """A schedule, and an instant near which its clock is set."""
    zone = draw(st.sampled_from(sorted(ZONES)))
    start = draw(st.sampled_from(SET[zone])) + timedelta(minutes=draw(st.integers(-10 * 1440, 2 * 1440)))
    if draw(st.booleans()):
        return Schedule(at=tuple(sorted(draw(st.sets(TIMES, min_size=1, max_size=4)))), zone=zone), start
    return Schedule(cron=crontab(draw(LINES)), zone=zone), start


def line_of(line: str, zone: str, year: int, month: int, day: int) -> tuple[Schedule, datetime]:
    return Schedule(cron=crontab(line), zone=zone), datetime(year, month, day, 12, tzinfo=UTC)


@given(schedules())
@example(line_of("0 0 * * *", "Africa/Casablanca", 2026, 3, 20))
@example(line_of("0 0 * * 1", "Europe/Vienna", 2026, 3, 23))
@example(line_of("0 0 * * *", "America/Havana", 2026, 3, 5))
@example(line_of("0 */6 1,15 1-6 *", "Europe/Vienna", 2026, 3, 25))
@example(line_of("15 * 1,15 * 1", "Europe/Lisbon", 2026, 3, 25))
@example(line_of("30 */24 * * *", "Atlantic/Azores", 2026, 10, 20))  # twice on the 25th
@example(line_of("0 */2 * * *", "Europe/Vienna", 2026, 3, 25))  # two hours after midnight it is three on the 29th
@example(line_of("15,30 2 * * *", "Australia/Lord_Howe", 2026, 10, 1))  # 02:15 comes after 02:30
@example(line_of("0 6 30 12 *", "Pacific/Apia", 2011, 12, 25))
def test_each_time_that_the_clock_shows_comes_and_no_other(asked: tuple[Schedule, datetime]) -> None:
    schedule, start = asked
    end = start + WINDOW
    assert given_by(schedule, start, end) == comes_round(schedule, start, end)


@given(schedules())
@example(line_of("0 0 * * *", "Africa/Casablanca", 2026, 3, 18))
def test_the_usual_gap_is_the_longest_of_the_eight_that_follow(asked: tuple[Schedule, datetime]) -> None:
    schedule, start = asked
    following = comes_round(schedule, start, start + WINDOW)[:9]
    assume(len(following) == 9)
    assert usual_gap(schedule, start) == max(later - earlier for earlier, later in pairwise(following))


@pytest.mark.parametrize(
    ("line", "zone", "start", "expected"),
    [
        # the hour after midnight, in the night after the clock was set forward
        ("0 0 1 * *", "Europe/Lisbon", datetime(2026, 3, 1, 12), datetime(2026, 3, 31, 23)),
        ("0 0 * * 1", "Europe/Vienna", datetime(2026, 3, 23, 12), datetime(2026, 3, 29, 22)),
        ("30 0 * * *", "Europe/Paris", datetime(2026, 3, 29, 12), datetime(2026, 3, 29, 22, 30)),
        ("0 0 * * *", "Africa/Casablanca", datetime(2026, 3, 22, 12), datetime(2026, 3, 22, 23)),
        # midnight itself is left out, and comes an hour later by the clock
        ("0 0 * * *", "America/Havana", datetime(2026, 3, 7, 12), datetime(2026, 3, 8, 5)),
        ("0 0 * * *", "Africa/Cairo", datetime(2026, 4, 23, 12), datetime(2026, 4, 23, 22)),
        ("0 0 * * *", "Asia/Beirut", datetime(2026, 3, 28, 12), datetime(2026, 3, 28, 22)),
        # a time that no clock ever shows: midnight of the last Sunday in March
        ("0 */24 25-31 3 */7", "Asia/Beirut", datetime(2026, 1, 1), datetime(2026, 3, 28, 22)),
        # two hours at once, half an hour, a whole day
        ("30 1 * * *", "Antarctica/Troll", datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 1, 30)),
        ("15 2 * * *", "Australia/Lord_Howe", datetime(2026, 10, 3, 12), datetime(2026, 10, 3, 15, 45)),
        ("0 6 30 12 *", "Pacific/Apia", datetime(2011, 12, 25), datetime(2011, 12, 30, 16)),
    ],
)
def test_no_day_is_left_out_when_the_clock_is_set_forward(
    line: str, zone: str, start: datetime, expected: datetime
) -> None:
    came = next_after(Schedule(cron=crontab(line), zone=zone), start.replace(tzinfo=UTC))
    assert came == expected.replace(tzinfo=UTC)
