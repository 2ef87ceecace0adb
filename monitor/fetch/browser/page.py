"""One page in the browser: when it is ready, what it then shows, and how it ends.

Imported only when a page is rendered: Playwright is an extra.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from http.cookiejar import Cookie
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error
from playwright.async_api import Page as Tab

from monitor.errors import BrowserError, DeadlinePassed, MonitorError, TooLarge, Unreachable
from monitor.fetch.browser.admission import Admission
from monitor.fetch.browser.checkpoint import Checkpoint
from monitor.fetch.browser.relay import Relay
from monitor.fetch.browser.visit import Visit
from monitor.fetch.exchange import Reply
from monitor.fetch.http import httpx
from monitor.fetch.target import DEFAULT_PORTS, origin_of, target

# Bytes of a page, before and after its scripts ran: it is moved in one message, of which several copies are made.
LONGEST = 4 * 1024 * 1024
_CLOSE = 0.5  # seconds for a page to go: one that spins does not
# Seconds without a request, after which a page is taken to have all that it asked for: there are those that wait a
# second before they ask.
_QUIET = 1.5
_LOOK = 0.1  # seconds between two looks
_SETTLED = 0.6  # the share of the time after which a page that stays busy is read as it is
_ODD = (httpx.InvalidURL, ValueError, TypeError, KeyError)  # of URLs and values that are the page's own work
_SLOW = "raise timeout in [fetch] if the page is that slow"
_DOM = (Path(__file__).parent / "dom.js").read_text("utf-8")

# Asked of the prototypes, since elements of the page can be named like properties of its document (dom.js).
_GET = "((kind, name, node) => Object.getOwnPropertyDescriptor(kind.prototype, name).get.call(node))"
_STATE = f"{_GET}(Document, 'readyState', document)"
_LENGTH = f"""(() => {{
  const get = {_GET};
  const roots = [document];
  let length = 0;
  for (const root of roots) {{
    const found = root instanceof Document ? Document : DocumentFragment;
    const top = found === Document ? get(Document, 'documentElement', root) : root;
    length += top ? get(Node, 'textContent', top).length : 0;
    for (const element of found.prototype.querySelectorAll.call(root, '*')) {{
      const shadow = get(Element, 'shadowRoot', element);
      if (shadow) roots.push(shadow);
    }}
  }}
  return length;
}})()"""

# No content policy covers these two, and they speak UDP. Runs in each frame before the page's own scripts.
_WITHOUT_DATAGRAMS = (
    "for (const way of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[way]"
)


class Page:
    """A tab in a context of its own, for one document that the gate has fetched."""

    def __init__(
        self, context: BrowserContext, tab: Tab, session: CDPSession, visit: Visit, admission: Admission, relay: Relay
    ) -> None:
        self._context = context
        self._tab = tab
        self._session = session
        self._visit = visit
        self._longest = min(visit.max_bytes, LONGEST)
        self._relay = relay
        self._checkpoint = Checkpoint(session, visit, admission, relay, self.end)
        self._spins = False  # its time was not enough for it
        self._ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @classmethod
    async def opened(cls, context: BrowserContext, visit: Visit, admission: Admission, relay: Relay) -> Page:
        """A page with nothing in it, which asks for nothing that `visit` does not allow. Raises Playwright's Error."""
        tab = await context.new_page()
        page = cls(context, tab, await context.new_cdp_session(tab), visit, admission, relay)
        tab.on("crash", lambda _: page.end(Unreachable("the page made the browser's process for it crash")))
        tab.on("popup", _shut)
        if context.browser is not None:
            context.browser.once("disconnected", lambda _: page.end(_died()))
        await context.add_init_script(_WITHOUT_DATAGRAMS)
        await page._checkpoint.begin(await page._frame())
        return page

    def end(self, how: MonitorError | str) -> None:
        """The page ends here: by an error, or since it leads on to a URL."""
        if self._ended.done():
            return
        if isinstance(how, str):
            self._ended.set_result(how)
        else:
            self._ended.set_exception(how)

    async def show(self, url: str, document: Reply, cookies: httpx.Cookies) -> bytes | str:
        """The page that `document`, the answer of `url`, becomes: HTML in UTF-8; or the URL that it leads on to.
        `cookies` are those that were set on the way to it.

        Raises FetchError when it does neither within the deadline and its bytes, BrowserError when the browser dies.
        """
        if len(document.body) > self._longest:
            raise _too_long(self._longest, "")
        self._checkpoint.opens(target(url, self._visit.ports), document)
        work = asyncio.create_task(self._work(url, cookies))
        either: set[asyncio.Future[Any]] = {work, self._ended}
        try:
            # Not until the deadline, wherever it is then: robots.txt of each host that the page names would move it.
            await asyncio.wait(either, timeout=self._visit.deadline.remaining(), return_when=asyncio.FIRST_COMPLETED)
            if work.done() and isinstance(work.exception(), Error):
                # A navigation that begins, a crash or a kill ends what was under way; why is told a moment later.
                await asyncio.wait({self._ended}, timeout=_QUIET)
            if self._ended.done():
                return self._ended.result()
            if work.done():
                return work.result()
            self._spins = True
            message = f"the page and its scripts did not come to an end within {self._visit.deadline.seconds:g} s"
            raise DeadlinePassed(message, fix=_SLOW)
        except Error as error:
            raise Unreachable(f"the page could not be opened in the browser ({_said(error)})") from error
        except _ODD as error:
            raise Unreachable("what the page's scripts made of it cannot be read") from error
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    @property
    def lack(self) -> str | None:
        """What did not come of all that its scripts asked for, in one sentence; None when it has all (`Arrivals`)."""
        return self._checkpoint.arrivals.lack

    @property
    def received(self) -> int:
        """Bytes that its scripts fetched, on the wire."""
        return self._relay.received

    async def cookies(self) -> httpx.Cookies:
        """What sites and scripts have set, for the gate to go on with; none that no header can carry."""
        cookies = httpx.Cookies()
        try:
            all_of_them = await self._context.cookies()
        except Error as error:
            raise _died() from error
        for given in all_of_them:
            name, value = given.get("name", ""), given.get("value", "")
            if (name + value).isascii() and (name + value).isprintable():
                cookies.jar.set_cookie(_cookie(name, value, given))
        return cookies

    async def closes(self) -> bool:
        """Close the page with its context; False when it does not go, or is not expected to."""
        self._ended.cancel()
        if self._spins:
            return False
        try:
            await asyncio.wait_for(self._context.close(), _CLOSE)
        except (Error, TimeoutError):
            return False
        return True

    async def _work(self, url: str, cookies: httpx.Cookies) -> bytes:
        loop = asyncio.get_running_loop()
        settled = loop.time() + self._visit.deadline.remaining() * _SETTLED
        for c in cookies.jar:
            with suppress(Error):  # one that Chromium does not take is none
                await self._context.add_cookies(
                    [{"name": c.name, "value": c.value or "", "domain": c.domain, "path": c.path, "secure": c.secure}]
                )
        await self._tab.goto(url, wait_until="commit", timeout=0)
        world = await self._world()
        while await world(_STATE) != "complete":
            await asyncio.sleep(_LOOK)
        self._checkpoint.busy_at = loop.time()
        before = -1
        while (now := loop.time()) < settled:
            quiet = not self._checkpoint.busy and now - self._checkpoint.busy_at >= _QUIET
            length = await world(_LENGTH) if quiet else -1
            if quiet and length == before:
                break
            before = length
            await asyncio.sleep(_LOOK)
        if awaited := self._checkpoint.arrivals.awaited:
            raise DeadlinePassed(f"the page waits for data that did not come in time: {awaited}", fix=_SLOW)
        seen = await world(f"({_DOM})({self._longest})")
        there = httpx.URL(seen["url"]).copy_with(fragment=None)
        if there.scheme not in DEFAULT_PORTS or origin_of(there) != origin_of(target(url, self._visit.ports)):
            raise Unreachable("the page's scripts left it for one that cannot be read")
        body = None if seen["html"] is None else seen["html"].encode("utf-8")
        if body is None or len(body) > self._longest:
            raise _too_long(self._longest, " after its scripts ran")
        return bytes(body)

    async def _world(self) -> Callable[[str], Awaitable[Any]]:
        """Evaluates expressions where the page's scripts have changed nothing."""
        world = await self._session.send("Page.createIsolatedWorld", {"frameId": await self._frame()})
        where = {"contextId": world["executionContextId"], "returnByValue": True}

        async def evaluate(expression: str) -> Any:
            answer = await self._session.send("Runtime.evaluate", {"expression": expression, **where})
            if "exceptionDetails" in answer:
                raise Unreachable("the page cannot be read after its scripts ran")
            return answer["result"]["value"]

        return evaluate

    async def _frame(self) -> str:
        tree = await self._session.send("Page.getFrameTree")
        return str(tree["frameTree"]["frame"]["id"])


def _cookie(name: str, value: str, given: Mapping[str, Any]) -> Cookie:
    """One of Chromium's cookies. A domain without a dot before it is one host's."""
    domain, path = str(given.get("domain", "")), str(given.get("path", "/"))
    of_a_domain = domain.startswith(".")
    return Cookie(
        version=0, name=name, value=value, port=None, port_specified=False,
        domain=domain, domain_specified=bool(domain), domain_initial_dot=of_a_domain,
        path=path, path_specified=bool(path), secure=bool(given.get("secure")),
        expires=None, discard=True, comment=None, comment_url=None, rest={},
    )  # fmt: skip


async def _shut(popup: Tab) -> None:
    with suppress(Error):
        await popup.close()


def _died() -> BrowserError:
    return BrowserError("the browser ended while it showed the page", fix="it is started anew for the next page")


def _too_long(longest: int, when: str) -> TooLarge:
    fix = None if longest == LONGEST else "raise max_bytes in [fetch] if the page is that long"
    return TooLarge(f"the page is longer than {longest} bytes{when}", fix=fix)


def _said(error: Error) -> str:
    """The first line of Playwright's message, without its log."""
    return error.message.partition("\n")[0][:200]
