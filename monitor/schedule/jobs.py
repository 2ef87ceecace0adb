"""One job for each source in a scheduler that lives in memory: what it knows is rebuilt from settings and history."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.config import Settings
from monitor.due import last_looks, next_after, next_look, schedule_of
from monitor.model import Schedule

IsDue = Callable[[str], Awaitable[None]]
PAUSE = timedelta(minutes=1)
_log = logging.getLogger(__name__)


class Comes(BaseTrigger):  # type: ignore[misc]  # apscheduler has no types
    """A schedule of ours, as APScheduler asks for it."""

    __slots__ = ("name", "schedule")

    def __init__(self, schedule: Schedule, name: str) -> None:
        self.schedule = schedule
        self.name = name

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        return next_after(self.schedule, previous_fire_time or now, name=self.name)


def scheduler() -> AsyncIOScheduler:
    """An empty one. Times that were missed count as one, however late; what goes wrong is logged."""
    made = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    made.add_listener(_wrong, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
    return made


def plan(
    made: AsyncIOScheduler, settings: Settings, is_due: IsDue, now: datetime, *, begun: datetime | None = None
) -> None:
    """Gives each enabled source its job anew, by when it was looked at last.

    `begun`: when the run began that ended now; what is due and was left out by it all the same comes after a pause.
    """
    last = last_looks(settings)
    made.remove_all_jobs()
    for source in settings.sources:
        if source.enabled:
            due = next_look(source, settings, last.get(source.id), now)
            left_out = begun is not None and due <= now and (source.id not in last or last[source.id].at < begun)
            due = due + PAUSE if left_out else due
            found = last[source.id].found if source.id in last else ()
            when = Comes(schedule_of(source, settings, found), source.id)
            made.add_job(is_due, when, args=[source.id], next_run_time=due, id=source.id)


def _wrong(event: JobEvent) -> None:
    said = getattr(event, "exception", None)
    _log.error("source %s was not noted as due: %s", event.job_id, said or "its time was missed")
