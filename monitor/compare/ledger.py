"""The way of one comparison: each field is judged, then settled; what waits is held, what is believed is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.compare import prose
from monitor.compare.absent import homeless
from monitor.compare.accepted import stated_again
from monitor.compare.astray import Astray, astray_of
from monitor.compare.books import Books
from monitor.compare.doubts import Beside
from monitor.compare.guard import collapsed
from monitor.compare.identity import Scope
from monitor.compare.joint import as_they_sat
from monitor.compare.judge import Judge
from monitor.compare.judged import Judged, crossed
from monitor.compare.kinds import Form
from monitor.compare.left_open import goes_on
from monitor.compare.match import pair
from monitor.compare.moves import Listed, merged
from monitor.compare.outside import edited_outside
from monitor.compare.pairing import New, Pairing
from monitor.compare.recall import (
    EMPTY,
    MECHANISMS,
    NOT_YET_KNOWN,
    UNREAD,
    by_scope,
    entries_by_scope,
    first_seen,
    has_stood,
    is_found,
    is_loose,
    misread,
    of_mechanism,
    outcomes_of,
)
from monitor.compare.turns import Difference, change, difference, unstated
from monitor.compare.under import as_settled, left_open
from monitor.compare.unread import missed
from monitor.model import Comparison, FieldOutcome, OpenStatement, Statement

TEXT: Scope = ("", "text")


@dataclass(slots=True)
class Ledger:
    """One comparison while its fields are settled one by one."""

    judge: Judge
    books: Books = field(default_factory=Books)
    lists: list[Listed] = field(default_factory=list)  # those that were believed
    astray: Astray = field(default_factory=Astray)

    def begin(self) -> None:
        """A baseline: all that is stated opens, but for what can hardly be; what else stood closes; nothing is told."""
        judge, books = self.judge, self.books
        old, new = by_scope(judge.memory.statements), entries_by_scope(judge.extraction)
        judge.beside = Beside(old, new)
        books.fields = outcomes_of(judge.extraction)
        for at in sorted({*old, *new}):
            outcome = books.fields.get(at) or FieldOutcome(at[0] or None, at[1], "partial")
            one = judge.sifted(at, old.get(at, []), new.get(at, []), outcome)
            if one.implausible:
                books.odd.add(at)
            if one.held:
                books.hold(at, one.held, one.outcome, judge.memory)
                continue
            whole = one.odd is None
            pairing = pair(at[1], one.before, one.after, judge.language)
            found = difference(at, pairing, whole=whole, told=False, names=judge.names)
            ended = one.outcome if one.odd else books.fields.get(at)
            books.write(at, as_settled(ended, pairing, judge.memory) if ended else None, replace(found, changes=()))
            if one.odd:
                books.held[at] = one.odd

    def settle(self) -> None:
        """Every field; first the list of mechanisms, which takes the fields of a listed or delisted one with it."""
        judge, books = self.judge, self.books
        old = by_scope(judge.memory.statements)
        new = as_they_sat(old, entries_by_scope(judge.extraction))
        judge.beside = Beside(old, new)
        outcomes = outcomes_of(judge.extraction)
        known = sorted({*old, *new, *outcomes, *((one.mechanism or "", one.field) for one in judge.memory.held)})
        self.astray = astray_of(old, new, judge.memory, judge.names) if judge.guarded else Astray()
        new_here, delisted = self._mechanisms(old.get(MECHANISMS, ()), new.get(MECHANISMS, ()), outcomes)
        judge.loose = {at for at in old if is_loose(at, outcomes)}
        stood = {at for at in old if at[0] not in delisted and at not in judge.loose and has_stood(judge.memory, at)}
        lost = stood - {*new, *outcomes}
        lost_of = frozenset(mechanism for mechanism, _ in lost)
        judge.beside = Beside(old, new, collapsed(stood, lost), lost_of, frozenset(homeless(old, new, outcomes)))
        judged = []
        for at in known:
            if at == MECHANISMS:
                continue
            before, after = old.get(at, ()), new.get(at, ())
            if at[0] in delisted:
                books.closed.extend(entry.row for entry in before)
            elif at[0] in new_here and not before and at not in self.astray.lists:
                pairing = pair(at[1], (), after, judge.language)
                books.write(
                    at,
                    as_settled(outcomes[at], pairing, judge.memory) if at in outcomes else None,
                    Difference(opened=pairing.come),
                )
            elif not self._waits_with_its_line(at[0], new, spoken_of=at in outcomes or bool(after)):
                judged.append(self._judged(at, before, after, outcomes.get(at)))
        for one in crossed(judged, judge.memory, judge.now, judge.language) if judge.guarded else judged:
            self._settle(self.astray.apart(one, judge.memory, judge.now))
        books.changes = merged(books.changes, self.lists, judge.names)

    def reshaped(self) -> None:
        """Tells once, in one change, of all that begins to be held."""
        self.books.reshaped(self.judge.memory, self.judge.names)

    def text(self) -> bool:
        """Prose, unless the page changed shape: what was a list a day ago may stand there, or comes in a language in
        which it never did. Whether it is as before.
        """
        judge, books = self.judge, self.books
        known = judge.memory.prose_language
        if books.waits or (known and judge.language and known != judge.language):
            return False
        if sides := edited_outside(judge.memory, judge.extraction):
            told = change("text.edited", TEXT, *sides, judge.names)
            books.changes.append(replace(told, before=sides[0][: prose.MOST], after=sides[1][: prose.MOST]))
        return sides is None

    def comparison(self) -> Comparison:
        """The books closed."""
        return self.books.comparison(self.judge.extraction.outcome)

    def _mechanisms(
        self, before: Sequence[OpenStatement], after: Sequence[New], outcomes: Mapping[Scope, FieldOutcome]
    ) -> tuple[set[str], set[str]]:
        judge, books = self.judge, self.books
        if not before and not after:
            return set(), set()
        first = len(books.opened), len(books.closed)
        judged = self._judged(MECHANISMS, before, after, outcomes.get(MECHANISMS))
        self._settle(self.astray.listed(judged, judge.memory, judge.now))
        rows = set(books.closed[first[1] :])
        stood = {_mechanism(entry.statement) for entry in before}
        new_here = {_mechanism(statement) for _, statement in books.opened[first[0] :]} - stood
        return new_here, {_mechanism(entry.statement) for entry in before if entry.row in rows}

    def _waits_with_its_line(self, mechanism: str, new: Mapping[Scope, Sequence[New]], *, spoken_of: bool) -> bool:
        """Whether a field waits because the list of mechanisms is held and its mechanism came or went there."""
        memory = self.judge.memory
        if MECHANISMS not in self.books.held:
            return False
        stood = {_mechanism(one.statement) for one in memory.statements if one.statement.field == "mechanism"}
        stands = {_mechanism(one) for _, one in new.get(MECHANISMS, ())}
        return mechanism in stands - stood or (mechanism in stood - stands and not spoken_of)

    def _judged(
        self, at: Scope, before: Sequence[OpenStatement], after: Sequence[New], outcome: FieldOutcome | None
    ) -> Judged:
        one = self.judge.judge(at, before, after, outcome)
        if one.implausible:
            self.books.odd.add(at)
        return one

    def _settle(self, one: Judged) -> None:
        judge, books = self.judge, self.books
        if one.held:
            books.hold(one.at, one.held, one.outcome, judge.memory)
            if one.odd:  # it waits as a whole
                books.odd.discard(one.at)
        elif one.pairing is not None and one.outcome is not None:
            self._believe(one, one.pairing, one.outcome)
        elif one.outcome is not None and one.outcome.outcome == "unstated":
            empty: Form = "empty" if is_found(judge.extraction, one.at, EMPTY) else "sentence"
            form: Form = "withdrawn" if judge.correcting else empty
            books.write(one.at, one.outcome, unstated(one.at, one.before, judge.names, form=form))
        else:
            books.write(one.at, one.outcome, Difference())

    def _believe(self, one: Judged, pairing: Pairing, outcome: FieldOutcome) -> None:
        judge, books = self.judge, self.books
        in_part = outcome.outcome == "partial" or bool(outcome.unread or left_open(outcome))
        known = one.at in judge.memory.known or (in_part and bool(one.before))
        told = known or judge.correcting or goes_on(one, pairing, judge.memory)
        self.lists.append(Listed(one.at, pairing, told, whole := outcome.outcome == "ok"))
        again = stated_again(one, pairing, judge.memory)
        found = difference(
            one.at,
            pairing,
            whole=whole,
            told=told,
            names=judge.names,
            missed=self._missed(one.at, outcome),
            accepted=one.at in judge.accepted or (judge.correcting and misread(judge.extraction, pairing)),
            again=again,
        )
        books.write(one.at, as_settled(outcome, pairing, judge.memory), found)
        if one.unstated:
            books.write(one.at, None, unstated(one.at, one.unstated, judge.names, form="part"))
        if one.odd:
            books.held[one.at] = one.odd
        if entries := again if told else pairing.come:
            books.findings.append(first_seen(one.at, len(entries), again=told))

    def _missed(self, at: Scope, outcome: FieldOutcome) -> bool:
        """Whether words about a field were not understood, say that it is not known yet, or its label is lost; of the
        chair: whether they were not understood below a label that names somebody too, and may name who had it.
        """
        judge = self.judge
        if at[1] == "chair":
            stood = [one.statement for one in judge.beside.old.get(at, ())]
            findings = of_mechanism(judge.extraction, at)
            return missed(outcome, stood, [one for _, one in judge.beside.new.get(at, ())], findings)
        labelled = outcome.outcome == "partial" and outcome.listed is None and judge.was_whole(at)
        return labelled or is_found(judge.extraction, at, *UNREAD, NOT_YET_KNOWN)


def _mechanism(statement: Statement) -> str:
    return statement.key or statement.mechanism or ""
