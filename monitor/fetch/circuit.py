"""A host that fails again and again is left alone for a while: the circuit breaker of each origin.

Closed: it is asked. Open: it is not asked before a time that is told. Half open: that time has come and one request
goes as a probe; its success closes the circuit, its failure opens it for twice as long.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.errors import DeadlinePassed, FetchError, Resting, Unreachable
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Now, Reply
from monitor.fetch.retry import seconds_to_wait

FAILURES = 5  # in a row, each a fetch with all its retries; fewer could be single pages that are broken
FIRST_REST = timedelta(minutes=10)
LONGEST_REST = timedelta(days=1)
_OVERLOADED = frozenset({429, 503})  # whose Retry-After is heard (RFC 6585, 4; RFC 9110, 15.6.4)
_FIX = "it is asked again by itself after that time"


@dataclass(frozen=True, slots=True)
class HostState:
    """What is to be remembered of an origin that failed; of all others there is nothing to remember."""

    origin: str  # scheme, host and port: `https://example.org`
    failures: int  # in a row
    until: datetime | None = None  # it is left alone until then; None = it is asked
    reason: str = ""  # of the last failure, in plain words


class Circuit:
    """The circuits of all origins. `known` are the states that an earlier one ended with."""

    def __init__(self, now: Now, known: Iterable[HostState] = ()) -> None:
        self._now = now
        self._states = {state.origin: state for state in known}
        self._probed: set[str] = set()

    def states(self) -> tuple[HostState, ...]:
        """The origins that failed last, in order of their names."""
        return tuple(self._states[origin] for origin in sorted(self._states))

    async def through(self, origin: str, ask: Callable[[], Awaitable[Reply]], deadline: Deadline) -> Reply:
        """The reply of `ask`. Raises Resting, without asking, while the circuit is open, and the FetchError of `ask`.

        Failures are connections that cannot be made or break, time-outs and 5xx. A time-out counts only when the host
        had half of the deadline: a slow site cannot blame the one that it redirects to.
        """
        probe = self._probes(origin)
        fair = deadline.remaining() >= deadline.seconds / 2
        if probe:
            self._probed.add(origin)
        try:
            reply = await ask()
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
        state = self._states.get(origin)
        if state is None or state.until is None:
            return False
        now = self._now()
        # A time that lies further off than any rest was written by a clock that has been set back since.
        if now < state.until <= now + LONGEST_REST:
            raise Resting(f"{origin} is left alone until {state.until:%Y-%m-%d %H:%M:%S} UTC: {state.reason}", fix=_FIX)
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
            self._states.pop(origin, None)
        if wish:
            self._asked_to_wait(origin, reply, timedelta(seconds=min(wish, LONGEST_REST.total_seconds())))

    def _failed(self, origin: str, error: FetchError) -> None:
        failures = self._states.get(origin, HostState(origin, 0)).failures + 1
        if failures < FAILURES:
            self._states[origin] = HostState(origin, failures, reason=error.message)
            return
        rest = min(FIRST_REST * 2 ** min(failures - FAILURES, 10), LONGEST_REST)
        reason = f"it failed {failures} times in a row, the last time so: {error.message}"
        self._states[origin] = HostState(origin, failures, self._now() + rest, reason)

    def _asked_to_wait(self, origin: str, reply: Reply, rest: timedelta) -> None:
        state = self._states.get(origin, HostState(origin, 0))
        until = reply.arrived + rest
        if state.until is None or until > state.until:
            reason = f"it answered {reply.status} and asked for that time (Retry-After)"
            self._states[origin] = replace(state, until=until, reason=reason)
