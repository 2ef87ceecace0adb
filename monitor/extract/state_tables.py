"""Tables of States: which column names them, and which says what they are there."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.extract.fields.entries import is_column_head
from monitor.extract.labels import LISTED, Labelled, head
from monitor.extract.phrases import pattern
from monitor.extract.rows import FEWEST_HEADS, cell_lines, cells_of
from monitor.extract.sections import Line
from monitor.model import Block


@dataclass(frozen=True, slots=True)
class StateColumns:
    """The columns of a table of States by their numbers: that of the names, and that of `Member` or `Observer`.

    `label` is the head of the names where it is a label by itself: `Member State`.
    """

    name: int
    status: int | None
    label: Labelled | None


def state_columns(block: Block, layout: str) -> StateColumns | None:
    """What a row of column heads says of the rows below; None where it is no head of a table of States.

    Every head must be one that such tables have, and one column alone may name States.
    """
    cells = cells_of(block)
    filled = [cell for cell in cells if cell]
    if len(filled) < FEWEST_HEADS or not all(map(is_column_head, filled)):
        return None
    named = [at for at, cell in enumerate(cells) if _is(cell, "state_heads")]
    named = named or [at for at, cell in enumerate(cells) if _is(cell, "name_heads")]
    if len(named) != 1:
        return None
    status = next((at for at, cell in enumerate(cells) if _is(cell, "status_heads")), None)
    label = head(cells[named[0]], layout)
    return StateColumns(named[0], status, label if label and label.label.field in LISTED else None)


def _is(cell: str, heads: str) -> bool:
    return pattern("membership", heads).fullmatch(cell.strip(" .:")) is not None


def state_lines(block: Block, columns: StateColumns) -> list[Line]:
    """The names in a row, with what the row says they are: `Ghana – Observer`. A row with one cell alone is a heading
    within the table; the heads may come again.
    """
    cells = cells_of(block)
    lines = cell_lines(block)
    filled = [at for at, cell in enumerate(cells) if cell]
    if len(filled) == 1:
        return lines[filled[0]]
    if columns.name >= len(cells) or all(is_column_head(cells[at]) for at in filled):
        return []
    names = lines[columns.name]
    status = cells[columns.status] if columns.status is not None and columns.status < len(cells) else ""
    if len(names) != 1 or not status:
        return names
    name = names[0]
    return [Line(f"{name.text} – {status}", block.text, block.locator, name.links, "row")]
