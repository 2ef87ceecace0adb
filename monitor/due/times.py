"""When a schedule comes round next. A pure function of the schedule and an instant; the calendar is APScheduler's."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from monitor.crontab import WEEKDAYS, Crontab
from monitor.model import Schedule

_TICK = timedelta(microseconds=1)


def next_after(schedule: Schedule, moment: datetime, *, name: str = "") -> datetime:
    """The first instant after `moment` at which a schedule comes round, in UTC.

    What is said by the clock of a zone happens once on the day on which that clock is set back, and on the day on
    which it is set forward as if it had not been. `jitter` delays by a part of itself that `name` and the instant
    decide, so that two askers get the same answer.
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
    trigger, by_the_clock = _trigger(schedule)
    while True:
        fire: datetime = trigger.get_next_fire_time(None, after + _TICK)  # never None: a Crontab names some day
        if not (by_the_clock and _second_time(fire)):
            return fire.astimezone(UTC)
        after = fire.astimezone(UTC)


def _second_time(fire: datetime) -> bool:
    return fire.fold == 1 and fire.utcoffset() != fire.replace(fold=0).utcoffset()


def _trigger(schedule: Schedule) -> tuple[BaseTrigger, bool]:
    zone = ZoneInfo(schedule.zone)
    if schedule.cron is not None:
        return _of_line(schedule.cron, zone), not schedule.cron.every_hour
    return OrTrigger([CronTrigger(hour=at.hour, minute=at.minute, second=0, timezone=zone) for at in schedule.at]), True


def _of_line(line: Crontab, zone: ZoneInfo) -> BaseTrigger:
    # APScheduler counts weekdays from Monday = 0: it gets their names
    weekdays = ",".join(WEEKDAYS[day] for day in line.weekdays)
    days = ",".join(map(str, line.days))

    def on(day: str, weekday: str) -> CronTrigger:
        months = ",".join(map(str, line.months))
        hours, minutes = ",".join(map(str, line.hours)), ",".join(map(str, line.minutes))
        return CronTrigger(
            month=months, day=day, day_of_week=weekday, hour=hours, minute=minutes, second=0, timezone=zone
        )

    return OrTrigger([on(days, "*"), on("*", weekdays)]) if line.either else on(days, weekdays)


def _jitter(schedule: Schedule, moment: datetime, name: str) -> timedelta:
    if not schedule.jitter:
        return timedelta(0)
    digest = hashlib.sha256(f"{name} {moment.isoformat()}".encode()).digest()
    return timedelta(seconds=schedule.jitter * int.from_bytes(digest[:4]) / 2**32)
