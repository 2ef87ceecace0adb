"""The browser: it runs the scripts of pages that say nothing without them.

A page is opened with the bytes that the gate has fetched already. All that its scripts ask for passes the gate's checks
(page.py), and then the relay, which dials as the gate does (relay.py). Playwright is imported with the first page.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from monitor.errors import BrowserError, TooLarge
from monitor.fetch.browser.admission import Admission
from monitor.fetch.browser.chromium import lacking, no_driver
from monitor.fetch.browser.relay import Relay
from monitor.fetch.browser.visit import Visit

if TYPE_CHECKING:
    from monitor.fetch.browser.driver import Driven
    from monitor.fetch.browser.page import Page

# Bytes that the browser's processes may hold together. Idle they have 150 MiB of their own, a large news site takes
# 300; a page that takes more is not read here. (Chromium 156, 2026-11)
MOST_MEMORY = 1024**3
_WATCH = 0.1  # seconds between two looks at the memory


class Browser:
    """One Chromium, started when the first page needs it, and again after it died; not again when it did not start.

    `executable`: its path, None to look for it. `user_agent`: that of the gate. Pages are rendered one at a time: so
    what the browser's processes hold is what one page took.
    """

    def __init__(self, executable: str | None, *, user_agent: str, most_memory: int = MOST_MEMORY) -> None:
        self._executable = executable
        self._user_agent = user_agent
        self._most_memory = most_memory
        self._turn = asyncio.Lock()
        self._driven: Driven | None = None
        self._no_browser: BrowserError | None = None  # why it did not start

    @property
    def lacking(self) -> BrowserError | None:
        """Why no page can be rendered, as far as can be told before it was started; None where there is a browser."""
        return self._no_browser or lacking(self._executable)

    @asynccontextmanager
    async def page(self, visit: Visit) -> AsyncIterator[Page]:
        """An empty page in a context of its own, closed with all that belongs to it. Raises BrowserError.

        Waiting for a turn and for the browser to start is not counted against the deadline.
        """
        clock = asyncio.get_running_loop().time
        asked = clock()
        async with self._turn:
            driven = await self._started()
            admission = Admission()
            async with Relay(visit.dial, admission.admits, ports=visit.ports, max_bytes=visit.max_bytes) as relay:
                try:
                    page = await driven.page(visit, admission, relay)
                    visit.deadline.excuse(clock() - asked)
                    watches = (self._watch_memory(driven, page), _watch_bytes(relay, page, visit.max_bytes))
                    tasks = [asyncio.create_task(watch) for watch in watches]
                    try:
                        yield page
                    finally:
                        for task in tasks:
                            task.cancel()
                        await asyncio.gather(*tasks, return_exceptions=True)
                        if not await page.closes():
                            await self._end(politely=False)
                except BrowserError:
                    await self._end(politely=False)
                    raise

    async def aclose(self) -> None:
        """End the browser, if it runs."""
        async with self._turn:
            await self._end()

    async def _started(self) -> Driven:
        if self._driven is not None and not self._driven.alive:
            await self._end(politely=False)
        if self._driven is None:
            try:
                from monitor.fetch.browser.driver import Driven
            except ModuleNotFoundError as error:
                raise no_driver() from error
            if self._no_browser is not None:  # each further attempt would take as long
                raise BrowserError(self._no_browser.message, fix=self._no_browser.fix)
            try:
                self._driven = await Driven.started(self._executable, self._user_agent)
            except BrowserError as error:
                self._no_browser = error
                raise
        return self._driven

    async def _end(self, *, politely: bool = True) -> None:
        driven, self._driven = self._driven, None
        if driven is not None:
            await driven.aclose(politely=politely)

    async def _watch_memory(self, driven: Driven, page: Page) -> None:
        while driven.processes.memory() <= self._most_memory:
            await asyncio.sleep(_WATCH)
        page.end(TooLarge(f"the page's scripts took more than {self._most_memory // 1024**2} MiB of memory"))
        driven.processes.kill()


async def _watch_bytes(relay: Relay, page: Page, most: int) -> None:
    await relay.spent.wait()
    page.end(TooLarge(f"the page's scripts fetched more than {most} bytes", fix="raise max_bytes in [fetch]"))
