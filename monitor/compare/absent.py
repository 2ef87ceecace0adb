"""What is absent from a reading and yet not gone, and whom such entries name (design rule 2: absent is not removed)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.compare.identity import CURRENT, FORMS, Scope, form_of, who, wording
from monitor.compare.kinds import counts_net
from monitor.compare.pairing import New, Pairing
from monitor.documents.masks import masked
from monitor.extract.sections import is_prose
from monitor.lookups import countries, organisations
from monitor.model import FieldOutcome, Finding, OpenStatement, Statement

UNPLACED = ("stray-text", "unread-line")  # findings of lines that no field takes: what they name may be of any

OTHERWISE = "told-otherwise"  # the finding of a sentence that gives the chair to whom its label does not name


def is_gone(entry: Statement, listed: Sequence[Statement]) -> bool:
    """Whether an entry is gone that is absent from what is listed in its field now, read to its end.

    Who chaired once did, and what took place did: where only others are listed any more, the label of these is gone;
    and whom a sentence named, it does not take back when it is gone.
    """
    if entry.field == "chair" and _is_past(entry) and is_prose(entry.quote):
        return False
    return not _is_past(entry) or not listed or any(_is_past(one) for one in listed)


def is_bare(outcome: FieldOutcome, listed: Sequence[New]) -> bool:
    """Whether the label of a field stands with nothing below it that was understood. A line below that of meetings may
    say something of one that stood there.
    """
    return outcome.outcome == "partial" and not listed and (outcome.listed == 0 or outcome.field != "meeting")


def unplaced(
    pairing: Pairing, findings: Iterable[Finding], known: Collection[str] = (), kinds: Collection[str] = UNPLACED
) -> list[Statement]:
    """Of the entries that are absent those that a line names which the reader could not place. `known`: lines (masked)
    that stood on the page when the entries did, and so say nothing of where they are now.

    Where somebody else has the seat, who had it is gone, whatever other lines say; but not where the one is a chair as
    before, below another label than theirs.
    """
    listed = [new for _, new in (*pairing.come, *(new for _, new in (*pairing.kept, *pairing.amended)))]
    chaired = {who(entry.statement) for entry in pairing.gone if _seat(entry.statement) in CURRENT}
    taken = {_seat(new) for _, new in pairing.come if counts_net(new.field) and who(new) not in chaired}
    gone = [entry.statement for entry in pairing.gone if is_gone(entry.statement, listed)]
    quotes = [finding.quote for finding in findings if finding.kind in kinds and finding.quote]
    lines = [quote for quote in quotes if masked(quote) not in known]
    named = names_of(lines) if gone else None
    return [one for one in gone if named and _seat(one) not in taken and named.has(one)]


def homeless(
    old: Mapping[Scope, Sequence[OpenStatement]],
    new: Mapping[Scope, Sequence[New]],
    outcomes: Mapping[Scope, FieldOutcome],
) -> set[tuple[str, str]]:
    """Whom entries name that are absent and not gone: each with its mechanism."""
    found = set()
    for at, entries in old.items():
        listed = [statement for _, statement in new.get(at, ())]
        there = {(who(one), _is_past(one)) for one in listed}
        for one in (entry.statement for entry in entries):
            stands = (who(one), True) in there or (not _is_past(one) and (who(one), False) in there)
            if _names(one) and not stands and not _may_be_gone(one, listed, outcomes.get(at)):
                found.add((at[0], who(one)))
    return found


def strayed(at: Scope, come: Iterable[New], without_home: Collection[tuple[str, str]]) -> int:
    """How many of the entries that came to a list are homeless: nothing parts them any more from those above them."""
    return sum(_names(new) and (at[0], who(new)) in without_home for _, new in come)


def names_of(lines: Iterable[str]) -> _Named | None:
    """Whom lines name; None where there are none."""
    said = list(lines)
    return _Named.of(said) if said else None


def _may_be_gone(one: Statement, listed: Sequence[Statement], outcome: FieldOutcome | None) -> bool:
    """Of a chair that is read in part the label may be lost; a list that is read in part has its own."""
    if outcome is None or (one.field == "chair" and outcome.outcome != "ok"):
        return False
    return is_gone(one, listed)


def _seat(one: Statement) -> object:
    return one.value.get("role") if one.field == "chair" else None


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom lines name, in any language, and their words."""

    known: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Named:
        found = {hit.value.code for line in lines for hit in countries.names().find(line)}
        found |= {hit.value.id for line in lines for hit in organisations.names().find(line)}
        return cls(frozenset(found - {""}), tuple(f" {wording(line)} " for line in lines))

    def has(self, one: Statement) -> bool:
        said = f" {wording(one.text)} "
        return who(one) in self.known or (bool(said.strip()) and any(said in line for line in self.words))


def _names(one: Statement) -> bool:
    """Whether an entry names somebody, so that it may stand in several lists."""
    return form_of(one) not in FORMS


def _is_past(one: Statement) -> bool:
    value = one.value
    if one.field == "chair":
        return bool(value.get("role") == "past")
    return one.field == "meeting" and isinstance(value, dict) and not value.get("announced")
