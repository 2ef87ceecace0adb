"""Digests that nobody is to get as they are, since their words were redacted: what they told is told anew.

Their changes are untold again, and their channel has not heard what it heard by them. What it heard by digests behind
them it has heard still.
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
    for number in sorted(numbers, reverse=True):
        sql = "SELECT channel, window_from, heard FROM outbox WHERE id = ?"
        channel, begin, own = history.execute(sql, [number]).fetchone()
        history.execute("DELETE FROM told WHERE outbox = ?", [number])
        sql = "SELECT heard FROM outbox WHERE channel = ? AND id < ? ORDER BY id DESC LIMIT 1"
        (heard,) = history.execute(sql, [channel, number]).fetchone() or (None,)
        before = heard or _heard_at(history, begin)
        sql = "SELECT id, heard FROM outbox WHERE channel = ? ORDER BY id DESC LIMIT 1"
        last, known = history.execute(sql, [channel]).fetchone()
        left = before if last == number or own is None or known is None else _but_for(known, own, before)
        history.execute("UPDATE outbox SET heard = ? WHERE id = ?", [left, last])


def _but_for(known: str, own: str, before: str) -> str:
    """What a channel knows but for what it heard by one digest, with which it knew its `own` and before it `before`."""
    value, with_it, without = json.loads(known), json.loads(own), json.loads(before)
    if without["turn"] < with_it["turn"]:
        value["missed"] = [*value.get("missed", []), *without.get("missed", []), [without["turn"], with_it["turn"]]]
    for part in ("differed", "mistakes", "undelivered"):
        if part in value and part in with_it and part in without:
            begun = [one for one in with_it[part] if one not in without[part]]
            over = [one for one in without[part] if one not in with_it[part] and one not in value[part]]
            value[part] = [one for one in value[part] if one not in begun] + over
    calmed = {name for name, turn in with_it["calm"].items() if without["calm"].get(name) != turn}
    value["calm"] = {
        name: turn for name, turn in value["calm"].items() if name not in calmed or with_it["calm"][name] != turn
    }
    return json.dumps(value, ensure_ascii=False)


def _heard_at(history: Database, begin: int | None) -> str:
    """What a channel had heard when its first window began, of which it is not noted."""
    at = moment_or_none(begin)
    (turn,) = history.execute(BEFORE, {"begin": begin or 0}).fetchone()
    differed = sorted(one.place for one in disagreements_at(history, at)) if at else []
    return json.dumps({"turn": turn, "differed": differed, "mistakes": [], "calm": {}}, ensure_ascii=False)
