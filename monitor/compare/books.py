"""What one comparison writes down: rows that open and close, changes, findings, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from monitor.compare.guard import UNKNOWN
from monitor.compare.identity import Scope
from monitor.compare.kinds import Form
from monitor.compare.names import Names
from monitor.compare.pairing import Kept, New
from monitor.compare.recall import begun
from monitor.compare.turns import Difference, change
from monitor.compare.under import as_held
from monitor.model import Change, Comparison, FieldOutcome, Finding, Held, Memory, Outcome

PAGE: Scope = ("", "page")


@dataclass(slots=True)
class Books:
    """The entries of one comparison, field by field, until they are closed."""

    fields: dict[Scope, FieldOutcome] = field(default_factory=dict)
    opened: list[New] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    worded: list[Kept] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    held: dict[Scope, Held] = field(default_factory=dict)
    odd: set[Scope] = field(default_factory=set)  # held for values that can hardly be

    def write(self, at: Scope, outcome: FieldOutcome | None, found: Difference) -> None:
        """What is believed of one field."""
        if outcome:
            self.fields[at] = outcome
        self.closed.extend(found.closed)
        self.opened.extend(found.opened)
        self.changes.extend(found.changes)
        self.worded.extend(found.worded)

    def hold(self, at: Scope, held: Held, outcome: FieldOutcome | None, memory: Memory) -> None:
        """A field that waits."""
        self.held[at] = held
        waits = outcome or FieldOutcome(at[0] or None, at[1], "held")
        self.fields[at] = as_held(waits, memory)

    def reshaped(self, memory: Memory, names: Names) -> None:
        """Tells once, in one change, of all that begins to be held."""
        begins = begun(memory, self.held)
        for name, odd in (("page.reshaped", False), ("page.implausible", True)):
            held = [
                {"mechanism": one.mechanism, "field": one.field, "reason": one.reason}
                for at, one in begins
                if (at in self.odd) == odd
            ]
            unknown = not odd and UNKNOWN.issuperset(one["reason"] for one in held)
            if held:
                form: Form = "unknown" if unknown else "sentence"
                self.changes.append(change(name, PAGE, None, held, names, form=form))

    @property
    def waits(self) -> bool:
        """Whether a field waits for more than values that can hardly be or are not known yet, so that the page may have
        changed shape.
        """
        return any(at not in self.odd and one.reason not in UNKNOWN for at, one in self.held.items())

    def comparison(self, read: Outcome) -> Comparison:
        """The books closed; `read`: how the reading ended."""
        opened = sorted(self.opened)
        position = {index: place for place, (index, _) in enumerate(opened)}
        outcome: Outcome = "held" if self.waits else "partial" if self.held else read
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
