"""What was stated of a mechanism over time: each value with its interval, and the changes it began and ended with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.database import instant, moment, moment_or_none
from monitor.history.days import day_of
from monitor.model import Json

# The `before` side of a change also has what it leaves as it is; the one that ends a statement is of the capture that
# closed it.
ROWS = (
    "SELECT s.*, o.name AS source_name, o.retired_at, c.public AS opened_public, c.fetched_at AS since,"
    " e.public AS closed_public, e.fetched_at AS until,"
    " (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change"
    " WHERE x.statement = s.id AND x.side = 'after' ORDER BY h.id LIMIT 1) AS began,"
    " (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change WHERE x.statement = s.id"
    " AND x.side = 'before' AND h.after_capture = s.closed_by ORDER BY h.id DESC LIMIT 1) AS ended"
    " FROM statement s JOIN source o ON o.id = s.source JOIN capture c ON c.id = s.opened_by"
    " LEFT JOIN capture e ON e.id = s.closed_by"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A value for as long as one source stated it.

    `until` None: it holds, or held when the source was last watched (`watched_until`). `began_with` and `ended_with`
    are ids of changes; None where a first reading brought it, or where no change tells of it.
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
    watched_until: datetime | None
    began_with: str | None
    ended_with: str | None
    first_day: date | None
    last_day: date | None


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
        where.append("(e.fetched_at IS NULL OR e.fetched_at > ?) AND coalesce(o.retired_at, ?) >= ?")
        edges += [instant(since)] * 3
    if until is not None:
        where.append("c.fetched_at < ?")
        edges.append(instant(until))
    sql = f"{ROWS} WHERE {' AND '.join(where)} ORDER BY s.field, c.fetched_at, o.name, s.id"
    return tuple(map(_stretch, history.query(sql, [*filled, *edges])))


def fields_told(history: Database) -> tuple[str, ...]:
    """The fields of which the history has anything."""
    sql = "SELECT field FROM statement UNION SELECT field FROM change"
    return tuple(field for (field,) in history.execute(sql))


def _stretch(row: dict[str, Any]) -> Stretch:
    retired = moment_or_none(row["retired_at"])
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
        closed_by=row["closed_public"],
        until=moment_or_none(row["until"]),
        watched_until=retired,
        began_with=row["began"],
        ended_with=row["ended"],
        first_day=day_of(row["first_day"]),
        last_day=day_of(row["last_day"]),
    )
