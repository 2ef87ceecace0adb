"""Boxes: parts at the edges of a page that other pages of its site have word for word, and that give facts under labels
together with lines of the site's frame: a footer (`Secretariat: IOM`, `Website`, `Privacy policy`) whose element does
not say that it is one.

Pure. A labelled line that sister pages share may be a fact of each of them, and a true fact that is lost is worse than
a footer that is read. It is the site's where an element holds it together with a line that only a site's frame has, or,
without a heading, may have, and nothing of the page's own; where that element stands before or after all that the page
says of its own, facts of its own among them; and where nearly all pages of the host in this language have the same, at
least four of them about as many mechanisms. A part with a heading of its own is a section of its page otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from monitor.documents.outlines import Line, Outline
from monitor.documents.said import digest_of

BOX = "="  # how a frame marks lines that are the site's where they follow each other
OWN = "!"  # before such lines that turned out to be one page's own, whatever other pages say
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
    held = {one for one in frame if one.startswith(BOX) and f"{OWN}{one}" not in frame}
    sizes = {int(one[1:].partition(".")[0]) for one in held}
    windows = ((start, start + size) for size in sizes for start in range(len(lines) - size + 1))
    return tuple((start, stop) for start, stop in windows if key_of_box(lines[start:stop]) in held)


def key_of_box(lines: Sequence[Line]) -> str:
    """What a frame holds of lines that follow each other."""
    return f"{BOX}{len(lines)}.{digest_of(' '.join(map(words_of, lines)))}"


def _shared(pages: Sequence[Outline]) -> Iterator[str]:
    needed = max(FEWEST, ceil(NEARLY_ALL * len(pages)))
    said = Counter(words for page in pages for words in {words_of(one) for one in page.lines})
    shared = {words for words, times in said.items() if times >= needed}
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages if len({page.about for page in pages}) >= FEWEST else ():
        for key in {key_of_box(box) for box in _boxes(page, shared)}:
            found[key].append(page.about)
    return (key for key, about in found.items() if len(about) >= needed and len(set(about)) >= FEWEST)


def _boxes(page: Outline, shared: Collection[str]) -> Iterator[Sequence[Line]]:
    """The boxes before and after what a page says of its own."""
    lines = page.lines
    own = [at for at, one in enumerate(lines) if one.digest and (one.names or words_of(one) not in shared)]
    if not facts_in(lines) & set(own):
        return
    places, stated = {lines[at].place for at in own}, {lines[at].head for at in own if lines[at].states}
    for edge in (range(own[0]), range(own[-1] + 1, len(lines))):
        for element, group in groupby(edge, lambda at: _element(lines[at].place, places)):
            box = [_as_of_a_frame(lines[at], stated) for at in group]
            yield from _parts(box, element, page.imprint)


def facts_in(lines: Sequence[Line]) -> set[int]:
    """The lines that give a fact under a label: their own, or one above them."""
    found, below = set(), False
    for at, line in enumerate(lines):
        if line.states or line.label:
            below = line.states and line.alone
        if line.states or below:
            found.add(at)
    return found


def _as_of_a_frame(line: Line, stated: Collection[str]) -> Line:
    """A line; where it states what the page states otherwise (its chair), as one that a site's frame may have."""
    return replace(line, frame="around") if line.states and not line.frame and line.head in stated else line


def _parts(box: Sequence[Line], element: str, imprint: Collection[str]) -> Iterator[Sequence[Line]]:
    """The parts of a box that give facts and are no sections: what has a heading in it counts by itself."""
    if not element or not any(line.states for line in box):
        return
    depth = element.count(WITHIN) + 2
    groups = groupby(box, lambda one: WITHIN.join(one.place.split(WITHIN)[:depth]))
    within = [(inner, [*part]) for inner, part in groups]
    alone = len(within) == 1 and within[0][0] != element and _has_heading(box)
    if alone or (len(within) > 1 and any(len(part) > 1 and _is_section(part) for _, part in within)):
        for inner, part in within:
            yield from _parts(part, inner, imprint)
    elif _is_of_a_frame(box) or any(place.startswith(element + WITHIN) for place in imprint):
        yield box


def _is_section(part: Sequence[Line]) -> bool:
    return any(line.states for line in part) and any(line.kind == "heading" and not line.frame for line in part)


def _is_of_a_frame(box: Sequence[Line]) -> bool:
    """Whether a line shows that a box is no section of its page."""
    listed = (line for line in box if line.kind != "row" and f"{WITHIN}dl{WITHIN}" not in line.place)
    kinds = {line.frame for line in listed}
    return "imprint" in kinds or ("around" in kinds and not _has_heading(box))


def _has_heading(box: Sequence[Line]) -> bool:
    """Whether a box has a heading of its own, or begins with a line that may be one."""
    first = next(at for at, line in enumerate(box) if line.digest)
    begun = first not in facts_in(box) and not box[first].frame
    return begun or any(line.kind == "heading" and not line.frame for line in box)


def _element(place: str, own: Collection[str]) -> str:
    """The outermost element around a line that holds nothing of the page's own; '' where there is none."""
    steps = place.split(WITHIN)
    for depth in range(1, len(steps) + 1):
        element = WITHIN.join(steps[:depth])
        if not any(one == element or one.startswith(element + WITHIN) for one in own):
            return element
    return ""


def words_of(line: Line) -> str:
    """By what a line is known again: its words, where it gives no fact but for its numbers."""
    return line.digest if line.states else line.key
