"""One round: what is due is put together for each channel, and what waits is sent. Each channel goes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from monitor.config import Settings
from monitor.deliver.compose import Suppressed, compose, is_due
from monitor.deliver.left_out import problems_and_suppressed
from monitor.deliver.sending import Now, Sent, send_waiting
from monitor.errors import RunLocked
from monitor.history import last_told, open_history, sending_lock
from monitor.model import Channel


@dataclass(frozen=True, slots=True)
class Known:
    """What goes into every digest of a round."""

    problems: tuple[str, ...]
    suppressed: Suppressed


async def deliver(settings: Settings, *, now: Now, only: Iterable[Channel] | None = None) -> tuple[Sent, ...]:
    """Puts together what is due and sends what waits, to all channels or to those in `only`; returns how the tries
    ended.

    A channel to which another process sends is left to it, and its `Sent` says so; where all are, RunLocked is raised.
    What else is raised of one channel is raised when all have come to their end.
    """
    problems, suppressed = problems_and_suppressed(settings)
    known = Known(tuple(problems), suppressed)
    with closing(open_history(settings.monitor.history)):
        pass  # brought up to date once, and not by each channel
    channels = tuple(settings.channels if only is None else only)
    rows = [_one(settings, channel, known, now) for channel in channels]
    ended = await asyncio.gather(*rows, return_exceptions=True)
    locked = [each for each in ended if isinstance(each, RunLocked)]
    wrong = [each for each in ended if isinstance(each, BaseException) and each not in locked]
    if wrong or (locked and len(locked) == len(channels)):
        raise (wrong or locked)[0]
    return tuple(
        sent
        for channel, each in zip(channels, ended, strict=True)
        for sent in ([Sent(channel.name, None, str(each), now())] if isinstance(each, BaseException) else each)
    )


async def _one(settings: Settings, channel: Channel, known: Known, now: Callable[[], datetime]) -> list[Sent]:
    path = settings.monitor.history
    with sending_lock(path, channel.name, now=now()), closing(open_history(path)) as history:
        if is_due(channel, last_told(history, channel.name), now()):
            compose(history, settings, channel, now=now(), problems=known.problems, suppressed=known.suppressed)
        return await send_waiting(history, settings, channel, now=now)
