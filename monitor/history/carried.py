"""What only a history knows of a source's past, carried over to the same past told again.

When a thing was detected and in which run; which look had which capture; which ids were given out. What was not in the
history before is news only when no capture as late had been read, or a look shows it that is later than those that are
known, and no capture was imported.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from monitor.history.database import instant

Row = dict[str, Any]
EXTRACTIONS = (
    "SELECT e.id, e.read_at, e.run, e.accepted, c.public, c.fetched_at FROM main.extraction e"
    " JOIN main.capture c ON c.id = e.capture WHERE e.source = ? ORDER BY e.id"
)
CHANGES = (
    "SELECT h.*, b.public AS before_public, a.public AS after_public, a.fetched_at AS after_at,"
    " coalesce(b.imported_at, a.imported_at) AS had"
    " FROM main.change h LEFT JOIN main.capture b ON b.id = h.before_capture"
    " LEFT JOIN main.capture a ON a.id = h.after_capture WHERE h.source = ? ORDER BY h.id"
)
WRITTEN = (
    *("public", "kind", "mechanism", "field", "key", "before", "after"),
    *("importance", "summary", "detected_at", "correction", "imported"),
)
STATEMENTS = (
    "SELECT s.*, o.seen_at AS since, coalesce(c.seen_at, 9223372036854775807) AS until FROM main.statement s"
    " JOIN main.capture o ON o.id = s.opened_by LEFT JOIN main.capture c ON c.id = s.closed_by"
    " WHERE s.source = ? ORDER BY s.id"
)
FINDINGS = (
    "SELECT f.*, c.public AS opened_public FROM main.finding f LEFT JOIN main.capture c ON c.id = f.opened_by"
    " WHERE f.source = ? AND f.opened_by IS NOT NULL ORDER BY f.id"
)


TURNS = {"opened_at": "opened_turn", "closed_at": "closed_turn", "since": "began_turn", "ended_at": "ended_turn"}


@dataclass(frozen=True, slots=True)
class Past:
    """The rows of a source, as they stood before."""

    captures: list[Row]
    extractions: list[Row]
    changes: list[Row]
    statements: list[Row]
    findings: list[Row]
    held: list[Row]
    looks: list[Row]  # id of a look, public id of its capture
    looked_at: int  # when the last look was, 0 when there was none

    @property
    def is_empty(self) -> bool:
        """Whether the history had nothing of the source."""
        return not self.captures


class Told(NamedTuple):
    """Public ids of changes that the history did not know, how many ids mean something else now, which are news."""

    changes: tuple[str, ...]
    rekeyed: int
    news: tuple[str, ...]


def past(history: Database, row: int) -> Past:
    """The past of the source in this row."""

    def rows(sql: str) -> list[Row]:
        return list(history.query(sql, [row]))

    return Past(
        captures=rows("SELECT * FROM main.capture WHERE source = ?"),
        extractions=rows(EXTRACTIONS),
        changes=rows(CHANGES),
        statements=rows(STATEMENTS),
        findings=rows(FINDINGS),
        held=rows("SELECT * FROM main.held WHERE source = ? ORDER BY id"),
        looks=rows(
            'SELECT k.source, k.id, c.public FROM main."check" k'
            " JOIN main.capture c ON c.id = k.capture WHERE k.source = ?"
        ),
        looked_at=rows('SELECT coalesce(max(checked_at), 0) AS at FROM main."check" WHERE source = ?')[0]["at"],
    )


def carry(history: Database, row: int, before: Past, now: datetime, *, corrections: bool = False) -> Told:
    """Carries over what the past before had, to what stands now. Inside the caller's transaction. `corrections`: what
    was not known before, and is not what others captured, is a correction: our own code reads the same captures
    otherwise.
    """
    now_at = instant(now)
    _of_the_page(history, row, before)
    after = past(history, row)
    _looks(history, before)
    _captures(history, before)
    _extractions(history, before, after)
    _times(history, before.findings, after.findings, "finding", _finding, ("opened_at", "closed_at"))
    _decided(history, before.held, after.held)
    _times(history, before.held, past(history, row).held, "held", _held, ("since", "ended_at"))
    changes = _changes(history, before, after, now_at, corrections)
    statements = _statements(before, after)
    ids = {one["public"] for one in (*after.changes, *after.statements)}
    rekeyed = _rekey(history, {**changes.means, **statements}, ids, now_at)
    return Told(changes.unknown, rekeyed, changes.news)


def _of_the_page(history: Database, row: int, before: Past) -> None:
    """What was told of the page itself (it is gone, it moved) stands, though the archive of that time does not say so:
    versions before wrote it nowhere else.
    """
    stand = {public for (public,) in history.execute("SELECT public FROM main.change WHERE source = ?", [row])}
    for was in before.changes:
        if was["kind"].startswith("page.") and was["public"] not in stand:
            history.execute(
                f"INSERT INTO main.change ({', '.join(WRITTEN)}, source, before_capture, after_capture) VALUES"
                f" ({', '.join('?' * len(WRITTEN))}, ?, (SELECT id FROM main.capture WHERE public = ?),"
                " (SELECT id FROM main.capture WHERE public = ?))",
                [*(was[name] for name in WRITTEN), row, was["before_public"], was["after_public"]],
            )


def _looks(history: Database, before: Past) -> None:
    now = "(SELECT id FROM main.capture WHERE public = ?)"
    sql = f'UPDATE main."check" SET capture = {now} WHERE source = ? AND id = ?'
    history.conn.executemany(sql, [(look["public"], look["source"], look["id"]) for look in before.looks])


def _captures(history: Database, before: Past) -> None:
    """The validators that came last with the same bytes."""
    sql = "UPDATE main.capture SET etag = ?, last_modified = ? WHERE public = ?"
    history.conn.executemany(sql, [(one["etag"], one["last_modified"], one["public"]) for one in before.captures])


def _extractions(history: Database, before: Past, after: Past) -> None:
    """When each capture was read, and in which run: the first time, the second ..."""
    times = _queues(before.extractions, lambda one: one["public"])
    for one in after.extractions:
        if queue := times[one["public"]]:
            was = queue.popleft()
            sql = "UPDATE main.extraction SET read_at = ?, run = ? WHERE id = ?"
            history.execute(sql, [was["read_at"], was["run"], one["id"]])


def _times(
    history: Database,
    before: Iterable[Row],
    after: Iterable[Row],
    table: str,
    identity: Callable[[Row], Any],
    columns: tuple[str, ...],
) -> None:
    """The times of what stood before and stands again, and its turns, so that nobody is told of it again; what has
    ended now and had not then keeps its new end.
    """
    were = _queues(before, identity)
    for one in after:
        if queue := were[identity(one)]:
            was = queue.popleft()
            for column in columns:
                if was[column] is not None and one[column] is not None:
                    sql = f"UPDATE main.{table} SET {column} = ?, {TURNS[column]} = ? WHERE id = ?"
                    history.execute(sql, [was[column], was[TURNS[column]], one["id"]])


def _decided(history: Database, before: Iterable[Row], after: Iterable[Row]) -> None:
    """What a person rejected, as it waited then: where its capture was taken out, the archive does not say why."""
    were = _queues((one for one in before if one["decision"] == "rejected"), _rejected)
    columns = ("reason", "since", "runs", "by_itself")
    sql = f"UPDATE main.held SET {', '.join(f'{one} = ?' for one in columns)} WHERE id = ?"
    for one in after:
        if one["decision"] == "rejected" and (queue := were[_rejected(one)]):
            was = queue.popleft()
            history.execute(sql, [*(was[name] for name in columns), one["id"]])


class _Changes(NamedTuple):
    unknown: tuple[str, ...]
    news: tuple[str, ...]
    means: dict[str, str | None]  # ids that were given out -> ids that say the same now


def _changes(history: Database, before: Past, after: Past, now: int, corrections: bool) -> _Changes:
    were = {one["public"]: one for one in before.changes}
    stand = {one["public"] for one in after.changes}
    alike = _queues((one for one in before.changes if one["public"] not in stand), _content)
    read = max((one["fetched_at"] for one in before.extractions if one["accepted"]), default=0)
    means: dict[str, str | None] = {}
    unknown, news = [], []
    for one in after.changes:
        was = were.get(one["public"])
        if was is None and (queue := alike[_content(one)]):
            was = queue.popleft()
            means[was["public"]] = one["public"]
        if was is not None:
            detected, late = was["detected_at"], was["imported"]
            ours = int(was["correction"] or one["correction"])
        else:
            unknown.append(one["public"])
            ours = int(corrections and one["had"] is None) or one["correction"]
            old = _seen_at(one) <= read and one["detected_at"] <= before.looked_at
            late = int(not ours and (one["had"] is not None or old))
            detected = one["detected_at"] if before.is_empty else now
            if not (late or ours or before.is_empty):
                news.append(one["public"])
        sql = "UPDATE main.change SET detected_at = ?, imported = ?, correction = ? WHERE id = ?"
        history.execute(sql, [detected, late, ours, one["id"]])
    last = {_end(one): one["public"] for one in after.changes}
    for public, one in were.items():
        if public not in stand and public not in means:
            means[public] = last.get(_end(one))
    return _Changes(tuple(unknown), tuple(news), means)


def _seen_at(change: Row) -> int:
    """When a change was seen; of what no capture shows, when it was told."""
    return int(change["detected_at"] if change["after_at"] is None else change["after_at"])


def _statements(before: Past, after: Past) -> dict[str, str | None]:
    """Statements that were given out under an id that stands no more -> the one that says the same at that time."""
    stand = {one["public"] for one in after.statements}
    said = _queues(after.statements, _claim)
    means: dict[str, str | None] = {}
    for was in before.statements:
        if was["public"] not in stand:
            same = said[_claim(was)]
            then = next((one for one in same if one["since"] <= was["since"] < one["until"]), None)
            found = then or next(iter(same), None)
            means[was["public"]] = found["public"] if found else None
    return means


def _rekey(history: Database, means: dict[str, str | None], stand: set[str], now: int) -> int:
    """Notes what ids mean now that were given out; those that stand again need no note. Who was told of a change by an
    id that is no more was told of the one that it means.
    """
    history.conn.executemany("DELETE FROM main.rekey WHERE old = ?", [(public,) for public in stand])
    for old, new in means.items():
        history.execute("UPDATE main.rekey SET new = ?, at = ? WHERE new = ?", [new, now, old])
        history.execute("INSERT OR REPLACE INTO main.rekey (old, new, at) VALUES (?, ?, ?)", [old, new, now])
        known = "INSERT OR IGNORE INTO main.told (change, outbox) SELECT ?, outbox FROM main.told WHERE change = ?"
        history.conn.executemany(known, [(new, old)] if new else [])
    return len(means)


def _queues(rows: Iterable[Row], identity: Callable[[Row], Any]) -> defaultdict[Any, deque[Row]]:
    found: defaultdict[Any, deque[Row]] = defaultdict(deque)
    for row in rows:
        found[identity(row)].append(row)
    return found


def _content(change: Row) -> tuple[Any, ...]:
    return tuple(change[name] for name in ("kind", "mechanism", "field", "key", "before", "after"))


def _end(change: Row) -> tuple[Any, ...]:
    return tuple(change[name] for name in ("mechanism", "field", "key", "after"))


def _claim(statement: Row) -> tuple[Any, ...]:
    return tuple(statement[name] for name in ("mechanism", "field", "key", "value"))


def _finding(finding: Row) -> tuple[Any, ...]:
    return tuple(finding[name] for name in ("kind", "mechanism", "field", "message", "opened_public"))


def _held(held: Row) -> tuple[Any, ...]:
    return tuple(held[name] for name in ("mechanism", "field", "reason", "since"))


def _rejected(held: Row) -> tuple[Any, ...]:
    return tuple(held[name] for name in ("mechanism", "field", "fingerprint", "decided_at"))
