"""What the pages of one site repeat around their content: menus, footers, notices that only a comparison tells.

Pure: whoever has several documents of a host hands them in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from monitor.documents.clean import fold
from monitor.documents.stated import stated
from monitor.model import Block, Document

MIN_OTHERS = 3  # pages beside one's own that say the same at their edges
MAX_EDGE = 40  # blocks at either end of a page that may be its frame


def repeated(pages: Sequence[Document]) -> frozenset[str]:
    """The folded words of blocks that a page shares with at least three others of its host, each at its edges.

    An edge is what stands before the title and after the content: from either end inward, as long as each block is said
    by the others too. So a word within the content (a country, `None`) is no frame though many pages say it. Several
    captures of one address are one page.
    """
    found: set[str] = set()
    for host in _by_host(pages):
        if len(host) > MIN_OTHERS:
            found |= _shared(host)
    return frozenset(found)


def without(document: Document, frame: Collection[str]) -> Document:
    """The same document, the blocks at its edges that are in `frame` marked: as a banner, and as a footer."""
    places = [number for number, block in enumerate(document.blocks) if not block.landmark]
    top, foot = _edges(_content(document), frame)
    if not 0 < top + foot < len(places):
        return document
    marks = dict.fromkeys(places[:top], "banner") | dict.fromkeys(places[len(places) - foot :], "contentinfo")
    blocks = (replace(one, landmark=marks.get(number, one.landmark)) for number, one in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))


def _by_host(pages: Iterable[Document]) -> list[list[list[Block]]]:
    """The content of pages, by host; of several documents of one address the last."""
    hosts: dict[str, dict[str, list[Block]]] = {}
    for page in pages:
        address = page.url.partition("#")[0].rstrip("/")
        hosts.setdefault(urlsplit(page.url).netloc.casefold(), {})[address] = _content(page)
    return [list(host.values()) for name, host in hosts.items() if name]


def _content(page: Document) -> list[Block]:
    return [block for block in page.blocks if not block.landmark]


def _shared(host: list[list[Block]]) -> set[str]:
    """What more than MIN_OTHERS pages say near their ends, and as many from the end inward."""
    near = Counter(text for page in host for text in {fold(one.text) for one in [*page[:MAX_EDGE], *page[-MAX_EDGE:]]})
    common = {text for text, pages in near.items() if pages > MIN_OTHERS}
    found: set[str] = set()
    tops, feet = Counter[str](), Counter[str]()
    for page in host:
        top, foot = _edges(page, common)
        tops.update({fold(one.text) for one in page[:top]})
        feet.update({fold(one.text) for one in page[len(page) - foot :]})
    for counted in (tops, feet):
        found |= {text for text, pages in counted.items() if text and pages > MIN_OTHERS}
    return found


def _edges(blocks: Sequence[Block], frame: Collection[str]) -> tuple[int, int]:
    """How many blocks from the first on and from the last back are in the frame.

    Labels under which pages give their facts end it, and what stands right below a label is its value: sister pages may
    all name the same secretariat.
    """
    top = _reach(blocks, frame)
    foot = min(_reach(blocks[::-1], frame), len(blocks) - top)
    start = len(blocks) - foot
    if 0 < start < len(blocks) and _is_label(blocks[start - 1]):
        kind = blocks[start].kind
        while start < len(blocks) and blocks[start].kind == kind:
            start += 1
    return top, len(blocks) - start


def _is_label(block: Block) -> bool:
    return block.kind in ("heading", "term") or bool(stated(block)) or block.text.endswith(":")


def _reach(blocks: Sequence[Block], frame: Collection[str]) -> int:
    """How many blocks from the first one on are in the frame, or have no letters."""
    for number, block in enumerate(blocks[:MAX_EDGE]):
        text = fold(block.text)
        if (text and text not in frame) or stated(block):
            return number
    return min(len(blocks), MAX_EDGE)
