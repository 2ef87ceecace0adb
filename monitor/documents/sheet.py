"""What stands on a page of a PDF: its words and its ruling lines, as a reader sees them.

Coordinates are in points from the top left corner of the page as shown; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field


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
