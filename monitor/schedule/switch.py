"""A dead man's switch: an address elsewhere that is asked while looks are made, and warns somebody when it is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from monitor import __version__
from monitor.config import Settings
from monitor.deliver import only_place, unsaid
from monitor.due import shortest_gap
from monitor.errors import MonitorError
from monitor.fetch import Gate, agent
from monitor.health import health

AGAIN = timedelta(minutes=5)  # after it was not held down, where nothing else comes first
_log = logging.getLogger(__name__)


class Switch:
    """Asked after each run, and by time: others, as a cron job, may make all the looks."""

    def __init__(self, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._looked = asyncio.Event()

    def looked(self) -> None:
        """A run ended, others had looked at all that was due, or there is another configuration: it is asked now."""
        self._looked.set()

    async def forever(self) -> None:
        """Until it is cancelled."""
        run = held = None
        while True:
            try:
                await asyncio.wait_for(self._looked.wait(), timeout=self._pause(was_held=held is not None))
            except TimeoutError:
                _log.debug("the switch is asked without a run of ours")
            self._looked.clear()
            held = await held_down(self._settings(), self._now, since=run)
            run = held or run

    def _pause(self, *, was_held: bool) -> float | None:
        """Seconds until it is asked without a run; None where nothing is asked, or nothing looked at."""
        settings = self._settings()
        gap = shortest_gap(settings, self._now())
        if settings.watch.alive is None or gap is None:
            return None
        return (gap if was_held else min(gap, AGAIN)).total_seconds()


async def held_down(settings: Settings, now: Callable[[], datetime], *, since: int | None = None) -> int | None:
    """Asks the address of the configuration while all is alive, and a run ended after the one of the number `since`.

    Returns the number of that run; None where it was not asked, or did not answer well. What fails is logged: whoever
    misses the switch gives the alarm.
    """
    url = settings.watch.alive
    if url is None:
        return None
    try:
        ended = _ended_well(settings, now(), since)
        return ended if ended is not None and await _asked(url, settings) else None
    except MonitorError as error:  # who knows the address can hold the switch down
        _log.warning("the switch was not held down: %s", only_place(error.message, url))
    except Exception as error:  # a mistake of ours too: nothing else waits for the switch
        _log.error("the switch was not held down, by a mistake of the monitor", exc_info=unsaid(error))
    return None


def _ended_well(settings: Settings, now: datetime, since: int | None) -> int | None:
    """The number of the last run that ended, where all is alive and it came after `since`."""
    fares = health(settings, now=now)
    if not fares.is_alive or fares.last_run is None:
        return None
    return fares.last_run.id if since is None or fares.last_run.id > since else None


async def _asked(url: str, settings: Settings) -> bool:
    fetch = settings.fetch
    gate = Gate(
        user_agent=agent(__version__, settings.monitor.contact),
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        pace=0.0,
        allow_addresses=fetch.allow_addresses,
        proxy=fetch.proxy,
    )
    async with gate:
        reply = await gate.ask(url, pace=0.0)
    if reply.status >= 400:
        _log.warning("the switch was not held down: it said %d %s", reply.status, reply.reason)
    return reply.status < 400
