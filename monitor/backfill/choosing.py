"""Which of the captures that a file offers become ours. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.backfill.held import Held
from monitor.backfill.result import Collapse
from monitor.backfill.seen import Page

PERIODS: dict[Collapse, str] = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d", "month": "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be added, oldest first; how many are `known` (there already, or taken out since they say nothing),
    `collapsed` (left out beside a neighbour) and `redacted` (taken out on request).
    """

    pages: tuple[Page, ...]
    known: int
    collapsed: int
    redacted: int


def choose(pages: Sequence[Page], ours: Held, collapse: Collapse) -> Chosen:
    """`pages`, oldest first, without those that the archive has (of the same second, with the same bytes) or may not
    have, and without those that `collapse` makes one with a neighbour: with the same bytes as what was there before,
    ours or theirs (`digest`), or not the first of its hour, day or month.

    A second time, with what was added the first time, it chooses nothing.
    """
    there = {(_second(at), sha256) for at, sha256 in ours.timeline} | ours.thinned
    added: list[Page] = []
    known = collapsed = redacted = 0
    periods: set[str] = set()
    for page in pages:
        mark = (_second(page.at), page.slip.sha256)
        period = page.at.astimezone(UTC).strftime(PERIODS[collapse]) if collapse in PERIODS else ""
        is_first = period not in periods
        if mark[1] in ours.redacted:
            redacted += 1
            continue
        periods |= {period} if period else set()
        if mark in there:
            known += 1
        elif (period and not is_first) or (collapse == "digest" and _before(page, ours.timeline, added) == mark[1]):
            collapsed += 1
        else:
            added.append(page)
            there.add(mark)
    return Chosen(tuple(added), known, collapsed, redacted)


def _before(page: Page, timeline: Sequence[tuple[datetime, str]], added: Sequence[Page]) -> str | None:
    """The sha256 of what stood right before a page, in the archive or among what is added."""
    at = bisect_left(timeline, (page.at, ""))
    ours = timeline[at - 1] if at else None
    theirs = (added[-1].at, added[-1].slip.sha256) if added else None
    last = max(filter(None, (ours, theirs)), default=None)
    return last[1] if last else None


def _second(at: datetime) -> int:
    return int(at.timestamp())
