"""What our own looks found between captures that others made. Pure.

A look that finds the page as it was leaves a row in the run log and nothing in the archive. Once a capture that
somebody else made stands before it, with other bytes, something follows from that look: the page came back to what it
had been.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from monitor.history.imports import SeenAgain

Mark = tuple[datetime, str]  # when the bytes with a sha256 stood there
OURS, THEIRS, LOOK = range(3)


def timeline(captures: Iterable[Mark], looks: Iterable[SeenAgain]) -> tuple[Mark, ...]:
    """When which bytes stood there, by captures and by looks, oldest first."""
    return tuple(sorted({*captures, *((look.at, look.capture.sha256) for look in looks)}))


def as_archived(looks: Sequence[SeenAgain], kept: Iterable[datetime]) -> list[SeenAgain]:
    """The looks of the run log, oldest first, with the time at which the archive has them, where it does: the log has
    the moment at which their answer was looked at.
    """
    times = sorted(kept)
    found: list[SeenAgain] = []
    before = datetime.min.replace(tzinfo=UTC)
    for look in looks:
        last = bisect_right(times, look.at) - 1
        after = max(before, look.capture.fetched_at)
        found.append(replace(look, at=times[last]) if last >= 0 and times[last] > after else look)
        before = look.at
    return found


def to_be_kept(ours: Iterable[Mark], theirs: Iterable[Mark], looks: Sequence[SeenAgain]) -> list[SeenAgain]:
    """The looks that are to be captures when `theirs` come between `ours`: each that finds bytes which nothing shows
    since the last of theirs.
    """
    events: list[tuple[datetime, int, str, SeenAgain | None]] = [(at, OURS, sha256, None) for at, sha256 in ours]
    events += [(at, THEIRS, sha256, None) for at, sha256 in theirs]
    events += [(look.at, LOOK, look.capture.sha256, look) for look in looks]
    kept: list[SeenAgain] = []
    shown: set[str] | None = None  # since the last of theirs; None before the first
    for _, kind, sha256, look in sorted(events, key=lambda event: event[:3]):
        if kind == THEIRS:
            shown = set()
        elif look is not None and shown is not None and sha256 not in shown:
            kept.append(look)
        if shown is not None:
            shown.add(sha256)
    return kept
