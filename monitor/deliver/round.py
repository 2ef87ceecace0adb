"""One round: what is due is put together for each channel, and what waits is sent. Each channel goes by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta

from monitor.config import Settings
from monitor.deliver.backoff import pause, waits
from monitor.deliver.compose import compose, is_due
from monitor.deliver.left_out import problems_and_suppressed
from monitor.deliver.sending import Now, Sent, send_waiting
from monitor.errors import ArchiveFull, HistoryBusy, MonitorError, RunLocked
from monitor.history import (
    Database,
    goes_on,
    holder,
    last_told,
    open_history,
    runs,
    sending_lock,
    stands_still,
    standstills,
)
from monitor.model import Channel

_log = logging.getLogger(__name__)


async def deliver(settings: Settings, *, now: Now, only: Iterable[Channel] | None = None) -> tuple[Sent, ...]:
    """Puts together what is due and sends what waits, to all channels or to those in `only`; returns how the tries
    ended.

    A channel to which another process sends is left to it, and its `Sent` says so; where all are, RunLocked is raised.
    What else is raised is of the history, and so of all channels; it is raised when all have come to their end.
    """
    with closing(open_history(settings.monitor.history)) as history:  # brought up to date once, and not by each channel
        _forget_removed(history, settings, now())
    channels = tuple(settings.channels if only is None else only)
    rows = [_one(settings, channel, now) for channel in channels]
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


async def _one(settings: Settings, channel: Channel, now: Now) -> list[Sent]:
    path = settings.monitor.history
    with sending_lock(path, channel.name, now=now()), closing(open_history(path)) as history:
        failed = _put_together(history, settings, channel, now())
        return failed + await send_waiting(history, settings, channel, now=now)


def _put_together(history: Database, settings: Settings, channel: Channel, now: datetime) -> list[Sent]:
    """Puts a digest together where one is due; returns how that failed, if it did: then it is tried again later, and
    what was put out before is sent all the same.
    """
    halt = next((one for one in standstills(history, open_only=True) if one.channel == channel.name), None)
    if not is_due(channel, last_told(history, channel.name), now) or (halt and waits(halt.next_try, now)):
        return []
    if channel.schedule is None and _is_at_work(history, settings, now):
        return []  # it is told when the run has ended: of half a run it would say that the rest was not looked at
    try:
        problems, suppressed = problems_and_suppressed(settings)
        compose(history, settings, channel, now=now, problems=problems, suppressed=suppressed)
    except (HistoryBusy, ArchiveFull):
        raise  # nothing is wrong with the channel
    except Exception as error:  # a mistake of ours too: one bad channel stops itself alone (design rule 10)
        _log.error("no digest could be put together for %s", channel.name, exc_info=error)
        words = str(error) if isinstance(error, MonitorError) else f"a mistake of the monitor: {_of_ours(error)}"
        again = now + pause(halt.attempts + 1 if halt else 1)
        stands_still(history, channel.name, words, again=again, now=now)  # of a history that is broken this is raised
        return [Sent(channel.name, None, words, again)]
    if halt:
        goes_on(history, [channel.name], now=now)
    return []


def _is_at_work(history: Database, settings: Settings, now: datetime) -> bool:
    """Whether a run is under way, and is not stuck."""
    last = next(iter(runs(history, limit=1)), None)
    if last is None or last.ended_at is not None or holder(settings.monitor.history) is None:
        return False
    return now - last.started_at < timedelta(seconds=settings.watch.stuck_after)


def _of_ours(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace").decode()


def _forget_removed(history: Database, settings: Settings, now: datetime) -> None:
    """A channel that left the configuration stands still no more."""
    known = {channel.name for channel in settings.channels}
    left = {one.channel for one in standstills(history, open_only=True)} - known
    if left:
        goes_on(history, left, now=now)
