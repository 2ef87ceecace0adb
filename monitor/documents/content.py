"""How much a page says, in words: its own sentences, facts and rows, without its frame, its links and its ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from monitor.model import Block

FACT = 9.0  # words that a label with its value stands for: `Chair: Tunisia` says as much as a sentence
ROW = 4.0  # words that a row of several cells stands for beside its own
ENOUGH = 600.0  # words beyond which more of them prove no more
MAX_LABEL_WORDS = 7
MIN_HEADING_WORDS = 6  # a shorter heading announces, a longer one says something

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]{2,}")  # ids, addresses and dates are no words
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_FACT = re.compile(r"([^:：]{2,60})(?:[:：](?!\d|//)|(?<!\d)[:：])\s*\w")  # no time, no address
_COUNTED = re.compile(r"^\d+\s|\(\d+|[:：]$")


def plain(text: str) -> str:
    """Words in lower case without accents and punctuation, one space before, between and behind.

    >>> plain("Página não encontrada!")
    ' pagina nao encontrada '
    """
    text = text.casefold()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return f" {' '.join(_TOKEN.findall(text))} "


def weigh(blocks: list[Block], passes: Callable[[str], bool]) -> float:
    """The words that the content says, with what facts and rows are worth; ENOUGH at most.

    `blocks` are the content in reading order; their sentences that do not pass count nothing, and what stands below a
    label that does not pass counts by its words alone.
    """
    weight = 0.0
    label = ""  # the words of a short heading right above, still without a value
    under = False  # a label that announces a list, such as `10 Members` or `Observers:`, stands above
    for block, after in pairwise([*blocks, None]):
        if block is None or weight >= ENOUGH:
            break
        words = own_words(block)
        if _announces(block, after):
            label = block.text if passes(block.text) else ""
            under = bool(label and _COUNTED.search(label))
            continue
        if words <= 0 and not (under if block.links else label):  # a link alone, a number without a label
            continue
        if passes(block.text):
            weight += max(words, 1) + _bonus(block, block.text, label)
        else:
            for sentence in _SENTENCE.split(block.text):
                if passes(sentence):
                    weight += min(_count(sentence), max(words, 0)) + _bonus(block, sentence, "")
        label = ""
    return min(weight, ENOUGH)


def own_words(block: Block) -> int:
    """Words beside those of links."""
    return _count(block.text) - sum(_count(link.text) for link in block.links)


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


def _bonus(block: Block, text: str, label: str) -> float:
    """What a block is worth beside its words, or one sentence of it."""
    if block.kind == "row":
        return ROW if sum(1 for cell in block.cells if _TOKEN.search(cell)) > 1 else 0.0
    return FACT if label or is_fact(text) or (text == block.text and _has_lead(block)) else 0.0


def _has_lead(block: Block) -> bool:
    """Whether a line begins with a label that is set apart."""
    return bool(block.lead) and block.lead != block.text and _count(block.lead) <= MAX_LABEL_WORDS


def is_fact(text: str) -> bool:
    """Whether a line is a label and a value."""
    found = _FACT.match(text)
    return found is not None and 0 < _count(found[1]) <= MAX_LABEL_WORDS
