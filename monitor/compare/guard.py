"""The collapse guard: what must be held instead of believed (design rule 3 and "Numbers").

A lost label is never accepted by itself. A count is, on positive evidence that stayed identical over three runs and
48 hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.compare.identity import Scope, identity
from monitor.compare.kinds import counts_net
from monitor.compare.pairing import New, Pairing
from monitor.ids import public_id
from monitor.model import FieldOutcome, Held, Memory, OpenStatement

LABEL_GONE = "its label is no longer on the page"
STANDS_EMPTY = "its label stands on the page with nothing below it"
NOT_UNDERSTOOD = "its section was not understood"
COLLAPSED = "most other fields of the page are gone"
STRAYED = "{strays} of its new entries stood under a label that is no longer on the page"
UNNAMED = "who chairs now is not named any more"
REMARKED = "a remark behind who chairs was not understood, and not all who did are named"
LABEL_EMPTY = "the label of {whom} stands on the page with nothing below it"
UNREAD_BESIDE = "a line below who chairs was not understood, and not all who did are named"
LABEL_LOST = "the label of {whom} is no longer on the page"
SET_APART = "“{label}” names others beside the list now, or named others before"
STRANGERS = "its new entries stand below “{group}”, which does not say that they belong"
UNPLACED = "a line that no field takes names {whom} now"
TOLD_STILL = "a sentence gives the chair to {whom} still"
TURNED = "the page is in another language, and does not say as many things there"
ASTRAY = "what stood for {whose} stands here now"
ASTRAY_ROW = "what stood for {whose} stands in the row of another now"
NOT_YET = "the page says that it is not known yet who it is"
NOT_YET_WHAT = "the page says that it is not known yet, or does not apply"
UNKNOWN = frozenset((NOT_YET, NOT_YET_WHAT))
WHO = ("chair", "secretariat")  # fields of which it is not known who it is
NAMED_STILL = "a sentence that gives it to others names {whom} too"
LACKING = "{gone} of {stood} entries are not among the lines that were understood"
UNSURE = "not all of its lines are understood any more, and the label of another field is gone"
FALLEN_SHARE = 0.5  # more of the fields that stood, gone at once
GONE_AT_LEAST, GONE_SHARE = 2, 0.10  # more than the larger of the two, gone at once
GROWN_TIMES, GROWN_OVER = 3, 20  # more than three times as many and over twenty
RUNS, HOURS = 3, timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a reading is not believed yet. `of_some`: the handover that it states is believed, and the rest waits."""

    reason: str
    by_itself: bool = False
    of_some: bool = False


def not_yet(field: str, *, of_some: bool = False) -> Doubt:
    """What says that the page calls a field, or entries of it, not known yet."""
    return Doubt(NOT_YET if field in WHO else NOT_YET_WHAT, of_some=of_some)


@dataclass(frozen=True, slots=True)
class Moved:
    """Entries that went from a list and stand in another of the mechanism, among so many that stood in both."""

    entries: int = 0
    among: int = 0


NOBODY = Moved()


def doubt(
    field: str,
    old: Sequence[OpenStatement],
    pairing: Pairing,
    outcome: FieldOutcome,
    before: FieldOutcome | None,
    moved: Moved = NOBODY,
) -> Doubt | None:
    """What speaks against a reading of a list, None when nothing does. `before`: the field's last accepted outcome.

    What `moved` to another list of the mechanism is not gone, unless it is much of both.
    """
    came = pairing.stands
    stood = [entry for entry in old if not _past(field, entry)]
    gone = sum(1 for entry in pairing.gone if not _past(field, entry)) if outcome.outcome == "ok" else 0
    if counts_net(field):
        gone = max(0, gone - len(pairing.come))
    gone = max(0, gone - moved.entries)
    proven = _proven(outcome, before)
    if moved.entries > max(GONE_AT_LEAST, GONE_SHARE * moved.among):
        return Doubt(f"{moved.entries} of {len(stood)} entries stand in another list at once", proven)
    most = max(GONE_AT_LEAST, GONE_SHARE * len(stood))
    if _in_part(outcome, before) and not counts_net(field) and len(pairing.gone) > most:
        return Doubt(LACKING.format(gone=len(pairing.gone), stood=len(stood)))
    if gone > most:
        return Doubt(f"{gone} of {len(stood)} entries are gone at once", proven)
    if gone and before and fewer(outcome.listed, before.listed) and outcome.claimed == before.claimed is not None:
        lines = f"{outcome.listed} lines are listed where {before.listed} stood"
        return Doubt(f"{lines}, though the page still claims {outcome.claimed}", proven)
    if came > GROWN_TIMES * len(old) and came > GROWN_OVER:
        return Doubt(f"{came} entries stand where {len(old)} stood", proven)
    return None


def collapsed(stood: set[Scope], lost: set[Scope]) -> bool:
    """Whether so many fields lost their label at once that what is left may be another page."""
    return len(lost) > FALLEN_SHARE * len(stood)


def hold(
    scope: Scope, why: Doubt, entries: Sequence[New], outcome: FieldOutcome | None, memory: Memory, now: datetime
) -> Held:
    """The held field: counted on when it was held before with the very same reading, else begun anew.

    Entries that a person rejected once are rejected whenever they come back; a label that is gone again is held anew.
    """
    counts = [outcome.outcome, outcome.claimed, outcome.listed] if outcome else []
    fingerprint = public_id(why.reason, counts, sorted(identity(statement) for _, statement in entries))
    fresh = Held(scope[0] or None, scope[1], why.reason, fingerprint, now, 1, why.by_itself)
    if held := _same(fresh, memory.held):
        return replace(fresh, since=held.since, runs=held.runs + 1, rejected=held.rejected)
    rejected = _same(fresh, memory.rejected) if entries else None
    return replace(fresh, rejected=rejected.rejected) if rejected else fresh


def believed(held: Held, now: datetime) -> bool:
    """Whether a held reading has proved itself: positive evidence, three identical runs, 48 hours, and nobody who
    rejected it.
    """
    return held.by_itself and held.rejected is None and held.runs >= RUNS and now - held.since >= HOURS


def _same(one: Held, others: Sequence[Held]) -> Held | None:
    facts = one.mechanism, one.field, one.fingerprint
    return next((other for other in others if (other.mechanism, other.field, other.fingerprint) == facts), None)


def _proven(outcome: FieldOutcome, before: FieldOutcome | None) -> bool:
    if outcome.outcome != "ok" or outcome.claimed is None:
        return False
    moved = before is not None and before.claimed is not None and before.claimed != outcome.claimed
    return outcome.claimed == outcome.listed or moved


def _in_part(outcome: FieldOutcome, before: FieldOutcome | None) -> bool:
    """Whether a list that was read to its end before has lines now that were not understood."""
    whole = before is not None and (before.outcome == "ok" or bool(before.unread))
    return outcome.outcome == "partial" and bool(outcome.listed) and whole


def fewer(now: int | None, before: int | None) -> bool:
    """Whether a number went down; one that is not known says nothing."""
    return now is not None and before is not None and now < before


def _past(field: str, entry: OpenStatement) -> bool:
    return field == "chair" and entry.statement.value.get("role") == "past"
