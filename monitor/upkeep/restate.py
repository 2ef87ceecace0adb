"""The past of sources told again from the archive and put in the place of what the history holds of them.

Each is told into a file of its own beside the history, then taken over in one transaction: killed anywhere, the history
is as it was or as it is to be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from monitor import history
from monitor.archive import Archived, Found
from monitor.config import Settings
from monitor.errors import ArchiveError
from monitor.look.reading import Desk
from monitor.model import Capture, Source
from monitor.upkeep.events import events, when
from monitor.upkeep.retelling import Clock, Retelling, UnderOneName, begins_with

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Restated:
    """What the past of the sources consists of now, and what is other than before.

    `changes`: public ids that the history did not know, `news` those of them that it now tells; `rekeyed`: how many ids
    that were given out mean something else now, or nothing. `lost`: what could not be read, a sentence each.
    """

    captures: int = 0
    statements: int = 0
    changes: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    rekeyed: int = 0
    lost: tuple[str, ...] = ()

    def __add__(self, other: Restated) -> Restated:
        return Restated(
            self.captures + other.captures,
            self.statements + other.statements,
            self.changes + other.changes,
            self.news + other.news,
            self.rekeyed + other.rekeyed,
            self.lost + other.lost,
        )


def restate(
    desk: Desk,
    settings: Settings,
    sources: Sequence[str],
    *,
    despite_damage: bool = False,
    progress: Progress = lambda source: None,
) -> Restated:
    """Tells the past of these sources again. `progress` hears of each when it is done.

    Raises ArchiveError when bytes of a source are damaged or missing, so that facts would be lost, before anything of
    it is replaced; with `despite_damage` it goes on without them, and `lost` says what they are.
    """
    return asyncio.run(arestate(desk, settings, sources, despite_damage=despite_damage, progress=progress))


async def arestate(
    desk: Desk,
    settings: Settings,
    sources: Sequence[str],
    *,
    despite_damage: bool = False,
    corrections: bool = False,
    progress: Progress = lambda source: None,
) -> Restated:
    """`restate` for a program that has an event loop already. `corrections`: what the history did not know comes from
    our own newer code, and is none of what the captures of others show.
    """
    done = Restated()
    for source in sources:
        done += await _restated(desk, settings, source, despite_damage, corrections)
        progress(source)
    return done


async def _restated(desk: Desk, settings: Settings, source: str, despite_damage: bool, corrections: bool) -> Restated:
    lost: list[ArchiveError] = []
    found = events(desk.archive, source, lost.append)
    known = {path.name: path.stat().st_size for path in desk.archive.segments(source)}
    lost += _missing(desk, source, found)
    if lost and not despite_damage:
        first = lost[0]
        first.fix = (
            "`monitor verify --repair`, or restore the snapshots folder from a backup, then do this again;"
            " `monitor rebuild --without-damaged` goes on without what is lost"
        )
        raise first
    begin = begins_with(found) or _as_known(desk, settings, source)
    with _blank(settings.monitor.history) as (path, book):
        clock = Clock(when(found[0]) if found else desk.now())
        archive = UnderOneName(desk.archive, source)
        unread = frozenset(one.id for one in history.unread_captures(desk.book) if one.source == source)
        given = frozenset(one.id for one in _known(desk, source))
        past = replace(desk, book=book, archive=archive, run=None, now=clock)
        telling = Retelling(past, clock, begin, unread, given, source)
        history.sync_sources(book, [begin], now=clock.at)
        await telling.tell(found)
        _refuse_other_name(desk, source, telling.source.id)
        book.close()
        taken = history.take_over(desk.book, source, path, known=known, now=desk.now(), corrections=corrections)
    told = tuple(f"{source}: {error}" for error in lost)
    return Restated(taken.captures, taken.statements, taken.changes, taken.news, taken.rekeyed, told)


def _refuse_other_name(desk: Desk, source: str, last: str) -> None:
    """ArchiveError for a folder that no source of the history has, and that was another's when it was last written to:
    a copy, or one that was renamed by hand."""
    if last != source and not desk.book.execute("SELECT 1 FROM source WHERE name = ?", [source]).fetchone():
        raise ArchiveError(
            f"the folder {source} holds the archive of {last}",
            source=source,
            fix=f"take it out of the snapshots folder, or call it {last} again",
        )


def _missing(desk: Desk, source: str, found: Sequence[Found]) -> list[ArchiveError]:
    """Captures that the history knows and the archive does not have, though nobody took them out."""
    kept = (one.content for one in found if isinstance(one.content, Archived) and not one.content.role)
    there = {(one.fetched_at, one.sha256) for one in kept}
    return [
        ArchiveError(
            f"the archive does not have capture {one.id} of {one.fetched_at:%Y-%m-%d %H:%M} UTC any more",
            source=source,
            capture=one.id,
        )
        for one in _known(desk, source)
        if (one.fetched_at, one.sha256) not in there and one.redacted_at is None
    ]


def _known(desk: Desk, source: str) -> tuple[Capture, ...]:
    known = desk.book.execute("SELECT 1 FROM source WHERE name = ?", [source]).fetchone()
    return history.captures(desk.book, source) if known else ()


def _as_known(desk: Desk, settings: Settings, source: str) -> Source:
    """The source of an archive without decisions: as the configuration has it, else as the history has it."""
    configured = next((one for one in settings.sources if one.id == source), None)
    if configured:
        return configured
    row = next(desk.book.query("SELECT name, url, settings, family FROM source WHERE name = ?", [source]), None)
    if row is None:
        raise ArchiveError(
            f"nothing says what kind of page {source} is",
            source=source,
            fix="name it in the configuration, then do this again",
        )
    return history.as_settled(row)


@contextmanager
def _blank(beside: Path) -> Iterator[tuple[Path, history.Database]]:
    """An empty history in a file beside the real one, gone afterwards."""
    path = beside.with_name(f"{beside.name}.retold")
    _remove(path)
    try:
        with closing(history.open_history(path)) as book:
            book.execute("PRAGMA synchronous = OFF")  # what is in it can be told again
            yield path, book
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        each.unlink(missing_ok=True)
