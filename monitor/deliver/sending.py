"""Sends what waits in the outbox: one channel that fails holds up no other, nothing is marked before it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.config import Settings
from monitor.deliver import folder, mail, webhook
from monitor.deliver.backoff import next_try
from monitor.deliver.letter import Letter, loaded
from monitor.deliver.webhook import gate_of
from monitor.digest.escape import json_text
from monitor.errors import NotDelivered
from monitor.fetch import Gate
from monitor.history import Database, Outgoing, open_history, sending_lock, to_send, was_accepted, was_refused
from monitor.ids import public_id
from monitor.model import Channel, Folder, Mail, Webhook

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """How one try ended: `error` is None where the channel took it; `again` None where it took it or never will."""

    channel: str
    number: int
    error: str | None = None
    again: datetime | None = None


async def send_all(settings: Settings, *, now: Now) -> tuple[Sent, ...]:
    """Tries the digests whose time has come; returns how the tries ended.

    Of one channel the digests go one after the other, the oldest first: where one is not taken the others of that
    channel wait with it, so that they arrive in their order. Raises RunLocked while another process sends.
    """
    path = settings.monitor.history
    async with AsyncExitStack() as stack:
        stack.enter_context(sending_lock(path, now=now()))
        history = stack.enter_context(closing(open_history(path)))
        gate = await stack.enter_async_context(gate_of(settings))
        waiting = to_send(history)
        rows = [
            _row(history, channel, [one for one in waiting if one.channel == channel.name], gate, now)
            for channel in settings.channels
        ]
        each = await asyncio.gather(*rows)
    return tuple(sent for ended in each for sent in ended)


async def _row(history: Database, channel: Channel, waiting: Sequence[Outgoing], gate: Gate, now: Now) -> list[Sent]:
    """The digests of one channel, until one is not taken or its time has not come."""
    ended: list[Sent] = []
    for one in waiting:
        if one.next_try is not None and one.next_try > now():
            break
        try:
            await _give(loaded(one.payload), channel, gate, key=one.key, at=one.created_at, rest=one.rest, now=now())
        except NotDelivered as error:
            give_up = timedelta(seconds=channel.give_up)
            again = next_try(one.attempts + 1, created_at=one.created_at, now=now(), give_up=give_up)
            was_refused(history, one.number, error.message, again=again, now=now(), rest=error.rest or one.rest)
            ended.append(Sent(channel.name, one.number, error.message, again))
            if again is not None:
                break
        else:
            was_accepted(history, one.number, now=now())
            ended.append(Sent(channel.name, one.number))
    return ended


async def send_test(settings: Settings, channel: Channel, *, now: datetime) -> None:
    """Gives a channel a few words that are no digest. Raises NotDelivered."""
    words = f"This is a test of the channel {channel.name}, made {now:%Y-%m-%d %H:%M} UTC. Nothing changed."
    letter = Letter(f"Test of the channel {channel.name}", words, words, json_text({"test": channel.name}))
    key = public_id("test", channel.name, now.isoformat())
    async with gate_of(settings) as gate:
        await _give(letter, channel, gate, key=key, at=now, rest=(), now=now)


async def _give(
    letter: Letter, channel: Channel, gate: Gate, *, key: str, at: datetime, rest: tuple[str, ...], now: datetime
) -> None:
    match channel.to:
        case Mail() as to:
            message = mail.message(letter, to, key=key, created_at=at)
            await asyncio.to_thread(mail.send, message, to, to=rest)
        case Folder() as to:
            await asyncio.to_thread(folder.write, letter, to, key=key, at=at)
        case Webhook() as to:
            await webhook.post(letter, to, gate, key=key, now=now)
