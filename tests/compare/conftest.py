"""Short ways to write what a page states, and the memory that a first reading of it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.compare import compare
from monitor.model import Comparison, Extraction, FieldOutcome, Finding, Held, Memory, OpenStatement, Statement

BALI = "bali-process"
NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)


class Pages:
    """Builds readings of one mechanism's page, and remembers them as the history would."""

    now = NOW

    def statement(self, field: str, key: str, value: Any, mechanism: str | None = BALI) -> Statement:
        return Statement(mechanism, field, key, value, str(value), f"quote of {value}", "block 1")

    def member(self, code: str, name: str | None = None, field: str = "member") -> Statement:
        return self.statement(field, code, {"kind": "state", "country": code, "name": name or code})

    def chair(self, code: str, role: str = "chair", term: str | None = None, name: str | None = None) -> Statement:
        value = {"country": code, "name": name or code, "role": role, "term": term}
        return self.statement("chair", f"{role}:{code}", value)

    def meeting(
        self, date: str, place: str | None, country: str | None, title: str, announced: bool = False
    ) -> Statement:
        value = {"date": date, "place": place, "country": country, "title": title, "announced": announced}
        return self.statement("meeting", f"{date}|{place}|{title}", value)

    def document(self, title: str, year: int | None = None, url: str | None = None) -> Statement:
        return self.statement("document", f"{title}|{year}", {"title": title, "year": year, "url": url})

    def reading(
        self,
        *statements: Statement,
        fields: Iterable[FieldOutcome] = (),
        outcome: str = "ok",
        prose: tuple[str, ...] = (),
        findings: tuple[Finding, ...] = (),
        **more: Any,
    ) -> Extraction:
        """A reading in which every field that has a statement is `ok`, unless `fields` says otherwise."""
        given = {(one.mechanism, one.field): one for one in fields}
        for one in statements:
            place = (None if one.field == "mechanism" else one.mechanism, one.field)
            given.setdefault(place, FieldOutcome(*place, "ok"))
        return Extraction(
            layout=more.get("layout", "mechanism-page"),
            outcome=outcome,  # type: ignore[arg-type]  # a test may write any
            extractor="1",
            lookups="1",
            statements=statements,
            fields=tuple(given.values()),
            prose=prose,
            findings=findings,
            source_fields={"language": more.get("language")},
        )

    def members(self, codes: Iterable[str], claimed: int | None = None, listed: int | None = None) -> Extraction:
        found = [self.member(code) for code in codes]
        count = len(found) if listed is None else listed
        return self.reading(*found, fields=[FieldOutcome(BALI, "member", "ok", claimed, count, count, len(found))])

    def remember(self, *readings: Extraction, held: tuple[Held, ...] = ()) -> Memory:
        """The memory after a baseline and further accepted readings."""
        memory = Memory()
        for reading in readings:
            memory = self.after(memory, reading, compare(memory, reading, now=self.now))
        return replace(memory, held=held or memory.held)

    def after(self, memory: Memory, reading: Extraction, comparison: Comparison) -> Memory:
        """The memory as the history would keep it once a comparison is recorded."""
        if comparison.outcome in ("failed", "drifted"):
            return memory
        top = max((one.row for one in memory.statements), default=0)
        spoken = reading.source_fields.get("language")
        worded = {row: {spoken: value} for row, value in comparison.worded}
        open_ = [one for one in memory.statements if one.row not in comparison.closed]
        stay = [replace(one, worded=one.worded | worded.get(one.row, {})) for one in open_]
        new = [OpenStatement(top + n, one, "c", spoken) for n, one in enumerate(comparison.opened, 1)]
        whole = [one for one in comparison.fields if one.outcome == "ok"]
        ok = {("" if one.field == "mechanism" else one.mechanism or "", one.field) for one in whole}
        waits = {(one.mechanism, one.field) for one in comparison.held}
        ended = [one for one in (*memory.ended, *memory.held) if (one.mechanism, one.field) not in waits]
        unstated = {(one.mechanism or "", one.field) for one in comparison.fields if one.outcome == "unstated"}
        return Memory(
            capture="c",
            statements=(*stay, *new),
            fields=(comparison.fields, *memory.fields)[:3],
            known=(memory.known | ok) - unstated,
            settled=tuple({(one.mechanism, one.field): one for one in (*memory.settled, *whole)}.values()),
            held=comparison.held,
            ended=tuple({(one.mechanism, one.field): one for one in ended}.values()),
            prose=memory.prose if comparison.outcome == "held" else reading.prose,
            layout=reading.layout,
            extractor="1",
            lookups="1",
        )


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def told(pages: Pages) -> Callable[..., list[str]]:
    """The kinds of the changes that a second reading brings after a first."""

    def kinds(*readings: Extraction) -> list[str]:
        memory = pages.remember(*readings[:-1])
        return [one.kind for one in compare(memory, readings[-1], now=NOW).changes]

    return kinds
