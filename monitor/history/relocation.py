"""Records that stand elsewhere in the archive since a segment was written anew: their places in the history follow."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import instant, transaction
from monitor.history.sources import source_row
from monitor.model import Place


def relocate(
    history: Database,
    source: str,
    captures: Mapping[str, Place],
    overviews: Iterable[tuple[datetime, Place]],
    segments: Collection[str],
    *,
    dropped: Iterable[str] = (),
) -> None:
    """Brings the places of a source's captures (by public id) and overviews (by the time they came) up to the archive.

    `segments`: its files; how far others were known is forgotten, and a new one is read whole by the next run.
    `dropped`: captures that were taken out, of which the rows go too, with their readings. The looks that found them
    stay, without a capture.
    """
    row = source_row(history, source)
    with transaction(history):
        for public, place in captures.items():
            here = [place.segment, place.offset, place.length]
            moved = 'public = ? AND (segment, "offset", length) <> (?, ?, ?)'
            sql = f'UPDATE capture SET segment = ?, "offset" = ?, length = ? WHERE {moved}'
            history.execute(sql, [*here, public, *here])
        _overviews(history, row, sorted(overviews, key=lambda one: one[0]))
        gone = "name NOT IN (SELECT value FROM json_each(?))"
        history.execute(f"DELETE FROM segment WHERE source = ? AND {gone}", [row, json.dumps(sorted(segments))])
        for public in dropped:
            _drop(history, public)


def _overviews(history: Database, row: int, overviews: list[tuple[datetime, Place]]) -> None:
    """The page that named an address is the last one that came before the address was noted."""
    sql = 'SELECT since, segment, "offset", length FROM followed_address WHERE source = ?'
    stand = {place for _, place in overviews}
    for since, *place in history.execute(sql, [row]).fetchall():
        before = [one for at, one in overviews if instant(at) <= since]
        if Place(*place) not in stand and before:
            now = before[-1]
            history.execute(
                'UPDATE followed_address SET segment = ?, "offset" = ?, length = ? WHERE source = ? AND since = ?',
                [now.segment, now.offset, now.length, row, since],
            )


def _drop(history: Database, public: str) -> None:
    of = "capture = (SELECT id FROM capture WHERE public = ?)"
    history.execute(f'UPDATE "check" SET capture = NULL WHERE {of}', [public])
    history.execute(
        f"DELETE FROM extraction_field WHERE extraction IN (SELECT id FROM extraction WHERE {of})", [public]
    )
    history.execute(f"DELETE FROM extraction WHERE {of}", [public])
    history.execute("DELETE FROM capture WHERE public = ?", [public])
