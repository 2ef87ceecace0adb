"""Changes without the words of a capture that is redacted: each side that comes from it, the sentence, the quotes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from monitor.compare import english, summary
from monitor.compare.prose import LONGEST
from monitor.history.words import REDACTED, key_without_words, without_words, words_in
from monitor.ids import canonical
from monitor.model import Json

Row = dict[str, Any]


def reword(history: Database, capture: Row, stated: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Takes the words of a capture out of changes, inside the caller's transaction. `stated`: the rows of statements
    that it opened, as they read before.

    Returns the changes that had some, and those that it bears out though none of its words stand in them.
    """
    row, opened = capture["id"], {one["id"] for one in stated}
    chairs = {text for one in stated if one["field"] == "chair" for text in lost_words(one)}
    prose = _prose(history, row)
    altered, borne_out = [], []
    for one in list(history.query("SELECT * FROM change WHERE source = ? ORDER BY id", [capture["source"]])):
        borne = history.execute("SELECT side, statement FROM change_statement WHERE change = ?", [one["id"]]).fetchall()
        sides = {}
        for side in ("before", "after"):
            value = None if one[side] is None else json.loads(one[side])
            texts = words_in(value)
            is_its = one[f"{side}_capture"] == row or any(on == side and which in opened for on, which in borne)
            # An entry that a change leaves as it is may come from a capture that none of its sides names.
            is_its |= one["field"] == "chair" and not texts.isdisjoint(chairs)
            is_its |= side == "before" and _is_older_prose(history, one, texts, prose)
            sides[side] = (value, without_words(one["field"], value) if is_its else value)
        if one["after_capture"] == row:
            history.execute("UPDATE change_quote SET quote = ? WHERE change = ?", [REDACTED, one["id"]])
        if any(was != left for was, left in sides.values()):
            _write(history, one, *(left for _, left in sides.values()))
            altered.append(one)
        elif one["after_capture"] == row or opened & {which for _, which in borne}:
            borne_out.append(one)
    return altered, borne_out


def lost_words(statement: Row) -> frozenset[str]:
    """The texts in the value of a statement's row that are words of the page."""
    value = json.loads(statement["value"])
    return words_in(value) - words_in(without_words(statement["field"], value))


def _is_older_prose(history: Database, change: Row, texts: frozenset[str], prose: frozenset[str]) -> bool:
    """Whether the prose on the side before is older than its capture: of one that was held it is not looked at."""
    if change["field"] != "text" or not texts or not texts <= prose:
        return False
    sql = "SELECT 1 FROM extraction WHERE capture = ? AND outcome = 'held'"
    return history.execute(sql, [change["before_capture"]]).fetchone() is not None


def _write(history: Database, one: Row, before: Json, after: Json) -> None:
    field = one["field"]
    key = key_without_words(one["key"], field, before, after)
    told = summary(one["kind"], one["mechanism"], field, before, after, english, key=key)
    history.execute(
        "UPDATE change SET key = ?, before = ?, after = ?, summary = ? WHERE id = ?",
        [
            key,
            *(None if value is None else canonical(value) for value in (before, after)),
            *(told, one["id"]),
        ],
    )


def _prose(history: Database, capture: int) -> frozenset[str]:
    """The paragraphs that were read of a capture, as they stand in changes."""
    found = history.execute(
        "SELECT coalesce(w.prose, e.prose) FROM extraction e LEFT JOIN extraction w ON w.id = e.same_as"
        " WHERE e.capture = ?",
        [capture],
    )
    return frozenset(text[:LONGEST] for (prose,) in found for text in json.loads(prose or "[]"))
