"""Layout `mechanism-table`: one table with a mechanism a row (the IOM's PDF of all mechanisms).

Columns are told by their heads, whatever their order; a head may hold two labels (`Type / Region`) whose values are set
apart alike in the cells. A row without a number and a name goes on from the row before. What the table says and cannot
be told (a head that is not known, a row for two mechanisms) is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from monitor.extract.assemble import assemble, reading_of
from monitor.extract.fits import fits
from monitor.extract.label_table import torn_label
from monitor.extract.labels import Labelled, head
from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.page import READERS
from monitor.extract.sections import Line, Section, count_alone, is_prose, line_of
from monitor.extract.values.countries import find_countries
from monitor.extract.values.terms import read_roles
from monitor.lookups.folding import GREEK_OR_CYRILLIC
from monitor.lookups.mechanisms import find_mechanisms, read_mechanism
from monitor.model import Block, Document, Extraction, FieldOutcome, Finding

FEWEST_COLUMNS = 3  # heads that must be known, before rows are taken for a table of mechanisms
_BETWEEN = re.compile(r"\s*[/|;]\s*|\s+[–-]\s+|\s+(?:and|et|y|e|&)\s+")  # between two labels in one head
_BETWEEN_VALUES = re.compile(r"\s+[/|]\s+|\s*;\s*|\s+[–-]\s+")
# A cell of members that begins with their number: `7: Afghanistan, …`, `12 (Afghanistan, …)`, `12 States: …`
_COUNTED = re.compile(r"(\d{1,3})(?:\s+[^\W\d]+)?\s*(?::|–|-|\()\s*(?=[^\W\d])(.+?)\)?")

Columns = list[tuple[Labelled, ...]]  # of each column the labels in its head; () where it has none that is known


@dataclass(slots=True)
class _Row:
    """One mechanism's row: by column, the pieces of its cell (more than one when it goes on over a page)."""

    block: Block
    cells: dict[str, list[Line]] = field(default_factory=dict)

    def words(self, name: str) -> str:
        return " ".join(line.text for line in self.cells.get(name, ()))


def read(document: Document, mechanisms: tuple[str, ...] = (), language: str | None = None) -> Extraction:
    """The facts of every row whose mechanism is known; `mechanisms`, when given, are the only ones kept."""
    reading = reading_of(document, "mechanism-table", language)
    findings = _look_alikes(document)
    columns, rows, unknown = _rows(document.blocks)
    findings += unknown
    if not columns:
        findings.append(Finding("no-columns", "no row of column heads was recognised"))
        return assemble(document, reading, [], findings=findings)
    findings += _outside(document)
    ledgers: dict[str, Ledger] = {}
    known = 0
    for row in rows:
        match = read_mechanism(row.words("name"))
        line = row.cells.get("name", [line_of(row.block)])[0]
        if match is None:
            named = list(dict.fromkeys(found.id for found in find_mechanisms(row.words("name"))))
            message = f"a row's mechanism is not known: “{shorten(row.words('name') or row.block.text)}”"
            if len(named) > 1:
                message = f"a row speaks of {' and '.join(named)} at once: whose its facts are cannot be told"
            findings.append(Finding("unknown-mechanism", message, None, "mechanism", line.quote, line.locator))
            continue
        known += 1
        if mechanisms and match.id not in mechanisms:
            continue
        if match.id in ledgers:
            findings.append(
                Finding("duplicate", f"{match.id} has two rows", match.id, "mechanism", line.quote, line.locator)
            )
            continue
        ledgers[match.id] = _read_row(row, match.id, line, columns, reading)
    outcome = FieldOutcome(
        None, "mechanism", "ok" if known == len(rows) else "partial", None, len(rows), known, len(ledgers)
    )
    return assemble(document, reading, ledgers.values(), findings=findings, table=outcome)


def _rows(blocks: tuple[Block, ...]) -> tuple[Columns, list[_Row], list[Finding]]:
    """The columns, by the first row of heads, the rows under them, and the heads that are not known; heads that are
    repeated on a page are passed over.
    """
    columns: Columns = []
    heads: list[tuple[str, Block]] = []
    rows: list[_Row] = []
    for block in blocks:
        if block.kind != "row" or block.landmark:
            continue
        # cell by cell: the name stands in the first ones, and a row is long
        of_one = any(find_mechanisms(cell) for cell in block.cells)
        labels = [] if of_one else [_labels(cell) for cell in block.cells]
        fields = {found.label.field for column in labels for found in column}
        if len(fields) >= FEWEST_COLUMNS and "name" in fields:
            if columns and not rows:  # names of groups of columns, and under them those of the columns
                columns = [found or above for found, above in zip_longest(labels, columns, fillvalue=())]
            columns = columns or labels
            heads = heads if rows else [(cell.strip(), block) for cell in block.cells]
            continue
        if not columns or not any(cell.strip() for cell in block.cells):
            continue
        _add(block, columns, rows)
    return (
        columns,
        rows,
        [_unknown(head, block) for (head, block), found in zip(heads, columns, strict=False) if head and not found],
    )


def _unknown(head: str, block: Block) -> Finding:
    message = f"a column of the table is not known: “{shorten(head)}”"
    return Finding("unknown-column", message, None, None, head, block.locator)


def _labels(cell: str) -> tuple[Labelled, ...]:
    """The labels of a column head: one, or two with a stroke or `and` between them."""
    if found := _column(cell):
        return (found,)
    both = [_column(part) for part in _BETWEEN.split(" ".join(cell.split()))] if cell else []
    labels = tuple(found for found in both if found)
    return labels if len(labels) == len(both) == 2 and len({found.label.field for found in labels}) == 2 else ()


def _column(cell: str) -> Labelled | None:
    """The label of a column head, also when line breaks tore its words."""
    words = " ".join(cell.split())
    if found := head(words, "mechanism-table"):
        return found
    label = torn_label(words, "mechanism-table")
    return Labelled(label, words, "") if label else None


def _add(block: Block, columns: Columns, rows: list[_Row]) -> None:
    cells: dict[str, list[Line]] = {}
    places = block.cell_locators or (block.locator,) * len(block.cells)
    for labels, cell, place in zip(columns, block.cells, places, strict=False):
        text = " ".join(cell.split())
        if not labels or not text:
            continue
        for found, words in zip(labels, _shared(labels, text), strict=True):
            if words:
                cells.setdefault(_place(found), []).append(Line(words, text, place, block.links, "row"))
    if rows and "number" not in cells and ("name" not in cells or _torn(rows[-1], cells)):
        for name, lines in cells.items():
            rows[-1].cells.setdefault(name, []).extend(lines)
    elif "name" in cells or cells:
        rows.append(_Row(block, cells))


def _torn(row: _Row, below: dict[str, list[Line]]) -> bool:
    """The row goes on in the next one, with the rest of the mechanism's name: only both together are a name."""
    name = row.words("name")
    if not name or read_mechanism(name) or set(row.cells) <= set(below):
        return False
    return read_mechanism(f"{name} {' '.join(line.text for line in below['name'])}") is not None


def _shared(labels: Sequence[Labelled], text: str) -> list[str]:
    """What of a cell stands under each label of its column: a value each, or all under the one that it fits."""
    if len(labels) == 1:
        return [text]
    parts = _BETWEEN_VALUES.split(text)
    if len(parts) == len(labels):
        return parts
    fitting = [fits(found.label.field, text) for found in labels]
    return [text if fit or not any(fitting) else "" for fit in fitting]


def _read_row(row: _Row, mechanism: str, name: Line, columns: Columns, reading: Reading) -> Ledger:
    ledger = Ledger(mechanism, reading)
    words = row.words("name")
    ledger.state("mechanism", mechanism, {"id": mechanism, "name": words}, words, name)
    ledger.state("name", "", words, words, name)
    ledger.outcome("name", "ok")
    sections: dict[str, list[Section]] = {}
    for found in (found for labels in columns for found in labels):
        if found.label.field not in READERS:
            continue
        field = found.label.field
        lines = _whole(field, row.cells.get(_place(found), []))
        section = Section(found.label, "", row.block.locator, "row", year=found.year, quote=row.block.text, lines=lines)
        if field == "member" and len(lines) == 1:
            counted = _COUNTED.fullmatch(lines[0].text)
            if counted is None or not find_countries(counted[2]):
                if count_alone(lines[0].text) is not None:
                    field = "member_count"  # a column `Members` of numbers
            else:
                section.count, section.lines = int(counted[1]), [replace(lines[0], text=counted[2])]
        if lines:
            sections.setdefault(field, []).append(section)
    for field, held in sections.items():
        READERS[field](held, ledger)
    return ledger


def _place(found: Labelled) -> str:
    """The column of a label: a table may have one for the chair and one for past chairs."""
    return f"{found.label.field} {found.label.role}".strip()


def _whole(name: str, pieces: list[Line]) -> list[Line]:
    """A cell's pieces as lines of their own where each can be read so; else joined, with the longest as the quote."""
    if len(pieces) < 2 or all(_reads(name, piece.text) for piece in pieces):
        return pieces
    longest = max(pieces, key=lambda piece: len(piece.text))
    return [Line(" ".join(p.text for p in pieces), longest.quote, longest.locator, longest.links, "row")]


def _reads(name: str, words: str) -> bool:
    if name == "iom_role":
        hits, rest = read_roles(words)
        return bool(hits) and not rest
    return fits(name, words)


def _outside(document: Document) -> list[Finding]:
    """Lines outside the table that begin as its rows do, with the name of a mechanism: a row may have been lost."""
    found: list[Finding] = []
    for block in document.blocks:
        if block.kind in ("row", "heading") or block.landmark or is_prose(block.text):
            continue
        if any(match.start == 0 for match in find_mechanisms(block.text)) and find_countries(block.text):
            message = f"a line outside the table may be a row of it: “{shorten(block.text)}”"
            found.append(Finding("unread-line", message, None, "mechanism", block.text, block.locator))
    return found


def _look_alikes(document: Document) -> list[Finding]:
    """Words of Latin letters that hold letters of another script: `Туре`."""
    found: list[Finding] = []
    for block in document.blocks:
        for word in block.text.split() if GREEK_OR_CYRILLIC.search(block.text) else ():
            if GREEK_OR_CYRILLIC.search(word):
                found.append(
                    Finding("look-alike", f"“{word}” is not in Latin letters", None, None, word, block.locator)
                )
    return found
