"""Tables on a page of a PDF: by their ruling lines, else by columns that no word crosses and gaps between rows.

Where neither is clear there is no table: a wrong column is worse than none.
"""

from __future__ import annotations

from monitor.documents.columns import open_tables
from monitor.documents.leaf import MAX_RULINGS, Leaf
from monitor.documents.rulings import merged, ruled_tables
from monitor.documents.sheet import Line, Table, Word, lines_of

LONG = 60.0  # points: a level line between two rows is longer
BODY = 2  # rows: a ruled table of so many may be a head and a body in which no line parts the rows


def tables_on(leaf: Leaf, known: tuple[float, ...] = ()) -> tuple[list[Table], list[Word], bool]:
    """The tables of a page from top to bottom, the words outside them, and whether columns remained unclear.

    `known` are the column edges of a table that the page before ended with: it may go on here.
    """
    rules = _rules(leaf)
    tables = [_parted(table, leaf.words, rules) for table in ruled_tables(leaf)]
    words = _outside(leaf.words, tables)
    more, unclear = open_tables(lines_of(words), known, rules, whole=not tables)
    return sorted([*tables, *more], key=lambda table: table.top), _outside(words, more), unclear


def _rules(leaf: Leaf) -> list[Line]:
    """The level lines and the edges of shaded bands that may part rows, from top to bottom."""
    lines = [line for line in merged([*leaf.horizontals, *leaf.bands]) if line.end - line.start >= LONG]
    return sorted(lines, key=lambda line: line.at) if len(lines) <= MAX_RULINGS else []


def _parted(table: Table, words: list[Word], rules: list[Line]) -> Table:
    """A table whose upright lines part its columns while no line parts its rows: these stand apart by gaps."""
    if len(table.rows) > BODY:
        return table
    held = [word for word in words if within(word, table)]
    found, _ = open_tables(lines_of(held), table.edges, rules)
    if len(found) != 1 or found[0].edges != table.edges or len(found[0].rows) < BODY + 2:
        return table
    if not all(cells[0] for cells in found[0].rows) or _outside(held, found):
        return table
    return Table(found[0].rows, found[0].tops, table.left, table.top, table.right, table.bottom, table.edges)


def _outside(words: list[Word], tables: list[Table]) -> list[Word]:
    return [word for word in words if not any(within(word, table) for table in tables)] if tables else words


def holds(table: Table, other: Table) -> bool:
    """Whether a table stands in a cell of another."""
    across = table.left - 1 <= other.left and other.right <= table.right + 1
    return across and table.top - 1 <= other.top and other.bottom <= table.bottom + 1


def within(word: Word, table: Table) -> bool:
    """Whether a word stands in a table."""
    return table.top - 1 <= word.middle <= table.bottom + 1 and table.left - 1 <= word.x0 <= table.right + 1
