"""Bold labels in a column of their own on a page of a PDF, their values beside them: with ruling lines or without.

A label may run over several lines. The next line of one begins with a word for which the line before had no room.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from monitor.documents.sheet import Table, Word, lines_of

FEWEST = 2  # labels with a value
BESIDE = 1.0  # of the type's size: a value stands so far behind its label, at least
NEAR = 0.7  # of the type's size: lines of one label are nearer
CLEARER = 1.0  # points by which the room between two labels exceeds that between the lines of one
SPACE = 0.2  # of the type's size, at least
EDGE = 2.0  # points that a value may begin before or behind the others
LABEL_WORDS = 20
MAX_PLACES = 12  # where values may begin on one page

Line = list[Word]


class Pair(NamedTuple):
    """A label and its value; no label where a value goes on from the page before."""

    label: list[Line]
    value: list[Word]


class Sheet(NamedTuple):
    """Labels with their values: the lines from `start` to `end` (exclusive)."""

    start: int
    end: int
    pairs: list[Pair]


def ruled_pairs(table: Table, words: list[Word], *, goes_on: bool = False) -> list[Pair] | None:
    """The rows of a table of two columns as labels with their values; None where the first column is not set as labels.

    `words` are those in the table; `goes_on`: the table before was one of labels, and had the same columns.
    """
    if len(table.edges) != 1:
        return None
    pairs = []
    for top, bottom in pairwise([*table.tops, table.bottom]):
        row = [word for word in words if top <= word.middle < bottom]
        left = [word for word in row if (word.x0 + word.x1) / 2 < table.edges[0]]
        right = [word for word in row if (word.x0 + word.x1) / 2 >= table.edges[0]]
        pairs.append(Pair(lines_of(left), right))
    labels = [pair for pair in pairs if pair.label]
    if not _are_labels(pairs) or not (goes_on or len(labels) >= FEWEST):
        return None
    return pairs if goes_on or pairs[0].label else None


def sheets(lines: list[Line]) -> list[Sheet]:
    """The stretches among `lines` that are labels with values beside them, no line between them."""
    places: dict[int, list[float]] = {}
    for line in lines:
        at = _behind(line)
        if at:
            places.setdefault(round(line[at].x0 / EDGE), []).append(line[at].x0)
    found: list[Sheet] = []
    for held in sorted(places.values(), key=len, reverse=True)[:MAX_PLACES]:
        if len(held) < FEWEST:
            break
        at = 0
        while at < len(lines):
            start, end = _stretch(lines, at, min(held) - EDGE)
            if end > start and not any(one.start < end and start < one.end for one in found):
                pairs = _pairs(lines[start:end], min(held) - EDGE)
                if pairs:
                    found.append(Sheet(start, end, pairs))
            at = max(end, at + 1)
    return sorted(found)


def _behind(line: Line) -> int:
    """The number of the first word behind a bold label; 0 where a line is not set so."""
    if not line[0].bold:
        return 0
    for at, (left, right) in enumerate(pairwise(line), 1):
        if right.x0 - left.x1 >= BESIDE * left.size:
            return at
        if not right.bold:
            return 0
    return 0


def _stretch(lines: list[Line], start: int, place: float) -> tuple[int, int]:
    """The next lines that keep to labels before `place` and values behind it, the first and the last with a value."""
    while start < len(lines) and not _keeps(lines[start], place):
        start += 1
    end = start
    while end < len(lines) and _keeps(lines[end], place):
        end += 1
    stop = end
    while end > start and lines[end - 1][-1].x0 < place:
        end -= 1
    if end == start:
        return stop, stop
    while not _level(lines[start], place) and lines[start][0].x0 < place:  # a title, or the lines of a label
        if start + 1 < end and _is_near(lines[start], lines[start + 1]) and lines[start + 1][-1].x0 >= place:
            break
        start += 1
    return start, end


def _keeps(line: Line, place: float) -> bool:
    left = [word for word in line if word.x0 < place]
    return not left or (all(word.bold for word in left) and left[-1].x1 < place and len(left) <= LABEL_WORDS)


def _level(line: Line, place: float) -> bool:
    return line[0].x0 < place <= line[-1].x0


def _is_near(above: Line, below: Line) -> bool:
    return (
        below[0].top - above[0].bottom <= NEAR * below[0].size
        and abs(above[0].size - below[0].size) <= 0.5
        and above[0].x0 - EDGE <= below[0].x0
    )


def _pairs(lines: list[Line], place: float) -> list[Pair]:
    """Labels with what stands beside and below each, up to the next; [] where they are no labels."""
    left = [[word for word in line if word.x0 < place] for line in lines]
    numbers = [number for number, held in enumerate(left) if held]
    if not numbers or numbers[0]:
        return []  # values that begin above their labels: these are set in the middle
    right = max(held[-1].x1 for held in left if held)
    gaps = {below: left[below][0].top - left[above][0].bottom for above, below in pairwise(numbers)}
    room = {below: _has_room(left[above], left[below], right) for above, below in pairwise(numbers)}
    apart = min((gaps[number] for number in gaps if room[number]), default=0.0)
    pairs: list[Pair] = []
    for number, line in enumerate(lines):
        label = left[number]
        if label:
            goes_on = (
                number in gaps
                and not room[number]
                and gaps[number] <= NEAR * label[0].size
                and (
                    gaps[number] < apart - CLEARER
                    or label[0].text[0].islower()
                    or (len(label) == len(line) and not apart)
                )
            )
            if not goes_on:
                pairs.append(Pair([], []))
            pairs[-1].label.append(label)
        pairs[-1].value.extend(line[len(label) :])
    return pairs if sum(bool(pair.value) for pair in pairs) >= FEWEST and _are_labels(pairs) else []


def _has_room(above: Line, below: Line, right: float) -> bool:
    """Whether a line could have taken in the first word of the next."""
    first = below[0]
    return above[-1].x1 + SPACE * first.size + (first.x1 - first.x0) < right - 0.5


def _are_labels(pairs: list[Pair]) -> bool:
    """Whether all labels are bold and short, and the values are not bold as a whole."""
    labels = [[word for line in pair.label for word in line] for pair in pairs]
    if any(len(words) > LABEL_WORDS or not all(word.bold for word in words) for words in labels):
        return False
    values = [pair.value for pair in pairs if pair.value]
    plain = sum(not all(word.bold for word in value) for value in values)
    # A value of a title in bold, or a list that begins with one; but names of columns are bold on both sides.
    return bool(values) and plain * 2 > len(values) and (not pairs[0].value or not all(w.bold for w in pairs[0].value))
