"""A dead man's switch: an address elsewhere that is asked after each run, and warns somebody when it no more is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from monitor import __version__
from monitor.config import Settings
from monitor.errors import MonitorError
from monitor.fetch import Gate, agent
from monitor.health import health

_log = logging.getLogger(__name__)


async def held_down(settings: Settings, now: Callable[[], datetime]) -> bool:
    """Asks the address of the configuration while all is alive; whether it answered well. What fails is logged: whoever
    misses the switch gives the alarm.
    """
    try:
        return await _asked(settings, now)
    except MonitorError as error:
        _log.warning("the switch was not held down: %s", error.described)
    except Exception:  # a mistake of ours too: nothing else waits for the switch
        _log.exception("the switch was not held down, by a mistake of the monitor")
    return False


async def _asked(settings: Settings, now: Callable[[], datetime]) -> bool:
    url, fetch = settings.watch.alive, settings.fetch
    if url is None or not health(settings, now=now()).is_alive:
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
