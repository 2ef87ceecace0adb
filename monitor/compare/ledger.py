"""The books of one comparison: each field is judged, then settled; what waits is held, what is believed is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.compare import chairs, prose
from monitor.compare.absent import homeless, is_bare
from monitor.compare.accepted import accepted, stated_again
from monitor.compare.astray import Astray, astray_of
from monitor.compare.doubts import Beside, doubt_of, in_words, may_be_unknown
from monitor.compare.guard import (
    LABEL_EMPTY,
    LABEL_GONE,
    LABEL_LOST,
    NOT_UNDERSTOOD,
    STANDS_EMPTY,
    UNKNOWN,
    Doubt,
    believed,
    collapsed,
    hold,
    not_yet,
)
from monitor.compare.identity import Scope
from monitor.compare.joint import as_they_sat
from monitor.compare.judged import Judged, crossed
from monitor.compare.kinds import Form
from monitor.compare.left_open import as_far_as_known, goes_on
from monitor.compare.match import distinct, pair
from monitor.compare.moves import Listed, merged
from monitor.compare.names import Names
from monitor.compare.outside import edited_outside
from monitor.compare.pairing import Kept, New, Pairing
from monitor.compare.plausible import sifted
from monitor.compare.recall import (
    MECHANISMS,
    NOT_YET_KNOWN,
    UNREAD,
    begun,
    by_scope,
    entries_by_scope,
    first_seen,
    has_stood,
    held_at,
    is_found,
    is_loose,
    misread,
    of_mechanism,
    outcomes_of,
    place,
)
from monitor.compare.turns import Difference, change, difference, unstated
from monitor.compare.under import as_before, as_held, as_settled, label_lost, left_open, stands_empty
from monitor.compare.unread import missed
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

REPEATED = "repeated-on-site"
EMPTY = "empty-label"  # the finding that a label stands alone
PAGE: Scope = ("", "page")
TEXT: Scope = ("", "text")


@dataclass(slots=True)
class Ledger:
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
    worded: list[Kept] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    held: dict[Scope, Held] = field(default_factory=dict)
    odd: set[Scope] = field(default_factory=set)  # held for values that can hardly be
    lists: list[Listed] = field(default_factory=list)  # those that were believed
    old: dict[Scope, list[OpenStatement]] = field(default_factory=dict)
    new: dict[Scope, list[New]] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)
    loose: set[Scope] = field(default_factory=set)  # that have no label to lose
    astray: Astray = field(default_factory=Astray)

    def begin(self) -> None:
        """A baseline: all that is stated opens, but for what can hardly be; what else stood closes; nothing is told."""
        self.old, self.new = by_scope(self.memory.statements), entries_by_scope(self.extraction)
        self.fields = outcomes_of(self.extraction)
        for at in sorted({*self.old, *self.new}):
            outcome = self.fields.get(at) or FieldOutcome(at[0] or None, at[1], "partial")
            one = self._sifted(at, self.old.get(at, []), self.new.get(at, []), outcome)
            if one.held:
                self._hold(at, one.held, one.outcome)
                continue
            whole = one.odd is None
            pairing = pair(at[1], one.before, one.after, self.language)
            found = difference(at, pairing, whole=whole, told=False, names=self.names)
            ended = one.outcome if one.odd else self.fields.get(at)
            self._write(at, as_settled(ended, pairing, self.memory) if ended else None, replace(found, changes=()))
            if one.odd:
                self.held[at] = one.odd

    def settle(self) -> None:
        """Every field; first the list of mechanisms, which takes the fields of a listed or delisted one with it."""
        old = by_scope(self.memory.statements)
        new = as_they_sat(old, entries_by_scope(self.extraction))
        self.old, self.new, self.beside = old, new, Beside(old, new)
        outcomes = outcomes_of(self.extraction)
        known = sorted({*old, *new, *outcomes, *((one.mechanism or "", one.field) for one in self.memory.held)})
        self.astray = astray_of(old, new, self.memory, self.names) if self.guarded else Astray()
        new_here, delisted = self._mechanisms(old.get(MECHANISMS, ()), new.get(MECHANISMS, ()), outcomes)
        self.loose = {at for at in old if is_loose(at, outcomes)}
        stood = {at for at in old if at[0] not in delisted and at not in self.loose and has_stood(self.memory, at)}
        lost = stood - {*new, *outcomes}
        lost_of = frozenset(mechanism for mechanism, _ in lost)
        self.beside = Beside(old, new, collapsed(stood, lost), lost_of, frozenset(homeless(old, new, outcomes)))
        judged = []
        for at in known:
            if at == MECHANISMS:
                continue
            before, after = old.get(at, ()), new.get(at, ())
            if at[0] in delisted:
                self.closed.extend(entry.row for entry in before)
            elif at[0] in new_here and not before and at not in self.astray.lists:
                pairing = pair(at[1], (), after, self.language)
                self._write(
                    at,
                    as_settled(outcomes[at], pairing, self.memory) if at in outcomes else None,
                    Difference(opened=pairing.come),
                )
            elif not self._waits_with_its_line(at[0], new, spoken_of=at in outcomes or bool(after)):
                judged.append(self._judge(at, before, after, outcomes.get(at)))
        for one in crossed(judged, self.memory, self.now, self.language) if self.guarded else judged:
            self._settle(self.astray.apart(one, self.memory, self.now))
        self.changes = merged(self.changes, self.lists, self.names)

    def reshaped(self) -> None:
        """Tells once, in one change, of all that begins to be held."""
        begins = begun(self.memory, self.held)
        for name, odd in (("page.reshaped", False), ("page.implausible", True)):
            held = [
                {"mechanism": one.mechanism, "field": one.field, "reason": one.reason}
                for at, one in begins
                if (at in self.odd) == odd
            ]
            unknown = not odd and UNKNOWN.issuperset(one["reason"] for one in held)
            if held:
                form: Form = "unknown" if unknown else "sentence"
                self.changes.append(change(name, PAGE, None, held, self.names, form=form))

    def text(self) -> bool:
        """Prose, unless the page changed shape: what was a list a day ago may stand there, or comes in a language in
        which it never did. Whether it is as before.
        """
        known = self.memory.prose_language
        if self.waits or (known and self.language and known != self.language):
            return False
        if sides := edited_outside(self.memory, self.extraction):
            told = change("text.edited", TEXT, *sides, self.names)
            self.changes.append(replace(told, before=sides[0][: prose.MOST], after=sides[1][: prose.MOST]))
        return sides is None

    @property
    def language(self) -> str | None:
        """The language in which the page is now."""
        return self.extraction.source_fields.get("language")

    @property
    def correcting(self) -> bool:
        """Whether it is our own code that differs: the page is the same, and nothing that comes of it is news."""
        return not self.guarded and not self.accepted

    @property
    def waits(self) -> bool:
        """Whether a field waits for more than values that can hardly be or are not known yet, so that the page may have
        changed shape.
        """
        return any(at not in self.odd and one.reason not in UNKNOWN for at, one in self.held.items())

    def comparison(self) -> Comparison:
        """The books closed."""
        opened = sorted(self.opened)
        position = {index: place for place, (index, _) in enumerate(opened)}
        outcome: Outcome = "held" if self.waits else "partial" if self.held else self.extraction.outcome
        return Comparison(
            outcome,
            tuple(replace(self.fields[at], empty=()) for at in sorted(self.fields)),
            tuple(statement for _, statement in opened),
            tuple(sorted(self.closed)),
            tuple(replace(one, opens=tuple(position[index] for index in one.opens)) for one in self.changes),
            (),
            tuple(self.findings),
            tuple(self.held[at] for at in sorted(self.held)),
            tuple((old.row, new.value) for old, (_, new) in self.worded),
        )

    def _mechanisms(
        self, before: Sequence[OpenStatement], after: Sequence[New], outcomes: Mapping[Scope, FieldOutcome]
    ) -> tuple[set[str], set[str]]:
        if not before and not after:
            return set(), set()
        first = len(self.opened), len(self.closed)
        judged = self._judge(MECHANISMS, before, after, outcomes.get(MECHANISMS))
        self._settle(self.astray.listed(judged, self.memory, self.now))
        rows = set(self.closed[first[1] :])
        stood = {_mechanism(entry.statement) for entry in before}
        new_here = {_mechanism(statement) for _, statement in self.opened[first[0] :]} - stood
        return new_here, {_mechanism(entry.statement) for entry in before if entry.row in rows}

    def _waits_with_its_line(self, mechanism: str, new: Mapping[Scope, Sequence[New]], *, spoken_of: bool) -> bool:
        """Whether a field waits because the list of mechanisms is held and its mechanism came or went there."""
        if MECHANISMS not in self.held:
            return False
        stood = {_mechanism(one.statement) for one in self.memory.statements if one.statement.field == "mechanism"}
        stands = {_mechanism(one) for _, one in new.get(MECHANISMS, ())}
        return mechanism in stands - stood or (mechanism in stood - stands and not spoken_of)

    def _judge(
        self, at: Scope, before: Sequence[OpenStatement], after: Sequence[New], outcome: FieldOutcome | None
    ) -> Judged:
        held = held_at(self.memory, at)
        bare = Judged(at, before, after, outcome)
        if at in self.accepted:
            return accepted(bare, self.memory, self.now.date(), self.language)
        if held and not self.guarded:
            return replace(bare, held=held)
        if self.accepted:
            return bare
        if outcome is None and not after and before and not self.guarded and is_found(self.extraction, at, REPEATED):
            ended = FieldOutcome(at[0] or None, at[1], "ok", kept=0)
            return replace(bare, outcome=ended, pairing=pair(at[1], before, after, self.language))
        if outcome is None and not after and before and self._is_withdrawn(at):
            return replace(bare, outcome=FieldOutcome(at[0] or None, at[1], "unstated"))
        if outcome is None and not after:
            gone = before and at not in self.loose and has_stood(self.memory, at)
            why = Doubt(STANDS_EMPTY if is_found(self.extraction, at, EMPTY) else LABEL_GONE)
            return replace(bare, held=hold(at, why, (), None, self.memory, self.now)) if gone else bare
        outcome = outcome or FieldOutcome(at[0] or None, at[1], "partial", kept=len(after))
        emptied = self.guarded and bool(before) and is_bare(outcome, after)
        if emptied or outcome.outcome not in ("ok", "partial"):
            unread = self.guarded and (before or held or at in self.memory.known)
            alone = Doubt(STANDS_EMPTY if is_found(self.extraction, at, EMPTY) else NOT_UNDERSTOOD)
            why = not_yet(at[1]) if is_found(self.extraction, at, NOT_YET_KNOWN) else alone
            waits = hold(at, why, after, outcome, self.memory, self.now) if unread else None
            return Judged(at, before, after, outcome if unread else None, held=waits)
        come = len({entry.key for _, entry in after} - {entry.statement.key for entry in before})
        one = self._sifted(at, before, after, as_before(outcome, self.memory, come))
        return one if one.held else self._doubted(one)

    def _is_withdrawn(self, at: Scope) -> bool:
        """Whether our newer code finds no such field on the page where older code read it to its end.

        Not where most fields are gone at once, or the list of mechanisms is: there the reader may be broken.
        """
        return self.correcting and self._was_whole(at) and not self.beside.fallen and at != MECHANISMS

    def _sifted(
        self,
        at: Scope,
        before: Sequence[OpenStatement],
        after: Sequence[New],
        outcome: FieldOutcome,
    ) -> Judged:
        """The field without the entries that can hardly be: a list goes on without them as one not read to its end."""
        meetings = self.new.get((at[0], "meeting")) or ()
        stood = [one.statement for one in self.old.get((at[0], "meeting"), ())]
        good, odd, why = sifted(after, before, self.now.date(), [one for _, one in meetings] or stood)
        if not odd:
            return Judged(at, before, after, outcome)
        waits = hold(at, Doubt(why), odd, None, self.memory, self.now)
        self.odd.add(at)
        if not good or (
            at[1] == "chair" and chairs.retired([one.statement for one in before], [one for _, one in good])
        ):
            return Judged(at, before, after, outcome, held=waits)
        return Judged(at, before, good, replace(outcome, outcome="partial"), odd=waits)

    def _doubted(self, one: Judged) -> Judged:
        """The field with its pairing, and with what speaks against it."""
        at, outcome = one.at, one.outcome
        one = replace(one, pairing=pair(at[1], one.before, one.after, self.language))
        if outcome is None or one.pairing is None or not self.guarded:
            return one
        if not one.before and at not in self.memory.known and not self.beside.fallen:
            return one
        lost = label_lost(one, self.memory, self.now.date())
        one = replace(one, pairing=one.pairing.without(lost))
        one, unknown = as_far_as_known(one, self.memory)
        why = doubt_of(one, self.memory, self.extraction, self.beside, self.names)
        waits = hold(at, why, distinct(one.after), outcome, self.memory, self.now) if why else None
        if waits is None or believed(waits, self.now):
            return self._without_unknown(self._without_label(one, lost) if lost else one, unknown)
        if why and why.of_some:
            return replace(one, outcome=replace(outcome, outcome="partial"), odd=waits)
        return replace(one, held=waits)

    def _without_label(self, one: Judged, lost: Sequence[OpenStatement]) -> Judged:
        """The field where some entries wait for their label; the rest of it goes on."""
        reason = LABEL_EMPTY if stands_empty(one, lost, self.memory) else LABEL_LOST
        why = Doubt(reason.format(whom=in_words((entry.statement for entry in lost), self.names)))
        return replace(one, odd=one.odd or hold(one.at, why, (), None, self.memory, self.now))

    def _without_unknown(self, one: Judged, unknown: Sequence[OpenStatement]) -> Judged:
        """The field where some entries may be among those that the page calls not known yet; the rest of it goes on."""
        if not may_be_unknown(unknown):
            return one
        why = not_yet(one.at[1], of_some=True)
        return replace(one, odd=one.odd or hold(one.at, why, distinct(one.after), one.outcome, self.memory, self.now))

    def _settle(self, one: Judged) -> None:
        if one.held:
            self._hold(one.at, one.held, one.outcome)
            if one.odd:  # it waits as a whole
                self.odd.discard(one.at)
        elif one.pairing is not None and one.outcome is not None:
            self._believe(one, one.pairing, one.outcome)
        elif one.outcome is not None and one.outcome.outcome == "unstated":
            empty: Form = "empty" if is_found(self.extraction, one.at, EMPTY) else "sentence"
            form: Form = "withdrawn" if self.correcting else empty
            self._write(one.at, one.outcome, unstated(one.at, one.before, self.names, form=form))
        else:
            self._write(one.at, one.outcome, Difference())

    def _believe(self, one: Judged, pairing: Pairing, outcome: FieldOutcome) -> None:
        in_part = outcome.outcome == "partial" or bool(outcome.unread or left_open(outcome))
        known = one.at in self.memory.known or (in_part and bool(one.before))
        told = known or self.correcting or goes_on(one, pairing, self.memory)
        self.lists.append(Listed(one.at, pairing, told, whole := outcome.outcome == "ok"))
        again = stated_again(one, pairing, self.memory)
        found = difference(
            one.at,
            pairing,
            whole=whole,
            told=told,
            names=self.names,
            missed=self._missed(one.at, outcome),
            accepted=one.at in self.accepted or (self.correcting and misread(self.extraction, pairing)),
            again=again,
        )
        self._write(one.at, as_settled(outcome, pairing, self.memory), found)
        if one.unstated:
            self._write(one.at, None, unstated(one.at, one.unstated, self.names, form="part"))
        if one.odd:
            self.held[one.at] = one.odd
        if entries := again if told else pairing.come:
            self.findings.append(first_seen(one.at, len(entries), again=told))

    def _missed(self, at: Scope, outcome: FieldOutcome) -> bool:
        """Whether words about a field were not understood, say that it is not known yet, or its label is lost; of the
        chair: whether they were not understood below a label that names somebody too, and may name who had it.
        """
        if at[1] == "chair":
            stood = [one.statement for one in self.old.get(at, ())]
            findings = of_mechanism(self.extraction, at)
            return missed(outcome, stood, [one for _, one in self.new.get(at, ())], findings)
        labelled = outcome.outcome == "partial" and outcome.listed is None and self._was_whole(at)
        return labelled or is_found(self.extraction, at, *UNREAD, NOT_YET_KNOWN)

    def _was_whole(self, at: Scope) -> bool:
        """Whether the field was read to its end in the reading before."""
        read = self.memory.fields[0] if self.memory.fields else ()
        return any(place(one) == at and one.outcome == "ok" for one in read)

    def _write(self, at: Scope, outcome: FieldOutcome | None, found: Difference) -> None:
        if outcome:
            self.fields[at] = outcome
        self.closed.extend(found.closed)
        self.opened.extend(found.opened)
        self.changes.extend(found.changes)
        self.worded.extend(found.worded)

    def _hold(self, at: Scope, held: Held, outcome: FieldOutcome | None) -> None:
        self.held[at] = held
        waits = outcome or FieldOutcome(at[0] or None, at[1], "held")
        self.fields[at] = as_held(waits, self.memory)


def _mechanism(statement: Statement) -> str:
    return statement.key or statement.mechanism or ""
