"""That a page is back that was told as gone: the end of what `page.gone` began, told once."""

from __future__ import annotations

import json
from datetime import datetime

from sqlite_utils import Database

from monitor.compare.page import back
from monitor.history.database import moment
from monitor.history.news import Sides
from monitor.model import Change, Check

FRESH = ("new", "changed")  # the look brought a capture of its own


def returned(history: Database, run: int | None, source: int, check: Check) -> list[Change]:
    """What a good look tells of a page that was gone: it is back at the address at which it was gone. One that moved
    meanwhile is not, and neither is the next document behind a link.
    """
    last = history.execute(
        "SELECT kind, before, detected_at FROM change WHERE source = ? AND correction = 0"
        " AND kind IN ('page.gone', 'page.back', 'page.moved') ORDER BY id DESC LIMIT 1",
        [source],
    ).fetchone()
    if last is None or last[0] != "page.gone":
        return []
    url = str(json.loads(last[1]))
    if _bare(_asked(history, source, check)) != _bare(url):
        return []
    return [] if run is not None and _was_well(history, source, last[2]) else [back(url)]


def gone_at(history: Database, source: int) -> datetime:
    """When it was told last that a page is gone: from that follows the id of what ends it."""
    sql = "SELECT detected_at FROM change WHERE source = ? AND kind = 'page.gone' ORDER BY id DESC LIMIT 1"
    return moment(history.execute(sql, [source]).fetchone()[0])


def sides(check: Check) -> Sides:
    """The capture that shows it, where the look brought one: bytes that were there before show nothing of today."""
    return Sides(after=check.capture if check.verdict in FRESH else None)


def _asked(history: Database, source: int, check: Check) -> str:
    """The address that a look asked for: that of its capture, else the one that is configured."""
    sql = "SELECT coalesce((SELECT requested_url FROM capture WHERE public = ?), url) FROM source WHERE id = ?"
    return str(history.execute(sql, [check.capture, source]).fetchone()[0])


def _was_well(history: Database, source: int, gone: int) -> bool:
    """Whether a look since then was good: an earlier version saw the page come back, and told nothing."""
    sql = (
        'SELECT 1 FROM "check" k JOIN verdict v ON v.id = k.verdict WHERE k.source = :source AND v.good = 1'
        ' AND k.id > (SELECT max(id) FROM "check" WHERE source = :source AND checked_at = :gone) LIMIT 1'
    )
    return history.execute(sql, {"source": source, "gone": gone}).fetchone() is not None


def _bare(url: str) -> str:
    return url.partition("#")[0]
