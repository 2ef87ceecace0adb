"""What was stated of a mechanism over time: each value with its interval, and the changes it began and ended with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.answers import NoneRecord
from monitor.history.database import instant, moment, moment_or_none
from monitor.history.days import day_of
from monitor.history.nones import nones
from monitor.ids import public_id
from monitor.model import Json

# The `before` side of a change also has what it leaves as it is; the one that ends a statement is of the capture that
# closed it.
ROWS = (
    "SELECT s.*, o.name AS source_name, c.public AS opened_public, e.public AS closed_public,"
    " p.since, p.until, p.watched_since, p.watched_until, p.begins,"
    " (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change"
    " WHERE x.statement = s.id AND x.side = 'after' ORDER BY h.id LIMIT 1) AS began,"
    " (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change WHERE x.statement = s.id"
    " AND x.side = 'before' AND h.after_capture = s.closed_by ORDER BY h.id DESC LIMIT 1) AS ended,"
    # looked for of the few that a source took up again, where AND would look for it of each
    " CASE WHEN p.begins OR p.until IS NULL THEN 0 ELSE"
    ' EXISTS (SELECT 1 FROM "check" k WHERE k.source = s.source AND k.capture = s.closed_by)'
    ' AND NOT EXISTS (SELECT 1 FROM "check" k JOIN verdict v ON v.id = k.verdict WHERE k.source = s.source AND v.good'
    " AND coalesce(k.outcome, '') <> 'failed' AND k.checked_at >= p.since AND k.checked_at < p.until) END AS unseen"
    " FROM statement s JOIN source o ON o.id = s.source JOIN statement_span p ON p.statement = s.id"
    " JOIN capture c ON c.id = s.opened_by LEFT JOIN capture e ON e.id = s.closed_by"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A value for as long as one source stated it and was watched: once more after the source left and came back. None
    where the source says that there is none.

    `until` None: it holds, or held when the source left the configuration (`watched_until`). `watched_since`: when the
    source came back, None where it had not left; `unseen`: then it was gone at the first look. `began_with` and
    `ended_with` are ids of changes; None where a first reading brought it, or where no change tells of it.
    """

    id: str
    source: str
    mechanism: str
    field: str
    key: str
    value: Json
    text: str
    opened_by: str
    since: datetime
    closed_by: str | None
    until: datetime | None
    watched_since: datetime | None
    watched_until: datetime | None
    began_with: str | None
    ended_with: str | None
    first_day: date | None
    last_day: date | None
    unseen: bool = False


def timeline(
    history: Database,
    mechanism: str,
    *,
    fields: Sequence[str] = (),
    sources: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Stretch, ...]:
    """What sources stated of a mechanism at any time in since <= t < until, by field and then as it came.

    An empty filter lets all pass.
    """
    where, filled = ["s.mechanism = ?"], [mechanism]
    for column, wanted in (("s.field", fields), ("o.name", sources)):
        if wanted:
            where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            filled.extend(wanted)
    edges: list[Any] = []
    if since is not None:
        where.append("(p.until IS NULL OR p.until > ?) AND coalesce(p.watched_until, ?) >= ?")
        edges += [instant(since)] * 3
    if until is not None:
        where.append("p.since < ?")
        edges.append(instant(until))
    sql = f"{ROWS} WHERE {' AND '.join(where)} ORDER BY s.field, p.since, o.name, s.id"
    found = [_stretch(row) for row in history.query(sql, [*filled, *edges])]
    found += map(_of_none, nones(history, mechanism, fields=fields, sources=sources, since=since, until=until))
    return tuple(sorted(found, key=lambda one: (one.field, one.since, one.source)))


def _of_none(one: NoneRecord) -> Stretch:
    return Stretch(
        id=public_id(one.source, one.mechanism, one.field, "none", one.opened_by),
        source=one.source,
        mechanism=one.mechanism,
        field=one.field,
        key="",
        value=None,
        text=one.text,
        opened_by=one.opened_by,
        since=one.since,
        closed_by=one.closed_by,
        until=one.until,
        watched_since=one.watched_since,
        watched_until=one.watched_until,
        began_with=one.began_with,
        ended_with=one.ended_with,
        first_day=None,
        last_day=None,
    )


def fields_told(history: Database) -> tuple[str, ...]:
    """The fields of which the history has anything."""
    sql = "SELECT field FROM statement UNION SELECT field FROM change"
    return tuple(field for (field,) in history.execute(sql))


def _stretch(row: dict[str, Any]) -> Stretch:
    ended = row["until"] is not None
    return Stretch(
        id=row["public"],
        source=row["source_name"],
        mechanism=row["mechanism"],
        field=row["field"],
        key=row["key"],
        value=json.loads(row["value"]),
        text=row["text"],
        opened_by=row["opened_public"],
        since=moment(row["since"]),
        closed_by=row["closed_public"] if ended else None,
        until=moment_or_none(row["until"]),
        watched_since=moment_or_none(row["watched_since"] or None),
        watched_until=moment_or_none(row["watched_until"]),
        began_with=row["began"] if row["begins"] else None,
        ended_with=row["ended"] if ended else None,
        first_day=day_of(row["first_day"]),
        last_day=day_of(row["last_day"]),
        unseen=bool(row["unseen"]),
    )
