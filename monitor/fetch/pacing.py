"""How fast one host is asked: one request at a time, and a pause between the starts of two."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext

from monitor.fetch.deadline import Clock

Sleep = Callable[[float], Awaitable[None]]


class Pacing:
    """Gives out turns. `pace` is in seconds, `pauses` the seconds since others asked a host last (an earlier run);
    clock and sleep can be replaced by those of a test.
    """

    def __init__(
        self,
        pace: float,
        pauses: Mapping[str, float] | None = None,
        *,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._owners: dict[str, object] = {}
        self._started = {host: clock() - pause for host, pause in (pauses or {}).items()}

    @asynccontextmanager
    async def turn(self, host: str, at_least: float = 0.0, owner: object = None) -> AsyncIterator[float]:
        """Wait until `host` may be asked and hold it while the block runs. Yields the seconds that were waited.

        `at_least` is the host's own wish (Crawl-delay), in seconds: it can make us slower, not faster. `owner` need not
        wait for the end of its own `hold`.
        """
        asked = self._clock()
        held = owner is not None and self._owners.get(host) is owner
        async with nullcontext() if held else self._locks[host]:
            if host in self._started:
                wait = self._started[host] + max(self._pace, at_least) - self._clock()
                if wait > 0:
                    await self._sleep(wait)
            self._started[host] = self._clock()
            yield self._started[host] - asked

    @asynccontextmanager
    async def hold(self, host: str, owner: object) -> AsyncIterator[float]:
        """Keep `host` for a page of `owner`, whose scripts ask it for more, while the block runs.

        The pause before the next request counts from its end. Yields the seconds that were waited.
        """
        asked = self._clock()
        async with self._locks[host]:
            self._owners[host] = owner
            try:
                yield self._clock() - asked
            finally:
                del self._owners[host]
                self._started[host] = self._clock()
