"""What is drawn on a page of a PDF: the straight strokes that rule its tables, the boxes that shade them, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

MAX_OBJECTS = 20_000
MAX_SEGMENTS = 60_000  # of all paths on a page
THIN = 3.0  # points: a filled box this thin is a line
LIGHT = 250  # of 255, in red, green and blue: paler than this is the paper

Point = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing:
    """The drawing of one page.

    `bands` (left, top, right, bottom of shaded boxes), `pictures` and `cut` (more is drawn than was looked at) are
    known when `strokes` has been read to its end.
    """

    def __init__(self, page: Any, point: Point) -> None:
        self.bands: list[tuple[float, float, float, float]] = []
        self.pictures = 0
        self.cut = False
        self._page = page
        self._point = point
        self._left = MAX_SEGMENTS

    def strokes(self) -> Iterator[tuple[float, float, float, float]]:
        """The straight strokes on a page and the thin boxes that stand for some, those in nested forms too."""
        every = pdfium.FPDFPage_CountObjects(self._page)
        queue = [(pdfium.FPDFPage_GetObject(self._page, index), _IDENTITY) for index in range(min(every, MAX_OBJECTS))]
        self.cut = every > MAX_OBJECTS
        for thing, outer in queue:
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = _times(_matrix(thing), outer)
                every = pdfium.FPDFFormObj_CountObjects(thing)
                parts = max(0, min(every, MAX_OBJECTS - len(queue)))
                self.cut = self.cut or every > parts
                queue += [(pdfium.FPDFFormObj_GetObject(thing, index), inner) for index in range(parts)]
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield from self._path(thing, _times(_matrix(thing), outer))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1

    def _path(self, path: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        for corners in self._outlines(path, matrix):
            if stroke.value:
                for (x0, y0), (x1, y1) in pairwise(corners):
                    yield x0, y0, x1, y1
            if not fill.value or len(corners) <= 2:
                continue
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
            if x1 - x0 <= THIN:
                if not stroke.value:
                    yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
            elif y1 - y0 <= THIN:
                if not stroke.value:
                    yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
            elif _is_shaded(path):
                self.bands.append((x0, y0, x1, y1))

    def _outlines(self, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """The parts of a path as lists of their corners."""
        a, b, c, d, e, f = matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        corners: list[tuple[float, float]] = []
        every = pdfium.FPDFPath_CountSegments(path)
        taken = min(every, self._left)
        self._left -= taken
        self.cut = self.cut or every > taken
        for index in range(taken):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                if corners:
                    yield corners
                corners = []
            corners.append(self._point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if pdfium.FPDFPathSegment_GetClose(segment):
                corners.append(corners[0])
        if corners:
            yield corners


def _is_shaded(path: Any) -> bool:
    """Whether a box is filled with a colour that differs from the paper's."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(
        path, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    )
    return bool(known) and alpha.value > 0 and min(red.value, green.value, blue.value) < LIGHT


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
