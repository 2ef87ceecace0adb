"""Which of the captures that a file offers become ours. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.backfill.result import Collapse
from monitor.backfill.seen import Page

Known = tuple[datetime, str]  # when a capture was made, and the sha256 of its body

PERIODS: dict[Collapse, str] = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d", "month": "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be added, oldest first; how many are there already, and how many are left out beside a neighbour."""

    pages: tuple[Page, ...]
    known: int
    collapsed: int


def choose(pages: Sequence[Page], archived: Iterable[Known], collapse: Collapse) -> Chosen:
    """`pages`, oldest first, without those that the archive has (of the same second, with the same bytes) and without
    those that `collapse` makes one with a neighbour: with the same bytes as what was there before, ours or theirs
    (`digest`), or not the first of its hour, day or month.

    A second time, with what was added the first time, it chooses nothing.
    """
    timeline = sorted(archived)
    there = {(_second(at), sha256) for at, sha256 in timeline}
    added: list[Page] = []
    known = collapsed = 0
    periods: set[str] = set()
    for page in pages:
        mark = (_second(page.at), page.slip.sha256)
        period = page.at.astimezone(UTC).strftime(PERIODS[collapse]) if collapse in PERIODS else ""
        is_first = period not in periods
        periods |= {period} if period else set()
        if mark in there:
            known += 1
        elif (period and not is_first) or (collapse == "digest" and _before(page, timeline, added) == mark[1]):
            collapsed += 1
        else:
            added.append(page)
            there.add(mark)
    return Chosen(tuple(added), known, collapsed)


def _before(page: Page, timeline: Sequence[Known], added: Sequence[Page]) -> str | None:
    """The sha256 of what stood right before a page, in the archive or among what is added."""
    at = bisect_left(timeline, (page.at, ""))
    ours = timeline[at - 1] if at else None
    theirs = (added[-1].at, added[-1].slip.sha256) if added else None
    last = max(filter(None, (ours, theirs)), default=None)
    return last[1] if last else None


def _second(at: datetime) -> int:
    return int(at.timestamp())
