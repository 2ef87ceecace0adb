"""A real history in a temporary folder, and a diary that reads pages into it as a run would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import history as past
from monitor.compare import compare
from monitor.model import (
    Answer,
    Capture,
    Check,
    Extraction,
    FieldOutcome,
    Finding,
    Place,
    Source,
    Statement,
)

BALI = "bali-process"
START = datetime(2026, 11, 1, 6, tzinfo=UTC)
PAGE = Source("iom-bali-process", "https://example.org/bali", "mechanism-page", (BALI,))


def statement(field: str, key: str, value: Any, mechanism: str | None = BALI) -> Statement:
    return Statement(mechanism, field, key, value, str(value), f"quote of {value}", "block 1")


def chair(code: str, role: str = "chair", term: str | None = None, mechanism: str = BALI) -> Statement:
    return statement("chair", f"{role}:{code}", {"country": code, "name": code, "role": role, "term": term}, mechanism)


def member(code: str, field: str = "member", mechanism: str = BALI) -> Statement:
    return statement(field, code, {"kind": "state", "country": code, "name": code}, mechanism)


def reading(*statements: Statement, findings: tuple[Finding, ...] = (), **more: Any) -> Extraction:
    """A reading in which every field that has a statement is `ok`."""
    fields = dict.fromkeys((one.mechanism, one.field) for one in statements)
    return Extraction(
        layout="mechanism-page",
        outcome=more.get("outcome", "ok"),
        extractor="1",
        lookups="1",
        statements=statements,
        fields=(*(FieldOutcome(*place, "ok") for place in fields), *more.get("fields", ())),
        findings=findings,
        source_fields=more.get("source_fields", {"last_updated": "2026-10", "published": None, "language": "en"}),
        prose=more.get("prose", ()),
    )


class Diary:
    """One history and its clock; each `read` is a run of one look, a day later than the last."""

    def __init__(self, path: Path, *sources: Source) -> None:
        self.path = path
        self.now = START
        self.history = past.open_history(path)
        past.sync_sources(self.history, sources, now=self.now)

    def capture(
        self, body: bytes = b"page", source: Source = PAGE, headers: tuple[tuple[str, str], ...] = ()
    ) -> Capture:
        answer = Answer(source.url, source.url, self.now, 0.1, 200, headers=headers, body=body)
        return past.record_capture(self.history, answer, source.id, Place("0001.warc.zst", 100, 50))

    def read(
        self, extraction: Extraction, source: Source = PAGE, *, at: datetime | None = None
    ) -> list[past.ChangeRecord]:
        """Reads a page; returns the changes that were told."""
        self.now = at or self.now + timedelta(days=1)
        run = past.begin_run(self.history, now=self.now)
        capture = self.capture(repr(extraction).encode() + str(self.now).encode(), source, (("ETag", f'"{run}"'),))
        memory = past.memory(self.history, source.id)
        found = compare(memory, extraction, now=self.now)
        verdict = "changed" if memory.capture else "new"
        check = Check(source.id, verdict, self.now, 200, 10, 0.1, capture=capture.id, outcome=found.outcome)
        told = past.record_reading(self.history, run, capture, extraction, found, check, at=self.now)
        past.end_run(self.history, run, now=self.now)
        return [past.change(self.history, one) for one in told]

    def look(self, verdict: Any, source: Source = PAGE, *, hours: float = 24, **more: Any) -> list[past.ChangeRecord]:
        """A look that brings no reading."""
        self.now += timedelta(hours=hours)
        run = past.begin_run(self.history, now=self.now)
        told = past.record_check(self.history, run, Check(source.id, verdict, self.now, **more))
        past.end_run(self.history, run, now=self.now)
        return [past.change(self.history, one) for one in told]

    def dump(self, *without: str) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables but those named."""
        tables = [name for name in self.history.table_names() if name not in without and not name.startswith("sqlite_")]
        return {name: self.history.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def diary(path: Path) -> Iterator[Diary]:
    one = Diary(path, PAGE)
    yield one
    one.history.close()


@pytest.fixture
def write() -> type[Writing]:
    return Writing


@pytest.fixture(scope="module")
def writing() -> type[Writing]:
    return Writing


class Writing:
    """The short ways to write statements, for tests that cannot import this file."""

    PAGE, BALI, START = PAGE, BALI, START
    Diary = Diary
    statement, chair, member, reading = (staticmethod(one) for one in (statement, chair, member, reading))

    @staticmethod
    def page(name: str, url: str) -> Source:
        return Source(name, url, "mechanism-page", (BALI,))
