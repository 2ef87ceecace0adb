"""Facts of one mechanism that stand in the part of another one: the name between the two parts is gone, or stands
elsewhere, and what is read below it is news of neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.compare.guard import ASTRAY, ASTRAY_ROW, Doubt, hold
from monitor.compare.identity import Scope, identity
from monitor.compare.judged import Fresh, Judged, Old
from monitor.compare.match import distinct
from monitor.compare.names import Names
from monitor.compare.recall import place
from monitor.compare.summary import listed
from monitor.model import Memory

MIXED = 2  # mechanisms that a page speaks of, from which facts of one may stand for another
SHARE = 0.5  # of what stood for a mechanism in a list and for no other: so much of it at least stands elsewhere
SURE = 2  # facts that stand for another at once; a single one may have come there by itself
Marks = Mapping[str, frozenset[str]]  # the identities of a list's entries, by mechanism


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """One field of all mechanisms of a page: what stood for each, and what stands."""

    name: str
    old: Marks
    new: Marks

    def own(self, mechanism: str, beside: str) -> frozenset[str]:
        """What stood for a mechanism and not for another one."""
        return self.stood(mechanism) - self.stood(beside)

    def stood(self, mechanism: str) -> frozenset[str]:
        return self.old.get(mechanism, frozenset())

    def stands(self, mechanism: str) -> frozenset[str]:
        return self.new.get(mechanism, frozenset())

    def came(self, mechanism: str) -> frozenset[str]:
        return self.stands(mechanism) - self.stood(mechanism)

    def is_vacant(self, mechanism: str, beside: str) -> bool:
        """Whether nothing is left of what stood for a mechanism alone, or not for another one."""
        alone = self.stood(mechanism) - self._others(mechanism)
        left = (alone or self.own(mechanism, beside)) & self.stands(mechanism)
        return mechanism in self.old and self.differs(mechanism) and not left

    def _others(self, mechanism: str) -> frozenset[str]:
        """What stood for any other mechanism."""
        return frozenset[str]().union(*(marks for other, marks in self.old.items() if other != mechanism))

    def differs(self, mechanism: str) -> bool:
        return self.stands(mechanism) != self.stood(mechanism)

    def went(self, whose: str, there: str) -> frozenset[str]:
        """What stood for one mechanism alone and stands for another now, where that is the most of it and the first has
        nothing of it left.
        """
        own = self.own(whose, there)
        found = own & self.stands(there)
        return found if self.is_vacant(whose, there) and len(found) >= SHARE * len(own) else frozenset()

    def is_exchanged(self, whose: str) -> bool:
        """Whether all that stands for a mechanism stood for others, or nothing stands."""
        return self.stands(whose) <= self._others(whose)


@dataclass(frozen=True, slots=True)
class Astray:
    """The lists in which facts of another mechanism may stand, each with that one, and what people call these."""

    lists: Mapping[Scope, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)

    def apart(self, one: Judged, memory: Memory, now: datetime) -> Judged:
        """A list, held where what came to it may be of another mechanism."""
        if one.at not in self.lists or one.pairing is None:
            return one
        why = Doubt(ASTRAY.format(whose=self.called[self.lists[one.at]]))
        return replace(one, held=hold(one.at, why, distinct(one.after), one.outcome, memory, now))

    def listed(self, one: Judged, memory: Memory, now: datetime) -> Judged:
        """The list of mechanisms, held where the facts of one that is absent stand in the row of another."""
        if one.pairing is None or one.outcome is None or one.outcome.outcome != "ok":
            return one
        gone = {entry.statement.key or entry.statement.mechanism or "" for entry in one.pairing.gone}
        if not (lost := sorted(gone & {*self.lists.values()})):
            return one
        why = Doubt(ASTRAY_ROW.format(whose=listed([self.called[each] for each in lost])))
        return replace(one, held=hold(one.at, why, distinct(one.after), one.outcome, memory, now))


def astray_of(old: Old, new: Fresh, memory: Memory, names: Names) -> Astray:
    """Where facts of another mechanism may stand.

    One fact alone shows it where the list that it stood in has nothing any more, and had before; or where the two
    stand for each other, and no other fact of the mechanism is where it was.
    """
    if len({mechanism for mechanism, _ in old if mechanism}) < MIXED:
        return Astray()
    waiting = {place(one) for one in memory.held}
    fields = list(_fields(old, new))
    found: dict[Scope, str] = {}
    for there, whose in _pairs(fields):
        went = {one: marks for one in fields if (marks := one.went(whose, there))}
        if sum(map(len, went.values())) < SURE and not any(
            _is_sure(fields, one, whose, there, waiting) for one in went
        ):
            continue
        for one in fields:
            if one.differs(there) and (one.came(there) & one.stood(whose) or one.is_vacant(whose, there)):
                found.setdefault((there, one.name), whose)
    return Astray(found, {each: names("mechanism", each) or each for each in found.values()})


def _is_sure(fields: Sequence[_Field], one: _Field, whose: str, there: str, waiting: Collection[Scope]) -> bool:
    """Whether a single fact that stands for another mechanism was not told of that one itself."""
    if not one.stands(whose):
        return (there, one.name) in waiting or (whose, one.name) not in waiting
    return one.is_exchanged(whose) and not any(
        other.own(whose, there) & other.stands(whose) for other in fields if other is not one
    )


def _fields(old: Old, new: Fresh) -> Iterator[_Field]:
    """The fields that stood for any mechanism."""
    stood: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    stands: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for (mechanism, name), entries in old.items():
        if mechanism:
            stood[name][mechanism] = frozenset(identity(entry.statement) for entry in entries)
    for (mechanism, name), read in new.items():
        if mechanism:
            stands[name][mechanism] = frozenset(identity(entry) for _, entry in read)
    yield from (_Field(name, stood[name], stands[name]) for name in sorted(stood))


def _pairs(fields: Sequence[_Field]) -> list[tuple[str, str]]:
    """(mechanism to which a fact came, mechanism for which it stood), in order."""
    found = set()
    for one in fields:
        for there in one.new:
            came = one.came(there)
            found |= {(there, whose) for whose, marks in one.old.items() if whose != there and came & marks}
    return sorted(found)
