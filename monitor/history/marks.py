"""What people say of changes: notes, and one judgement that stands. They are in no archive, and survive a rebuild: a
mark names the public id of its change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.answers import Judgement, Mark
from monitor.history.database import instant, moment, transaction

STANDING = (
    "SELECT coalesce(r.new, m.change) AS now, m.* FROM mark m LEFT JOIN rekey r ON r.old = m.change"
    " WHERE m.ended_at IS NULL"
)


def add_note(history: Database, change: str, words: str, *, by: str, now: datetime) -> Mark:
    """Adds a note to a change (its public id). Notes add up."""
    with transaction(history):
        return _write(history, change, Mark("note", words, by, now))


def judge(history: Database, change: str, kind: Judgement, words: str, *, by: str, now: datetime) -> Mark:
    """Says that a change is true or false. It takes the place of what was said before."""
    with transaction(history):
        _end(history, change, now)
        return _write(history, change, Mark(kind, words, by, now))


def take_back(history: Database, change: str, *, now: datetime) -> bool:
    """Takes the judgement on a change back; its notes stay. False when there was none."""
    with transaction(history):
        return _end(history, change, now)


def marks_of(history: Database, changes: Sequence[str] | None = None) -> dict[str, tuple[Mark, ...]]:
    """What stands of these changes, or of all that were marked, by their public ids: the judgement first, then the
    notes as they came. Changes without marks are left out.
    """
    where, values = "", list[str]()
    if changes is not None and len(changes) <= FEW:
        where, values = f" AND now IN ({', '.join('?' * len(changes))})", list(changes)
    rows = history.query(f"SELECT * FROM ({STANDING}) WHERE 1{where} ORDER BY kind = 'note', id", values)
    found: dict[str, list[Mark]] = defaultdict(list)
    for row in rows:
        found[row["now"]].append(_record(row))
    return {change: tuple(marks) for change, marks in found.items()}


FEW = 100  # changes that are asked for by name; of more, all that were marked are read: people do not mark thousands


def _write(history: Database, change: str, mark: Mark) -> Mark:
    history.execute(
        "INSERT INTO mark (change, kind, words, made_by, made_at) VALUES (?, ?, ?, ?, ?)",
        [change, mark.kind, mark.words, mark.by, instant(mark.at)],
    )
    return mark


def _end(history: Database, change: str, now: datetime) -> bool:
    sql = (
        "UPDATE mark SET ended_at = ? WHERE kind <> 'note' AND ended_at IS NULL"
        " AND (change = ? OR change IN (SELECT old FROM rekey WHERE new = ?))"
    )
    return bool(history.execute(sql, [instant(now), change, change]).rowcount)


def _record(row: dict[str, Any]) -> Mark:
    return Mark(row["kind"], row["words"], row["made_by"], moment(row["made_at"]))
