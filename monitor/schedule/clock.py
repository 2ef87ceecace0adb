"""A clock that is set, or a machine that slept: noticed by comparing the wall clock with one that only goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

SLACK = timedelta(seconds=5)  # what a busy machine and a clock that is slewed may differ by


class Clock:
    """Compares `now` with the time that passed since the last look."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._wall = now()
        self._passed = time.monotonic()

    def jump(self) -> timedelta | None:
        """By how much the clock jumped since the last call; None where it went on as it should."""
        wall, passed = self._now(), time.monotonic()
        by = (wall - self._wall) - timedelta(seconds=passed - self._passed)
        self._wall, self._passed = wall, passed
        return by if abs(by) > SLACK else None
