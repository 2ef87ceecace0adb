"""A dead man's switch: an address elsewhere that is asked after each run, and warns somebody when it no more is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from monitor import __version__
from monitor.config import Settings
from monitor.deliver import only_place, unsaid
from monitor.errors import MonitorError
from monitor.fetch import Gate, agent
from monitor.health import health

_log = logging.getLogger(__name__)


async def held_down(settings: Settings, now: Callable[[], datetime]) -> bool:
    """Asks the address of the configuration while all is alive; whether it answered well. What fails is logged: whoever
    misses the switch gives the alarm.
    """
    url = settings.watch.alive
    if url is None:
        return False
    try:
        return await _asked(url, settings, now)
    except MonitorError as error:  # who knows the address can hold the switch down
        _log.warning("the switch was not held down: %s", only_place(error.message, url))
    except Exception as error:  # a mistake of ours too: nothing else waits for the switch
        _log.error("the switch was not held down, by a mistake of the monitor", exc_info=unsaid(error))
    return False


async def _asked(url: str, settings: Settings, now: Callable[[], datetime]) -> bool:
    fetch = settings.fetch
    if not health(settings, now=now()).is_alive:
        return False
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
