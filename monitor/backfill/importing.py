"""One import: the captures of a file into the archive, in the order of their time, and the past told again with them.

Killed anywhere, nothing is lost and nothing is half: what was added is in the archive, and the same command once more
adds the rest and tells the past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor import history
from monitor.backfill.choosing import choose
from monitor.backfill.gathering import Asked, gather
from monitor.backfill.held import held
from monitor.backfill.matching import addresses
from monitor.backfill.meanwhile import as_archived, timeline, to_be_kept
from monitor.backfill.result import Collapse, Counts, ImportResult, Tell, nobody
from monitor.backfill.seen import Page
from monitor.backfill.spool import Spool
from monitor.config import Settings
from monitor.errors import ArchiveError, ArchiveFull
from monitor.history.imports import SeenAgain, begin_import, broken_off, end_import, seen_again
from monitor.look.reading import Desk
from monitor.model import Imported, Source
from monitor.upkeep import restate

RUN_LOG = "our own looks"


def import_file(
    desk: Desk,
    settings: Settings,
    source: Source,
    path: Path,
    *,
    origin: str,
    since: datetime | None = None,
    until: datetime | None = None,
    collapse: Collapse = "digest",
    urls: Sequence[str] = (),
    progress: Tell = nobody,
) -> ImportResult:
    """Makes the captures of a source in a file ours and tells its past again.

    `origin` is kept with each capture: the name of the file, or the address of the archive that it was downloaded
    from. `since` and `until` bound the time of capture, `urls` are addresses of the source that it does not know.
    Raises UsageError and ForeignArchiveError for a file that cannot be used (nothing is added then), ArchiveFull and
    HistoryError when it cannot be kept.
    """
    now = desk.now()
    decided = sync(desk, source)
    asked = Asked(addresses(desk.book, source, urls), since, until, now, settings.fetch.max_bytes)
    folder = settings.monitor.snapshots
    folder.mkdir(parents=True, exist_ok=True)
    with Spool(folder) as spool:
        pages, counts = gather(path, asked, spool, progress)
        ours = held(desk.archive, source.id)
        looks = as_archived(seen_again(desk.book, source.id), ours.looks)
        chosen = choose(pages, replace(ours, timeline=timeline(ours.timeline, looks)), collapse)
        due = broken_off(desk.book, source.id) or decided  # what a killed run left behind is not to be hidden by it
        number = begin_import(desk.book, source.id, origin, now=now)
        theirs = [(page.at, page.slip.sha256) for page in chosen.pages]
        _keep(desk, source, to_be_kept(ours.timeline, theirs, looks), Imported(RUN_LOG, now))
        added = [
            page
            for done, page in enumerate(chosen.pages)
            if _added(desk, source, page, spool, Imported(origin, now), counts, progress, (done, len(chosen.pages)))
        ]
    changes: tuple[str, ...] = ()
    if added or due:
        progress("telling the past again", 0, None)
        changes = restate(desk, settings, [source.id]).changes
    end_import(desk.book, number, offered=len(pages), added=len(added), now=desk.now())
    return ImportResult(
        source=source.id,
        origin=origin,
        offered=len(pages),
        added=len(added),
        known=chosen.known,
        collapsed=chosen.collapsed,
        redacted=chosen.redacted,
        foreign=counts.foreign,
        outside=counts.outside,
        other_status=counts.other_status,
        damaged=counts.damaged,
        too_large=counts.too_large,
        unresolved=counts.unresolved,
        trouble=tuple(counts.trouble),
        first=added[0].at if added else None,
        last=added[-1].at if added else None,
        changes=changes,
    )


def sync(desk: Desk, source: Source) -> bool:
    """The source as it is configured, as at the beginning of a run; the others wait for theirs. Whether the archive was
    given a decision on it.
    """
    book, archive, now = desk.book, desk.archive, desk.now()
    mine = {source.id, source.was}
    others = frozenset(row[0] for row in book.execute("SELECT name FROM source") if row[0] not in mine)
    for was, name in history.renamed(book, [source]):
        archive.rename(was, name)
    due = history.to_be_decided(book, [source], now=now, keep=others)
    decided = [(name, made, archive.decide(name, made)) for name, made in due]
    history.sync_sources(book, [source], now=now, keep=others, decided=decided)
    return bool(decided)


def _keep(desk: Desk, source: Source, looks: Sequence[SeenAgain], log: Imported) -> None:
    """Looks as captures of their own, with the bytes and the headers of the capture that each found again. They come
    before what they answer: alone they say nothing new, should a kill come in between. They stand in the archive long
    after their time, as what others captured does.
    """
    for look in looks:
        try:
            kept = desk.archive.of(look.capture)
        except ArchiveError:  # the past is told again later; that says what is damaged
            continue
        desk.archive.append(source.id, replace(kept.answer(), fetched_at=look.at), imported=log, remarks=kept.remarks)


def _added(
    desk: Desk,
    source: Source,
    page: Page,
    spool: Spool,
    imported: Imported,
    counts: Counts,
    progress: Tell,
    how_far: tuple[int, int],
) -> bool:
    """Whether a capture could be kept; what no record of ours can hold is told and left out."""
    answer, remarks = spool.get(page.slip, page.at)
    requested = page.requested or page.url
    answer = replace(answer, requested_url=requested, final_url=page.url, redirects=page.redirects)
    try:
        desk.archive.append(source.id, answer, imported=imported, remarks=remarks)
    except ArchiveFull:
        raise
    except ArchiveError as error:
        counts.damage(f"the capture of {page.at.isoformat()}: {error}")
        return False
    progress("adding", how_far[0] + 1, how_far[1])
    return True
