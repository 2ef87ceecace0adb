"""Labels below which the page says that there is more, and not yet what: `Observer organisations: TBC`.

Who is absent below such a label waits, for they may be what the page does not say yet; who is absent below another one
that was read to its end is gone.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.compare.judged import Judged
from monitor.compare.pairing import Pairing
from monitor.compare.recall import last_outcomes, place
from monitor.compare.under import all_known, label_of, left_open
from monitor.model import INSIDE, Memory, OpenStatement

APART = ("chair",)  # who chairs is asked for by role
LITTLE = 2  # entries, or a tenth of the list: more are another list


def as_far_as_known(one: Judged, memory: Memory) -> tuple[Judged, list[OpenStatement]]:
    """The field as one that was read to its end, and the entries that may be among those that are not known yet; as it
    is, and none, where no label is left open, or another line than ever was not understood.
    """
    outcome, pairing = one.outcome, one.pairing
    if outcome is None or pairing is None or not left_open(outcome) or one.at[1] in APART:
        return one, []
    if not all_known(outcome, memory, len(pairing.come)):
        return one, []
    wait = [entry for entry in pairing.gone if not _is_below_another(one, entry.statement.key, memory)]
    return replace(one, outcome=replace(outcome, outcome="ok"), pairing=pairing.without(wait)), wait


def goes_on(one: Judged, pairing: Pairing, memory: Memory) -> bool:
    """Whether a list that was never read to its end goes on when it is: what came to it is news as before, where it is
    little and more than the lines that were not understood and may have been it.
    """
    last = next(iter(last_outcomes(memory, one.at)), None)
    if last is None or last.outcome != "partial" or not (last.under and one.before) or one.at[1] in APART:
        return False
    if any(place(held) == one.at for held in memory.held):
        return False  # a part of it was read, and waited
    return len(last.unread) < len(pairing.come) <= max(LITTLE, len(one.before) // 10)


def _is_below_another(one: Judged, key: str, memory: Memory) -> bool:
    """Whether an entry was read below a label that stands and is not left open, and those that are stood beside it: one
    that is new may have taken the entry over.
    """
    last, stood = last_outcomes(memory, one.at), label_of(one.at, key, memory)
    if one.outcome is None or stood is None or not last:
        return False
    before = {under.label for under in last[0].under}
    opened = {under.label for under in left_open(one.outcome)}
    inside = any(f"{stood.label}{INSIDE}".startswith(f"{label}{INSIDE}") for label in opened)
    return opened <= before and not inside and stood.label in {under.label for under in one.outcome.under}
