"""The labels of a field that has several: whose label is gone with them may stand on the page under another one.

Each label has a list of its own. An entry that is absent below a label that stands is gone; one whose label is gone
waits, until the label is back or a person decides (design rule 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from monitor.compare import chairs
from monitor.compare.absent import is_gone
from monitor.compare.identity import form_of, who
from monitor.compare.judged import Judged
from monitor.compare.pairing import Pairing
from monitor.compare.recall import last_outcomes, place
from monitor.compare.spans import span
from monitor.model import FieldOutcome, Memory, OpenStatement, Statement, Under

GENERAL = ("", "any")  # roles of labels below which whatever the field holds may stand


def label_lost(one: Judged, memory: Memory, today: date) -> list[OpenStatement]:
    """The entries that are absent with their label, where other labels of the field stand.

    Not where others that stood below it stand on the page, under whatever label, nor where a new label may have taken
    its place: one that says the same of what stands below it, or nothing. Nor where somebody else has the seat, nor a
    meeting that was announced for a day that has passed: a label of what is to come goes with the last of it.
    """
    if one.pairing is None or one.outcome is None or not one.outcome.under or not one.pairing.gone:
        return []
    stay = _staying(one.pairing)
    found: list[OpenStatement] = []
    for entry in one.pairing.gone:
        if _is_label_gone(one, entry.statement.key, stay, memory) and is_gone(entry.statement, one.stands):
            found += () if _is_taken(one, entry) or _is_over(entry.statement, today) else (entry,)
    return found


def as_before(outcome: FieldOutcome, memory: Memory) -> FieldOutcome:
    """The outcome of a list whose lines that were not understood all stood there when no entry was absent: they say
    nothing of one that is absent now, and it is read to its end as far as it ever was.
    """
    last = next((one for one in memory.fields[0] if place(one) == place(outcome)), None) if memory.fields else None
    if not outcome.unread or last is None or not {*outcome.unread} <= {*last.unread}:
        return outcome
    return replace(outcome, outcome="ok")


def as_settled(outcome: FieldOutcome, pairing: Pairing) -> FieldOutcome:
    """The outcome as the next look needs it: with the keys under which entries stand in the history.

    Nothing needs the entries of a label that is alone, and of a field in which nothing is absent; nor lines that were
    not understood where something is.
    """
    waits = bool(pairing.waiting or (pairing.gone and outcome.outcome != "ok"))
    outcome = replace(outcome, outcome="partial") if pairing.waiting or outcome.unread else outcome
    if len(outcome.under) == 1 and not waits and {*outcome.under[0].keys} == set(pairing.read_keys):
        return replace(outcome, under=(replace(outcome.under[0], keys=()),))
    known = pairing.new_keys
    under = (replace(one, keys=tuple(sorted({known.get(key, key) for key in one.keys}))) for one in outcome.under)
    return replace(outcome, under=tuple(under), unread=() if waits else outcome.unread)


def _staying(pairing: Pairing) -> set[str]:
    same = (*pairing.kept, *pairing.amended, *(pair for one in pairing.regrouped for pair in one.kept))
    regrouped = (entry for one in pairing.regrouped for entry in one.old)
    return {entry.statement.key for entry in (*(old for old, _ in same), *regrouped)}


def _is_label_gone(one: Judged, key: str, stay: set[str], memory: Memory) -> bool:
    """Whether nothing stands any more of the label below which an entry was read last, nor a new one in its place."""
    for last in last_outcomes(memory, one.at):
        settled = last.outcome == "ok" or last.unread  # else the keys are all there are: nothing stood below the label
        alone = settled and len(last.under) == 1 and not last.under[0].keys
        stood = next((under for under in last.under if alone or key in under.keys), None)
        if stood is None:
            continue
        stands = one.outcome.under if one.outcome else ()
        beside = set(stood.keys) or {other.statement.key for other in one.before}
        goes_on = beside & stay or any(_succeeds(new, stood, last.under, one.pairing) for new in stands)
        return not goes_on and stood.label not in {under.label for under in stands}
    return False


def _succeeds(new: Under, lost: Under, before: Sequence[Under], pairing: Pairing | None) -> bool:
    """Whether a label may have come in the place of one that is lost: a new one that says the same of what stands below
    it, or nothing. Not one below which entries stand of another label that said the same, or of none: it is that one
    reworded.
    """
    if new.label in {under.label for under in before} or new.role not in (lost.role, *GENERAL) or pairing is None:
        return False
    stood = {read.key: old.statement.key for old, (_, read) in (*pairing.kept, *pairing.amended)}
    below = {stood[key] for key in new.keys if key in stood} - {*lost.keys}
    roles = {key: under.role for under in before for key in under.keys}
    return all(roles.get(key, new.role) != new.role for key in below)


def _is_over(entry: Statement, today: date) -> bool:
    """Whether a meeting was announced for a day that has passed."""
    announced = form_of(entry) == "meeting" and entry.value.get("announced")
    days = span(entry.value.get("date")) if announced else None
    return days is not None and days[1] < today


def _is_taken(one: Judged, entry: OpenStatement) -> bool:
    """Whether somebody else has the seat of the chair, or the same one has another. Who was to take over is to no more
    when others did.
    """
    if one.at[1] != "chair":
        return False
    stood, stands = one.stood, one.stands
    if who(entry.statement) in {who(new) for new in stands}:
        return True
    seat, seated = chairs.seat(entry.statement), bool(chairs.seated(stood, stands))
    if seat[0] == "incoming":
        return seated or seat in chairs.replaced(stood, stands)
    return seated and seat in chairs.replaced(stood, stands)
