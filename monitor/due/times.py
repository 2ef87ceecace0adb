"""When a schedule comes round next. A pure function of the schedule and an instant; the calendar is APScheduler's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from monitor.crontab import WEEKDAYS, Crontab
from monitor.model import Schedule

_TICK = timedelta(microseconds=1)
_DAY = timedelta(days=1)  # no clock was ever set by more


def next_after(schedule: Schedule, moment: datetime, *, name: str = "") -> datetime:
    """The first instant after `moment` at which a schedule comes round, in UTC.

    What is said by the clock of a zone happens once on the day on which that clock is set back (a line of every hour:
    each time), and on the day on which it is set forward as if it had not been. `jitter` delays by a part of itself
    that `name` and the instant decide, so that two askers get the same answer.
    """
    if schedule.every is not None:
        return moment + timedelta(seconds=schedule.every) + _jitter(schedule, moment, name)
    begin = moment - timedelta(seconds=schedule.jitter)
    while True:
        begin = _fires(schedule, begin)
        delayed = begin + _jitter(schedule, begin, name)
        if delayed > moment:
            return delayed


def usual_gap(schedule: Schedule, moment: datetime) -> timedelta:
    """How long it is at most from one time to the next, over the eight that follow `moment`."""
    if schedule.every is not None:
        return timedelta(seconds=schedule.every)
    times = [_fires(schedule, moment)]
    while len(times) < 9:
        times.append(_fires(schedule, times[-1]))
    return max(later - earlier for earlier, later in pairwise(times))


def _fires(schedule: Schedule, after: datetime) -> datetime:
    """The calendar knows nothing of zones: it is asked for what the clock shows, and that is placed in the zone here.

    Asked from the earliest to the latest that the clock may show between `after` and what was found: where it is set,
    what it shows and the time that passes do not go in one order.
    """
    calendar, zone = _calendar(schedule.cron, schedule.at), ZoneInfo(schedule.zone)
    by_passing = schedule.cron is not None and schedule.cron.every_hour
    after, found = after.astimezone(UTC), None
    clock = after + min(_offset(after, zone), _beside(after, zone, -1), _beside(after, zone, 1))
    while found is None or clock < found + max(_offset(found, zone), _beside(found, zone, -1)):
        clock = calendar.get_next_fire_time(None, clock + _TICK)  # never None: a Crontab names some day
        for fire in _instants(clock, zone, by_passing=by_passing):
            if fire > after and (found is None or fire < found):
                found = fire
    return found


def _beside(moment: datetime, zone: ZoneInfo, side: Literal[-1, 1]) -> timedelta:
    """How far a clock was (-1) or will be (1) ahead of UTC, where it is set so near to `moment` that what it shows is
    shown twice or left out; else how far it is.
    """
    set_by = abs(_offset(moment + side * _DAY, zone) - _offset(moment, zone))
    return _offset(moment + side * set_by, zone)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _instants(clock: datetime, zone: ZoneInfo, *, by_passing: bool) -> Iterator[datetime]:
    """When a clock shows this, or would if it were not set forward: the first time; `by_passing` the second, too."""
    first, again = (clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    yield first
    if by_passing and again > first:  # of a time that is left out it is the earlier
        yield again


@lru_cache(maxsize=256)
def _calendar(line: Crontab | None, at: tuple[time, ...]) -> BaseTrigger:
    """What a clock that is never set shows at the times of a line, or `at` these."""
    if line is None:
        return OrTrigger([CronTrigger(hour=one.hour, minute=one.minute, second=0, timezone=UTC) for one in at])
    # APScheduler counts weekdays from Monday = 0: it gets their names
    weekdays = ",".join(WEEKDAYS[day] for day in line.weekdays)
    days, months = ",".join(map(str, line.days)), ",".join(map(str, line.months))
    hours, minutes = ",".join(map(str, line.hours)), ",".join(map(str, line.minutes))

    def on(day: str, weekday: str) -> CronTrigger:
        return CronTrigger(
            month=months, day=day, day_of_week=weekday, hour=hours, minute=minutes, second=0, timezone=UTC
        )

    return OrTrigger([on(days, "*"), on("*", weekdays)]) if line.either else on(days, weekdays)


def _jitter(schedule: Schedule, moment: datetime, name: str) -> timedelta:
    if not schedule.jitter:
        return timedelta(0)
    digest = hashlib.sha256(f"{name} {moment.isoformat()}".encode()).digest()
    return timedelta(seconds=schedule.jitter * int.from_bytes(digest[:4]) / 2**32)
