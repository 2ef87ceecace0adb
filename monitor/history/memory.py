"""What a comparison needs to know of a source's past, as `record_reading` left it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from monitor.compare.absent import OTHERWISE, UNPLACED
from monitor.compare.translated import has_words
from monitor.documents.masks import masked
from monitor.history.database import moment
from monitor.history.sources import source_row
from monitor.model import FieldOutcome, Held, Json, Memory, OpenStatement, Statement, Under

PLAIN = ("mechanism", "field", "outcome", "claimed", "listed", "parsed", "kept")
OUTCOME = (*PLAIN, "under", "unread")  # the columns of an outcome; `under` and `unread` are JSON
REMEMBERED = 3  # accepted extractions whose field outcomes the guard looks at (design rule 3)


def memory(history: Database, source: str, language: str | None = None) -> Memory:
    """The memory of a source; an empty one when nothing of it was ever accepted. `language`: that of a reading that is
    put beside it, by which the prose is chosen.

    One without a capture, and with the statements that stand, when the source was never read under its settings.
    """
    row = source_row(history, source)
    sql = "SELECT settled_after, framed_at FROM source WHERE id = ?"
    settled, framed_at = history.execute(sql, [row]).fetchone()
    accepted = list(
        history.query(
            "SELECT e.*, c.public FROM extraction e JOIN capture c ON c.id = e.capture"
            " WHERE e.source = ? AND e.accepted = 1 ORDER BY e.id DESC LIMIT ?",
            [row, REMEMBERED],
        )
    )
    if not accepted:
        return Memory()
    last = accepted[0]
    if last["id"] <= settled:
        return Memory(statements=_open(history, row), known=_known(_settled(history, row)))
    own = last["source_fields"] or _body(history, last)["source_fields"]
    whole_fields = _settled(history, row)
    prose = _of_prose(history, row, language)
    return Memory(
        capture=last["public"],
        statements=_open(history, row),
        fields=tuple(_fields(history, one) for one in accepted if one["id"] > settled),
        known=_known(whole_fields),
        settled=whole_fields,
        held=held_now(history, row),
        rejected=_rejected(history, row),
        ended=_ended(history, row),
        unstated=_unstated(history, row),
        prose=tuple(json.loads(prose["prose"])) if prose else (),
        prose_language=prose["language"] if prose else None,
        source_fields=json.loads(own),
        layout=last["layout"],
        extractor=last["extractor"],
        lookups=last["lookups"],
        lines=_lines(history, row),
        framed=last["framed_at"] == framed_at,
    )


def held_now(history: Database, row: int) -> tuple[Held, ...]:
    """The fields of a source that wait."""
    found = history.query("SELECT * FROM held WHERE source = ? AND ended_at IS NULL ORDER BY mechanism, field", [row])
    return tuple(_as_held(one) for one in found)


def _rejected(history: Database, row: int) -> tuple[Held, ...]:
    """The readings of a source that wait no more and of which a person said last that they were read wrongly."""
    found = history.query(
        "SELECT *, max(decided_at) FROM held WHERE source = ? AND ended_at IS NOT NULL AND decision IS NOT NULL"
        " GROUP BY mechanism, field, fingerprint ORDER BY mechanism, field, fingerprint",
        [row],
    )
    return tuple(_as_held(one) for one in found if one["decision"] == "rejected")


def _ended(history: Database, row: int) -> tuple[Held, ...]:
    """What was held last of each field of a source, where it is held no more."""
    found = history.query(
        "SELECT *, max(id) FROM held WHERE source = ? AND ended_at IS NOT NULL GROUP BY mechanism, field"
        " ORDER BY mechanism, field",
        [row],
    )
    return tuple(_as_held(one) for one in found)


def _unstated(history: Database, row: int) -> frozenset[tuple[str, str, str]]:
    """The entries of a source that closed since they are stated no more, and have not come back."""
    found = history.execute(
        "SELECT s.mechanism, s.field, s.key FROM change h JOIN change_statement x ON x.change = h.id"
        " JOIN statement s ON s.id = x.statement WHERE h.source = ? AND h.kind = 'field.unstated' AND NOT EXISTS"
        " (SELECT 1 FROM statement o WHERE o.source = s.source AND o.mechanism IS s.mechanism AND o.field = s.field"
        " AND o.key = s.key AND o.id > s.id)",
        [row],
    )
    return frozenset((mechanism or "", field, key) for mechanism, field, key in found)


def _as_held(one: dict[str, Any]) -> Held:
    return Held(
        one["mechanism"],
        one["field"],
        one["reason"],
        one["fingerprint"],
        moment(one["since"]),
        one["runs"],
        bool(one["by_itself"]),
        one["why"] if one["decision"] == "rejected" else None,
    )


def _open(history: Database, row: int) -> tuple[OpenStatement, ...]:
    found = history.query(
        "SELECT s.*, c.public AS capture FROM statement s JOIN capture c ON c.id = s.opened_by"
        " WHERE s.source = ? AND s.closed_by IS NULL ORDER BY s.id",
        [row],
    )
    stands = [(one, said := as_statement(one), has_words(said)) for one in found]
    spoken = {at: _language(history, at) for at in {one["opened_by"] for one, _, in_words in stands if in_words}}
    worded = _worded(history, row)
    return tuple(
        OpenStatement(
            one["id"],
            said,
            one["capture"],
            spoken[one["opened_by"]] if in_words else None,
            worded.get(one["id"], {}),
        )
        for one, said, in_words in stands
    )


def _worded(history: Database, row: int) -> dict[int, dict[str, Json]]:
    """Of each statement of a source that stands its value in other languages, where its page gave one."""
    found: defaultdict[int, dict[str, Json]] = defaultdict(dict)
    sql = (
        "SELECT w.statement, w.language, w.value FROM statement s JOIN statement_wording w ON w.statement = s.id"
        " WHERE s.source = ? AND s.closed_by IS NULL"
    )
    for statement, language, value in history.execute(sql, [row]):
        found[statement][language] = json.loads(value)
    return found


def _language(history: Database, capture: int) -> str | None:
    """In which language a capture was read last."""
    found = history.execute(
        "SELECT coalesce(e.source_fields, w.source_fields) FROM extraction e LEFT JOIN extraction w ON w.id = e.same_as"
        " WHERE e.capture = ? AND e.accepted = 1 ORDER BY e.id DESC LIMIT 1",
        [capture],
    ).fetchone()
    return json.loads(found[0]).get("language") if found and found[0] else None


def as_statement(row: dict[str, Any]) -> Statement:
    """The record of a row of `statement`."""
    return Statement(
        row["mechanism"],
        row["field"],
        row["key"],
        json.loads(row["value"]),
        row["text"],
        row["quote"],
        row["locator"],
    )


def worded_by(history: Database, row: int, language: str | None) -> str | None:
    """The capture (public id) in which the prose of a source's memory, beside a reading in a language, stands to the
    letter; None of one without.
    """
    found = _of_prose(history, row, language)
    return None if found is None else str(found["public"])


def _body(history: Database, extraction: dict[str, Any]) -> dict[str, Any]:
    """The row that holds an extraction's fields and prose: its own, or that of the one it is the same as."""
    if extraction["same_as"] is None:
        return extraction
    return next(history.query("SELECT * FROM extraction WHERE id = ?", [extraction["same_as"]]))


def _fields(history: Database, extraction: dict[str, Any]) -> tuple[FieldOutcome, ...]:
    at = extraction["same_as"] or extraction["id"]
    found = history.query("SELECT * FROM extraction_field WHERE extraction = ? ORDER BY rowid", [at])
    return tuple(_outcome(one) for one in found)


def _outcome(row: dict[str, Any]) -> FieldOutcome:
    under = tuple(
        Under(label, role, None if keys is None else tuple(keys), *left_open)
        for label, role, keys, *left_open in _listed(row["under"])
    )
    plain: dict[str, Any] = {name: row[name] for name in PLAIN}
    return FieldOutcome(**plain, under=under, unread=tuple(_listed(row["unread"])))


def _listed(text: str | None) -> list[Any]:
    return json.loads(text) if text else []


def _settled(history: Database, row: int) -> tuple[FieldOutcome, ...]:
    """The last `ok` outcome of each field that has a baseline: one that is stated no more, as a person said or our
    newer code reads the page, has none until it is back.
    """
    found = history.query(
        "SELECT f.*, max(e.id) AS last"
        " FROM extraction_field f JOIN extraction e ON e.id = f.extraction WHERE e.source = ? AND e.accepted = 1"
        " AND f.outcome IN ('ok', 'unstated') GROUP BY f.mechanism, f.field, f.outcome ORDER BY last",
        [row],
    )
    last = {(one["mechanism"], one["field"]): one for one in found}
    return tuple(_outcome(one) for one in last.values() if one["outcome"] == "ok")


def _lines(history: Database, row: int) -> dict[tuple[str, str], frozenset[str]]:
    """The lines that no field took, masked, that stood on the page when each of its fields was last read to its end."""
    kinds = (*UNPLACED, OTHERWISE)
    open_ = history.execute(
        f"SELECT mechanism, quote, opened_at FROM finding WHERE source = ? AND closed_at IS NULL AND quote IS NOT NULL"
        f" AND kind IN ({', '.join('?' * len(kinds))})",
        [row, *kinds],
    )
    lines = [(mechanism, masked(quote), opened) for mechanism, quote, opened in open_]
    if not lines:
        return {}
    read = history.execute(
        "SELECT f.mechanism, f.field, max(e.read_at) FROM extraction_field f JOIN extraction e ON e.id = f.extraction"
        " WHERE e.source = ? AND e.accepted = 1 AND f.outcome = 'ok' GROUP BY f.mechanism, f.field",
        [row],
    )
    return {
        (mechanism or "", name): frozenset(line for of, line, since in lines if of == mechanism and since <= at)
        for mechanism, name, at in read
    }


def _known(settled: Iterable[FieldOutcome]) -> frozenset[tuple[str, str]]:
    return frozenset(("" if one.field == "mechanism" else one.mechanism or "", one.field) for one in settled)


def _of_prose(history: Database, row: int, language: str | None) -> dict[str, Any] | None:
    """The row with the prose of the last extraction in which nothing was held: lists may stand in the prose of a
    reshaped page. Before others comes one in that language.
    """
    return next(
        history.query(
            "SELECT w.prose, c.public,"
            " json_extract(coalesce(e.source_fields, w.source_fields), '$.language') AS language FROM extraction e"
            " JOIN extraction w ON w.id = coalesce(e.same_as, e.id) JOIN capture c ON c.id = w.capture"
            " WHERE e.source = ? AND e.accepted = 1"
            " ORDER BY e.outcome = 'held', coalesce(language <> ?, 0), e.id DESC LIMIT 1",
            [row, language],
        ),
        None,
    )
