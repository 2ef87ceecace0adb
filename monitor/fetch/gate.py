"""The gate: the one function through which bytes come into the house."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

from monitor.errors import AddressRefused, BrowserError, FetchError
from monitor.fetch.address import parsed
from monitor.fetch.browser import Browser, Stream, Visit, rendered
from monitor.fetch.circuit import Circuit
from monitor.fetch.deadline import PATIENCE, Clock, Deadline
from monitor.fetch.dial import Resolver
from monitor.fetch.exchange import Bounds, Now, Reply, exchange
from monitor.fetch.hosts import Hosts, HostState
from monitor.fetch.http import NETWORKS, Transport, httpx
from monitor.fetch.pacing import Pacing, Sleep
from monitor.fetch.retry import persistent
from monitor.fetch.robots import BOUNDS as ROBOTS_BOUNDS
from monitor.fetch.robots import MAX_REDIRECTS as ROBOTS_REDIRECTS
from monitor.fetch.robots import Robots
from monitor.fetch.target import DEFAULT_PORTS, host_of, named_port, origin_of, target
from monitor.fetch.way import Way, answered, failed, is_public
from monitor.model import Answer, Network, Validators

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
MAX_REDIRECTS = 10
_FENCE = "a public site leads there, which no setting allows"

_log = logging.getLogger(__name__)


class Gate:
    """Fetches, politely and within bounds. One for a run: pacing, robots.txt and connections live as long as it does.

    `timeout`: seconds of wall clock for a fetch with all its redirects, retries and robots.txt, without our waiting for
    a turn, up to ten minutes of it and three times the pace. `max_bytes`: of a body, on the wire and decoded. `pace`:
    seconds between the starts of two requests to one host. `allow_addresses`: networks that are opened to each fetch
    though they are not public. `ports`: those that any URL may lead to; a source's own URL may name one more.
    `retries`: further tries for broken connections, 429 and 5xx. `hosts`: the `hosts` of an earlier gate, so that its
    failures, its pace and its robots.txt count here too. `proxy`: `http://user:password@host:port`, through which all
    goes (ValueError when it is none); the environment names none. `browser`: the Chromium that renders pages, None to
    look for one; it starts with the first page that needs it.
    `tls`: a context in place of the system's certificates. `resolve`, `clock`, `sleep` and `now` are for tests.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: float,
        max_bytes: int,
        pace: float,
        allow_addresses: tuple[Network, ...] = (),
        ports: frozenset[int] = frozenset(DEFAULT_PORTS.values()),
        retries: int = 2,
        hosts: Iterable[HostState] = (),
        proxy: str | None = None,
        browser: str | None = None,
        tls: ssl.SSLContext | None = None,
        resolve: Resolver | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        now: Now = lambda: datetime.now(UTC),
    ) -> None:
        self._user_agent = user_agent
        self._timeout = timeout
        self._patience = PATIENCE + 3 * pace
        self._bounds = Bounds(max_bytes)
        self._opened = allow_addresses
        self._ports = ports
        self._retries = retries
        self._clock = clock
        self._now = now
        self._hosts = Hosts(now, hosts)
        self._public: set[str] = set()  # hosts that answered from a public address
        self._transport = Transport(tls=tls, resolve=resolve, proxy=proxy)
        self._pacing = Pacing(pace, self._hosts.pauses(), clock=clock, sleep=sleep)
        self._robots = Robots(self._robots_txt, self._hosts, now, clock)
        self._circuit = Circuit(now, self._hosts)
        self._browser = Browser(browser, user_agent=user_agent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._browser.aclose()
        finally:
            await self._transport.aclose()

    @property
    def no_browser(self) -> BrowserError | None:
        """Why there is no browser for `fetch(render=True)`, as far as can be told without starting it, or None."""
        return self._browser.lacking

    @property
    def hosts(self) -> tuple[HostState, ...]:
        """What a later gate should know of the hosts; it takes the place of all that was remembered before."""
        return self._hosts.states()

    async def fetch(
        self,
        url: str,
        *,
        source: str | None = None,
        validators: Validators | None = None,
        accept: str = ACCEPT,
        allow_addresses: tuple[Network, ...] = (),
        found_on: Answer | None = None,
        expected_length: int | None = None,
        render: bool = False,
    ) -> Answer:
        """What `url` answers now. Whatever the network does becomes the answer's verdict and error, never an exception.

        `render`: an HTML page is the one that a browser makes of it, with the bytes that came as the answer's `shell`;
        it is asked for without validators. BrowserError when there is no browser, or it fails for a reason of ours.
        `validators` are those of the last capture that was judged good; they are sent to the letter, and not to another
        host. `source` is named in the log. `allow_addresses`: networks that are opened to this fetch besides those of
        the gate. `found_on` is the answer whose page named `url`: a link that a page gives opens no port of its own,
        and leads from a public page to public addresses only. `expected_length` is what `whole_html` says of the last
        accepted body: HTML that is shorter and lacks its end is `truncated`.
        """
        deadline = Deadline(self._timeout, self._clock, self._patience)
        ports = self._ports | named_port(found_on.requested_url if found_on else url)
        way = Way(url, ports, (*self._opened, *allow_addresses), None if render else validators)
        limits = partial(self._journey, most=MAX_REDIRECTS, bounds=self._bounds)
        journey = partial(limits, way, deadline, accept=accept, obey=True)
        shell = None
        way.fenced = found_on is not None and found_on.address is not None and is_public(parsed(found_on.address))
        try:
            reply = await journey()
            if render:
                visit = self._visit(way, deadline)
                reply, shell = await rendered(self._browser, visit, way, reply, journey, url, expected_length)
        except FetchError as error:
            answer = failed(url, way, deadline, error, self._now())
        else:
            answer = replace(answered(url, way, deadline, reply, expected_length), shell=shell)
        outcome = answer.verdict or answer.status
        _log.info("%s %r: %s in %.2f s, %d bytes", source or "-", url, outcome, answer.seconds, answer.received)
        return answer

    async def ask(self, url: str, *, pace: float, accept: str = "*/*", coding: str = "identity") -> Reply:
        """What one request to a service answers, as it came: for an endpoint that the operator named, and no page.

        No redirect is followed, nothing is tried again whatever the status, no robots.txt is read: that is for who
        calls a service by its own rules. The body is still in its Content-Encoding (`decoded` undoes it), and bounded.
        `pace`: seconds since the last request to the host, where that is longer than the gate's. `coding`: the value of
        Accept-Encoding. Raises FetchError, Resting while the host is to be left alone.
        """
        deadline = Deadline(self._timeout, self._clock, self._patience)
        way = Way(url, self._ports | named_port(url), self._opened)
        there, bounds = target(url, way.ports), Bounds(self._bounds.most, coded=True)
        once = partial(self._once, there, way, deadline, accept, pace, bounds, coding)
        return await self._circuit.through(origin_of(there), once, deadline)

    async def post(
        self, url: str, body: bytes, *, headers: Mapping[str, str], allow_addresses: tuple[Network, ...] = ()
    ) -> Reply:
        """What a service that the operator named answers to `body`. No redirect is followed, nothing is tried again, no
        robots.txt is read. Raises FetchError where no answer came; then it is not known whether the body arrived.
        """
        deadline = Deadline(self._timeout, self._clock, self._patience)
        way = Way(url, self._ports | named_port(url), (*self._opened, *allow_addresses))
        agent = {"User-Agent": self._user_agent, **headers}
        sent = httpx.Request("POST", target(url, way.ports), headers=agent, content=body)
        return await self._once(sent.url, way, deadline, "*/*", 0.0, self._bounds, sent=sent)

    async def allows(self, url: str, deadline: Deadline, networks: tuple[Network, ...]) -> None:
        """Raise RobotsRefused when robots.txt of the host does not allow `url`, another FetchError when that cannot be
        known. `networks`: all that are open to the asking, none once a public address has answered.
        """
        there = target(url, self._ports | named_port(url))
        (await self._robots.rules(there, deadline, networks)).check(there)

    async def _journey(
        self, way: Way, deadline: Deadline, *, accept: str, most: int, bounds: Bounds, obey: bool
    ) -> Reply:
        """The reply at the end of at most `most` redirects, each checked as the first URL was. `obey`: robots.txt."""
        while True:
            url = target(way.url, way.ports)
            delay = 0.0
            try:
                if obey:
                    rules = await self._robots.rules(url, deadline, way.networks)
                    rules.check(url)
                    delay = rules.delay
                once = partial(self._once, url, way, deadline, accept, delay, bounds)
                ask = partial(persistent, once, retries=self._retries, deadline=deadline)
                reply = await self._circuit.through(origin_of(url), ask, deadline)
            except AddressRefused as error:
                if way.fenced or host_of(url) in self._public:
                    error.fix = _FENCE
                raise
            if reply.location is None or len(way.redirects) >= most:
                return reply
            way.step(url, reply, reply.location)

    async def _once(
        self,
        url: httpx.URL,
        way: Way,
        deadline: Deadline,
        accept: str,
        delay: float,
        bounds: Bounds,
        coding: str = "gzip",
        sent: httpx.Request | None = None,
    ) -> Reply:
        """One request in its turn: a GET of `url`, or the one that is `sent`."""
        who = [(b"User-Agent", self._user_agent.encode("ascii")), (b"Accept", accept.encode("ascii"))]
        conditions = way.conditions
        way.asked = bool(conditions)
        headers = [*who, (b"Accept-Encoding", coding.encode("ascii")), *conditions]
        request, host = sent or httpx.Request("GET", url, headers=headers), host_of(url)
        way.cookies.set_cookie_header(request)
        async with self._pacing.turn(host, delay, deadline) as waited:
            deadline.excuse(waited)
            self._hosts.asked(origin_of(url))
            request.extensions[NETWORKS] = self._open_to(host, way)
            reply = await exchange(self._transport, request, bounds=bounds, deadline=deadline, now=self._now)
        if reply.address is not None and is_public(reply.address):
            self._public.add(host)
        return reply

    def _open_to(self, host: str, way: Way) -> tuple[Network, ...]:
        """The networks that are open to a request to `host`: none once it was public, or its name could turn inward."""
        return () if host in self._public else way.networks

    def _visit(self, way: Way, deadline: Deadline) -> Visit:
        """What a page at the end of `way` may do, as the way stands when it does it.

        Once it has asked a public address, other hosts than the page's own may be where that one led: they must be
        public too.
        """
        public: set[str] = set()

        async def dial(host: str, port: int, timeout: float) -> Stream:
            name = host.lower().rstrip(".")
            led = bool(public) and name != host_of(httpx.URL(way.url))
            networks = () if led else self._open_to(name, way)
            stream = await self._transport.dialler(networks).connect_tcp(host, port, timeout)
            peer = stream.get_extra_info("server_addr")
            if peer and is_public(parsed(peer[0])):
                public.add(name)
            return stream

        async def allows(url: httpx.URL) -> None:
            await self.allows(str(url), deadline, way.networks)

        hold = partial(self._pacing.hold, owner=deadline)
        return Visit(way.ports, self._bounds.most, deadline, dial, allows, hold)

    async def _robots_txt(self, url: str, deadline: Deadline, networks: tuple[Network, ...]) -> Reply:
        """robots.txt itself, which no robots.txt forbids (RFC 9309, 2.2.2)."""
        way = Way(url, self._ports | named_port(url), networks)
        accept, most = "text/plain,*/*;q=0.5", ROBOTS_REDIRECTS
        return await self._journey(way, deadline, accept=accept, most=most, bounds=ROBOTS_BOUNDS, obey=False)
