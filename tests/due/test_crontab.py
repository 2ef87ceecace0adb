"""A line of a crontab means what cron takes it to mean, day by day, and what means nothing is said to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.crontab import NoCrontab, crontab
from monitor.due import next_after
from monitor.model import Schedule

START = datetime(2026, 11, 1, tzinfo=UTC)  # a Sunday


def times(line: str, number: int, start: datetime = START) -> list[str]:
    found, moment = [], start
    for _ in range(number):
        moment = next_after(Schedule(cron=crontab(line)), moment)
        found.append(f"{moment:%a %d %b %H:%M}")
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("30 6 * * 1", ["Mon 02 Nov 06:30", "Mon 09 Nov 06:30"]),
        ("30 6 * * 0", ["Sun 01 Nov 06:30", "Sun 08 Nov 06:30"]),
        ("30 6 * * 7", ["Sun 01 Nov 06:30", "Sun 08 Nov 06:30"]),
        ("0 0 * * 5-7", ["Fri 06 Nov 00:00", "Sat 07 Nov 00:00", "Sun 08 Nov 00:00"]),
        ("0 0 * * 0-2", ["Mon 02 Nov 00:00", "Tue 03 Nov 00:00", "Sun 08 Nov 00:00"]),
        ("0 0 * * MON-fri", ["Mon 02 Nov 00:00", "Tue 03 Nov 00:00"]),
        ("0 0 * * */2", ["Tue 03 Nov 00:00", "Thu 05 Nov 00:00", "Sat 07 Nov 00:00", "Sun 08 Nov 00:00"]),
        ("0 12 13 * fri", ["Fri 06 Nov 12:00", "Fri 13 Nov 12:00", "Fri 20 Nov 12:00"]),
        ("0 12 3 * fri", ["Tue 03 Nov 12:00", "Fri 06 Nov 12:00", "Fri 13 Nov 12:00"]),
        ("0 12 */2 * tue", ["Tue 03 Nov 12:00", "Tue 17 Nov 12:00", "Tue 01 Dec 12:00"]),
        ("0 0 29 feb *", ["Tue 29 Feb 00:00", "Sun 29 Feb 00:00"]),
        ("10-40/15 8,20 * * *", ["Sun 01 Nov 08:10", "Sun 01 Nov 08:25", "Sun 01 Nov 08:40", "Sun 01 Nov 20:10"]),
        ("@weekly", ["Sun 08 Nov 00:00", "Sun 15 Nov 00:00"]),
        ("@hourly", ["Sun 01 Nov 01:00", "Sun 01 Nov 02:00"]),
        ("@monthly", ["Tue 01 Dec 00:00", "Fri 01 Jan 00:00"]),
    ],
)
def test_a_line_comes_round_when_cron_would_run_it(line: str, expected: list[str]) -> None:
    assert times(line, len(expected)) == expected


@pytest.mark.parametrize(
    "line",
    [
        *("", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "* * * * mo"),
        *("*/0 * * * *", "* * 30 2 *", "* * 31 4,6,9,11 *", "5-1 * * * *", "1/5 * * * *", "a * * * *"),
        *("* * * jan-foo *", "٣ * * * *", "1,,2 * * * *", "1- * * * *", "-1 * * * *", "*- * * * *", "@reboot"),
        *("1//2 * * * *", "** * * * *"),
    ],
)
def test_a_line_that_no_cron_takes_is_none(line: str) -> None:
    with pytest.raises(NoCrontab):
        crontab(line)


def numbers(least: int, most: int) -> st.SearchStrategy[str]:
    one = st.integers(least, most).map(str)
    span = st.tuples(st.integers(least, most), st.integers(least, most)).map(lambda two: f"{min(two)}-{max(two)}")
    stepped = st.tuples(st.just("*") | span, st.integers(1, most)).map(lambda two: f"{two[0]}/{two[1]}")
    return st.just("*") | st.lists(one | span | stepped, min_size=1, max_size=2).map(",".join)


def taken(word: str, least: int, most: int) -> set[int]:
    """A second reading of a field, after the manual."""
    found: set[int] = set()
    for part in word.split(","):
        span, _, step = part.partition("/")
        low, _, high = (f"{least}-{most}" if span == "*" else span).partition("-")
        found |= set(range(int(low), int(high or low) + 1, int(step or 1)))
    return found


@given(
    words=st.tuples(numbers(0, 59), numbers(0, 23), numbers(1, 28), numbers(1, 12), numbers(0, 7)),
    start=st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
)
def test_the_next_time_is_the_first_minute_that_fits(words: tuple[str, ...], start: datetime) -> None:
    line = crontab(" ".join(words))
    came = next_after(Schedule(cron=line), start.replace(tzinfo=UTC))
    minutes, hours, days, months, weekdays = (
        taken(word, least, most) for word, least, most in zip(words, (0, 0, 1, 1, 0), (59, 23, 31, 12, 7), strict=True)
    )
    both = words[2].startswith("*") or words[4].startswith("*")

    def fits(moment: datetime) -> bool:
        on_day, on_weekday = moment.day in days, bool({moment.isoweekday(), moment.isoweekday() % 7} & weekdays)
        return moment.month in months and ((on_day and on_weekday) if both else (on_day or on_weekday))

    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    for _ in range(366 * 9):
        if fits(day):
            for hour in sorted(hours):
                for minute in sorted(minutes):
                    moment = day.replace(hour=hour, minute=minute)
                    if moment > start:
                        assert came == moment.replace(tzinfo=UTC)
                        return
        day += timedelta(days=1)
    raise AssertionError(f"{line.line} never comes round, and {came} was given")
