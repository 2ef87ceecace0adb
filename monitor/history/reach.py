"""How far the watching of sources reaches: since when each was read, and when it left the configuration. Read-only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.answers import Reach
from monitor.history.database import instant, moment, moment_or_none

LATEST = (1 << 63) - 1
SPEAKING = """
SELECT o.name, o.id, (
    SELECT min(c.seen_at) FROM extraction e JOIN capture c ON c.id = e.capture WHERE e.source = o.id AND e.accepted = 1
) AS first
FROM source o WHERE first IS NOT NULL AND o.id IN (SELECT source FROM statement WHERE {where}) ORDER BY o.name
"""
SPANS = "SELECT since, until FROM source_span WHERE source = ? ORDER BY since"


def reach(
    history: Database,
    *,
    mechanisms: Sequence[str] = (),
    fields: Sequence[str] = (),
    who: str | None = None,
    at: datetime | None = None,
) -> tuple[Reach, ...]:
    """The sources that ever spoke of these, by name: whether they are watched now, or were at `at`. An empty filter
    lets all pass; `who`: the code of a country or the id of an organisation that is named in a value.
    """
    where, values = ["1"], list[str]()
    for column, wanted in (("mechanism", mechanisms), ("field", fields)):
        if wanted:
            where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if who is not None:
        where.append("(json_extract(value, '$.country') = ? OR json_extract(value, '$.id') = ?)")
        values += [who, who]
    then = LATEST if at is None else instant(at)
    rows = list(history.query(SPEAKING.format(where=" AND ".join(where)), values))
    return tuple(_reach(row, list(history.execute(SPANS, [row["id"]])), then) for row in rows)


def _reach(row: dict[str, Any], spans: Sequence[tuple[int, int | None]], then: int) -> Reach:
    name, first = row["name"], moment(row["first"])
    begun = [until for since, until in spans if since <= then]
    if row["first"] > then or not begun:
        return Reach(name, first, watched=False)
    until = begun[-1]
    if until is None or until > then:
        return Reach(name, first, watched=True)
    again = next((since for since, _ in spans if since > then), None)
    return Reach(name, first, watched=False, until=moment(until), again=moment_or_none(again))
