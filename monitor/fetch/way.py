"""How far a fetch has come, and the answer that it ends in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.errors import FetchError
from monitor.fetch import verdict
from monitor.fetch.address import Address, refusal
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Reply
from monitor.fetch.http import httpx
from monitor.fetch.target import host_of, joined, target
from monitor.model import Answer, Network, Validators

_PERMANENT = frozenset({301, 308})


@dataclass(slots=True)
class Way:
    """How far a fetch has come, so that a failure can be told with what went before it.

    `opened` are the networks of the source and of `[fetch]`.
    """

    url: str
    ports: frozenset[int]
    opened: tuple[Network, ...]
    validators: Validators | None = None  # None once a redirect led to another host
    fenced: bool = False  # a public address has answered: from here on nothing but public addresses
    asked: bool = False  # validators went out with the last request
    redirects: list[tuple[int, str]] = field(default_factory=list)
    # Of this fetch alone: there are sites that redirect without end until they see the cookie that they set.
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    @property
    def networks(self) -> tuple[Network, ...]:
        """Those that are open to the next request though they are not public."""
        return () if self.fenced else self.opened

    @property
    def conditions(self) -> list[tuple[bytes, bytes]]:
        """If-None-Match and If-Modified-Since, to the letter: a server may compare them as text (RFC 9110, 13.1)."""
        if self.validators is None:
            return []
        pairs = ((b"If-None-Match", self.validators.etag), (b"If-Modified-Since", self.validators.last_modified))
        return [(name, value.encode("latin-1")) for name, value in pairs if value]

    def step(self, url: httpx.URL, reply: Reply, location: str) -> None:
        """Go where `reply`, the answer of `url`, leads to. AddressRefused when that is no URL."""
        self.fenced = self.fenced or (reply.address is not None and is_public(reply.address))
        # A cookie is printable ASCII (RFC 6265, 4.1.1); of any other the library makes a header that cannot be sent.
        given = [header for header in reply.headers if header[0].lower() == "set-cookie"]
        good = [(name, value) for name, value in given if value.isascii() and value.isprintable()]
        self.cookies.extract_cookies(httpx.Response(reply.status, headers=good, request=httpx.Request("GET", url)))
        self.url = joined(url, location)
        self.redirects.append((reply.status, self.url))
        if host_of(target(self.url, self.ports)) != host_of(url):
            self.validators = None


def is_public(address: Address) -> bool:
    """Whether nothing has to be opened for an address."""
    return refusal(address) is None


def answered(url: str, way: Way, deadline: Deadline, reply: Reply, expected: int | None) -> Answer:
    """The answer for `url` when `reply` stands at the end of the way. `expected`: see `verdict.of_reply`."""
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


def failed(url: str, way: Way, deadline: Deadline, error: FetchError, at: datetime) -> Answer:
    """The answer for `url` when the way ended in `error`."""
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
