"""All that runs wrote, without what tells one run from another: equal for equal pasts, though runs were killed.

No numbers of rows, no times, no places in the archive, no public ids (they follow from the time of a look). A capture
is called by its source, its turn and its bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from monitor.archive import Archived, Revisit
from monitor.model import Decision
from tests.watched import Watched

Facts = dict[str, list[tuple[Any, ...]]]
PAGE = (
    "WITH page AS (SELECT c.id, s.name || ' ' || row_number() OVER (PARTITION BY c.source ORDER BY c.id) || ' '"
    " || substr(c.sha256, 1, 12) AS name FROM capture c JOIN source s ON s.id = c.source)"
)
DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")  # of a look, in the words of a finding
LATE = ("capture", "place", "fetched_at", "told")  # of the facts of decisions those that follow from a time
QUESTIONS = {
    "capture": "SELECT p.name, c.requested_url, c.final_url, c.redirects, c.status, c.media_type, v.name, c.etag,"
    " c.last_modified, c.html_length, c.rendered, c.quality, c.origin, c.redacted_at IS NULL FROM capture c"
    " JOIN page p ON p.id = c.id LEFT JOIN verdict v ON v.id = c.verdict ORDER BY c.source, c.id",
    "extraction": "SELECT p.name, e.layout, e.extractor, e.lookups, e.outcome, e.accepted, e.dated,"
    " e.framed_at IS NULL, w.capture = e.capture, e.source_fields, e.prose FROM extraction e"
    " JOIN page p ON p.id = e.capture LEFT JOIN extraction w ON w.id = e.same_as ORDER BY e.source, e.id",
    "extraction_field": "SELECT p.name, f.mechanism, f.field, f.outcome, f.claimed, f.listed, f.parsed, f.kept,"
    " f.under, f.unread"
    " FROM extraction_field f JOIN extraction e ON e.id = f.extraction JOIN page p ON p.id = e.capture"
    " ORDER BY e.source, e.id, f.rowid",
    "statement": "SELECT s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator, o.name, c.name, s.first_day,"
    " s.last_day FROM statement s JOIN page o ON o.id = s.opened_by LEFT JOIN page c ON c.id = s.closed_by"
    " ORDER BY s.source, s.id",
    "none_stated": "SELECT n.mechanism, n.field, n.quote, o.name, c.name FROM none_stated n"
    " JOIN page o ON o.id = n.opened_by LEFT JOIN page c ON c.id = n.closed_by ORDER BY n.source, n.id",
    "statement_wording": "SELECT s.field, s.key, w.language, w.value, p.name FROM statement_wording w"
    " JOIN statement s ON s.id = w.statement JOIN page p ON p.id = w.read_in ORDER BY s.source, s.id, w.language",
    # An edit of a site is told by whichever of its sources was read first.
    "change": "SELECT nullif(o.name, iif(h.kind = 'site.edited', o.name, '')), h.kind, h.mechanism, h.field, h.key,"
    " h.before, h.after, iif(h.kind = 'site.edited', NULL, b.name), iif(h.kind = 'site.edited', NULL, a.name),"
    " h.importance, h.summary, h.correction, h.imported FROM change h JOIN source o ON o.id = h.source"
    " LEFT JOIN page b ON b.id = h.before_capture LEFT JOIN page a ON a.id = h.after_capture"
    " ORDER BY h.kind = 'site.edited', h.source, h.id",
    "change_statement": "SELECT h.summary, s.mechanism, s.field, s.key, x.side FROM change_statement x"
    " JOIN change h ON h.id = x.change JOIN statement s ON s.id = x.statement ORDER BY h.source, h.id, s.id, 5",
    "change_quote": "SELECT h.summary, q.quote, q.locator FROM change_quote q JOIN change h ON h.id = q.change"
    " ORDER BY h.source, h.id, q.rowid",
    "finding": "SELECT s.name, f.kind, f.mechanism, f.field, f.message, f.quote, f.locator, f.closed_at IS NULL, p.name"
    " FROM finding f JOIN source s ON s.id = f.source LEFT JOIN page p ON p.id = f.opened_by"
    " ORDER BY s.id, f.kind, f.message, f.id",
    "held": "SELECT s.name, h.mechanism, h.field, h.reason, h.fingerprint, h.runs, h.by_itself, h.ended_at IS NULL,"
    " h.decision, h.why FROM held h JOIN source s ON s.id = h.source ORDER BY s.id, h.id",
    "source": "SELECT s.name, s.url, s.layout, s.family, s.settings, (SELECT count(*) FROM extraction e WHERE"
    " e.source = s.id AND e.id <= s.settled_after), s.retired_at IS NULL, s.forgot_check IS NULL, s.decided, s.frame,"
    " s.framed_at IS NULL, s.tested_at IS NULL, s.distrusted_at IS NULL FROM source s ORDER BY s.id",
    "source_span": "SELECT s.name, w.since = 0, w.until IS NULL FROM source_span w JOIN source s ON s.id = w.source"
    " ORDER BY s.id, w.since",
    "source_address": "SELECT s.name, a.url FROM source_address a JOIN source s ON s.id = a.source"
    " ORDER BY s.id, a.since",
    "followed_address": "SELECT s.name, f.url, f.until IS NULL FROM followed_address f JOIN source s ON s.id = f.source"
    " ORDER BY s.id, f.since",
    "host": "SELECT origin, failures, until IS NULL, reason, robots, robots_status FROM host ORDER BY origin",
    "site_edit": "SELECT s.name, p.name, h.summary, e.host, e.went, e.came FROM site_edit e"
    " JOIN source s ON s.id = e.source JOIN page p ON p.id = e.capture JOIN change h ON h.public = e.change"
    " ORDER BY s.id, e.id",
    "rekey": "SELECT old, new FROM rekey",
    "import": "SELECT source, origin, seen, added, ended_at IS NULL FROM import",
    "fulltext": "SELECT body, what FROM fulltext ORDER BY what, body",
}
# Tables that say when and how often was looked, what no run writes, and the one that is compared with the files.
APART = frozenset(
    {
        "run",
        "check",
        "check_text",
        "check_folded",
        "outbox",
        "told",
        "dead_letter",
        "standstill",
        "turn",
        "mark",
        "segment",
        "verdict",
        "region_overlap",
    }
)


def facts_of(watched: Watched) -> Facts:
    """What the history says, and as `archive` what the segments hold, each table by its name."""
    told = watched.answers({name: f"{PAGE} {question}" for name, question in QUESTIONS.items()})
    told["finding"] = [
        tuple(DATE.sub("DATE", value) if isinstance(value, str) else value for value in row) for row in told["finding"]
    ]
    return told | {"archive": [one for source in watched.archive.sources() for one in _archived(watched, source)]}


def looks_of(watched: Watched) -> list[tuple[Any, ...]]:
    """The looks whose finding a capture again the archive keeps."""
    found = (one for source in watched.archive.sources() for one in watched.archive.found(source))
    return [(one.source, one.content.fetched_at) for one in found if isinstance(one.content, Revisit)]


def is_known_to_its_end(watched: Watched) -> bool:
    """Whether the history knows every byte of every segment."""
    known = watched.ask("SELECT s.name, g.name, g.known FROM segment g JOIN source s ON s.id = g.source")
    there = [
        (source, path.name, path.stat().st_size)
        for source in watched.archive.sources()
        for path in watched.archive.segments(source)
    ]
    return sorted(known) == sorted(there)


def _archived(watched: Watched, source: str) -> list[tuple[Any, ...]]:
    """Captures and decisions, in their order, without times and ids."""
    found: list[tuple[Any, ...]] = []
    for one in watched.archive.found(source):
        match one.content:
            case Archived() as page:
                found.append((source, page.role, page.target_uri, page.status, page.sha256))
            case Decision() as made:
                facts = {name: value for name, value in made.facts.items() if name not in LATE}
                found.append((source, made.kind, str(facts)))
    overviews = [
        one for one in dict.fromkeys(found) if one[1] == "overview"
    ]  # one that nothing followed from comes again
    return sorted([*overviews, *(one for one in found if one[1] != "overview")], key=str)


def differences(told: Facts, expected: Facts) -> list[str]:
    """What one has and the other has not, a line each."""
    found = []
    for name in expected:
        extra, lacking = Counter(told[name]) - Counter(expected[name]), Counter(expected[name]) - Counter(told[name])
        found += [f"{name} too much: {row}" for row in extra.elements()]
        found += [f"{name} lacks: {row}" for row in lacking.elements()]
        if not (extra or lacking) and told[name] != expected[name]:
            found.append(f"{name} in another order")
    return found
