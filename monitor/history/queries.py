"""Questions about the past. Read-only: each takes what `open_reader` gives and writes nothing.

Windows are half open: since <= t < until. An unknown id raises UsageError with what would fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.history.answers import (
    ChangeRecord,
    CheckRecord,
    CountryView,
    Disagreement,
    Evidence,
    FindingRecord,
    Found,
    Heartbeat,
    HeldRecord,
    MechanismView,
    RunRecord,
    SourceHealth,
    StatementRecord,
)
from monitor.model import Capture

# Import all of these from `monitor.history` (they may move between modules of this folder).
# Open with `monitor.history.open_reader(path) -> Database` (HistoryError when there is no history yet).


def changes(
    history: Database,
    *,
    sources: Sequence[str] = (),
    mechanisms: Sequence[str] = (),
    kinds: Sequence[str] = (),
    importance: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    corrections: bool = False,
) -> tuple[ChangeRecord, ...]:
    """Changes of the window, newest first; empty filters let all pass. A kind `chair` or `chair.*` means all of its family.

    `corrections` True gives the corrections instead of the changes.
    """
    ...


def change(history: Database, prefix: str) -> ChangeRecord:
    """The change with this id, or whose id alone begins so; else UsageError."""
    ...


def evidence(history: Database, prefix: str) -> Evidence:
    """What proves a change (id or unique prefix)."""
    ...


def statements_now(
    history: Database,
    *,
    mechanism: str | None = None,
    country: str | None = None,
    source: str | None = None,
    field: str | None = None,
    at: datetime | None = None,
) -> tuple[StatementRecord, ...]:
    """Statements that hold now, or were observed to hold at `at`; ordered by mechanism, field, key, source."""
    ...


def show_mechanism(history: Database, mechanism: str, *, at: datetime | None = None) -> MechanismView:
    """All that is stated of a mechanism. UsageError when no source ever spoke of it."""
    ...


def show_country(history: Database, country: str, *, at: datetime | None = None) -> CountryView:
    """What a country is member, chair and observer of."""
    ...


def disagreements(history: Database, *, mechanism: str | None = None) -> tuple[Disagreement, ...]:
    """Where open statements of sources of different families differ."""
    ...


def findings(
    history: Database,
    *,
    source: str | None = None,
    mechanism: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    open_only: bool = False,
) -> tuple[FindingRecord, ...]:
    """Findings that were opened or closed in the window (no window: all), or only those that stand now."""
    ...


def held(history: Database, *, source: str | None = None, open_only: bool = True) -> tuple[HeldRecord, ...]:
    """Fields whose new reading waits."""
    ...


def source_health(history: Database) -> tuple[SourceHealth, ...]:
    """Every source the history knows, by id."""
    ...


def checks(history: Database, *, run: int | None = None, source: str | None = None, limit: int | None = None) -> tuple[
    CheckRecord, ...
]:
    """Looks, newest first; without run and source those of the last run."""
    ...


def runs(history: Database, *, limit: int = 20) -> tuple[RunRecord, ...]:
    """Runs, newest first."""
    ...


def heartbeat(history: Database) -> Heartbeat:
    """Proof of life from the last run that ended."""
    ...


def captures(history: Database, source: str) -> tuple[Capture, ...]:
    """A source's captures, oldest first. UsageError for an unknown source."""
    ...


def capture(history: Database, prefix: str) -> Capture:
    """The capture with this id, or whose id alone begins so; else UsageError."""
    ...


def search(history: Database, words: str, *, limit: int = 50) -> tuple[Found, ...]:
    """Full-text search over statements and changes, best first; the words need not carry accents."""
    ...


def last_told(history: Database, channel: str = "stdout") -> datetime | None:
    """The end of the window of the last digest that this channel accepted (for `digest --since last`)."""
    ...


# Written with the open history (`open_history(path)`), from monitor.history: mark_told(history, channel, until, payload="").
