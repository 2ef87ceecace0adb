"""A Chromium that runs, and the driver (Playwright) that speaks with it.

Imported only when a page is rendered: Playwright is an extra.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from playwright.async_api import Browser, BrowserContext, Error, Playwright, async_playwright

from monitor.errors import BrowserError, Unreachable
from monitor.fetch.browser.admission import Admission
from monitor.fetch.browser.chromium import launch_options, mark
from monitor.fetch.browser.page import Page
from monitor.fetch.browser.processes import Processes
from monitor.fetch.browser.relay import Relay
from monitor.fetch.browser.visit import Visit

_START = 30.0  # seconds; a cold start takes three
_OPEN = 10.0  # seconds for an empty page
_CLOSE = 2.0  # seconds for the browser to go
_STOP = 5.0  # seconds for the driver to clean up
_AGAIN = "it is started anew for the next page"


class Driven:
    """One browser process, from its start to its end."""

    def __init__(self, playwright: Playwright, browser: Browser, home: tempfile.TemporaryDirectory[str]) -> None:
        self.processes = Processes(mark(Path(home.name)))
        self._profile = self.processes.profile()
        self._playwright = playwright
        self._browser = browser
        self._home = home

    @classmethod
    async def started(cls, executable: str | None, user_agent: str) -> Self:
        """A browser of our own. BrowserError when it does not start."""
        home = tempfile.TemporaryDirectory(prefix="monitor-browser-", ignore_cleanup_errors=True)
        try:
            options = launch_options(executable, Path(home.name), user_agent)
            playwright = await async_playwright().start()
            try:
                browser = await playwright.chromium.launch(**options, timeout=_START * 1000)
            except BaseException:
                await playwright.stop()
                raise
        except Error as error:
            home.cleanup()
            said = error.message.partition("\n")[0][:200]
            raise BrowserError(
                f"{options['executable_path']} does not start ({said})", fix="start it by hand"
            ) from error
        except BaseException:
            home.cleanup()
            raise
        return cls(playwright, browser, home)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._browser.is_connected()

    async def page(self, visit: Visit, admission: Admission, relay: Relay) -> Page:
        """An empty page in a context of its own, whose way out is `relay`. BrowserError when there is none."""
        try:
            async with asyncio.timeout(_OPEN):
                context = await self._browser.new_context(
                    proxy={"server": relay.url, "bypass": "<-loopback>"},  # loopback too goes through it
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
        self.processes.kill()
        with suppress(TimeoutError, Error):
            await asyncio.wait_for(self._playwright.stop(), _STOP)
        self._home.cleanup()
        if self._profile is not None:  # the driver leaves it now and then when the browser was killed (1.65)
            shutil.rmtree(self._profile, ignore_errors=True)


async def _alone(context: BrowserContext, page: Page, relay: Relay) -> None:
    """End the page when a part of it gets a process of its own, whose requests the checkpoint would not see.

    None should (chromium.py). Of one that does, what it asks for in its first moment may still go out: the driver lets
    it run, whatever is asked here (Playwright 1.65).
    """

    def apart(event: dict[str, Any]) -> None:
        relay.shut()
        kind = event["targetInfo"]["type"]
        page.end(Unreachable(f"the page opened a part ({kind[:20]}) whose requests cannot be looked at"))

    session = await context.new_cdp_session(context.pages[0])
    session.on("Target.attachedToTarget", apart)
    every = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": True}
    await session.send("Target.setAutoAttach", every)
