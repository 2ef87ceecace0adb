"""A capture's words taken out of the history. What is typed stays, and so does every public id that people cite.

Gone are: texts and quotes of the statements that it opened and the words in their values, the words that it has for
others in another language, the words on its side of changes, what was remarked on it, the prose that was read of it,
and digests that told of any of that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.history.check_rows import drop_unused_texts, text_row
from monitor.history.database import instant, transaction
from monitor.history.days import days_of
from monitor.history.fulltext import reads_otherwise
from monitor.history.rewording import lost_words, reword
from monitor.history.sources import begin_anew
from monitor.history.withdrawn import withdraw
from monitor.history.words import GONE, REDACTED, key_without_words, without_words, words_in
from monitor.ids import canonical

Row = dict[str, Any]
TELLING = 5  # letters of a text from which on a digest that holds it is taken for one that quotes it


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of the history held words of the captures, and which sources begin anew at their next look.

    `anew`: what stands of them cannot be compared with any more, so the next reading is a baseline.
    """

    statements: int = 0
    changes: int = 0
    findings: int = 0
    digests: int = 0
    anew: tuple[str, ...] = ()


def erase(history: Database, captures: Mapping[str, datetime]) -> Erased:
    """Takes the words of these captures (public ids) out of the history, in one transaction; twice does no harm.

    They are marked as redacted at these times, unless they are already. The file may still hold the words, where
    nothing points to them: `shredding.shred` comes afterwards.
    """
    rows = [
        (row, at)
        for public, at in captures.items()
        for row in _rows(history, "SELECT * FROM capture WHERE public = ?", public)
    ]
    history.execute("PRAGMA secure_delete = ON")
    with transaction(history):
        done = [_of_one(history, row, at) for row, at in rows]
        told = {public for one in done for public in one.told}
        remarks = {text for one in done for text in one.remarks}
        anew = [one.source for one in done if one.anew]
        names = [str(history.execute("SELECT name FROM source WHERE id = ?", [row]).fetchone()[0]) for row in anew]
        for source in dict.fromkeys(anew):
            begin_anew(history, source)
        history.execute("INSERT INTO fulltext (fulltext) VALUES ('rebuild')")  # an index that is mended keeps old words
        return Erased(
            sum(one.statements for one in done),
            len(frozenset[str]().union(*(one.changes for one in done))),
            sum(one.findings for one in done),
            _digests(history, told, remarks),
            tuple(dict.fromkeys(names)),
        )


def verdict_of(history: Database, capture: str) -> str:
    """What a capture (public id) was judged to be; `unjudged` for what was not."""
    sql = "SELECT v.name FROM capture c JOIN verdict v ON v.id = c.verdict WHERE c.public = ?"
    found = history.execute(sql, [capture]).fetchone()
    return str(found[0]) if found else "unjudged"


@dataclass(frozen=True, slots=True)
class _Done:
    """What was taken out for one capture: how many statements and findings, public ids of changes, of those that a
    digest may have told with its words, and remarks as they were worded.
    """

    source: int
    statements: int
    changes: frozenset[str]
    told: frozenset[str]
    findings: int
    remarks: frozenset[str]
    anew: bool


def _of_one(history: Database, capture: Row, at: datetime) -> _Done:
    row, source = capture["id"], capture["source"]
    anew = _is_remembered(history, source, row)
    history.execute(
        "UPDATE capture SET redacted_at = coalesce(redacted_at, ?), etag = NULL, last_modified = NULL,"
        " verdict = coalesce(verdict, (SELECT id FROM verdict WHERE name = 'unjudged')) WHERE id = ?",
        [instant(at), row],
    )
    stated = _rows(history, "SELECT * FROM statement WHERE opened_by = ? AND quote <> ?", row, REDACTED)
    remarks = _rows(history, "SELECT * FROM finding WHERE opened_by = ? AND message <> ?", row, REDACTED)
    altered, told = reword(history, capture, stated)
    for one in stated:
        anew = _statement(history, one) or anew
    worded = frozenset(text for one in remarks for text in (one["message"], one["quote"]) if text)
    worded |= {text for one in stated for text in lost_words(one) if len(text) >= TELLING}
    history.execute(
        "UPDATE finding SET message = :gone, quote = CASE WHEN quote IS NULL THEN NULL ELSE :gone END"
        " WHERE opened_by = :row",
        {"gone": REDACTED, "row": row},
    )
    history.execute("DELETE FROM statement_wording WHERE read_in = ?", [row])
    _stale(history, source, stated)
    _errors(history, capture)
    history.execute("UPDATE extraction SET prose = '[]' WHERE capture = ? AND prose IS NOT NULL", [row])
    history.execute(
        "UPDATE extraction_field SET unread = NULL WHERE extraction IN (SELECT id FROM extraction WHERE capture = ?)",
        [row],
    )
    history.execute("UPDATE none_stated SET quote = ? WHERE opened_by = ?", [REDACTED, row])
    reads_otherwise(history, "statement", (one["id"] for one in stated))
    reads_otherwise(history, "change", (one["id"] for one in altered))
    changes, told_of = (frozenset(str(one["public"]) for one in rows) for rows in (altered, (*altered, *told)))
    return _Done(source, len(stated), changes, told_of, len(remarks), worded, anew)


def _is_remembered(history: Database, source: int, capture: int) -> bool:
    """Whether the next reading would be compared with what was read of this capture, directly or by its prose."""
    accepted = "SELECT * FROM extraction WHERE source = :source AND accepted = 1"
    found = history.execute(
        f"WITH last AS (SELECT * FROM ({accepted} ORDER BY id DESC LIMIT 1)"
        f" UNION ALL SELECT * FROM ({accepted} ORDER BY outcome = 'held', id DESC LIMIT 1))"
        " SELECT 1 FROM last LEFT JOIN extraction whole ON whole.id = last.same_as"
        " WHERE last.capture = :capture OR (whole.capture = :capture AND whole.prose <> '[]')",
        {"source": source, "capture": capture},
    ).fetchone()
    return found is not None


def _statement(history: Database, one: Row) -> bool:
    """Takes the words out of a statement; whether it stands open without what it was known by."""
    value = json.loads(one["value"])
    left = without_words(one["field"], value)
    key = key_without_words(one["key"], one["field"], left)
    history.execute(
        "UPDATE statement SET key = ?, value = ?, text = ?, quote = ?, first_day = ?, last_day = ? WHERE id = ?",
        [key, canonical(left), REDACTED, REDACTED, *days_of(one["field"], left), one["id"]],
    )
    return one["closed_by"] is None and REDACTED in words_in(left)


def _stale(history: Database, source: int, stated: Sequence[Row]) -> None:
    """That a page is stale is not remarked on any capture, and quotes one all the same."""
    quotes = json.dumps([one["quote"] for one in stated])
    sql = (
        "UPDATE finding SET quote = ? WHERE source = ? AND kind = 'stale' AND quote IN (SELECT value FROM json_each(?))"
    )
    history.execute(sql, [REDACTED, source, quotes])


def _errors(history: Database, capture: Row) -> None:
    """What a look said of a page that could not be read may quote it, and so does the state of its source then."""
    failed = "capture = ? AND outcome = 'failed' AND error IS NOT NULL"
    told = f'SELECT DISTINCT t.text FROM "check" k JOIN check_text t ON t.id = k.error WHERE {failed}'
    for (error,) in history.execute(told, [capture["id"]]).fetchall():
        sql = "UPDATE finding SET message = ? WHERE source = ? AND kind = 'source-failing' AND message = ?"
        history.execute(sql, [REDACTED, capture["source"], error])
    history.execute(f'UPDATE "check" SET error = ? WHERE {failed}', [text_row(history, REDACTED), capture["id"]])
    drop_unused_texts(history)


def _digests(history: Database, told: Iterable[str], remarks: Iterable[str]) -> int:
    """Digests that told of one of these changes or made one of these remarks.

    Of one that waits to be sent nothing is left: what it took into account is told anew, by the next one.
    """
    as_json = [json.dumps(text, ensure_ascii=ascii)[1:-1] for text in remarks for ascii in (True, False)]
    in_a_letter = [json.dumps(text, ensure_ascii=False)[1:-1] for text in as_json]  # which holds JSON as a string
    signs = [*told, *as_json, *in_a_letter]
    rows = _rows(history, "SELECT id, payload FROM outbox WHERE payload NOT IN ('', ?)", GONE)
    holding = [row["id"] for row in rows if any(sign in row["payload"] for sign in signs)]
    history.conn.executemany("UPDATE outbox SET payload = ? WHERE id = ?", [(GONE, row) for row in holding])
    waiting = _rows(history, "SELECT id FROM outbox WHERE state = 'waiting' AND payload = ?", GONE)
    withdraw(history, [row["id"] for row in waiting])
    history.execute("DELETE FROM outbox WHERE state = 'waiting' AND payload = ?", [GONE])
    return len(holding)


def _rows(history: Database, sql: str, *values: Any) -> list[Row]:
    return list(history.query(sql, list(values)))
