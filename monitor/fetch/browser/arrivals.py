"""What a page asked for and what became of it: whether it is the page, or the page without its data.

Fed with the events of Chromium's protocol (`Network` domain); asks nothing itself.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from monitor.errors import AddressRefused, FetchError, RobotsRefused
from monitor.fetch.http import httpx
from monitor.fetch.target import host_of

_DATA = frozenset({"Script", "XHR", "Fetch"})  # what a page's words come with; a style has none
_ASKED_BY_SCRIPTS = frozenset({"XHR", "Fetch"})
# What keeps a request of another host back for good: no look at the page has it, a tracker as little as data.
_FOR_GOOD = (RobotsRefused, AddressRefused)
_LONGEST = 200  # characters of a URL that are told


@dataclass(slots=True)
class Asked:
    """A request that has not ended, with all its redirects. `turn` is the one that it has at its host."""

    url: str  # as the page asked for it
    kind: str  # Chromium's resource type
    own: bool  # of the page's own host
    preflight: bool = False
    status: int = 0  # of its answer, 0 before there is one
    turn: asyncio.Semaphore | None = None

    def released(self) -> None:
        """Give its turn to the next."""
        turn, self.turn = self.turn, None
        if turn is not None:
            turn.release()


@dataclass(slots=True)
class Arrivals:
    """The requests of one page, by Chromium's id. `host` is the page's own.

    The page lacks data when a script or a request of scripts (GET, HEAD) of its own host was refused by us or by
    robots.txt, failed, was given up, or was answered with 429 or 5xx; of another host a request of scripts that failed
    on the network or was answered so. What robots.txt of another host or our limits keep back, and what the rules
    between origins (CORS) or the page's own policy forbid, is so at every look: trackers, mostly. What came well at
    another try is not lacking.
    """

    host: str = ""
    _open: dict[str, Asked] = field(default_factory=dict)
    _lacking: dict[str, str] = field(default_factory=dict)  # what happened, by URL

    @property
    def busy(self) -> bool:
        """Whether a request is under way. How a preflight ends is not always told."""
        return any(not asked.preflight for asked in self._open.values())

    @property
    def awaited(self) -> str | None:
        """The URL of data of the page's own host that has no answer yet."""
        own = (asked for asked in self._open.values() if asked.own and not asked.status)
        return next((_told(asked.url) for asked in own if asked.kind in _DATA), None)

    @property
    def lack(self) -> str | None:
        """What the page lacks first, and why, in one sentence; None when it has all."""
        return next((f"the page lacks data: {url} {why}" for url, why in self._lacking.items()), None)

    def asked(self, event: dict[str, Any], *, preflight: bool) -> Asked:
        """A request stands at the checkpoint (`Fetch.requestPaused`): a new one, or a redirect of one."""
        asked = self._open.get(_id(event))
        if asked is None:
            url = event["request"]["url"]
            asked = Asked(url, event["resourceType"], _host(url) == self.host, preflight)
            self._open[_id(event)] = asked
        asked.released()
        asked.status = 0
        return asked

    def is_open(self, event: dict[str, Any]) -> bool:
        """Whether the page still waits for it."""
        return _id(event) in self._open

    def refused(self, event: dict[str, Any], error: FetchError) -> None:
        """It did not go out."""
        asked = self._ended(_id(event))
        if asked is not None and (asked.own or not isinstance(error, _FOR_GOOD)):
            self._misses(asked, f"was not fetched ({error.message})")

    def answered(self, event: dict[str, Any]) -> None:
        """A head came (`Network.responseReceivedExtraInfo`), be it one that the page may not see."""
        if asked := self._open.get(event["requestId"]):
            asked.status = event["statusCode"]
            if _is_bad(asked):
                self._misses(asked, f"was answered {asked.status}")

    def came(self, event: dict[str, Any]) -> None:
        """It came whole (`Network.loadingFinished`)."""
        if (asked := self._ended(event["requestId"])) and not _is_bad(asked):
            self._lacking.pop(_told(asked.url), None)

    def failed(self, event: dict[str, Any]) -> None:
        """It did not come whole (`Network.loadingFailed`)."""
        forbidden = "blockedReason" in event or "corsErrorStatus" in event
        if event.get("canceled") and (asked := self._open.get(event["requestId"])) and asked.status:
            self.came(event)  # the page had its answer, and did not want to read it
        elif (asked := self._ended(event["requestId"])) is None or _is_bad(asked) or forbidden:
            return
        elif not event.get("canceled"):
            self._misses(asked, f"failed ({str(event.get('errorText', ''))[:_LONGEST]})")
        elif asked.own:
            self._misses(asked, "was given up before it came")

    def _ended(self, request: str) -> Asked | None:
        asked = self._open.pop(request, None)
        if asked is not None:
            asked.released()
        return asked

    def _misses(self, asked: Asked, why: str) -> None:
        if asked.kind in (_DATA if asked.own else _ASKED_BY_SCRIPTS):
            self._lacking.setdefault(_told(asked.url), why)


def _is_bad(asked: Asked) -> bool:
    # 407 is the relay's own, when Chromium did not give it the password: for a preflight that goes before all else.
    return asked.status in (407, 429) or asked.status >= 500


def _id(event: dict[str, Any]) -> str:
    """The same for all redirects of a request, and in both domains."""
    return str(event.get("networkId", event["requestId"]))


def _host(url: str) -> str:
    try:
        return host_of(httpx.URL(url))
    except (httpx.InvalidURL, ValueError):
        return ""


def _told(url: str) -> str:
    return ascii(url[:_LONGEST])
