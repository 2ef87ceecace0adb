"""A whole backfill: a file, or what a web archive has, downloaded and then imported like a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.backfill import staging
from monitor.backfill.held import held
from monitor.backfill.importing import import_file
from monitor.backfill.matching import addresses
from monitor.backfill.remote import fetch_to_staging
from monitor.backfill.result import TOLD, Collapse, ImportResult, Tell, nobody
from monitor.config import Settings
from monitor.model import Source
from monitor.upkeep import at_the_desk


def backfill(
    settings: Settings,
    source: Source,
    origin: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    collapse: Collapse = "digest",
    urls: Sequence[str] = (),
    progress: Tell = nobody,
) -> ImportResult:
    """Makes the captures of a source ours that are in a file, or in the web archive at a URL.

    What can be raised is that of `import_file` and of `remote.fetch_to_staging`, and RunLocked. While it downloads, the
    lock of a run is free.
    """
    is_remote = "://" in origin
    path = Path(origin)
    if is_remote:
        path = _downloaded(settings, source, origin, since, until, collapse, urls, progress)
    with at_the_desk(settings) as desk:
        done = import_file(
            desk,
            settings,
            source,
            path,
            origin=origin if is_remote else path.name,
            since=since,
            until=until,
            collapse=collapse,
            urls=urls,
            progress=progress,
        )
    if not is_remote:
        return done
    lost, ours = staging.lost(path), staging.ours(path)
    staging.discard(path)
    done = replace(done, offered=done.offered + ours, known=done.known + ours)
    return replace(done, damaged=done.damaged + len(lost), trouble=(*done.trouble, *lost)[:TOLD])


def _downloaded(
    settings: Settings,
    source: Source,
    origin: str,
    since: datetime | None,
    until: datetime | None,
    collapse: Collapse,
    urls: Sequence[str],
    progress: Tell,
) -> Path:
    """The file with what a web archive has of a source and we have not."""
    with at_the_desk(settings) as desk:
        asked = addresses(desk.book, source, urls)
        seconds = held(desk.archive, source.id).seconds
    return fetch_to_staging(
        settings,
        source,
        origin,
        since=since,
        until=until,
        collapse=collapse,
        urls=asked,
        progress=progress,
        known=lambda _url, at: int(at.timestamp()) in seconds,
    )
