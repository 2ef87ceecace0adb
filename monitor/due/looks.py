"""When a source is to be looked at: at once when it never was, else when its schedule has come round since."""

from __future__ import annotations

from datetime import datetime

from monitor.config import Settings
from monitor.due.times import next_after
from monitor.history import open_reader, source_health
from monitor.model import Schedule, Source


def schedule_of(source: Source, settings: Settings) -> Schedule:
    """A source's own schedule, else that of all."""
    return source.schedule or settings.monitor.schedule


def next_look(source: Source, settings: Settings, last: datetime | None, now: datetime) -> datetime:
    """When a source is due: at once when it was never looked at or its time has passed, else when it comes round.

    A last look that lies ahead was noted by a clock that was set back since: it counts for none.
    """
    if last is None or last > now:
        return now
    return max(now, next_after(schedule_of(source, settings), last, name=source.id))


def last_looks(settings: Settings) -> dict[str, datetime]:
    """When each source was last looked at; empty before the first run."""
    if not settings.monitor.history.exists():
        return {}
    history = open_reader(settings.monitor.history)
    try:
        return {health.source: health.last_check for health in source_health(history) if health.last_check}
    finally:
        history.close()


def due(settings: Settings, now: datetime) -> tuple[str, ...]:
    """The ids of the enabled sources that are due. Raises HistoryError when the history cannot be read."""
    last = last_looks(settings)
    enabled = (source for source in settings.sources if source.enabled)
    return tuple(s.id for s in enabled if next_look(s, settings, last.get(s.id), now) <= now)
