"""How each field is judged: whether its reading is believed, whether it waits, as a whole or in part, and why.

In: what stood, what was read, and the lists beside it. Out: a `Judged`, of which `ledger.py` makes news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.compare import chairs
from monitor.compare.absent import is_bare
from monitor.compare.accepted import accepted
from monitor.compare.doubts import Beside, doubt_of, in_words, may_be_unknown
from monitor.compare.guard import (
    LABEL_EMPTY,
    LABEL_GONE,
    LABEL_LOST,
    NOT_UNDERSTOOD,
    STANDS_EMPTY,
    Doubt,
    believed,
    hold,
    not_yet,
)
from monitor.compare.identity import Scope
from monitor.compare.judged import Judged
from monitor.compare.left_open import as_far_as_known
from monitor.compare.match import distinct, pair
from monitor.compare.names import Names
from monitor.compare.pairing import New
from monitor.compare.plausible import sifted
from monitor.compare.recall import EMPTY, MECHANISMS, NOT_YET_KNOWN, has_stood, held_at, is_found, place
from monitor.compare.under import as_before, label_lost, stands_empty
from monitor.model import Extraction, FieldOutcome, Memory, OpenStatement

REPEATED = "repeated-on-site"


@dataclass(slots=True)
class Judge:
    """One comparison: what was known, what was read, and how strictly it is asked."""

    memory: Memory
    extraction: Extraction
    now: datetime
    names: Names
    guarded: bool = True
    accepted: frozenset[Scope] = frozenset()  # what a person decided on; then nothing else is settled
    beside: Beside = field(default_factory=Beside)
    loose: set[Scope] = field(default_factory=set)  # that have no label to lose

    @property
    def language(self) -> str | None:
        """The language in which the page is now."""
        return self.extraction.source_fields.get("language")

    @property
    def correcting(self) -> bool:
        """Whether it is our own code that differs: the page is the same, and nothing that comes of it is news."""
        return not self.guarded and not self.accepted

    def judge(
        self, at: Scope, before: Sequence[OpenStatement], after: Sequence[New], outcome: FieldOutcome | None
    ) -> Judged:
        """One field, as it was read and as far as that is believed."""
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
        one = self.sifted(at, before, after, as_before(outcome, self.memory, come))
        return one if one.held else self._doubted(one)

    def _is_withdrawn(self, at: Scope) -> bool:
        """Whether our newer code finds no such field on the page where older code read it to its end.

        Not where most fields are gone at once, or the list of mechanisms is: there the reader may be broken.
        """
        return self.correcting and self.was_whole(at) and not self.beside.fallen and at != MECHANISMS

    def sifted(
        self,
        at: Scope,
        before: Sequence[OpenStatement],
        after: Sequence[New],
        outcome: FieldOutcome,
    ) -> Judged:
        """The field without the entries that can hardly be: a list goes on without them as one not read to its end."""
        meetings = self.beside.new.get((at[0], "meeting")) or ()
        stood = [one.statement for one in self.beside.old.get((at[0], "meeting"), ())]
        good, odd, why = sifted(after, before, self.now.date(), [one for _, one in meetings] or stood)
        if not odd:
            return Judged(at, before, after, outcome)
        waits = hold(at, Doubt(why), odd, None, self.memory, self.now)
        if not good or (
            at[1] == "chair" and chairs.retired([one.statement for one in before], [one for _, one in good])
        ):
            return Judged(at, before, after, outcome, held=waits, implausible=True)
        return Judged(at, before, good, replace(outcome, outcome="partial"), odd=waits, implausible=True)

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

    def was_whole(self, at: Scope) -> bool:
        """Whether the field was read to its end in the reading before."""
        read = self.memory.fields[0] if self.memory.fields else ()
        return any(place(one) == at and one.outcome == "ok" for one in read)
