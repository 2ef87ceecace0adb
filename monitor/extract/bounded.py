"""Of one paragraph only its beginning is read: the cost of reading grows with its length, and no page that states facts
has one of a book's length. What was left out is told.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.extract.ledger import shorten
from monitor.model import Block, Document, Finding

LONGEST_PARAGRAPH = 40_000  # characters of a paragraph, an entry or a row that are read; some twenty pages of print


def bounded(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """The document with its longest paragraphs cut at a word, and a finding for each that was."""
    if all(len(block.text) <= LONGEST_PARAGRAPH for block in document.blocks):
        return document, ()
    blocks = tuple(_cut(block) for block in document.blocks)
    long = (block for block in document.blocks if len(block.text) > LONGEST_PARAGRAPH)
    return replace(document, blocks=blocks), tuple(map(_told, long))


def _cut(block: Block) -> Block:
    if len(block.text) <= LONGEST_PARAGRAPH:
        return block
    cells, parts = (tuple(map(_beginning, pieces)) for pieces in (block.cells, block.parts))
    return replace(block, text=_beginning(block.text), cells=cells, parts=parts, lead=_beginning(block.lead))


def _beginning(text: str) -> str:
    return (
        text
        if len(text) <= LONGEST_PARAGRAPH
        else text[:LONGEST_PARAGRAPH].rpartition(" ")[0] or text[:LONGEST_PARAGRAPH]
    )


def _told(block: Block) -> Finding:
    beginning = shorten(block.text)
    message = (
        f"of a paragraph of {len(block.text)} characters only the first {LONGEST_PARAGRAPH} are read: “{beginning}”"
    )
    return Finding("unread-sentence", message, None, None, beginning.removesuffix(" …"), block.locator)
