"""Digests that nobody is to get as they are, since their words were redacted: what they told is told anew.

Their changes are untold again, and what their channel has heard goes back to where it was before them. What later
digests told beside the changes may come twice then; nothing of it is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from monitor.history.database import moment_or_none
from monitor.history.disagreed import disagreements_at

BEFORE = (
    "SELECT coalesce(min(at) - 1, (SELECT last FROM turn)) FROM (SELECT min(opened_turn) AS at FROM finding"
    " WHERE opened_at >= :begin UNION ALL SELECT min(closed_turn) FROM finding WHERE closed_at >= :begin)"
)


def withdraw(history: Database, numbers: Iterable[int]) -> None:
    """The next digest of their channel tells what these took into account. Inside the caller's transaction."""
    for number in sorted(numbers, reverse=True):  # the first of a channel says last what was heard before them all
        sql = "SELECT channel, window_from FROM outbox WHERE id = ?"
        channel, begin = history.execute(sql, [number]).fetchone()
        history.execute("DELETE FROM told WHERE outbox = ?", [number])
        sql = "SELECT heard FROM outbox WHERE channel = ? AND id < ? ORDER BY id DESC LIMIT 1"
        (heard,) = history.execute(sql, [channel, number]).fetchone() or (None,)
        sql = "UPDATE outbox SET heard = ? WHERE id = (SELECT max(id) FROM outbox WHERE channel = ?)"
        history.execute(sql, [heard or _heard_at(history, begin), channel])


def _heard_at(history: Database, begin: int | None) -> str:
    """What a channel had heard when its first window began, of which it is not noted."""
    at = moment_or_none(begin)
    (turn,) = history.execute(BEFORE, {"begin": begin or 0}).fetchone()
    differed = sorted(one.place for one in disagreements_at(history, at)) if at else []
    return json.dumps({"turn": turn, "differed": differed, "mistakes": [], "calm": {}}, ensure_ascii=False)
