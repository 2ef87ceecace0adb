"""What may be the title of a page, and what it weighs against the page that it is nothing but the sign of a wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from monitor.documents.clean import clean
from monitor.documents.content import own_words
from monitor.documents.decode import decode
from monitor.documents.signs import Signs
from monitor.documents.testimony import plain
from monitor.model import Block, Document

# Weights in words, as in documents/judge.py.
TITLE_IS = 150.0  # a title that is nothing but the sign; two of them at most
TITLE_BEGINS = 25.0
LINE_IS = 25.0  # a line at the top that is nothing but the sign

HEAD = 6_000  # characters of text in which signs are looked for: a wall is short, or says it first
MAX_HEADS = 3  # headings, and lines at the top, that may be the page's title
_SEGMENTS = re.compile(r"\s*[|·•»›~]\s*|\s+[-–—]+\s+|\s*::\s*")
_TITLE = re.compile(rb"<title\b[^>]*>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)


class Titles(NamedTuple):
    """The parts of all that may be a page's title, and its first lines, each as `plain` has it."""

    parts: tuple[str, ...]
    lines: tuple[str, ...]

    def weight(self, signs: Signs) -> float:
        """What titles weigh: those that are a sign, else a first line that is one, else a title that begins like one.

        The words of a log-in (`Sign in`) alone in a line are of a corner, not of a page that is one.
        """
        if exact := sum(part in signs.title for part in self.parts):
            return TITLE_IS * min(exact, 2)
        if any(line in signs.lines and not signs.aside.within(line) for line in self.lines):
            return LINE_IS
        return TITLE_BEGINS if any(part.startswith(signs.beginnings) for part in self.parts) else 0.0


def titles(document: Document, body: bytes, shown: list[Block]) -> Titles:
    """The element of that name, the first big headings and the first lines of the blocks that a page shows."""
    headings = (block.text for block in _first(shown, lambda one: one.kind == "heading" and one.level <= 2))
    whole = dict.fromkeys([_element(body), document.title, *headings])
    lines = (plain(block.text[:HEAD]) for block in _first(shown, _is_line))
    return Titles(tuple(part for title in whole for part in _parts(title[:HEAD])), tuple(lines))


def _first(blocks: list[Block], fits: Callable[[Block], bool]) -> list[Block]:
    """The first blocks that fit: of the content, since a frame has headings of its own, of all where it has none."""
    inner = (block for block in blocks if not block.landmark and fits(block))
    return list(islice(inner, MAX_HEADS)) or list(islice(filter(fits, blocks), MAX_HEADS))


def _is_line(block: Block) -> bool:
    return block.kind in ("heading", "text") and (own_words(block) > 0 or block.text.isdigit())


def _element(body: bytes) -> str:
    found = _TITLE.search(body[:65536])
    return clean(decode(found[1], None)) if found else ""


def _parts(title: str) -> list[str]:
    """The parts of a title (`Page not found | IOM`), its last one also without what a colon sets before it."""
    parts = [plain(part) for part in _SEGMENTS.split(title)]
    if ":" in title:
        parts.append(plain(title.rpartition(":")[2]))
    return parts
