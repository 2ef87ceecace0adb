"""Rows of tables as parts of a page: a row of labels over columns, a label with its value beside it, or entries."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from monitor.extract.labels import Labelled, head, labelled
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line
from monitor.extract.values.chair_words import roles
from monitor.extract.values.countries import read_country
from monitor.model import Block

NUMBER = re.compile(r"\(?\d{1,3}[.)]?")
DATED = re.compile(r"\b(?:19|20)\d\d\b")
FEWEST_HEADS = 2  # labels in a row, before it is one of column heads


def cells_of(block: Block) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in block.cells)


def cell_lines(block: Block) -> list[list[Line]]:
    """The lines of each cell of a row, each its own proof with the cell's own place."""
    places = block.cell_locators or (block.locator,) * len(block.cells)
    return [
        [Line(part, part, place, block.links, "row") for line in cell.split("\n") if (part := line.strip())]
        for cell, place in zip(block.cells, places, strict=True)
    ]


def heads_of(block: Block, layout: str) -> tuple[Labelled | None, ...] | None:
    """The labels of a row of column heads; None when it is none. `Secretariat | Secretariat of the RCM` is a label with
    its value.
    """
    heads = tuple(head(cell, layout) for cell in cells_of(block))
    if not block.header and len({(h.label.field, h.label.role) for h in heads if h}) < FEWEST_HEADS:
        return None
    return heads if (block.header or all(heads)) and len([h for h in heads if h]) >= FEWEST_HEADS else None


def pairs_of(block: Block, layout: str) -> list[Block]:
    """The pairs of a row that holds several labels, each with its value behind it: `Established | 2002 | Chair | Mali`.
    None where the row is no such row.
    """
    cells, places = cells_of(block), block.cell_locators or (block.locator,) * len(block.cells)
    if len(cells) < 4 or len(cells) % 2 or block.header or any(head(cell, layout) for cell in cells[1::2]):
        return []
    if not all(
        head(label, layout) or not (label or value) for label, value in zip(cells[::2], cells[1::2], strict=True)
    ):
        return []
    return [
        replace(block, text="\t".join(cells[at : at + 2]), cells=cells[at : at + 2], cell_locators=places[at : at + 2])
        for at in range(0, len(cells), 2)
        if cells[at]
    ]


def label_beside(block: Block, layout: str) -> Labelled | None:
    """The label in the first cell of a row whose other cells hold the value."""
    cells = cells_of(block)
    return labelled(cells[0], layout) if len(cells) > 1 and cells[0] else None


def values_beside(block: Block, found: Labelled) -> list[Line]:
    """The lines beside the label of a row; a cell that is a role belongs to the one behind it: `Incoming | France`."""
    cells = cells_of(block)[1:]
    # a cell that is nothing else says in which role its neighbour chairs
    if found.label.field == "chair" and any(roles().fullmatch(cell) for cell in cells):
        return [Line(" ".join(filter(None, cells)), block.text, block.locator, block.links, "row")]
    return list(chain.from_iterable(cell_lines(block)[1:]))


def lists_meetings(block: Block) -> bool:
    """The names of columns are those of a list of meetings: a date, and a place or what met."""
    if not block.header:
        return False

    def names(part: str) -> bool:
        return any(pattern("meeting", part).fullmatch(cell) for cell in cells_of(block))

    return (names("part_date") or span_of(block) is not None) and (names("part_place") or names("nouns"))


def span_of(block: Block) -> tuple[int, int] | None:
    """The two columns, side by side, that hold the first and the last day: `Start | End`; None where there are none."""
    words = [cell.rstrip(": ") for cell in cells_of(block)]
    first, last = pattern("meeting", "part_first_day"), pattern("meeting", "part_last_day")
    return next(
        ((at, at + 1) for at in range(len(words) - 1) if first.fullmatch(words[at]) and last.fullmatch(words[at + 1])),
        None,
    )


def lists_documents(block: Block) -> bool:
    """The names of columns are those of a list of documents: a title, and a year, a language or a file."""
    cells = [cell for cell in cells_of(block) if cell]
    title, other = pattern("document", "part_title"), pattern("document", "part_other")
    if len(cells) < FEWEST_HEADS or not title.fullmatch(cells[0]):
        return False
    return all(title.fullmatch(cell) or other.fullmatch(cell) for cell in cells) and bool(other.fullmatch(cells[-1]))


def is_term(block: Block) -> bool:
    """A country beside the time of its chair: `Kazakhstan | 2014`, `2014–2016 | Kazakhstan`."""
    cells = [cell for cell in cells_of(block) if cell]
    if len(cells) > 2 and NUMBER.fullmatch(cells[0]):
        del cells[0]
    return (
        len(cells) == 2 and sum(read_country(cell) is not None for cell in cells) == 1 and any(map(DATED.search, cells))
    )


def entry(block: Block, span: tuple[int, int] | None = None) -> Line:
    """A row that is one entry: date | place | title; a number before it only counts. `span`: the columns of its first
    and its last day.
    """
    whole = list(cells_of(block))
    if span and span[1] < len(whole):
        first, last = (whole[at] for at in span)
        if first and last:
            whole[span[0]], whole[span[1]] = first if first == last else f"{first} – {last}", ""
    cells = [cell for cell in whole if cell]
    if len(cells) > 2 and NUMBER.fullmatch(cells[0]):
        del cells[0]
    return Line(", ".join(cells), block.text, block.locator, block.links, "row")
