"""How the daemon ends: no new look begins, those under way get their time, and what is committed stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

_log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Ending:
    """Whether the daemon was told to end: once, and it drains; twice, and it ends now.

    `event` is set from the first time on.
    """

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self._now = asyncio.Event()

    @property
    def is_asked(self) -> bool:
        return self.event.is_set()

    def asked(self) -> None:
        """The daemon is told to end."""
        if self.is_asked:
            self._now.set()
        self.event.set()

    async def drained(self, work: Coroutine[Any, Any, Result], seconds: float) -> Result | None:
        """The result of `work`; None where it was broken off, `seconds` after the end was asked for or at once."""
        task = asyncio.create_task(work)
        asked, now = asyncio.create_task(self.event.wait()), asyncio.create_task(self._now.wait())
        try:
            await asyncio.wait((task, asked), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                await asyncio.wait((task, now), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                _log.warning("what was under way was broken off: what it had found until then is recorded")
                task.cancel()
                await asyncio.wait((task,))
            return None if task.cancelled() else task.result()
        finally:
            for each in (task, asked, now):
                each.cancel()
