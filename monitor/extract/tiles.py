"""Values that stand above their labels, as on tiles: `8` over `Member States`, `Djibouti` over `Current Chair`.

Strict on purpose: the value must fit the label behind it, nothing before may claim it, and what follows the label must
not fit it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from monitor.extract.label_table import vocabulary
from monitor.extract.labels import Labelled, head
from monitor.extract.sections import count_alone, line_of, shape_of
from monitor.lookups import fold
from monitor.model import Block

COUNTS = ("member", "observer", "member_count", "observer_count")
SAID_SO = ("established", "chair", "secretariat", "website", *COUNTS)
TWO_LINED = (*SAID_SO, "type", "region", "formal_association")
BEHIND = ("established", "chair")
LONGEST = 8  # words of a tile
ROW = 3  # tiles that make a row
NEAR = 6  # blocks before a name in which the one before it stands

Fits = Callable[[str, str], bool]


def _fits(label: Labelled, text: str, fits: Fits) -> bool:
    field = label.label.field
    if field in COUNTS:
        return text.strip().isdigit() and count_alone(text) is not None
    return field in SAID_SO and len(text.split()) <= LONGEST and fits(field, text)


def _bare(block: Block, layout: str) -> Labelled | None:
    """The label that a short block is, with nothing beside it."""
    if block.kind not in ("text", "term", "heading", "item") or len(block.text.split(None, LONGEST)) > LONGEST:
        return None
    found = head(block.text, layout)
    return found if found and found.count is None and not block.text.rstrip().endswith(":") else None


def tiles(blocks: Sequence[Block], layout: str, fits: Fits) -> dict[int, Labelled]:
    """The labels of the values that stand above them, by the place of the value; the label is the block behind it."""
    found: dict[int, Labelled] = {}
    labels = [_bare(block, layout) for block in blocks]
    for at in range(len(blocks) - 1):
        label = labels[at + 1]
        if label is None or labels[at] or blocks[at].kind == "row" or not _fits(label, blocks[at].text, fits):
            continue
        before = labels[at - 1] if at else None
        claimed = before is not None and at - 2 not in found and before.label.field != "other"
        if label.label.field in ("chair", "secretariat"):  # a name may be the last of a list as well
            claimed |= (
                at - 2 not in found
                and not (_large(blocks[at], blocks[at + 1]) and not _follows(blocks, at, found, fits))
                and not _row_of_tiles(blocks, labels, at, fits)
                and (at == 0 or blocks[at - 1].level != 1 or blocks[at - 1].kind != "heading")
            )
        after = blocks[at + 2].text if at + 2 < len(blocks) else ""
        again = at + 3 < len(blocks) and labels[at + 3] is not None and _fits_next(labels[at + 3], after, fits)
        if not claimed and (again or not _takes(label, after, fits)):
            found[at] = label
    return found


def _row_of_tiles(blocks: Sequence[Block], labels: Sequence[Labelled | None], at: int, fits: Fits) -> bool:
    """Straight under a heading that is no field's label, tiles stand in a row, and the last label has no value behind
    it: read the other way the values would not fit.
    """
    above = labels[at - 1] if at else None
    if at == 0 or blocks[at - 1].kind != "heading" or (above and above.label.field != "other"):
        return False
    count = 0
    while at + 1 < len(blocks) and labels[at] is None and _fits_next(labels[at + 1], blocks[at].text, fits):
        at, count = at + 2, count + 1
    last = labels[at - 1]
    after = blocks[at] if at < len(blocks) else None
    shut = after is None or after.kind == "heading" or (last is not None and not _takes(last, after.text, fits))
    return count >= ROW and shut


def _large(value: Block, label: Block) -> bool:
    """A name set as a heading with the label in small type below it is the last of no list."""
    return value.kind == "heading" and value.level > 1 and label.kind == "text"


def _follows(blocks: Sequence[Block], at: int, found: dict[int, Labelled], fits: Fits) -> bool:
    """A name behind one that is set alike, and has no label below it: of a list, whose last has a badge."""
    for before in range(at - 1, max(at - 1 - NEAR, -1), -1):
        one = blocks[before]
        if one.kind == "heading" and one.level <= blocks[at].level:
            alike = shape_of(line_of(one)) == shape_of(line_of(blocks[at])) and one.level == blocks[at].level
            return alike and before not in found and fits("chair", one.text)
    return False


def tile_of_parts(block: Block, layout: str, fits: Fits) -> Labelled | None:
    """The same in one element of two parts, a small label below its value: `Regional forum` and `Type`."""
    pair = block.parts or (block.lead, block.text[len(block.lead) :].strip())
    if len(pair) != 2 or not all(pair) or len(block.text.split(None, 2 * LONGEST)) > 2 * LONGEST:
        return None
    value, words = pair
    label = head(words, layout)
    if label is None or label.count is not None or words.rstrip().endswith(":") or label.label.field not in TWO_LINED:
        return None
    if head(value, layout) is not None or not (
        _fits(label, value, fits) if label.label.field in COUNTS else fits(label.label.field, value)
    ):
        return None
    return Labelled(label.label, words, value, year=label.year)


def _fits_next(label: Labelled | None, text: str, fits: Fits) -> bool:
    return label is not None and _fits(label, text, fits)


def _takes(label: Labelled, text: str, fits: Fits) -> bool:
    """What follows a label is a value of it."""
    return _fits(label, text, fits) or fits(label.label.field, text)


@cache
def _last_words(layout: str) -> frozenset[str]:
    """The words with which the labels end that may stand behind a value on one line."""
    labels = vocabulary(layout).items()
    return frozenset(words.rsplit(" ", 1)[-1] for words, label in labels if label.field in BEHIND)


def tile(text: str, layout: str, fits: Fits) -> Labelled | None:
    """The same on one line: `2014 Established`, `Djibouti Current Chair`; the longest label counts."""
    words = text.split(None, LONGEST)
    if not 2 <= len(words) <= LONGEST or fold(text).rsplit(" ", 1)[-1] not in _last_words(layout):
        return None
    for cut in range(1, len(words)):
        value, rest = " ".join(words[:cut]), " ".join(words[cut:])
        label = vocabulary(layout).get(fold(rest))
        if label and label.field in BEHIND and rest[:1].isupper() and fits(label.field, value):
            return Labelled(label, rest, value)
    return None
