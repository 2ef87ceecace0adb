"""Questions about what is stated: now, or as it was observed at an instant. Read-only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.errors import UsageError
from monitor.history.answers import Disagreement, FindingRecord, MechanismView, StatementRecord
from monitor.history.captures import GOOD
from monitor.history.check_rows import LOOKS
from monitor.history.database import instant, moment, moment_or_none
from monitor.history.dating import FOREVER, dated_by
from monitor.history.days import day_of
from monitor.history.nones import nones_now
from monitor.history.picking import is_over, picks
from monitor.history.reach import reach
from monitor.history.watching import findings

ROWS = """
SELECT s.*, o.name AS source_name, o.precedence, c.public AS opened_public, c.seen_at AS since,
    e.public AS closed_public, e.seen_at AS until
FROM statement s
JOIN source o ON o.id = s.source
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by
"""
WATCHED_AT = (
    "EXISTS (SELECT 1 FROM source_span w WHERE w.source = s.source AND w.since <= :at"
    " AND (w.until IS NULL OR w.until > :at))"
)
# Of what one capture closed: asked once for all statements that have it in common.
SEEN = f"""
SELECT checked_at FROM "check" WHERE source = :source AND verdict IN {GOOD} AND checked_at < :until
    AND id < coalesce((SELECT min(run) + 1 FROM extraction WHERE capture = :closed_by) * {LOOKS}, {FOREVER})
ORDER BY id DESC LIMIT 1
"""


def statements_now(
    history: Database,
    *,
    mechanism: str | None = None,
    country: str | None = None,
    organisation: str | None = None,
    source: str | None = None,
    field: str | None = None,
    at: datetime | None = None,
) -> tuple[StatementRecord, ...]:
    """Statements that hold now, or were observed to hold at `at`; ordered by mechanism, field, source, as they stand.

    Those of a source that left the configuration are not among them from then on, until it came back.
    """
    where, values = [], []
    for column, wanted in (("s.mechanism", mechanism), ("o.name", source), ("s.field", field)):
        if wanted is not None:
            where.append(f"{column} = ?")
            values.append(wanted)
    if country is not None:
        where.append("json_extract(s.value, '$.country') = ?")
        values.append(country.upper())
    if organisation is not None:
        where.append("json_extract(s.value, '$.id') = ?")
        values.append(organisation)
    if at is None:
        where.append("s.closed_by IS NULL AND o.retired_at IS NULL")
    else:
        where.append("c.seen_at <= :at AND (e.seen_at IS NULL OR e.seen_at > :at)")
        where.append(WATCHED_AT)
    return statements_of(history, " AND ".join(where), values, at=at)


def statements_of(
    history: Database, where: str, values: Sequence[str], *, at: datetime | None = None
) -> tuple[StatementRecord, ...]:
    """Statements by a condition over s (statement), o (source), c and e (the captures that opened and closed it)."""
    named = {f"v{number}": value for number, value in enumerate(values)}
    for name in named:
        where = where.replace("?", f":{name}", 1)
    sql = f"{ROWS} WHERE {where} ORDER BY s.mechanism, s.field, o.name, s.id"
    until = FOREVER if at is None else instant(at)
    rows = list(history.query(sql, {**named, "at": until}))
    dated = {one: dated_by(history, one, until) for one in {row["source"] for row in rows}}
    seen = {
        (source, closed): _one(history, SEEN, {"source": source, "closed_by": closed, "until": ended})
        for source, closed, ended in {(row["source"], row["closed_by"], row["until"] or FOREVER) for row in rows}
    }
    return tuple(_record(row, dated[row["source"]], seen[row["source"], row["closed_by"]]) for row in rows)


def show_mechanism(history: Database, mechanism: str, *, at: datetime | None = None) -> MechanismView:
    """All that is stated of a mechanism. UsageError when no source ever spoke of it.

    A chair whose term ended before the source's own date is left out, and a finding says so.
    """
    if not history.execute("SELECT 1 FROM statement WHERE mechanism = ? LIMIT 1", [mechanism]).fetchone():
        fix = "the ids stand in monitor/lookups/mechanisms.toml"
        raise UsageError(f"no source has spoken of a mechanism {mechanism}", fix=fix)
    stated = statements_now(history, mechanism=mechanism, at=at)
    ended = tuple(one for one in stated if is_over(one))
    remarks = findings(history, mechanism=mechanism, open_only=at is None)
    stood = list(remarks) if at is None else _remarked(history, remarks, at)
    stood += [_ended(one) for one in ended if not any(two.kind == "ended-term" for two in stood)]
    differing = disagreements(history, mechanism=mechanism) if at is None else ()
    standing = tuple(one for one in stated if one not in ended)
    reached = reach(history, mechanisms=[mechanism], at=at)
    none = nones_now(history, mechanism=mechanism, at=at)
    return MechanismView(mechanism, at, standing, ended, tuple(stood), differing, picks(stated, none), reached, none)


def disagreements(
    history: Database, *, mechanism: str | None = None, source: str | None = None
) -> tuple[Disagreement, ...]:
    """Where open statements of two sources differ in what no language changes; see the view `disagreement`."""
    where, values = ["1"], []
    for condition, wanted in (("mechanism = ?", mechanism), ("? IN (source, other_source)", source)):
        if wanted is not None:
            where.append(condition)
            values.append(wanted)
    sql = f"SELECT * FROM disagreement WHERE {' AND '.join(where)} ORDER BY mechanism, field, source, other_source"
    return tuple(
        Disagreement(
            *(row["mechanism"], row["field"], row["source"], row["said"], row["dated"]),
            *(row["other_source"], row["other_said"], row["other_dated"]),
            *(datetime.fromisoformat(row["since"]), datetime.fromisoformat(row["other_since"])),
            *(row["family"], row["lags"]),
        )
        for row in history.query(sql, values)
    )


def _ended(one: StatementRecord) -> FindingRecord:
    term = str(one.value["term"]).partition("/")[2] or one.value["term"]
    message = f"the term of {one.value.get('name') or one.text} ended {term}, the source is dated {one.dated}"
    place = (one.mechanism, one.field, one.quote, one.locator)
    return FindingRecord(one.source, "ended-term", message, *place, one.since, None)


def _remarked(history: Database, remarks: Iterable[FindingRecord], at: datetime) -> list[FindingRecord]:
    sql = f"SELECT s.name FROM (SELECT id AS source, name FROM source) s WHERE {WATCHED_AT}"
    watched = {name for (name,) in history.execute(sql, {"at": instant(at)})}
    return [one for one in remarks if one.source in watched and _stood(one, at)]


def _stood(one: FindingRecord, at: datetime) -> bool:
    return one.opened_at <= at and (one.closed_at is None or one.closed_at > at)


def _one(history: Database, sql: str, values: Any) -> Any:
    found = history.execute(sql, values).fetchone()
    return found[0] if found else None


def _record(row: dict[str, Any], dated: str | None, seen: int | None) -> StatementRecord:
    return StatementRecord(
        id=row["public"],
        source=row["source_name"],
        mechanism=row["mechanism"],
        field=row["field"],
        key=row["key"],
        value=json.loads(row["value"]),
        text=row["text"],
        quote=row["quote"],
        locator=row["locator"],
        opened_by=row["opened_public"],
        since=moment(row["since"]),
        closed_by=row["closed_public"],
        until=moment_or_none(row["until"]),
        last_seen=moment_or_none(seen),
        dated=dated,
        first_day=day_of(row["first_day"]),
        last_day=day_of(row["last_day"]),
        said=row["said"],
        rank=row["precedence"],
    )
