"""How the reading of one field is judged before anything of it is settled, and what the lists beside it say to that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.compare.guard import Doubt, Moved, hold
from monitor.compare.identity import Scope
from monitor.compare.kinds import exchanges, label
from monitor.compare.match import distinct, pair
from monitor.compare.moves import among, family
from monitor.compare.pairing import New, Pairing
from monitor.model import FieldOutcome, Held, Memory, OpenStatement, Statement

Old = Mapping[Scope, Sequence[OpenStatement]]
Fresh = Mapping[Scope, Sequence[New]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One field: what stood, what was read of it and how. It waits as a whole (`held`), is believed (`pairing`), or
    there is nothing to settle. `odd`: some of its entries wait by themselves; `implausible`: for they can hardly be;
    `unstated`: a person said that they are stated no more.
    """

    at: Scope
    before: Sequence[OpenStatement] = ()
    after: Sequence[New] = ()
    outcome: FieldOutcome | None = None
    pairing: Pairing | None = None
    held: Held | None = None
    odd: Held | None = None
    implausible: bool = False
    unstated: tuple[OpenStatement, ...] = ()

    @property
    def stood(self) -> list[Statement]:
        return [entry.statement for entry in self.before]

    @property
    def stands(self) -> list[Statement]:
        return [entry for _, entry in self.after]


def moved(at: Scope, pairing: Pairing, old: Old, new: Fresh) -> Moved:
    """How many of the entries that went from a list stand in another of the mechanism now."""
    gone = [entry.statement for entry in pairing.gone]
    kin = family(gone[0]) if gone else None
    if kin is None:
        return Moved()
    beside = [one for one in {*old, *new} if one[0] == at[0] and one != at and _family(one, old, new) == kin]
    there = among(gone, [entry for one in beside for _, entry in new.get(one, ())])
    return Moved(len(there), sum(len(old.get(one, ())) for one in (at, *beside)))


def crossed(judged: Sequence[Judged], memory: Memory, now: datetime, language: str | None = None) -> list[Judged]:
    """The fields, those held too whose entries may have come from, or gone to, a list of the mechanism that is held.

    Observers that stand under `Members` since their own label is gone did not join.
    """
    waiting: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.held or (one.pairing and one.pairing.waiting):
            waiting[one.at[0]].append(one)
    return [_crossed(one, waiting[one.at[0]], memory, now, language) for one in judged]


def _crossed(one: Judged, waiting: Sequence[Judged], memory: Memory, now: datetime, language: str | None) -> Judged:
    if one.pairing is None:
        return one
    for other in waiting:
        if _kin(one) is None or _kin(one) != _kin(other):
            continue
        pairing = other.pairing or pair(other.at[1], other.before, other.after, language)
        lacking = [entry.statement for entry in (*(pairing.gone if other.held else ()), *pairing.waiting)]
        fresh = [entry for _, entry in pairing.come] if other.held else []
        come = among([entry for _, entry in one.pairing.come], lacking)
        gone = among([entry.statement for entry in one.pairing.gone], fresh) if _is_whole(one) else []
        if come or gone:
            many = len(come) + len(gone)
            entries = "1 of its entries is" if many == 1 else f"{many} of its entries are"
            why = Doubt(f"{entries} of the list `{label(other.at[1])}` too, which is held")
            return replace(one, held=hold(one.at, why, distinct(one.after), one.outcome, memory, now))
    return one


def _is_whole(one: Judged) -> bool:
    return one.outcome is not None and one.outcome.outcome == "ok"


def _kin(one: Judged) -> str | None:
    entry = next(iter((*one.stands, *one.stood)), None)
    return family(entry) if entry else exchanges(one.at[1])


def _family(at: Scope, old: Old, new: Fresh) -> str | None:
    return _kin(Judged(at, old.get(at, ()), new.get(at, ())))
