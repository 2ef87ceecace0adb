"""A Chromium that runs, and the driver (Playwright) that speaks with it.

Imported only when a page is rendered: Playwright is an extra.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any, Self

from playwright.async_api import Browser, BrowserContext, Error, Playwright, async_playwright

from monitor.errors import BrowserError, Unreachable
from monitor.fetch.browser.admission import Admission
from monitor.fetch.browser.chromium import LOOPBACK_TOO, launch_options
from monitor.fetch.browser.home import Home
from monitor.fetch.browser.page import Page
from monitor.fetch.browser.processes import Processes
from monitor.fetch.browser.relay import Relay
from monitor.fetch.browser.visit import Visit

_START = 30.0  # seconds; a cold start takes three
_OPEN = 10.0  # seconds for an empty page
_CLOSE = 2.0  # seconds for the browser to go
_STOP = 5.0  # seconds for the driver to clean up
_TURNS = 10  # of the loop, in which the driver is started; it takes two (1.65)
_AGAIN = "it is started anew for the next page"
_NO_BROWSER = "is that a Chromium? name another as `browser` in [fetch]"
_log = logging.getLogger(__name__)


class Driven:
    """One browser process, from its start to its end."""

    def __init__(self, playwright: Playwright, browser: Browser, home: Home, processes: Processes) -> None:
        self.processes = processes
        self._playwright = playwright
        self._browser = browser
        self._home = home

    @classmethod
    async def started(cls, executable: str | None, user_agent: str) -> Self:
        """A browser of our own. BrowserError when it does not start, within half a minute."""
        home = Home()
        processes = Processes(home.path)
        playwright = None
        try:
            options = launch_options(executable, home.path, user_agent)
            async with asyncio.timeout(_START):
                playwright = await _driver(options["env"])
                browser = await playwright.chromium.launch(**options, timeout=0)
        except BaseException as error:  # a cancellation too: no process may stay behind
            await _over(playwright, processes, home)
            if not isinstance(error, Exception) or isinstance(error, BrowserError):
                raise
            # Of a driver that dies while it starts, Playwright has no other word than Exception (1.65).
            _log.debug("the driver of the browser says: %s", error)
            within = f" within {_START:g} s" if isinstance(error, TimeoutError) else ""
            raise BrowserError(f"{options['executable_path']} does not start{within}", fix=_NO_BROWSER) from error
        return cls(playwright, browser, home, processes)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._browser.is_connected()

    async def page(self, visit: Visit, admission: Admission, relay: Relay) -> Page:
        """An empty page in a context of its own, whose way out is `relay`. BrowserError when there is none."""
        try:
            async with asyncio.timeout(_OPEN):
                context = await self._browser.new_context(
                    proxy={"server": relay.url, "bypass": LOOPBACK_TOO},
                    service_workers="block",
                    accept_downloads=False,
                    locale="en",
                    timezone_id="UTC",
                    reduced_motion="reduce",
                    # As tall as a long page: there are lists that fill themselves only where they would be seen.
                    viewport={"width": 1280, "height": 6000},
                )
                page = await Page.opened(context, visit, admission, relay)
                await _alone(context, page, relay)
                return page
        except (Error, TimeoutError) as error:
            raise BrowserError("the browser opened no page", fix=_AGAIN) from error

    async def aclose(self, *, politely: bool = True) -> None:
        """End it, by force when it does not go by itself, and take away what it left."""
        if politely:
            with suppress(TimeoutError, Error):
                await asyncio.wait_for(self._browser.close(), _CLOSE)
        await _over(self._playwright, self.processes, self._home)


async def _driver(environment: dict[str, str]) -> Playwright:
    """The driver, in an `environment` of its own: it takes ours whole, and there is no option for it.

    So ours is another for the few turns of the loop until the driver's process has its own, and no longer.
    """
    starting = asyncio.ensure_future(async_playwright().start())
    ours = dict(os.environ)
    try:
        _replace(os.environ, environment)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
    finally:
        _replace(os.environ, ours)
    return await starting


def _replace(all_of_it: MutableMapping[str, str], other: Mapping[str, str]) -> None:
    all_of_it.clear()
    all_of_it.update(other)


async def _over(playwright: Playwright | None, processes: Processes, home: Home) -> None:
    """End all processes, by force where they do not go by themselves, and take away what they left."""
    try:
        processes.kill()
        if playwright is not None:
            stopping = asyncio.ensure_future(playwright.stop())
            await asyncio.wait({stopping}, timeout=_STOP)
            processes.kill(driver=True)
            await asyncio.wait({stopping}, timeout=_CLOSE)
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)
    finally:
        processes.kill(driver=True)
        home.remove()


async def _alone(context: BrowserContext, page: Page, relay: Relay) -> None:
    """End the page when a part of it gets a process of its own, whose requests the checkpoint would not see.

    None should (chromium.py). Of one that does, what it asks for in its first moment may still go out: the driver lets
    it run, whatever is asked here (Playwright 1.65).
    """

    def apart(event: dict[str, Any]) -> None:
        relay.shut()
        kind = event["targetInfo"]["type"]
        page.end(Unreachable(f"the page opened a part ({kind[:20]}) whose requests cannot be looked at"))

    if not context.pages:
        raise BrowserError("the browser closed an empty page", fix=_AGAIN)
    session = await context.new_cdp_session(context.pages[0])
    session.on("Target.attachedToTarget", apart)
    every = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": True}
    await session.send("Target.setAutoAttach", every)
