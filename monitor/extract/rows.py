"""Rows of tables as parts of a page: a row of labels over columns, a label with its value beside it, or entries."""

from __future__ import annotations

from monitor.extract.labels import Labelled, head, labelled
from monitor.extract.sections import Line
from monitor.model import Block

FEWEST_HEADS = 2  # labels in a row, before it is one of column heads


def cells_of(block: Block) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in block.cells)


def heads_of(block: Block, layout: str) -> tuple[Labelled | None, ...] | None:
    """The labels of a row of column heads; None when it is none."""
    heads = tuple(head(cell, layout) for cell in cells_of(block))
    return heads if (block.header or all(heads)) and len([h for h in heads if h]) >= FEWEST_HEADS else None


def label_beside(block: Block, layout: str) -> Labelled | None:
    """The label in the first cell of a row whose other cells hold the value."""
    cells = cells_of(block)
    return labelled(cells[0], layout) if len(cells) > 1 and cells[0] else None


def cell_lines(cell: str, block: Block) -> list[Line]:
    """The lines of one cell, each its own proof."""
    parts = (part.strip() for part in cell.split("\n"))
    return [Line(part, part, block.locator, block.links, "row") for part in parts if part]


def entry(block: Block) -> Line:
    """A row that is one entry: date | place | title."""
    return Line(", ".join(filter(None, cells_of(block))), block.text, block.locator, block.links, "row")
