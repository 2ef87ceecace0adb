"""Pages of a PDF with more pieces of text than PDFium orders in bounded time: what is above the limit is taken off.

PDFium compares each piece with those near its height before it gives a word: the time grows with the square.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

MAX_PIECES = 10_000  # of text; a page whose letters are set one by one has 5 000
MAX_OBJECTS = 30_000  # of a page from which pieces can be taken off in time


def spared(page: Any) -> bool | None:
    """Takes the last pieces of text off a page that has too many: True when it did, False where there was no need, and
    None for a page with too many objects for that, whose text must not be asked for.
    """
    every = pdfium.FPDFPage_CountObjects(page)
    pieces = 0
    surplus: list[Any] = []
    for index in range(every):
        thing = pdfium.FPDFPage_GetObject(page, index)
        held = _pieces(thing)
        pieces += held
        if held and pieces > MAX_PIECES:
            surplus.append(thing)
    if surplus and every > MAX_OBJECTS:
        return None
    for thing in reversed(surplus):
        if pdfium.FPDFPage_RemoveObject(page, thing):
            pdfium.FPDFPageObj_Destroy(thing)
    return bool(surplus)


def _pieces(thing: Any) -> int:
    """The pieces of text of an object, those in nested forms too; no more are counted than the limit."""
    found = seen = 0
    queue = [thing]
    while queue and seen <= MAX_PIECES:
        one = queue.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found += 1
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            count = pdfium.FPDFFormObj_CountObjects(one)
            queue += [pdfium.FPDFFormObj_GetObject(one, index) for index in range(min(count, MAX_PIECES + 1))]
    return found if seen <= MAX_PIECES else MAX_PIECES + 1
