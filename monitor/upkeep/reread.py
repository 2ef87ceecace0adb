"""Archived pages read again with today's code and lookups: what they read otherwise is a correction, and never news."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from monitor import history
from monitor.config import Settings
from monitor.errors import ArchiveError, ArchiveFull, MonitorError, Unsettled
from monitor.extract import extractor_of
from monitor.look.adopting import is_settled
from monitor.look.reading import UNREAD, Desk
from monitor.look.recording import corrected
from monitor.lookups import version
from monitor.model import Source
from monitor.upkeep.restate import Progress, arestate


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a source again came to: public ids of corrections, how many captures were read, and what ids that
    were given out mean something else now, or nothing. `trouble`: why nothing of it could be read, one plain sentence.
    """

    source: str
    captures: int = 0
    corrections: tuple[str, ...] = ()
    rekeyed: int = 0
    trouble: str | None = None


def reread(
    desk: Desk,
    settings: Settings,
    sources: Sequence[Source],
    *,
    every: bool = False,
    progress: Progress = lambda source: None,
) -> tuple[Reread, ...]:
    """Reads the last accepted capture of each source again, with `every` all that it has: its past is told again, as
    `rebuild` does. One that cannot be read stays as it is, and the others are read all the same. `progress` hears of
    each when it is done.
    """
    return asyncio.run(_reread(desk, settings, sources, every, progress))


async def _reread(
    desk: Desk, settings: Settings, sources: Sequence[Source], every: bool, progress: Progress
) -> tuple[Reread, ...]:
    done = []
    for source in sources:
        try:
            if not is_settled(desk, source):
                raise Unsettled(f"{source.id} is to be looked at first: `monitor check {source.id}`", source=source.id)
            done.append(await (_past(desk, settings, source) if every else _last(desk, source)))
        except ArchiveFull:
            raise
        except (ArchiveError, Unsettled) as error:
            done.append(Reread(source.id, trouble=_in_full(error)))
        progress(source.id)
    return tuple(done)


async def _past(desk: Desk, settings: Settings, source: Source) -> Reread:
    told = await arestate(desk, settings, [source.id], corrections=True)
    return Reread(source.id, told.captures, told.changes, told.rekeyed)


async def _last(desk: Desk, source: Source) -> Reread:
    stands = history.memory(desk.book, source.id).capture
    if stands is None:
        return Reread(source.id)
    before = _corrections(desk, source)
    await corrected(desk, source, (extractor_of(source.layout), version()), looked_at=desk.now(), anew=True)
    found = [one for one in _corrections(desk, source) if one not in before]
    last = history.last_reading(desk.book, stands)
    trouble = UNREAD if last is not None and last.failed else None
    return Reread(source.id, 1, tuple(found), trouble=trouble)


def _corrections(desk: Desk, source: Source) -> dict[str, None]:
    found = history.changes(desk.book, sources=[source.id], corrections=True)
    return dict.fromkeys(one.id for one in reversed(found))


def _in_full(error: MonitorError) -> str:
    return f"{error}; {error.fix}" if error.fix else str(error)
