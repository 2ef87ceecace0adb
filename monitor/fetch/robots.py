"""What a site's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from protego import Protego

from monitor.errors import (
    AddressRefused,
    DeadlinePassed,
    FetchError,
    ProxyFailed,
    Resting,
    RobotsRefused,
    Unreachable,
)
from monitor.fetch.agent import PRODUCT
from monitor.fetch.deadline import Clock, Deadline
from monitor.fetch.exchange import Bounds, Now, Reply
from monitor.fetch.hosts import DAY, Hosts, believable
from monitor.fetch.http import httpx
from monitor.fetch.target import origin_of
from monitor.model import Network

MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: what must be read at least is what we read at most
BOUNDS = Bounds(16 * 1024 * 1024, enough=MAX_BYTES + 1)  # its own: how long a page may be says nothing of it
_SOON = timedelta(minutes=10)  # a site whose robots.txt failed is asked again after ten minutes
LONGEST_DELAY = 120.0  # seconds; a Crawl-delay of weeks would stop a run that asks a site for a handful of pages
_USER_AGENT = re.compile(r"\s*user[- ]?agent\s*[:\s]([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)
# What is not kept: this fetch's own budget, a rest that has an end of its own, trouble with the operator's proxy, and
# an address that another source may be allowed to ask.
_PASSING = (DeadlinePassed, Resting, ProxyFailed, AddressRefused)

Ask = Callable[[str, Deadline, tuple[Network, ...]], Awaitable[Reply]]  # robots.txt's URL, deadline, opened networks


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows. `closed` is the reason why nothing is allowed, `error` why its rules could not be had.

    `text` is what they were read from; None where a site has no rules.
    """

    text: str | None = None
    parsed: Protego | None = None
    closed: str | None = None
    error: FetchError | None = None

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests, 0 when it names none."""
        wish = self.parsed.crawl_delay(PRODUCT) if self.parsed else None
        return min(wish, LONGEST_DELAY) if wish and math.isfinite(wish) and wish > 0 else 0.0

    def check(self, url: httpx.URL) -> None:
        """Raise RobotsRefused, or the error that kept us from knowing, when `url` may not be fetched."""
        if self.error is not None:
            raise _told_again(self.error)
        if self.closed is not None:
            raise RobotsRefused(self.closed, fix="it is read again later")
        if self.parsed is not None and not self.parsed.can_fetch(str(url), PRODUCT):
            message = f"robots.txt of {url.host} does not allow {url.raw_path[:200].decode('ascii')!r} to {PRODUCT}"
            raise RobotsRefused(message, fix="ask the site, or disable the source")


class Robots:
    """The rules of each site, read through the gate when first needed and kept for a day: here as they were parsed, in
    `hosts` as text, so that a later run need not ask again.
    """

    def __init__(self, ask: Ask, hosts: Hosts, now: Now, clock: Clock = time.monotonic) -> None:
        self._ask = ask
        self._hosts = hosts
        self._now = now
        self._clock = clock
        self._known: dict[str, tuple[datetime, Rules]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, url: httpx.URL, deadline: Deadline, networks: tuple[Network, ...]) -> Rules:
        """The rules for `url`. What is not public is asked for robots.txt only within `networks`."""
        origin = origin_of(url)
        asked = self._clock()
        async with self._locks[origin]:
            deadline.excuse(self._clock() - asked)
            return self._kept(origin) or await self._read(origin, deadline, networks)

    def _kept(self, origin: str) -> Rules | None:
        """The rules that were read within a day, in this run or before it."""
        if origin not in self._known:
            state = self._hosts.of(origin)
            if state.robots_until is None or state.robots_status is None:
                return None
            self._known[origin] = (state.robots_until, _rules_in(state.robots))
        until, rules = self._known[origin]
        return rules if believable(until, self._now(), DAY) else None

    async def _read(self, origin: str, deadline: Deadline, networks: tuple[Network, ...]) -> Rules:
        here = f"{origin}/robots.txt"
        try:
            reply = await self._ask(here, deadline, networks)
        except FetchError as error:
            rules = Rules(error=_told_again(error))
            if not isinstance(error, _PASSING):
                self._known[origin] = (self._now() + _SOON, rules)
            return rules
        rules, now = rules_of(reply, here), self._now()
        if rules.error or rules.closed:
            self._known[origin] = (now + _SOON, rules)
        else:
            self._known[origin] = (now + DAY, rules)
            status, until = reply.status, now + DAY
            state = replace(self._hosts.of(origin), robots=rules.text, robots_status=status, robots_until=until)
            self._hosts.keep(state)
        return rules


def rules_of(reply: Reply, url: str = "robots.txt") -> Rules:
    """The rules that a reply for robots.txt, asked for at `url`, makes: 2xx its text, 5xx nothing is allowed, all else
    everything is. Nothing is allowed, too, where the text came and cannot be had whole.
    """
    if reply.status >= 500:
        return Rules(closed=f"robots.txt answered {reply.status}, so nothing may be fetched (RFC 9309, 2.3.1.4)")
    if reply.status >= 300:
        return Rules()
    if isinstance(reply.error, (Unreachable, DeadlinePassed)):
        return Rules(error=reply.error)
    if reply.error is not None:
        return Rules(closed=f"{url} cannot be read, so nothing may be fetched: {reply.error.message}")
    return _rules_in(_text(reply.body))


def _rules_in(text: str | None) -> Rules:
    if text is None:
        return Rules()
    return Rules(text=text, parsed=Protego.parse("\n".join(map(_addressed, text.splitlines()))))


def _told_again(error: FetchError) -> FetchError:
    """The same error without its traceback, which would keep the frames and bodies of the failed fetch alive."""
    return type(error)(error.message, fix=error.fix)


def _addressed(line: str) -> str:
    """A line of robots.txt; of a User-agent line only the token, as RFC 9309, 2.2.1 compares it: whole, without case.

    Protego would take `iscm` for us and `iscm-monitor/0.1` for another.
    """
    named = _USER_AGENT.match(line)
    if named is None or not (name := named[1].strip()):
        return line
    if name.split()[0] == "*":
        return "User-agent: *"
    token = _TOKEN.match(name)
    return f"User-agent: {PRODUCT if token and token[0].lower() == PRODUCT else 'another'}"


def _text(body: bytes) -> str:
    """The first 500 KiB as text, without half a line and the byte order mark (after it Protego allows all)."""
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES].rpartition(b"\n")[0]
    return body.decode("utf-8-sig", errors="replace")
