"""Values that can hardly be: 200 members where 12 stood, a meeting in 1066, a term that ends before it begins.

The numbers stand in lookups/plausible.toml. What is beyond them is never believed by itself, and never a change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from monitor.compare.guard import GROWN_OVER, GROWN_TIMES
from monitor.compare.identity import form_of, identity
from monitor.compare.pairing import New
from monitor.compare.spans import ends_before_it_begins, span
from monitor.errors import LookupDataError
from monitor.lookups import load
from monitor.model import Json, OpenStatement, Statement

COUNTS = ("member_count", "observer_count", "member_count_parts", "observer_count_parts")
DATED = {"meeting": "date", "document": "year", "chair": "term"}  # the part of an entry that is its date
YEAR = re.compile(r"\d+")
YEAR_AHEAD = re.compile(r"(?:^|(?<=/))\d{4}")
SHOWN = 3  # reasons that are told


@dataclass(frozen=True, slots=True)
class Bounds:
    """The table: people or bodies that belong to one list at most, the first year, years ahead of the look, the first
    year of meetings and terms.
    """

    most: int
    earliest: int
    ahead: int
    doing: int


@cache
def bounds() -> Bounds:
    """The table as shipped. LookupDataError names the number that is missing or none."""
    table = load.table("plausible")
    found = []
    for part, names in (("count", ("most",)), ("year", ("earliest", "ahead")), ("doing", ("earliest",))):
        entry = table.get(part, {})
        load.only(entry, names, "plausible.toml", of=f"[{part}]")
        for name in names:
            if not isinstance(entry.get(name), int):
                raise LookupDataError(f"lookups/plausible.toml, [{part}]: `{name}` must be a whole number")
            found.append(entry[name])
    return Bounds(*found)


def sifted(
    entries: Sequence[New], stood: Sequence[OpenStatement], today: date, meetings: Iterable[Statement] = ()
) -> tuple[list[New], list[New], str]:
    """The entries that may be, those that can hardly be, and why.

    What stood already was believed once, and goes on. `meetings`: those of the mechanism, which is older than they are.
    """
    believed = {_told(one.statement) for one in stood}
    odd: list[New] = []
    why: list[str] = []
    last = _last(meetings, today) if stood else None
    for entry in entries:
        if _told(entry[1]) in believed:
            continue
        if reason := _doubted(entry[1], stood, today, last) or _of_century(entry[1], believed):
            odd.append(entry)
            why.append(reason)
    good = [entry for entry in entries if entry not in odd]
    told = list(dict.fromkeys(sorted(why)))
    more = f"; {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return good, odd, "; ".join(told[:SHOWN]) + more


def is_number_odd(number: int | None, field: str, stood: Sequence[OpenStatement], last: int | None) -> bool:
    """Whether the number that a page claims for a list can hardly be, so that it proves nothing of what is listed.

    `stood`: the statements of the number that the list has to itself; without them `last` is what it claimed before.
    """
    before = [one.statement.value for one in stood if isinstance(one.statement.value, int)]
    before = before or ([last] if last is not None else [])
    return f"{field}_count" in COUNTS and _of_count(number, before) is not None


def _doubted(entry: Statement, stood: Sequence[OpenStatement], today: date, last: date | None) -> str | None:
    if entry.field in COUNTS:
        before = [one.statement.value for one in stood if isinstance(one.statement.value, int)]
        return _of_count(entry.value, before)
    for stated in _dates(entry):
        if reason := _of_date(stated, today, _earliest(entry)):
            return reason
    days = span(entry.value) if entry.field == "established" and isinstance(entry.value, str) else None
    if days and last and days[0] > last:
        return f"{entry.value} is after the last meeting, {last}"
    return None


def _of_count(value: Json, before: Sequence[int]) -> str | None:
    numbers = value.values() if isinstance(value, dict) else (value,)
    for number in numbers:
        if not isinstance(number, int):
            continue
        if number < 0:
            return f"{number} is less than none"
        if number > bounds().most:
            return f"{number} is more than {bounds().most}"
        if before and number > GROWN_OVER and number > GROWN_TIMES * max(before):
            return f"{number}, where {max(before)} stood"
    return None


def _of_century(entry: Statement, believed: Collection[tuple[str, Json]]) -> str | None:
    """Why an entry is doubted that stands a hundred years before the same one: 1926, where 2026 stood."""
    part, value = DATED.get(form_of(entry)), entry.value
    if part is None or not isinstance(value, dict) or not value.get(part):
        return None
    stated = str(value[part])
    later = YEAR_AHEAD.sub(lambda year: str(int(year[0]) + 100), stated)
    same = replace(entry, value=value | {part: int(later) if isinstance(value[part], int) else later})
    return f"{stated}, where {later} stood" if _told(same) in believed else None


def _told(entry: Statement) -> tuple[str, Json]:
    """What an entry says, in any spelling: of a chair with the term, which its identity leaves out."""
    return identity(entry), entry.value.get("term") if form_of(entry) == "chair" else None


def _earliest(entry: Statement) -> int:
    return bounds().doing if form_of(entry) in ("meeting", "chair") else bounds().earliest


def _of_date(stated: str, today: date, earliest: int) -> str | None:
    if ends_before_it_begins(stated):
        return f"{stated} ends before it begins"
    for part in stated.split("/"):
        year = YEAR.match(part)
        if year is None:
            continue
        if int(year[0]) < earliest:
            return f"{stated} is before {earliest}"
        if int(year[0]) > today.year + bounds().ahead:
            return f"{stated} is more than {bounds().ahead} years ahead"
    return None


def _dates(entry: Statement) -> Iterator[str]:
    """The dates that an entry states: EDTF."""
    value = entry.value
    part = DATED.get(form_of(entry))
    found = value.get(part) if part and isinstance(value, dict) else value if entry.field == "established" else None
    if isinstance(found, (str, int)) and not isinstance(found, bool):
        yield str(found)


def _last(meetings: Iterable[Statement], today: date) -> date | None:
    """The last day of the last meeting that was held."""
    held = (one for one in meetings if not one.value.get("announced") and not _doubted(one, (), today, None))
    return max((days[1] for one in held if (days := span(one.value.get("date")))), default=None)
