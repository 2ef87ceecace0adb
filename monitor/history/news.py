"""Changes as rows: each with its public id, its sides and the statements that prove them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from monitor.history.database import instant
from monitor.history.sources import source_row
from monitor.ids import canonical, public_id
from monitor.model import Change, Json


@dataclass(frozen=True, slots=True)
class Sides:
    """The captures (public ids) on both sides of a change, and the rows of the statements that were opened with it."""

    before: str | None = None
    after: str | None = None
    opened: tuple[int, ...] = ()


def write_change(
    history: Database,
    source: str,
    change: Change,
    at: datetime,
    sides: Sides,
    *,
    correction: bool = False,
    decided_at: datetime | None = None,
) -> str | None:
    """Writes one change inside the caller's transaction and returns its public id, None when it stands there already.

    The id follows from the content and the capture; of what no capture shows (a page is gone) from the time of
    detection, or that at which it was `decided_at`.
    One that was written of the same capture (a correction there and back and there again) is not written twice.
    """
    place = (change.mechanism, change.field, change.key)
    seen = sides.after or (decided_at or at).astimezone(UTC).isoformat(timespec="microseconds")
    public = public_id(source, change.kind, *place, change.before, change.after, seen)
    captures = "(SELECT id FROM capture WHERE public = ?)"
    cursor = history.execute(
        "INSERT INTO change (public, source, kind, mechanism, field, key, before,"
        " after, before_capture, after_capture, importance, summary, detected_at, correction)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, {captures}, {captures}, ?, ?, ?, ?)"
        " ON CONFLICT (public) DO NOTHING",
        [
            *(public, source_row(history, source), change.kind, *place, _json(change.before), _json(change.after)),
            *(sides.before, sides.after, change.importance, change.summary, instant(at), int(correction)),
        ],
    )
    if not cursor.rowcount:
        return None
    rows = [(cursor.lastrowid, row, "before") for row in (*change.closes, *change.stands)]
    rows += [(cursor.lastrowid, sides.opened[index], "after") for index in change.opens]
    history.conn.executemany("INSERT INTO change_statement (change, statement, side) VALUES (?, ?, ?)", rows)
    quotes = [(cursor.lastrowid, *quote) for quote in dict.fromkeys(change.quotes)]
    history.conn.executemany("INSERT INTO change_quote (change, quote, locator) VALUES (?, ?, ?)", quotes)
    return public


def _json(value: Json) -> str | None:
    return None if value is None else canonical(value)
