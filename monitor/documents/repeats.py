"""What the pages of one site repeat around their content: menus, footers, notices that only a comparison tells.

Pure: whoever has the outlines of several pages of a host hands them in. Words go from page to page as digests, so that
what is kept of a frame holds no page's words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from monitor.documents.boxes import boxed, boxes_on, shared_boxes
from monitor.documents.outlines import MAX_EDGE, Line, Outline, compared, nothing, outline
from monitor.documents.said import ANYWHERE, Named, Said, anywhere
from monitor.model import Document
from monitor.sites import WWW, site_at

MIN_OTHERS = 3  # pages beside one's own that say the same at their edges
NEARLY_ALL = 0.75  # of the pages of a host that state a number under this label, which say the same one


def repeated(pages: Iterable[Outline]) -> frozenset[str]:
    """What a frame holds of lines that a page shares with at least three others of its host, each at its edges.

    An edge is what stands before the title and after the content: from either end inward, as long as each line is said
    by the others too. So a word within the content (a country, `None`) is no frame though many pages say it. Several
    captures of one address are one page. A number in a plain sentence that pages about different mechanisms share
    (`The organization has 175 member states`) is none of any of them, wherever it stands; nor is one under a label of
    which nearly all pages say the same one (`175 member states`).
    """
    found: set[str] = set()
    for host in _by_host(pages):
        if len(host) > MIN_OTHERS:
            known = _numbers(host) | shared_boxes(host)
            found |= _shared([page.lines for page in host], known) | known
    return frozenset(found)


def reached(page: Outline, frame: Collection[str]) -> frozenset[str]:
    """What of a frame stands at the edges of a page or in boxes, so that it would be marked there."""
    top, foot = _ends(page.lines, frame)
    ends = [*page.lines[:top], *page.lines[len(page.lines) - foot :]]
    within = {f"{ANYWHERE}{line.key}" for line in page.said if not line.around} & set(frame)
    boxes = [page.lines[at] for at in boxed(page.lines, frame)]
    within |= boxes_on(page, frame) | {line.key for line in boxes if line.digest}
    if all(line.names for line in ends):
        return frozenset(within)
    return frozenset(line.key for line in ends if line.digest) | within


def without(document: Document, frame: Collection[str], named: Named = nothing) -> Document:
    """The same document, the blocks at its edges that are in `frame` marked, as a banner and as a footer, and what
    it holds wherever it stands, as complementary.

    Titles stay, and so does a page that is nothing but frame.
    """
    places = [number for number, block in enumerate(document.blocks) if not block.landmark]
    lines = outline(document, named).lines
    top, foot = _ends(lines, frame)
    marks = {number: "banner" for number, line in zip(places, lines[:top], strict=False) if not line.names}
    feet = zip(places[::-1], lines[: len(lines) - foot - 1 : -1], strict=False)
    marks |= {number: "contentinfo" for number, line in feet if not line.names}
    within = anywhere(document.blocks, frame) | {compared(document)[at] for at in boxed(lines, frame)}
    within = (within & set(places)) - marks.keys()
    if len(within) + len(marks) < len(places):
        marks |= dict.fromkeys(within, "complementary")
    if not marks:
        return document
    blocks = (replace(one, landmark=marks.get(number, one.landmark)) for number, one in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))


def _by_host(pages: Iterable[Outline]) -> list[list[Outline]]:
    """The pages by host (see `site_at`); of several captures of one address the last."""
    hosts: dict[str, dict[str, Outline]] = {}
    for page in pages:
        address = page.url.partition("#")[0].rstrip("/").partition("://")[2].removeprefix(WWW)
        hosts.setdefault(site_at(page.url), {})[address] = page
    return [list(host.values()) for name, host in hosts.items() if name]


def _numbers(host: Sequence[Outline]) -> set[str]:
    """What a frame holds of plain lines with a number that pages about different mechanisms share."""
    pages: dict[str, list[Outline]] = defaultdict(list)
    lines: dict[str, Said] = {}
    for page in host:
        for line in {one.mark: one for one in page.said if (one.plain and one.numbered) or one.counts}.values():
            if not line.around:
                pages[line.mark].append(page)
                lines[line.mark] = line
    found = set()
    for mark, those in pages.items():
        about, line = len({page.about for page in those}), lines[mark]
        many, several = len(those) > MIN_OTHERS, about > 1
        if line.counts:  # a few mechanisms may well have as many members
            alike = sum(any(one.counts and one.form == line.form for one in page.said) for page in host)
            many, several = many and len(those) >= NEARLY_ALL * alike, about > 2
        if many and several:
            found.add(f"{ANYWHERE}{line.key}")
    return found


def _shared(host: list[tuple[Line, ...]], numbers: Collection[str]) -> set[str]:
    """What more than MIN_OTHERS pages say near their ends, and as many from the end inward."""
    near = Counter(said for page in host for said in {one.digest for one in (*page[:MAX_EDGE], *page[-MAX_EDGE:])})
    common = {said for said, pages in near.items() if pages > MIN_OTHERS}.union(numbers)
    found: set[str] = set()
    tops, feet = Counter[str](), Counter[str]()
    for page in host:
        top, foot = _edges(page, common)
        tops.update({one.digest for one in page[:top]})
        feet.update({one.digest for one in page[len(page) - foot :]})
    for counted in (tops, feet):
        found |= {said for said, pages in counted.items() if said and pages > MIN_OTHERS}
    return {line.key for page in host for line in page if line.digest in found}


def _ends(lines: Sequence[Line], frame: Collection[str]) -> tuple[int, int]:
    """The edges of a page; none of one that is nothing but frame."""
    top, foot = _edges(lines, frame)
    return (top, foot) if top + foot < len(lines) else (0, 0)


def _edges(lines: Sequence[Line], frame: Collection[str]) -> tuple[int, int]:
    """How many lines from the first on and from the last back are in the frame.

    Those of a box are passed over. Labels under which pages give their facts end it, and what stands right below a
    label is its value: sister pages may all name the same secretariat. A list whose end alone is the same on all is
    content: it is in the order of letters.
    """
    inside = boxed(lines, frame)
    lines = [Line("", one.kind, one.place) if at in inside else one for at, one in enumerate(lines)]
    top = _reach(lines, frame)
    foot = min(_reach(lines[::-1], frame), len(lines) - top)
    start = len(lines) - foot
    if 0 < start < len(lines) and lines[start - 1].label:
        kind = lines[start].kind
        while start < len(lines) and lines[start].kind == kind:
            start += 1
    while 0 < start < len(lines) and _go_together(lines[start - 1], lines[start]):
        start += 1
    return top, len(lines) - start


def _go_together(one: Line, other: Line) -> bool:
    """Whether two lines may be entries of one list."""
    return one.entry and other.entry and (one.kind, one.home) == (other.kind, other.home)


def _reach(lines: Sequence[Line], frame: Collection[str]) -> int:
    """How many lines from the first one on are in the frame, or have no letters."""
    for number, line in enumerate(lines[:MAX_EDGE]):
        if (line.digest and not line.stands_in(frame)) or (line.states and not line.stands_apart(frame)):
            return number
    return min(len(lines), MAX_EDGE)
