"""The wall-clock budget of one fetch."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


PATIENCE = 600.0  # seconds: several pauses of the longest Crawl-delay, and others of our fetches before us


class Deadline:
    """Seconds that a fetch may take with all its redirects, retries and robots.txt; our own politeness is excused.

    `patience`: how many seconds of waiting are excused in all. What is waited beyond them counts, or a chain of hosts
    that each want long pauses would have no end.
    """

    def __init__(self, seconds: float, clock: Clock = time.monotonic, patience: float = PATIENCE) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds
        self._patience = patience

    def remaining(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self._end - self._clock())

    def spent(self) -> float:
        """Seconds used, without what was excused."""
        return self._clock() - self._end + self.seconds

    def excuse(self, seconds: float) -> None:
        """Time that was spent waiting for our turn does not count, as far as our patience goes."""
        excused = min(seconds, self._patience)
        self._patience -= excused
        self._end += excused
