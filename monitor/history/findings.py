"""Findings as states: opened once when they begin, closed once when they end, not rewritten while they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlite_utils import Database

from monitor.documents.passing import settled
from monitor.history.database import instant
from monitor.lookups.findings import is_moment, is_stamped
from monitor.model import Finding

# States of a source, which no page's text decides alone.
OURS = frozenset({"source-failing", "lying-304", "archive-damaged", "stale"})

Identity = tuple[str, str | None, str | None, str]


def sync_findings(
    history: Database,
    source: int,
    findings: Iterable[Finding],
    at: datetime,
    capture: int | None = None,
    *,
    closing: bool = True,
) -> None:
    """Opens the findings that are new and, with `closing`, closes those of the page that are no longer among them.

    Inside the caller's transaction. A finding is the same while its kind, mechanism, field and message are; one on a
    line that the page stamps with a counter or a date also when nothing else differs.
    """
    stand = {_of_row(row): row["id"] for row in _open(history, source) if row["kind"] not in OURS}
    wanted = {_identity(finding): finding for finding in findings}
    gone, came = [one for one in stand if one not in wanted], [one for one in wanted if one not in stand]
    for old, new in _stamped_anew(gone, came):
        del stand[old], wanted[new]
    for identity, finding in wanted.items():
        if identity not in stand:
            open_finding(history, source, finding, at, capture)
    for identity, row in stand.items() if closing else ():
        if identity not in wanted:
            _close(history, row, at)


def open_finding(history: Database, source: int, finding: Finding, at: datetime, capture: int | None = None) -> None:
    """Writes one finding inside the caller's transaction."""
    ends = instant(at) if is_moment(finding.kind) else None
    history.execute(
        "INSERT INTO finding (source, kind, mechanism, field, message, quote, locator, opened_at, closed_at, opened_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(source, finding.kind, finding.mechanism, finding.field, finding.message, finding.quote, finding.locator),
            *(instant(at), ends, capture),
        ],
    )


def sync_state(history: Database, source: int, kind: str, message: str | None, at: datetime) -> None:
    """A state of a source (a kind of `OURS`) begins (`message`) or ends (None); told once each, however often seen."""
    sync_found(history, source, kind, None if message is None else Finding(kind, message), at)


def sync_found(history: Database, source: int, kind: str, found: Finding | None, at: datetime) -> None:
    """`sync_state` for a state that has words and a place."""
    stand = [row["id"] for row in _open(history, source) if row["kind"] == kind]
    if found is not None and not stand:
        open_finding(history, source, found, at)
    for row in stand if found is None else ():
        _close(history, row, at)


def _open(history: Database, source: int) -> list[dict[str, object]]:
    return list(history.query("SELECT * FROM finding WHERE source = ? AND closed_at IS NULL ORDER BY id", [source]))


def _close(history: Database, row: object, at: datetime) -> None:
    history.execute("UPDATE finding SET closed_at = max(opened_at, ?) WHERE id = ?", [instant(at), row])


def _stamped_anew(gone: Iterable[Identity], came: Iterable[Identity]) -> Iterator[tuple[Identity, Identity]]:
    """Findings that stand beside those that are the same but for counters and dates, each once."""
    free: dict[Identity, list[Identity]] = {}
    for new in came:
        if is_stamped(new[0]):
            free.setdefault((*new[:3], settled(new[3])), []).append(new)
    for old in gone if free else ():
        if alike := free.get((*old[:3], settled(old[3]))):
            yield old, alike.pop()


def _identity(finding: Finding) -> Identity:
    return finding.kind, finding.mechanism, finding.field, finding.message


def _of_row(row: dict[str, object]) -> Identity:
    mechanism, field = row["mechanism"], row["field"]
    return (
        str(row["kind"]),
        None if mechanism is None else str(mechanism),
        None if field is None else str(field),
        str(row["message"]),
    )
