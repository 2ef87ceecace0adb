"""Layout `mechanism-table`: one table with a mechanism a row (the IOM's PDF of all mechanisms).

Columns are told by their heads, whatever their order; a head may hold two labels (`Type / Region`) whose values are set
apart alike in the cells. A row without a number and a name goes on from the row before. What the table says and cannot
be told (a head that is not known, a row for two mechanisms) is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.extract.assemble import assemble, reading_of
from monitor.extract.column_heads import named
from monitor.extract.fits import fits
from monitor.extract.label_table import Label
from monitor.extract.labels import Labelled
from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.leftovers import empty_labels
from monitor.extract.mechanism_rows import TableRow, place_of, rows_of
from monitor.extract.not_yet import read_known
from monitor.extract.page import READERS
from monitor.extract.sections import Line, Section, count_alone, is_prose, line_of
from monitor.extract.values.countries import find_countries
from monitor.extract.values.terms import read_roles
from monitor.lookups.folding import GREEK_OR_CYRILLIC
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Document, Extraction, FieldOutcome, Finding

_WORD = re.compile(r"\w")
# A cell of members that begins with their number: `7: Afghanistan, …`, `12 (Afghanistan, …)`, `12 States: …`
_COUNTED = re.compile(r"(\d{1,3})(?:\s+[^\W\d]+)?\s*(?::|–|-|\()\s*(?=[^\W\d])(.+?)\)?")


def read(document: Document, mechanisms: tuple[str, ...] = (), language: str | None = None) -> Extraction:
    """The facts of every row whose mechanism is known; `mechanisms`, when given, are the only ones kept."""
    reading = reading_of(document, "mechanism-table", language)
    findings = _look_alikes(document)
    rows, unknown = rows_of(document.blocks)
    findings += unknown
    if rows is None:
        findings.append(Finding("no-columns", "no row of column heads was recognised"))
        return assemble(document, reading, [], findings=findings)
    findings += _outside(document)
    held: dict[str, TableRow] = {}
    known = 0
    for row in rows:
        match = named(row.words("name"))
        line = row.cells.get("name", [line_of(row.block)])[0]
        if match is None:
            several = list(dict.fromkeys(found.id for found in find_mechanisms(row.words("name"))))
            message = f"a row's mechanism is not known: “{shorten(row.words('name') or row.block.text)}”"
            if len(several) > 1:
                message = f"a row speaks of {' and '.join(several)} at once: whose its facts are cannot be told"
            findings.append(Finding("unknown-mechanism", message, None, "mechanism", line.quote, line.locator))
            continue
        known += 1
        if mechanisms and match.id not in mechanisms:
            continue
        before = held.setdefault(match.id, row)
        if before is not row and not _adds(before, row):
            findings.append(
                Finding("duplicate", f"{match.id} has two rows", match.id, "mechanism", line.quote, line.locator)
            )
            if not _repeats(before, row):
                known -= 1
    ledgers = [_read_row(row, id_, row.cells["name"][0], reading) for id_, row in held.items()]
    outcome = FieldOutcome(
        None, "mechanism", "ok" if known == len(rows) else "partial", None, len(rows), known, len(ledgers)
    )
    return assemble(document, reading, ledgers, findings=findings, table=outcome)


def _adds(before: TableRow, row: TableRow) -> bool:
    """Adds what another table says of a mechanism to its row in the one before; False for a second row of one table,
    and for one that says the same.
    """
    new = {name: lines for name, lines in row.cells.items() if name not in before.cells}
    if row.block.table == before.block.table or not new:
        return False
    before.cells |= new
    before.columns = [*before.columns, *row.columns]
    return True


def _repeats(before: TableRow, row: TableRow) -> bool:
    """Whether a second row of a mechanism says nothing that the first does not: it is no row of another one, whose name
    a cell over both rows took the place of.
    """
    return all(row.words(name) in ("", before.words(name)) for name in row.cells if name != "number")


def _read_row(row: TableRow, mechanism: str, name: Line, reading: Reading) -> Ledger:
    ledger = Ledger(mechanism, reading)
    words = row.words("name")
    ledger.state("mechanism", mechanism, {"id": mechanism, "name": words}, words, name)
    ledger.state("name", "", words, words, name)
    ledger.outcome("name", "ok")
    sections: dict[str, list[Section]] = {}
    labels: dict[str, Labelled] = {}
    for found in (found for column in row.columns for found in column):
        labels.setdefault(place_of(found), found)
    for part in ("type", "region"):  # as the name of a part of the table
        labels.setdefault(part, Labelled(Label(part), "", ""))
    for place, found in labels.items():
        field = found.label.field
        lines = _whole(field, row.cells.get(place, []))
        if field not in READERS or not lines:
            continue
        year = row.terms.get(place, found.year)
        section = Section(found.label, "", row.block.locator, "row", year=year, quote=row.block.text, lines=lines)
        if field == "member" and len(lines) == 1:
            counted = _COUNTED.fullmatch(lines[0].text)
            if counted is None or not find_countries(counted[2]):
                if count_alone(lines[0].text) is not None:
                    field = "member_count"  # a column `Members` of numbers
            else:
                section.count, section.lines = int(counted[1]), [replace(lines[0], text=counted[2])]
        section.label_lines(found.words)
        sections.setdefault(field, []).append(section)
    for field, held in sections.items():
        ledger.label(field, (line.under for section in held for line in section.lines))
        read_known(field, READERS[field], held, ledger)
    empty_labels([section for section in _empty(row) if not ledger.has(section.field)], ledger)
    return ledger


def _empty(row: TableRow) -> Iterator[Section]:
    """The heads of columns in which a row has no words: an empty cell, or a dash."""
    filled = {place for place, lines in row.cells.items() if any(map(_WORD.search, (line.text for line in lines)))}
    for found in (found for column in row.columns for found in column if filled.isdisjoint(map(place_of, column))):
        if found.label.field in READERS:
            yield Section(found.label, found.words, row.block.locator, "row", quote=row.block.text)


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
