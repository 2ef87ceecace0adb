"""The straight strokes on a page of a PDF, from which its tables are ruled."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

MAX_OBJECTS = 50_000
THIN = 3.0  # points: a filled box this thin is a line

Point = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def strokes(page: Any, point: Point) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes on a page and the thin boxes that stand for some, those in nested forms too."""
    queue = [
        (pdfium.FPDFPage_GetObject(page, index), _IDENTITY)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS))
    ]
    for seen, (thing, outer) in enumerate(queue):
        if seen >= MAX_OBJECTS:
            return
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            inner = _times(_matrix(thing), outer)
            parts = min(pdfium.FPDFFormObj_CountObjects(thing), MAX_OBJECTS - len(queue))
            queue += [(pdfium.FPDFFormObj_GetObject(thing, index), inner) for index in range(parts)]
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(thing, _times(_matrix(thing), outer), point)


def _path(path: Any, matrix: Matrix, point: Point) -> Iterator[tuple[float, float, float, float]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    for corners in _outlines(path, matrix, point):
        if stroke.value:
            for (x0, y0), (x1, y1) in pairwise(corners):
                yield x0, y0, x1, y1
        elif fill.value and len(corners) > 2:
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            if max(xs) - min(xs) <= THIN:
                yield (min(xs) + max(xs)) / 2, min(ys), (min(xs) + max(xs)) / 2, max(ys)
            elif max(ys) - min(ys) <= THIN:
                yield min(xs), (min(ys) + max(ys)) / 2, max(xs), (min(ys) + max(ys)) / 2


def _outlines(path: Any, matrix: Matrix, point: Point) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path as lists of their corners."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if corners:
                yield corners
            corners = []
        corners.append(point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if corners:
        yield corners


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
