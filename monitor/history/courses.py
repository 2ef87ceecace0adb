"""The course of a meeting: all that one source said of it, one after the other, each an amendment of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from monitor.history.answers import StatementRecord
from monitor.history.database import moment
from monitor.ids import public_id

# What a change closed, and what it opened in its place.
AMENDED = """
SELECT b.public, a.public FROM change_statement x
JOIN change_statement y ON y.change = x.change AND y.side = 'after'
JOIN statement b ON b.id = x.statement AND b.field = 'meeting'
JOIN statement a ON a.id = y.statement AND a.field = 'meeting' AND a.opened_by = b.closed_by
WHERE x.side = 'before'
"""
WATCHED_FROM = """
SELECT o.name, min(c.seen_at) FROM capture c JOIN source o ON o.id = c.source WHERE c.origin IS NULL GROUP BY o.id
"""


@dataclass(frozen=True, slots=True)
class Course:
    """`said` is in the order of time, the last one may have ended. `id` follows from what was said first while the
    source was watched (`begun`): what is imported later, of a time before, changes nothing of it, and a source may be
    renamed. `first_day` and `last_day` are those of all the days that were ever told; None where none were.
    """

    id: str
    said: tuple[StatementRecord, ...]
    begun: tuple[datetime, str]  # when, and the source
    first_day: date | None
    last_day: date | None

    @property
    def last(self) -> StatementRecord:
        """What was said last."""
        return self.said[-1]

    @property
    def changed_at(self) -> datetime:
        """When anything of it last began or ended."""
        return max(one.until or one.since for one in self.said)


def courses(history: Database, said: Sequence[StatementRecord]) -> tuple[Course, ...]:
    """The statements of meetings, each in its course. One that comes back as it was goes on with its course."""
    watched_from = {source: moment(at) for source, at in history.execute(WATCHED_FROM)}
    amends = {after: before for before, after in history.execute(AMENDED)}
    ended: dict[str, str] = {}  # a statement that nothing followed yet -> the first of its course
    at_key: dict[tuple[str, str], str] = {}
    found: dict[str, list[StatementRecord]] = {}
    for one in sorted(said, key=_order):
        before = next((each for each in (amends.get(one.id), at_key.get((one.source, one.key))) if each in ended), None)
        first = one.id if before is None else ended.pop(before)
        found.setdefault(first, []).append(one)
        if one.until is not None:
            ended[one.id] = first
            at_key[one.source, one.key] = one.id
    made = [_course(group, watched_from.get(group[0].source)) for group in found.values()]
    return tuple(_each_its_own(sorted(made, key=lambda one: one.begun)))


def _each_its_own(made: Iterable[Course]) -> Iterator[Course]:
    """Where several sources began in the same words, the later ones have an id that says whose they are."""
    taken: set[str] = set()
    for one in made:
        yield replace(one, id=public_id(one.id, one.begun[1])) if one.id in taken else one
        taken.add(one.id)


def _course(said: Iterable[StatementRecord], watched_from: datetime | None) -> Course:
    in_order = tuple(said)
    held = (one for one in in_order if watched_from is None or one.until is None or one.until > watched_from)
    first = next(held, in_order[0])
    begun = max(first.since, watched_from) if watched_from else first.since
    days = [(one.first_day, one.last_day) for one in in_order if one.first_day and one.last_day]
    return Course(
        public_id(first.mechanism, first.key),
        in_order,
        (begun, first.source),
        min((day for day, _ in days), default=None),
        max((day for _, day in days), default=None),
    )


def _order(one: StatementRecord) -> tuple[datetime, datetime, str]:
    return one.since, one.until or datetime.max.replace(tzinfo=one.since.tzinfo), one.id
