"""Whether a document that came with a good status is the page at all, or a wall, a "not found" in disguise, a frame."""

from __future__ import annotations

import math
from functools import cache
from typing import Literal

from monitor.documents.clean import clean, fold
from monitor.documents.words import table
from monitor.model import Block, Document

Judgement = Literal["blocked", "soft-404", "empty"]

FEW_WORDS = 120  # a wall says little; a page that mentions one says more than this around it
VERY_FEW_WORDS = 15
PROSE_WORDS = 5  # of a block that is more than a link or a label


@cache
def _signs(kind: Judgement, where: str) -> tuple[str, ...]:
    return tuple(_plain(phrase) for phrase in table("blockpages")[kind].get(where, ()))


def _plain(text: str) -> str:
    return clean(text).lower().replace("’", "'")


def judge(
    document: Document, *, status: int | None = 200, body: bytes = b"", expected_title: str | None = None
) -> Judgement | None:
    """What is wrong with `document` as a page; None when it is one.

    `status` and `body` are those of the answer it came from; `expected_title` is the title that the source is known by:
    a page that bears it is never taken for another. A phrase decides only where little else stands on the page, since
    good pages speak of log-ins and of access that was denied.
    """
    content = [block for block in document.blocks if block.landmark in ("", "dialog")]
    text = _plain(" ".join([block.text for block in content]))
    words = len(text.split())
    expected = fold(expected_title or "")
    known = bool(expected) and expected in fold(document.title)
    if words <= FEW_WORDS and not known:
        heading = next((block.text for block in content if block.kind == "heading"), "")
        heads = [_plain(document.title), _plain(heading)]
        for kind in ("blocked", "soft-404"):
            if any(_begins(head, sign) for head in heads for sign in _signs(kind, "title")):
                return kind
            if any(sign in text for sign in _signs(kind, "text")):
                return kind
        if _words_beside(content, _signs("blocked", "aside")) <= VERY_FEW_WORDS:
            return "blocked"
    if words <= VERY_FEW_WORDS and document.media_type == "text/html":
        raw = body.decode("latin-1").lower()
        if any(sign in raw for sign in _signs("blocked", "markup")):
            return "blocked"
    if status == 404:
        return "soft-404"
    return "empty" if _is_empty(document, words) else None


def _begins(head: str, sign: str) -> bool:
    """Whether a title begins with the words of a sign, not with a longer word."""
    return head.startswith(sign) and not head[len(sign) : len(sign) + 1].isalnum()


def _words_beside(content: list[Block], signs: tuple[str, ...]) -> float:
    """How many words stand in blocks without any of the `signs`, dialogs aside; without limit when no block has one."""
    lines = [(block, _plain(block.text)) for block in content]
    bare = [line for block, line in lines if block.landmark != "dialog" and not any(sign in line for sign in signs)]
    if not any(sign in line for _, line in lines for sign in signs):
        return math.inf
    return len(" ".join(bare).split())


def _is_empty(document: Document, words: int) -> bool:
    """Whether a page says nothing: hardly a word, only links, or an announcement of what does not follow."""
    content = [block for block in document.blocks if not block.landmark]
    if words < 4 or not content:
        return True
    if any(block.kind == "row" for block in content):
        return False
    if content[-1].text.endswith(":") and words <= FEW_WORDS and content[-1].kind == "text":
        return True
    return not any(_says_something(block.text, [link.text for link in block.links]) for block in content)


def _says_something(text: str, links: list[str]) -> bool:
    """Whether a block has words beside its links."""
    return len(text.split()) - sum(len(link.split()) for link in links) > 0
