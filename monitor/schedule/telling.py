"""Digests of the daemon: put together when they are due and after each run, and tried again while they wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from monitor.config import Settings
from monitor.deliver import Sent, deliver
from monitor.errors import ArchiveFull, HistoryBusy, RunLocked
from monitor.schedule.switch import held_down

_log = logging.getLogger(__name__)


class Telling:
    """Sends digests beside the runs. `every`: seconds between two rounds where nothing else begins one."""

    def __init__(self, settings: Callable[[], Settings], now: Callable[[], datetime], *, every: float = 60.0) -> None:
        self._settings = settings
        self._now = now
        self._every = every
        self._news = asyncio.Event()
        self._is_over = False

    def news(self) -> None:
        """A run ended: what it found is told now."""
        self._news.set()

    def over(self) -> None:
        """No round begins any more; one that is under way is let to its end."""
        self._is_over = True
        self._news.set()

    async def forever(self) -> None:
        """Until `over` is called. What no channel takes is logged, and tried again when its time has come."""
        while not self._is_over:
            await self.once()
            try:
                await asyncio.wait_for(self._news.wait(), timeout=self._every)
            except TimeoutError:
                continue
            self._news.clear()
            if not self._is_over:
                await held_down(self._settings(), self._now)

    async def once(self) -> tuple[Sent, ...]:
        """One round. Without a history there is nothing to tell yet."""
        settings = self._settings()
        if not settings.channels or not settings.monitor.history.exists():
            return ()
        try:
            ended = await deliver(settings, now=self._now)
        except (RunLocked, HistoryBusy, ArchiveFull) as waiting:
            _log.warning("no digest was sent: %s", waiting)
            return ()
        for sent in ended:
            if sent.error is None:
                _log.info("digest %d was sent to %s", sent.number, sent.channel)
            elif sent.again is None:
                _log.error("digest %d for %s is given up: %s", sent.number, sent.channel, sent.error)
            else:
                _log.warning("digest %d for %s waits: %s", sent.number, sent.channel, sent.error)
        return ended
