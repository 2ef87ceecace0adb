"""What a page calls not known yet is no value and no none: a finding, and a field that is not read to its end.

One place for all fields, so that `Observers: TBC` and `Established: to be announced` come to the same. Who chairs is
said in several roles and stays with its own reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from monitor.extract.ledger import Ledger
from monitor.extract.sections import Line, Section
from monitor.extract.sentinels import is_none, is_not_known_yet

APART = ("chair",)
ALWAYS = ("type", "region", "established", "objective", "geographic_focus")  # every mechanism has one: `n/a` is unknown
PARTS = ("contact", "secretariat")  # whose lines have small labels of their own: `E-mail: TBC`
ONE = ("region", "type")  # of which a mechanism has one: `Global (tbc)` is not known yet, as a whole
REMARK = re.compile(r".*\w.*[(\[](?P<said>[^()\[\]]+)[)\]]\s*")
PART = re.compile(r"[^:：]{1,40}[:：]\s*(?P<said>\S.*)")


def read_known(
    field: str, read: Callable[[list[Section], Ledger], None], sections: Sequence[Section], ledger: Ledger
) -> list[Section]:
    """Reads the lines that say what a field is, and tells of those that say it is not known yet; returns what was read.

    Where no other line is left, the reader is not asked.
    """
    unknown = [line for one in sections for line in _unknown(one)]
    known = [replace(one, lines=[line for line in one.lines if line not in unknown]) for one in sections]
    before = {*ledger.outcomes}
    if not unknown or any(one.lines or one.count is not None for one in known):
        read(known, ledger)
    beside = [name for name, one in ledger.outcomes.items() if name not in {*before, field} and one.listed]
    for line in unknown:
        ledger.unknown(field, line)
    if unknown and field in ledger.outcomes:
        for name in (field, *beside):
            ledger.leave_open(name, unknown)
    elif unknown:
        ledger.outcome(field, "partial", listed=0, parsed=0)
    return known


def with_remark(section: Section) -> Section:
    """The section whose label says so itself, and has nothing under it: `Observers (to be confirmed)`."""
    if not section.lines and section.count is None and is_not_known_yet(section.remark):
        section.lines.append(Line(section.remark, section.quote or section.words, section.locator))
    return section


def _unknown(section: Section) -> list[Line]:
    """The lines of a section that say so; of a meeting that stands line by line `to come` is the last line."""
    found = [line for line in section.lines if _is_unknown(section.field, line)]
    return [] if section.field == "meeting" and len(found) < len(section.lines) else found


def _is_unknown(field: str, line: Line) -> bool:
    if field in APART:
        return False
    if field in PARTS and (part := PART.fullmatch(line.text)) and is_not_known_yet(part["said"]):
        return True
    if field in ONE and (remark := REMARK.fullmatch(line.text)) and is_not_known_yet(remark["said"]):
        return True
    return is_not_known_yet(line.text) or (field in ALWAYS and is_none(line.text))
