"""What is known of one field: what the memory of its source recalls, and what the new reading says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from monitor.compare.identity import Scope, scope
from monitor.compare.kinds import label
from monitor.compare.pairing import New, Pairing
from monitor.model import Extraction, FieldOutcome, Finding, Held, Memory, OpenStatement

MECHANISMS: Scope = ("", "mechanism")  # the list of the mechanisms that a page speaks of
UNREAD = ("unread-line", "unread-sentence")  # findings that words of a field were not understood
NOT_YET_KNOWN = "not-known-yet"  # the finding that a page says so of what stands under a label
EMPTY = "empty-label"  # the finding that a label stands alone


def place(one: FieldOutcome | Held) -> Scope:
    """The list that an outcome is about."""
    return MECHANISMS if one.field == "mechanism" else (one.mechanism or "", one.field)


def by_scope(statements: Iterable[OpenStatement]) -> dict[Scope, list[OpenStatement]]:
    """What stands, list by list."""
    found: dict[Scope, list[OpenStatement]] = defaultdict(list)
    for entry in statements:
        found[scope(entry.statement)].append(entry)
    return found


def entries_by_scope(extraction: Extraction) -> dict[Scope, list[New]]:
    """What was read, list by list."""
    found: dict[Scope, list[New]] = defaultdict(list)
    for index, statement in enumerate(extraction.statements):
        found[scope(statement)].append((index, statement))
    return found


def outcomes_of(extraction: Extraction) -> dict[Scope, FieldOutcome]:
    """How the reading of each field ended."""
    return {place(one): one for one in sorted(extraction.fields, key=lambda one: one.mechanism is None)}


def is_found(extraction: Extraction, at: Scope, *kinds: str) -> bool:
    """Whether a reading has a finding of one of these kinds on a field."""
    return how_often(extraction, at, *kinds) > 0


def how_often(extraction: Extraction, at: Scope, *kinds: str) -> int:
    """How many findings of these kinds a reading has on a field."""
    return sum((one.mechanism or "", one.field) == at for one in extraction.findings if one.kind in kinds)


def of_mechanism(extraction: Extraction, at: Scope) -> list[Finding]:
    """The findings of a reading on the mechanism of a field."""
    return [one for one in extraction.findings if (one.mechanism or "") == at[0]]


def is_loose(at: Scope, outcomes: Mapping[Scope, FieldOutcome]) -> bool:
    """Whether a field has no label that could be lost: the note on a secretariat that running text alone names."""
    beside = outcomes.get((at[0], "secretariat"))
    return at[1] == "secretariat_note" and at not in outcomes and (beside is None or beside.outcome != "ok")


def misread(extraction: Extraction, pairing: Pairing) -> bool:
    """Whether all that is absent are words that the page calls not known yet, which older code took for values."""
    said = {(one.mechanism, one.field, one.quote) for one in extraction.findings if one.kind == NOT_YET_KNOWN}
    gone = [entry.statement for entry in pairing.gone]
    return bool(gone) and all((one.mechanism, one.field, one.quote) in said for one in gone)


def first_seen(at: Scope, entries: int, *, again: bool = False) -> Finding:
    """The finding that a field is stated for the first time, or some of it that was stated no more `again`."""
    many = "1 entry" if entries == 1 else f"{entries} entries"
    when = "is stated again below a label that was gone" if again else "appears for the first time"
    message = f"{label(at[1])} {when}: {many}, taken as its baseline and not told as news"
    return Finding("first-seen", message, at[0] or None, at[1])


def held_at(memory: Memory, at: Scope) -> Held | None:
    """What is held of a field."""
    return next((one for one in memory.held if place(one) == at), None)


def has_stood(memory: Memory, at: Scope) -> bool:
    """Whether the field's label stood in all accepted extractions that are remembered (three at most)."""
    seen = [{place(one) for one in fields if one.outcome in ("ok", "held")} for fields in memory.fields]
    return held_at(memory, at) is not None or (bool(seen) and all(at in fields for fields in seen))


def last_read(memory: Memory, at: Scope) -> FieldOutcome | None:
    """The field's last outcome of a reading to the end, however long it was held or read in part since."""
    return next((one for one in (*memory.settled, *_remembered(memory)) if place(one) == at), None)


def last_outcomes(memory: Memory, at: Scope) -> list[FieldOutcome]:
    """How the readings of a field ended that are remembered, the newest first, and the last one to the end."""
    return [one for one in (*(one for fields in memory.fields for one in fields), *memory.settled) if place(one) == at]


def _remembered(memory: Memory) -> Iterator[FieldOutcome]:
    return (one for fields in memory.fields for one in fields if one.outcome in ("ok", "partial"))


def begun(memory: Memory, held: Mapping[Scope, Held]) -> list[tuple[Scope, Held]]:
    """What begins to be held, and so is told.

    A page that goes to and fro between two shapes has not begun anew: what was held for the same reason in one of the
    remembered extractions was told. What a person rejected waits for nobody when it comes back.
    """
    otherwise = {place(one) for one in memory.ended if place(one) in held and held[place(one)].reason != one.reason}
    before = {place(one) for fields in memory.fields for one in fields if one.outcome == "held"} - otherwise
    before |= {place(one) for one in memory.held}
    back = {(place(one), one.fingerprint) for one in memory.rejected}  # what they stand for was told before
    rejected = [one for one in memory.held if one.rejected is not None]
    read_otherwise = {place(one) for one in rejected if (place(one), one.fingerprint) not in back}
    before -= {at for at in read_otherwise if at in held and held[at].rejected is None}
    return [(at, one) for at, one in sorted(held.items()) if at not in before and one.rejected is None]
