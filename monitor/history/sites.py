"""Sites: what the pages of one host repeat, decided for each source, and the pages that it is told from."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import urlsplit

from sqlite_utils import Database

from monitor.history.captures import ROWS, as_capture
from monitor.history.database import instant, moment_or_none, transaction
from monitor.history.segments import know
from monitor.history.sources import source_row
from monitor.model import Capture, Decision, Place

HTML = ("text/html", "application/xhtml+xml", "")
NEWEST = (
    "SELECT max(c.id) FROM capture c JOIN source s ON s.id = c.source LEFT JOIN verdict v ON v.id = c.verdict"
    " WHERE s.retired_at IS NULL AND s.name <> ? AND c.redacted_at IS NULL AND coalesce(v.good, 1) = 1"
    " GROUP BY c.source"
)


def frame(history: Database, source: str) -> frozenset[str]:
    """The digests of what a source's site repeats around the content of its pages, as far as it was decided."""
    found = history.execute("SELECT frame FROM source WHERE name = ?", [source]).fetchone()
    return frozenset(json.loads(found[0])) if found and found[0] else frozenset()


def framed_at(history: Database, source: str) -> datetime | None:
    """Since when that holds; None where nothing was decided."""
    row = source_row(history, source)
    return moment_or_none(history.execute("SELECT framed_at FROM source WHERE id = ?", [row]).fetchone()[0])


def record_frame(history: Database, source: str, made: Decision, place: Place) -> None:
    """Notes a decision on what a source's site repeats, and where it stands. What was read before is to be read again
    before anything is compared with it.
    """
    row = source_row(history, source)
    with transaction(history):
        sql = "UPDATE source SET frame = ?, framed_at = ? WHERE id = ?"
        history.execute(sql, [json.dumps(made.facts["digests"]), instant(made.at), row])
        know(history, row, [place])


def neighbours(history: Database, capture: Capture) -> int:
    """How many other watched sources are on the host at which a capture ended."""
    host = _host(capture.final_url)
    rows = history.execute("SELECT url FROM source WHERE retired_at IS NULL AND name <> ?", [capture.source])
    return sum(_host(url) == host for (url,) in rows)


def pages_beside(history: Database, capture: Capture) -> tuple[Capture, ...]:
    """Of each other watched source the newest capture that is or may be a page, where it ended on the same host."""
    host = _host(capture.final_url)
    found = map(as_capture, history.query(f"{ROWS} WHERE c.id IN ({NEWEST}) ORDER BY c.id", [capture.source]))
    return tuple(one for one in found if _host(one.final_url) == host and is_html(one))


def overviews_beside(history: Database, capture: Capture) -> tuple[tuple[str, Place], ...]:
    """The pages on the same host whose links watched sources follow, each with its source: where they are archived."""
    rows = history.query(
        'SELECT s.name, s.url AS at, f.segment, f."offset", f.length FROM followed_address f'
        " JOIN source s ON s.id = f.source WHERE f.until IS NULL AND s.retired_at IS NULL ORDER BY f.source"
    )
    host = _host(capture.final_url)
    return tuple(
        (one["name"], Place(one["segment"], one["offset"], one["length"])) for one in rows if _host(one["at"]) == host
    )


def is_html(capture: Capture) -> bool:
    """Whether a capture is of the kind of page that a site gives its frame to."""
    return capture.media_type in HTML


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()
