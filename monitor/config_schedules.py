"""Which keys of a schedule stand together, and what a table takes over from the schedule of all."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.config_lines import Path
from monitor.config_tables import Mistake, Scheduled
from monitor.model import Schedule

WAYS = ("every", "cron", "at")


def schedule(table: Scheduled, whole: Schedule, path: Path) -> tuple[Schedule | None, list[Mistake]]:
    """The schedule of a table; None where it says nothing of one, or something wrong.

    What it leaves out it takes over from `whole`, the schedule of all.
    """
    mistakes = list(_mistakes(table, whole, path))
    if mistakes or not (_ways(table) or table.zone or table.jitter is not None):
        return None, mistakes
    way = table if _ways(table) else whole
    jitter = whole.jitter if table.jitter is None else table.jitter
    return Schedule(way.every, way.cron, way.at, table.zone or whole.zone, jitter), []


def _mistakes(table: Scheduled, whole: Schedule, path: Path) -> Iterator[Mistake]:
    ways = _ways(table)
    if len(ways) > 1:
        yield Mistake((*path, ways[1]), f'stands beside "{ways[0]}"', "Keep one: each says when it comes round.")
        return
    every = table.every if ways else whole.every
    if table.zone and every is not None:
        message = "says nothing: `every` goes by the time that passes, not by a clock"
        yield Mistake((*path, "zone"), message, 'Remove the line, or write at = "06:00" in the place of `every`.')
    if table.jitter and every is not None and table.jitter > every:
        yield Mistake((*path, "jitter"), "is longer than `every`", 'Write less, such as "5 min".')


def _ways(table: Scheduled) -> list[str]:
    return [key for key in WAYS if getattr(table, key) not in (None, ())]
