"""What is remembered of each host that was asked, within a run and from one run to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.fetch.exchange import Now
from monitor.fetch.http import httpx
from monitor.fetch.target import host_of

DAY = timedelta(days=1)  # how long robots.txt is believed (RFC 9309, 2.4), and longer than any pause between requests


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of an origin. A later gate takes it in `Gate(hosts=...)`. Instants are UTC."""

    origin: str  # scheme, host and port: `https://example.org`
    failures: int = 0  # in a row
    until: datetime | None = None  # it is left alone until then; None = it is asked
    reason: str = ""  # of the last failure, in plain words
    asked_at: datetime | None = None  # start of the last request to it
    robots: str | None = None  # the text of its robots.txt, 500 Ki characters at most; None = there is none
    robots_status: int | None = None  # that robots.txt was answered with; None = it was not read
    robots_until: datetime | None = None  # it is read again then


class Hosts:
    """The states of all origins. `known` are those that an earlier run ended with."""

    def __init__(self, now: Now, known: Iterable[HostState] = ()) -> None:
        self._now = now
        self._states = {state.origin: state for state in known}

    def of(self, origin: str) -> HostState:
        """What is known of `origin`, be it nothing."""
        return self._states.get(origin) or HostState(origin)

    def keep(self, state: HostState) -> None:
        """Remember `state` in place of what was known of its origin."""
        self._states[state.origin] = state

    def asked(self, origin: str) -> None:
        """A request to `origin` starts now."""
        self.keep(replace(self.of(origin), asked_at=self._now()))

    def pauses(self) -> dict[str, float]:
        """Seconds since each host (not origin: pace is by name) was asked last, those asked within a day only.

        A time that lies ahead was written by a clock that was set back since. A little ahead counts as now, for the
        pace's sake; more than a day ahead says nothing.
        """
        now, pauses = self._now(), dict[str, float]()
        for state in self._states.values():
            if state.asked_at is not None and abs(now - state.asked_at) < DAY:
                host = host_of(httpx.URL(state.origin))
                pause = max(0.0, (now - state.asked_at).total_seconds())
                pauses[host] = min(pause, pauses.get(host, pause))
        return pauses

    def states(self) -> tuple[HostState, ...]:
        """All that is worth remembering, in order of the origins' names; what is not among them may be forgotten."""
        current = (self._current(self._states[origin]) for origin in sorted(self._states))
        return tuple(state for state in current if state != HostState(state.origin))

    def _current(self, state: HostState) -> HostState:
        """The state without what its time has passed over. A failure has no time: only a success ends it."""
        now = self._now()
        if state.robots_until is None or not believable(state.robots_until, now, DAY):
            state = replace(state, robots=None, robots_status=None, robots_until=None)
        if state.asked_at is not None and abs(now - state.asked_at) >= DAY:
            state = replace(state, asked_at=None)
        if state.failures == 0 and state.until is not None and not believable(state.until, now, DAY):
            state = replace(state, until=None, reason="")
        return state


def believable(until: datetime, now: datetime, longest: timedelta) -> bool:
    """Whether a time is still ahead, and not further than anything can be that a clock wrote which goes right."""
    return now < until <= now + longest
