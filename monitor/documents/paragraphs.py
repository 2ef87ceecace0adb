"""The lines of a PDF page outside its tables: headings, paragraphs, list entries, labels with the value beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import inf
from statistics import median_low
from typing import NamedTuple

from monitor.documents.beside import Pair, sheets
from monitor.documents.bullets import Marks, bare
from monitor.documents.clean import clean
from monitor.documents.drafts import Draft
from monitor.documents.flow import stretches
from monitor.documents.glyphs import is_upright
from monitor.documents.hyphens import CUT, joined
from monitor.documents.line_ends import goes_on, is_open
from monitor.documents.lines import MAX_TERM_WORDS
from monitor.documents.sheet import Word

LARGER = 1.3  # times the size of the body makes a heading
LARGER_BOLD = 1.1  # the same for bold type
SHORT_MEASURE = 200.0  # points: a column of running text is wider, a list of names is not
ALIKE = 6.0  # points within which lines begin at one place
HANGING = 4.0  # points that the words of a list entry stand behind its mark, at least
FULL_LINE = 0.88  # of the width of the text
FULL_SHARE = 0.4  # of the lines that are set alike: where fewer are full, the text is a list
NEAR = 0.7  # of the type's size: lines of one paragraph are nearer
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MORE = 1.0  # of the type's size: another value under the same label is nearer
COLUMN, LETTERS = 4, 18  # lines of a narrow column of running text, and the letters of each
CLEARER = 1.0  # points by which the room between two values exceeds that between their lines
BESIDE = 1.2  # of the type's size: a value stands so far behind its label, at least
LABEL_WORDS = 10
VALUES = 2  # lines that have a label and a value in the same two places, at least

Line = list[Word]


class Placed(NamedTuple):
    """What stands on a page, and its bounds."""

    top: float
    draft: Draft
    left: float
    right: float
    bottom: float
    size: float  # of its type


def body_size(words: list[Word]) -> float:
    """The size of most of the text."""
    return median_low([round(word.size, 1) for word in words for _ in word.text]) if words else 0.0


def paragraphs(words: list[Word], body: float) -> list[Placed]:
    """The drafts of `words` in reading order; `body` is the size of running text."""
    marks = Marks()
    placed: list[Placed] = []
    for lines in stretches([word for word in words if not is_upright(word)]):
        at = 0
        for sheet in sheets(lines):
            placed += _plain(lines[at : sheet.start], body, marks)
            right = max(word.x1 for pair in sheet.pairs for word in pair.value)
            placed += labelled(sheet.pairs, body, right)
            at = sheet.end
        placed += _plain(lines[at:], body, marks)
    for word in words:
        if is_upright(word):
            placed.append(_placed(Draft("text", clean(word.text)), [[word]]))
    return placed


def _plain(lines: list[Line], body: float, marks: Marks, right: float = 0.0) -> Iterator[Placed]:
    """Lines that stand below each other; `right`: where their column ends, if that is known."""
    values = _value_columns(lines)
    blocks = _blocks(_labels_first(lines, values), values, right) if lines else []
    for number, block in enumerate(blocks):
        label = _label(block[0], values)
        if label and _has_more(blocks[number : number + 2], values):
            cut = _value(block[0])
            yield _placed(Draft("term", label), [block[0][:cut]])
            block, label = [block[0][cut:], *block[1:]], ""
        text = _text(block)
        if not text or bare(text):
            continue
        draft = _draft(text, block, body, marks)
        if label and draft.kind in ("text", "term") and not draft.lead:
            draft.kind, draft.lead = "text", label
        yield _placed(draft, block)


def _has_more(blocks: list[list[Line]], values: list[float]) -> bool:
    """Whether a value that stands beside its label is followed by another one, right below it, that has no label."""
    if len(blocks) < 2:
        return False
    last, line = blocks[0][-1], blocks[1][0]
    begins = blocks[0][0][_value(blocks[0][0])].x0
    near = line[0].top - last[0].bottom <= MORE * line[0].size
    return (
        near and abs(line[0].x0 - begins) <= 3 and not _label(line, values) and abs(last[-1].size - line[0].size) <= 0.5
    )


def labelled(pairs: list[Pair], body: float, right: float) -> list[Placed]:
    """Labels, and after each the drafts of its value, in a column that ends at `right`."""
    marks = Marks()
    placed: list[Placed] = []
    for label, value in pairs:
        if label and (text := _text(label)):
            placed.append(_placed(Draft("term", text), label))
        for lines in stretches(value):
            placed += _plain(lines, body, marks, right)
    return placed


def _placed(draft: Draft, block: list[Line]) -> Placed:
    words = [word for line in block for word in line]
    top = min(word.top for word in block[0])
    bounds = min(word.x0 for word in words), max(word.x1 for word in words), max(word.bottom for word in words)
    return Placed(top, draft, *bounds, median_low([word.size for word in words]))


def _text(lines: list[Line]) -> str:
    return joined(" ".join(word.text for word in line) for line in lines)


def _value_columns(lines: list[Line]) -> list[float]:
    """Where values begin that stand beside their labels: a place at which several lines go on after a gap."""
    counts: dict[int, list[float]] = {}
    for line in lines:
        at = _value(line)
        if at:
            counts.setdefault(round(line[at].x0 / 3), []).append(line[at].x0)
    return [sum(held) / len(held) for held in counts.values() if len(held) >= VALUES]


def _value(line: Line) -> int:
    """The number of the first word after the only wide gap of a line; 0 where there is none, or more than one."""
    wide = [at for at, (left, right) in enumerate(pairwise(line), 1) if right.x0 - left.x1 >= BESIDE * left.size]
    return wide[0] if len(wide) == 1 and wide[0] <= LABEL_WORDS and not bare(_text([line[: wide[0]]])) else 0


def _label(line: Line, values: list[float]) -> str:
    """The words of a line that stand in a column of labels, '' where it has no value beside them."""
    at = _value(line)
    if not at or not any(abs(line[at].x0 - place) <= 3 for place in values):
        return ""
    return _text([line[:at]])


def _labels_first(lines: list[Line], values: list[float]) -> list[Line]:
    """The lines, with a label that is set in the middle of its value's height moved to the value's first line."""
    found = list(lines)
    for at, line in enumerate(found):
        if not _label(line, values):
            continue
        first = at
        while first and _is_value(found[first - 1], values):
            first -= 1
        while (
            first < at
            and _gap(found, first) <= max(_gap(found, number) for number in range(first + 1, at + 1)) + CLEARER
        ):
            first += 1
        if first < at:
            cut = _value(line)
            found[first], found[at] = [*line[:cut], *found[first]], line[cut:]
    return found


def _is_value(line: Line, values: list[float]) -> bool:
    return any(abs(line[0].x0 - place) <= 3 for place in values)


def _gap(lines: list[Line], at: int) -> float:
    """The room above a line."""
    return lines[at][0].top - lines[at - 1][-1].bottom if at else inf


def _blocks(lines: list[Line], values: list[float], right: float) -> list[list[Line]]:
    """Lines to paragraphs. A line goes on with the one before when that one is full, of its size, and near."""
    measures = _measures(lines, values, right)
    blocks: list[list[Line]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        if last is not None and _belongs(blocks[-1], last, line, measures, values):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _belongs(block: list[Line], last: Line, line: Line, measures: Measures, values: list[float]) -> bool:
    if not _joins(last, line) or _label(line, values):
        return False
    if _label(block[0], values) and not any(abs(line[0].x0 - place) <= 3 for place in values):
        return False
    if _is_value(line, values) and _is_dated(last) and _is_dated(line):
        return False  # entries of a list below each other: of a text not each line has a year
    if _is_cut(last, line) or _hangs(block[0], line) or _is_heading(block, line):
        return True
    measure = measures[_setting(last, values)]
    if not measure.is_full(last, line):
        return False
    return measure.running or line[0].text[0].islower() or goes_on(_words(last), _words(line))


class Measure(NamedTuple):
    """The width that lines set alike may have; `running`: so many of them have it that they are text, not a list."""

    left: float
    right: float
    running: bool

    def is_full(self, last: Line, line: Line) -> bool:
        """Whether `last` has no room for the first word of `line`, or nearly none where that begins small."""
        first = line[0]
        room = self.right - last[-1].x1 - 0.2 * first.size
        if first.x1 - first.x0 >= room:
            return True
        return first.text[0].islower() and last[-1].x1 >= self.left + (self.right - self.left) * FULL_LINE


Measures = dict[tuple[int, int], Measure]


def _measures(lines: list[Line], values: list[float], edge: float) -> Measures:
    """The measures by where lines begin and their size: a title may run over two columns, their text does not."""
    alike: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        alike.setdefault(_setting(line, values), []).append(line)
    whole = min(line[0].x0 for line in lines), max([edge, *(line[-1].x1 for line in lines)])
    if not edge and whole[1] - whole[0] < SHORT_MEASURE and not _is_column(lines):
        whole = whole[0], inf  # a list of names: no line of it is full
    found: Measures = {}
    for setting, held in alike.items():
        left, right = setting[0] * ALIKE, max([edge, *(line[-1].x1 for line in held)])
        if right - left < SHORT_MEASURE:
            left, right = whole
        measure = Measure(left, right, running=False)
        pairs = [(last, line) for last, line in pairwise(held) if _joins(last, line) and not _label(line, values)]
        full = sum(measure.is_full(last, line) for last, line in pairs)
        # The longest of a list's lines is always full: another has to be as long.
        second = sorted(line[-1].x1 for line in held)[-2:][0]
        sure = len(held) > 1 and second >= left + (right - left) * FULL_LINE
        found[setting] = measure._replace(running=sure and full >= FULL_SHARE * max(1, len(pairs)))
    return found


def _is_column(lines: list[Line]) -> bool:
    """Whether lines of a narrow stretch are a column of running text."""
    return len(lines) >= COLUMN and median_low([len(_words(line)) for line in lines]) >= LETTERS


def _words(line: Line) -> str:
    return " ".join(word.text for word in line)


def _setting(line: Line, values: list[float]) -> tuple[int, int]:
    """Where a line begins (a value behind its label), and its size."""
    begins = line[_value(line)].x0 if _label(line, values) else line[0].x0
    return round(begins / ALIKE), round(line[-1].size)


def _is_cut(last: Line, line: Line) -> bool:
    """Whether the last word of a line goes on with the first of the next: a hyphen or a dash stands between."""
    words = _text([last, line])
    return CUT in words or (last[-1].text[-1] in "-–" and len(last[-1].text) > 1)


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line stands under the words of a list entry, behind its mark."""
    return line[0].x0 - first[0].x0 > HANGING and Marks().entry(clean(_words(first))) is not None


def _is_dated(line: Line) -> bool:
    """Whether a line beside a label looks like an entry by itself: it begins with a capital or a figure, is closed, and
    has a year.
    """
    words = _words(line)
    return not words[0].islower() and not is_open(words) and YEAR.search(words) is not None


def _is_heading(block: list[Line], line: Line) -> bool:
    """Whether a line goes on with a title: it is bold as well, and begins small."""
    return all(word.bold for word in block[-1]) and all(word.bold for word in line) and line[0].text[0].islower()


def _joins(last: Line, line: Line) -> bool:
    """Whether two lines are set alike and near, and the second opens no entry of a list."""
    same = abs(last[-1].size - line[0].size) <= 0.5 and last[-1].bold == line[0].bold
    near = line[0].top - last[0].bottom <= NEAR * line[0].size
    return same and near and Marks().entry(clean(_words(line))) is None


def _draft(text: str, lines: list[Line], body: float, marks: Marks) -> Draft:
    words = [word for line in lines for word in line]
    short = len(text.split()) <= MAX_TERM_WORDS
    size = median_low([word.size for word in words])
    strong = all(word.bold for word in words)
    if short and body and size >= body * (LARGER_BOLD if strong else LARGER) and text[-1] not in ".,;":
        return Draft("heading", text, 1 if size >= body * 1.6 else 2)
    entry = marks.entry(text)
    if entry:
        return Draft("item", entry, 1, strong=strong)
    emphasised = 0
    while emphasised < len(words) and words[emphasised].bold:
        emphasised += 1
    lead = joined([" ".join(word.text for word in words[:emphasised])])
    draft = Draft("term" if strong and short else "text", text, strong=strong)
    draft.lead = lead if text.startswith(lead) else ""
    return draft
