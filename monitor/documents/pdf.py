"""PDF to a document: tables row by row, other text in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2

from monitor.documents.clean import clean, fold
from monitor.documents.drafts import Draft, finished
from monitor.documents.grid import tables_on
from monitor.documents.prose import Placed, body_size, paragraphs
from monitor.documents.sheet import Sheet, Table, sheet_of
from monitor.documents.tables import name_columns, row_of
from monitor.errors import DocumentError
from monitor.model import Document

MAX_PAGES = 300
MARGIN = 0.12  # of a page's height, at its top and its bottom: where what every page repeats stands
_DIGITS = re.compile(r"\d+")


def read_pdf(body: bytes, *, url: str = "") -> Document:
    """The document that a PDF holds. Locators are `page 2 row 4` and `page 2 line 7`, counted on each page.

    A page without text (a scan) and columns that are not clear are warnings. Raises DocumentError for what PDFium
    cannot open, such as a damaged or locked file.
    """
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as wrong:
        raise DocumentError(
            f"the PDF cannot be opened: {wrong}", fix="open it by hand; it may be damaged or locked"
        ) from wrong
    try:
        reader = _Reader()
        for number in range(1, min(len(pdf), MAX_PAGES) + 1):
            reader.page(_sheet(pdf, number))
        if len(pdf) > MAX_PAGES:
            reader.warnings.append(f"only the first {MAX_PAGES} of {len(pdf)} pages were read")
        named = clean(pdf.get_metadata_dict().get("Title", ""))
    finally:
        pdf.close()
    drafts = reader.drafts()
    heading = next((draft.text for draft in drafts if draft.kind == "heading"), "")
    return Document(
        media_type="application/pdf",
        url=url,
        title=named if any(map(str.isalpha, named)) and named.lower() != "untitled" else heading,
        blocks=finished(drafts, lambda _, draft: draft.where),
        warnings=tuple(reader.warnings),
    )


def _sheet(pdf: pypdfium2.PdfDocument, number: int) -> Sheet:
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError as wrong:
        raise DocumentError(f"page {number} of the PDF cannot be opened: {wrong}") from wrong
    try:
        return sheet_of(page, number)
    finally:
        page.close()


class _Reader:
    """Reads pages in order; a table may go on from one to the next."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self._pages: list[tuple[Sheet, list[Placed]]] = []
        self._rows: list[Draft] = []  # of the open table
        self._header: list[str] = []  # the first row of the open table
        self._edges: tuple[float, ...] = ()
        self._tables = 0

    def page(self, sheet: Sheet) -> None:
        if not sheet.words:
            self.warnings.append(f"page {sheet.number} has no text")
            self._pages.append((sheet, []))
            return
        if sheet.cut:
            self.warnings.append(f"page {sheet.number} has more characters than are read")
        tables, words, unclear = tables_on(sheet, self._edges)
        if unclear:
            self.warnings.append(
                f"the columns of a table on page {sheet.number} were not recognised; its lines are text"
            )
        placed = paragraphs(words, body_size(sheet.words))
        row = 0
        for table in tables:
            self._begin(table)
            for top, cells in zip(table.tops, table.rows, strict=True):
                row += 1
                draft = self._row(cells, f"page {sheet.number} row {row}")
                if draft is not None:
                    placed.append((top, draft))
        self._pages.append((sheet, _in_order(placed)))

    def _begin(self, table: Table) -> None:
        """Opens a table, or goes on with the one that is open when it has as many columns."""
        if self._rows and len(self._rows[0].cells) == len(table.edges) + 1:
            return
        name_columns(self._rows)
        self._rows, self._header, self._edges = [], table.rows[0], table.edges
        self._tables += 1

    def _row(self, cells: list[str], where: str) -> Draft | None:
        """The draft of a row; None for the names of columns that a later page repeats.

        Where no line is drawn between those names and a row that goes on, the names are taken off.
        """
        if self._rows and all(map(str.startswith, cells, self._header)):
            self._rows[0].header = True
            cells = [cell[len(name) :].strip() for cell, name in zip(cells, self._header, strict=True)]
            if not any(cells):
                return None
        self._rows.append(row_of(cells, self._tables, where=where))
        return self._rows[-1]

    def drafts(self) -> list[Draft]:
        """All drafts in reading order, what every page repeats marked as such."""
        name_columns(self._rows)
        repeated = Counter(key for sheet, placed in self._pages for key in {key for key, _ in _margins(sheet, placed)})
        drafts: list[Draft] = []
        for sheet, placed in self._pages:
            for key, draft in _margins(sheet, placed):
                if repeated[key] > 1 and repeated[key] * 2 > len(self._pages):
                    draft.landmark = key[0]
            line = 0
            for _, draft in placed:
                if draft.kind != "row":
                    line += 1
                    draft.where = f"page {sheet.number} line {line}"
                drafts.append(draft)
        return drafts


def _in_order(placed: list[Placed]) -> list[Placed]:
    """Prose with the rows of tables put between: rows go before the first line that stands below them."""
    rows = [one for one in placed if one[1].kind == "row"]
    ordered: list[Placed] = []
    for one in (one for one in placed if one[1].kind != "row"):
        while rows and rows[0][0] <= one[0]:
            ordered.append(rows.pop(0))
        ordered.append(one)
    return ordered + rows


def _margins(sheet: Sheet, placed: list[Placed]) -> Iterator[tuple[tuple[str, str], Draft]]:
    """What stands in the margins of a page, each with its landmark and its words without numbers."""
    for top, draft in placed:
        if draft.kind != "row" and (top < sheet.height * MARGIN or top > sheet.height * (1 - MARGIN)):
            landmark = "banner" if top < sheet.height / 2 else "contentinfo"
            yield (landmark, fold(_DIGITS.sub("", draft.text))), draft
