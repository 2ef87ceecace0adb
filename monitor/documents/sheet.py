"""What stands on a page of a PDF: its words and its ruling lines, as a reader sees them.

Coordinates are in points from the top left corner of the page as shown; y grows downwards.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from monitor.documents.clean import clean
from monitor.documents.strokes import Point, strokes

MAX_CHARACTERS = 200_000  # on one page
SHORT = 4.0  # a line shorter than this is a dash or a glyph
WORD_GAP = 0.3  # of the type's size


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """A straight ruling line: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Table:
    """A table on one page: rows of cells, where each begins, its bounds and its column edges but the outer two."""

    rows: list[list[str]]
    tops: list[float]
    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    horizontals: list[Line] = field(default_factory=list)
    verticals: list[Line] = field(default_factory=list)
    cut: bool = False  # has more than is read


def sheet_of(page: Any, number: int) -> Sheet:
    """Reads a `pypdfium2.PdfPage`."""
    left, bottom, right, top = page.get_cropbox()
    text = page.get_textpage()
    try:
        count = min(text.count_chars(), MAX_CHARACTERS)
        turn = _writing(text.raw, count, page.get_rotation())
        point = _turned(turn, left, bottom, right, top)
        width, height = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)
        sheet = Sheet(number, width, height, cut=text.count_chars() > MAX_CHARACTERS)
        sheet.words = list(_words(text.raw, count, point))
    finally:
        text.close()
    for x0, y0, x1, y1 in strokes(page.raw, point):
        if abs(x1 - x0) <= 1.0 and abs(y1 - y0) >= SHORT:
            sheet.verticals.append(Line((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y1 - y0) <= 1.0 and abs(x1 - x0) >= SHORT:
            sheet.horizontals.append(Line((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    return sheet


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


def _words(text: Any, count: int, point: Point) -> Iterator[Word]:
    """The words in the order of the content. A word ends at a space, at a gap and at the end of a line."""
    box = pdfium.FS_RECTF()
    word: Word | None = None
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not character or character.isspace():
            if word is not None:
                yield word
            word = None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        xa, ya = point(box.left, box.top)
        xb, yb = point(box.right, box.bottom)
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        size = max(bottom - top, 1.0)
        if word is not None and _goes_on(word, x0, top, bottom):
            word.text += character
            word.x1 = max(word.x1, x1)
            word.top, word.bottom = min(word.top, top), max(word.bottom, bottom)
        else:
            if word is not None:
                yield word
            word = Word(character, x0, top, x1, bottom, size, bold=_is_bold(text, index))
    if word is not None:
        yield word


def _goes_on(word: Word, x0: float, top: float, bottom: float) -> bool:
    """Whether a character stands right after a word, on its line."""
    gap = WORD_GAP * word.size
    return -gap <= x0 - word.x1 <= gap and min(bottom, word.bottom) - max(top, word.top) > 0


def _is_bold(text: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, index, buffer, len(buffer), ctypes.byref(flags))
    name = buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("latin-1").lower() if length else ""
    return pdfium.FPDFText_GetFontWeight(text, index) >= 600 or any(
        weight in name for weight in ("bold", "black", "heavy")
    )


def joined(lines: list[list[Word]]) -> str:
    """Lines of words as one text. A dash or slash that ends a line holds on to the next one (`16-` `01-2018`)."""
    text = ""
    for line in lines:
        words = " ".join([word.text for word in line])
        if not text:
            text = words
        elif len(text) > 1 and text[-1] in "-–/\u2010\u2011\x02\ufffe" and not text[-2].isspace():
            text += words
        else:
            text = f"{text} {words}"
    return clean(text)


def lines_of(words: list[Word]) -> list[list[Word]]:
    """Words to lines from top to bottom, each from left to right. A word belongs to the line it overlaps by half."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if lines and _on_line(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.x0)
    return lines


def _on_line(line: list[Word], word: Word) -> bool:
    first = line[0]
    overlap = min(first.bottom, word.bottom) - max(first.top, word.top)
    return overlap * 2 > min(first.bottom - first.top, word.bottom - word.top)
