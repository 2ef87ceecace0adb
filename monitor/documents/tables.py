"""What a table is for: rows of data, labels with their values, or the layout of an old page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from monitor.documents.clean import fold
from monitor.documents.drafts import Draft
from monitor.documents.steps import Step
from monitor.documents.words import column_words
from monitor.model import Link

MAX_COLUMNS = 100
MAX_ROWSPAN = 500
MAX_LABEL_WORDS = 16
FEW_PAIRS = 3  # rows, from which on a table that holds others in its second column lists labels and values
LONG_CELL = 8  # lines in a cell, from which on a table without column names is layout
_Placed = tuple[str, Step | None]
_NUMBER = re.compile(r"[\d\s.,%()–-]*\d[\d\s.,%()–-]*")


@dataclass(slots=True)
class Cell:
    """A cell and what stands in it."""

    heading: bool = False
    columns: int = 1
    rows: int = 1
    step: Step | None = None
    label: str = ""  # that an attribute gives: the head of its column, or what the cell holds
    drafts: list[Draft] = field(default_factory=list)

    @property
    def strong(self) -> bool:
        """Whether the cell is a label by its look or its element."""
        if not self.heading:
            for draft in self.drafts:
                if not draft.strong and draft.kind != "term":
                    return False
        return self.heading or bool(self.drafts)

    @property
    def text(self) -> str:
        """The cell in one line; entries of a list in it are set apart by semicolons, as they would be in prose."""
        if len(self.drafts) == 1:
            return self.drafts[0].text
        words = ""
        for draft in self.drafts:
            between = "; " if words and draft.kind == "item" and words[-1] not in ";:,." else " "
            words = f"{words}{between}{draft.text}" if words else draft.text
        return words


@dataclass(slots=True)
class Row:
    step: Step | None = None
    cells: list[Cell] = field(default_factory=list)
    head: bool = False  # stands in a thead
    filled: list[Cell] = field(default_factory=list)  # the cells that have something in them, once the table is whole

    @property
    def names(self) -> bool:
        """Whether the row holds the names of columns."""
        filled = self.filled
        return len(filled) > 1 and (self.head or (filled[0].strong and all(cell.strong for cell in filled)))


def arrange(rows: list[Row], number: Callable[[], int], *, layout: bool = False) -> list[Draft]:
    """The drafts of a table in reading order. `number` gives the next number of a table that has rows.

    `layout` says that the page itself calls the table one (role=presentation).
    """
    for row in rows:
        row.filled = [cell for cell in row.cells if cell.drafts]
    rows = [row for row in rows if row.filled]
    if any(cell.label for row in rows[:2] for cell in row.cells) and not _has_heads(rows):
        if not _head_told(rows):
            return [draft for row in rows for cell in row.cells for draft in _told(cell)]
        layout = False
    if layout or _is_layout(rows):
        return [draft for row in rows for cell in row.cells for draft in cell.drafts]
    if len(rows) > 1 and _says_no_more(rows[0]):
        rows = rows[1:]
        for row in rows:
            if len(row.cells) == 2:
                row.cells[0].heading = True
    elif (
        rows and rows[0].names and len(rows) == 2 and _structured(rows[1]) and len(rows[0].cells) == len(rows[1].cells)
    ):
        columns = zip(rows[0].cells, rows[1].cells, strict=True)
        return [draft for name, cell in columns for draft in _pair(name, cell)]
    if _is_list_of_pairs(rows):
        return [draft for row in rows for draft in _pairs(row)]
    return _data(rows, number)


def _has_heads(rows: list[Row]) -> bool:
    """Whether a table shows what the attributes of its cells say: in names of columns, or in other cells."""
    if rows[0].names or rows[0].head:
        return True
    labels = {fold(cell.label) for row in rows for cell in row.cells if cell.label}
    return not labels.isdisjoint(fold(cell.text) for row in rows for cell in row.filled)


def _head_told(rows: list[Row]) -> bool:
    """Puts the names of columns that the attributes of cells give above the rows, where all give the same."""
    first = rows[0].cells
    if len(first) < 2 or any([c.label for c in row.cells] != [c.label for c in first] for row in rows):
        return False
    names = [Cell(heading=True, step=cell.step, drafts=_label(cell)) for cell in first]
    rows.insert(0, Row(rows[0].step, names, head=True, filled=[cell for cell in names if cell.drafts]))
    return rows[0].names


def _told(cell: Cell) -> list[Draft]:
    """What stands in a cell below its label."""
    if not cell.drafts or fold(cell.text).startswith(fold(cell.label)):
        return cell.drafts
    return [*_label(cell), *cell.drafts]


def _label(cell: Cell) -> list[Draft]:
    """The label of a cell; none where it has none."""
    if not cell.label:
        return []
    first = cell.drafts[0] if cell.drafts else Draft("text", "")
    return [Draft("term", cell.label, landmark=first.landmark, hidden=first.hidden, step=cell.step)]


def _says_no_more(row: Row) -> bool:
    """Whether a row names its two columns with words that say no more than that they hold labels and values."""
    return row.names and len(row.cells) == 2 and all(fold(cell.text) in column_words() for cell in row.cells)


def _structured(row: Row) -> bool:
    return any(len(cell.drafts) > 1 for cell in row.cells)


def _is_layout(rows: list[Row]) -> bool:
    """Whether the table only places things: it holds tables or headings, one cell a row, or cells full of content."""
    kinds = {draft.kind for row in rows for cell in row.filled for draft in cell.drafts}
    if "row" in kinds and not _holds_tables_as_values(rows):
        return True
    if all(len(row.filled) <= 1 for row in rows):
        return True
    if any(row.names for row in rows[:1]) or _is_list_of_pairs(rows):
        return False
    if "heading" in kinds:
        return True
    cells = [cell for row in rows for cell in row.filled]
    full = sum(len(cell.drafts) > 1 for cell in cells)
    return any(len(cell.drafts) > LONG_CELL for cell in cells) or full * 2 > len(cells)


def _holds_tables_as_values(rows: list[Row]) -> bool:
    """Whether the tables that it holds are values: each of several rows has one, or a line, beside a label."""
    return len(rows) >= FEW_PAIRS and _is_list_of_pairs(rows) and all(len(row.filled) == 2 for row in rows)


def _is_list_of_pairs(rows: list[Row]) -> bool:
    """Whether the rows are labels, each with its value beside it."""
    full = [row for row in rows if len(row.filled) > 1 or len(row.cells) == 2]
    if not full or any(row.head for row in full):
        return False
    going_on = [row for row in full[1:] if _goes_on(row)]
    if going_on and not full[0].names:
        return all(
            len(row.cells) == 2 and _is_label(row.cells[0]) and any(map(str.isalpha, row.cells[0].text))
            for row in full
            if row not in going_on
        )
    if all(_alternates(row) for row in full):
        return True
    if any(len(row.cells) != 2 or not _is_label(row.cells[0]) for row in full) or full[0].names:
        return False
    if all(row.cells[0].strong and not row.cells[1].strong for row in full):
        return True
    return any(len(row.cells[1].drafts) > 1 for row in full)


def _goes_on(row: Row) -> bool:
    """Whether a row has a value only: its label stands in a row above."""
    return len(row.cells) == 2 and not row.cells[0].drafts and bool(row.cells[1].drafts)


def _alternates(row: Row) -> bool:
    """th, td, th, td ..., or cells of which every second is set as a label."""
    return len(row.cells) % 2 == 0 and all(cell.strong == (at % 2 == 0) for at, cell in enumerate(row.cells))


def _is_label(cell: Cell) -> bool:
    return len(cell.drafts) == 1 and len(cell.drafts[0].text.split()) <= MAX_LABEL_WORDS


def _pairs(row: Row) -> list[Draft]:
    if len(row.filled) < 2 and len(row.cells) != 2:
        return [draft for cell in row.cells for draft in _spanning(cell)]
    pairs = zip(row.cells[::2], row.cells[1::2], strict=False)
    return [draft for label, value in pairs for draft in _pair(label, value)]


def _pair(label: Cell, value: Cell) -> list[Draft]:
    """A label and its value. What stands alone in the value cell is its value, bold or not."""
    drafts = list(value.drafts)
    for draft in drafts[:1]:
        if draft.kind == "term" and len(drafts) == 1:
            draft.kind = "text"
    return [*_spanning(Cell(heading=True, drafts=label.drafts)), *drafts]


def _spanning(cell: Cell) -> list[Draft]:
    """A cell by itself: a label when it is set as one."""
    for draft in cell.drafts:
        if cell.strong and draft.kind == "text":
            draft.kind = "term"
    return cell.drafts


def _data(rows: list[Row], number: Callable[[], int]) -> list[Draft]:
    table = number()
    grid = _spread(rows)
    width = max((len(cells) for cells in grid), default=0)
    drafts: list[Draft] = []
    named = False
    for row, cells in zip(rows, grid, strict=True):
        filled = row.filled
        if width > 1 and len(filled) == 1 and (filled[0].columns >= width or len(row.cells) == 1):
            drafts += _spanning(filled[0])
            continue
        header = row.names and not (named and not row.head)
        named = named or header
        links = tuple(dict.fromkeys([link for cell in filled for draft in cell.drafts for link in draft.links]))
        texts = [text for text, _ in cells]
        draft = row_of(texts + [""] * (width - len(cells)), table, links=links, header=header)
        draft.landmark = filled[0].drafts[0].landmark
        if row.step is not None:
            steps = [step or row.step for _, step in cells]
            draft.step, draft.steps = row.step, (*steps, *[row.step] * (width - len(cells)))
        drafts.append(draft)
    if not named:
        name_columns([draft for draft in drafts if draft.kind == "row"])
    return drafts


def _spread(rows: list[Row]) -> list[list[_Placed]]:
    """The texts of the cells by column, with where they stand. A cell over several rows stands in each; over several
    columns, names stand in each and values in the first.
    """
    grid: list[list[_Placed]] = []
    hanging: dict[int, tuple[int, _Placed]] = {}  # column: (rows to go, cell)
    for row in rows:
        if not hanging and not any(cell.columns > 1 or cell.rows > 1 for cell in row.cells):
            grid.append([(cell.text, cell.step) for cell in row.cells[:MAX_COLUMNS]])
            continue
        cells: list[_Placed] = []
        below: dict[int, tuple[int, _Placed]] = {}
        queue = list(row.cells)
        while (queue or len(cells) in hanging) and len(cells) < MAX_COLUMNS:
            column = len(cells)
            if column in hanging:
                left, held = hanging[column]
                cells.append(held)
                if left > 1:
                    below[column] = (left - 1, held)
                continue
            cell = queue.pop(0)
            text = cell.text
            for at in range(min(cell.columns, MAX_COLUMNS - column)):
                cells.append((text if at == 0 or row.names else "", cell.step))
                if cell.rows > 1:
                    below[column + at] = (min(cell.rows, MAX_ROWSPAN) - 1, cells[-1])
        below |= {at: (left - 1, held) for at, (left, held) in hanging.items() if at >= len(cells) and left > 1}
        hanging = below
        grid.append(cells)
    return grid


def row_of(
    cells: list[str], table: int, *, links: tuple[Link, ...] = (), header: bool = False, where: str = ""
) -> Draft:
    """The draft of a row: its text is its cells, joined by tabs."""
    return Draft("row", "\t".join(cells), cells=tuple(cells), table=table, links=links, header=header, where=where)


def name_columns(rows: list[Draft]) -> None:
    """Marks the first of the `rows` of a table as names of columns where the rows below show it.

    It does when every cell but at most one has words and none has digits, while a column below it mostly holds numbers.
    Names of countries in columns have no such column.
    """
    if len(rows) < 3 or rows[0].header or len(rows[0].cells) < 3:
        return  # two columns are as likely labels with their values
    first, below = rows[0], rows[1:]
    if any(map(str.isdigit, first.text)) or sum(not cell for cell in first.cells) > 1:
        return
    for column in range(len(first.cells)):
        filled = [row.cells[column] for row in below if column < len(row.cells) and row.cells[column]]
        if filled and sum(_NUMBER.fullmatch(cell) is not None for cell in filled) * 2 > len(filled):
            first.header = True
            return
