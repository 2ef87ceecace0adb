"""What a reading means for the history, and what is remembered of the past."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from monitor.model.archived import Json, TransportVerdict
from monitor.model.reading import FieldOutcome, Finding, Outcome, Statement

ContentVerdict = Literal["blocked", "soft-404", "empty", "new", "changed", "unchanged"]
OwnVerdict = Literal["unjudged"]  # the look ended in a fault of ours before the page could be judged
GOOD = frozenset(("new", "changed", "unchanged", "not-modified"))  # verdicts that speak of a page
Importance = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A statement that holds now, as the history keeps it. `row` is its integer key."""

    row: int
    statement: Statement
    opened_by: str  # public id of the capture
    language: str | None = None  # in which the page was then; of what has words of the page
    worded: dict[str, Json] = field(default_factory=dict)  # its value as the page gave it in other languages since


@dataclass(frozen=True, slots=True)
class Held:
    """A field whose new reading waits. `fingerprint` tells whether a later run read the same again."""

    mechanism: str | None
    field: str
    reason: str
    fingerprint: str
    since: datetime
    runs: int
    by_itself: bool  # may be accepted by itself after enough identical runs
    rejected: str | None = None  # why a person says that it was read wrongly: it is never accepted by itself then


@dataclass(frozen=True, slots=True)
class Memory:
    """What a comparison needs to know of a source's past."""

    capture: str | None = None  # public id of the last accepted extraction's capture; None = never read
    statements: tuple[OpenStatement, ...] = ()
    fields: tuple[tuple[FieldOutcome, ...], ...] = ()  # of the accepted extractions, newest first, three at most
    known: frozenset[tuple[str, str]] = frozenset()  # (mechanism or '', field) that ever had a baseline
    settled: tuple[FieldOutcome, ...] = ()  # the last `ok` outcome of each of them, however long ago
    held: tuple[Held, ...] = ()
    rejected: tuple[Held, ...] = ()  # readings that a person rejected, and that are held no more
    ended: tuple[Held, ...] = ()  # of each field what was held of it last, and is no more
    unstated: frozenset[tuple[str, str, str]] = frozenset()  # (mechanism or '', field, key): stood, stated no more
    prose: tuple[str, ...] = ()
    prose_language: str | None = None  # of that reading: one in the language of the new reading before others
    source_fields: dict[str, str | None] = field(default_factory=dict)
    layout: str | None = None
    extractor: str | None = None
    lookups: str | None = None
    lines: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)  # unplaced when a field was read, masked
    framed: bool = True  # that extraction knew of its site's frame what is known now


@dataclass(frozen=True, slots=True)
class Change:
    """A typed difference between two successive accepted extractions of one source.

    `before` and `after` are JSON values (None: was not there). `closes` are rows of open statements, `opens` are
    indexes into the comparison's `opened`.
    Of entries that stay as they are, `stands` are the rows that the before side rests on too, and `quotes` the words
    for them, with their locators, in the later capture.
    """

    kind: str
    mechanism: str | None
    field: str
    key: str
    before: Json
    after: Json
    importance: Importance
    summary: str
    closes: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    stands: tuple[int, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one extraction means for the history: what opens, what closes, what is told and what is held."""

    outcome: Outcome
    fields: tuple[FieldOutcome, ...] = ()  # after the guard
    opened: tuple[Statement, ...] = ()
    closed: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    held: tuple[Held, ...] = ()
    worded: tuple[tuple[int, Json], ...] = ()  # rows that stay open -> their values in the language of the page now
    same_prose: bool = False  # that of the memory, but for the order, counters and dates


@dataclass(frozen=True, slots=True)
class Check:
    """One look at one source within a run, as it ended."""

    source: str
    verdict: TransportVerdict | ContentVerdict | OwnVerdict
    checked_at: datetime
    status: int | None = None
    received: int = 0
    seconds: float = 0.0
    error: str | None = None
    moved_to: str | None = None
    capture: str | None = None
    outcome: Outcome | None = None
    changes: int = 0
    quality: float | None = None  # how sure it is, 0 to 1, that what came is a page; None where none was judged
