"""Puts digests together: what a channel was not told yet and wants to know, asked and written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from monitor.config import Settings
from monitor.deliver.interest import speaks_of, tells, wanted
from monitor.deliver.letter import letter
from monitor.digest import Digest, calmed, gather
from monitor.digest.feeds import calendar_of
from monitor.digest.upcoming import INSTANT
from monitor.due import next_after
from monitor.history import (
    ChangeRecord,
    Database,
    Heard,
    begin_telling,
    heard,
    hears,
    last_told,
    nothing_told,
    put_out,
    runs,
    sources_naming,
    told_before,
    untold,
)
from monitor.history.database import transaction
from monitor.ids import public_id
from monitor.model import Channel

FIRST = timedelta(days=7)  # what a channel that joins is told of

Suppressed = Callable[[ChangeRecord], bool]


def is_due(channel: Channel, last: datetime | None, now: datetime) -> bool:
    """Whether a digest is to be put together for a channel, to which the last one was told until `last`."""
    if channel.schedule is None or last is None or last > now:
        return True
    return next_after(channel.schedule, last, name=channel.name) <= now


def compose(
    history: Database,
    settings: Settings,
    channel: Channel,
    *,
    now: datetime,
    problems: Iterable[str] = (),
    suppressed: Suppressed = lambda change: False,
) -> bool:
    """Puts what `channel` is to be told until `now` into the outbox; whether there was anything to tell.

    What is told is asked and written in one transaction: nothing comes in between, and a machine that goes off leaves
    both or neither.
    """
    begin_telling(history, channel.name, since=now - FIRST, now=now)
    with transaction(history):
        known = heard(history, channel.name)
        digest, changes = pending(
            history, settings, channel, now=now, problems=problems, suppressed=suppressed, known=known
        )
        hears_now = hears(history, known, mistakes=problems, calm=calmed(digest), undelivered=digest.undelivered_now)
        if not is_told(history, channel, digest):
            nothing_told(history, channel.name, changes, since=digest.since, until=now, now=now, heard=hears_now)
            return False
        key = public_id("digest", channel.name, now.isoformat(), *sorted(changes))
        payload = letter(digest, calendar=calendar_of(history, digest), by=channel.by).dumped()
        since = digest.since
        put_out(history, channel.name, payload, changes, since=since, until=now, key=key, now=now, heard=hears_now)
    return True


def is_told(history: Database, channel: Channel, digest: Digest) -> bool:
    """Whether a channel gets a digest: it says something, or is to be a sign of life."""
    return says_something(digest) or _is_sign_of_life(history, channel, digest)


def _is_sign_of_life(history: Database, channel: Channel, digest: Digest) -> bool:
    """Whether a channel wants a digest that tells nothing: at the times of its schedule, else after each run."""
    if not channel.empty or channel.schedule is not None:
        return channel.empty
    ran = next(iter(runs(history, limit=1)), None)
    return ran is not None and ran.ended_at is not None and (digest.since is None or ran.ended_at >= digest.since)


def pending(
    history: Database,
    settings: Settings,
    channel: Channel,
    *,
    now: datetime,
    problems: Iterable[str] = (),
    suppressed: Suppressed = lambda change: False,
    known: Heard | None = None,
) -> tuple[Digest, list[str]]:
    """The digest that `channel` would get now, and the ids of all changes that it takes into account, also of those
    that the channel does not want to know. `known`: what it heard until now, where that is known already.
    """
    last, known = last_told(history, channel.name), known or heard(history, channel.name)
    changes = [one for one in untold(history, channel.name) if last is not None or one.detected_at >= now - FIRST]
    interest = channel.interest
    spoken = [one for one in settings.sources if speaks_of(one, interest)]
    pages = {one.id for one in spoken}
    if interest.countries:
        pages &= sources_naming(history, interest.countries)
    digest = gather(
        history,
        since=begins(history, channel.name, known, now=now) or now - FIRST,
        until=now,
        watched=[one.id for one in spoken if one.enabled],
        problems=problems,
        suppressed=suppressed,
        picked=changes,
        asked=partial(wanted, interest=interest, pages=pages),
        language=channel.language,
        channel=channel.name,
        tells=tells(interest),
        heard=known,
    )
    return digest, [change.id for change in changes]


def begins(history: Database, channel: str, known: Heard, *, now: datetime) -> datetime | None:
    """When a window that ends now begins for a channel: where its last one ended, or, where that lies ahead, where the
    last one ended that does not, and with what is new. None where it was told nothing yet.
    """
    last = last_told(history, channel)
    if last is None or last < now:
        return last
    return min(told_before(history, channel, now) or now - FIRST, known.first or now, now - INSTANT)


def says_something(digest: Digest) -> bool:
    """Whether anything began, ended or changed in the window."""
    turned = (digest.remarks, digest.closed, digest.recoveries, digest.ended, digest.mended)
    differ = digest.disagreed or digest.agreed
    return (
        bool(digest.changes or digest.begun or differ) or any(turned) or any(one.ended_at for one in digest.undelivered)
    )
