"""Addresses: where a source was configured to be, where a followed link led, and where redirects ended."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import UsageError
from monitor.history.answers import SourceAddress
from monitor.history.database import moment, moment_or_none, transaction
from monitor.history.segments import know
from monitor.history.sources import next_instant, source_row, start_trusted
from monitor.model import Place


def follows(history: Database, source: str) -> str | None:
    """The address that a source's link leads to now; None where none was followed yet."""
    found = history.execute(
        "SELECT f.url FROM followed_address f JOIN source s ON s.id = f.source WHERE s.name = ? AND f.until IS NULL",
        [source],
    ).fetchone()
    return str(found[0]) if found else None


def record_followed(
    history: Database, source: str, url: str, place: Place, *, now: datetime, decided: Place | None = None
) -> None:
    """Notes that a source's link leads to `url` from now on; `place` is that of the archived page with the link, and
    `decided` that of the decision that says so.

    Writes nothing when it led there already. The server of another address has not lied yet.
    """
    if follows(history, source) == url:
        return
    row = source_row(history, source)
    with transaction(history):
        at = next_instant(history, "followed_address", row, now)
        history.execute("UPDATE followed_address SET until = ? WHERE source = ? AND until IS NULL", [at, row])
        history.execute(
            'INSERT OR REPLACE INTO followed_address (source, since, until, url, segment, "offset", length)'
            " VALUES (?, ?, NULL, ?, ?, ?, ?)",
            [row, at, url, place.segment, place.offset, place.length],
        )
        start_trusted(history, row, now)
        know(history, row, [place, decided] if decided else [place])


def addresses(history: Database, source: str) -> tuple[SourceAddress, ...]:
    """Every address of a source, oldest first. UsageError for a source that the history does not know."""
    row = history.execute("SELECT id FROM source WHERE name = ?", [source]).fetchone()
    if row is None:
        raise UsageError(f"the history knows no source {source}", fix="`monitor sources` lists them")
    found = history.execute(
        "SELECT url, kind, since, until FROM address_span WHERE source = ? ORDER BY since, kind", row
    )
    return tuple(SourceAddress(url, kind, moment(since), moment_or_none(until)) for url, kind, since, until in found)


def ends(history: Database, *, but: str) -> dict[str, frozenset[str]]:
    """Where the other watched sources ended that were redirected: final URL -> the addresses that were asked for.

    Of each source the page that it showed last: one that waits to be read, else that of the last look that had one.
    """
    found = history.execute(
        "WITH last AS (SELECT id AS source, (SELECT max(id) FROM capture WHERE source = s.id) AS capture FROM source s"
        " WHERE s.retired_at IS NULL AND s.name <> ?),"
        " shown AS (SELECT CASE WHEN c.verdict IS NULL THEN c.id ELSE coalesce(("
        '  SELECT k.capture FROM "check" k WHERE k.source = last.source AND k.capture IS NOT NULL'
        "  ORDER BY k.id DESC LIMIT 1), c.id) END AS capture FROM last JOIN capture c ON c.id = last.capture)"
        " SELECT c.final_url, c.requested_url FROM shown JOIN capture c ON c.id = shown.capture"
        " WHERE c.final_url <> c.requested_url",
        [but],
    )
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for final, requested in found:
        asked[final].add(requested)
    return {final: frozenset(urls) for final, urls in asked.items()}
