"""Troubles that come and go: their ends are told once, and one that fails every other day does not fill the digests.

Pure. An end is told when it comes. Only where trouble is back within a week, for the third time at least, it comes and
goes: that is one state, listed while it lasts, and its end is told when a week has passed without trouble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

CALM = timedelta(days=7)  # without trouble for so long, what comes is another trouble
OFTEN = 3  # troubles in a row from which on they come and go

Of = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when (None: it lasts) something was wrong, and in which words. `of`: a source, and what of it;
    `turn`: that of its end (see `history.heard`).
    """

    of: Of
    since: datetime
    until: datetime | None
    words: str
    turn: int | None = None


Told = Mapping[Of, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Spells:
    """What a window tells of troubles, by what they are of. `ended`: those that are over, and it is time to tell that;
    `unsteady`: those that come and go and are away at the end of the window; `again`: that come and go and are there.
    """

    ended: Told
    unsteady: Told
    again: Told


def spells(
    spans: Iterable[Span], since: datetime | None, until: datetime, calm: Mapping[str, int] | None = None
) -> Spells:
    """What [since, until) tells of all troubles that ever were, as they were known at its end. `calm`: up to which turn
    it was told of sources already that they do not come and go any more, if the clock was ahead then.
    """
    ended: dict[Of, tuple[Span, ...]] = {}
    unsteady: dict[Of, tuple[Span, ...]] = {}
    again: dict[Of, tuple[Span, ...]] = {}
    for row in _rows(_as_known(spans, until)):
        of, last = row[0].of, row[-1].until
        often, turn = len(row) >= OFTEN, row[-1].turn
        if often and last is not None and turn is not None and turn <= (calm or {}).get(of[0], 0):
            continue
        if often and last is None:
            again[of] = row
        elif often and last is not None and last + CALM >= until:
            unsteady[of] = row
        elif often and last is not None:
            ended[of] = ended.get(of, ()) + (row if _is_in(last + CALM, since, until) else ())
        else:
            over = tuple(one for one in row if one.until and _is_in(one.until, since, until))
            ended[of] = ended.get(of, ()) + over
    return Spells({of: over for of, over in ended.items() if over}, unsteady, again)


def _is_in(at: datetime, since: datetime | None, until: datetime) -> bool:
    return (since is None or at >= since) and at < until


def _as_known(spans: Iterable[Span], until: datetime) -> list[Span]:
    """As they were known at a time, by what they are of and in their order; those that went on in another as one."""
    known: list[Span] = []
    for one in sorted((one for one in spans if one.since < until), key=lambda one: (one.of, one.since)):
        end = one.until if one.until and one.until < until else None
        last = known[-1] if known else None
        if last and last.of == one.of and (last.until is None or one.since <= last.until):
            known[-1] = Span(one.of, last.since, end and last.until and max(end, last.until), one.words, one.turn)
        else:
            known.append(Span(one.of, one.since, end, one.words, one.turn))
    return known


def _rows(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """The troubles of each that came soon after one another."""
    row: tuple[Span, ...] = ()
    for one in spans:
        last = row[-1] if row else None
        if last and (one.of != last.of or (last.until and one.since - last.until >= CALM)):
            yield row
            row = ()
        row += (one,)
    if row:
        yield row
