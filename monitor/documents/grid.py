"""Tables on a page of a PDF: by their ruling lines, else by columns that no word crosses and gaps between rows.

Where neither is clear there is no table: a wrong column is worse than none.
"""

from __future__ import annotations

from monitor.documents.columns import open_tables
from monitor.documents.rulings import ruled_tables
from monitor.documents.sheet import Sheet, Table, Word, lines_of


def tables_on(sheet: Sheet, known: tuple[float, ...] = ()) -> tuple[list[Table], list[Word], bool]:
    """The tables of a page from top to bottom, the words outside them, and whether columns remained unclear.

    `known` are the column edges of a table that the page before ended with: it may go on here.
    """
    tables = ruled_tables(sheet)
    words = [word for word in sheet.words if not any(_within(word, table) for table in tables)]
    more, unclear = open_tables(lines_of(words), known)
    words = [word for word in words if not any(_within(word, table) for table in more)]
    return sorted([*tables, *more], key=lambda table: table.top), words, unclear


def _within(word: Word, table: Table) -> bool:
    return table.top - 1 <= word.middle <= table.bottom + 1 and table.left - 1 <= word.x0 <= table.right + 1
