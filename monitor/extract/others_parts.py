"""Parts of a page that tell of a body beside the mechanism: `Chair: Austria` below `Working Group on Return`.

A part begins with a title that names such a body, in whatever markup, and goes as far as the title's rank or its box
does. Labels in it state nothing of the mechanism: the part is left out, and told. Without labels it stays, but what its
sentences say is the other body's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from monitor.extract.announced import label_of
from monitor.extract.fits import fits
from monitor.extract.labels import Labelled
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import pattern
from monitor.extract.prose.smaller import names_a_sitting, names_another, own_sentences
from monitor.extract.rows import cells_of, heads_of, label_beside
from monitor.extract.section_ends import BOX
from monitor.extract.sections import is_menu_entry, is_prose, line_of
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Block

# what a label says of a body as a whole: a part that has one of these tells of another
FACTS = frozenset(
    (
        "chair", "secretariat", "member", "member_count", "observer", "observer_count", "established", "type", "region",
        "formal_association", "website", "contact", "iom_role",
    )
)  # fmt: skip
ENTRIES = ("meeting", "document")  # whose entries may have titles of their own
SET_APART = ("heading", "term")
TERM = -1  # in place of a level
LONGEST = 14  # words of a title
MOST = 12  # findings on a page


@dataclass(frozen=True, slots=True)
class Part:
    """The blocks from `start` to `end`, of which those from `cut` on are no facts of the mechanism (None: all are
    words); `title` names the other body, '' where sentences may tell of the mechanism all the same.
    """

    start: int
    end: int
    title: str
    cut: int | None
    first: int | None = None  # the label that is told


@dataclass(frozen=True, slots=True)
class Apart:
    """A page without the parts of others."""

    own: tuple[Block, ...]
    others: tuple[Block, ...]
    titles: dict[str, str]  # by the places of blocks that stay: the body that their sentences speak of


def apart(blocks: Sequence[Block], ledger: Ledger) -> Apart:
    """The blocks that may state facts of the mechanism, and those that may not; each part that is left out is told."""
    others: set[int] = set()
    titles: dict[str, str] = {}
    told = 0
    for part in _parts(blocks, ledger):
        if part.title:
            titles |= {blocks[at].locator: part.title for at in range(part.start + 1, part.end)}
        if part.cut is None or part.first is None:
            continue
        others |= set(range(part.cut, part.end))
        told += 1
        if told <= MOST:
            line = line_of(blocks[part.first])
            title, words = shorten(blocks[part.start].text), shorten(line.text)
            ledger.remark("stray-text", f"no field takes what stands under “{title}”: “{words}”", None, line)
    own = tuple(block for at, block in enumerate(blocks) if at not in others)
    return Apart(own, tuple(blocks[at] for at in sorted(others)), titles)


def speaking_of_it(loose: Sequence[Block], titles: dict[str, str], mechanism: str | None) -> tuple[Block, ...]:
    """The blocks with those sentences alone that may speak of the mechanism."""
    return tuple(_own_words(block, titles.get(block.locator, ""), mechanism) for block in loose)


def _own_words(block: Block, title: str, mechanism: str | None) -> Block:
    if block.kind not in ("text", "item"):
        return block
    own = own_sentences(block.text, mechanism, title)
    return block if own == block.text else Block(block.kind, own, block.locator, links=block.links)


def _parts(blocks: Sequence[Block], ledger: Ledger) -> Iterator[Part]:
    layout = ledger.reading.layout
    said: list[Labelled | None] = []  # the label of each block before
    stated: set[str] = set()  # the fields of these
    above: dict[int, int] = {}  # where the last heading of each level stands, and the last term: no walk back
    own = next((b.text for b in blocks if b.kind == "heading"), "")
    end = 0
    for at, block in enumerate(blocks):
        if at and blocks[at - 1].kind in SET_APART:
            above[blocks[at - 1].level if blocks[at - 1].kind == "heading" else TERM] = at - 1
        found = _label(block, layout)
        said.append(found if at >= end else None)
        if found and at >= end:
            stated.add(found.label.field)
        if at < end:
            continue
        table = _others_table(blocks, at, ledger)
        if table:
            yield Part(at, table, "", at, at)
            end = table
            continue
        if (
            (found and found.label.field != "other")
            or not _may_be_title(block, above)
            or _below_entries(block, above, said)
        ):
            continue
        beside = names_another(block.text, ledger.mechanism if block.kind in SET_APART else None)
        if not beside and not (block.kind in SET_APART and names_a_sitting(block.text)):
            continue
        if ledger.mechanism is None and names_another(own, None):
            continue  # a mechanism that nobody knows may be called a working group itself
        behind = _end(blocks, at, stated, layout)
        first = next((n for n in range(at + 1, behind) if _states(blocks[n], layout)), None)
        if block.kind == "text" and not _box(blocks, at) and not (first and _is_again(blocks[first], stated, layout)):
            continue
        end = behind
        yield Part(at, end, block.text if beside else "", None if first is None else _cut(blocks, at, first), first)


def _is_again(block: Block, stated: set[str], layout: str) -> bool:
    """A label of the block's field stands further above: who chairs was said."""
    found = _label(block, layout)
    return found is not None and found.label.field in stated


def _label(block: Block, layout: str) -> Labelled | None:
    if block.kind == "row":
        return label_beside(block, layout)
    return label_of(block, None, layout, fits)


def _states(block: Block, layout: str) -> bool:
    """A label of a fact stands at the head of the block, or heads of columns do."""
    found = _label(block, layout)
    if found and found.label.field in FACTS:
        return True
    heads = heads_of(block, layout) if block.kind == "row" else None
    return any(one and one.label.field in FACTS for one in heads or ())


def _may_be_title(block: Block, above: dict[int, int]) -> bool:
    if block.kind == "row":
        return len([cell for cell in cells_of(block) if cell]) == 1 and not is_prose(block.text)
    if is_prose(block.text) or len(block.text.split()) > LONGEST or is_menu_entry(block):
        return False
    if block.kind == "heading":
        return block.level > 1 or 1 in above
    return True


def _below_entries(block: Block, above: dict[int, int], said: Sequence[Labelled | None]) -> bool:
    """The title stands, in smaller type, below a label of meetings or documents: it may be one of these."""
    if block.kind == "heading":
        larger = [at for level, at in above.items() if TERM < level < block.level]
    else:
        larger = [at for level, at in above.items() if level != TERM or block.kind not in SET_APART]
    label = said[max(larger)] if larger else None
    return label is not None and label.label.field in ENTRIES


def _end(blocks: Sequence[Block], at: int, stated: set[str], layout: str) -> int:
    """The number of the first block behind the part that a title opens."""
    title = blocks[at]
    behind = range(at + 1, len(blocks))
    if title.kind == "item":
        return at + 1 + sum(1 for _ in takewhile(lambda n: _is_under(blocks[n], title), behind))
    box = _box(blocks, at)
    if box:
        behind = range(at + 1, at + 1 + sum(1 for _ in takewhile(lambda n: _is_in(blocks[n], box), behind)))
    whole = bool(box) and (title.kind != "term" or BOX.match(title.locator) is not None)
    for n in behind:
        block = blocks[n]
        if block.kind == "heading" and (
            (title.kind == "heading" and block.level <= title.level)
            or (title.kind == "term" and not _in_a_box(title, block))
            or (title.kind == "text" and block.locator.rpartition(" > ")[0] == box)
        ):
            return n
        if title.kind == "heading" or whole:
            continue
        label = _label(block, layout)
        if title.kind == "term" and block.kind == "term" and _alike(title, block):
            if label is None or label.label.field not in stated:
                return n
        elif title.kind == "text" and not (label and label.value and block.kind == "text"):
            return n
    return behind.stop


def _box(blocks: Sequence[Block], at: int) -> str:
    """The smallest element that the title begins and that holds more; '' where it begins none but the page."""
    if dl := BOX.match(blocks[at].locator):
        first = not (at and _is_in(blocks[at - 1], dl[0]))
        return dl[0] if first else ""
    if not at:
        return ""  # nothing stands before it, so that any element of the page begins with it
    box = blocks[at].locator.rpartition(" > ")[0]
    while " > " in box and not any(_is_in(b, box) for b in blocks[:at]):
        if at + 1 < len(blocks) and _is_in(blocks[at + 1], box):
            return box
        box = box.rpartition(" > ")[0]
    return ""


def _in_a_box(title: Block, block: Block) -> bool:
    """Whether a block stands in the cell behind a term of a list of definitions or a row."""
    box = BOX.match(title.locator)
    return box is not None and _is_in(block, box[0])


def _alike(title: Block, block: Block) -> bool:
    """Two terms of one list of definitions, or two that stand in none."""
    one, other = BOX.match(title.locator), BOX.match(block.locator)
    return (one[0] if one else "") == (other[0] if other else "")


def _is_in(block: Block, box: str) -> bool:
    return block.locator == box or block.locator.startswith(f"{box} > ")


def _is_under(block: Block, item: Block) -> bool:
    """Inside an item, or an item below it."""
    return block.locator.startswith(f"{item.locator} > ") or (block.kind == "item" and block.level > item.level)


def _cut(blocks: Sequence[Block], at: int, first: int) -> int:
    """Where the part is cut: with its title, but for one over entries of a list, which may be a group of it."""
    if blocks[at].kind not in SET_APART:
        return at + 1
    return first if fits("observer", blocks[at + 1].text) else at


def _others_table(blocks: Sequence[Block], at: int, ledger: Ledger) -> int | None:
    """Where a table ends that begins here and gives facts of other bodies, one a row: with a column for their names.
    None where it is none.
    """
    block = blocks[at]
    if block.kind != "row" or not block.table or (at and blocks[at - 1].table == block.table):
        return None
    heads = heads_of(block, ledger.reading.layout)
    if not heads or not any(one and one.label.field in FACTS for one in heads):
        return None
    names = cells_of(block)
    rows = list(takewhile(lambda one: one.table == block.table, blocks[at + 1 :]))
    for column, (name, label) in enumerate(zip(names, heads, strict=True)):
        if label is not None:
            continue
        called = [row.cells[column] for row in rows if column < len(row.cells)]
        beside = names_another(name, None)
        if not beside and any(find_mechanisms(one) for one in called):
            return None
        if any(fits("member", one) for one in called):
            return None
        if (
            beside
            or pattern("membership", "name_heads").fullmatch(name)
            or any(names_another(one, None) for one in called)
        ):
            return at + 1 + len(rows)
    return None
