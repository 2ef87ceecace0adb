"""Numbers that a page gives for its lists: claimed, listed, and their parts. What contradicts itself is a finding."""

from __future__ import annotations

import re

from monitor.extract.ledger import Ledger
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line, Section

# the parts of a number in a bracket: `10 AU, 12 EU`, `10 from the AU`, `AU 10, EU: 12`
PARTS = (
    re.compile(
        r"(?P<number>\d{1,3})\s+(?:(?:from|de|da|do|del|dos|das)\s+(?:the\s+|la\s+)?|de\s+l['’])?(?P<name>[A-Z]{2,10})\b"
    ),
    re.compile(r"\b(?P<name>[A-Z]{2,10})\s*(?:[:=–-]\s*)?\(?(?P<number>\d{1,3})\b"),
)


def state_count(name: str, number: int, text: str, line: Line, ledger: Ledger) -> None:
    """One claimed number as a statement of its own."""
    if ledger.state(name, "", number, text, line):
        ledger.outcome(name, "ok")
        return
    first = next(s for s in ledger.statements if s.field == name)
    if first.value != number:
        ledger.remark(
            "count-mismatch",
            f"two numbers are given for {name.replace('_', ' ')}: {first.value} and {number}",
            name,
            line,
        )


def claims(sections: list[Section]) -> list[tuple[Section, int]]:
    """The sections of a list whose label gives a number."""
    return [(section, section.count) for section in sections if section.count is not None]


def state_claims(name: str, sections: list[Section], ledger: Ledger) -> int | None:
    """Writes down the claimed number of a list (`10 Members`) and its parts; returns it, None when there is none.

    Lists that are cut into kinds (observer States, observer organizations) are added up.
    """
    found = claims(sections)
    for section in sections:
        if section.count is None and pattern("seeming", "dozens").search(section.remark):
            message = f"no number of {name}s was read from “{section.words}”"
            ledger.remark("unread-line", message, f"{name}_count", section.claim)
    if not found:
        return None
    kinds = {section.label.role: (section, number) for section, number in found}
    claimed = sum(number for _, number in kinds.values()) if name == "observer" else found[0][1]
    section = found[0][0]
    line = section.claim
    parts = _parts(section.remark)
    total = _total(claimed, parts, section.remark)
    if total is not None:
        state_count(f"{name}_count", total, section.words, line, ledger)
    if len(parts) > 1:
        ledger.state(f"{name}_count_parts", "", parts, section.remark, line)
        ledger.outcome(f"{name}_count_parts", "ok")
        if total is not None and sum(parts.values()) != total:
            added = " + ".join(str(number) for number in parts.values())
            ledger.remark("parts-mismatch", f"{added} = {sum(parts.values())}, but {total} are claimed", name, line)
    for other, number in found[1:]:
        if name == "member" and total is not None and number != total:
            ledger.remark(
                "count-mismatch",
                f"two numbers are given for {name}s: {total} and {number}",
                name,
                other.claim,
            )
    return total


def _parts(remark: str) -> dict[str, int]:
    """The parts that a remark gives, by their names, in the order of name and number that it begins with."""
    found = [list(order.finditer(remark)) for order in PARTS]
    told = [parts for parts in found if len(parts) > 1]
    first = min(told, key=lambda parts: parts[0].start(), default=[])
    return {part["name"]: int(part["number"]) for part in first}


def _total(claimed: int, parts: dict[str, int], remark: str) -> int | None:
    """The claimed number, unless it is that of one of several parts: `(10 AU, 12 EU; 22 in all)`; then what the parts
    add up to, where the remark gives that.
    """
    if len(parts) < 2 or claimed not in parts.values():
        return claimed
    added = sum(parts.values())
    return added if re.search(rf"\b{added}\b", remark) else None


def compare_stated(name: str, ledger: Ledger) -> None:
    """The same where a sentence or a label of its own gives the number, and a list that was read whole stands apart."""
    listed = ledger.outcomes.get(name)
    stated = next((s for s in ledger.statements if s.field == f"{name}_count"), None)
    if stated is None or not isinstance(stated.value, int) or listed is None or listed.claimed is not None:
        return
    if listed.outcome == "ok" and listed.listed and listed.kept is not None and stated.value != listed.kept:
        line = Line(stated.text, stated.quote, stated.locator)
        compare_counts(name, stated.value, listed.listed, listed.kept, ledger, line)


def compare_counts(
    name: str, claimed: int | None, listed: int, kept: int, ledger: Ledger, line: Line | None = None
) -> None:
    """A finding where the claimed number and the list beneath it do not agree."""
    if claimed is None or (claimed == listed == kept):
        return
    if listed == 0:
        ledger.remark("none-listed", f"{name} count claimed {claimed}, none listed", name, line)
    else:
        ledger.remark("count-mismatch", f"{name}s: claimed {claimed}, {listed} listed, {kept} distinct", name, line)
