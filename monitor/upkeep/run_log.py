"""Gaps in the log of runs, and captures that wait to be read: remarks, for nothing that is stored is lost by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor import due
from monitor.config import Settings
from monitor.history import Database
from monitor.history.soundness import pauses, unended, unread
from monitor.upkeep.problems import Problem, instant

SLACK = timedelta(hours=24)  # a run that failed, a machine that was off over night


def gaps(history: Database, settings: Settings, now: datetime) -> Iterator[Problem]:
    """Runs that began and never ended, and times without a run that are longer than the sources allow.

    A time is too long when the source that is looked at most often could have been looked at twice in it, and a day
    has passed beside.
    """
    for number, started, is_last in unended(history):
        at_work = "is at work, or was killed" if is_last else "was killed"
        yield Problem("unended", f"run {number} began {instant(started)} and never ended: it {at_work}")
    often = due.shortest_gap(settings, now)
    if often is None:
        return
    longest = max(2 * often, often + SLACK)
    for pause in pauses(history, longest=int(longest.total_seconds()), now=now):
        until = f"and {instant(pause.until)}" if pause.until else "and now"
        yield Problem("pause", f"no run between {instant(pause.since)} {until}; one was due every {_words(often)}")


def waiting(history: Database, sources: frozenset[str]) -> Iterator[Problem]:
    """Captures of these sources that were kept, and neither read nor judged."""
    for one in unread(history):
        capture = one.capture
        if capture.source in sources:
            kind = "overtaken" if one.overtaken else "unread"
            message = "this capture was not read yet" if kind == "unread" else "this capture was never read"
            file = f"{capture.source}/{capture.place.segment}"
            yield Problem(kind, message, capture.source, file, capture.place.offset, capture.id)


def _words(time: timedelta) -> str:
    hours = time.total_seconds() / 3600
    return f"{hours:g} hours" if hours != 1 else "hour"
