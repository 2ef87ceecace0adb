"""How much a page says, in words: its own sentences, facts and rows, without its frame, its links and its ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from monitor.documents.testimony import (
    NAMELESS,
    is_code,
    is_dated,
    is_machines,
    is_menus,
    is_named,
    is_notice,
    is_to_reader,
    worth,
)
from monitor.model import Block, Link

FACT = 12.0  # words that a label with its value stands for: `Chair: Tunisia` says as much as a sentence
ENTRY = 2.0  # words that an entry of a list stands for beside its own
DOCUMENT = 8.0  # words that a link to a document stands for: a page may do no more than hand them out
ROW = 4.0  # words that a row of several cells stands for beside its own
STATED = 6.0  # words that a sentence stands for beside its own that names or dates what it speaks of
ENOUGH = 600.0  # words beyond which more of them prove no more
MAX_LABEL_WORDS = 7
MAX_UNANSWERED = 3  # labels one below the other, of which the last still has a value
MIN_HEADING_WORDS = 6  # a shorter heading announces, a longer one says something
MAX_VALUE_WORDS = 4  # a longer line below a label is its value only when it names or dates something
# Shorter sentences, and lines without an end, are pieces of a frame: names, addresses, slogans.
MIN_SENTENCE_WORDS, MIN_LINE_WORDS = 6, 10
MIN_STATED_WORDS = 4  # of a sentence with a name and no number, which addresses and hours have
MIN_LISTED = 4  # names between commas
NOTICE = 50  # words within which a notice has told its reader all; who talks on gives guidance
PIECE = 0.5  # what such a piece counts for
MAX_ENTRY_WORDS = 4  # of a line of a list
MIN_ENTRIES = 4  # so many lines one below the other are a list, of items or below a heading one less; a frame has few

_WORD = re.compile(r"[^\W\d_]{2,}")  # ids, addresses and dates are no words
_TOKEN = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_FACT = re.compile(r"([^:：]{2,60})(?:[:：](?!\d|//)|(?<!\d)[:：])\s*(\w.*)", re.DOTALL)  # no time, no address
_COUNTED = re.compile(r"^\d+\s|\(\d+|[:：]$")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|rtf|pptx?|xlsx?)(?:$|[?#])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d:\d\d")
_TRAIL = re.compile(r"\s[»›>]\s")  # Home » News
_END = (".", "!", "?", "…")


def weigh(blocks: Sequence[Block], passes: Callable[[str], bool]) -> float:
    """The words that the content says, with what facts and rows are worth; ENOUGH at most.

    `blocks` are the content in reading order; their sentences that do not pass count nothing, and what stands below a
    label that does not pass counts by its words alone.
    """
    weight, talk = 0.0, 0
    unanswered = 0  # labels above, one below the other
    label: Block | None = None  # a short heading right above, still without a value
    under = False  # a label that announces a list, such as `10 Members` or `Observers:`, stands above
    top = next((number for number, block in enumerate(blocks) if block.level == 1 and block.kind == "heading"), 0)
    entries = _entries(blocks[top:])
    for number, (block, after) in enumerate(pairwise([*blocks, None])):
        if block is None or weight >= ENOUGH:
            break
        if number < top and block.kind == "item" and not is_fact(block.text):  # a menu's
            label, under = None, False
            continue
        words = own_words(block)
        if _announces(block, after):
            unanswered += 1
            label = block if passes(block.text) and not is_notice(block.text) else None
            under = label is not None and bool(_COUNTED.search(label.text))
            if block.level == 1 or unanswered > MAX_UNANSWERED:  # a page's title, or a frame of empty sections
                label = None
            continue
        weight += DOCUMENT * sum(_is_document(link) and passes(link.text) for link in block.links)
        if words <= 0 and not (under if block.links else label):  # a link alone, a number without a label
            continue
        if passes(block.text) and (bonus := _bonus(block, label)):
            weight += max(words, 1) + bonus
        elif block.locator in entries or (under and block.kind == "item"):
            weight += (max(words, 1) + ENTRY) * passes(block.text)
        else:
            for sentence in filter(passes, _SENTENCE.split(block.text)):
                weight += _of_sentence(sentence, words, piece=1.0 if block.kind == "item" else PIECE)
                talk += _count(sentence) if words > 0 and worth(sentence) == 0 and not is_code(sentence) else 0
        label, unanswered = None, 0
    return min(weight + max(0, talk - NOTICE) * NAMELESS, ENOUGH)


def _of_sentence(sentence: str, most: int, piece: float) -> float:
    """What a sentence counts for, in words; `most` are those of its block beside links, `piece` what a
    sentence that is none counts for."""
    words, share = min(_count(sentence), max(most, 0)), worth(sentence)
    if is_fact(sentence):
        return words + FACT
    if words < MIN_LINE_WORDS and _TRAIL.search(sentence):
        return 0.0
    listed = sentence.count(",") + 1
    if listed >= MIN_LISTED and words <= listed * MAX_ENTRY_WORDS and is_named(sentence):
        return words * share + ENTRY * listed
    if (
        MIN_STATED_WORDS <= words < MIN_SENTENCE_WORDS
        and share == 1
        and sentence.endswith(_END)
        and not _DIGIT.search(sentence)
    ):
        return words + STATED
    if words < MIN_SENTENCE_WORDS or (words < MIN_LINE_WORDS and not sentence.endswith(_END)):
        if is_dated(sentence):
            return words + (FACT if is_named(sentence) else STATED * (words > 1 and not _CLOCK.search(sentence)))
        return words * share * piece
    return words * share + STATED * (share == 1)


def _entries(blocks: Sequence[Block]) -> set[str]:
    """Locators of the lines of lists: many short ones without links, each beginning as names do."""
    found: set[str] = set()
    above = ""
    for short, group in groupby(blocks, key=lambda block: _is_entry(block) and block.kind):
        listed = list(group)
        enough = MIN_ENTRIES - (above == "heading" or short == "item")
        if short and len(listed) >= enough and not any(is_menus(block.text) for block in listed):
            found.update(block.locator for block in listed)
        above = listed[-1].kind
    return found


def _is_entry(block: Block) -> bool:
    return (
        block.kind in ("item", "text")
        and not block.links
        and 0 < len(block.text.split()) <= MAX_ENTRY_WORDS
        and not block.text[0].islower()
        and not block.text.endswith(_END)
        and ":" not in block.text
        and not is_machines(block.text)
    )


def own_words(block: Block) -> int:
    """Words beside those of links."""
    return _count(block.text) - sum(_count(link.text) for link in block.links)


def _is_document(link: Link) -> bool:
    """Whether a link leads to a document with a name of its own."""
    return bool(_DOCUMENT.search(link.url)) and _count(link.text) > 1 and not is_notice(link.text)


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _announces(block: Block, after: Block | None) -> bool:
    """Whether a block is a mere label or an announcement: it says something only by what follows."""
    if block.text.endswith((":", "：")):
        return block.kind != "text" or after is None or after.kind == "heading" or _count(block.text) <= MAX_LABEL_WORDS
    if block.header:
        return True
    if block.kind not in ("heading", "term"):
        return False
    return _count(block.text) < MIN_HEADING_WORDS and not is_fact(block.text) and not _has_lead(block)


def _bonus(block: Block, label: Block | None) -> float:
    """What a block is worth beside its words as a row, or as a label with its value; 0 where it is neither."""
    if block.kind == "row":
        filled = [cell for cell in block.cells if _TOKEN.search(cell)]
        if len(filled) < 2 or is_machines(filled[-1]):
            return 0.0
        return FACT if len(filled) == 2 else ROW
    if is_fact(block.text) or (_has_lead(block) and not is_to_reader(block.text)):
        return FACT
    return FACT if label is not None and _is_value(block.text) else 0.0


def _is_value(text: str) -> bool:
    """Whether a line below a label is its value, and not what a notice says below its heading."""
    if is_to_reader(text) or is_machines(text) or len(_SENTENCE.split(text)) > 1:
        return False
    if is_dated(text) or is_named(text):
        return True
    return not is_notice(text) and _count(text) <= MAX_VALUE_WORDS and not text.endswith(_END)


def _has_lead(block: Block) -> bool:
    """Whether a line begins with a label that is set apart."""
    return bool(block.lead) and block.lead != block.text and _count(block.lead) <= MAX_LABEL_WORDS


def is_fact(text: str) -> bool:
    """Whether a line is a label and a value, but none that a machine gives, and no notice after a word and a colon."""
    found = _FACT.match(text)
    if found is None or not 0 < _count(found[1]) <= MAX_LABEL_WORDS or is_machines(found[2]) or is_code(text):
        return False
    if is_to_reader(text):
        return False
    stated = is_dated(text) or is_named(found[2])
    return stated or not (is_notice(text) or (_count(found[2]) > MAX_VALUE_WORDS and text.endswith(_END)))
