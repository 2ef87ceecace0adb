"""What stands on a page of a PDF: its words, ruling lines, shaded bands, links and pictures, as a reader sees them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from monitor.documents.drawing import Drawing, Point
from monitor.documents.glyphs import glyphs_of
from monitor.documents.sheet import Line, Sheet, Word, lines_of

MAX_CHARACTERS = 50_000  # on one page; a page set as small as can be read has 20 000
MAX_RULINGS = 4_000  # on one page, in one direction; more are a map or a chart
MAX_LINKS = 2_000
MAX_ADDRESS = 4_096  # bytes of a link's address
SHORT = 4.0  # a line shorter than this is a dash or a glyph


@dataclass(slots=True)
class Linked:
    """Words that are a link: where their middle is, and where they lead."""

    text: str
    url: str
    x: float
    y: float


@dataclass(slots=True)
class Leaf(Sheet):
    """One page. `bands`: upper and lower edges of shaded boxes; `full`: it has more text than is read; `remarks`: what
    was left out of it, in plain words.
    """

    bands: list[Line] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    pictures: int = 0
    full: bool = False
    remarks: list[str] = field(default_factory=list)


def leaf_of(page: Any, number: int) -> Leaf:
    """Reads a `pypdfium2.PdfPage`."""
    left, bottom, right, top = page.get_cropbox()
    text = page.get_textpage()

    def point(turn: int) -> Point:
        return _turned(turn, left, bottom, right, top)

    try:
        every = text.count_chars()
        count = min(every, MAX_CHARACTERS)
        turn = _writing(text.raw, count, page.get_rotation())
        width, height = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)
        glyphs = glyphs_of(text.raw, count, turn, point)
    finally:
        text.close()
    leaf = Leaf(number, width, height, words=glyphs.words)
    leaf.full = every > count
    if every > count:
        leaf.remarks.append(f"page {number} has more characters than are read")
    if glyphs.aslant:
        leaf.remarks.append(f"words set aslant on page {number} were left out: “{glyphs.aslant[:80]}”")
    _rule(leaf, page, point(turn))
    leaf.links = list(_links(page, point(turn), leaf.words))
    return leaf


def _rule(leaf: Leaf, page: Any, point: Point) -> None:
    """Fills in what is drawn on a page."""
    drawing = Drawing(page.raw, point)
    for x0, y0, x1, y1 in drawing.strokes():
        if abs(x1 - x0) <= 1.0 and abs(y1 - y0) >= SHORT:
            leaf.verticals.append(Line((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y1 - y0) <= 1.0 and abs(x1 - x0) >= SHORT:
            leaf.horizontals.append(Line((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    for x0, y0, x1, y1 in drawing.bands:
        leaf.bands += [Line(y0, x0, x1), Line(y1, x0, x1)]
    leaf.pictures = drawing.pictures
    if drawing.cut or max(len(leaf.horizontals), len(leaf.verticals)) > MAX_RULINGS * 5:
        leaf.remarks.append(f"more is drawn on page {leaf.number} than is looked at")
        leaf.horizontals, leaf.verticals, leaf.bands = [], [], []


def _writing(text: Any, count: int, rotation: int) -> int:
    """By how much the page must be turned clockwise for its text to read from left to right (0, 90, 180, 270).

    The text decides, not the page's /Rotate, which only a page without a clear direction needs: some landscape tables
    are drawn sideways on an upright page without saying so.
    """
    votes = dict.fromkeys((0, 90, 180, 270), 0)
    for index in range(0, count, max(1, count // 200)):
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        if angle >= 0:
            votes[-round(math.degrees(angle) / 90) * 90 % 360] += 1
    best = max(votes, key=lambda turn: votes[turn])
    return best if votes[best] * 2 > sum(votes.values()) else rotation


def _turned(turn: int, left: float, bottom: float, right: float, top: float) -> Point:
    """From the PDF's coordinates (up, unturned) to those of the page as shown (down), turned clockwise by `turn`."""
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _links(page: Any, point: Point, words: list[Word]) -> Iterator[Linked]:
    """The links of a page that lead out of the document, with the words that stand in their boxes."""
    place, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(place), ctypes.byref(link)):
            return
        url = _address(page.pdf.raw, pdfium.FPDFLink_GetAction(link))
        if not url or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            continue
        (xa, ya), (xb, yb) = point(box.left, box.top), point(box.right, box.bottom)
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        held = [word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= word.middle <= bottom]
        if held:
            text = " ".join(word.text for line in lines_of(held) for word in line)
            yield Linked(text, url, (x0 + x1) / 2, (top + bottom) / 2)


def _address(pdf: Any, action: Any) -> str:
    """The address that an action leads to, '' for one within the document or to a program."""
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(pdf, action, None, 0)
    if not 0 < length <= MAX_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(pdf, action, buffer, length)
    url = buffer.value.decode("utf-8", "replace").strip()
    return url if url.lower().startswith(("http://", "https://", "mailto:")) else ""
