"""A whole history in public ids, and the past of its sources told again."""

from __future__ import annotations

from typing import Any

from monitor.upkeep import Restated, at_the_desk, restate
from tests.watched import Watched, reader

QUESTIONS = {
    "capture": "SELECT c.public, s.name, c.requested_url, c.final_url, c.redirects, c.fetched_at, c.status, c.sha256,"
    ' c.media_type, c.segment, c."offset", c.length, c.etag, c.last_modified, v.name, c.html_length, c.rendered,'
    " c.quality, c.origin, c.imported_at, c.redacted_at FROM capture c JOIN source s ON s.id = c.source"
    " LEFT JOIN verdict v ON v.id = c.verdict ORDER BY s.name, c.id",
    "extraction": "SELECT c.public, e.run, e.read_at, e.layout, e.extractor, e.lookups, e.outcome, e.accepted, e.dated,"
    " e.framed_at, b.public, e.source_fields, e.prose FROM extraction e JOIN capture c ON c.id = e.capture"
    " LEFT JOIN extraction w ON w.id = e.same_as LEFT JOIN capture b ON b.id = w.capture ORDER BY c.source, e.id",
    "extraction_field": "SELECT c.public, f.mechanism, f.field, f.outcome, f.claimed, f.listed, f.parsed, f.kept,"
    " f.under, f.unread"
    " FROM extraction_field f JOIN extraction e ON e.id = f.extraction JOIN capture c ON c.id = e.capture"
    " ORDER BY c.source, e.id, f.rowid",
    "statement": "SELECT s.public, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator, o.public, c.public"
    ", s.first_day, s.last_day"
    " FROM statement s JOIN capture o ON o.id = s.opened_by LEFT JOIN capture c ON c.id = s.closed_by"
    " ORDER BY s.source, s.id",
    "none_stated": "SELECT n.mechanism, n.field, n.quote, o.public, c.public FROM none_stated n"
    " JOIN capture o ON o.id = n.opened_by LEFT JOIN capture c ON c.id = n.closed_by ORDER BY n.source, n.id",
    "statement_wording": "SELECT s.public, w.language, w.value, c.public FROM statement_wording w"
    " JOIN statement s ON s.id = w.statement JOIN capture c ON c.id = w.read_in ORDER BY 1, 2",
    "change": "SELECT h.public, h.kind, h.mechanism, h.field, h.key, h.before, h.after, b.public, a.public,"
    " h.importance, h.summary, h.detected_at, h.correction, h.imported FROM change h"
    " LEFT JOIN capture b ON b.id = h.before_capture LEFT JOIN capture a ON a.id = h.after_capture"
    " ORDER BY h.source, h.id",
    "change_statement": "SELECT h.public, s.public, x.side FROM change_statement x JOIN change h ON h.id = x.change"
    " JOIN statement s ON s.id = x.statement ORDER BY 1, 2, 3",
    "change_quote": "SELECT h.public, q.quote, q.locator FROM change_quote q JOIN change h ON h.id = q.change"
    " ORDER BY h.source, h.id, q.rowid",
    "finding": "SELECT s.name, f.kind, f.mechanism, f.field, f.message, f.quote, f.locator, f.opened_at, f.closed_at,"
    " c.public FROM finding f JOIN source s ON s.id = f.source LEFT JOIN capture c ON c.id = f.opened_by"
    " ORDER BY s.name, f.opened_at, f.kind, f.message",
    "held": "SELECT s.name, h.mechanism, h.field, h.reason, h.fingerprint, h.since, h.runs, h.by_itself, h.ended_at,"
    " h.decision, h.why, h.decided_at FROM held h JOIN source s ON s.id = h.source ORDER BY s.name, h.id",
    "check": "SELECT k.run, s.name, k.verdict, k.checked_at, k.status, k.error, k.moved_to, c.public, k.outcome,"
    " k.changes FROM look k JOIN source s ON s.id = k.source LEFT JOIN capture c ON c.id = k.capture ORDER BY k.id",
    "site_edit": "SELECT e.change, s.name, c.public, e.host, e.went, e.came FROM site_edit e"
    " JOIN source s ON s.id = e.source JOIN capture c ON c.id = e.capture ORDER BY s.name, e.id",
    "source": "SELECT name, frame, framed_at FROM source ORDER BY name",
    "source_span": "SELECT s.name, w.since, w.until FROM source_span w JOIN source s ON s.id = w.source ORDER BY 1, 2",
    "fulltext": "SELECT body, what FROM fulltext ORDER BY what, body",
}


def all_of(watched: Watched) -> dict[str, list[tuple[Any, ...]]]:
    """The whole history, in public ids in place of the numbers of rows."""
    return watched.answers(QUESTIONS)


def again(watched: Watched, *sources: str) -> Restated:
    """The past of sources told again."""
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        return restate(desk, watched.settings, sources or [source.id for source in watched.settings.sources])
