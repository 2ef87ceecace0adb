"""The daemon: the same run on schedule, until SIGTERM or SIGINT; SIGHUP reads the configuration again.

One run at a time: what comes due while one is under way waits for the next.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from monitor.config import Settings
from monitor.deliver import pause
from monitor.digest.words import count
from monitor.errors import ArchiveFull, HistoryBusy, MonitorError, RunLocked, UsageError
from monitor.health import Health, health
from monitor.health.metrics import Metrics
from monitor.history import daemon_lock
from monitor.logs import about
from monitor.run import RunResult, arun
from monitor.schedule import systemd
from monitor.schedule.at_work import AtWork
from monitor.schedule.clock import Clock
from monitor.schedule.ending import Ending
from monitor.schedule.jobs import plan, scheduler
from monitor.schedule.serving import Listening
from monitor.schedule.switch import Switch
from monitor.schedule.telling import Telling

Begins = Callable[[], None]
Told = Callable[[RunResult], None]
Reload = Callable[[], Settings]
LOCKED_RETRY = timedelta(minutes=1)
FULL_RETRY = timedelta(minutes=15)  # each try asks the hosts again
TICK = 15.0  # seconds between two looks at the clock
_log = logging.getLogger(__name__)


class Watch:
    """Runs what is due. `begins` is called once it is known that no other daemon does, `told` with each run's result;
    `reload` reads the configuration again; `now` is for tests.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        begins: Begins = lambda: None,
        told: Told | None = None,
        reload: Reload | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._begins = begins
        self._told = told or (lambda result: None)
        self._read = reload or (lambda: settings)
        self._now = now
        self._due: set[str] = set()
        self._work = asyncio.Event()
        self._ending = Ending()
        self._jobs = scheduler()
        self._telling = Telling(lambda: self._settings, now)
        self._switch = Switch(lambda: self._settings, now)
        self._metrics = Metrics(lambda: self._settings, now)
        self._listening = Listening(self._fares, self._metrics)
        self._at_work: AtWork | None = None
        self._rests_until = 0.0  # by the loop's clock: what comes due before is looked at then
        self._mistakes = 0  # of ours, that ended runs in a row
        self._unread: BrokenPipeError | None = None

    def stop(self) -> None:
        """No new look begins, and those under way get their time; the second call gives them none."""
        self._ending.asked()
        self._work.set()

    def reload(self) -> None:
        """Takes the configuration over as it is now; one that cannot be used leaves the old one in force."""
        systemd.reloading()
        before = self._settings
        try:
            self._settings = self._read()
            self._refuse_another_history(before)
            self._listening.go_by(self._settings)
            self._plan()
        except Exception as error:  # a mistake of ours too: the daemon goes on as it was
            self._settings = before
            words = error.described if isinstance(error, MonitorError) else "a mistake of the monitor"
            trace = None if isinstance(error, MonitorError) else error
            _log.error("the configuration was not read again, and the old one stays: %s", words, exc_info=trace)
        else:
            for problem in self._settings.problems:
                with about(source=problem.source):
                    _log.error("%s", problem.described)
            self._due.clear()
            self._switch.looked()
            _log.info("the configuration was read again: %s", count(len(self._settings.sources), "source"))
        systemd.ready(self._status)

    def _refuse_another_history(self, before: Settings) -> None:
        if self._settings.monitor.history != before.monitor.history:
            raise UsageError("it names another history, which another daemon may watch: start the daemon anew")

    async def forever(self) -> None:
        """Until `stop` is called, or the process is told to end by SIGTERM or SIGINT. Raises RunLocked where another
        daemon watches the same history, ConfigError where nobody can listen at the address that is configured,
        BrokenPipeError where who is told reads no more.
        """
        with daemon_lock(self._settings.monitor.history, now=self._now()), self._listening, self._signals():
            self._listening.go_by(self._settings)
            self._begins()
            self._jobs.start()
            self._plan()
            systemd.ready(self._status)
            watched = [asyncio.create_task(self._watched()), asyncio.create_task(self._switch.forever())]
            telling = asyncio.create_task(self._telling.forever())
            telling.add_done_callback(self._told_no_more)
            try:
                await self._runs()
                systemd.stopping()
                self._telling.over()
                await self._ending.drained(_of(telling), self._settings.watch.drain)
                if self._unread is not None:
                    raise self._unread
            finally:
                for each in (*watched, telling):
                    each.cancel()
                self._jobs.shutdown(wait=False)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        handlers = {signal.SIGTERM: self.stop, signal.SIGINT: self.stop, signal.SIGHUP: self.reload}
        for number, handler in handlers.items():
            loop.add_signal_handler(number, handler)
        try:
            yield
        finally:
            for number in handlers:
                loop.remove_signal_handler(number)

    def _fares(self) -> Health:
        return health(self._settings, now=self._now())

    async def _watched(self) -> None:
        """Tells systemd that the loop turns, notices a clock that is set and a run that goes on and on."""
        clock, every = Clock(self._now), min(systemd.watchdog() or TICK, TICK)
        while True:
            await asyncio.sleep(every)
            systemd.alive()
            try:
                self._noticed(clock)
            except Exception:  # a mistake of ours too: who watches may not stop, and nobody waits for it to say so
                _log.exception("the clock, or the run under way, was not looked at")

    def _noticed(self, clock: Clock) -> None:
        by = clock.jump()
        if by is not None:
            _log.warning("the clock of this machine jumped by %s: what is due was counted anew", by)
            self._plan()
        after = timedelta(seconds=self._settings.watch.stuck_after)
        if self._at_work and (remark := self._at_work.remark(self._now(), after=after)):
            _log.warning("%s", remark)

    @property
    def _status(self) -> str:
        return f"watching {count(len(self._settings.sources), 'source')}"

    def _told_no_more(self, task: asyncio.Task[None]) -> None:
        if not self._ending.is_asked:  # it ends of itself by a mistake alone, which is raised when the run has ended
            self.stop()

    async def _runs(self) -> None:
        while not self._ending.is_asked:
            await self._work.wait()
            self._work.clear()
            if asyncio.get_running_loop().time() < self._rests_until:
                continue
            known = {source.id for source in self._settings.sources if source.enabled}  # since when it was noted as due
            due, self._due = tuple(sorted(self._due & known)), set()
            if due and not self._ending.is_asked:
                await self._run(due)

    def _plan(self, begun: datetime | None = None) -> None:
        try:
            plan(self._jobs, self._settings, self._is_due, self._now(), begun=begun)
        except HistoryBusy as error:  # until then what was planned before stays
            _log.warning("%s; what is due is counted anew in %s", error, LOCKED_RETRY)
            asyncio.get_running_loop().call_later(LOCKED_RETRY.total_seconds(), self._plan, begun)

    async def _is_due(self, source: str) -> None:  # a coroutine, so that it runs in the loop and not in a thread
        self._due.add(source)
        self._work.set()

    async def _run(self, due: Sequence[str]) -> None:
        self._at_work = AtWork(due, since=self._now())
        run = arun(
            self._settings,
            only=due,
            only_due=True,  # another run may have looked at them while this one waited
            progress=self._at_work,
            now=self._now,
            ending=self._ending.event,
        )
        try:
            result = await self._ending.drained(run, self._settings.watch.drain)
        except (RunLocked, HistoryBusy, ArchiveFull) as waiting:
            wait = FULL_RETRY if isinstance(waiting, ArchiveFull) else LOCKED_RETRY
            _log.warning("%s; tried again in %s", waiting, wait)
            if isinstance(waiting, ArchiveFull):
                self._rests_until = asyncio.get_running_loop().time() + wait.total_seconds()
            self._later(wait, due)
        except MonitorError:
            raise  # what no later run can mend
        except Exception:  # a mistake of ours: digests, and who asks how the monitor fares, go on
            self._mistakes += 1
            wait = pause(self._mistakes)
            _log.exception("the run ended in a mistake of the monitor; tried again in %s", wait)
            self._later(wait, due)
        else:
            self._mistakes = 0
            if result is not None and result.run is None:  # others looked at all that was due
                self._switch.looked()
                self._plan()
            elif result is not None:
                self._tell(result)
                self._metrics.looked(result.checks)
                self._telling.news()
                self._switch.looked()
                self._plan(result.started_at)
        finally:
            self._at_work = None

    def _tell(self, result: RunResult) -> None:
        """What a run found is recorded: that it cannot be told here ends nothing, unless nobody reads any more."""
        try:
            self._told(result)
        except BrokenPipeError as gone:
            self._unread = gone
            self.stop()
        except MonitorError as error:
            _log.warning("run %s was not told of: %s", result.run, error.described)
        except Exception:
            _log.exception("run %s was not told of, by a mistake of the monitor", result.run)

    def _later(self, wait: timedelta, due: Sequence[str]) -> None:
        asyncio.get_running_loop().call_later(wait.total_seconds(), self._again, tuple(due))

    def _again(self, due: Sequence[str]) -> None:
        self._due.update(due)
        self._work.set()


async def _of(task: asyncio.Task[None]) -> None:
    await task


def watch(
    settings: Settings, *, begins: Begins = lambda: None, told: Told | None = None, reload: Reload | None = None
) -> None:
    """Looks at every source when it is due, until told to end. Errors that no later run can mend are raised."""

    async def forever() -> None:
        await Watch(settings, begins=begins, told=told, reload=reload).forever()

    asyncio.run(forever())
