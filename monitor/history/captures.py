"""Captures: committed before anything is parsed, found again after a crash, and the validators that go with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from monitor.errors import UsageError
from monitor.history.coming import has_come
from monitor.history.database import instant, moment, moment_or_none, transaction
from monitor.history.findings import open_finding
from monitor.history.segments import know
from monitor.history.sources import source_row, watch_from
from monitor.ids import capture_id
from monitor.model import Answer, Capture, Finding, Imported, Place, Validators

ROWS = "SELECT c.*, s.name AS source_name FROM capture c JOIN source s ON s.id = c.source"
KIND = "clock-set-back"
TESTED_EVERY = timedelta(days=14)  # a source's 304s are put to the test (design, "Numbers")
GOOD = "(SELECT id FROM verdict WHERE good = 1)"


@dataclass(frozen=True, slots=True)
class LastGood:
    """The last capture that was judged good, when a whole answer last came, and what to ask the server with.

    `validators` is None when there are none or when they were dropped: after any verdict that is not good, and after
    `forget_validators`, until a whole answer is good again (design rule 1), and while the source's 304s are not
    believed. `html_length`: bytes of the answer as it came, None when it was no closed HTML page or is not known.
    """

    capture: Capture
    validators: Validators | None
    whole_at: datetime
    html_length: int | None = None


def record_capture(
    history: Database,
    answer: Answer,
    source: str,
    place: Place,
    *,
    imported: Imported | None = None,
    stored_as: str | None = None,
) -> Capture:
    """Commits that the archive holds this answer at this place. Recording the same answer again changes nothing.

    `imported`: whence it was imported, None of one that the monitor fetched; a source that had left counts as
    watched from then on. `stored_as`: the id that the source had when it was kept, where that was another.
    """
    from monitor.fetch import whole_html  # here, not above: whoever only asks the history must not pay for the network

    came = answer.body if answer.shell is None else answer.shell
    known = Validators(answer.header("etag"), answer.header("last-modified"))
    if answer.shell is not None:
        known = Validators()  # of a shell that stays while the page in it changes
    capture = Capture(
        id=capture_id(stored_as or source, answer.fetched_at, answer.sha256),
        source=source,
        requested_url=answer.requested_url,
        final_url=answer.final_url,
        redirects=answer.redirects,
        fetched_at=answer.fetched_at,
        status=answer.status or 0,
        sha256=answer.sha256,
        media_type=answer.media_type,
        place=place,
        rendered=answer.shell is not None,
    )
    row = source_row(history, source)
    with transaction(history):
        know(history, row, [place])
        if imported:
            watch_from(history, row, capture.fetched_at)
        new = history.execute(
            "INSERT OR IGNORE INTO capture (public, source, requested_url, final_url, redirects, fetched_at, status,"
            ' sha256, media_type, segment, "offset", length, etag, last_modified,'
            " html_length, rendered, origin, imported_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                capture.id,
                row,
                capture.requested_url,
                capture.final_url,
                json.dumps(capture.redirects),
                instant(capture.fetched_at),
                capture.status,
                capture.sha256,
                capture.media_type,
                place.segment,
                place.offset,
                place.length,
                known.etag,
                known.last_modified,
                whole_html(came),
                int(capture.rendered),
                imported and imported.origin,
                imported and instant(imported.at),
            ],
        )
        if new.rowcount == 1:
            _see_clock(history, row, capture)
    return capture


def _see_clock(history: Database, row: int, capture: Capture) -> None:
    """Tells that the clock was set back where a capture came after one that has a later time."""
    found = history.execute(
        "SELECT b.fetched_at, c.seen_at FROM capture c JOIN capture b ON b.source = c.source AND b.id < c.id"
        " WHERE c.public = ? ORDER BY b.id DESC LIMIT 1",
        [capture.id],
    ).fetchone()
    if found and moment(found[0]) > capture.fetched_at:
        before, seen = moment(found[0]), moment(found[1])
        message = (
            f"the clock went back from {before:%Y-%m-%d %H:%M} to {capture.fetched_at:%Y-%m-%d %H:%M} UTC: what is"
            f" observed meanwhile counts as observed on {seen:%Y-%m-%d %H:%M}, for it came later"
        )
        open_finding(history, row, Finding(KIND, message), capture.fetched_at)


def renew_validators(history: Database, capture: Capture, answer: Answer) -> None:
    """The validators of a whole answer with the bytes of this capture, from its address, take the place of its own."""
    etag, last_modified = answer.header("etag"), answer.header("last-modified")
    differs = "public = :capture AND (etag IS NOT :etag OR last_modified IS NOT :last_modified)"
    known = {"capture": capture.id, "etag": etag, "last_modified": last_modified}
    if history.execute(f"SELECT 1 FROM capture WHERE {differs}", known).fetchone():
        with transaction(history):
            sql = f"UPDATE capture SET etag = :etag, last_modified = :last_modified WHERE {differs}"
            history.execute(sql, known)


def captures(history: Database, source: str) -> tuple[Capture, ...]:
    """A source's captures, in the order in which they came. UsageError for a source that the history does not know."""
    if not history.execute("SELECT 1 FROM source WHERE name = ?", [source]).fetchone():
        raise UsageError(f"the history knows no source {source}", fix="`monitor sources` lists them")
    found = history.query(f"{ROWS} WHERE s.name = ? ORDER BY c.seen_at, c.id", [source])
    return tuple(as_capture(row) for row in found)


def capture(history: Database, prefix: str) -> Capture:
    """The capture with this public id, or whose id alone begins so; else UsageError."""
    found = list(history.query(f"{ROWS} WHERE substr(c.public, 1, ?) = ? LIMIT 2", [len(prefix), prefix.lower()]))
    if len(found) != 1 or not prefix:
        what = "several captures begin with" if found else "no capture begins with"
        raise UsageError(f"{what} {prefix!r}", fix="`monitor snapshots SOURCE` lists them")
    return as_capture(found[0])


def unread_captures(history: Database) -> tuple[Capture, ...]:
    """Captures that were archived but neither judged bad nor extracted (a run was killed in between), as recorded.

    One that a later capture of its source has overtaken is not among them: read now, it would pass for news.
    """
    found = history.query(
        f"{ROWS} LEFT JOIN verdict v ON v.id = c.verdict WHERE coalesce(v.good, 1) = 1"
        " AND c.redacted_at IS NULL AND NOT EXISTS (SELECT 1 FROM extraction e WHERE e.capture = c.id)"
        " AND c.id > coalesce((SELECT max(e.capture) FROM extraction e WHERE e.source = c.source), 0) ORDER BY c.id"
    )
    return tuple(as_capture(row) for row in found)


def last_good(history: Database, source: str) -> LastGood | None:
    """The last good capture of a source with its validators; None when there is none."""
    row = source_row(history, source)
    found = next(
        history.query(f"{ROWS} WHERE c.source = ? AND c.verdict IN {GOOD} ORDER BY c.id DESC LIMIT 1", [row]),
        None,
    )
    if found is None:
        return None
    last, good, forgot, distrusted, whole, whole_at = history.execute(
        'SELECT (SELECT max(id) FROM "check" WHERE source = :source),'
        f' (SELECT max(id) FROM "check" WHERE source = :source AND verdict IN {GOOD}),'
        " (SELECT coalesce(forgot_check, 0) FROM source WHERE id = :source),"
        " (SELECT distrusted_at IS NOT NULL FROM source WHERE id = :source),"
        ' max(k.id), k.checked_at FROM "check" k JOIN verdict v ON v.id = k.verdict'
        " WHERE k.source = :source AND v.name IN ('new', 'changed', 'unchanged')",
        {"source": row},
    ).fetchone()
    known = Validators(found["etag"], found["last_modified"])
    usable = last == good and (whole or 0) > forgot and not distrusted and known != Validators()
    whole_at = moment(whole_at or found["fetched_at"])
    return LastGood(as_capture(found), known if usable else None, whole_at, found["html_length"])


def validators(
    history: Database, source: str, url: str | None = None, *, now: datetime | None = None
) -> Validators | None:
    """What to ask the server with, None when it must answer in full; with `url` only if they came from that address.

    With `now` also None when the last whole answer came 14 days ago: a server may say "not modified" for ever; and when
    a day has come that what stands waited for. What came later than now was noted by a clock that was set back since,
    and says nothing.
    """
    found = last_good(history, source)
    if found is None or (url is not None and url != found.capture.requested_url):
        return None
    if now is not None and not found.whole_at <= now < found.whole_at + TESTED_EVERY:
        return None
    if now is not None and has_come(history, found.capture, now):
        return None
    return found.validators


def forget_validators(history: Database, source: str) -> None:
    """Lets the next look at a source be unconditional; the validators count again once that was good."""
    with transaction(history):
        history.execute(
            'UPDATE source SET forgot_check = (SELECT coalesce(max(k.id), 0) FROM "check" k WHERE k.source = source.id)'
            " WHERE name = ?",
            [source],
        )


def as_capture(row: dict[str, Any]) -> Capture:
    """The record of a row of `ROWS`."""
    return Capture(
        id=row["public"],
        source=row["source_name"],
        requested_url=row["requested_url"],
        final_url=row["final_url"],
        redirects=tuple((status, url) for status, url in json.loads(row["redirects"])),
        fetched_at=moment(row["fetched_at"]),
        status=row["status"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        place=Place(row["segment"], row["offset"], row["length"]),
        rendered=bool(row["rendered"]),
        quality=row["quality"],
        redacted_at=moment_or_none(row["redacted_at"]),
    )
