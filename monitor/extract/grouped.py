"""Groups of a list whose names are set apart and are no labels: `States` and `Organisations` in bold below the heading
`Observers`, each over entries of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from monitor.extract.labels import APART, LISTED, names_a_kind
from monitor.extract.phrases import pattern
from monitor.extract.section_ends import Fits
from monitor.extract.sections import Section, is_prose
from monitor.model import Block

Look = Literal["term", "lead", "text", ""]  # how the name of a group is set apart, '' where it is not
STATE, ENTRY = "member", "observer"  # fields that a State fits, and a State or an organisation
SMALLER: dict[str, tuple[Look, ...]] = {
    "heading": ("term", "lead", "text"),
    "term": ("lead", "text"),
    "text": ("term", "lead", "text"),
}
TERMS = ("dt", "th", "summary")
SURE = 2  # entries below a name that nobody knows, before it is one of a group


def look_of(block: Block) -> Look:
    """How a line that may name a group is set apart."""
    if block.kind == "term":
        return "term"
    if block.kind != "text" or is_prose(block.text):
        return ""
    return "lead" if block.lead == block.text else "text"


def names_group(section: Section, block: Block, below: Sequence[Block], fits: Fits) -> bool:
    """Whether a block that is no label names a group of the list that is open: it stands straight below the list's own
    label, in smaller type, or looks like the one that does; and entries follow it. `below`: the blocks behind it.

    A name that nobody knows is one only over several entries: the only one below `Depositary` is no member.
    """
    if not is_set_apart(section, block, below, fits) or pattern("membership", "apart").search(block.text):
        return False
    known = names_a_kind(block.text) or fits("region", block.text)
    several = not fits("chair", _words(below[0])) or all(fits(ENTRY, _words(one)) for one in below[:SURE])
    return known or (several and len(below) >= SURE)


def heads_group(section: Section, block: Block, below: Sequence[Block], fits: Fits) -> bool:
    """Whether a bold line among the entries names a group though it may be an entry by itself: `European Union` over
    its States, which are not bold.
    """
    if look_of(block) != "lead" or not is_set_apart(section, block, below, fits) or look_of(below[0]) == "lead":
        return False
    return fits(ENTRY, block.text) or names_group(section, block, below, fits)


def is_set_apart(section: Section, block: Block, below: Sequence[Block], fits: Fits) -> bool:
    """Whether a block stands over an entry as the name of a group of the open list does, whatever it says."""
    look = look_of(block)
    if section.field not in LISTED or section.label.role == APART or section.inline or not look or not below:
        return False
    smaller = look in SMALLER.get(section.kind, ()) or (look == "term" and _is_bold_below(section, block))
    alike = look == section.groups if section.lines else smaller
    under = STATE if fits(ENTRY, block.text) else ENTRY  # `European Union` over its States
    return alike and not fits(STATE, block.text) and fits(under, _words(below[0]))


def _is_bold_below(section: Section, block: Block) -> bool:
    """A bold line below a label that its element sets apart: `<b>EU</b>` below `<summary>Members</summary>`."""
    element = section.locator.rpartition(" > ")[2].partition(":")[0]
    return section.kind == "term" and element in TERMS and block.lead == block.text


def names_columns(section: Section | None, block: Block, below: Sequence[Block], fits: Fits) -> bool:
    """Whether a row of a table names a group over each of its columns: `States | Organisations` over `Mali | IOM`."""
    heads = [cell for cell in block.cells if cell.strip()]
    if section is None or section.closed or section.field not in LISTED or len(heads) < SURE or not below:
        return False
    known = all(names_a_kind(head) or fits("region", head) for head in heads)
    entries = [cell.strip().partition("\n")[0] for cell in below[0].cells if cell.strip()]
    over = below[0].table == block.table and len(entries) >= SURE and all(fits(ENTRY, one) for one in entries)
    return (known or block.header) and over and not any(fits(ENTRY, head) for head in heads)


def _words(block: Block) -> str:
    return block.cells[0] if block.cells else block.text
