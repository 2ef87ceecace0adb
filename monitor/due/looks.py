"""When a source is to be looked at: at once when it never was, else when its schedule has come round since."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from monitor.config import Settings
from monitor.due.adaptive import REMEMBERED, Found, adapted
from monitor.due.times import next_after, usual_gap
from monitor.errors import NoHistory
from monitor.history import CheckRecord, Database, checks, first_seen, open_reader, source_health
from monitor.model import GOOD, Schedule, Source


@dataclass(frozen=True, slots=True)
class LastLook:
    """When a source was looked at last, and what the last looks found, newest first; () where that does not matter."""

    at: datetime
    found: tuple[Found, ...] = ()


def schedule_of(source: Source, settings: Settings, found: tuple[Found, ...] = ()) -> Schedule:
    """A source's own schedule, else that of all; with `adaptive`, as what was `found` makes it."""
    schedule = source.schedule or settings.monitor.schedule
    watch = settings.watch
    if not watch.adaptive or schedule.every is None:
        return schedule
    least, most = timedelta(seconds=watch.least), timedelta(seconds=watch.most)
    every = adapted(timedelta(seconds=schedule.every), found, least=least, most=most)
    return replace(schedule, every=every.total_seconds())


def shortest_gap(settings: Settings, now: datetime) -> timedelta | None:
    """How long it is from one look to the next of the enabled source that comes round most often; None: there is none.

    As the configuration says: `adaptive` asks more often, or less.
    """
    schedules = {schedule_of(source, settings) for source in settings.sources if source.enabled}  # many share one
    return min((usual_gap(schedule, now) for schedule in schedules), default=None)


def next_look(source: Source, settings: Settings, last: LastLook | None, now: datetime) -> datetime:
    """When a source is due: at once when it was never looked at or its time has passed, else when it comes round."""
    return max(now, due_since(source, settings, last, now))


def due_since(source: Source, settings: Settings, last: LastLook | None, now: datetime) -> datetime:
    """When a source comes round, or since when it has; `now` where it was never looked at (but see `waits_since`).

    A last look that lies ahead was noted by a clock that was set back since: it counts for none.
    """
    if last is None or last.at > now:
        return now
    return next_after(schedule_of(source, settings, last.found), last.at, name=source.id)


def waits_since(settings: Settings, now: datetime) -> Mapping[str, datetime]:
    """Since when each source waits for its first look, at least: since the file that names it was written last, or
    since the first run that knew it, if that is later. Raises HistoryError when the history cannot be read.
    """
    written = datetime.fromtimestamp(settings.file.stat().st_mtime, UTC) if settings.file.exists() else now
    seen: Mapping[str, datetime] = {}
    with suppress(NoHistory), closing(open_reader(settings.monitor.history)) as history:
        seen = first_seen(history)
    return {source.id: min(now, max(written, seen.get(source.id, written))) for source in settings.sources}


def last_looks(settings: Settings) -> Mapping[str, LastLook]:
    """The last look at each source; empty before the first run. Raises HistoryError when the history cannot be read."""
    try:
        history = open_reader(settings.monitor.history)
    except NoHistory:
        return {}
    try:
        return {
            health.source: LastLook(
                health.last_check, _found(history, health.source) if settings.watch.adaptive else ()
            )
            for health in source_health(history)
            if health.last_check
        }
    finally:
        history.close()


def due(settings: Settings, now: datetime) -> tuple[str, ...]:
    """The ids of the enabled sources that are due. Raises HistoryError when the history cannot be read."""
    last = last_looks(settings)
    enabled = (source for source in settings.sources if source.enabled)
    return tuple(s.id for s in enabled if next_look(s, settings, last.get(s.id), now) <= now)


def _found(history: Database, source: str) -> tuple[Found, ...]:
    return tuple(_of(look) for look in checks(history, source=source, limit=REMEMBERED))


def _of(look: CheckRecord) -> Found:
    if look.verdict not in GOOD or look.outcome == "failed":
        return "failed"
    return "changed" if look.changes else "same"
