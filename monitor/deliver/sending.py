"""Sends what waits in the outbox for a channel: nothing is marked before it is taken, all that is taken is marked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from monitor.config import Settings
from monitor.deliver import folder, mail, notified, printed, webhook
from monitor.deliver.backoff import next_try, waits
from monitor.deliver.letter import Letter, loaded
from monitor.deliver.line import Line
from monitor.deliver.secrets import unsaid
from monitor.deliver.threads import apart
from monitor.deliver.webhook import gate_of
from monitor.digest.escape import json_text
from monitor.errors import ArchiveFull, HistoryBusy, NotDelivered
from monitor.history import Database, Outgoing, next_to_send, was_accepted, was_refused
from monitor.ids import public_id
from monitor.model import Channel, Folder, Mail, Notified, Printed, Webhook

Now = Callable[[], datetime]
WHOLE = 20  # times the time for one answer: a whole conversation with a mail server, however slowly it speaks
PATIENCE = 20  # further tries to write down that a digest was taken
PAUSE = 3.0  # seconds between them
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """How one try ended: `error` is None where the channel took it; `again` None where it took it or never will.

    `number` is None where none was tried: another process sends to the channel, or none could be put together.
    """

    channel: str
    number: int | None
    error: str | None = None
    again: datetime | None = None


async def send_waiting(history: Database, settings: Settings, channel: Channel, *, now: Now) -> list[Sent]:
    """Tries the digests of a channel whose time has come; returns how the tries ended.

    They go one after the other, the oldest first: where one is not taken the others wait with it, so that they arrive
    in their order. What waits is asked before each try: what was taken back meanwhile goes to nobody.
    """
    ended: list[Sent] = []
    one = next_to_send(history, channel.name)
    while one and not waits(one.next_try, now()):
        try:
            await _tried(one, settings, channel, now())
        except NotDelivered as error:
            give_up = timedelta(seconds=channel.give_up)
            again = next_try(one.attempts + 1, begun_at=one.begun_at, now=now(), give_up=give_up, asked=error.pause)
            rest, words = error.rest or one.rest, f"{error.message}; {error.fix}" if error.fix else error.message
            if not await _noted(one, partial(was_refused, history, one, words, again=again, now=now(), rest=rest)):
                again = None
            ended.append(Sent(channel.name, one.number, words, again))
            if again is not None:
                break
        else:
            await _noted(one, partial(was_accepted, history, one, now=now()))
            ended.append(Sent(channel.name, one.number))
        one = next_to_send(history, channel.name, behind=one.number)
    return ended


async def send_test(settings: Settings, channel: Channel, *, now: datetime) -> None:
    """Gives a channel a few words that are no digest. Raises NotDelivered."""
    words = f"This is a test of the channel {channel.name}, made {now:%Y-%m-%d %H:%M} UTC. It tells of nothing."
    letter = Letter(f"Test of the channel {channel.name}", words, words, json_text({"test": channel.name}))
    key = public_id("test", channel.name, now.isoformat())
    await _give(settings, channel, letter, key=key, at=now, rest="", now=now)


async def _tried(one: Outgoing, settings: Settings, channel: Channel, now: datetime) -> None:
    """One try. NotDelivered is all that it raises: a mistake of ours holds up its channel alone (design rule 10), is
    tried again as what a channel refuses is, and told as that is.
    """
    try:
        letter = loaded(one.payload)
        await _give(settings, channel, letter, key=one.key, at=one.created_at, rest=one.rest, now=now)
    except NotDelivered:
        raise
    except Exception as error:  # a mistake of ours too: it holds up its channel alone
        kind = type(error).__name__
        _log.error("digest %d could not be handed to %s", one.number, channel.name, exc_info=unsaid(error))
        said = f"a mistake of the monitor, {kind}: its log says where"
        raise NotDelivered(said, rest=one.rest) from None


async def _noted(one: Outgoing, write: Callable[[], bool]) -> bool:
    """Writes down how a try ended; False where the digest was taken back meanwhile, by somebody who goes by no lock."""
    noted = await _written(write)
    if not noted:
        told = "digest %d for %s was taken back while it was tried: the try is not noted"
        _log.warning(told, one.number, one.channel)
    return noted


async def _written(write: Callable[[], bool]) -> bool:
    """What `write` returns, also where that takes patience: what is not written down is tried again for no reason."""
    for _ in range(PATIENCE):
        try:
            return write()
        except (HistoryBusy, ArchiveFull) as error:
            _log.warning("how a digest fared is not written down yet: %s", error)
            await asyncio.sleep(PAUSE)
    return write()


async def _give(
    settings: Settings,
    channel: Channel,
    letter: Letter,
    *,
    key: str,
    at: datetime,
    rest: str,
    now: datetime,
) -> None:
    match channel.to:
        case Mail() as to:
            message, line = mail.message(letter, to, key=key, created_at=at), Line()
            work = partial(mail.send, message, to, line, timeout=channel.timeout, key=key, rest=rest)
            await apart(work, limit=WHOLE * channel.timeout, cut=line.cut)
        case Folder() as to:
            await apart(partial(folder.write, letter, to, key=key, at=at))
        case Printed():
            await apart(partial(printed.write, letter))
        case Notified() as to:
            proxy = settings.fetch.proxy
            await notified.notify(letter, to, timeout=channel.timeout, proxy=proxy, key=key, rest=rest)
        case Webhook() as to:
            async with gate_of(settings, channel.timeout) as gate:
                await webhook.post(letter, to, gate, key=key, now=now)
