"""The labels of a field that has several: whose label is gone with them may stand on the page under another one.

Each label has a list of its own. An entry that is absent below a label that stands is gone; one whose label is gone
waits, until the label is back or a person decides (design rule 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from monitor.compare import chairs
from monitor.compare.absent import is_gone
from monitor.compare.identity import Scope, form_of, who
from monitor.compare.judged import Judged
from monitor.compare.pairing import Pairing
from monitor.compare.recall import last_outcomes, last_read, place
from monitor.compare.spans import span
from monitor.model import INSIDE, FieldOutcome, Memory, OpenStatement, Statement, Under

Sort = tuple[object, object, bool]  # kind, role, announced
APART = "apart"  # the role of a label below which nobody is counted
GENERAL = ("", "any")  # roles of labels below which whatever the field holds may stand


def label_lost(one: Judged, memory: Memory, today: date) -> list[OpenStatement]:
    """The entries that are absent with their label, where other labels of the field stand.

    Not where others of their sort that stood below it stand on the page, under whatever label, nor where a new label
    may have taken its place: one that says the same of what stands below it, or nothing and has others of their sort.
    Nor where somebody else has the seat, nor a meeting that was announced for a day that has passed: a label of what is
    to come goes with the last of it.
    """
    if one.pairing is None or one.outcome is None or not one.outcome.under or not one.pairing.gone:
        return []
    stay = _staying(one.pairing)
    found: list[OpenStatement] = []
    for entry in one.pairing.gone:
        if _is_label_gone(one, entry.statement.key, stay, memory) and is_gone(entry.statement, one.stands):
            found += () if _is_taken(one, entry) or _is_over(entry.statement, today) else (entry,)
    return found


def stands_empty(one: Judged, lost: Sequence[OpenStatement], memory: Memory) -> bool:
    """Whether the labels below which entries were read stand on the page, with nothing below them."""
    stood = [label_of(one.at, entry.statement.key, memory) for entry in lost]
    empty = one.outcome.empty if one.outcome else ()
    return bool(empty) and all(under is not None and under.label in empty for under in stood)


def as_before(outcome: FieldOutcome, memory: Memory, come: int = 0) -> FieldOutcome:
    """The outcome of a list whose lines that were not understood all stood there when no entry was absent: they say
    nothing of one that is absent now, and it is read to its end as far as it ever was. `come`: its new entries.
    """
    is_known = outcome.unread and all_known(outcome, memory, come) and not left_open(outcome)
    return replace(outcome, outcome="ok") if is_known else outcome


def all_known(outcome: FieldOutcome, memory: Memory, come: int = 0) -> bool:
    """Whether the lines that were not understood are known, each as often as it stands. What stands several times
    (`Read more` below each meeting) may stand once more for each entry that has come.
    """
    known = Counter(known_lines(place(outcome), memory))
    more = Counter(outcome.unread) - known
    return more.total() <= come and all(known[line] > 1 for line in more)


def known_lines(at: Scope, memory: Memory) -> tuple[str, ...]:
    """The lines of a list that were not understood when no entry of it was absent."""
    return next((one.unread for one in memory.fields[0] if place(one) == at), ()) if memory.fields else ()


def as_settled(outcome: FieldOutcome, pairing: Pairing, memory: Memory) -> FieldOutcome:
    """The outcome as the next look needs it: with the keys under which entries stand in the history, those too that are
    absent and not gone, below the label where they were read.

    Nothing needs the entries of a label that is alone, and of a field in which nothing is absent. While something is,
    the lines that were not understood before are known still, and those that are new are not.
    """
    at = place(outcome)
    waits = [*pairing.waiting, *(pairing.gone if outcome.outcome != "ok" else ())]
    in_part = pairing.waiting or outcome.unread or left_open(outcome)
    outcome = replace(outcome, outcome="partial") if in_part else outcome
    read = {*pairing.read_keys}
    if len(outcome.under) == 1 and not waits and read and read == {*(outcome.under[0].keys or ())}:
        return replace(outcome, under=(replace(outcome.under[0], keys=None),))
    stand = pairing.new_keys
    below = {(one.label, one.role): {stand.get(key, key) for key in one.keys or ()} for one in outcome.under}
    read_out = {one.label for one in outcome.under if not one.open}
    for key in (entry.statement.key for entry in waits):
        if (stood := label_of(at, key, memory)) is not None:
            stood = stood if stood.label not in read_out else (*left_open(outcome), stood)[0]
            below.setdefault((stood.label, stood.role), set()).add(key)
    opened = {(one.label, one.role) for one in left_open(outcome)}
    under = tuple(Under(*label, tuple(sorted(below[label])), label in opened) for label in sorted(below))
    return replace(outcome, under=under, unread=known_lines(at, memory) if waits else outcome.unread)


def as_held(outcome: FieldOutcome, memory: Memory) -> FieldOutcome:
    """The outcome of a field that waits: what is known of its labels and lines stays."""
    last = next(iter(last_outcomes(memory, place(outcome))), None)
    return replace(outcome, outcome="held", under=last.under if last else (), unread=last.unread if last else ())


def turned(outcome: FieldOutcome, last: FieldOutcome | None) -> str | None:
    """The words of a label that names others now and named entries of the field before, or the other way round."""
    before = {(one.label, one.role == APART) for one in last.under} if last else set()
    return next((one.label for one in outcome.under if (one.label, one.role != APART) in before), None)


def left_open(outcome: FieldOutcome) -> list[Under]:
    """The labels below which the page says that there is more, and not yet what."""
    return [one for one in outcome.under if one.open]


def label_of(at: Scope, key: str, memory: Memory) -> Under | None:
    """The label below which an entry was read last."""
    labels = (under for last in last_outcomes(memory, at) for under in last.under)
    return next((under for under in labels if under.keys is None or key in under.keys), None)


def _staying(pairing: Pairing) -> set[str]:
    same = (*pairing.kept, *pairing.amended, *(pair for one in pairing.regrouped for pair in one.kept))
    regrouped = (entry for one in pairing.regrouped for entry in one.old)
    return {entry.statement.key for entry in (*(old for old, _ in same), *regrouped)}


def _is_label_gone(one: Judged, key: str, stay: set[str], memory: Memory) -> bool:
    """Whether nothing stands any more of the label below which an entry was read last, nor a new one in its place."""
    for last in last_outcomes(memory, one.at):
        stood = next((under for under in last.under if under.keys is None or key in under.keys), None)
        if stood is None:
            continue
        stands = one.outcome.under if one.outcome else ()
        beside = {*(stood.keys or (other.statement.key for other in one.before))}
        alike = {each.key for each in one.stood if each.key in beside and {_sort(each)} == _sorts(one.stood, {key})}
        labels = {under.label for under in stands}
        stay_on = [under for under in last.under if under.label in labels]
        goes_on = alike & stay or any(
            _succeeds(new, stood, last.under, stay_on, one.pairing) and _may_list(new, stood, key, one)
            for new in stands
            if new.keys or not any(inside.label.startswith(new.label + INSIDE) for inside in stands)
        )
        goes_on = goes_on or (INSIDE in stood.label and _is_counted(one, memory))
        goes_on = goes_on or (stood.role in GENERAL and bool(beside & stay) and _has_its_own(one, key))
        return not goes_on and stood.label not in labels
    return False


def _has_its_own(one: Judged, key: str) -> bool:
    """Whether a label stands for the sort of an entry, of which the page says who stands below it."""
    roles = {"announced" if ahead else kind for kind, _, ahead in _sorts(one.stood, {key})}
    outcome = one.outcome
    return outcome is not None and any(new.role in roles and new.label not in outcome.empty for new in outcome.under)


def _is_counted(one: Judged, memory: Memory) -> bool:
    """Whether the page gives another number for the list than before, and it is that of the entries that stand."""
    before, now = last_read(memory, one.at), one.outcome
    if now is None or before is None or now.outcome != "ok" or None in (now.claimed, before.claimed):
        return False
    return now.claimed == now.listed and now.claimed != before.claimed


def _succeeds(new: Under, lost: Under, before: Sequence[Under], stay: Sequence[Under], pairing: Pairing | None) -> bool:
    """Whether a label may have come in the place of one that is lost: a new one that says the same of what stands below
    it, or one of the two says nothing of that. Not one below which entries stand of another label that said the same,
    or of none: it is that one reworded. Nor one with nothing but new entries beside other labels that stay: it came
    beside them.
    """
    says_other = lost.role not in GENERAL and new.role not in (lost.role, *GENERAL)
    if new.label in {under.label for under in before} or says_other or pairing is None:
        return False
    stood = {read.key: old.statement.key for old, (_, read) in (*pairing.kept, *pairing.amended)}
    below = {stood[key] for key in new.keys or () if key in stood} - {*(lost.keys or stood.values())}
    if stay and not below and new.keys:
        return False
    roles = {key: under.role for under in before for key in under.keys or ()}
    return all(roles.get(key, new.role) != new.role for key in below)


def _may_list(new: Under, lost: Under, key: str, one: Judged) -> bool:
    """Whether an entry of a label that is lost would stand below a new one: one that says the same or is for its kind,
    or one that says nothing of whom it lists, where others of its sort stand there. The rest may have a label that
    nobody knows, as on a page that comes in another language, and what is to come a label of its own.
    """
    listed = (entry for entry in one.stands if new.keys is None or entry.key in new.keys)
    sorts = _sorts(one.stood, {key})
    of_its_kind = {new.role} == {kind for kind, _, _ in sorts}
    is_empty = one.outcome is not None and new.label in one.outcome.empty
    says_the_same = new.role == lost.role and not (new.role in GENERAL and any(ahead for _, _, ahead in sorts))
    return says_the_same or (of_its_kind and not is_empty) or sorts.issubset(map(_sort, listed))


def _sorts(entries: Sequence[Statement], keys: Collection[str]) -> set[Sort]:
    return {_sort(entry) for entry in entries if entry.key in keys}


def _sort(entry: Statement) -> Sort:
    """What parts the entries of a field into lists with labels of their own."""
    value = entry.value if isinstance(entry.value, dict) else {}
    return value.get("kind"), value.get("role"), bool(value.get("announced"))


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
