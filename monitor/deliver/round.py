"""One round: what is due is put together for each channel, and what waits is sent."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime

from monitor.config import Settings
from monitor.deliver.compose import compose, is_due
from monitor.deliver.left_out import problems_and_suppressed
from monitor.deliver.sending import Now, Sent, send_all
from monitor.history import last_told, open_history
from monitor.model import Channel


async def deliver(
    settings: Settings,
    *,
    now: Now,
    channels: Iterable[Channel] | None = None,
) -> tuple[Sent, ...]:
    """Puts together what is due and sends what waits; returns how the tries ended.

    `channels`: those for which a digest is put together whether it is due or not; None: those for which one is due.
    Raises RunLocked while another process sends.
    """
    named = None if channels is None else list(channels)
    _compose(settings, named, now())
    return await send_all(settings, now=now)


def _compose(settings: Settings, named: list[Channel] | None, now: datetime) -> None:
    problems, suppressed = problems_and_suppressed(settings)
    with closing(open_history(settings.monitor.history)) as history:
        for channel in settings.channels if named is None else named:
            if named is not None or is_due(channel, last_told(history, channel.name), now):
                compose(history, settings, channel, now=now, problems=problems, suppressed=suppressed)
