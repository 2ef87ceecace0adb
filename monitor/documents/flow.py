"""The order in which the lines of a PDF page are read: down one column, then the next; titles above both."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from monitor.documents.columns import is_running
from monitor.documents.sheet import Word, lines_of

MIN_LINES = 5  # on each side, for text that is set in columns
FEW_LINES = 2  # on the side that has fewer, for columns whose lines stand at unlike heights
LEVEL = 1.0  # points within which two lines have one foot
LEVEL_SHARE = 1 / 3  # of the lines: what is set side by side on purpose has more that stand level
WIDER = 1.1  # times as wide as the first the second of two columns may be
GUTTER = 9.0  # points
MAX_PLACES = 60  # where a column may end; a page with more gaps is no text
MAX_COLUMNS_DEEP = 5  # how often a stretch is cut again

Line = list[Word]


class Gap(NamedTuple):
    """An empty stretch between two words of a line."""

    left: float
    right: float


def stretches(words: list[Word], depth: int = 0) -> list[list[Line]]:
    """The lines of `words` in the order that they are read, cut where a column ends."""
    lines = lines_of(words)
    found = _columns(lines) if depth < MAX_COLUMNS_DEEP else None
    if found is None:
        return [lines] if lines else []
    start, end, at = found
    inside = [word for line in lines[start:end] for word in line]
    parts = (
        [word for line in lines[:start] for word in line],
        [word for word in inside if word.x1 <= at],
        [word for word in inside if word.x1 > at],
        [word for line in lines[end:] for word in line],
    )
    return [stretch for part in parts if part for stretch in stretches(part, depth + 1)]


def _columns(lines: list[Line]) -> tuple[int, int, float] | None:
    """First and last (exclusive) of the lines that are set in columns, and a place behind the first column."""
    gaps = [_gaps(line) for line in lines]
    best: tuple[int, int, float] | None = None
    tried: set[int] = set()
    for first, held in enumerate(gaps):
        for gap in held:
            at = gap.right - 2.0
            if round(at / 6) in tried or len(tried) >= MAX_PLACES:
                continue
            tried.add(round(at / 6))
            longest = best[1] - best[0] if best else 0
            free = _free(lines, first, at)
            start, end = _between(lines, first, at, *free)
            if end - start > longest and _both(lines[start:end], at):
                best = start, end, at
            elif free[1] - free[0] > longest and _is_unlevel(lines[free[0] : free[1]], at):
                best = *free, at
    return best


def _gaps(line: Line) -> list[Gap]:
    return [Gap(left.x1, right.x0) for left, right in pairwise(line) if right.x0 - left.x1 >= GUTTER]


def _free(lines: list[Line], seed: int, at: float) -> tuple[int, int]:
    """The lines around `seed` that leave the place `at` free."""
    start, end = seed, seed + 1
    while start and _is_free(lines[start - 1], at):
        start -= 1
    while end < len(lines) and _is_free(lines[end], at):
        end += 1
    return start, end


def _between(lines: list[Line], seed: int, at: float, start: int, end: int) -> tuple[int, int]:
    """Those without what stands above or below both columns, on one side of the place only: it belongs to neither."""
    while start < seed and not _is_split(lines[start], at):
        start += 1
    while end > seed + 1 and not _is_split(lines[end - 1], at) and lines[end - 1][0].x0 < at:
        apart = lines[end - 1][0].top - lines[end - 2][0].bottom > lines[end - 1][0].size
        if not apart:
            break
        end -= 1
    return start, end


def _is_free(line: Line, at: float) -> bool:
    before = max((word.x1 for word in line if word.x0 < at), default=at - GUTTER)
    return before <= at - GUTTER * 0.7 and not any(word.x0 < at < word.x1 for word in line)


def _is_split(line: Line, at: float) -> bool:
    return line[0].x0 < at < line[-1].x1


def _both(lines: list[Line], at: float) -> bool:
    """Whether running text stands on both sides, not labels with their values or the rows of a table."""
    sides = (
        lines_of([w for line in lines for w in line if w.x1 <= at]),
        lines_of([w for line in lines for w in line if w.x1 > at]),
    )
    return all(_is_text(side) for side in sides)


def _is_unlevel(lines: list[Line], at: float) -> bool:
    """Whether two columns of one width stand here whose lines are at unlike heights: cells of a row, and labels with
    their values, stand level, while a heading or a list sets the lines of one column off from those of the other.
    """
    left = lines_of([w for line in lines for w in line if w.x1 <= at])
    right = lines_of([w for line in lines for w in line if w.x1 > at])
    fewer, more = sorted((left, right), key=len)
    if len(fewer) < FEW_LINES or len(more) < MIN_LINES:
        return False
    begins, ends = min(line[0].x0 for line in right), max(line[-1].x1 for line in right)
    if ends - begins > WIDER * (begins - min(line[0].x0 for line in left)):
        return False
    feet = sorted(line[0].bottom for line in more)
    return sum(_is_level(line[0].bottom, feet) for line in fewer) <= LEVEL_SHARE * len(fewer)


def _is_level(foot: float, feet: list[float]) -> bool:
    at = bisect_left(feet, foot - LEVEL)
    return at < len(feet) and feet[at] <= foot + LEVEL


def _is_text(lines: list[Line]) -> bool:
    if len(lines) < MIN_LINES:
        return False
    if any(len(_gaps(line)) for line in lines) and is_running(lines):
        return True
    left, right = min(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    full = [line for line in lines if line[-1].x1 - line[0].x0 >= 0.7 * (right - left)]
    letters = sorted(sum(len(word.text) for word in line) for line in lines)
    gaps = sum(len(_gaps(line)) for line in lines)
    return len(full) >= 0.5 * len(lines) and letters[len(letters) // 2] >= 18 and gaps * 5 <= len(lines)
