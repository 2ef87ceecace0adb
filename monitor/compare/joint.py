"""Those who chair together: `Australia and Indonesia` and `Co-chairs: Australia and Indonesia` say the same of them.

Where all who chair are equals, before and now, the role is the one in which they stood. Where a page says who is chair
and who is co-chair, or says so no more, that is told, and so is each who comes or goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.compare.identity import CURRENT, Scope, who
from monitor.compare.pairing import New
from monitor.model import OpenStatement, Statement

TOGETHER = 2  # who chair, at least


def as_they_sat(old: Mapping[Scope, Sequence[OpenStatement]], new: Mapping[Scope, list[New]]) -> dict[Scope, list[New]]:
    """The new reading, with those who chair as equals in the roles in which they stood."""
    return {
        at: _as_they_sat([one.statement for one in old.get(at, ())], entries) if at[1] == "chair" else entries
        for at, entries in new.items()
    }


def _as_they_sat(stood: Sequence[Statement], entries: list[New]) -> list[New]:
    had, have = _roles(stood), _roles([entry for _, entry in entries])
    if len(had) != 1 or len(have) != 1 or had == have:
        return entries
    return [(at, _in_role(one, *had) if one.value.get("role") in CURRENT else one) for at, one in entries]


def _roles(entries: Sequence[Statement]) -> set[str]:
    """The roles of those who chair now; none where one alone does."""
    current = [one for one in entries if one.value.get("role") in CURRENT]
    return {one.value["role"] for one in current} if len({*map(who, current)}) >= TOGETHER else set()


def _in_role(one: Statement, role: str) -> Statement:
    return replace(one, value={**one.value, "role": role})
