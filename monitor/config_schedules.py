"""Which keys of a schedule stand together, and what a table takes over from the schedule of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.config_lines import Path
from monitor.config_tables import Mistake, Scheduled
from monitor.model import Schedule

WAYS = ("every", "cron", "at")


def schedule_of_all(table: Scheduled, path: Path) -> tuple[Schedule, list[Mistake]]:
    """The schedule of those that have none of their own, from the table whose defaults say one."""
    default = Schedule(every=table.__class__.model_fields["every"].default)
    found, mistakes = schedule(table, default, path)
    return found or default, mistakes


def schedule(table: Scheduled, whole: Schedule, path: Path) -> tuple[Schedule | None, list[Mistake]]:
    """The schedule of a table; None where it says nothing of one, or something wrong.

    What it leaves out it takes over from `whole`, the schedule of all.
    """
    ways = [key for key in WAYS if key in table.model_fields_set]
    mistakes = list(_mistakes(table, ways, whole, path))
    if mistakes or not (ways or table.zone or table.jitter is not None):
        return None, mistakes
    jitter = whole.jitter if table.jitter is None else table.jitter
    zone = table.zone or whole.zone
    if not ways:
        return replace(whole, zone=zone, jitter=jitter), []
    return Schedule(**{ways[0]: getattr(table, ways[0])}, zone=zone, jitter=jitter), []


def _mistakes(table: Scheduled, ways: list[str], whole: Schedule, path: Path) -> Iterator[Mistake]:
    if len(ways) > 1:
        yield Mistake((*path, ways[1]), f'stands beside "{ways[0]}"', "Keep one: each says when it comes round.")
        return
    every = getattr(table, ways[0]) if ways == ["every"] else None if ways else whole.every
    if table.zone and every is not None:
        message = "says nothing: `every` goes by the time that passes, not by a clock"
        yield Mistake((*path, "zone"), message, 'Remove the line, or write at = "06:00" in the place of `every`.')
    if table.jitter and every is not None and table.jitter > every:
        yield Mistake((*path, "jitter"), "is longer than `every`", 'Write less, such as "5 min".')
