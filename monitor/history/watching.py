"""Questions about the watching: how sources fare, what was looked at, what is remarked and what waits. Read-only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from monitor.history.answers import CheckRecord, FindingRecord, Heartbeat, HeldRecord, RunRecord, SourceHealth
from monitor.history.check_rows import numbers_of
from monitor.history.database import instant, moment, moment_or_none

# In the place of the view of that name, which knows all looks.
STATE_THEN = (
    'WITH source_state AS (SELECT s.source, s.last_check, s.last_good, (SELECT min(id) FROM "check"'
    " WHERE source = s.source AND id > coalesce(s.last_good, 0) AND checked_at < :until) AS first_bad"
    ' FROM (SELECT o.id AS source, (SELECT max(id) FROM "check" WHERE source = o.id AND checked_at < :until)'
    ' AS last_check, (SELECT k.id FROM "check" k JOIN verdict v ON v.id = k.verdict WHERE k.source = o.id'
    " AND v.good = 1 AND coalesce(k.outcome, '') <> 'failed' AND k.checked_at < :until"
    " ORDER BY k.id DESC LIMIT 1) AS last_good FROM source o) s)"
)
STOOD_AT = (
    "f.opened_at < :at AND (f.closed_at IS NULL OR f.closed_at >= :at) AND EXISTS (SELECT 1 FROM source_span w"
    " WHERE w.source = f.source AND w.since < :at AND (w.until IS NULL OR w.until >= :at))"
)


def findings(
    history: Database,
    *,
    source: str | None = None,
    kind: str | None = None,
    mechanism: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    open_only: bool = False,
    stood_at: datetime | None = None,
    turns: tuple[int, int] | None = None,
) -> tuple[FindingRecord, ...]:
    """Findings that were opened or closed in since <= t < until (no window: all), or only those that stand now, or that
    stood right before an instant, of the sources that were watched then. `turns`: those that were opened or closed
    after the one turn and up to the other; only what has no turn goes by its time then.
    """
    first, last = instant(since) if since else None, instant(until) if until else None
    rows = history.query(
        "SELECT o.name AS source, f.kind, f.message, f.mechanism, f.field, f.quote, f.locator, f.opened_at,"
        " f.closed_at, f.opened_turn, f.closed_turn FROM finding f JOIN source o ON o.id = f.source"
        " WHERE (:source IS NULL OR o.name = :source) AND (:mechanism IS NULL OR f.mechanism = :mechanism)"
        " AND (:kind IS NULL OR f.kind = :kind) AND (:open = 0 OR (f.closed_at IS NULL AND o.retired_at IS NULL))"
        f" AND (:at IS NULL OR ({STOOD_AT}))"
        f" AND ({_came('opened', turns)} OR {_came('closed', turns)})"
        " ORDER BY f.opened_at, f.id",
        {
            "source": source,
            "kind": kind,
            "mechanism": mechanism,
            "open": int(open_only),
            "since": first,
            "until": last,
            "at": instant(stood_at) if stood_at else None,
            "after": turns[0] if turns else None,
            "upto": turns[1] if turns else None,
        },
    )
    return tuple(
        FindingRecord(**row, opened_at=moment(opened), closed_at=moment_or_none(closed))
        for row in rows
        for opened, closed in [(row.pop("opened_at"), row.pop("closed_at"))]
    )


def first_seen(history: Database) -> dict[str, datetime]:
    """The sources that are watched, and when a run first knew of each."""
    rows = history.execute("SELECT name, first_seen FROM source WHERE retired_at IS NULL").fetchall()
    return {name: moment(seen) for name, seen in rows}


def _came(turn: str, turns: tuple[int, int] | None) -> str:
    """Whether findings were `opened` or `closed` in the window."""
    at = f"((:since IS NULL OR f.{turn}_at >= :since) AND (:until IS NULL OR f.{turn}_at < :until))"
    ordered = f"f.{turn}_turn > :after AND f.{turn}_turn <= :upto"
    return at if turns is None else f"({ordered} OR (f.{turn}_turn IS NULL AND {at}))"


def held(history: Database, *, source: str | None = None, open_only: bool = True) -> tuple[HeldRecord, ...]:
    """Fields whose new reading waits, or with `open_only` False all that ever waited."""
    rows = history.query(
        "SELECT o.name AS source, h.* FROM held h JOIN source o ON o.id = h.source"
        " WHERE (:source IS NULL OR o.name = :source)"
        " AND (:open = 0 OR (h.ended_at IS NULL AND o.retired_at IS NULL))"
        " ORDER BY o.name, h.mechanism, h.field, h.since",
        {"source": source, "open": int(open_only)},
    )
    return tuple(
        HeldRecord(
            row["source"],
            row["mechanism"],
            row["field"],
            row["reason"],
            moment(row["since"]),
            row["runs"],
            bool(row["by_itself"]),
            moment_or_none(row["ended_at"]),
            row["decision"],
            row["why"],
            moment_or_none(row["decided_at"]),
            row["began_turn"],
            row["ended_turn"],
        )
        for row in rows
    )


def source_health(history: Database, *, until: datetime | None = None) -> tuple[SourceHealth, ...]:
    """Every source the history knows, by name; those that left the configuration are marked as retired. `until`: as
    their looks before then were.
    """
    rows = history.query(
        f"{'' if until is None else STATE_THEN}"
        " SELECT o.name, o.url, o.layout, o.retired_at IS NOT NULL AS retired, l.checked_at, v.name AS verdict,"
        " w.text AS error, g.checked_at AS success, b.checked_at AS failing,"
        " (SELECT outcome FROM extraction WHERE source = o.id ORDER BY id DESC LIMIT 1) AS outcome,"
        " (SELECT count(*) FROM capture WHERE source = o.id) AS captures,"
        " (SELECT count(*) FROM statement WHERE source = o.id AND closed_by IS NULL) AS statements,"
        " (SELECT count(*) FROM held WHERE source = o.id AND ended_at IS NULL AND decision IS NULL) AS held, d.dated"
        " FROM source_state t JOIN source o ON o.id = t.source"
        ' LEFT JOIN "check" l ON l.source = o.id AND l.id = t.last_check LEFT JOIN verdict v ON v.id = l.verdict'
        ' LEFT JOIN check_text w ON w.id = l.error LEFT JOIN "check" g ON g.source = o.id AND g.id = t.last_good'
        ' LEFT JOIN "check" b ON b.source = o.id AND b.id = t.first_bad'
        " LEFT JOIN source_dated d ON d.source = o.id ORDER BY o.name",
        {} if until is None else {"until": instant(until)},
    )
    return tuple(
        SourceHealth(
            source=row["name"],
            url=row["url"],
            layout=row["layout"],
            retired=bool(row["retired"]),
            last_check=moment_or_none(row["checked_at"]),
            last_verdict=row["verdict"],
            last_error=row["error"],
            last_success=moment_or_none(row["success"]),
            failing_since=moment_or_none(row["failing"]),
            outcome=row["outcome"],
            captures=row["captures"],
            open_statements=row["statements"],
            held=row["held"],
            dated=row["dated"],
        )
        for row in rows
    )


def checks(
    history: Database, *, run: int | None = None, source: str | None = None, limit: int | None = None
) -> tuple[CheckRecord, ...]:
    """Looks, newest first; without run and source those of the last run."""
    if run is None and source is None:
        run = history.execute("SELECT max(id) FROM run").fetchone()[0]
    rows = history.query(
        "SELECT k.*, o.name AS source_name, v.name AS verdict_name, c.public FROM source o"
        " JOIN look k ON k.source = o.id JOIN verdict v ON v.id = k.verdict LEFT JOIN capture c ON c.id = k.capture"
        " WHERE k.id BETWEEN :first AND :last AND (:source IS NULL OR o.name = :source)"
        " ORDER BY k.id DESC LIMIT :limit",
        {**numbers_of(run), "source": source, "limit": -1 if limit is None else limit},
    )
    return tuple(
        CheckRecord(
            run=row["run"],
            source=row["source_name"],
            verdict=row["verdict_name"],
            checked_at=moment(row["checked_at"]),
            status=row["status"],
            received=row["received"] or 0,
            seconds=(row["milliseconds"] or 0) / 1000,
            error=row["error"],
            moved_to=row["moved_to"],
            capture=row["public"],
            outcome=row["outcome"],
            changes=row["changes"] or 0,
        )
        for row in rows
    )


def runs(history: Database, *, limit: int = 20) -> tuple[RunRecord, ...]:
    """Runs, newest first. `ended_at` None: it is under way, or it was killed."""
    return tuple(_runs(history, "1 ORDER BY id DESC LIMIT ?", limit))


def last_run(history: Database) -> RunRecord | None:
    """The last run that ended, however many began since."""
    return next(_runs(history, "ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"), None)


def unended(history: Database) -> tuple[RunRecord, ...]:
    """The runs that began since the last one that ended, newest first: the first of them may be under way."""
    after = "coalesce((SELECT id FROM run WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1), 0)"
    return tuple(_runs(history, f"id > {after} ORDER BY id DESC"))


def heartbeat(history: Database) -> Heartbeat:
    """Proof of life: how many sources the last run that ended looked at, and how many were well."""
    sources = history.execute("SELECT count(*) FROM source WHERE retired_at IS NULL").fetchone()[0]
    last = last_run(history)
    if last is None:
        return Heartbeat(None, None, 0, 0, sources)
    return Heartbeat(last.id, last.ended_at, last.checks, last.checks - last.failed, sources)


def _runs(history: Database, which: str, *values: int) -> Iterator[RunRecord]:
    columns = "id, started_at, ended_at, looks, failed, changes"
    for row in history.query(f"SELECT {columns} FROM run WHERE {which}", list(values)):
        yield RunRecord(
            id=row["id"],
            started_at=moment(row["started_at"]),
            ended_at=moment_or_none(row["ended_at"]),
            checks=row["looks"],
            failed=row["failed"],
            changes=row["changes"],
        )
