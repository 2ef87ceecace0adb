"""Where each request of a page stops before it goes out, redirects of one too, through Chromium's own protocol.

Not Playwright's `route`: that lets redirects pass unasked, and at times untold (1.65).
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from playwright.async_api import CDPSession, Error

from monitor.errors import AddressRefused, FetchError
from monitor.fetch.browser.admission import Admission
from monitor.fetch.browser.arrivals import Arrivals
from monitor.fetch.browser.relay import USER, Relay
from monitor.fetch.browser.visit import Visit
from monitor.fetch.exchange import Reply
from monitor.fetch.http import httpx
from monitor.fetch.target import host_of, origin_of, target
from monitor.headers import content_type

MOST_REQUESTS = 200  # of one page; beyond are pages that ask without end
MOST_ORIGINS = 20  # other than the page's own: each costs its robots.txt
_AT_ONCE = 2  # requests to one host
# Seconds to wait for a turn at a host. A page within a synchronous request tells the end of no other.
_PATIENCE = 3.0
_READ = frozenset({"Script", "Stylesheet", "XHR", "Fetch"})  # what can change a page's text
_METHODS = frozenset({"GET", "HEAD"})

# The page's own rules stay; these are added, and Chromium obeys the stricter of two (CSP 3, 4.2). `sandbox` without
# allow-popups, -modals and -downloads; workers ask past the page; `http:` covers no WebSocket.
_RULES = (
    "sandbox allow-scripts allow-same-origin allow-forms; connect-src http: https: blob:; worker-src 'none'; "
    "frame-src 'none'; object-src 'none'; img-src 'none'; media-src 'none'; font-src 'none'; manifest-src 'none'"
)
_POLICY = "content-security-policy"
# What shapes a document. All else would have the browser ask or keep something: links, reports, other protocols.
_KEPT = frozenset({_POLICY, "content-language", "last-modified", "referrer-policy", "refresh", "set-cookie"})
_log = logging.getLogger(__name__)


class Checkpoint:
    """The requests of one page. `leads` is told the URL that the page wants to go to.

    The tab gets the document that the gate has fetched as the answer to its first navigation, and no other.
    """

    def __init__(
        self,
        session: CDPSession,
        visit: Visit,
        admission: Admission,
        relay: Relay,
        leads: Callable[[str], None],
    ) -> None:
        self.arrivals = Arrivals()
        self.busy_at = 0.0  # when a request began or ended last, by the loop's clock
        self._session = session
        self._visit = visit
        self._admission = admission
        self._relay = relay
        self._leads = leads
        self._frame = ""
        self._document: Reply | None = None
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONCE))
        self._waiting = 0
        self._own: httpx.URL | None = None  # the page's
        self._origins: set[str] = set()  # that are not the page's own
        self._requests = 0
        self._known: set[str] = set()  # requests for which the relay had our credentials

    async def begin(self, frame: str) -> None:
        """Stop each request from here on. `frame` is the tab's own."""
        self._frame = frame
        self._session.on("Fetch.requestPaused", self._paused)
        self._session.on("Fetch.authRequired", self._authenticates)
        arrivals = self.arrivals
        for happens, told in (
            ("Network.responseReceivedExtraInfo", arrivals.answered),
            ("Network.loadingFinished", arrivals.came),
            ("Network.loadingFailed", arrivals.failed),
        ):
            self._session.on(happens, partial(self._happens, told))
        # What came is not asked for here, so that nothing of it need be kept for us.
        await self._session.send("Network.enable", {"maxTotalBufferSize": 1, "maxResourceBufferSize": 1})
        # Not `*`: the address of a data: URL is its content, and would be sent to us whole.
        patterns = [{"urlPattern": "http://*"}, {"urlPattern": "https://*"}]
        await self._session.send("Fetch.enable", {"patterns": patterns, "handleAuthRequests": True})

    def opens(self, url: httpx.URL, document: Reply) -> None:
        """The page is `document`, the answer of `url`."""
        self._own, self._document = url, document
        self.arrivals.host = host_of(url)

    @property
    def busy(self) -> bool:
        """Whether a request is under way or waits for its turn."""
        return self._waiting > 0 or self.arrivals.busy

    def _happens(self, told: Callable[[dict[str, Any]], None], event: dict[str, Any]) -> None:
        """Something came for a request, or it ended."""
        told(event)
        self._moves()

    async def _paused(self, event: dict[str, Any]) -> None:
        answer: dict[str, Any]
        if event["resourceType"] == "Document":
            command, answer = self._navigates(event)
        elif await self._goes_out(event):
            command, answer = "Fetch.continueRequest", {}
        else:
            command, answer = "Fetch.failRequest", {"errorReason": "BlockedByClient"}
        with suppress(Error):  # the page was closed meanwhile
            await self._session.send(command, {"requestId": event["requestId"], **answer})

    def _navigates(self, event: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The tab gets its document; where it wants to go then is the gate's to fetch. Frames get nothing."""
        request = event["request"]
        if event["frameId"] == self._frame and request["method"] == "GET":
            if self._document is not None:
                document, self._document = self._document, None
                body = base64.b64encode(document.body).decode("ascii")
                return "Fetch.fulfillRequest", {"responseCode": 200, "responseHeaders": _head(document), "body": body}
            self._leads(request["url"] + request.get("urlFragment", ""))
        return "Fetch.failRequest", {"errorReason": "Aborted"}  # the page stays as it is

    async def _goes_out(self, event: dict[str, Any]) -> bool:
        """Whether a request may go out; it then has a turn at its host, until it is over. A preflight needs none: it
        goes before the request for which it asks.
        """
        self._requests += 1
        if not _is_read(event):
            return False
        preflight = event["request"]["method"] == "OPTIONS"
        asked = self.arrivals.asked(event, preflight=preflight)
        self._waiting += 1
        try:
            url = target(event["request"]["url"], self._visit.ports)
            self._within_limits(url)
            await self._visit.allows(url)
            if not preflight:
                turn = self._turns[host_of(url)]
                with suppress(TimeoutError):
                    await asyncio.wait_for(turn.acquire(), _PATIENCE)
                    asked.turn = turn
        except FetchError as error:
            _log.debug("not fetched for a page: %s", error)
            self.arrivals.refused(event, error)
            return False
        finally:
            self._waiting -= 1
            self._moves()
        if not self.arrivals.is_open(event):  # the page gave it up meanwhile
            asked.released()
            return False
        self._admission.admit(url)
        return True

    def _within_limits(self, url: httpx.URL) -> None:
        """Raises AddressRefused when the page asks for too much."""
        if self._requests > MOST_REQUESTS:
            raise AddressRefused(f"the page asks for more than {MOST_REQUESTS} things")
        if self._own is None or origin_of(url) == origin_of(self._own):
            return
        if origin_of(url) not in self._origins and len(self._origins) >= MOST_ORIGINS:
            raise AddressRefused(f"the page asks more than {MOST_ORIGINS} other origins")
        self._origins.add(origin_of(url))

    async def _authenticates(self, event: dict[str, Any]) -> None:
        """The relay gets its credentials, once for a request; a site gets none."""
        challenge = event["authChallenge"]
        ours = challenge.get("source") == "Proxy" and challenge["origin"].rstrip("/") == self._relay.url
        answer: dict[str, Any] = {"response": "CancelAuth"}
        if ours and event["requestId"] not in self._known:
            self._known.add(event["requestId"])
            answer = {"response": "ProvideCredentials", "username": USER, "password": self._relay.password}
        with suppress(Error):
            await self._session.send(
                "Fetch.continueWithAuth", {"requestId": event["requestId"], "authChallengeResponse": answer}
            )

    def _moves(self) -> None:
        self.busy_at = asyncio.get_running_loop().time()


def _is_read(event: dict[str, Any]) -> bool:
    """Whether a request can bring text into the page. Prefetches and streams of events come under others' names."""
    request = event["request"]
    said = {name.lower(): value for name, value in request["headers"].items()}
    if request["method"] == "OPTIONS":  # a preflight, of a request that may follow (Fetch, 4.9)
        return said.get("access-control-request-method") in _METHODS
    if "sec-purpose" in said or said.get("accept") == "text/event-stream":
        return False
    return event["resourceType"] in _READ and request["method"] in _METHODS


def _head(document: Reply) -> list[dict[str, str]]:
    """The head that the document is opened with. It is HTML, whatever the server calls it."""
    charset = "utf-8" if _is_utf_8(document.body) else content_type(document.headers)[1]
    kept = [(name.lower(), value) for name, value in document.headers if name.lower() in _KEPT]
    shown = ("content-type", f"text/html; charset={charset}" if charset else "text/html")
    return [{"name": name, "value": value} for name, value in (shown, *kept, (_POLICY, _RULES))]


def _is_utf_8(body: bytes) -> bool:
    """Whether a body can be nothing else, whatever it is called: text beyond ASCII in another encoding is no UTF-8."""
    try:
        return not body.isascii() and bool(body.decode("utf-8"))
    except UnicodeDecodeError:
        return False
