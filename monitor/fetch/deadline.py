"""The wall-clock budget of one fetch."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


class Deadline:
    """Seconds that a fetch may take with all its redirects, retries and robots.txt; our own politeness is excused."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self._end - self._clock())

    def spent(self) -> float:
        """Seconds used, without what was excused."""
        return self._clock() - self._end + self.seconds

    def excuse(self, seconds: float) -> None:
        """Time that was spent waiting for our turn does not count."""
        self._end += seconds
