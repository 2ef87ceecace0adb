"""Tables of who chaired when: `Chair | Term`, `Year | Country`, `Chairing country | From | To`, below a label of the
chair. A head that is a label itself (`Chair`) has no value beside it there.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.extract.column_heads import is_number, is_plain, is_term
from monitor.extract.labels import head
from monitor.extract.rows import cell_lines, cells_of
from monitor.extract.sections import Line, Section
from monitor.model import Block


@dataclass(frozen=True, slots=True)
class TermColumns:
    """The columns of such a table by their numbers: that of the names, and those of the terms by their kind (`since`,
    `until`, `term`).
    """

    who: int
    when: dict[str, int]


def term_columns(block: Block, section: Section | None, layout: str) -> TermColumns | None:
    """What a row of column heads below who chairs says of the rows below; None where a head is anything else."""
    if section is None or section.closed or section.inline or section.field != "chair":
        return None
    who: list[int] = []
    when: dict[str, int] = {}
    for at, cell in enumerate(cells_of(block)):
        if kind := is_term(cell):
            if kind in when:
                return None
            when[kind] = at
        elif is_plain(cell) or _is_chair(cell, section, layout):
            who.append(at)
        elif cell and not is_number(cell):
            return None
    return TermColumns(who[0], when) if len(who) == 1 and when else None


def _is_chair(cell: str, section: Section, layout: str) -> bool:
    """A head that says no other role than the label above the table does."""
    found = head(cell, layout)
    return found is not None and found.label.field == "chair" and found.label.role in ("chair", section.label.role)


def term_lines(block: Block, columns: TermColumns) -> list[Line]:
    """The names in a row, each with its term: `Georgia (2026–2027)`. A row with one cell alone is a heading."""
    cells, lines = cells_of(block), cell_lines(block)
    if columns.who >= len(cells):
        return []
    term = _term({kind: cells[at] for kind, at in columns.when.items() if at < len(cells)})
    return [
        Line(f"{one.text} ({term})" if term else one.text, block.text, block.locator, one.links, "row")
        for one in lines[columns.who]
    ]


def _term(said: dict[str, str]) -> str:
    since, until = said.get("since", ""), said.get("until", "")
    if since and until:
        return f"{since} – {until}"
    return said.get("term", "") or (f"since {since}" if since else f"until {until}" if until else "")
