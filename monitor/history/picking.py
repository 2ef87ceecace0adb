"""Whom to take first of several sources that speak of one field, and which rule decided. Pure.

The lower rank, then the newer date of its own (a source without one comes behind), then what was observed to begin
later, then the name. A source that says that there is none speaks like any other; of chairs, one that neither names a
holder nor says so comes behind those that do. The view `picked` goes by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from monitor.compare import span
from monitor.compare.identity import CURRENT
from monitor.history.answers import NoneRecord, Pick, Rule, StatementRecord

NEVER = date.min


class Stance(NamedTuple):
    """What one source says of a field as a whole. `said` is None where it has words, empty where there is none."""

    source: str
    current: bool
    rank: int
    day: date
    since: datetime
    said: tuple[str, ...] | None


def picks(stated: Iterable[StatementRecord], nones: Iterable[NoneRecord] = ()) -> tuple[Pick, ...]:
    """One for each field of what several sources state of one mechanism at one time, or say that it has none of."""
    stances: dict[str, dict[str, Stance]] = {}
    ordered = sorted(stated, key=lambda one: (one.field, one.source))
    for (field, source), own in groupby(ordered, key=lambda one: (one.field, one.source)):
        stances.setdefault(field, {})[source] = _stance(field, list(own))
    for none in nones:  # beside the words that nobody chairs may stand who did
        stances.setdefault(none.field, {})[none.source] = Stance(
            none.source, True, none.rank, _day(none.dated), none.since, ()
        )
    return tuple(_pick(field, stances[field].values()) for field in sorted(stances))


def by_turn(stated: Iterable[StatementRecord]) -> list[StatementRecord]:
    """Statements of several sources on one thing, the one to take first at the beginning."""
    ordered = sorted(stated, key=lambda one: (one.source, one.id))
    return sorted(ordered, key=lambda one: (-one.rank, _day(one.dated), one.since), reverse=True)


def is_over(one: StatementRecord) -> bool:
    """Whether a statement names a chair whose term ended before the day that its source is dated."""
    current = one.field == "chair" and isinstance(one.value, dict) and one.value.get("role") in (*CURRENT, "incoming")
    seen = _day(one.dated)
    return bool(current and one.last_day and seen != NEVER and one.last_day < seen)


def _pick(field: str, stances: Iterable[Stance]) -> Pick:
    turns = sorted(stances, key=lambda one: one.source)
    turns.sort(key=lambda one: (one.current, -one.rank, one.day, one.since), reverse=True)
    first, *others = turns
    return Pick(field, first.source, _rule(turns), tuple(one.source for one in others))


def _stance(field: str, own: Sequence[StatementRecord]) -> Stance:
    texts = sorted(text for one in own if not is_over(one) and (text := _text(one)) is not None)
    whole = field == "chair" or len(texts) == len(own)
    return Stance(
        own[0].source,
        field != "chair" or bool(texts),
        own[0].rank,
        _day(own[0].dated),
        max(one.since for one in own),
        tuple(texts) if whole and texts else None,
    )


def _text(one: StatementRecord) -> str | None:
    """What is set beside the other's: of a meeting with its days, None where they are not known."""
    if one.field != "meeting" or one.said is None:
        return one.said
    return f"{one.said} {one.first_day} {one.last_day}" if one.first_day and one.last_day else None


def _rule(turns: Sequence[Stance]) -> Rule:
    speaking = [one for one in turns if one.current]
    if len(turns) == 1 or len(speaking) == 1:
        return "only source"
    first, second = turns[:2]
    if first.said is not None and all(one.said == first.said for one in speaking):
        return "all agree"
    if first.rank != second.rank:
        return "rank"
    if first.day != second.day:
        return "stated date"
    return "observed date" if first.since != second.since else "name"


def _day(dated: str | None) -> date:
    """The first day of a source's own date; the earliest of all where it has none, or an uncertain one."""
    begin = (dated or "").partition("/")[0]
    days = None if begin.endswith(("~", "?", "%")) else span(begin)
    return days[0] if days else NEVER
