"""Tables in a page: rows of column heads, of a label and its values, of entries; each goes to the section it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from monitor.extract.amid import surrounding
from monitor.extract.announced import is_held
from monitor.extract.grouped import names_columns
from monitor.extract.label_table import Label
from monitor.extract.labels import LISTED, Labelled
from monitor.extract.opened import Opened
from monitor.extract.rows import (
    cell_lines,
    cells_of,
    entry,
    heads_of,
    is_term,
    label_beside,
    lists_documents,
    lists_meetings,
    pairs_of,
    span_of,
    values_beside,
)
from monitor.extract.section_ends import NESTED
from monitor.extract.sections import Section
from monitor.extract.state_tables import state_columns, state_lines
from monitor.extract.term_tables import term_columns, term_lines
from monitor.model import Block


class Rows:
    """The table that is being read."""

    def __init__(self, page: Opened) -> None:
        self.page = page
        self.table: tuple[int, Callable[[Block], None]] | None = None  # that is being read, and what takes its rows
        self.spans: dict[int, tuple[int, int]] = {}  # of tables with a column for the first day and one for the last

    def end(self) -> None:
        """What comes next is no row."""
        self.table = None

    def take(self, block: Block) -> Iterator[Block]:
        """Reads one row; a row with one cell that says something is handed back as the text that it is."""
        page = self.page
        cells = cells_of(block)
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        if span := span_of(block):
            self.spans[block.table] = span
        if self.table is not None and self.table[0] == block.table:
            self.table[1](block)
        elif self._begins_states(block):
            return
        elif len(filled) == 1:
            at = cells.index(filled[0])
            place = block.cell_locators[at] if block.cell_locators else block.locator
            yield replace(block, kind="text", text=filled[0], locator=place, cells=(), cell_locators=())
        elif self._begins_terms(block):
            return
        elif heads := heads_of(block, page.layout):
            columns = [page.start(found, block, None) if found else None for found in heads]
            page.open, self.table = None, (block.table, partial(_into_columns, columns))
        elif page.open and names_columns(page.open, block, page.below, page.fits):
            self.table = (block.table, partial(_into_groups, page.open, cells))
        elif pairs := pairs_of(block, page.layout):
            for pair in pairs:
                yield from self.take(pair)
        elif lists_documents(block):
            if not (page.open and page.open.field in NESTED):
                page.start(Labelled(Label("document"), "", ""), block, None)
        elif (found := label_beside(block, page.layout)) and not is_held(
            found, ", ".join(filled[1:]), page.open, page.fits
        ):
            values = values_beside(block, found)
            above = surrounding(page.open, block, found.label)
            section = page.start(found, block, values[0] if values else None)
            section.lines += values[1:] if section.lines else []
            section.inline = section.closed = True
            page.open = above or section
        elif lists_meetings(block) and not (page.open and page.open.field in NESTED):
            page.start(Labelled(Label("meeting"), "", ""), block, None)
        elif page.open is None or page.open.closed or self._foreign(filled):
            page.open = None
            page.loose.append(block)
        elif not block.header:
            whole = page.open.field in NESTED or (page.open.field == "chair" and is_term(block))
            page.open.lines += (
                [entry(block, self.spans.get(block.table))] if whole else list(chain.from_iterable(cell_lines(block)))
            )

    def _foreign(self, cells: list[str]) -> bool:
        """Nothing in a row fits the list of States that is written above it: another table begins."""
        section = self.page.open
        if section is None or section.field not in LISTED or not section.lines:
            return False
        written = not any(line.kind == "row" for line in section.lines)
        return written and not any(self.page.fits(section.field, cell) for cell in cells)

    def _begins_states(self, block: Block) -> bool:
        """A row of column heads over States: under `Members`, or where a head is that label itself."""
        columns = state_columns(block, self.page.layout)
        if columns is None:
            return False
        section = self.page.open
        if section is None or section.closed or section.inline or section.field not in LISTED:
            if columns.label is None:
                return False
            section = self.page.start(columns.label, block, None)
        self.page.open = section
        self.table = (block.table, lambda row: section.lines.extend(state_lines(row, columns)))
        return True

    def _begins_terms(self, block: Block) -> bool:
        """A row of column heads over who chaired when."""
        section, columns = self.page.open, term_columns(block, self.page.open, self.page.layout)
        if section is None or columns is None:
            return False
        self.table = (block.table, lambda row: section.lines.extend(term_lines(row, columns)))
        return True


def _into_columns(columns: list[Section | None], block: Block) -> None:
    """Adds the cells of a row to the sections of their columns."""
    for lines, column in zip(cell_lines(block), columns, strict=False):
        if column is not None:
            column.lines += lines


def _into_groups(section: Section, names: Sequence[str], block: Block) -> None:
    """Adds the cells of a row to a list, each with the name over its column."""
    for lines, name in zip(cell_lines(block), names, strict=False):
        section.lines += [replace(line, group=name) for line in lines]
