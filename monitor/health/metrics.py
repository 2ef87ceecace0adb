"""The figures of `/metrics`, in the text form of Prometheus. They are asked of the history, so that they outlive us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from monitor.config import Settings
from monitor.errors import NoHistory
from monitor.health.asked import health
from monitor.health.records import Health
from monitor.history import Database, SourceHealth, open_reader, source_health
from monitor.model import Check

SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
CHECKS = "SELECT verdict, sum(looks) FROM check_by_month GROUP BY verdict"
CHANGES = "SELECT kind, count(*) FROM change WHERE correction = 0 AND imported = 0 GROUP BY kind"


class Metrics:
    """The figures of one process: what the history counts, and how long its own fetches took."""

    def __init__(self, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "monitor_fetch_seconds", "How long looks took on the network.", registry=self._registry, buckets=SECONDS
        )
        self._registry.register(_Asked(self))

    def looked(self, checks: Iterable[Check]) -> None:
        """Counts the looks of a run of this process."""
        for check in checks:
            self._seconds.observe(check.seconds)

    def text(self) -> bytes:
        """The page, as Prometheus reads it. Raises HistoryError when the history cannot be read."""
        return generate_latest(self._registry)

    def asked(self) -> Iterator[Metric]:
        """What history and machine say now."""
        settings, now = self._settings(), self._now()
        yield from _of_health(health(settings, now=now), now)
        with suppress(NoHistory), closing(open_reader(settings.monitor.history)) as history:
            yield from _of_history(history)
            watched = {source.id for source in settings.sources if source.enabled}
            yield _successes(one for one in source_health(history) if one.source in watched)


class _Asked(Collector):
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def describe(self) -> list[Metric]:
        return []  # so that nothing is asked when it is registered

    def collect(self) -> Iterator[Metric]:
        return self._metrics.asked()


def _of_health(fares: Health, now: datetime) -> Iterator[Metric]:
    yield GaugeMetricFamily("monitor_alive", "Whether what is due is looked at.", value=float(fares.is_alive))
    late = "By how much what is due most is late."
    yield GaugeMetricFamily("monitor_late_seconds", late, value=fares.late.total_seconds())
    states = GaugeMetricFamily("monitor_sources", "Sources by state.", labels=("state",))
    for state, number in sorted(fares.sources.items()):
        states.add_metric((state,), number)
    yield states
    overlooked = "Sources that should have been looked at for the first time by now."
    yield GaugeMetricFamily("monitor_sources_overlooked", overlooked, value=len(fares.overlooked))
    at_work = (now - fares.running.since).total_seconds() if fares.running else 0.0
    yield GaugeMetricFamily("monitor_at_work_seconds", "For how long a run goes on; 0: none does.", value=at_work)
    digests = GaugeMetricFamily("monitor_outbox_digests", "Digests that wait or were never taken.", labels=("state",))
    digests.add_metric(("waiting",), len(fares.waiting))
    digests.add_metric(("dead",), len(fares.dead))
    yield digests
    halted = "Channels to which no digest can be put together."
    yield GaugeMetricFamily("monitor_channels_halted", halted, value=len(fares.halted))
    oldest = min((one.created_at for one in fares.waiting), default=now)
    age = max(0.0, (now - oldest).total_seconds())  # 0 where a clock that was ahead said when
    yield GaugeMetricFamily("monitor_outbox_oldest_seconds", "For how long the oldest digest waits.", value=age)
    free = GaugeMetricFamily("monitor_free_bytes", "Room that is left.", labels=("path",))
    for room in fares.rooms:
        free.add_metric((str(room.path),), room.free)
    yield free
    if fares.last_run and fares.last_run.ended_at:
        ended = fares.last_run.ended_at.timestamp()
        yield GaugeMetricFamily("monitor_last_run_timestamp_seconds", "When the last run ended.", value=ended)


def _of_history(history: Database) -> Iterator[Metric]:
    runs = history.execute("SELECT count(*) FROM run").fetchone()[0]
    yield CounterMetricFamily("monitor_runs", "Runs.", value=runs)
    checks = CounterMetricFamily("monitor_checks", "Looks by verdict.", labels=("verdict",))
    for verdict, number in history.execute(CHECKS).fetchall():
        checks.add_metric((verdict,), number)
    yield checks
    changes = CounterMetricFamily("monitor_changes", "Changes by kind.", labels=("kind",))
    for kind, number in history.execute(CHANGES).fetchall():
        changes.add_metric((kind,), number)
    yield changes


def _successes(fares: Iterable[SourceHealth]) -> Metric:
    name, words = "monitor_source_last_success_timestamp_seconds", "When a source was last looked at well."
    found = GaugeMetricFamily(name, words, labels=("source",))
    for one in fares:
        if one.last_success:
            found.add_metric((one.source,), one.last_success.timestamp())
    return found
