"""Sends what waits in the outbox: one channel that fails holds up no other, nothing is marked before it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.config import Settings
from monitor.deliver import folder, mail
from monitor.deliver.backoff import next_try
from monitor.deliver.letter import Letter, loaded
from monitor.digest.escape import json_text
from monitor.errors import NotDelivered
from monitor.history import Outgoing, open_history, sending_lock, to_send, was_accepted, was_refused
from monitor.ids import public_id
from monitor.model import Channel, Folder, Mail

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """How one try ended: `error` is None where the channel took it; `again` None where it took it or never will."""

    channel: str
    number: int
    error: str | None = None
    again: datetime | None = None


async def send_all(settings: Settings, *, now: Now, everything: bool = False) -> tuple[Sent, ...]:
    """Tries each digest whose time has come, with `everything` each that waits; returns how the tries ended.

    Of one channel the digests go one after the other, the oldest first; after one that is not taken the others of that
    channel wait with it, so that they arrive in their order. Raises RunLocked while another process sends.
    """
    path = settings.monitor.history
    with sending_lock(path, now=now()), closing(open_history(path)) as history:
        due = to_send(history, now=None if everything else now())
        channels = {channel.name: channel for channel in settings.channels}
        rows = {name: [one for one in due if one.channel == name] for name in channels}

        async def row(channel: Channel) -> list[Sent]:
            ended: list[Sent] = []
            for one in rows[channel.name]:
                try:
                    await asyncio.to_thread(_hand_over, one, channel)
                except NotDelivered as error:
                    give_up = timedelta(seconds=channel.give_up)
                    again = next_try(one.attempts + 1, created_at=one.created_at, now=now(), give_up=give_up)
                    was_refused(history, one.number, str(error), again=again, now=now(), rest=error.rest or one.rest)
                    ended.append(Sent(channel.name, one.number, str(error), again))
                    if again is not None:
                        break
                else:
                    was_accepted(history, one.number, now=now())
                    ended.append(Sent(channel.name, one.number))
            return ended

        each = await asyncio.gather(*(row(channel) for channel in channels.values()))
    return tuple(sent for ended in each for sent in ended)


def send_test(channel: Channel, *, now: datetime) -> None:
    """Gives a channel a few words that are no digest. Raises NotDelivered."""
    words = f"This is a test of the channel {channel.name}, made {now:%Y-%m-%d %H:%M} UTC. Nothing changed."
    letter = Letter(f"Test of the channel {channel.name}", words, words, json_text({"test": channel.name}))
    _give(letter, channel, key=public_id("test", channel.name, now.isoformat()), at=now, rest=())


def _hand_over(one: Outgoing, channel: Channel) -> None:
    """Gives a digest to its channel. Raises NotDelivered."""
    _give(loaded(one.payload), channel, key=one.key, at=one.created_at, rest=one.rest)


def _give(letter: Letter, channel: Channel, *, key: str, at: datetime, rest: tuple[str, ...]) -> None:
    match channel.to:
        case Mail() as to:
            mail.send(mail.message(letter, to, key=key, created_at=at), to, to=rest)
        case Folder() as to:
            folder.write(letter, to, key=key, at=at)
        case to:
            raise NotImplementedError(to)
