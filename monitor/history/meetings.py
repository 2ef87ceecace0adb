"""Meetings by the calendar: the same meeting that several sources state is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlite_utils import Database

from monitor.history.answers import StatementRecord
from monitor.history.picking import by_turn
from monitor.history.standing import statements_now
from monitor.lookups import fold
from monitor.lookups.venues import venue

PUT_OFF = "postponed"  # the state of a meeting that has no day


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a mechanism. `says`: what each source states of it, the one that says most first.

    `when` (EDTF), `first_day` and `last_day` are of the narrowest date that a source gives; the rest is of the source
    that is taken first (`picking`), or of the next that says it. None is unknown, as of one that is put off to no day;
    `was` is then when it was to be.
    """

    mechanism: str
    when: str | None
    place: str | None
    country: str | None
    title: str | None
    announced: bool  # by every source that states it: what its text says, not the calendar of today
    state: str | None  # `cancelled` or `postponed`, where the source says so that is taken first
    first_day: date | None
    last_day: date | None
    says: tuple[StatementRecord, ...]
    was: str | None = None


def meetings(
    history: Database,
    *,
    mechanisms: Sequence[str] = (),
    countries: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    at: datetime | None = None,
    to_come: bool = False,
) -> tuple[Meeting, ...]:
    """Meetings that are stated now, or were observed to be at `at`, and that touch the days since <= day <= until.

    By day, those without one last; a window leaves them out, but for those that are put off and were to be within it,
    or that sources announce, where all that is `to_come` after `since` is asked for. Two statements are one meeting
    when different sources make them, the days of the one are or lie within those of the other, and neither place nor
    country differs; a wide date that fits several narrow ones stays on its own. An empty filter lets all pass.
    """
    found: list[Meeting] = []
    for mechanism in sorted(set(mechanisms)) or (None,):
        stated = statements_now(history, mechanism=mechanism, field="meeting", at=at)
        for named, of_one in groupby(stated, key=lambda one: one.mechanism):
            found += (stated_by(named, group) for group in same_meetings(of_one)) if named else ()
    chosen = (
        one
        for one in found
        if (
            _touches((one.first_day, one.last_day), since, until)
            or (to_come and until is None and _is_put_off(one, since))
        )
        and (not countries or one.country in countries)
    )
    return tuple(sorted(chosen, key=_order))


def same_meetings(stated: Iterable[StatementRecord]) -> list[list[StatementRecord]]:
    """The statements of one mechanism by meeting: from the narrowest date to the widest."""
    groups: list[list[StatementRecord]] = []
    for one in sorted(stated, key=_width):
        fitting = [group for group in groups if all(fits(one, other) for other in group)]
        exact = [group for group in fitting if any(_days(one) == _days(other) for other in group)]
        titled = [group for group in exact if any(_title(one) == _title(other) for other in group)]
        chosen = next((few for few in (titled, exact, fitting) if len(few) == 1), None)
        chosen[0].append(one) if chosen else groups.append([one])
    return groups


def fits(one: StatementRecord, other: StatementRecord) -> bool:
    """Whether two statements of different sources may be of one meeting, the first with the wider date."""
    if one.source == other.source or not all((*_days(one), *_days(other))):
        return False
    within = _within(other.first_day, one) and _within(other.last_day, one)
    return within and all(_agree(one, other, part) for part in ("place", "country"))


def _within(day: date | None, one: StatementRecord) -> bool:
    return bool(day and one.first_day and one.last_day and one.first_day <= day <= one.last_day)


def _agree(one: StatementRecord, other: StatementRecord, part: str) -> bool:
    mine, theirs = one.value.get(part), other.value.get(part)
    return not mine or not theirs or venue(str(mine)) == venue(str(theirs))


def stated_by(mechanism: str, group: Sequence[StatementRecord]) -> Meeting:
    """The meeting that statements of several sources, or of one, are of."""
    says = tuple(sorted(group, key=lambda one: (_width(one)[0], -len(one.value.get("title") or ""), one.source)))

    turns = by_turn(says)  # by the rule of `now`, which no wording in another language turns

    def first(part: str) -> str | None:
        return next((one.value[part] for one in turns if one.value.get(part)), None)

    announced = all(one.value.get("announced") is True for one in says)
    when = next((one.value["date"] for one in says if one.value.get("date")), None)
    parts = (when, first("place"), first("country"), first("title"))
    state = turns[0].value.get("state")
    if state == PUT_OFF:
        return Meeting(mechanism, None, *parts[1:], announced, state, None, None, says, was=parts[0])
    return Meeting(mechanism, *parts, announced, state, says[0].first_day, says[0].last_day, says)


def _is_put_off(one: Meeting, since: date | None) -> bool:
    """Whether a meeting is put off to no day, and is announced still or was to be held since a day."""
    return one.state == PUT_OFF and (one.announced or _touches(_days(one.says[0]), since, None))


def _touches(days: tuple[date | None, date | None], since: date | None, until: date | None) -> bool:
    """Whether a meeting's days touch a window. An end that is open touches all that follows, or all before."""
    if since is None and until is None:
        return True
    first, last = days
    if first is None and last is None:
        return False
    late = since is not None and last is not None and last < since
    early = until is not None and first is not None and first > until
    return not late and not early


def _days(one: StatementRecord) -> tuple[date | None, date | None]:
    return one.first_day, one.last_day


def _title(one: StatementRecord) -> str:
    return fold(one.value.get("title") or "")


def _width(one: StatementRecord) -> tuple[int, str, str]:
    first, last = _days(one)
    return ((last - first).days if first and last else 1 << 30), one.source, one.id


def _order(one: Meeting) -> tuple[date, date, str, str, str]:
    begins = one.first_day or one.last_day or date.max
    return begins, one.last_day or date.max, one.was or "", one.mechanism, one.title or ""
