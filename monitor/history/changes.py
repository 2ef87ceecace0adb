"""Questions about changes: what changed, and what proves it. Read-only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.errors import UsageError
from monitor.history.answers import ChangeRecord, Evidence, Mark
from monitor.history.captures import capture
from monitor.history.database import instant, moment, moment_or_none
from monitor.history.marks import marks_of
from monitor.history.sites import shows
from monitor.history.standing import statements_of

ROWS = (
    "SELECT h.*, o.name AS source_name, b.public AS before_public, a.public AS after_public,"
    " b.fetched_at AS before_at, a.fetched_at AS after_at, first.public AS echo, page.name AS stated_by"
    " FROM change h"
    " JOIN source o ON o.id = h.source LEFT JOIN capture b ON b.id = h.before_capture"
    " LEFT JOIN capture a ON a.id = h.after_capture"
    " LEFT JOIN {echoes} ON change_echo.change = h.id LEFT JOIN change first ON first.id = change_echo.echo_of"
    " LEFT JOIN source page ON page.id = change_echo.stated_by"
)

NO_ECHOES = "(SELECT NULL AS change, NULL AS echo_of, NULL AS stated_by WHERE 0) change_echo"
IMPORTANCE = "iif(change_echo.change IS NULL, h.importance, 'low')"
OF_COUNTRY = "key = 'country' AND atom"


def changes(
    history: Database,
    *,
    sources: Sequence[str] = (),
    mechanisms: Sequence[str] = (),
    kinds: Sequence[str] = (),
    importance: Sequence[str] = (),
    fields: Sequence[str] = (),
    countries: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    corrections: bool = False,
    imported: bool | None = None,
) -> tuple[ChangeRecord, ...]:
    """Changes with since <= detected_at < until, newest first; an empty filter lets all pass.

    A kind `chair` or `chair.*` stands for all that begin with `chair.`. `countries` (codes): those that a change is
    about, by its key or a value before or after it: who chairs, who joined, where a meeting is held. `corrections`
    gives the corrections instead. `imported`: only those that imported captures show, or only the others.
    """
    where = ["h.correction = ?"]
    filled: list[Any] = [int(corrections)]
    if imported is not None:
        where.append("h.imported = ?")
        filled.append(int(imported))
    for column, wanted in (
        *(("o.name", sources), ("h.mechanism", mechanisms)),
        *((IMPORTANCE, importance), ("h.field", fields)),
    ):
        if wanted:
            where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            filled.extend(wanted)
    if kinds:
        where.append(f"({' OR '.join(['h.kind GLOB ?'] * len(kinds))})")
        filled.extend(name if "." in name else f"{name}.*" for name in kinds)
    if countries:
        among = f"IN ({', '.join('?' * len(countries))})"
        sides = (
            f"EXISTS (SELECT 1 FROM json_tree(h.{side}) WHERE {OF_COUNTRY} {among})" for side in ("before", "after")
        )
        where.append(f"(h.key {among} OR {' OR '.join(sides)})")
        filled.extend([*countries] * 3)
    for sign, edge in ((">=", since), ("<", until)):
        if edge is not None:
            where.append(f"h.detected_at {sign} ?")
            filled.append(instant(edge))
    return records(history, " AND ".join(where), filled, limit=limit)


def records(
    history: Database, where: str, filled: Sequence[Any] | dict[str, Any], *, limit: int | None = None
) -> tuple[ChangeRecord, ...]:
    """The changes (`h`) for which a condition in SQL holds, newest first, with what people say of them."""
    most = "" if limit is None else f" LIMIT {limit:d}"
    rows = list(history.query(f"{_rows(history)} WHERE {where} ORDER BY h.detected_at DESC, h.id DESC{most}", filled))
    marks = marks_of(history, [row["public"] for row in rows])
    return tuple(_record(row, marks.get(row["public"], ())) for row in rows)


def _rows(history: Database) -> str:
    """What is asked of changes. Without language versions there is no echo, and the view stays out: a new connection
    takes it in for longer than it takes for all the rest.
    """
    (versions,) = history.execute("SELECT EXISTS (SELECT 1 FROM language_version)").fetchone()
    return ROWS.format(echoes="change_echo" if versions else NO_ECHOES)


def kinds_told(history: Database) -> tuple[str, ...]:
    """The kinds of change that the history has."""
    return tuple(kind for (kind,) in history.execute("SELECT DISTINCT kind FROM change ORDER BY kind"))


def change(history: Database, prefix: str) -> ChangeRecord:
    """The change with this id, or whose id alone begins so, also one that it had once; else UsageError."""
    of = f"{_rows(history)} WHERE substr(h.public, 1, ?) = ? LIMIT 2"
    found = list(history.query(of, [len(prefix), prefix.lower()]))
    if not found and (now := means_now(history, prefix)):
        found = list(history.query(of, [len(now), now]))
    if not found and prefix:
        _refuse_gone(history, prefix)
    if len(found) != 1 or not prefix:
        what = "several changes begin with" if found else "no change begins with"
        raise UsageError(f"{what} {prefix!r}", fix="`monitor changes --json` lists their ids")
    public = found[0]["public"]
    return _record(found[0], marks_of(history, [public]).get(public, ()))


def _refuse_gone(history: Database, prefix: str) -> None:
    """UsageError for an id that was given out and names nothing any more."""
    sql = "SELECT old, at FROM rekey WHERE new IS NULL AND substr(old, 1, ?) = ? LIMIT 2"
    found = history.execute(sql, [len(prefix), prefix.lower()]).fetchall()
    if len(found) == 1:
        ((old, at),) = found
        message = f"what {old} named is no more since {moment(at):%Y-%m-%d}, when the past was told again without it"
        raise UsageError(message, fix="a history from before that has it; `monitor changes --json` lists the others")


def means_now(history: Database, prefix: str) -> str | None:
    """The id that says today what the one that was given out as this, or whose beginning this is, said then."""
    sql = "SELECT DISTINCT new FROM rekey WHERE new IS NOT NULL AND substr(old, 1, ?) = ? LIMIT 2"
    found = history.execute(sql, [len(prefix), prefix.lower()]).fetchall()
    return str(found[0][0]) if len(found) == 1 and prefix else None


def evidence(history: Database, of: str | ChangeRecord) -> Evidence:
    """What proves a change (itself, its id or a prefix): the statements it closed and opened, with their captures."""
    found = change(history, of) if isinstance(of, str) else of
    sides = []
    for side in ("before", "after"):
        where = (
            "s.id IN (SELECT x.statement FROM change_statement x JOIN change h ON h.id = x.change"
            " WHERE h.public = ? AND x.side = ?)"
        )
        sides.append(statements_of(history, where, [found.id, side]))
    before, after = (capture(history, one) if one else None for one in (found.before_capture, found.after_capture))
    quotes = history.execute(
        "SELECT q.quote, q.locator FROM change_quote q JOIN change h ON h.id = q.change WHERE h.public = ?"
        " ORDER BY q.rowid",
        [found.id],
    ).fetchall()
    shown = shows(history, found.id) if found.kind.startswith("site.") else ()
    return Evidence(found, sides[0], sides[1], before, after, tuple((words, where) for words, where in quotes), shown)


def _record(row: dict[str, Any], marks: tuple[Mark, ...]) -> ChangeRecord:
    return ChangeRecord(
        id=row["public"],
        detected_at=moment(row["detected_at"]),
        source=row["source_name"],
        mechanism=row["mechanism"],
        kind=row["kind"],
        importance="low" if row["echo"] or row["stated_by"] else row["importance"],
        field=row["field"],
        key=row["key"],
        before=_value(row["before"]),
        after=_value(row["after"]),
        before_capture=row["before_public"],
        after_capture=row["after_public"],
        summary=row["summary"],
        correction=bool(row["correction"]),
        imported=bool(row["imported"]),
        happened_after=moment_or_none(row["before_at"]),
        happened_before=moment_or_none(row["after_at"]),
        echo_of=row["echo"],
        stated_by=row["stated_by"],
        marks=marks,
    )


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
