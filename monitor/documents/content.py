"""How much a page says, in words: its own sentences, facts and rows, without its frame, its links and its ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import NamedTuple

from monitor.documents.clean import fold
from monitor.documents.handouts import is_handout
from monitor.documents.sentences import END, ENTRY, FACT, MAX_ENTRY_WORDS, MAX_LABEL_WORDS, count, is_fact, is_value
from monitor.documents.sentences import sentences as split
from monitor.documents.sentences import weight as weight_of
from monitor.documents.testimony import (
    NAMELESS,
    is_code,
    is_machines,
    is_menus,
    is_named,
    is_notice,
    is_to_reader,
    worth,
)
from monitor.documents.words import label_fields
from monitor.model import Block

ROW = 4.0  # words that a row of several cells stands for beside its own; one of two is a label with its value
DOCUMENT = 8.0  # words that a link to a document stands for: a page may do no more than hand them out
ENOUGH = 600.0  # words beyond which more of them prove no more, at most
PLENTY = 20.0  # times what stands against a page
LOOKED = 250_000  # characters of a page that are judged
MIN_HEADING_WORDS = 6  # a shorter heading announces, a longer one says something
MAX_UNANSWERED = 3  # labels one below the other, of which the last still has a value
MIN_ENTRIES = 4  # so many lines one below the other are a list, of items or below a heading one less
NOTICE = 50  # words within which a notice has told its reader all; who talks on gives guidance

MAX_NAMED_WORDS = 8  # of an entry that names something

_TOKEN = re.compile(r"[^\W_]")
_COUNTED = re.compile(r"^\d+\s|\(\d+|[:：]$")  # a label that announces a list: `10 Members`, `Observers:`

_Passes = Callable[[str], bool]


class _Told(NamedTuple):
    """A block that may say something, and how it stands on the page."""

    block: Block
    labelled: bool  # a short heading stands right above, still without a value
    listed: bool  # it is an entry of a list


def weigh(blocks: Sequence[Block], passes: _Passes, against: float = ENOUGH) -> float:
    """The words that the content says, with what facts and rows are worth; PLENTY times `against` or ENOUGH at most.

    `blocks` are the content in reading order; their sentences that do not pass count nothing, and what stands below a
    label that does not pass counts by its words alone.
    """
    enough = min(ENOUGH, PLENTY * against)
    total = 0.0
    for told in _telling(blocks, passes):
        total += _weight(told, passes)
        if total >= enough:
            return enough
    talk = sum(_talk(told.block, passes) for told in _telling(blocks, passes))
    return min(total + max(0, talk - NOTICE) * NAMELESS, enough)


def beginning(blocks: Iterable[Block]) -> list[Block]:
    """The blocks within the first LOOKED characters, the last one cut there: a page has said something by then."""
    taken, left = [], LOOKED
    for block in blocks:
        taken.append(block if len(block.text) <= left else replace(block, text=block.text[:left], links=()))
        left -= len(block.text) + 1
        if left <= 0:
            break
    return taken


def own_words(block: Block) -> int:
    """Words beside those of links."""
    words = count(block.text)
    return words - sum(count(link.text) for link in block.links) if block.links else words


def _telling(blocks: Sequence[Block], passes: _Passes) -> Iterator[_Told]:
    """The blocks but for labels, for links alone, and for the items of a menu above the page's heading."""
    label, announced, unanswered = False, False, 0
    top = next((number for number, block in enumerate(blocks) if block.level == 1 and block.kind == "heading"), 0)
    marked = chain(((block, False) for block in blocks[:top]), _marked(blocks[top:]))
    for number, (block, listed) in enumerate(marked):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if number < top and block.kind == "item" and not is_fact(block.text):
            label, announced = False, False
        elif _announces(block, after):
            unanswered += 1
            fits = passes(block.text) and not is_notice(block.text)
            announced = fits and bool(_COUNTED.search(block.text))
            label = fits and block.level != 1 and unanswered <= MAX_UNANSWERED  # no title, no frame of empty sections
        elif own_words(block) > 0 or (announced if block.links else label) or any(map(is_handout, block.links)):
            yield _Told(block, label, listed or (announced and block.kind == "item"))
            label, unanswered = False, 0


def _weight(told: _Told, passes: _Passes) -> float:
    block, words = told.block, max(own_words(told.block), 0)
    documents = DOCUMENT * sum(is_handout(link) and passes(link.text) for link in block.links)
    if passes(block.text):
        if bonus := _bonus(block, labelled=told.labelled):
            return documents + max(words, 1) + bonus
        if told.listed:
            return documents + max(words, 1) + ENTRY
    said = filter(passes, split(block.text))
    return documents + sum(weight_of(one, min(count(one), words), item=block.kind == "item") for one in said)


def _talk(block: Block, passes: _Passes) -> int:
    """The words of sentences that count nothing, since they speak to the reader or of machinery."""
    if own_words(block) <= 0:
        return 0
    return sum(count(one) for one in split(block.text) if worth(one) == 0 and not is_code(one) and passes(one))


def _marked(blocks: Iterable[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is an entry of a list: of many short lines without links, each beginning as names do.

    Below a heading those that name something may be longer. Labels alone are no list: their values did not come.
    """
    headed = False
    for kind, group in groupby(blocks, key=lambda block: _is_entry(block) and block.kind):
        if not kind:
            for block in group:
                yield block, False
                headed = block.kind == "heading"
            continue
        every = list(group)
        short = every if headed else [block for block in every if len(block.text.split()) <= MAX_ENTRY_WORDS]
        enough = len(short) >= MIN_ENTRIES - (headed or kind == "item")
        listed = enough and not any(is_menus(block.text) for block in short) and not all(map(_is_label, short))
        entries = set(map(id, short)) if listed else set()
        yield from ((block, id(block) in entries) for block in every)
        headed = False


def _is_entry(block: Block) -> bool:
    text = block.text
    if block.kind not in ("item", "text") or block.links or not text:
        return False
    words = len(text.split())
    if words > MAX_NAMED_WORDS or (words > MAX_ENTRY_WORDS and not is_named(text)):
        return False
    return not ((block.kind == "text" and text[0].islower()) or text.endswith(END) or ":" in text or is_machines(text))


def _is_label(block: Block) -> bool:
    return fold(block.text) in label_fields()


def _announces(block: Block, after: Block | None) -> bool:
    """Whether a block is a mere label or an announcement: it says something only by what follows."""
    if block.text.endswith((":", "：")):
        return block.kind != "text" or after is None or after.kind == "heading" or count(block.text) <= MAX_LABEL_WORDS
    if block.header:
        return True
    if block.kind not in ("heading", "term"):
        return False
    return count(block.text) < MIN_HEADING_WORDS and not is_fact(block.text) and not _has_lead(block)


def _bonus(block: Block, *, labelled: bool) -> float:
    """What a block is worth beside its words as a row, or as a label with its value; 0 where it is neither."""
    if block.kind == "row":
        filled = [cell for cell in block.cells if _TOKEN.search(cell)]
        if len(filled) < 2 or is_machines(filled[-1]):
            return 0.0
        return FACT if len(filled) == 2 else ROW
    if is_fact(block.text) or (_has_lead(block) and not is_to_reader(block.text)):
        return FACT
    return FACT if labelled and is_value(block.text) else 0.0


def _has_lead(block: Block) -> bool:
    """Whether a line begins with a label that is set apart."""
    return bool(block.lead) and block.lead != block.text and count(block.lead) <= MAX_LABEL_WORDS
