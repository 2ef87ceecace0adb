"""What one look at a source found, written in one transaction: its extraction, statements, changes and findings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.compare.site import SiteEdit
from monitor.errors import HistoryError
from monitor.history.database import instant, transaction
from monitor.history.days import days_of
from monitor.history.findings import sync_findings
from monitor.history.looks import write_check
from monitor.history.memory import OUTCOME, memory, worded_by
from monitor.history.news import Sides, write_change
from monitor.history.nones import record_nones
from monitor.history.segments import know
from monitor.history.sites import write_site_edit
from monitor.history.sources import source_row
from monitor.history.waiting import Field, last_believed, note_decided, sync_held
from monitor.ids import canonical, public_id
from monitor.model import Capture, Change, Check, Comparison, Decision, Extraction, Memory, Place, Statement

Decided = tuple[Decision, Sequence[Field]]
TEXT: Field = (None, "text")


def record_reading(
    history: Database,
    run: int | None,
    capture: Capture,
    extraction: Extraction,
    comparison: Comparison,
    check: Check | None,
    *,
    at: datetime,
    logged: bool = True,
    kept: Sequence[Place] = (),
    decided: Decided | None = None,
    site: Sequence[SiteEdit] = (),
) -> tuple[str, ...]:
    """Writes what `comparison` says of `extraction`, and the check (None: a capture is read again without a new look;
    not `logged`: what follows from it, but not the check itself).

    All of it or nothing. Returns the public ids of the changes that are news, those of the page's address included;
    corrections are written, but not returned. `at` is the time of detection, `kept` what the archive has of the look
    beside the capture, `decided` what a person accepted with it, `site` what the capture shows of edits of its site,
    one of which a change here may tell.
    """
    source = source_row(history, capture.source)
    with transaction(history):
        language = extraction.source_fields.get("language")
        before = memory(history, capture.source, language)
        row = _row_of(history, capture.id)
        stays = {(one.mechanism, one.field) for one in comparison.held}
        ending = [one for one in before.held if (one.mechanism, one.field) not in stays]
        worded = {TEXT: where} if (where := worded_by(history, source, language)) else {}
        believed = last_believed(history, source, ending) | worded
        _write_extraction(history, source, run, row, extraction, comparison, before, instant(at))
        for closed in comparison.closed:
            history.execute("UPDATE statement SET closed_by = ? WHERE id = ? AND closed_by IS NULL", [row, closed])
        opened = [_open(history, source, capture, row, statement) for statement in comparison.opened]
        if comparison.outcome not in ("failed", "drifted"):
            record_nones(history, source, row, comparison.fields)
        _word(history, row, language, comparison)
        sides = Sides(before.capture, capture.id, tuple(opened))
        told = [
            write_change(history, capture.source, change, at, _since_believed(sides, change, believed))
            for change in comparison.changes
        ]
        news = [public for public in told if public]
        for edit in site:
            if public := edit.told or _told_of_site(comparison, told):
                write_site_edit(history, source, row, edit, public)
        for change in comparison.corrections:
            write_change(history, capture.source, change, at, _since_believed(sides, change, worded), correction=True)
        if comparison.outcome in ("failed", "drifted"):  # it read nothing, so what stood is not known to have gone
            sync_findings(history, source, extraction.findings, at, row, closing=False)
        else:
            sync_findings(history, source, (*extraction.findings, *comparison.findings), at, row)
        if decided is not None:
            note_decided(history, source, *decided)
        sync_held(history, source, comparison.held, at)
        know(history, source, kept)
        if check is not None:
            news.extend(write_check(history, run if logged else None, check, told=len(news)))
    return tuple(news)


def _since_believed(sides: Sides, change: Change, believed: Mapping[Field, str]) -> Sides:
    """The sides of a change; of a field that was held until now the first one is where it was last believed, of prose
    where its words stand.
    """
    field = (None if change.field == "mechanism" else change.mechanism, change.field)
    return replace(sides, before=believed[field]) if field in believed else sides


def _told_of_site(comparison: Comparison, told: Sequence[str | None]) -> str | None:
    """The public id of the change that tells of an edit of the site."""
    return next((id_ for one, id_ in zip(comparison.changes, told, strict=True) if one.kind == "site.edited"), None)


def _write_extraction(
    history: Database,
    source: int,
    run: int | None,
    capture: int,
    extraction: Extraction,
    comparison: Comparison,
    before: Memory,
    at: int,
) -> None:
    """One row; its fields and prose only when they differ from the last accepted one's, its source fields when they
    differ from those beside the prose: so looks cost no space.
    """
    accepted = comparison.outcome not in ("failed", "drifted")
    if accepted:  # a capture whose check was lost with its run is judged by its reading
        judged = "SELECT id FROM verdict WHERE name = ?"
        verdict = "changed" if before.capture else "new"
        history.execute(f"UPDATE capture SET verdict = ({judged}) WHERE id = ? AND verdict IS NULL", [verdict, capture])
    language = extraction.source_fields.get("language")
    own, prose = canonical(extraction.source_fields), json.dumps(extraction.prose, ensure_ascii=False)
    alike = _same_as(history, source, prose, language, comparison, before) if accepted else None
    cursor = history.execute(
        "INSERT INTO extraction (capture, source, run, read_at, layout, extractor, lookups, outcome, accepted, dated,"
        " framed_at, same_as, source_fields, prose)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT framed_at FROM source WHERE id = ?), ?, ?, ?)",
        [
            *(capture, source, run, at, extraction.layout, extraction.extractor, extraction.lookups),
            *(comparison.outcome, int(accepted), dated(extraction.source_fields), source),
            *((alike["id"], None if own == alike["source_fields"] else own, None) if alike else (None, own, prose)),
        ],
    )
    if alike is None:
        history.conn.executemany(
            f"INSERT INTO extraction_field (extraction, {', '.join(OUTCOME)}) VALUES (?{', ?' * len(OUTCOME)})",
            [
                (
                    *(cursor.lastrowid, f.mechanism, f.field, f.outcome, f.claimed, f.listed, f.parsed, f.kept),
                    canonical([[one.label, one.role, one.keys, *[True] * one.open] for one in f.under])
                    if f.under
                    else None,
                    canonical(list(f.unread)) if f.unread else None,
                )
                for f in comparison.fields
            ],
        )


def _same_as(
    history: Database, source: int, prose: str, language: str | None, comparison: Comparison, before: Memory
) -> dict[str, Any] | None:
    """The extraction whose fields and prose are the very same, if the last accepted one's are. Prose in which nothing
    but order, counters and dates differ is the same when it is that which the memory goes by.
    """
    if before.fields[:1] != (tuple(replace(one, none="") for one in comparison.fields),):
        return None
    sql = (
        "SELECT w.id, w.source_fields, w.prose, c.public FROM extraction e"
        " JOIN extraction w ON w.id = coalesce(e.same_as, e.id) JOIN capture c ON c.id = w.capture"
        " WHERE e.source = ? AND e.accepted = 1 ORDER BY e.id DESC LIMIT 1"
    )
    last = next(history.query(sql, [source]))
    goes_by = comparison.same_prose and last["public"] == worded_by(history, source, language)
    return last if goes_by or last["prose"] == prose else None


def _open(history: Database, source: int, capture: Capture, row: int, statement: Statement) -> int:
    """Opens a statement. The same one of the same capture is opened again when a correction had closed it."""
    place = (statement.mechanism, statement.field, statement.key)
    public = public_id(capture.source, *place, statement.value, capture.id)
    found = history.execute(
        "INSERT INTO statement (public, source, mechanism, field, key, value, text, quote, locator, opened_by,"
        " first_day, last_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (public) DO UPDATE SET closed_by = NULL RETURNING id",
        [
            *(public, source, *place, canonical(statement.value), statement.text, statement.quote, statement.locator),
            *(row, *days_of(statement.field, statement.value)),
        ],
    )
    return int(found.fetchone()[0])


def _word(history: Database, row: int, language: str | None, comparison: Comparison) -> None:
    """Writes how a capture puts what stands in its language, in which no capture before it did."""
    rows = [(one, language, canonical(value), row) for one, value in comparison.worded]
    history.conn.executemany(
        "INSERT INTO statement_wording (statement, language, value, read_in) VALUES (?, ?, ?, ?)", rows
    )


def _row_of(history: Database, capture: str) -> int:
    found = history.execute("SELECT id FROM capture WHERE public = ?", [capture]).fetchone()
    if found is None:
        raise HistoryError("a reading was to be recorded before its capture", capture=capture)
    return int(found[0])


def dated(source_fields: Mapping[str, str | None]) -> str | None:
    """A source's own date: when it says it was last updated, else when it was published."""
    return source_fields.get("last_updated") or source_fields.get("published")
