"""The lines of a PDF page outside its tables: headings, paragraphs and list entries in reading order."""

from __future__ import annotations

from statistics import median_low

from monitor.documents.bullets import Marks, bare
from monitor.documents.clean import clean
from monitor.documents.drafts import Draft
from monitor.documents.lines import MAX_TERM_WORDS
from monitor.documents.sheet import Word, joined, lines_of

LARGER = 1.3  # times the size of the body makes a heading
LARGER_BOLD = 1.1  # the same for bold type
MIN_COLUMN_LINES = 6  # on each side, for a page set in two columns
GUTTER = 10.0  # points
SHORT_MEASURE = 200.0  # points: a column of running text is wider, a list of names is not
ALIKE = 6.0  # points within which lines begin at one place
HANGING = 4.0  # points that the words of a list entry stand behind its mark, at least
FULL_LINE = 0.8  # of the width of the text: a shorter line ends its paragraph

Placed = tuple[float, Draft]  # top, and what stands there


def body_size(words: list[Word]) -> float:
    """The size of most of the text."""
    return median_low([round(word.size, 1) for word in words for _ in word.text]) if words else 0.0


def paragraphs(words: list[Word], body: float) -> list[Placed]:
    """The drafts of `words`, each with the height it begins at; `body` is the size of running text."""
    marks = Marks()
    placed: list[Placed] = []
    for column in _columns(words):
        for lines in _blocks(lines_of(column)):
            text = joined(lines)
            if text and not bare(text):
                placed.append((min(word.top for word in lines[0]), _draft(text, lines, body, marks)))
    return placed


def _columns(words: list[Word]) -> list[list[Word]]:
    """The words in the order that columns are read: above, left, right, below."""
    gutter = _gutter(words)
    if gutter is None:
        return [words]
    stretches: list[list[Word]] = []
    left: list[Word] = []
    right: list[Word] = []
    for line in lines_of(words):
        if not _split(line, gutter):
            stretches += [left, right, line]
            left, right = [], []
        else:
            left += [word for word in line if word.x1 <= gutter]
            right += [word for word in line if word.x0 >= gutter]
    return [stretch for stretch in [*stretches, left, right] if stretch]


def _split(line: list[Word], gutter: float) -> bool:
    """Whether a line leaves the gutter free."""
    if any(word.x0 < gutter < word.x1 for word in line):
        return False
    before = max((word.x1 for word in line if word.x0 < gutter), default=gutter - GUTTER)
    after = min((word.x0 for word in line if word.x0 >= gutter), default=gutter + GUTTER)
    return after - before >= GUTTER * 0.8


def _gutter(words: list[Word]) -> float | None:
    """The middle of the empty stretch between two columns of running text; None when there is one column."""
    lines = lines_of(words)
    if len(lines) < MIN_COLUMN_LINES:
        return None
    low, high = min(word.x0 for word in words), max(word.x1 for word in words)
    places = [low + (high - low) * step / 100 for step in range(30, 71, 2)]
    crossed = {at: sum(not _split(line, at) for line in lines) for at in places}
    at = min(places, key=lambda at: crossed[at])
    both = [line for line in lines if line[0].x0 < at < line[-1].x1 and _split(line, at)]
    if len(both) >= MIN_COLUMN_LINES and crossed[at] * 4 < len(lines) and _is_running(both, at):
        return at
    return None


def _is_running(lines: list[list[Word]], gutter: float) -> bool:
    """Whether both sides hold running text, not labels with their values."""
    left = [sum(len(word.text) for word in line if word.x1 <= gutter) for line in lines]
    right = [sum(len(word.text) for word in line if word.x0 >= gutter) for line in lines]
    return median_low(left) >= 20 and median_low(right) >= 20


def _blocks(lines: list[list[Word]]) -> list[list[list[Word]]]:
    """Lines to paragraphs. A line goes on with the one before when that one is full, of its size, and near."""
    if not lines:
        return []
    measures = _measures(lines)
    blocks: list[list[list[Word]]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        left, right = measures[_setting(last or line)]
        if last is not None and (
            _goes_on(last, line, left + (right - left) * FULL_LINE) or _hangs(blocks[-1][0], last, line)
        ):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _measures(lines: list[list[Word]]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of the lines that are set alike, by where they begin and their size: a title may run over
    two columns, their text does not.
    """
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        left, right = found.get(_setting(line), (line[0].x0, line[-1].x1))
        found[_setting(line)] = min(left, line[0].x0), max(right, line[-1].x1)
    left, right = min(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    return {key: edges if edges[1] - edges[0] >= SHORT_MEASURE else (left, right) for key, edges in found.items()}


def _setting(line: list[Word]) -> tuple[int, int]:
    return round(line[0].x0 / ALIKE), round(line[-1].size)


def _goes_on(last: list[Word], line: list[Word], full: float) -> bool:
    return last[-1].x1 >= full and _joins(last, line)


def _hangs(first: list[Word], last: list[Word], line: list[Word]) -> bool:
    """Whether a line stands under the words of a list entry, behind its mark."""
    indented = line[0].x0 - first[0].x0 > HANGING
    return indented and Marks().entry(clean(joined([first]))) is not None and _joins(last, line)


def _joins(last: list[Word], line: list[Word]) -> bool:
    """Whether two lines are set alike and near, and the second opens no entry of a list."""
    same = abs(last[-1].size - line[0].size) <= 0.5 and last[-1].bold == line[0].bold
    near = line[0].top - last[0].bottom <= 0.7 * line[0].size
    return same and near and Marks().entry(clean(joined([line]))) is None


def _draft(text: str, lines: list[list[Word]], body: float, marks: Marks) -> Draft:
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
    lead = joined([words[:emphasised]])
    draft = Draft("term" if strong and short else "text", text, strong=strong)
    draft.lead = lead if text.startswith(lead) else ""
    return draft
