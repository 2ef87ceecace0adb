"""The lines of a page by which it is held against other pages of its host, and against what it was before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from monitor.documents.clean import fold
from monitor.documents.masks import SIGN, masked, undated
from monitor.documents.stated import stated
from monitor.model import Block

DIGEST = 8  # bytes
LONGEST = 1_000  # characters of a line; a longer one is a paragraph of its page
LINES = 2_000  # of a page at most, from its beginning and its end
NOTICE, NUMBERED = 4, 2  # words of a line that may be the site's though it stands among the content
ANYWHERE, NUMBERS = "*", "#"  # how a frame marks a line that may stand anywhere, one whose numbers do not count
DIGIT, NUMBER = re.compile(r"\d"), re.compile(r"\d{1,4}")
LETTERS = re.compile(r"[^\W\d_]{2}")

# words name what a page may be about, all of them who may stand in a list, or a fact speaks of a State
What = Literal["", "matter", "entry", "fact"]
Named = Callable[[str], What]


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a page. `mark`: a digest of its form and one of its words without dates; `key`: what a frame holds of
    it. `around`: its element says that it is no content. `free`: it states nothing under a label, is no entry of a
    list, and names no State, body or mechanism. `plain`: it is free, and enough of a sentence to be the site's though
    it stands among the content. `numbered`: it holds a number. `counts`: it states one under a label.
    """

    mark: str
    key: str
    text: str
    around: bool = False
    free: bool = False
    plain: bool = False
    numbered: bool = False
    counts: bool = False

    @property
    def form(self) -> str:
        """What two lines share that differ in numbers alone."""
        return form_of(self.mark)


def form_of(mark: str) -> str:
    """The part of a mark that does not tell numbers apart."""
    return mark[: 2 * DIGEST]


def lines_of(blocks: Sequence[Block], named: Named) -> tuple[Said, ...]:
    """The lines of a page that have letters; of a very long one those near its ends."""
    if len(blocks) > LINES:
        blocks = [*blocks[: LINES // 2], *blocks[-LINES // 2 :]]
    found, above = [], ""
    for joined in _joined(blocks):
        first, states = blocks[joined.places[0]], joined.states
        if len(joined.text) <= LONGEST and digest_of(joined.text) and LETTERS.search(joined.text):
            found.append(_line(first, joined, named, value=bool(states or above)))
        above = states if not first.landmark else above
    return tuple(found)


def anywhere(blocks: Sequence[Block], frame: Collection[str]) -> set[int]:
    """The places of the blocks that a frame holds wherever they stand."""
    if not any(one.startswith(ANYWHERE) for one in frame):
        return set()
    return {at for one in _joined(blocks) if f"{ANYWHERE}{one.key}" in frame for at in one.places}


@dataclass(frozen=True, slots=True)
class _Joined:
    """A line, or a label and the number below it as one; `states`: the field whose label it is."""

    places: tuple[int, ...]
    text: str
    states: str

    @property
    def counts(self) -> bool:
        return bool(self.states) and len(self.text) <= LONGEST and bool(DIGIT.search(undated(self.text)))

    @property
    def key(self) -> str:
        """Of a count the number is what tells it from that of another: a page has its own."""
        return digest_of(self.text) if self.counts else key_of(self.text)


def _joined(blocks: Sequence[Block]) -> Iterator[_Joined]:
    at = 0
    while at < len(blocks):
        block, states = blocks[at], stated(blocks[at])
        below = blocks[at + 1].text if at + 1 < len(blocks) else ""
        if states and NUMBER.fullmatch(below) and not DIGIT.search(block.text):
            yield _Joined((at, at + 1), f"{block.text} {below}", states)
            at += 2
        else:
            yield _Joined((at,), block.text, states)
            at += 1


def digest_of(text: str) -> str:
    """What a frame holds of the words of a block; '' for words without letters."""
    return _digest(fold(text))


def key_of(text: str) -> str:
    """What a frame holds of a line: the digest of its words, or of its form where numbers stand among them."""
    if len(text) > LONGEST:
        return digest_of(text)
    form = masked(text)
    numbered = SIGN in form.split() and LETTERS.search(form)
    return f"{NUMBERS}{_digest(form)}" if numbered else digest_of(text)


def _line(block: Block, joined: _Joined, named: Named, *, value: bool) -> Said:
    text = joined.text
    form, words = masked(text), undated(text)
    numbered = bool(DIGIT.search(words))
    free = (
        not block.landmark
        and not value
        and block.kind in ("text", "heading")
        and not text.endswith(":")
        and named(text) == ""
    )
    enough = NUMBERED if numbered else NOTICE
    plain = free and block.kind == "text" and min(len(LETTERS.findall(form)), len(form.split())) >= enough
    mark = _digest(form) + _digest(words)
    return Said(mark, joined.key, text, bool(block.landmark), free, plain, numbered, joined.counts)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).hexdigest() if text else ""
