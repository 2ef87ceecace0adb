"""Sites: what the pages of one host repeat, decided for each source, and the pages that it is told from."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.compare.site import SiteEdit
from monitor.history.captures import ROWS, as_capture
from monitor.history.check_rows import LOOKS
from monitor.history.database import instant, moment, moment_or_none, transaction
from monitor.history.segments import know
from monitor.history.sources import source_row
from monitor.model import Capture, Decision, Place
from monitor.sites import WWW, site_at

HTML = ("text/html", "application/xhtml+xml", "")
NEWEST = (
    "SELECT max(c.id) FROM capture c JOIN source s ON s.id = c.source LEFT JOIN verdict v ON v.id = c.verdict"
    " WHERE s.retired_at IS NULL AND s.name <> ? AND c.redacted_at IS NULL AND coalesce(v.good, 1) = 1"
    " GROUP BY c.source"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An edit of a site as it was told: by which change (public id), when it was seen first, the marks of its lines,
    which sources show it.
    """

    change: str
    at: datetime
    went: frozenset[str]
    came: frozenset[str]
    sources: frozenset[str]


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
    """How many other watched sources are on the site at which a capture ended."""
    site = site_at(capture.final_url)
    rows = history.execute("SELECT url FROM source WHERE retired_at IS NULL AND name <> ?", [capture.source])
    return sum(site_at(url) == site for (url,) in rows)


def pages_beside(history: Database, capture: Capture) -> tuple[Capture, ...]:
    """Of each other watched source the newest capture that is or may be a page, where it ended on the same site."""
    site = site_at(capture.final_url)
    found = map(as_capture, history.query(f"{ROWS} WHERE c.id IN ({NEWEST}) ORDER BY c.id", [capture.source]))
    return tuple(one for one in found if site_at(one.final_url) == site and is_html(one))


def overviews_beside(history: Database, capture: Capture) -> tuple[tuple[str, Place], ...]:
    """The pages on the same site whose links watched sources follow, each with its source: where they are archived."""
    rows = history.query(
        'SELECT s.name, s.url AS at, f.segment, f."offset", f.length FROM followed_address f'
        " JOIN source s ON s.id = f.source WHERE f.until IS NULL AND s.retired_at IS NULL ORDER BY f.source"
    )
    site = site_at(capture.final_url)
    return tuple(
        (one["name"], Place(one["segment"], one["offset"], one["length"])) for one in rows if site_at(one["at"]) == site
    )


def read_before(history: Database, source: str) -> Capture | None:
    """The capture of the last accepted reading of a source under its settings; None where there is none."""
    sql = (
        f"{ROWS} WHERE c.id = (SELECT e.capture FROM extraction e WHERE e.source = s.id AND e.accepted = 1"
        " AND e.id > s.settled_after ORDER BY e.id DESC LIMIT 1) AND s.name = ?"
    )
    return next(map(as_capture, history.query(sql, [source])), None)


def one_before(history: Database, capture: Capture) -> Capture | None:
    """The good capture of the same source before this one; None where it is the first."""
    sql = (
        f"{ROWS} JOIN verdict v ON v.id = c.verdict WHERE s.name = ? AND v.good = 1 AND c.redacted_at IS NULL"
        " AND c.id < (SELECT id FROM capture WHERE public = ?) ORDER BY c.id DESC LIMIT 1"
    )
    return next(map(as_capture, history.query(sql, [capture.source, capture.id])), None)


def fetched_in(history: Database, run: int, captures: Collection[Capture]) -> frozenset[str]:
    """Those of these captures (public ids) that this run fetched, or one that was killed before it read them."""
    unread = "SELECT NOT EXISTS (SELECT 1 FROM extraction e JOIN capture c ON c.id = e.capture WHERE c.public = ?)"
    return frozenset(
        one.id
        for one in captures
        if one.fetched_at >= began(history, run) or history.execute(unread, [one.id]).fetchone()[0]
    )


def began(history: Database, run: int) -> datetime:
    """When a run began."""
    return moment(history.execute("SELECT started_at FROM run WHERE id = ?", [run]).fetchone()[0])


def looked_well(history: Database, run: int) -> frozenset[str]:
    """The sources whose look in this run is recorded and was good."""
    sql = (
        'SELECT s.name FROM source s WHERE EXISTS (SELECT 1 FROM "check" k JOIN verdict v ON v.id = k.verdict'
        " WHERE k.source = s.id AND k.id >= ? AND k.id < ? AND v.good = 1)"
    )
    bounds = [run * LOOKS, (run + 1) * LOOKS]
    return frozenset(name for (name,) in history.execute(sql, bounds).fetchall())


def subjects(history: Database) -> dict[str, str]:
    """Of each source, by its id: the mechanisms that it is about, as it is configured."""
    rows = history.execute("SELECT name, settings FROM source").fetchall()
    return {name: " ".join(json.loads(settings)[1]) for name, settings in rows}


def site_edits(history: Database, host: str) -> tuple[Shown, ...]:
    """The edits of a site, by when they were seen first, oldest first."""
    rows = history.query(
        "SELECT e.change, o.name, c.fetched_at, e.went, e.came FROM site_edit e JOIN source o ON o.id = e.source"
        " JOIN capture c ON c.id = e.capture WHERE e.host IN (?, ?) ORDER BY c.fetched_at, e.id",
        [host, f"{WWW}{host}"],  # as it was called before both were one
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(str(row["change"]), []).append(row)
    shown = (
        Shown(
            change,
            moment(those[0]["fetched_at"]),
            frozenset(mark for one in those for mark in json.loads(one["went"])),
            frozenset(mark for one in those for mark in json.loads(one["came"])),
            frozenset(str(one["name"]) for one in those),
        )
        for change, those in found.items()
    )
    return tuple(shown)


def shows(history: Database, change: str) -> tuple[tuple[str, str], ...]:
    """The pages that show an edit of their site (the public id of its change): source and capture, in their order."""
    sql = "SELECT source, capture FROM site_event WHERE change = ? ORDER BY seen_at, source"
    return tuple((source, capture) for source, capture in history.execute(sql, [change]).fetchall())


def write_site_edit(history: Database, source: int, capture: int, edit: SiteEdit, told: str) -> None:
    """Notes that a capture shows an edit of its site that was `told` by that change. In the caller's transaction."""
    history.execute(
        "INSERT INTO site_edit (source, capture, change, host, went, came) VALUES (?, ?, ?, ?, ?, ?)",
        [source, capture, told, edit.host, json.dumps(edit.went), json.dumps(edit.came)],
    )


def is_html(capture: Capture) -> bool:
    """Whether a capture is of the kind of page that a site gives its frame to."""
    return capture.media_type in HTML
