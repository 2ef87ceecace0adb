"""What it means that a person accepts the reading of a field: who went from below a label that stands has left, and
what went with its label is stated no more, for nobody said that it is not so any more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.compare.absent import is_bare
from monitor.compare.judged import Judged
from monitor.compare.match import pair
from monitor.compare.pairing import New, Pairing
from monitor.compare.recall import last_outcomes
from monitor.compare.under import label_lost
from monitor.model import FieldOutcome, Memory


def accepted(one: Judged, memory: Memory, today: date, language: str | None) -> Judged:
    """A field that a person accepted, as it is read; without a pairing it is stated no more.

    Who chairs is told as a whole, whatever labels stand.
    """
    outcome = one.outcome
    if outcome is None and one.after:
        outcome = FieldOutcome(one.at[0] or None, one.at[1], "partial", kept=len(one.after))
    if outcome is None or outcome.outcome not in ("ok", "partial") or is_bare(outcome, one.after):
        return replace(one, outcome=FieldOutcome(one.at[0] or None, one.at[1], "unstated"))
    pairing = pair(one.at[1], one.before, one.after, language)
    one = replace(one, outcome=outcome, pairing=pairing)
    lost = label_lost(one, memory, today) if one.at[1] != "chair" else []
    gone = tuple(entry for entry in pairing.gone if entry not in lost)
    return replace(one, pairing=replace(pairing, gone=gone), unstated=tuple(lost))


def stated_again(one: Judged, pairing: Pairing, memory: Memory) -> list[New]:
    """The entries that come below a label that stood not in the last reading, and were stated no more since such a
    label went: they stand as they did, and are not new.
    """
    last = next(iter(last_outcomes(memory, one.at)), None)
    known = {under.label for under in last.under} if last else set()
    below = one.outcome.under if one.outcome else ()
    back = {key for under in below if under.label not in known for key in under.keys or ()}
    return [new for new in pairing.come if new[1].key in back and (*one.at, new[1].key) in memory.unstated]
