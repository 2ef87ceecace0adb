"""What one extraction means for the history of its source: facts against facts, field by field (design rules 2 to 5).

Pure: no clock, no database. The last accepted extraction alone is compared with, never an older one: A, B, A is two
changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.compare import prose
from monitor.compare.guard import COLLAPSED, LABEL_GONE, NOT_UNDERSTOOD, Doubt, believed, collapsed, doubt, hold
from monitor.compare.identity import Scope, scope
from monitor.compare.kinds import label
from monitor.compare.match import distinct, pair
from monitor.compare.names import Names, english
from monitor.compare.pairing import New, Pairing
from monitor.compare.turns import Difference, change, difference, unstated
from monitor.model import (
    Change,
    Comparison,
    Extraction,
    FieldOutcome,
    Finding,
    Held,
    Memory,
    OpenStatement,
    Outcome,
    Statement,
)

MECHANISMS: Scope = ("", "mechanism")  # the list of the mechanisms that a page speaks of
PAGE: Scope = ("", "page")
TEXT: Scope = ("", "text")


def compare(memory: Memory, extraction: Extraction, *, now: datetime, names: Names = english) -> Comparison:
    """News of a source: what opens, closes, is told and is held.

    A source's first extraction is its baseline and tells nothing; so is the first one of another layout, and the first
    `ok` one of a field. An extraction that failed changes nothing; one that drifted, for nothing was found on the page,
    holds what stood and is told once. One made by another extractor or other lookups than `memory` must not come here
    before `correct` has brought the memory up to them.
    """
    if extraction.outcome == "failed" or (extraction.outcome == "drifted" and memory.capture is None):
        return Comparison(extraction.outcome, extraction.fields, held=memory.held)
    if extraction.outcome == "drifted":
        ledger = _Ledger(memory, replace(extraction, statements=(), fields=()), now, names)
        ledger.settle()
        ledger.reshaped()
        return replace(ledger.comparison(), outcome="drifted", fields=extraction.fields)
    if memory.capture is None or (memory.layout and memory.layout != extraction.layout):
        return _baseline(memory, extraction)
    ledger = _Ledger(memory, extraction, now, names)
    ledger.settle()
    ledger.reshaped()
    ledger.text()
    return ledger.comparison()


def correct(memory: Memory, extraction: Extraction, *, now: datetime, names: Names = english) -> Comparison:
    """What a new extractor or new lookups make of the capture that `memory` stands on: corrections, never changes.

    The page is the same, so no count is in doubt; but a field that our code no longer finds is held, to be looked into,
    and what is held stays held until the page is compared again.
    """
    if extraction.outcome in ("failed", "drifted") or memory.capture is None:
        return Comparison(extraction.outcome, extraction.fields, held=memory.held)
    ledger = _Ledger(memory, extraction, now, names, guarded=False)
    ledger.settle()
    found = ledger.comparison()
    return replace(found, changes=(), corrections=found.changes, findings=())


def accept(
    memory: Memory, extraction: Extraction, *, accepted: frozenset[Scope], now: datetime, names: Names = english
) -> Comparison:
    """What it means that a person accepts these held fields, as `extraction` reads them: news, and of them alone.

    A list whose entries were in doubt is told entry by entry. A field whose label is gone, or whose section was not
    understood, is stated no more: one change, with which its rows close; when it is back, it is a baseline again.
    """
    ledger = _Ledger(memory, extraction, now, names, guarded=False, accepted=accepted)
    ledger.settle()
    ledger.text()
    outcome: Outcome = "held" if ledger.held else "partial" if extraction.outcome == "drifted" else extraction.outcome
    return replace(ledger.comparison(), outcome=outcome)


def _baseline(memory: Memory, extraction: Extraction) -> Comparison:
    """All that is stated opens, what a former layout stated and this one does not closes; nothing is told."""
    old, new = _by_scope(memory.statements), _entries_by_scope(extraction)
    pairings = {at: pair(at[1], old.get(at, ()), new.get(at, ())) for at in sorted({*old, *new})}
    settled = [difference(at, found, whole=True, told=False, names=english) for at, found in pairings.items()]
    opened = sorted((entry for one in settled for entry in one.opened), key=lambda entry: entry[0])
    closed = sorted(row for one in settled for row in one.closed)
    return Comparison(extraction.outcome, extraction.fields, tuple(one for _, one in opened), tuple(closed))


@dataclass(slots=True)
class _Ledger:
    """The books of one comparison while its fields are settled one by one."""

    memory: Memory
    extraction: Extraction
    now: datetime
    names: Names
    guarded: bool = True
    accepted: frozenset[Scope] = frozenset()  # what a person decided on; then nothing else is settled
    fields: dict[Scope, FieldOutcome] = field(default_factory=dict)
    opened: list[New] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    held: dict[Scope, Held] = field(default_factory=dict)
    fallen: bool = False  # most of what stood on the page is gone at once

    def settle(self) -> None:
        """Every field; first the list of mechanisms, which takes the fields of a listed or delisted one with it."""
        old, new = _by_scope(self.memory.statements), _entries_by_scope(self.extraction)
        outcomes = {_place(one): one for one in sorted(self.extraction.fields, key=lambda one: one.mechanism is None)}
        known = sorted({*old, *new, *outcomes, *((one.mechanism or "", one.field) for one in self.memory.held)})
        listed, delisted = self._mechanisms(old.get(MECHANISMS, ()), new.get(MECHANISMS, ()), outcomes)
        stood = {at for at in old if at[0] not in delisted and self._stood(at, None)}
        self.fallen = self.guarded and collapsed(stood, stood - {*new, *outcomes})
        for at in known:
            if at == MECHANISMS:
                continue
            before, after = old.get(at, ()), new.get(at, ())
            if at[0] in delisted:
                self.closed.extend(entry.row for entry in before)
            elif at[0] in listed and not before:
                self._write(at, outcomes.get(at), Difference(opened=distinct(after)))
            elif not self._waits_with_its_line(at[0], new, spoken_of=at in outcomes or bool(after)):
                self._field(at, before, after, outcomes.get(at))

    def reshaped(self) -> None:
        """Tells once, in one change, of all that begins to be held.

        A page that goes to and fro between two shapes has not begun anew: what was held in one of the remembered
        extractions was told.
        """
        before = {_place(one) for one in self.memory.held}
        before |= {_place(one) for fields in self.memory.fields for one in fields if one.outcome == "held"}
        read_otherwise = {_place(one) for one in self.memory.held if one.rejected is not None}
        before -= {at for at in read_otherwise if at in self.held and self.held[at].rejected is None}
        begun = [
            {"mechanism": one.mechanism, "field": one.field, "reason": one.reason}
            for at, one in sorted(self.held.items())
            if at not in before
        ]
        if begun:
            self.changes.append(change("page.reshaped", PAGE, None, begun, self.names))

    def text(self) -> None:
        """The prose, unless the page changed shape: then what was a list a day ago may stand there."""
        sides = None if self.held else prose.edited(self.memory.prose, self.extraction.prose)
        if sides:
            self.changes.append(change("text.edited", TEXT, sides[0], sides[1], self.names))

    def comparison(self) -> Comparison:
        """The books closed."""
        opened = sorted(self.opened)
        position = {index: place for place, (index, _) in enumerate(opened)}
        outcome: Outcome = "held" if self.held else self.extraction.outcome
        return Comparison(
            outcome,
            tuple(self.fields[at] for at in sorted(self.fields)),
            tuple(statement for _, statement in opened),
            tuple(sorted(self.closed)),
            tuple(replace(one, opens=tuple(position[index] for index in one.opens)) for one in self.changes),
            (),
            tuple(self.findings),
            tuple(self.held[at] for at in sorted(self.held)),
        )

    def _mechanisms(
        self, before: Sequence[OpenStatement], after: Sequence[New], outcomes: Mapping[Scope, FieldOutcome]
    ) -> tuple[set[str], set[str]]:
        if not before and not after:
            return set(), set()
        first = len(self.opened), len(self.closed)
        self._field(MECHANISMS, before, after, outcomes.get(MECHANISMS))
        rows = set(self.closed[first[1] :])
        stood = {_mechanism(entry.statement) for entry in before}
        listed = {_mechanism(statement) for _, statement in self.opened[first[0] :]} - stood
        return listed, {_mechanism(entry.statement) for entry in before if entry.row in rows}

    def _waits_with_its_line(self, mechanism: str, new: Mapping[Scope, Sequence[New]], *, spoken_of: bool) -> bool:
        """Whether a field waits because the list of mechanisms is held and its mechanism came or went there."""
        if MECHANISMS not in self.held:
            return False
        stood = {_mechanism(one.statement) for one in self.memory.statements if one.statement.field == "mechanism"}
        stands = {_mechanism(one) for _, one in new.get(MECHANISMS, ())}
        return mechanism in stands - stood or (mechanism in stood - stands and not spoken_of)

    def _field(
        self, at: Scope, before: Sequence[OpenStatement], after: Sequence[New], outcome: FieldOutcome | None
    ) -> None:
        held = next((one for one in self.memory.held if _place(one) == at), None)
        if at in self.accepted:
            self._accept(at, before, after, outcome)
            return
        if held and not self.guarded:
            self._hold(at, held, outcome)
            return
        if self.accepted:
            self._write(at, outcome, Difference())
            return
        if outcome is None and not after:
            if before and self._stood(at, held):
                self._hold(at, hold(at, Doubt(LABEL_GONE), (), None, held, self.now), None)
            return
        outcome = outcome or FieldOutcome(at[0] or None, at[1], "partial", kept=len(after))
        if outcome.outcome not in ("ok", "partial"):
            if self.guarded and (before or held or at in self.memory.known):
                self._hold(at, hold(at, Doubt(NOT_UNDERSTOOD), after, outcome, held, self.now), outcome)
            return
        pairing = pair(at[1], before, after)
        first = at not in self.memory.known
        if self.guarded and (before or not first or self.fallen):
            if self.fallen and (pairing.come or pairing.gone or pairing.amended):
                why: Doubt | None = Doubt(COLLAPSED, outcome.outcome == "ok")
            else:
                why = doubt(at[1], before, pairing, outcome, self._last(at))
            waits = hold(at, why, distinct(after), outcome, held, self.now) if why else None
            if waits and not believed(waits, self.now):
                self._hold(at, waits, outcome)
                return
        self._believe(at, before, outcome, pairing)

    def _believe(self, at: Scope, before: Sequence[OpenStatement], outcome: FieldOutcome, pairing: Pairing) -> None:
        told = at in self.memory.known or (outcome.outcome == "partial" and bool(before))
        self._write(at, outcome, difference(at, pairing, whole=outcome.outcome == "ok", told=told, names=self.names))
        if not told and pairing.come:
            self.findings.append(_first_seen(at, len(pairing.come)))

    def _accept(
        self, at: Scope, before: Sequence[OpenStatement], after: Sequence[New], outcome: FieldOutcome | None
    ) -> None:
        if outcome is None and after:
            outcome = FieldOutcome(at[0] or None, at[1], "partial", kept=len(after))
        if outcome is not None and outcome.outcome in ("ok", "partial"):
            self._believe(at, before, outcome, pair(at[1], before, after))
            return
        gone = FieldOutcome(at[0] or None, at[1], "unstated")
        self._write(at, gone, unstated(at, before, self.names))

    def _write(self, at: Scope, outcome: FieldOutcome | None, found: Difference) -> None:
        if outcome:
            self.fields[at] = outcome
        self.closed.extend(found.closed)
        self.opened.extend(found.opened)
        self.changes.extend(found.changes)

    def _hold(self, at: Scope, held: Held, outcome: FieldOutcome | None) -> None:
        self.held[at] = held
        self.fields[at] = replace(outcome or FieldOutcome(at[0] or None, at[1], "held"), outcome="held")

    def _stood(self, at: Scope, held: Held | None) -> bool:
        """Whether the field's label stood in all accepted extractions that are remembered (three at most)."""
        seen = [{_place(one) for one in fields if one.outcome in ("ok", "held")} for fields in self.memory.fields]
        return held is not None or (bool(seen) and all(at in fields for fields in seen))

    def _last(self, at: Scope) -> FieldOutcome | None:
        outcomes = (one for fields in self.memory.fields for one in fields if _place(one) == at)
        return next((one for one in outcomes if one.outcome in ("ok", "partial")), None)


def _place(one: FieldOutcome | Held) -> Scope:
    return MECHANISMS if one.field == "mechanism" else (one.mechanism or "", one.field)


def _mechanism(statement: Statement) -> str:
    return statement.key or statement.mechanism or ""


def _by_scope(statements: Iterable[OpenStatement]) -> dict[Scope, list[OpenStatement]]:
    found: dict[Scope, list[OpenStatement]] = defaultdict(list)
    for entry in statements:
        found[scope(entry.statement)].append(entry)
    return found


def _entries_by_scope(extraction: Extraction) -> dict[Scope, list[New]]:
    found: dict[Scope, list[New]] = defaultdict(list)
    for index, statement in enumerate(extraction.statements):
        found[scope(statement)].append((index, statement))
    return found


def _first_seen(at: Scope, entries: int) -> Finding:
    many = "1 entry" if entries == 1 else f"{entries} entries"
    message = f"{label(at[1])} appears for the first time: {many}, taken as its baseline and not told as news"
    return Finding("first-seen", message, at[0] or None, at[1])
