"""Digests of the daemon: put together when they are due and after each run, and tried again while they wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from monitor.config import Settings
from monitor.deliver import deliver, pause, waits
from monitor.errors import ArchiveFull, HistoryBusy, HistoryError, RunLocked
from monitor.model import Channel

_log = logging.getLogger(__name__)


class Telling:
    """Sends digests beside the runs. `every`: seconds between two rounds where nothing else begins one."""

    def __init__(self, settings: Callable[[], Settings], now: Callable[[], datetime], *, every: float = 60.0) -> None:
        self._settings = settings
        self._now = now
        self._every = every
        self._news = asyncio.Event()
        self._is_over = False
        self._rounds: dict[str, asyncio.Task[None]] = {}  # by channel, those under way
        self._mistakes: dict[str, tuple[int, datetime]] = {}  # by channel: how many in a row, and the next try

    def news(self) -> None:
        """A run ended: what it found is told now."""
        self._news.set()

    def over(self) -> None:
        """No round begins any more; one that is under way is let to its end."""
        self._is_over = True
        self._news.set()

    async def forever(self) -> None:
        """Until `over` is called. What no channel takes is logged, and tried again when its time has come.

        Each channel has rounds of its own, so that one that hangs holds up no other.
        """
        try:
            while not self._is_over:
                self._begin()
                await self._pause()
                self._end()
            await asyncio.gather(*self._rounds.values())
        finally:
            for each in self._rounds.values():
                each.cancel()

    def _begin(self) -> None:
        """Begins a round with each channel that is in none. Without a history there is nothing to tell yet."""
        settings = self._settings()
        for channel in settings.channels if settings.monitor.history.exists() else ():
            _, next_try = self._mistakes.get(channel.name, (0, None))
            if channel.name not in self._rounds and not waits(next_try, self._now()):
                self._rounds[channel.name] = asyncio.create_task(self._once(settings, channel))

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), timeout=self._every)
        except TimeoutError:
            return
        self._news.clear()

    def _end(self) -> None:
        """Forgets the rounds that came to their end, and raises what one of them raised."""
        for name in [name for name, each in self._rounds.items() if each.done()]:
            self._rounds.pop(name).result()

    async def _once(self, settings: Settings, channel: Channel) -> None:
        try:
            ended = await deliver(settings, now=self._now, only=[channel])
        except (RunLocked, HistoryBusy, ArchiveFull) as waiting:
            _log.warning("no digest was sent to %s: %s", channel.name, waiting)
            return
        except HistoryError:
            self.over()  # so that it is raised at once: no channel and no run can do without a history
            raise
        except Exception:  # a mistake of ours outlives no round, and ends no daemon: the others, and the runs, go on
            times = self._mistakes.get(channel.name, (0, None))[0] + 1
            self._mistakes[channel.name] = (times, self._now() + pause(times))
            told = "a round of %s ended in a mistake of the monitor; tried again in %s"
            _log.exception(told, channel.name, pause(times))
            return
        self._mistakes.pop(channel.name, None)
        for sent in ended:
            if sent.error is None:
                _log.info("digest %d was sent to %s", sent.number, sent.channel)
            elif sent.number is None:
                _log.warning("nothing was sent to %s: %s", sent.channel, sent.error)
            elif sent.again is None:
                _log.error("digest %d for %s is given up: %s", sent.number, sent.channel, sent.error)
            else:
                _log.warning("digest %d for %s waits: %s", sent.number, sent.channel, sent.error)
