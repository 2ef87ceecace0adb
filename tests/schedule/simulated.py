"""A loop whose clock leaps to the next thing to be done, and waits for real where a run is under way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from selectors import DefaultSelector, SelectorKey
from types import MappingProxyType

import time_machine

from monitor.schedule import Watch

GLANCE = 0.02  # seconds, really waited for what threads and processes do


class Time:
    """The clock of a machine: `passed` only goes on, `set` moves what the wall shows. `busy`: runs under way."""

    def __init__(self, travel: time_machine.Traveller) -> None:
        self._travel = travel
        self.passed = 0.0
        self.busy = 0

    def goes_on(self, seconds: float) -> None:
        self.passed += seconds
        self._travel.shift(seconds)

    def set(self, by: timedelta) -> None:
        """Somebody sets the clock: no time passes."""
        self._travel.shift(by)

    def during(self, work: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        """The same work, for which time passes as it really does."""

        async def worked(*arguments: object, **named: object) -> object:
            self.busy += 1
            try:
                return await work(*arguments, **named)
            finally:
                self.busy -= 1

        return worked


class Leaping(DefaultSelector):
    def __init__(self, clock: Time) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        found = super().select(0)
        if found or timeout == 0:
            return found
        if self._clock.busy or timeout is None:
            begun = time.monotonic()
            found = super().select(min(timeout or GLANCE, GLANCE))
            self._clock.goes_on(time.monotonic() - begun)
            return found
        self._clock.goes_on(timeout)
        return []


class Loop(asyncio.SelectorEventLoop):
    def __init__(self, clock: Time) -> None:
        self._of = clock
        super().__init__(Leaping(clock))

    def time(self) -> float:
        return self._of.passed


def at_work(clock: Time, made: Watch, hours: float, sets: Mapping[float, timedelta] = MappingProxyType({})) -> None:
    """Lets a daemon work for so long. `sets`: after how many hours somebody sets the clock, and by how much."""

    async def worked() -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(hours * 3600, made.stop)
        for after, by in sets.items():
            loop.call_later(after * 3600, clock.set, by)
        await made.forever()

    with asyncio.Runner(loop_factory=lambda: Loop(clock)) as runner:
        runner.run(worked())
