"""Whether the history is sound: as a database, against the archive that it is the index of, and in its log of runs.

Only `correct_row` and `rebuild_fulltext` write; the rest takes the database of `open_reader`. A file that SQLite
cannot read any more is a HistoryError.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.errors import HistoryError
from monitor.history.captures import ROWS, as_capture
from monitor.history.database import instant, moment, moment_or_none, transaction
from monitor.history.fulltext import ALL_WORDS, made_anew
from monitor.model import Capture, Imported, Place

MOST = 20  # lines of one PRAGMA: a broken file has thousands
FOUND = "SELECT rowid, body, what, row FROM fulltext"


@dataclass(frozen=True, slots=True)
class Row:
    """A capture as the history has it. `origin`: the archive it was imported from, None where it was fetched."""

    capture: Capture
    origin: str | None
    imported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A capture that was neither read nor judged. `overtaken`: a later one of its source was read."""

    capture: Capture
    overtaken: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A time without a run. `until` None: up to now."""

    since: datetime
    until: datetime | None


def sources_known(history: Database) -> tuple[str, ...]:
    """The ids of all sources, retired ones too."""
    with _readable():
        return tuple(name for (name,) in history.execute("SELECT name FROM source ORDER BY name"))


def rows_of(history: Database, source: str) -> tuple[Row, ...]:
    """The captures of a source by the history, in the order of their places."""
    with _readable():
        found = list(history.query(f'{ROWS} WHERE s.name = ? ORDER BY c.segment, c."offset", c.id', [source]))
    return tuple(map(_row, found))


def row_of(history: Database, capture: str) -> Row | None:
    """The capture with this public id; None when there is none."""
    with _readable():
        row = next(history.query(f"{ROWS} WHERE c.public = ?", [capture]), None)
    return _row(row) if row else None


def addresses_known(history: Database, source: str) -> frozenset[str]:
    """Every address at which a source was watched, and every one that redirects from there led to."""
    asked = {url for (url,) in _of(history, source, "SELECT url FROM address_span WHERE source = ?")}
    led = _of(
        history,
        source,
        "SELECT requested_url, url FROM (SELECT DISTINCT requested_url, final_url AS url, source FROM capture UNION"
        " SELECT DISTINCT c.requested_url, json_extract(hop.value, '$[1]'), c.source"
        " FROM capture c, json_each(c.redirects) hop) WHERE source = ?",
    )
    return frozenset(asked | {url for requested, url in led if requested in asked})


def overviews_known(history: Database, source: str) -> frozenset[Place]:
    """Where the pages stand that had the links which a source followed."""
    found = _of(history, source, 'SELECT segment, "offset", length FROM followed_address WHERE source = ?')
    return frozenset(Place(*place) for place in found)


def ends_known(history: Database, source: str) -> dict[str, int]:
    """How far each segment of a source was read: the bytes that it had at least."""
    return {
        str(name): int(known)
        for name, known in _of(history, source, "SELECT name, known FROM segment WHERE source = ?")
    }


def unread(history: Database) -> tuple[Unread, ...]:
    """The captures that no extraction was made of and no verdict says why: a run was killed in between."""
    sql = (
        "SELECT r.*,"
        " r.id < coalesce((SELECT max(e.capture) FROM extraction e WHERE e.source = r.source), 0) AS overtaken"
        f" FROM ({ROWS}) r LEFT JOIN verdict v ON v.id = r.verdict WHERE coalesce(v.good, 1) = 1"
        " AND r.redacted_at IS NULL AND NOT EXISTS (SELECT 1 FROM extraction e WHERE e.capture = r.id) ORDER BY r.id"
    )
    with _readable():
        found = list(history.query(sql))
    return tuple(Unread(as_capture(row), bool(row["overtaken"])) for row in found)


def broken(history: Database) -> tuple[str, ...]:
    """What SQLite itself finds wrong with the file, a line each."""
    try:
        told = [str(line) for (line,) in history.execute(f"PRAGMA integrity_check({MOST})")]
    except sqlite3.DatabaseError as error:
        return (f"SQLite cannot read it: {error}",)
    return tuple(line for line in told if line != "ok")


def dangling(history: Database) -> tuple[str, ...]:
    """Rows that name what is not there (a statement whose capture is gone), a line each."""
    with _readable():
        found = history.execute("PRAGMA foreign_key_check").fetchmany(MOST)
    return tuple(
        f"{f'row {row}' if row else 'a row'} of the table {table} names a {parent} that is not there"
        for table, row, parent, _ in found
    )


def out_of_step(history: Database) -> int:
    """How many entries of the full text are missing, or speak of what is not there or reads otherwise."""
    with _readable():
        missing = f"SELECT count(*) FROM (SELECT * FROM ({ALL_WORDS}) EXCEPT {FOUND})"
        foreign = f"SELECT count(*) FROM ({FOUND} EXCEPT SELECT * FROM ({ALL_WORDS}))"
        numbers = [int(history.execute(sql).fetchone()[0]) for sql in (missing, foreign)]
        twice = int(history.execute("SELECT count(*) - count(DISTINCT what || row) FROM fulltext").fetchone()[0])
    return max(numbers) + twice


def unended(history: Database) -> tuple[tuple[int, datetime, bool], ...]:
    """Runs that began and never ended: number, beginning, and whether it is the last one, which may be at work."""
    sql = "SELECT id, started_at, id = (SELECT max(id) FROM run) FROM run WHERE ended_at IS NULL ORDER BY id"
    with _readable():
        found = history.execute(sql).fetchall()
    return tuple((int(number), moment(started), bool(last)) for number, started, last in found)


def pauses(history: Database, *, longest: int, now: datetime) -> tuple[Pause, ...]:
    """Times without a run that were longer than so many seconds, the one that lasts until now among them."""
    sql = (
        "SELECT started_at, next FROM (SELECT started_at, lead(started_at) OVER (ORDER BY id) AS next FROM run)"
        " WHERE coalesce(next, :now) - started_at > :longest ORDER BY started_at"
    )
    with _readable():
        found = history.execute(sql, {"now": instant(now), "longest": longest * 1_000_000}).fetchall()
    return tuple(Pause(moment(since), moment_or_none(until)) for since, until in found)


def correct_row(history: Database, capture: Capture, imported: Imported | None) -> None:
    """The row of this capture says what the archive says of it, its place too."""
    with transaction(history):
        history.execute(
            'UPDATE capture SET segment = :segment, "offset" = :offset, length = :length, requested_url = :requested,'
            " final_url = :final, redirects = :redirects, status = :status, media_type = :media_type,"
            " rendered = :rendered, sha256 = :sha256, fetched_at = :fetched_at, origin = :origin,"
            " imported_at = :imported WHERE public = :id",
            {
                "segment": capture.place.segment,
                "offset": capture.place.offset,
                "length": capture.place.length,
                "requested": capture.requested_url,
                "final": capture.final_url,
                "redirects": json.dumps(capture.redirects),
                "status": capture.status,
                "media_type": capture.media_type,
                "rendered": int(capture.rendered),
                "sha256": capture.sha256,
                "fetched_at": instant(capture.fetched_at),
                "origin": imported.origin if imported else None,
                "imported": instant(imported.at) if imported else None,
                "id": capture.id,
            },
        )


def rebuild_fulltext(history: Database) -> None:
    """The full text anew, from the statements, the changes and the last words of each page."""
    with transaction(history):
        made_anew(history)


def _row(row: dict[str, Any]) -> Row:
    return Row(as_capture(row), row["origin"], moment_or_none(row["imported_at"]))


def _of(history: Database, source: str, sql: str) -> list[tuple[Any, ...]]:
    with _readable():
        row = history.execute("SELECT id FROM source WHERE name = ?", [source]).fetchone()
        return [tuple(found) for found in history.execute(sql, row).fetchall()] if row else []


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise HistoryError(
            f"the history cannot be read: {error}", fix="restore it from a backup, or `monitor rebuild`"
        ) from error
