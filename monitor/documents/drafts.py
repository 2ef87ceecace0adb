"""Blocks in the making: what the readers pass among themselves before a block has its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from monitor.documents.steps import Step
from monitor.model import Block, Link

Kind = Literal["heading", "term", "text", "item", "row"]


@dataclass(slots=True)
class Draft:
    """A block without its locator. The fields mean what they mean in `Block`.

    `strong` says that the line was emphasised as a whole, which makes a term of a text that stands alone; `where` is
    the locator and `cells_where` those of a row's cells, where the reader knows them at once; `step` and `steps` say
    the same of HTML, which has the words for them only at the end. `hidden`: the page does not show it.
    `spare`: a picture or a choice says it.
    """

    kind: Kind
    text: str
    level: int = 0
    lead: str = ""
    links: tuple[Link, ...] = ()
    landmark: str = ""
    strong: bool = False
    hidden: bool = False
    step: Step | None = None
    steps: tuple[Step, ...] = ()
    parts: tuple[str, ...] = ()
    where: str = ""
    cells: tuple[str, ...] = ()
    cells_where: tuple[str, ...] = ()
    header: bool = False
    table: int = 0
    spare: bool = False


# A frozen record looks each field up as it sets it; the thousands of a page are filled in field by field instead.
_new = Block.__new__
_FILL = tuple(getattr(Block, name).__set__ for name in Block.__slots__)
_kind, _text, _locator, _level, _cells, _cell_locators, _header, _lead, _links, _landmark, _table, _parts = _FILL


def finished(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """The blocks of `drafts`, which know where they stand."""
    blocks = []
    for draft in drafts:
        block = _new(Block)
        _kind(block, draft.kind)
        _text(block, draft.text)
        _locator(block, draft.where)
        _level(block, draft.level)
        _cells(block, draft.cells)
        _cell_locators(block, draft.cells_where)
        _header(block, draft.header)
        _lead(block, draft.lead)
        _links(block, draft.links)
        _landmark(block, draft.landmark)
        _table(block, draft.table)
        _parts(block, draft.parts)
        blocks.append(block)
    return tuple(blocks)


def quiet_terms(drafts: list[Draft]) -> list[Draft]:
    """Takes back terms where boldness says nothing: of four or more bold lines in a row only the first is a label.

    An unclosed `<b>` makes all that follows bold, and some pages set whole lists in bold.
    """
    bold = [draft.strong and draft.kind == "term" for draft in drafts]
    if sum(bold) < 4:
        return drafts
    start = 0
    while start < len(drafts):
        end = start
        while end < len(drafts) and bold[end]:
            end += 1
        if end - start >= 4:
            for draft in drafts[start + 1 : end]:
                draft.kind = "text"
        start = max(end, start + 1)
    return drafts
