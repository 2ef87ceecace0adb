"""What stands between two entries of one list: words about the entry above, which are no end of the list."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.documents.masks import DATE
from monitor.extract.phrases import pattern
from monitor.extract.section_ends import Fits
from monitor.extract.sections import Line, Section, is_prose, line_of, shape_of
from monitor.extract.values.line_parts import ends_in_city
from monitor.extract.values.titles import looks_like_a_document
from monitor.model import Block

AHEAD = 8  # blocks behind one that are looked at: the words about an entry, and the entry behind them


def is_between(section: Section, block: Block, below: Sequence[Block], fits: Fits) -> bool:
    """Whether words that are no entry have one more of the list behind them, set as those before. `below`: the blocks
    behind the words, as far as no label is among them.
    """
    if section.field not in ("meeting", "document") or section.inline or block.kind != "text":
        return False
    for at, one in enumerate(below):
        if _in_one_list(section.lines, one):
            return True
        if _is_like(section.lines, one) and _is_entry(section.field, below[at : at + 2], fits):
            return True
        if one.kind != "text":
            return False
    return False


def _is_like(lines: Sequence[Line], block: Block) -> bool:
    """A block of the kind of a line before, in elements of the same names."""
    shape = shape_of(line_of(block))
    return any(shape_of(line) == shape for line in lines)


def _in_one_list(lines: Sequence[Line], block: Block) -> bool:
    """An item of the list in which an item before stands."""
    home = block.locator.rpartition(" > ")[0]
    return bool(home) and any(
        line.kind == block.kind == "item" and line.locator.rpartition(" > ")[0] == home for line in lines
    )


def _is_entry(field: str, said: Sequence[Block], fits: Fits) -> bool:
    """A document, a meeting with its day, or the title of one over its day. In: a block and the one behind it."""
    block = said[0]
    if field == "document":
        return looks_like_a_document(block.text, block.links)
    if block.kind in ("heading", "term") and DATE.search(block.text) is None:
        return len(said) > 1 and _is_dated(said[1], fits)
    called = pattern("meeting", "nouns").search(block.text) is not None or ends_in_city(block.text)
    return called and _is_dated(block, fits)


def _is_dated(block: Block, fits: Fits) -> bool:
    return DATE.search(block.text) is not None and not is_prose(block.text) and fits("meeting", block.text)
