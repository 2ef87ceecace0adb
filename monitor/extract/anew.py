"""A part about one mechanism in which the labels begin anew with other facts: what stands below the second `Chair` and
the second `Members` is told of a body whose name is a picture, or is lost, and not of this mechanism.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from monitor.extract.cutter import cut
from monitor.extract.fits import fits
from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.page import read_sections
from monitor.extract.sections import Cut, Section
from monitor.extract.subject import Scope

SERIES = frozenset(("chair", "member", "observer", "established", "secretariat", "type"))
OTHERWISE = 2  # fields that say otherwise below the second labels: a box that sums the page up says the same
SHARE = 0.5  # of the shorter of two lists; where as much of it stands in the other one, they are one list

Facts = dict[str, set[Hashable]]


def begun_anew(scope: Scope, reading: Reading) -> tuple[Scope, ...]:
    """The part as it is; where its labels begin anew with other facts, what follows as a part of a stranger's."""
    if scope.subject is None:
        return (scope,)
    blocks = scope.blocks[1:]
    sections = cut(blocks, reading.layout, fits).sections
    at = _second(sections)
    if at is None or not _is_otherwise(*(_facts(half, reading) for half in (sections[:at], sections[at:]))):
        return (scope,)
    start = next((n for n, block in enumerate(scope.blocks) if n and block.locator == sections[at].locator), None)
    if start is None:  # a part of a block
        return (scope,)
    stranger = shorten(scope.blocks[start].text)
    return replace(scope, blocks=scope.blocks[:start]), Scope(None, scope.blocks[start:], stranger)


def _second(sections: Sequence[Section]) -> int | None:
    """The number of the first label that stands once more, with which others do."""
    marks = [(one.field, one.label.role) for one in sections]
    for at, mark in enumerate(marks):
        again = {one for one in marks[:at] if one[0] in SERIES and one in marks[at:]}
        if mark in again and len(again) >= OTHERWISE:
            while marks[at - 1] in marks[: at - 1]:
                at -= 1
            return at
    return None


def _facts(sections: Sequence[Section], reading: Reading) -> Facts:
    ledger = Ledger(None, reading)
    read_sections(Cut(tuple(sections), ()), ledger)
    found: Facts = defaultdict(set)
    for one in ledger.statements:
        found[one.field].add(one.key or str(one.value))
    return found


def _is_otherwise(one: Facts, other: Facts) -> bool:
    """Whether so many fields say otherwise in two runs of labels that they are about two bodies."""
    both = [(one[name], other[name]) for name in SERIES & one.keys() & other.keys()]
    return sum(len(a & b) < SHARE * min(len(a), len(b)) for a, b in both) >= OTHERWISE
