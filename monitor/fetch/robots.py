"""What a site's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from monitor.errors import DeadlinePassed, FetchError, Resting, RobotsRefused
from monitor.fetch.agent import PRODUCT
from monitor.fetch.deadline import Clock, Deadline
from monitor.fetch.exchange import Reply
from monitor.fetch.http import httpx
from monitor.fetch.target import origin_of

MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: what must be read at least is what we read at most
_DAY = 24 * 3600.0  # RFC 9309, 2.4
_SOON = 600.0  # a site whose robots.txt failed is asked again after ten minutes
LONGEST_DELAY = 120.0  # seconds; a Crawl-delay of weeks would stop a run that asks a site for a handful of pages
_USER_AGENT = re.compile(r"\s*user[- ]?agent\s*[:\s]([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)
_PASSING = (DeadlinePassed, Resting)  # this fetch's own budget, and a rest that has an end of its own: not kept

Ask = Callable[[str, Deadline, bool], Awaitable[Reply]]  # robots.txt's URL, the deadline, fenced


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows. `closed` is the reason why nothing is allowed, `error` why its rules could not be had."""

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
    """The rules of each site, read through the gate when first needed and kept for a day."""

    def __init__(self, ask: Ask, clock: Clock = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[tuple[str, bool], tuple[float, Rules]] = {}
        self._locks: defaultdict[tuple[str, bool], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, url: httpx.URL, deadline: Deadline, *, fenced: bool) -> Rules:
        """The rules for `url`. `fenced`: robots.txt, too, may not be fetched from networks that are not public."""
        key = (origin_of(url), fenced)
        asked = self._clock()
        async with self._locks[key]:
            deadline.excuse(self._clock() - asked)
            until, rules = self._known.get(key, (-math.inf, Rules()))
            if self._clock() < until:
                return rules
            rules = await self._read(f"{key[0]}/robots.txt", deadline, fenced)
            if not isinstance(rules.error, _PASSING):
                kept = _SOON if rules.error or rules.closed else _DAY
                self._known[key] = (self._clock() + kept, rules)
            return rules

    async def _read(self, url: str, deadline: Deadline, fenced: bool) -> Rules:
        try:
            reply = await self._ask(url, deadline, fenced)
        except FetchError as error:
            return Rules(error=_told_again(error))
        return rules_of(reply)


def rules_of(reply: Reply) -> Rules:
    """The rules that a reply for robots.txt makes: 2xx its text, 5xx nothing is allowed, all else everything is."""
    if reply.status >= 500:
        return Rules(closed=f"robots.txt answered {reply.status}, so nothing may be fetched (RFC 9309, 2.3.1.4)")
    if reply.status >= 300:
        return Rules()
    if reply.error is not None:
        return Rules(error=reply.error)
    lines = _text(reply.body).splitlines()
    return Rules(parsed=Protego.parse("\n".join(map(_addressed, lines))))


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
