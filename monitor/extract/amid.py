"""A label inside a list of its own field: `Next meeting` below `Meetings`. What stands behind its entries is
the list's.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.documents.masks import DATE
from monitor.extract.label_table import Label
from monitor.extract.section_ends import Fits, is_smaller
from monitor.extract.sections import Section, is_prose
from monitor.model import Block

AHEAD = "announced"  # the role of labels for what is to come
NEAR = 2  # blocks within which the date of a meeting stands behind its title
LISTS = frozenset(("meeting",))  # fields of which one entry may have a label of its own


def surrounding(section: Section | None, block: Block, label: Label) -> Section | None:
    """The open list in which a label of its field stands, None where it stands in none."""
    if section is None or section.field != label.field or label.field not in LISTS:
        return None
    if section.within is not None and section.kind == block.kind and section.level == block.level:
        section = section.within  # beside a label before it
    if section.inline or section.closed:
        return None
    if block.kind in ("text", "item", "row") or is_smaller(section, block):
        return section
    # as large as the label right before it, below which nothing stands yet
    ahead = label.role == AHEAD != section.label.role
    return section if ahead and not section.lines and section.count is None else None


def goes_on_in(section: Section | None, block: Block, fits: Fits) -> Section | None:
    """The section that is open when a block comes: an entry of the list around a label is no entry of that label.

    That is so of a further list below a label whose list has no other, and behind an entry that has deeper ones.
    """
    if section is None or section.within is None or block.kind != "item" or not section.lines:
        return section
    around = section.within
    if section.kind == "item":
        deeper = all(line.kind == "item" and line.level > section.level for line in section.lines)
        return around if deeper and block.level <= section.level else section
    if around.lines or not all(_is_dated(line.text, fits) for line in section.lines) or not _is_dated(block.text, fits):
        return section
    home = _home(block.locator)
    apart = all(line.kind != "item" or (home and _home(line.locator) != home) for line in section.lines)
    return around if apart else section


def is_aside(section: Section, last: Section, block: Block, below: Sequence[Block], fits: Fits) -> bool:
    """Whether a text behind a label inside an open list is no entry of that: a sentence about something else, or words
    with no date behind them. `last`: the section that was begun last; `below`: the blocks behind the text.
    """
    if section is last or section.field not in LISTS or block.kind != "text" or block.text.rstrip().endswith(":"):
        return False
    if _is_dated(block.text, fits):
        return False
    return is_prose(block.text) or not any(one.kind == "text" and DATE.search(one.text) for one in below[:NEAR])


def _is_dated(text: str, fits: Fits) -> bool:
    return DATE.search(text) is not None and fits("meeting", text)


def _home(locator: str) -> str:
    """The element in which one stands; '' in plain text and PDF."""
    return locator.rpartition(" > ")[0]
