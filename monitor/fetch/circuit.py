"""A host that fails again and again is left alone for a while: the circuit breaker of each origin.

Closed: it is asked. Open: it is not asked before a time that is told. Half open: that time has come and one request
goes as a probe; its success closes the circuit, its failure opens it for twice as long.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import DeadlinePassed, FetchError, ProxyFailed, Resting, Unreachable
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Now, Reply
from monitor.fetch.hosts import Hosts, HostState, believable
from monitor.fetch.retry import seconds_to_wait

FAILURES = 5  # in a row, each a fetch with all its retries; fewer could be single pages that are broken
FIRST_REST = timedelta(minutes=10)
LONGEST_REST = timedelta(days=1)
_OVERLOADED = frozenset({429, 503})  # whose Retry-After is heard (RFC 6585, 4; RFC 9110, 15.6.4)
_FIX = "it is asked again by itself after that time"


def rests(state: HostState, now: datetime) -> datetime | None:
    """Until when a host is left alone, as the gate takes it; None when it is asked.

    A time that lies further ahead than any rest was written by a clock that went wrong, and is not believed.
    """
    return state.until if state.until is not None and believable(state.until, now, LONGEST_REST) else None


class Circuit:
    """The circuits of all origins; `hosts` keeps their failures and rests."""

    def __init__(self, now: Now, hosts: Hosts) -> None:
        self._now = now
        self._hosts = hosts
        self._probed: set[str] = set()

    async def through(self, origin: str, ask: Callable[[], Awaitable[Reply]], deadline: Deadline) -> Reply:
        """The reply of `ask`. Raises Resting, without asking, while the circuit is open, and the FetchError of `ask`.

        Failures are connections that cannot be made or break, time-outs and 5xx. A time-out counts only when the host
        had half of the deadline: a slow site cannot blame the one that it redirects to. What the operator's own proxy
        does is no failure of the host.
        """
        probe = self._probes(origin)
        fair = deadline.remaining() >= deadline.seconds / 2
        if probe:
            self._probed.add(origin)
        try:
            reply = await ask()
        except ProxyFailed:
            raise
        except (Unreachable, DeadlinePassed) as error:
            if fair:
                self._failed(origin, error)
            raise
        finally:
            if probe:
                self._probed.discard(origin)
        self._replied(origin, reply, fair)
        return reply

    def _probes(self, origin: str) -> bool:
        """Whether the next request to `origin` is a probe. Raises Resting when there may be none."""
        state = self._hosts.of(origin)
        if state.until is None:
            return False
        if until := rests(state, self._now()):
            raise Resting(f"{origin} is left alone until {until:%Y-%m-%d %H:%M:%S} UTC: {state.reason}", fix=_FIX)
        if origin in self._probed:
            raise Resting(f"{origin} is left alone while one request tries it again: {state.reason}", fix=_FIX)
        return True

    def _replied(self, origin: str, reply: Reply, fair: bool) -> None:
        wish = seconds_to_wait(reply.header("retry-after"), reply.arrived) if reply.status in _OVERLOADED else None
        late = isinstance(reply.error, DeadlinePassed)
        if reply.status >= 500:
            self._failed(origin, FetchError(f"the server answered {reply.status}"))
        elif late and fair and reply.error is not None:
            self._failed(origin, reply.error)
        elif not late:
            self._hosts.keep(replace(self._hosts.of(origin), failures=0, until=None, reason=""))
        if wish:
            self._asked_to_wait(origin, reply, timedelta(seconds=min(wish, LONGEST_REST.total_seconds())))

    def _failed(self, origin: str, error: FetchError) -> None:
        state = self._hosts.of(origin)
        failures = state.failures + 1
        if failures < FAILURES:
            self._hosts.keep(replace(state, failures=failures, until=None, reason=error.message))
            return
        rest = min(FIRST_REST * 2 ** min(failures - FAILURES, 10), LONGEST_REST)
        reason = f"it failed {failures} times in a row, the last time so: {error.message}"
        self._hosts.keep(replace(state, failures=failures, until=self._now() + rest, reason=reason))

    def _asked_to_wait(self, origin: str, reply: Reply, rest: timedelta) -> None:
        state = self._hosts.of(origin)
        until = reply.arrived + rest
        if state.until is None or until > state.until:
            reason = f"it answered {reply.status} and asked for that time (Retry-After)"
            self._hosts.keep(replace(state, until=until, reason=reason))
