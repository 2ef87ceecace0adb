"""The gate: the one function through which bytes come into the house."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

from monitor.errors import FetchError
from monitor.fetch import verdict
from monitor.fetch.address import Address, parsed, refusal
from monitor.fetch.circuit import Circuit, HostState
from monitor.fetch.deadline import Clock, Deadline
from monitor.fetch.dial import Resolver
from monitor.fetch.exchange import Now, Reply, exchange
from monitor.fetch.http import FENCED, Transport, httpx
from monitor.fetch.pacing import Pacing, Sleep
from monitor.fetch.retry import persistent
from monitor.fetch.robots import MAX_REDIRECTS as ROBOTS_REDIRECTS
from monitor.fetch.robots import Robots
from monitor.fetch.target import DEFAULT_PORTS, host_of, joined, named_port, origin_of, target
from monitor.model import Answer, Network, Validators

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
MAX_REDIRECTS = 10

_PERMANENT = frozenset({301, 308})
_log = logging.getLogger(__name__)


class Gate:
    """Fetches, politely and within bounds. One for a run: pacing, robots.txt and connections live as long as it does.

    `timeout`: seconds of wall clock for a fetch with all its redirects, retries and robots.txt, our waiting for a turn
    excepted. `max_bytes`: of a body, on the wire and decoded. `pace`: seconds between the starts of two requests to one
    host. `allow_addresses`: networks that are opened though they are not public. `ports`: those that any URL may lead
    to; a source's own URL may name one more. `retries`: further tries for broken connections, 429 and 5xx. `hosts`: the
    `hosts` of an earlier gate, so that a host that failed then is not asked before its time. `tls`: a context in place
    of the system's certificates. `resolve`, `clock`, `sleep` and `now` are for tests.
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
        tls: ssl.SSLContext | None = None,
        resolve: Resolver | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        now: Now = lambda: datetime.now(UTC),
    ) -> None:
        self._user_agent = user_agent
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._ports = ports
        self._retries = retries
        self._clock = clock
        self._now = now
        self._transport = Transport(allow_addresses, tls=tls, resolve=resolve)
        self._pacing = Pacing(pace, clock=clock, sleep=sleep)
        self._robots = Robots(self._robots_txt, clock)
        self._circuit = Circuit(now, hosts)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    @property
    def hosts(self) -> tuple[HostState, ...]:
        """The hosts that failed last, and until when those that failed again and again are left alone."""
        return self._circuit.states()

    async def fetch(
        self,
        url: str,
        *,
        source: str | None = None,
        validators: Validators | None = None,
        accept: str = ACCEPT,
        found_on: Answer | None = None,
        expected_length: int | None = None,
    ) -> Answer:
        """What `url` answers now. Whatever the network does becomes the answer's verdict and error, never an exception.

        `validators` are those of the last capture that was judged good; they are sent to the letter, and not to another
        host. `source` is named in the log. `found_on` is the answer whose page named `url`: a link that a page gives
        opens no port of its own, and leads from a public page to public addresses only. `expected_length` is what
        `whole_html` says of the last accepted body: HTML of less than half of it that lacks its end is `truncated`.
        """
        deadline = Deadline(self._timeout, self._clock)
        way = _Way(url, self._ports | named_port(found_on.requested_url if found_on else url), validators)
        way.fenced = found_on is not None and found_on.address is not None and _is_public(parsed(found_on.address))
        try:
            reply = await self._journey(way, deadline, accept=accept, most=MAX_REDIRECTS, obey=True)
        except FetchError as error:
            answer = _failure(url, way, deadline, error, self._now())
        else:
            answer = _answer(url, way, deadline, reply, expected_length)
        outcome = answer.verdict or answer.status
        _log.info("%s %r: %s in %.2f s, %d bytes", source or "-", url, outcome, answer.seconds, answer.received)
        return answer

    async def _journey(self, way: _Way, deadline: Deadline, *, accept: str, most: int, obey: bool) -> Reply:
        """The reply at the end of at most `most` redirects, each checked as the first URL was. `obey`: robots.txt."""
        while True:
            url = target(way.url, way.ports)
            delay = 0.0
            if obey:
                rules = await self._robots.rules(url, deadline, fenced=way.fenced)
                rules.check(url)
                delay = rules.delay
            once = partial(self._once, url, way, deadline, accept, delay)
            ask = partial(persistent, once, retries=self._retries, deadline=deadline)
            reply = await self._circuit.through(origin_of(url), ask, deadline)
            if reply.location is None or len(way.redirects) >= most:
                return reply
            way.step(url, reply, reply.location)

    async def _once(self, url: httpx.URL, way: _Way, deadline: Deadline, accept: str, delay: float) -> Reply:
        """One request in its turn."""
        who = [(b"User-Agent", self._user_agent.encode("ascii")), (b"Accept", accept.encode("ascii"))]
        conditions = _conditions(way.validators)
        way.asked = bool(conditions)
        headers = [*who, (b"Accept-Encoding", b"gzip"), *conditions]
        request = httpx.Request("GET", url, headers=headers, extensions={FENCED: way.fenced})
        way.cookies.set_cookie_header(request)
        async with self._pacing.turn(host_of(url), delay) as waited:
            deadline.excuse(waited)
            return await exchange(self._transport, request, max_bytes=self._max_bytes, deadline=deadline, now=self._now)

    async def _robots_txt(self, url: str, deadline: Deadline, fenced: bool) -> Reply:
        """robots.txt itself, which no robots.txt forbids (RFC 9309, 2.2.2)."""
        way = _Way(url, self._ports | named_port(url), fenced=fenced)
        return await self._journey(way, deadline, accept="text/plain,*/*;q=0.5", most=ROBOTS_REDIRECTS, obey=False)


@dataclass(slots=True)
class _Way:
    """How far a fetch has come, so that a failure can be told with what went before it."""

    url: str
    ports: frozenset[int]
    validators: Validators | None = None  # None once a redirect led to another host
    fenced: bool = False  # a public address has answered: from here on nothing but public addresses
    asked: bool = False  # validators went out with the last request
    redirects: list[tuple[int, str]] = field(default_factory=list)
    # Of this fetch alone: there are sites that redirect without end until they see the cookie that they set.
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def step(self, url: httpx.URL, reply: Reply, location: str) -> None:
        """Go where `reply`, the answer of `url`, leads to. AddressRefused when that is no URL."""
        self.fenced = self.fenced or (reply.address is not None and _is_public(reply.address))
        # A cookie is printable ASCII (RFC 6265, 4.1.1); of any other the library makes a header that cannot be sent.
        given = [header for header in reply.headers if header[0].lower() == "set-cookie"]
        good = [(name, value) for name, value in given if value.isascii() and value.isprintable()]
        self.cookies.extract_cookies(httpx.Response(reply.status, headers=good, request=httpx.Request("GET", url)))
        self.url = joined(url, location)
        self.redirects.append((reply.status, self.url))
        if host_of(target(self.url, self.ports)) != host_of(url):
            self.validators = None


def _is_public(address: Address) -> bool:
    return refusal(address) is None


def _conditions(validators: Validators | None) -> list[tuple[bytes, bytes]]:
    """If-None-Match and If-Modified-Since, to the letter: a server may compare them as text (RFC 9110, 13.1)."""
    if validators is None:
        return []
    pairs = ((b"If-None-Match", validators.etag), (b"If-Modified-Since", validators.last_modified))
    return [(name, value.encode("latin-1")) for name, value in pairs if value]


def _answer(url: str, way: _Way, deadline: Deadline, reply: Reply, expected: int | None) -> Answer:
    judged, error = verdict.of_reply(reply, asked=way.asked, expected=expected)
    statuses = [status for status, _ in way.redirects]
    return Answer(
        requested_url=url,
        final_url=way.url,
        fetched_at=reply.arrived,
        seconds=deadline.spent(),
        status=reply.status,
        reason=reply.reason,
        headers=reply.headers,
        body=reply.body,
        received=reply.received,
        redirects=tuple(way.redirects),
        address=str(reply.address) if reply.address else None,
        verdict=judged,
        error=error,
        # One temporary redirect on the way and the end of it is no new address.
        moved=bool(statuses) and all(status in _PERMANENT for status in statuses),
    )


def _failure(url: str, way: _Way, deadline: Deadline, error: FetchError, at: datetime) -> Answer:
    judged, sentence = verdict.of_error(error)
    return Answer(
        requested_url=url,
        final_url=way.url,
        fetched_at=at,
        seconds=deadline.spent(),
        redirects=tuple(way.redirects),
        verdict=judged,
        error=sentence,
    )
