"""Meetings for a calendar: each under an id that stays through its amendments, and with the days that it takes up."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlite_utils import Database

from monitor.history.answers import StatementRecord
from monitor.history.courses import Course, courses
from monitor.history.days import day_of, days_of
from monitor.history.meetings import Meeting, fits, same_meetings, stated_by
from monitor.history.standing import statements_now, statements_of

CANCELLED = "cancelled"
TO_THE_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", re.ASCII)
SEASON = re.compile(r"\d{4}-2[1-4]", re.ASCII)  # spring in Lima is not spring in Lisbon

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting, the first and the last of its `days`, and what became of it.

    `id` follows from what the first source said first while it was watched, and stays whatever is amended. `days` None:
    no day is told, but a month, a season, a year, or none at all. `off`: nothing is held on these days, for the meeting
    is called off, put off to no day that is told, or to a month that holds none of them. `amended` counts how often
    sources said it otherwise, and never falls; `changed_at` is when they last did. `statements`: ids of all that was
    ever said of it.
    """

    id: str
    meeting: Meeting
    days: Days | None
    off: bool
    amended: int
    first_said: datetime
    changed_at: datetime
    statements: frozenset[str]

    @property
    def is_told_wider(self) -> bool:
        """Whether its days were told before, and now a month or the like that holds them."""
        return self.days is not None and not self.off and _to_the_day(self.meeting.when) is None


def agenda(
    history: Database,
    *,
    mechanisms: Sequence[str] = (),
    since: date | None = None,
    changes: Collection[str] | None = None,
) -> tuple[Appointment, ...]:
    """The meetings that sources state now, and those that they called off before they left them out; by day, those
    without one last. `since`: only those with a day then or later, or with none and still announced. `changes` (public
    ids): only those that these tell of.
    """
    wanted = sorted(set(mechanisms))
    condition = f"s.field = 'meeting' AND s.mechanism IN ({', '.join('?' * len(wanted))})" if wanted else ""
    every = statements_of(history, condition or "s.field = 'meeting' AND s.mechanism IS NOT NULL", wanted)
    standing = {one.id for one in statements_now(history, field="meeting")}
    found: list[Appointment] = []
    for mechanism, said in groupby(every, key=lambda one: one.mechanism or ""):
        found += _of_mechanism(mechanism, courses(history, list(said)), standing)
    about = None if changes is None else _told_by(history, changes)
    chosen = (one for one in found if about is None or one.statements & about)
    return tuple(sorted((one for one in chosen if _is_since(one, since)), key=_order))


def _told_by(history: Database, changes: Collection[str]) -> frozenset[str]:
    """The statements that changes closed or opened."""
    sql = (
        "SELECT s.public FROM change h JOIN change_statement x ON x.change = h.id"
        " JOIN statement s ON s.id = x.statement WHERE h.public IN (SELECT value FROM json_each(?))"
    )
    return frozenset(public for (public,) in history.execute(sql, [json.dumps(sorted(changes))]))


def _of_mechanism(mechanism: str, ways: Sequence[Course], standing: set[str]) -> list[Appointment]:
    """The meetings that stand, each with the courses that ended in the same words; and those that ended called off."""
    course = {one.last.id: one for one in ways}
    groups = [
        [course[said.id] for said in group]
        for group in same_meetings(one.last for one in ways if one.last.id in standing)
    ]
    left: list[list[Course]] = []
    for ended in (one for one in ways if one.last.id not in standing):
        same = [group for group in groups if all(_is_same(ended.last, one.last) for one in group)]
        if len(same) == 1:
            same[0].append(ended)
        elif ended.last.value.get("state") == CANCELLED:
            left.append([ended])
    return [_appointment(mechanism, group, ways, standing) for group in (*groups, *left)]


def _appointment(mechanism: str, group: list[Course], ways: Iterable[Course], standing: set[str]) -> Appointment:
    owner = min(group, key=lambda one: one.begun)
    meeting = stated_by(mechanism, [one.last for one in group if one.last.id in standing] or [owner.last])
    days, off = _days(meeting, owner)
    beside = [one for one in ways if one in group or _ever_same(one, owner)]
    return Appointment(
        id=owner.id,
        meeting=meeting,
        days=days,
        off=off,
        amended=sum(len(one.said) - 1 for one in beside),
        first_said=owner.said[0].since,
        changed_at=max(one.changed_at for one in beside),
        statements=frozenset(said.id for one in group for said in one.said),
    )


def _days(meeting: Meeting, owner: Course) -> tuple[Days | None, bool]:
    """The days that a meeting takes up, and whether nothing is held on them."""
    if days := _to_the_day(meeting.when):
        return days, meeting.state == CANCELLED
    if meeting.state is None and not meeting.announced:
        return None, False
    earlier = [meeting.was, *(said.value.get("date") for said in reversed(owner.said[:-1]))]
    had = next((days for edtf in earlier if (days := _to_the_day(edtf))), None)
    return had, had is not None and (meeting.state is not None or not _may_be(meeting.when, had))


def _may_be(edtf: str | None, days: Days) -> bool:
    """Whether a date, whose ends may be open, holds any of some days; of a season that is not known."""
    if edtf and SEASON.search(edtf):
        return False
    first, last = map(day_of, days_of("meeting", {"date": edtf}))
    return bool(first or last) and (not first or first <= days[1]) and (not last or days[0] <= last)


def _to_the_day(edtf: str | None) -> Days | None:
    """The days of a date that gives them both: no month has a day that is meant, and no `about`."""
    if not edtf or not TO_THE_DAY.fullmatch(edtf):
        return None
    first, last = map(day_of, days_of("meeting", {"date": edtf}))
    return (first, last) if first and last else None


def _is_same(one: StatementRecord, other: StatementRecord) -> bool:
    return fits(one, other) or fits(other, one)


def _ever_same(one: Course, other: Course) -> bool:
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return False
    if one.last_day < other.first_day or other.last_day < one.first_day:  # most are of other days, soon seen
        return False
    return any(_is_same(mine, theirs) for mine in one.said for theirs in other.said)


def _is_since(one: Appointment, since: date | None) -> bool:
    if since is None:
        return True
    return one.days[1] >= since if one.days else one.meeting.announced


def _order(one: Appointment) -> tuple[Days, str, str]:
    return one.days or (date.max, date.max), one.meeting.mechanism, one.id
