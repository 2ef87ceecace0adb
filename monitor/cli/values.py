"""Records of the history in the form that programs rely on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.history import NoneRecord, StatementRecord
    from monitor.model import Json


def statement(one: StatementRecord) -> Json:
    """A statement with its interval and its place."""
    return {
        "id": one.id,
        "source": one.source,
        "mechanism": one.mechanism,
        "field": one.field,
        "key": one.key,
        "value": one.value,
        "text": one.text,
        "quote": one.quote,
        "locator": one.locator,
        "opened_by": one.opened_by,
        "since": one.since.isoformat(),
        "closed_by": one.closed_by,
        "until": instant(one.until),
        "last_seen": instant(one.last_seen),
        "dated": one.dated,
    }


def said(one: StatementRecord, held: str | None) -> Json:
    """Which source says something, since when, and where that stands; `held`: why what it says now is held."""
    return {
        "source": one.source,
        "statement": one.id,
        "since": one.since.isoformat(),
        "dated": one.dated,
        "quote": one.quote,
        "capture": one.opened_by,
        "held": held,
    }


def none(one: NoneRecord) -> Json:
    """That a source says that there is none of a field, since when and where."""
    return {
        "source": one.source,
        "mechanism": one.mechanism,
        "field": one.field,
        "text": one.text,
        "opened_by": one.opened_by,
        "since": one.since.isoformat(),
        "dated": one.dated,
    }


def instant(moment: datetime | None) -> str | None:
    """ISO 8601, None for what is unknown."""
    return moment.isoformat() if moment else None
