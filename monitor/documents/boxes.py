"""Boxes: parts at the edges of a page that other pages of its site have word for word, and that give facts under labels
among other things: a footer (`Secretariat: IOM`, `Website`, `Contact`) whose element does not say that it is one.

Pure. A labelled line that sister pages share may be a fact of each of them. It is the site's where an element holds it
together with other lines, nothing of the page's own and not facts alone; where that element stands before or after all
that the page says of its own, facts of its own among them; and where nearly all pages of the host in this language have
the same, at least four of them about as many mechanisms. A table or a list of definitions by itself is the page's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from math import ceil

from monitor.documents.outlines import Line, Outline
from monitor.documents.said import digest_of

BOX = "="  # how a frame marks lines that are the site's where they follow each other
FEWEST = 4  # pages about as many mechanisms
NEARLY_ALL = 0.75  # of the pages of a host in one language
WITHIN = " > "  # between the elements of a locator


def shared_boxes(host: Sequence[Outline]) -> frozenset[str]:
    """What a frame holds of the boxes that the pages of a host share."""
    by_language: dict[str | None, list[Outline]] = defaultdict(list)
    for page in host:
        by_language[page.language].append(page)
    return frozenset(key for pages in by_language.values() for key in _shared(pages))


def boxed(lines: Sequence[Line], frame: Collection[str]) -> frozenset[int]:
    """The places of the lines that are in boxes which a frame holds."""
    return frozenset(at for start, stop in runs(lines, frame) for at in range(start, stop))


def boxes_on(page: Outline, frame: Collection[str]) -> frozenset[str]:
    """What a frame holds of the boxes on a page."""
    return frozenset(key_of_box(page.lines[start:stop]) for start, stop in runs(page.lines, frame))


def runs(lines: Sequence[Line], frame: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where boxes that a frame holds begin and end."""
    sizes = {int(one[1:].partition(".")[0]) for one in frame if one.startswith(BOX)}
    windows = ((start, start + size) for size in sizes for start in range(len(lines) - size + 1))
    return tuple((start, stop) for start, stop in windows if key_of_box(lines[start:stop]) in frame)


def key_of_box(lines: Sequence[Line]) -> str:
    """What a frame holds of lines that follow each other."""
    return f"{BOX}{len(lines)}.{digest_of(' '.join(map(_words, lines)))}"


def _shared(pages: Sequence[Outline]) -> Iterator[str]:
    needed = max(FEWEST, ceil(NEARLY_ALL * len(pages)))
    said = Counter(words for page in pages for words in {_words(one) for one in page.lines})
    shared = {words for words, times in said.items() if times >= needed}
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages if len({page.about for page in pages}) >= FEWEST else ():
        for key in {key_of_box(box) for box in _boxes(page.lines, shared)}:
            found[key].append(page.about)
    return (key for key, about in found.items() if len(about) >= needed and len(set(about)) >= FEWEST)


def _boxes(lines: Sequence[Line], shared: Collection[str]) -> Iterator[list[Line]]:
    """The boxes before and after what a page says of its own."""
    own = [at for at, one in enumerate(lines) if one.digest and (one.names or _words(one) not in shared)]
    if not _facts(lines) & set(own):
        return
    places = {lines[at].place for at in own}
    for edge in (range(own[0]), range(own[-1] + 1, len(lines))):
        for element, group in groupby(edge, lambda at: _element(lines[at].place, places)):
            box = [lines[at] for at in group]
            if element and any(line.states for line in box) and _holds_others(box):
                yield box


def _facts(lines: Sequence[Line]) -> set[int]:
    """The lines that give a fact under a label: their own, or one above them."""
    found, below = set(), False
    for at, line in enumerate(lines):
        if line.states or line.label:
            below = line.states and line.alone
        if line.states or below:
            found.add(at)
    return found


def _holds_others(box: Sequence[Line]) -> bool:
    """Whether a line shows that a box is no list of facts."""
    facts = _facts(box)
    return any(
        line.digest and at not in facts and line.kind != "row" and f"{WITHIN}dl{WITHIN}" not in line.place
        for at, line in enumerate(box)
    )


def _element(place: str, own: Collection[str]) -> str:
    """The outermost element around a line that holds nothing of the page's own; '' where there is none."""
    steps = place.split(WITHIN)
    for depth in range(1, len(steps) + 1):
        element = WITHIN.join(steps[:depth])
        if not any(one == element or one.startswith(element + WITHIN) for one in own):
            return element
    return ""


def _words(line: Line) -> str:
    """By what a line is known again: its words, where it gives no fact but for its numbers."""
    return line.digest if line.states else line.key
