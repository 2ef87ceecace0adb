"""Where on a page a declared field stands: the lines under a label, in an element, or in a column of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from monitor.declared import DeclaredField
from monitor.documents.selected import Query, Selection
from monitor.extract.rows import cell_lines, entry
from monitor.extract.sections import Line, is_menu_entry
from monitor.lookups import fold
from monitor.model import Block

LISTS = frozenset(("list", "countries", "meetings", "documents", "link"))  # types that take what stands under a label
MOST = 3000  # lines under one label
LONGEST = 160  # characters of a label with what stands in it
# `12 Members`, `Members (12 States)`, `Members: 12`, with the count of what is listed
WRITTEN = re.compile(r"(?:(\d{1,4})\s+)?(.+?)\s*(?:[(\[]\s*(\d{1,4})?[^()\[\]]*[)\]])?\s*[:：]?")
PARTED = re.compile(r"\s*[:：]\s*|\s+[–—-]\s+")


@dataclass(slots=True)
class Place:
    """One label, element or column, with its lines. `keys`: of each line what tells it apart, where that is asked for.

    `words`, `quote` and `locator` are those of the label or the column; of an element those of its first line.
    """

    words: str
    quote: str
    locator: str
    kind: str = "text"
    level: int = 0
    count: int | None = None
    lines: list[Line] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Head:
    """A label at the head of a block: `value` is what stands behind it, '' when the label is alone."""

    words: str
    value: str
    count: int | None


def elements(one: DeclaredField, found: Mapping[Query, Selection]) -> tuple[int, list[Place]]:
    """How many elements the field's selector finds, and each of them."""
    selection = found[one.css or "", one.key]
    places = []
    for element in selection.elements:
        lines = [_line(block) for block in element.blocks]
        if len(lines) == 1:
            lines = [replace(lines[0], kind="item")]
        first = lines[0] if lines else Line("", "", element.locator)
        key = [" ".join(block.text for block in element.keys)] if one.key is not None else []
        places.append(Place("", first.quote, element.locator, "element", lines=lines, keys=key))
    return selection.number, places


def columns(one: DeclaredField, blocks: Iterable[Block]) -> list[Place]:
    """The columns with that head, one for each table that has it."""
    wanted, key = fold(one.column or ""), fold(one.key) if one.key is not None else None
    found: dict[int, tuple[Place, int, int]] = {}
    seen: set[int] = set()
    for block in blocks:
        if block.kind != "row":
            continue
        heads = [fold(cell) for cell in block.cells]
        first = block.table not in seen
        seen.add(block.table)
        if wanted in heads and (block.header or first) and (key is None or key in heads):
            at = heads.index(wanted)
            known = found.get(block.table)  # heads that are repeated on the next page
            place = known[0] if known else Place(block.cells[at], block.cells[at], _of_cell(block, at), "row")
            found[block.table] = (place, at, heads.index(key) if key is not None else -1)
        elif block.table in found and not block.header:
            place, at, key_at = found[block.table]
            text = block.cells[at].strip() if at < len(block.cells) else ""
            if text and len(place.lines) < MOST:
                links = tuple(link for link in block.links if link.text and link.text in text)
                place.lines.append(Line(text, text, _of_cell(block, at), links, "row"))
                place.keys += [block.cells[key_at].strip()] if key_at >= 0 else []
    return [place for place, _, _ in found.values()]


def labels(one: DeclaredField, blocks: tuple[Block, ...], others: frozenset[str]) -> list[Place]:
    """The places of a field's label outside of the frame, else anywhere. `others`: the folded labels of all fields."""
    wanted = fold(one.label or "")
    content = tuple(block for block in blocks if not block.landmark)
    for stream in (content, blocks):
        places = [place for at in range(len(stream)) if (place := _at(one, stream, at, wanted, others))]
        if said := [place for place in places if place.lines or place.count is not None] or places:
            return said
    return []


def head(block: Block, wanted: str) -> Head | None:
    """The label `wanted` (folded) at the head of a block, alone or before its value."""
    text = block.text
    if wanted not in fold(text[: LONGEST + len(wanted)]):
        return None
    if len(text) <= LONGEST and (found := _written(text, "", wanted)):
        return found
    heads = [(block.lead, text[len(block.lead) :])] if block.lead and text.startswith(block.lead) else []
    heads += [(text[: mark.start()], text[mark.end() :]) for mark in PARTED.finditer(text[:LONGEST])]
    return next((found for words, value in heads if value and (found := _written(words, value, wanted))), None)


def _written(words: str, value: str, wanted: str) -> Head | None:
    if fold(words) == wanted:
        return Head(words.strip(" :："), value.strip(" :：–—\t"), None)
    parts = WRITTEN.fullmatch(words.strip())
    if parts is None or fold(parts[2]) != wanted:
        return None
    number = parts[1] or parts[3]
    return Head(words.strip(" :："), value.strip(" :：–—\t"), int(number) if number else None)


def _at(one: DeclaredField, blocks: tuple[Block, ...], at: int, wanted: str, others: frozenset[str]) -> Place | None:
    block = blocks[at]
    if block.kind == "row":
        return _beside(one, block, wanted)
    found = head(block, wanted) if not is_menu_entry(block) else None
    if found is None:
        return None
    place = Place(found.words, block.text, block.locator, block.kind, block.level, found.count)
    if found.value:
        place.lines.append(Line(found.value, block.text, block.locator, block.links, block.kind))
        if not found.value.endswith(":"):  # `Members: the following States:`
            return place
    place.lines += _below(one, block, blocks[at + 1 :], others, begun=bool(found.value))
    return place


def _beside(one: DeclaredField, block: Block, wanted: str) -> Place | None:
    """A row with the label in its first cell, and the value in those behind it."""
    if block.header or len(block.cells) < 2 or wanted not in fold(block.cells[0]):
        return None
    found = _written(block.cells[0], "", wanted)
    if found is None:
        return None
    place = Place(found.words, block.cells[0], block.locator, "row", count=found.count)
    place.lines += [line for lines in cell_lines(block)[1:] for line in lines]
    return place


def _below(
    one: DeclaredField, label: Block, blocks: tuple[Block, ...], others: frozenset[str], *, begun: bool
) -> Iterator[Line]:
    """The lines under a label that stands alone, to where the next part of the page begins."""
    listed, taken, within = "", 0, ""
    for block in blocks:
        if taken >= MOST or _ends(label, block, others) or _leaves(within, block.locator):
            return
        if not taken and block.locator.startswith(f"{_parent(label.locator)} > "):
            within = _parent(label.locator)
        entries = block.kind in ("item", "row")
        if (begun and not entries) or (listed and block.kind != listed):
            return  # a list ends where its items end; a value beside its label is whole
        if taken and block.kind == "row" and one.type not in LISTS:
            return
        listed = block.kind if entries and one.type in LISTS else listed
        for line in _lines(one, block):
            taken += 1
            yield line
        if one.type not in LISTS and (one.type != "text" or label.kind not in ("heading", "term")):
            return


def _parent(locator: str) -> str:
    """The element around one, by its CSS path; the path itself where that does not say."""
    return locator.rpartition(" > ")[0] or locator


def _leaves(within: str, locator: str) -> bool:
    """Whether a place is outside of the element that holds a label and the first line under it.

    A path that begins at another id may still lead into it.
    """
    comparable = within and locator.partition(" > ")[0] in ("body", within.partition(" > ")[0])
    return bool(comparable) and not locator.startswith(f"{within} > ")


def _ends(label: Block, block: Block, others: frozenset[str]) -> bool:
    if block.kind == "heading":
        return label.kind != "heading" or block.level <= label.level
    if block.kind == "term" and label.kind != "heading":
        return True
    return block.kind != "row" and any(head(block, other) for other in others)


def _lines(one: DeclaredField, block: Block) -> list[Line]:
    if block.kind != "row":
        return [_line(block)]
    if block.header:
        return []
    if one.type in ("meetings", "documents", "list"):
        return [entry(block)]
    return [line for lines in cell_lines(block) for line in lines]


def _line(block: Block) -> Line:
    return Line(" ".join(block.text.split("\t")), block.text, block.locator, block.links, block.kind)


def _of_cell(block: Block, at: int) -> str:
    return block.cell_locators[at] if at < len(block.cell_locators) else block.locator
