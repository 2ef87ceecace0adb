"""The daemon: the same run on a schedule, until SIGTERM or SIGINT.

Jobs live in memory and are rebuilt from the configuration at start; when a source was last looked at stands in our own
history. A run that is under way when the signal comes is let to its end.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.config import Settings
from monitor.due import every, last_looks, next_look
from monitor.errors import ArchiveFull, HistoryBusy, RunLocked
from monitor.run import RunResult, arun

Told = Callable[[RunResult], None]
LOCKED_RETRY = timedelta(minutes=1)
FULL_RETRY = timedelta(minutes=15)  # each try asks the hosts again
_log = logging.getLogger(__name__)


class Watch:
    """Runs what is due. `told` is called with each run's result; `now` is for tests."""

    def __init__(
        self, settings: Settings, *, told: Told | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._settings = settings
        self._told = told or (lambda result: None)
        self._now = now
        self._due: set[str] = set()
        self._work = asyncio.Event()
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """No new run begins; the one under way is let to its end."""
        self._stop.set()
        self._work.set()

    async def forever(self) -> None:
        """Until `stop` is called, or the process is told to end by SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        scheduler = self._scheduler()
        scheduler.start()
        try:
            while not self._stop.is_set():
                await self._work.wait()
                self._work.clear()
                due, self._due = tuple(sorted(self._due)), set()
                if due and not self._stop.is_set():
                    await self._run(due)
        finally:
            scheduler.shutdown(wait=False)
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

    def _scheduler(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        last, now = last_looks(self._settings), self._now()
        for source in self._settings.sources:
            if source.enabled:
                first = next_look(source, self._settings, last.get(source.id), now)
                scheduler.add_job(
                    self._is_due,
                    "interval",
                    args=[source.id],
                    seconds=every(source, self._settings).total_seconds(),
                    next_run_time=first,
                    id=source.id,
                )
        return scheduler

    async def _is_due(self, source: str) -> None:  # a coroutine, so that it runs in the loop and not in a thread
        self._due.add(source)
        self._work.set()

    async def _run(self, due: Sequence[str]) -> None:
        try:
            self._told(await arun(self._settings, only=due, now=self._now))
        except (RunLocked, HistoryBusy, ArchiveFull) as waiting:
            pause = FULL_RETRY if isinstance(waiting, ArchiveFull) else LOCKED_RETRY
            _log.warning("%s; tried again in %s", waiting, pause)
            asyncio.get_running_loop().call_later(pause.total_seconds(), self._again, tuple(due))

    def _again(self, due: Sequence[str]) -> None:
        self._due.update(due)
        self._work.set()


def watch(settings: Settings, *, told: Told | None = None) -> None:
    """Looks at every source when it is due, until told to end. Errors that no later run can mend are raised."""

    async def forever() -> None:
        await Watch(settings, told=told).forever()

    asyncio.run(forever())
