"""What the relay may dial for a page: of http each URL, of https each origin, that a checked request asks for."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from monitor.fetch.http import httpx
from monitor.fetch.target import origin_of

# Seconds after which nobody has asked: for a connection that Chromium made ahead, or for a request that is not shown.
_PATIENCE = 10.0


class Admission:
    """Where the checks of a page's requests meet the connections that Chromium makes for them, in either order."""

    def __init__(self) -> None:
        self._admitted: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def admit(self, url: httpx.URL) -> None:
        """A request for `url` has passed all checks."""
        self._admitted[_key(url)].set()

    async def admits(self, url: httpx.URL) -> bool:
        """Whether `url` may be asked for. It waits for the checks, but not for ever."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._admitted[_key(url)].wait()
        except TimeoutError:
            return False


def _key(url: httpx.URL) -> str:
    return origin_of(url) if url.scheme == "https" else str(url)
