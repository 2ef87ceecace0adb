"""PDF to a document: tables row by row, other text in reading order."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from monitor.documents.clean import clean
from monitor.documents.drafts import finished
from monitor.documents.leaf import Leaf, leaf_of
from monitor.documents.leaves import Leaves
from monitor.documents.pieces import spared
from monitor.errors import DocumentError
from monitor.model import Document

MAX_PAGES = 300
MAX_WORDS = 100_000  # of one document
MAX_FULL = 2  # pages with more text than is read of one
FORMS = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)  # what is filled in or typed over a page
MAX_ANNOTATIONS = 2_000


def read_pdf(body: bytes, *, url: str = "") -> Document:
    """The document that a PDF holds. Locators are `page 2 row 4` and `page 2 line 7`, counted on each page; a row or a
    paragraph that runs on over pages is one block, and its locator names where it begins.

    What could not be read (a scan, columns that are not clear, attached files) is a warning. Raises DocumentError for
    what PDFium cannot open, such as a damaged or locked file.
    """
    pdf = _opened(body)
    try:
        pages = len(pdf)
        leaves = Leaves()
        warnings: list[str] = []
        words = pictures = full = 0
        for number in range(1, min(pages, MAX_PAGES) + 1):
            leaf = _leaf(pdf, number)
            words, pictures, full = words + len(leaf.words), pictures + leaf.pictures, full + leaf.full
            leaves.add(leaf)
            if number < pages and (words > MAX_WORDS or full >= MAX_FULL or number == MAX_PAGES):
                warnings.append(f"only the first {number} of {pages} pages were read")
                break
        warnings += leaves.warnings if words or full else [_no_words(pages, pictures)]
        if attached := pdf.count_attachments():
            warnings.append(f"{_number(attached, 'file')} attached to the PDF {_were(attached)} not read")
        named = clean(pdf.get_metadata_dict().get("Title", ""))
        language = _language(pdf)
    finally:
        pdf.close()
    drafts = leaves.drafts()
    heading = next((draft.text for draft in drafts if draft.kind == "heading"), "")
    blocks = finished(drafts)
    return Document(
        media_type="application/pdf",
        url=url,
        title=named if any(map(str.isalpha, named)) and named.lower() != "untitled" else heading,
        language=language,
        blocks=blocks,
        links=tuple(dict.fromkeys(link for block in blocks for link in block.links)),
        warnings=tuple(warnings),
    )


def _opened(body: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as wrong:
        if "password" in str(wrong).lower():
            raise DocumentError("the PDF cannot be opened without a password", fix="ask its publisher") from wrong
        raise DocumentError(
            f"the PDF cannot be opened: {wrong}", fix="open it by hand; it may be damaged or locked"
        ) from wrong


def _leaf(pdf: pypdfium2.PdfDocument, number: int) -> Leaf:
    try:
        page = pdf[number - 1]
        try:
            if _has_forms(page.raw) and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == 1:
                page.close()
                page = pdf[number - 1]
            less = spared(page.raw)
            leaf = Leaf(number, 0.0, 0.0) if less is None else leaf_of(page, number)
            if less is not False:
                leaf.full = True
                leaf.remarks.append(f"page {number} has more pieces of text than are read")
            return leaf
        finally:
            page.close()
    except pypdfium2.PdfiumError as wrong:
        leaf = Leaf(number, 0.0, 0.0)
        leaf.remarks.append(f"page {number} of the PDF cannot be opened: {wrong}")
        return leaf


def _has_forms(page: Any) -> bool:
    """Whether words are filled in on a page, or typed over it: only flattening makes them a part of its content."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in FORMS:
            return True
    return False


def _language(pdf: pypdfium2.PdfDocument) -> str | None:
    """The language that the document declares, by its two letters."""
    length = pdfium.FPDFCatalog_GetLanguage(pdf.raw, None, 0)
    if not 4 <= length <= 64:
        return None
    buffer = (pdfium.FPDF_WCHAR * (length // 2))()
    pdfium.FPDFCatalog_GetLanguage(pdf.raw, buffer, length)
    told = "".join(map(chr, buffer)).rstrip("\0").lower()
    primary = told.replace("_", "-").split("-")[0]
    return primary if len(primary) == 2 and primary.isalpha() else None


def _no_words(pages: int, pictures: int) -> str:
    if pictures:
        return f"the PDF holds only images: no page of {pages} has text (a scan)"
    return f"the PDF holds no text: no page of {pages} has any"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
