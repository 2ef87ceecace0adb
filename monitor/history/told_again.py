"""What a past that is told again has beside captures: a page that was gone, a capture that was taken out."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.compare.page import gone
from monitor.history.captures import last_good
from monitor.history.database import instant, transaction
from monitor.history.news import Sides, write_change
from monitor.history.sources import begin_anew, source_row
from monitor.model import Decision


def tell_gone(history: Database, source: str, url: str, *, at: datetime) -> None:
    """Writes that no page was at an address any more, as it was told at that time."""
    with transaction(history):
        write_change(history, source, gone(url), at, Sides())


def begin_behind_redacted(history: Database, source: str) -> None:
    """Where the last good capture says nothing any more, the next reading is a new baseline: what that one showed was
    told when it came.
    """
    good = last_good(history, source)
    if good is not None and good.capture.redacted_at is not None:
        with transaction(history):
            begin_anew(history, source_row(history, source))


def record_redacted(history: Database, source: str, made: Decision) -> None:
    """Writes the row of a capture whose bytes were taken out on request: it was there, and says nothing."""
    facts = made.facts
    if facts.get("role"):  # a page that is no document of the source has no row
        return
    with transaction(history):
        history.execute(
            "INSERT OR IGNORE INTO capture (public, source, requested_url, final_url, redirects, fetched_at, status,"
            ' sha256, media_type, segment, "offset", length, redacted_at, verdict)'
            " VALUES (?, ?, ?, ?, '[]', ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM verdict WHERE name = ?))",
            [
                *(facts["capture"], source_row(history, source), facts["url"], facts["url"]),
                *(instant(datetime.fromisoformat(facts["fetched_at"])), facts.get("status", 200), facts["sha256"]),
                *(facts.get("media_type", ""), facts["segment"], facts["offset"], facts["length"]),
                *(instant(made.at), facts.get("verdict", "changed")),
            ],
        )
