"""Asking a web archive, within its limits: through the gate, at its pace, and never again once it has said stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from urllib.parse import urljoin, urlsplit

from monitor.errors import AskedToWait, DeadlinePassed, FetchError, Resting, Truncated, Unreachable
from monitor.fetch import Gate, HostState, Reply, rests
from monitor.fetch.exchange import Now

# What the Internet Archive asks of programs (2026): 24 lists a minute, 8 captures a second.
LISTING_PACE = 60 / 24  # seconds between two requests for a list, TimeMaps among them
REPLAY_PACE = 1 / 8
SECOND_TRY = 5.0  # seconds before a request that failed is made once more
# Its limits are means over five minutes, and it blocks whoever goes on after a 429 for a minute; it seldom says when.
REST = timedelta(minutes=5)

_OVERLOADED = frozenset({429, 503})
_GOES_ON = "run the same command then: it goes on where it stopped, and what was had is kept"


@dataclass(slots=True)
class Caller:
    """One program that asks one archive. `rest`: what it was told to wait, where the gate does not know of it."""

    gate: Gate
    now: Now
    rest: HostState | None = None

    async def list(self, url: str, accept: str) -> Reply:
        """What a server of lists answers."""
        return await self._ask(url, LISTING_PACE, accept, "identity")

    async def capture(self, url: str, coding: str) -> Reply:
        """What stands at the address of a capture."""
        return await self._ask(url, REPLAY_PACE, "*/*", coding)

    @property
    def hosts(self) -> tuple[HostState, ...]:
        """What a later caller should know."""
        states = {state.origin: state for state in self.gate.hosts}
        if self.rest is not None:
            known = states.get(self.rest.origin, self.rest)
            states[self.rest.origin] = replace(known, until=self.rest.until, reason=self.rest.reason)
        return tuple(states.values())

    async def _ask(self, url: str, pace: float, accept: str, coding: str) -> Reply:
        """The reply of the first or, where that failed in passing, the second try.

        Raises AskedToWait on 429, on 503 with a Retry-After, and while the host is left alone; FetchError.
        """
        reply = await self._once(url, pace, accept, coding)
        if isinstance(reply, Reply) and not _failed(reply):
            return reply
        reply = await self._once(url, max(pace, SECOND_TRY), accept, coding)
        if isinstance(reply, FetchError):
            raise reply
        return reply

    async def _once(self, url: str, pace: float, accept: str, coding: str) -> Reply | FetchError:
        try:
            reply = await self.gate.ask(url, pace=pace, accept=accept, coding=coding)
        except Resting as error:
            raise AskedToWait(error.message, url=url, fix=_GOES_ON) from error
        except (Unreachable, DeadlinePassed) as error:
            return error
        if reply.status == 429 or (reply.status in _OVERLOADED and reply.header("retry-after")):
            raise self._waiting(url, reply)
        return reply

    def _waiting(self, url: str, reply: Reply) -> AskedToWait:
        host = urlsplit(url).netloc
        known = {urlsplit(state.origin).netloc: state for state in self.gate.hosts}.get(host)
        until = rests(known, self.now()) if known else None
        if until is None:
            until = self.now() + REST
            origin = known.origin if known else f"{urlsplit(url).scheme}://{host}"
            self.rest = HostState(origin, until=until, reason=f"it answered {reply.status}")
        when = f"{until.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        message = f"{host} answered {reply.status}, and is left alone until {when}"
        return AskedToWait(message, url=url, fix=_GOES_ON)


def where_to(url: str, reply: Reply) -> str | None:
    """Where a redirect leads that stays with the host it came from; None of any other reply."""
    if reply.location is None:
        return None
    try:
        there = urljoin(url, reply.location)
        same = urlsplit(there).hostname == urlsplit(url).hostname
        ports = {urlsplit(each).port for each in (url, there)}
    except ValueError:
        return None
    return there if same and len(ports) == 1 else None


def _failed(reply: Reply) -> bool:
    """Whether a second try may do better. A capture may itself be an error page: then it is what was asked for."""
    captured = reply.header("memento-datetime") is not None
    return (reply.status >= 500 and not captured) or isinstance(reply.error, (Truncated, Unreachable, DeadlinePassed))
