"""That a source says that there is none of a field: no chair, no observers, no secretariat.

It is no statement, for nobody is stated; it stands like one, from the capture that opened it to the one that closed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.answers import NoneRecord
from monitor.history.database import instant, moment, moment_or_none
from monitor.history.dating import FOREVER, dated_by
from monitor.model import FieldOutcome

ROWS = (  # of the departures that empty a list it is the last that did, of the arrivals the first that ends that
    "SELECT n.*, o.name AS source_name, o.precedence, c.public AS opened_public, e.public AS closed_public,"
    " iif(n.begins, (SELECT h.public FROM change h WHERE h.after_capture = n.capture AND h.source = n.source"
    " AND h.mechanism = n.mechanism AND h.field = n.field ORDER BY h.id DESC LIMIT 1), NULL) AS began,"
    " (SELECT h.public FROM change h WHERE h.after_capture = n.ended_by AND h.source = n.source"
    " AND h.mechanism = n.mechanism AND h.field = n.field ORDER BY h.id LIMIT 1) AS ended"
    " FROM none_span n JOIN source o ON o.id = n.source JOIN capture c ON c.id = n.capture"
    " LEFT JOIN capture e ON e.id = n.ended_by"
)


CURRENT = "coalesce(json_extract(s.value, '$.role'), '') NOT IN ('incoming', 'past')"
HELD = (  # somebody has the place
    "EXISTS (SELECT 1 FROM statement s WHERE s.mechanism = n.mechanism AND s.field = n.field AND s.source = n.source"
    f" AND s.closed_by IS NULL AND {CURRENT})"
)
LEFT = (  # nothing else of the mechanism is stated any more: it is off the table, or the source is one of another
    "EXISTS (SELECT 1 FROM statement s WHERE s.source = n.source AND s.closed_by = :capture"
    " AND s.mechanism = n.mechanism)"
    " AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.source = n.source AND s.closed_by IS NULL"
    " AND s.mechanism = n.mechanism)"
)


def record_nones(history: Database, source: int, capture: int, fields: Iterable[FieldOutcome]) -> None:
    """What a reading says there is none of, once its statements are written down, inside the caller's transaction.

    What was read in part, or is held, or is not spoken of says nothing, and ends nothing.
    """
    settled = [one for one in fields if one.mechanism is not None and one.outcome in ("ok", "unstated")]
    places = {"source": source, "capture": capture}
    for one in settled:
        place = {**places, "mechanism": one.mechanism, "field": one.field}
        if one.outcome == "ok" and one.none:
            history.execute(
                "INSERT INTO none_stated (source, mechanism, field, quote, opened_by)"
                " VALUES (:source, :mechanism, :field, :quote, :capture) ON CONFLICT DO NOTHING",
                {**place, "quote": one.none},
            )
        else:
            history.execute(
                "UPDATE none_stated SET closed_by = :capture WHERE closed_by IS NULL AND source = :source"
                " AND mechanism = :mechanism AND field = :field",
                place,
            )
    history.execute(
        f"UPDATE none_stated AS n SET closed_by = :capture WHERE closed_by IS NULL AND source = :source"
        f" AND ({HELD} OR {LEFT})",
        places,
    )


def nones(
    history: Database,
    mechanism: str,
    *,
    fields: Sequence[str] = (),
    sources: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[NoneRecord, ...]:
    """What a mechanism was said to have none of at any time in since <= t < until, by field and then as it came.

    An empty filter lets all pass.
    """
    where, values = ["n.mechanism = ?"], [mechanism]
    for column, wanted in (("n.field", fields), ("o.name", sources)):
        if wanted:
            where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    edges = [instant(one) if one else None for one in (since, since, until)]
    sql = (
        f"{ROWS} WHERE {' AND '.join(where)} AND coalesce(n.until > ?, 1) AND coalesce(n.watched_until >= ?, 1)"
        " AND coalesce(n.since < ?, 1) ORDER BY n.field, n.since, o.name"
    )
    return tuple(_record(row, None) for row in history.query(sql, [*values, *edges]))


def nones_now(
    history: Database, *, mechanism: str | None = None, field: str | None = None, at: datetime | None = None
) -> tuple[NoneRecord, ...]:
    """What sources say that there is none of, now or as it was observed at `at`; by mechanism, field and source."""
    where, values = [], []
    for column, wanted in (("n.mechanism", mechanism), ("n.field", field)):
        if wanted is not None:
            where.append(f"{column} = ?")
            values.append(wanted)
    until = FOREVER if at is None else instant(at)
    edges = ("n.since <= ?", "coalesce(n.until > ?, 1)", "coalesce(n.watched_until > ?, 1)")
    sql = f"{ROWS} WHERE {' AND '.join([*where, *edges])} ORDER BY n.mechanism, n.field, o.name"
    found = list(history.query(sql, [*values, *[until] * len(edges)]))
    return tuple(_record(row, dated_by(history, row["source"], until)) for row in found)


def _record(row: dict[str, Any], dated: str | None) -> NoneRecord:
    return NoneRecord(
        source=row["source_name"],
        mechanism=row["mechanism"],
        field=row["field"],
        text=row["quote"],
        opened_by=row["opened_public"],
        since=moment(row["since"]),
        closed_by=row["closed_public"],
        until=moment_or_none(row["until"]),
        watched_since=moment_or_none(row["watched_since"] or None),
        watched_until=moment_or_none(row["watched_until"]),
        began_with=row["began"],
        ended_with=row["ended"],
        dated=dated,
        rank=row["precedence"],
    )
