"""The last things the history knows of a source: what a look compares its answer with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from monitor.history.captures import ROWS, as_capture
from monitor.history.sources import source_row
from monitor.model import Capture, ContentVerdict


@dataclass(frozen=True, slots=True)
class LastReading:
    """How a capture was last read: by which extractor and lookups, and with which end.

    `settled`: under the settings that its source has now. `framed`: knowing of its site's frame what is known now.
    """

    extractor: str
    lookups: str
    failed: bool
    settled: bool
    framed: bool


def last_capture(history: Database, source: str) -> tuple[Capture, ContentVerdict | None] | None:
    """The capture of a source that was recorded last and how it was judged (None: not yet), good or not.

    The order is that of recording: a clock that was set back must not bring an older page forward.
    """
    row = next(
        history.query(
            f"{ROWS.replace('s.name AS source_name', 's.name AS source_name, v.name AS judged', 1)}"
            " LEFT JOIN verdict v ON v.id = c.verdict WHERE c.source = ? ORDER BY c.id DESC LIMIT 1",
            [source_row(history, source)],
        ),
        None,
    )
    return (as_capture(row), row["judged"]) if row else None


def last_reading(history: Database, capture: str) -> LastReading | None:
    """How a capture (public id) was last read; None when nothing ever read it."""
    found = history.execute(
        "SELECT e.extractor, e.lookups, e.outcome = 'failed', e.id > s.settled_after, e.framed_at IS s.framed_at"
        " FROM extraction e JOIN capture c ON c.id = e.capture JOIN source s ON s.id = c.source"
        " WHERE c.public = ? ORDER BY e.id DESC LIMIT 1",
        [capture],
    ).fetchone()
    if found is None:
        return None
    extractor, lookups, failed, settled, framed = found
    return LastReading(extractor, lookups, bool(failed), bool(settled), bool(framed))


def last_trouble(history: Database, source: str, capture: str) -> str | None:
    """What the last look said that found a capture (public id) and could not read it."""
    found = history.execute(
        'SELECT t.text FROM "check" k JOIN check_text t ON t.id = k.error JOIN capture c ON c.id = k.capture'
        " WHERE k.source = ? AND c.public = ? AND k.outcome = 'failed' ORDER BY k.id DESC LIMIT 1",
        [source_row(history, source), capture],
    ).fetchone()
    return found[0] if found else None
