"""The rows of the tables of mechanisms on a page: which cell stands under which head, and what goes on from row to row.

A row without a number and a name goes on from the row before, unless it has values of its own where that one has them.
A table without heads may go on with the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.extract.column_heads import TERM, Columns, Heads, heads_of, is_number, is_total, named, repeated
from monitor.extract.fits import fits
from monitor.extract.labels import YEAR, Labelled, span
from monitor.extract.ledger import shorten
from monitor.extract.legend import legend_of, written_out
from monitor.extract.sections import Line
from monitor.extract.sentinels import is_none
from monitor.model import Block, Finding

_ASIDE = re.compile(r"[(\[;]")  # says more than who chairs
_SURE = ("type", "region", "established", "chair")  # whose values are told from others
_ONCE = ("type", "established")  # of which a mechanism has one
_WORD = re.compile(r"[^\W\d_]{2}")
OWN = 2  # columns in which two rows have a value each
_LONGEST_PART = 80  # characters of the name of a part of a table
_BETWEEN_VALUES = re.compile(r"\s+[/|]\s+|\s*;\s*|\s+[–-]\s+")
_BETWEEN_OFFICES = re.compile(r"\s*[/|;(\[→>]\s*|\s+[–-]\s+")


@dataclass(slots=True)
class TableRow:
    """One mechanism's row: by column, the pieces of its cell (more than one when it goes on over a page)."""

    block: Block
    columns: Columns
    cells: dict[str, list[Line]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)  # by column of a chair: EDTF, from a column of its own

    def words(self, name: str) -> str:
        return _words(self.cells, name)


def _words(cells: Mapping[str, Sequence[Line]], name: str) -> str:
    return " ".join(line.text for line in cells.get(name, ()))


def rows_of(blocks: tuple[Block, ...]) -> tuple[list[TableRow] | None, list[Finding]]:
    """The rows under known heads (None: there are no heads), and the heads that are not known. A table without heads
    goes on with the one before it when it has as many columns, and names of mechanisms where that one has them.
    """
    columns: Columns = []
    rows: list[TableRow] = []
    findings: list[Finding] = []
    legend = legend_of(blocks)
    for table in _tables(blocks):
        cells = [tuple(written_out(" ".join(cell.split()), legend) for cell in block.cells) for block in table]
        heads = heads_of(cells)
        if heads is not None:
            columns = heads.columns
            findings += _unknown(heads, table[heads.end - 1])
        elif not _goes_on(table[0], cells, columns):
            continue
        _take(table[heads.end :] if heads else table, columns, rows, legend)
    return rows if columns else None, findings


def _tables(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """The rows of each table, and between them the names of parts of it (`Africa`), which are no rows on some pages."""
    tables: list[list[Block]] = []
    between: list[Block] = []
    for block in blocks:
        if block.landmark:
            continue
        if block.kind != "row":
            between += [replace(block, cells=(block.text,))] if _part(block.text) else []
        elif tables and tables[-1][-1].table == block.table:
            tables[-1] += [*between, block]
            between = []
        else:
            tables.append([block])
            between = []
    return tables


def _goes_on(first: Block, cells: list[tuple[str, ...]], columns: Columns) -> bool:
    """Whether a table without heads holds more rows of the one before: from the first on, what its columns hold."""
    if not columns or first.header or max(map(len, cells)) != len(columns):
        return False
    at = next(at for at, labels in enumerate(columns) if any(found.label.field == "name" for found in labels))
    if not named(cells[0][at]):
        return False
    held = [(label.label.field, cell) for labels, cell in zip(columns, cells[0], strict=False) for label in labels]
    return all(fits(name, cell) or is_none(cell) for name, cell in held if name in _SURE and cell)


def _take(table: list[Block], columns: Columns, rows: list[TableRow], legend: Mapping[str, str]) -> None:
    """Adds the rows of a table; heads that are repeated in it are passed over."""
    first = len(rows)
    parts: dict[str, Line] = {}  # by field: what the name of a part of the table says of the rows below it
    for block in table:
        filled = [cell for cell in block.cells if cell.strip()]
        if not filled or is_total(filled[0]):
            continue
        if again := repeated(block.cells):
            columns = again if len(again) != len(columns) else _anew(columns, again)
        elif len(filled) == 1 and len(columns) > 1 and (part := _part(filled[0])):
            parts[part] = Line(filled[0].strip(), filled[0], block.locator, (), "row")
        else:
            _add(block, columns, rows, first, parts, legend)


def _anew(columns: Columns, again: Columns) -> Columns:
    """The columns by the heads of a later page, which may be put in other words, or stand in another order."""
    if all(not new or not old or new == old or _same(new, old) for new, old in zip(again, columns, strict=True)):
        return columns
    return again


def _same(new: tuple[Labelled, ...], old: tuple[Labelled, ...]) -> bool:
    return {found.label.field for found in new} == {found.label.field for found in old}


def _part(words: str) -> str:
    """The field of which the name of a part of a table is a value: `Africa` above the rows of its mechanisms."""
    if len(words) > _LONGEST_PART:
        return ""
    return next((field for field in ("type", "region") if fits(field, words)), "")


def _unknown(heads: Heads, block: Block) -> list[Finding]:
    found: list[Finding] = []
    for words, labels in zip(heads.words, heads.columns, strict=False):
        if words and not labels and _WORD.search(words) and not is_number(words):
            message = f"a column of the table is not known: “{shorten(words)}”"
            found.append(Finding("unknown-column", message, None, None, words, block.locator))
    return found


def _add(
    block: Block, columns: Columns, rows: list[TableRow], first: int, parts: dict[str, Line], legend: Mapping[str, str]
) -> None:
    """Adds a row, or what it holds to the row before, which goes on in it; `first`: the first row of its table."""
    cells: dict[str, list[Line]] = {}
    places = block.cell_locators or (block.locator,) * len(block.cells)
    terms: dict[str, str] = {}
    chair = ""
    for labels, cell, place in zip(columns, block.cells, places, strict=False):
        text = " ".join(cell.split())
        if not labels or not text:
            continue
        for found, words in zip(labels, _shared(labels, written_out(text, legend)), strict=True):
            if found.label.field == TERM:
                terms |= _term(chair, cells.get(chair, []), found.label.role, words)
            elif words:
                chair = place_of(found) if found.label.field == "chair" else chair
                cells.setdefault(place_of(found), []).append(Line(words, text, place, block.links, "row"))
    if rows[first:] and "number" not in cells and _continues(rows[-1], cells):
        for name, lines in cells.items():
            rows[-1].cells.setdefault(name, []).extend(lines)
    elif "name" in cells or cells:
        cells |= {name: [line] for name, line in parts.items() if name not in cells}
        rows.append(TableRow(block, columns, cells, terms))


def _term(place: str, chair: list[Line], when: str, words: str) -> dict[str, str]:
    """When the chair in a row holds the office, by its place: the year of a column `Since`, as EDTF."""
    year = YEAR.search(words)
    if not year or not chair or YEAR.search(chair[-1].text) or _ASIDE.search(chair[-1].text):
        return {}
    return {place: when.format(span(year))}


def _continues(row: TableRow, below: dict[str, list[Line]]) -> bool:
    """A row without a name goes on from the one before, unless it has values of its own where that one has them too:
    the name of its mechanism is a picture, or is lost.
    """
    if "name" in below:
        return _torn(row, below)
    again = [name for name in _SURE if _is_whole(name, row.words(name)) and _is_whole(name, _words(below, name))]
    return len(again) < OWN and not any(name in _ONCE for name in again)


def _is_whole(name: str, words: str) -> bool:
    return bool(words) and not is_none(words) and fits(name, words)


def _torn(row: TableRow, below: dict[str, list[Line]]) -> bool:
    """The row goes on in the next one, with the rest of the mechanism's name: only both together are a name."""
    name = row.words("name")
    if not name or named(name) or set(row.cells) <= set(below):
        return False
    return named(f"{name} {' '.join(line.text for line in below['name'])}") is not None


def _shared(labels: Sequence[Labelled], text: str) -> list[str]:
    """What of a cell stands under each label of its column: a value each, or all under the one that it fits."""
    if len(labels) == 1:
        return [text]
    if labels[0].label.field == labels[1].label.field:
        return _offices(text)
    parts = _BETWEEN_VALUES.split(text)
    if len(parts) == len(labels):
        return parts
    fitting = [fits(found.label.field, text) for found in labels]
    return [text if fit or not any(fitting) else "" for fit in fitting]


def _offices(text: str) -> list[str]:
    """Who chairs and who is next, in one cell: `Egypt (France)`, `Egypt / France`, `Egypt (next: France)`, `Egypt`.

    What says the office itself stands under the first, whole. Two names that nothing parts stand under neither as they
    are: who of them is next cannot be told.
    """
    parts = [part.strip() for part in _BETWEEN_OFFICES.split(text.rstrip(" )]")) if part.strip()]
    if len(parts) == 2 and all(fits("chair", part) for part in parts):
        return parts
    return [text, ""]


def place_of(found: Labelled) -> str:
    """The column of a label: a table may have one for the chair and one for past chairs, or one for each year."""
    return " ".join(filter(None, (found.label.field, found.label.role, found.year)))
