"""What the pages of one site repeat around their content: menus, footers, notices that only a comparison tells.

Pure: whoever has the outlines of several pages of a host hands them in. Words go from page to page as digests, so that
what is kept of a frame holds no page's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal
from urllib.parse import urlsplit

from monitor.documents.clean import fold
from monitor.documents.stated import stated
from monitor.model import Block, Document

MIN_OTHERS = 3  # pages beside one's own that say the same at their edges
MAX_EDGE = 40  # blocks at either end of a page that may be its frame
DIGEST = 8  # bytes

What = Literal["", "matter", "entry"]  # words name what a page may be about, or all of them who may stand in a list
Named = Callable[[str], What]


def _nothing(text: str) -> What:
    return ""


@dataclass(frozen=True, slots=True)
class Line:
    """A block near an end of a page. `digest`: of its folded words, '' where it has no letters.

    `states`: it gives a fact under a label. `label`: what stands below it is its value. `names`: it is a page's title
    or names what it is about, which may be the same on all pages of a site. `entry`: it may be one of a list. `home`:
    the element around its own.
    """

    digest: str
    kind: str
    home: str = ""
    states: bool = False
    label: bool = False
    names: bool = False
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as far as others are compared with it: the lines of its content, of a long one those near its ends."""

    url: str
    lines: tuple[Line, ...]


def outline(document: Document, named: Named = _nothing) -> Outline:
    """What other pages of the site are compared with."""
    content = _content(document)
    if len(content) > 2 * (MAX_EDGE + 1):
        content = content[: MAX_EDGE + 1] + content[-MAX_EDGE - 1 :]
    return Outline(document.url, tuple(_line(block, named) for block in content))


def repeated(pages: Iterable[Outline]) -> frozenset[str]:
    """The digests of lines that a page shares with at least three others of its host, each at its edges.

    An edge is what stands before the title and after the content: from either end inward, as long as each line is said
    by the others too. So a word within the content (a country, `None`) is no frame though many pages say it. Several
    captures of one address are one page.
    """
    found: set[str] = set()
    for host in _by_host(pages):
        if len(host) > MIN_OTHERS:
            found |= _shared(host)
    return frozenset(found)


def reached(page: Outline, frame: Collection[str]) -> frozenset[str]:
    """What of a frame stands at the edges of a page, so that it would be marked there."""
    top, foot = _ends(page.lines, frame)
    ends = [*page.lines[:top], *page.lines[len(page.lines) - foot :]]
    if all(line.names for line in ends):
        return frozenset()
    return frozenset(line.digest for line in ends if line.digest)


def without(document: Document, frame: Collection[str], named: Named = _nothing) -> Document:
    """The same document, the blocks at its edges that are in `frame` marked, as a banner and as a footer.

    Titles stay, and so does a page that is nothing but frame.
    """
    places = [number for number, block in enumerate(document.blocks) if not block.landmark]
    lines = outline(document, named).lines
    top, foot = _ends(lines, frame)
    marks = {number: "banner" for number, line in zip(places, lines[:top], strict=False) if not line.names}
    feet = zip(places[::-1], lines[: len(lines) - foot - 1 : -1], strict=False)
    marks |= {number: "contentinfo" for number, line in feet if not line.names}
    if not marks:
        return document
    blocks = (replace(one, landmark=marks.get(number, one.landmark)) for number, one in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))


def digest_of(text: str) -> str:
    """What a frame holds of the words of a block; '' for words without letters."""
    folded = fold(text)
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=DIGEST).hexdigest() if folded else ""


def _line(block: Block, named: Named) -> Line:
    what = named(block.text)
    states = bool(stated(block))
    return Line(
        digest_of(block.text),
        block.kind,
        block.locator.rpartition(" > ")[0],
        states,
        label=states or block.kind in ("heading", "term") or block.text.endswith(":"),
        names=what == "matter" or (block.kind == "heading" and block.level == 1),
        entry=what == "entry" or block.kind in ("item", "row"),
    )


def _content(page: Document) -> list[Block]:
    return [block for block in page.blocks if not block.landmark]


def _by_host(pages: Iterable[Outline]) -> list[list[tuple[Line, ...]]]:
    """The lines of pages, by host; of several captures of one address the last."""
    hosts: dict[str, dict[str, tuple[Line, ...]]] = {}
    for page in pages:
        address = page.url.partition("#")[0].rstrip("/")
        hosts.setdefault(urlsplit(page.url).netloc.casefold(), {})[address] = page.lines
    return [list(host.values()) for name, host in hosts.items() if name]


def _shared(host: list[tuple[Line, ...]]) -> set[str]:
    """What more than MIN_OTHERS pages say near their ends, and as many from the end inward."""
    near = Counter(said for page in host for said in {one.digest for one in (*page[:MAX_EDGE], *page[-MAX_EDGE:])})
    common = {said for said, pages in near.items() if pages > MIN_OTHERS}
    found: set[str] = set()
    tops, feet = Counter[str](), Counter[str]()
    for page in host:
        top, foot = _edges(page, common)
        tops.update({one.digest for one in page[:top]})
        feet.update({one.digest for one in page[len(page) - foot :]})
    for counted in (tops, feet):
        found |= {said for said, pages in counted.items() if said and pages > MIN_OTHERS}
    return found


def _ends(lines: Sequence[Line], frame: Collection[str]) -> tuple[int, int]:
    """The edges of a page; none of one that is nothing but frame."""
    top, foot = _edges(lines, frame)
    return (top, foot) if top + foot < len(lines) else (0, 0)


def _edges(lines: Sequence[Line], frame: Collection[str]) -> tuple[int, int]:
    """How many lines from the first on and from the last back are in the frame.

    Labels under which pages give their facts end it, and what stands right below a label is its value: sister pages may
    all name the same secretariat. A list whose end alone is the same on all is content: it is in the order of letters.
    """
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
        if (line.digest and line.digest not in frame) or line.states:
            return number
    return min(len(lines), MAX_EDGE)
