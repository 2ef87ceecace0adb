"""The run that is under way: since when, and which sources it still waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.model import Check
from monitor.run import Progress

NAMED = 5  # sources


class AtWork(Progress):
    """Follows a run, to say once that it has been at work for too long."""

    def __init__(self, sources: Sequence[str], *, since: datetime) -> None:
        self._since = since
        self._left = dict.fromkeys(sources)
        self._is_said = False

    def looked(self, check: Check) -> None:
        self._left.pop(check.source, None)

    def remark(self, now: datetime, *, after: timedelta) -> str | None:
        """What is to be said of a run that has gone on for longer than `after`; None where that was said already."""
        if self._is_said or now - self._since < after:
            return None
        self._is_said = True
        left = list(self._left)
        names = ", ".join(left[:NAMED]) + (" ..." if len(left) > NAMED else "")
        what = f"it waits for {names}" if left else "all its sources were looked at"
        return f"the run that began {self._since:%Y-%m-%d %H:%M} UTC is still at work: {what}"
