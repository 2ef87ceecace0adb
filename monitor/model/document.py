"""A capture that was parsed: blocks in reading order, whatever the bytes were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a document: its words and its absolute URL."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order.

    kind: `heading` (h1..h6 or what stands for one), `term` (a label set apart: dt, summary, the title of a tab or an
    accordion, a line that is bold as a whole), `text` (a paragraph or a line), `item` (of a list), `row` (of a table).
    `text` is clean for reading (see documents/clean.py); of a row it is its cells joined by tabs. `lead` is the part
    of the text that was emphasised at its beginning ('' if none): in `<b>Chair</b> Tunisia` it is `Chair`. `parts` are
    the pieces of a line that is nothing but elements of classes of their own, side by side: `12 May`, `Lima`; else ().
    """

    kind: Literal["heading", "term", "text", "item", "row"]
    text: str
    locator: str  # where it stands: a CSS path (`#main > ul > li:nth-child(2)`), `page 2 row 4`, `line 17`
    level: int = 0  # of a heading 1..6; of an item its depth from 1
    cells: tuple[str, ...] = ()
    cell_locators: tuple[str, ...] = ()  # of a row: one for each of `cells`; () where the row's own is all there is
    header: bool = False  # a row of column names
    lead: str = ""
    links: tuple[Link, ...] = ()
    landmark: str = ""  # `navigation`, `banner`, `contentinfo`, `complementary`, `search`, `dialog`; '' = content
    table: int = 0  # rows of one table share a number from 1; a table that goes on over a page keeps its number
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadDates:
    """When a page was changed and published, as its head says, in EDTF; None where it does not."""

    modified: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed capture."""

    media_type: str
    url: str
    title: str = ""
    language: str | None = None  # as the document declares it: two letters
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()  # what the reader could not do, in plain words; each becomes a finding
    head: HeadDates = HeadDates()
    struck: tuple[str, ...] = ()  # words that the page crosses out, line by line; no block has them
    struck_at: tuple[str, ...] = ()  # the locators of these lines, in the same order

    @property
    def text(self) -> str:
        """All blocks, one a line."""
        return "\n".join(block.text for block in self.blocks)
