"""The characters on a page of a PDF to words, each with its place.

What makes this more than a cut at spaces: words set upright or aslant on a level page, letters spaced out for looks
(`M E M B E R S`), words printed twice for boldness, ligatures of which each letter has the place of all, and the raised
figure of a note, which is no part of the number or the name before it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from monitor.documents.drawing import Point
from monitor.documents.sheet import Word, lines_of

WORD_GAP = 0.3  # of the type's size
SAME_PLACE = 0.15  # of the type's size: two equal words so near are one, printed twice
CELL = 4.0  # points: places are compared within squares of this side
SPACED = 3  # letters that stand alone in a row are a word that is spaced out
RAISED = 0.8  # of the type's size: a figure smaller than this, and higher, is the mark of a note
ASLANT = 10.0  # degrees off the four directions of a page
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


@dataclass(slots=True)
class Glyphs:
    """The words of a page in the order of its content, and those that are set aslant (a watermark)."""

    words: list[Word]
    aslant: str


def glyphs_of(text: Any, count: int, turn: int, points: Callable[[int], Point]) -> Glyphs:
    """Reads the first `count` characters of a PDFium text page.

    `turn` is the turn by which its text reads from left to right, `points` gives the coordinates as shown for a turn.
    """
    spelling = _Spelling(text, points(turn))
    others: dict[int, _Spelling] = {}
    aslant: list[str] = []
    current: _Spelling | None = spelling
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code < 0x21 and code != 0x02:
            soft = bool(code == 0x20 and pdfium.FPDFText_IsGenerated(text, index))
            if current is not None:
                current.end(soft=soft)
            elif aslant:
                aslant.append(" ")
            continue
        character = _LIGATURES.get(code) or ("" if 0xD800 <= code < 0xE000 or code >= 0x110000 else chr(code))
        if not character or character.isspace():
            if current is not None:
                current.end()
            continue
        if current is not None and current.takes(index, character):
            continue
        # A new word: it may read in another direction than the one before.
        way = _direction(text, index)
        if way is None:
            current = None
            aslant.append(character)
            continue
        current = spelling if way == turn else others.setdefault(way, _Spelling(text, points(way)))
        current.begin(index, character)
    words = _once(_spaced(spelling.all()))
    for way, other in others.items():
        words += [_set_upright(line, points(way), points(turn)) for line in _runs(_spaced(other.all()))]
    return Glyphs(words, "".join(aslant).strip())


class _Spelling:
    """Spells the words that read in one direction, character by character."""

    def __init__(self, text: Any, point: Point) -> None:
        self._text = text
        self._point = point
        self._box = pdfium.FS_RECTF()
        self._last = 0.0  # where the last character begins
        self._soft = False
        self.words: list[tuple[Word, bool]] = []  # each with whether no space was typed before it
        self._open: Word | None = None

    def _place(self, index: int) -> tuple[float, float, float, float] | None:
        if not pdfium.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(self._box)):
            return None
        box = self._box
        xa, ya = self._point(box.left, box.top)
        xb, yb = self._point(box.right, box.bottom)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def takes(self, index: int, character: str) -> bool:
        """Adds the character to the open word where it stands right after it, on its line."""
        word = self._open
        place = self._place(index) if word is not None else None
        if word is None or place is None:
            return False
        x0, top, x1, bottom = place
        gap = WORD_GAP * word.size
        if x0 - word.x1 > gap or (x0 - word.x1 < -gap and x0 < self._last) or self._apart(word, top, bottom):
            self.end(soft=True)
            return False
        if character.isdigit() and len(word.text) > 1 and _is_raised(word, top, bottom):
            character = character.translate(_FIGURES)
        else:
            word.top, word.bottom = min(word.top, top), max(word.bottom, bottom)
        word.text += character
        word.x1 = max(word.x1, x1)
        self._last = x0
        return True

    @staticmethod
    def _apart(word: Word, top: float, bottom: float) -> bool:
        return min(bottom, word.bottom) - max(top, word.top) <= 0

    def begin(self, index: int, character: str) -> None:
        self.end(soft=self._soft)
        place = self._place(index)
        if place is None:
            return
        x0, top, x1, bottom = place
        self._open = Word(character, x0, top, x1, bottom, max(bottom - top, 1.0), bold=_is_bold(self._text, index))
        self._last = x0
        self.words.append((self._open, self._soft))
        self._soft = False

    def end(self, *, soft: bool = False) -> None:
        """Ends the open word; `soft`: not at a space that was typed."""
        self._soft = soft and (self._soft or self._open is not None)
        self._open = None

    def all(self) -> list[tuple[Word, bool]]:
        return self.words


def _direction(text: Any, index: int) -> int | None:
    """The turn by which a character would stand upright; None when it is set aslant."""
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(text, index))
    if angle < 0:
        return 0
    nearest = round(angle / 90) * 90
    return -nearest % 360 if abs(angle - nearest) <= ASLANT else None


def _is_raised(word: Word, top: float, bottom: float) -> bool:
    """Whether a character stands smaller and higher than its word: `Kosovo` and a small 1."""
    return bottom - top < RAISED * word.size and bottom < word.bottom - 0.15 * word.size and word.text[-1].isalnum()


def _spaced(words: list[tuple[Word, bool]]) -> list[Word]:
    """The words, with letters that are spaced out put together; a wider gap between them parts two words."""
    found: list[Word] = []
    run: list[Word] = []
    for word, soft in words:
        if run and not (soft and len(word.text) == 1 and _beside(run[-1], word)):
            found += _spelt(run)
            run = []
        if len(word.text) == 1 and word.text.isalpha():
            run.append(word)
        else:
            found += [*_spelt(run), word]
            run = []
    return found + _spelt(run)


def _beside(left: Word, right: Word) -> bool:
    return 0 <= right.x0 - left.x1 <= 1.2 * left.size and abs(left.middle - right.middle) <= 0.2 * left.size


def _spelt(run: list[Word]) -> list[Word]:
    if len(run) < SPACED:
        return run
    gaps = [right.x0 - left.x1 for left, right in pairwise(run)]
    wide = 1.6 * min(gaps) + 0.5
    words = [run[0]]
    for gap, letter in zip(gaps, run[1:], strict=True):
        if gap > wide:
            words.append(letter)
        else:
            words[-1].text += letter.text
            words[-1].x1 = letter.x1
    return words


def _once(words: Iterable[Word]) -> list[Word]:
    """The words without those that are printed again in the same place."""
    seen: set[tuple[str, int, int]] = set()
    found: list[Word] = []
    for word in words:
        near = SAME_PLACE * word.size
        places = {
            (word.text, int((word.x0 + x) // CELL), int((word.top + y) // CELL))
            for x in (-near, near)
            for y in (-near, near)
        }
        if seen.isdisjoint(places):
            found.append(word)
        seen.add((word.text, int(word.x0 // CELL), int(word.top // CELL)))
    return found


def _runs(words: list[Word]) -> list[list[Word]]:
    """The words of another direction by line, cut where they stand apart."""
    runs: list[list[Word]] = []
    for line in lines_of(words):
        runs.append(line[:1])
        for left, right in pairwise(line):
            if right.x0 - left.x1 > left.size:
                runs.append([])
            runs[-1].append(right)
    return runs


def _set_upright(line: list[Word], theirs: Point, ours: Point) -> Word:
    """A line of another direction as one word with a tall box, in the coordinates of the page."""
    first, last = line[0], line[-1]
    corners = [_moved(x, y, theirs, ours) for x, y in ((first.x0, first.top), (last.x1, last.bottom))]
    (xa, ya), (xb, yb) = corners
    words = " ".join(word.text for word in line)
    bold = all(word.bold for word in line)
    return Word(words, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), first.size, bold=bold)


def _moved(x: float, y: float, theirs: Point, ours: Point) -> tuple[float, float]:
    """A place in one turn's coordinates in another's. Both are turns and shifts, so that three places tell the way."""
    (ox, oy), (px, py), (qx, qy) = theirs(0.0, 0.0), theirs(1.0, 0.0), theirs(0.0, 1.0)
    a, b, c, d = px - ox, py - oy, qx - ox, qy - oy
    u = a * (x - ox) + b * (y - oy)
    v = c * (x - ox) + d * (y - oy)
    return ours(u, v)


def _is_bold(text: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, index, buffer, len(buffer), ctypes.byref(flags))
    name = buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("latin-1").lower() if length else ""
    return pdfium.FPDFText_GetFontWeight(text, index) >= 600 or any(
        weight in name for weight in ("bold", "black", "heavy")
    )


def is_upright(word: Word) -> bool:
    """Whether a word reads from the bottom to the top, or down, on a page that reads across."""
    return word.bottom - word.top > 1.7 * word.size
