"""What has been read of one document so far: statements, outcomes and findings, written down in reading order.

A ledger has one owner, the layout that reads a document; it becomes an Extraction and is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from monitor.documents.masks import masked
from monitor.extract.label_table import NUMBER, label_key
from monitor.extract.sections import Line, is_prose
from monitor.lookups import fold
from monitor.model import INSIDE, FieldOutcome, Finding, Json, Outcome, Statement, Under

NOT_NOW = ("incoming", "past")  # roles of a chair


@dataclass(frozen=True, slots=True)
class Reading:
    """How the readers see the page: its layout, language and the order of day and month where a date proved it."""

    layout: str
    language: str = "en"
    known: bool = True  # the page or its source says so; else English is only the way it is read
    day_first: bool | None = None


@dataclass(slots=True)
class Ledger:
    """The facts of one mechanism on one page."""

    mechanism: str | None
    reading: Reading
    statements: list[Statement] = field(default_factory=list)
    outcomes: dict[str, FieldOutcome] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    labels: dict[str, set[tuple[str, str]]] = field(default_factory=dict)  # by field: words and role
    empty: dict[str, set[tuple[str, str]]] = field(default_factory=dict)  # the same of those that stand alone
    _stated: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # under which label
    _open: dict[str, set[tuple[str, str]]] = field(default_factory=dict)  # labels, of fields read to the end but there
    _missed: dict[str, list[str]] = field(default_factory=dict)  # by field: what is told of each line not understood
    _told: set[Finding] = field(default_factory=set)
    _none: dict[str, str] = field(default_factory=dict)  # by field: the words that say that there is none

    def state(self, name: str, key: str, value: Json, text: str, line: Line) -> bool:
        """Writes a statement down; False when the field has an entry of this key already."""
        if (name, key) in self._stated:
            return False
        self._stated[name, key] = line.under
        self.statements.append(Statement(self.mechanism, name, key, value, text, line.quote, line.locator))
        return True

    def stated(self, name: str, key: str) -> Statement | None:
        """What stands written down under a key."""
        return next((one for one in self.statements if (one.field, one.key) == (name, key)), None)

    def restate(self, name: str, key: str, value: Json, text: str, line: Line) -> None:
        """Writes a statement down in the place of the one of its key, which says less."""
        better = Statement(self.mechanism, name, key, value, text, line.quote, line.locator)
        self.statements[:] = [better if (one.field, one.key) == (name, key) else one for one in self.statements]

    def reserve(self, name: str, key: str) -> None:
        """Keeps a key free of entries, for those of longer keys have its place."""
        self._stated[name, key] = ("", "")

    def remark(self, kind: str, message: str, name: str | None = None, line: Line | None = None) -> None:
        """Writes a finding down, once."""
        found = Finding(
            kind, message, self.mechanism, name, line.quote if line else None, line.locator if line else None
        )
        if found not in self._told:
            self._told.add(found)
            self.findings.append(found)

    def unread(self, name: str, line: Line) -> None:
        """A line under a known label that was not understood: told with its words, never guessed at."""
        words = f"not understood under {name.replace('_', ' ')}: “{shorten(line.text)}”"
        self.missed("unread-line", words, name, line)

    def missed(self, kind: str, message: str, name: str, line: Line) -> None:
        """A line, or a name in it, that was not understood."""
        self._missed.setdefault(name, []).append(message)
        self.remark(kind, message, name, line)

    def unknown(self, name: str, line: Line) -> None:
        """A line that says that what belongs under its label is not known yet."""
        words = f"not known yet under {name.replace('_', ' ')}: “{shorten(line.text)}”"
        self.remark("not-known-yet", words, name, line)

    def leave_open(self, name: str, lines: Iterable[Line]) -> None:
        """A field that was read has lines that say that what belongs under their labels is not known yet."""
        one = self.outcomes[name]
        if one.outcome == "ok" or self._unread(one):
            self._open[name] = {_plain(line.under) for line in lines}
        self.outcomes[name] = replace(one, outcome="partial")

    def outcome(
        self,
        name: str,
        outcome: Outcome,
        *,
        claimed: int | None = None,
        listed: int | None = None,
        parsed: int | None = None,
        kept: int | None = None,
    ) -> None:
        """How the reading of a field ended."""
        self.outcomes[name] = FieldOutcome(self.mechanism, name, outcome, claimed, listed, parsed, kept)

    def outcome_beside(self, name: str, of: str, count: int) -> None:
        """How the reading of a field ended whose entries stand in the list of another, `of`: as that of the list."""
        there = self.outcomes[of]
        missed = (there.listed or 0) - (there.parsed or 0)
        self._missed[name] = [*self._missed.get(of, ())]
        self.outcomes[name] = replace(there, field=name, claimed=None, listed=count + missed, parsed=count, kept=count)

    def label(self, name: str, labels: Iterable[tuple[str, str]]) -> None:
        """Labels of a field below which a line stands, each with its role."""
        self.labels.setdefault(name, set()).update(labels)

    def stands_alone(self, name: str, labels: Iterable[tuple[str, str]]) -> None:
        """Labels of a field with nothing below them."""
        self.empty.setdefault(name, set()).update(labels)

    def say_none(self, name: str, line: Line) -> None:
        """A line says that there is none of a field now."""
        self._none.setdefault(name, line.text)

    def ended(self) -> list[FieldOutcome]:
        """How the reading of each field ended, with what stood under each of its labels."""
        return [
            replace(
                one,
                under=self._under(name),
                empty=self._empty(name),
                unread=self._unread(one),
                none=shorten(self._none.get(name, "")) if one.outcome == "ok" and not self._is_held(name) else "",
            )
            for name, one in self.outcomes.items()
        ]

    def _is_held(self, name: str) -> bool:
        """Whether an entry of a field says who it is now; who chaired, or will, does not."""
        own = (one for one in self.statements if one.field == name)
        return any(name != "chair" or one.value.get("role") not in NOT_NOW for one in own)

    def _under(self, name: str) -> tuple[Under, ...]:
        """Labels that differ in figures alone (`Members (25)`, `Meetings 2026`) are one."""
        found: dict[tuple[str, str], list[str]] = {_plain(label): [] for label in self.labels.get(name, ())}
        for one in self.statements:
            if one.field == name and (label := self._stated.get((name, one.key), ("", ""))) != ("", ""):
                found.setdefault(_plain(label), []).append(one.key)
        left_open = self._open.get(name, ())
        return tuple(Under(*at, tuple(sorted(found[at])), at in left_open) for at in sorted(found) if at[0])

    def _empty(self, name: str) -> tuple[str, ...]:
        return tuple(sorted({_plain(label)[0] for label in self.empty.get(name, ())} - {""}))

    def _unread(self, one: FieldOutcome) -> tuple[str, ...]:
        """The lines of a list that were not understood, each as often as it stands, where all others were, none of them
        a sentence. Some are no entry, and not counted among those listed: a name of a group, a sentence.
        """
        if one.outcome != "partial" or not one.listed or one.parsed is None:
            return ()
        lines = self._missed.get(one.field, [])
        told = any(is_prose(s.quote) for s in self.statements if s.field == one.field)
        return tuple(sorted(map(masked, lines))) if len(lines) >= one.listed - one.parsed and not told else ()

    def has(self, name: str) -> bool:
        """The field was spoken of, with a value or with the words that there is none."""
        return name in self.outcomes

    def duplicates(self, name: str, names: Iterable[str], line_of: dict[str, Line]) -> None:
        """A finding for each entry that stands more than once in a list."""
        counts: dict[str, int] = {}
        for entry in names:
            counts[entry] = counts.get(entry, 0) + 1
        for entry, count in counts.items():
            if count > 1:
                times = "twice" if count == 2 else f"{count} times"
                self.remark("duplicate", f"{entry} is listed {times}", name, line_of.get(entry))


def _plain(label: tuple[str, str]) -> tuple[str, str]:
    return INSIDE.join(label_key(NUMBER.sub(" ", words)) for words in label[0].split(INSIDE)), label[1]


def shorten(text: str, limit: int = 160) -> str:
    """At most `limit` characters, cut at a word."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def name_key(name: str) -> str:
    """The key of an entry that has nothing but its words."""
    return fold(name) or name.strip()
