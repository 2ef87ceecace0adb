"""Two texts side by side: which of their words changed. Pure, and bounded for hostile input.

Words are what stands between spaces, compared without the punctuation around them: `Tunisia,` and `Tunisia` are one
word. What is marked begins and ends with a letter, a digit or the like, or with a bracket whose other one is in it: as
Markdown wants it of what it emphasises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

CONTEXT = 40  # letters beside a change that stay where the rest is cut out
KEPT = 0.2  # of the letters of the shorter side; where fewer are the same, everything changed, and nothing is marked
LONGEST = 20_000  # letters of a side; where one has more, nothing is marked
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_AND = "and|et|y|e"  # and its like, in the languages of the pages
# One of `Guinea-Bissau, Guinea and Niger`: `Guinea` is what stands between the commas.
_ENTRY = rf"(?:^|[,;:(/•]\s*|\s(?:{_AND})\s+)(?P<name>{{}})(?=\s*(?:$|[,;.)/])|\s+(?:{_AND})\s)"
_WORD = re.compile(r"\S+")


Mark = Literal["", "gone", "come"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; marked where the other side does not have it: it is `gone`, or has `come`."""

    text: str
    mark: Mark = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: int  # which of a side's texts it stands in
    start: int
    end: int
    core: str  # without the punctuation around it; '' where it is nothing else
    leads: bool  # its text begins with it


def marked(before: Sequence[str], after: Sequence[str]) -> tuple[list[Pieces], list[Pieces]]:
    """The texts of both sides in pieces, that put together are the texts again.

    The texts of a side are compared as one, so that they need not come in pairs. Nothing is marked where nothing is
    the same, or all is.
    """
    if max(sum(map(len, side)) for side in (before, after)) > LONGEST:
        return _plain(before), _plain(after)
    old, new = _words(before), _words(after)
    if not old or not new:
        return _plain(before), _plain(after)
    gone, come = _changed(old, new)
    if _letters(old) - _letters(gone) < KEPT * min(_letters(old), _letters(new)):
        return _plain(before), _plain(after)
    return _cut(before, old, gone, "gone"), _cut(after, new, come, "come")


def entry(text: str, name: str, mark: Mark) -> Pieces:
    """A text in which an entry of a list is marked: where it stands once as an entry, and not alone."""
    is_sought = name and name == name.strip() and len(text) <= LONGEST
    found = list(re.finditer(_ENTRY.format(re.escape(name)), text)) if is_sought else []
    if len(found) != 1 or _core(text) == name:
        return (Piece(text),)
    return tuple(_pieces(text, [found[0].span("name")], mark))


def around(pieces: Pieces, length: int) -> Pieces:
    """The pieces shortened to what stands around the changes, and somewhat above `length` letters at most; to the
    beginning where nothing is marked.
    """
    if sum(len(piece.text) for piece in pieces) <= length:
        return pieces
    if not any(piece.mark for piece in pieces):
        return (Piece(_head("".join(piece.text for piece in pieces), length)),)
    shown: list[Piece] = []
    room = length
    for place, piece in enumerate(pieces):
        if room <= 0:
            return (*shown, Piece(" …"))
        if piece.mark:
            text = _middle(piece.text, length // 2)
        elif place == 0:
            text = _tail(piece.text, CONTEXT)
        elif place == len(pieces) - 1:
            text = _head(piece.text, CONTEXT)
        else:
            text = _middle(piece.text, CONTEXT)
        shown.append(Piece(text, piece.mark))
        room -= len(text)
    return tuple(shown)


def _words(texts: Sequence[str]) -> list[_Word]:
    return [
        _Word(number, found.start(), found.end(), _core(found[0]), not text[: found.start()].strip())
        for number, text in enumerate(texts)
        for found in _WORD.finditer(text)
    ]


def _core(word: str) -> str:
    start, end = 0, len(word)
    while start < end and _is_around(word[start]):
        start += 1
    while end > start and _is_around(word[end - 1]):
        end -= 1
    return word[start:end]


def _is_around(character: str) -> bool:
    """Whether it is punctuation, a symbol, a space or a control character."""
    return unicodedata.category(character)[0] in "PSZC"


def _changed(old: Sequence[_Word], new: Sequence[_Word]) -> tuple[list[_Word], list[_Word]]:
    """The words of each side that the other one does not have there."""
    from rapidfuzz.distance import Indel  # not above: most digests are never rendered where this is imported

    number: dict[str, int] = {}
    keys = [[number.setdefault(word.core, len(number)) for word in side] for side in (old, new)]
    gone: list[_Word] = []
    come: list[_Word] = []
    weight = 0  # letters of the change before
    waiting: tuple[Sequence[_Word], Sequence[_Word]] = ((), ())  # what is the same after it
    for same, run in groupby(Indel.opcodes(*keys), lambda step: step.tag == "equal"):
        parts = list(run)
        here = old[parts[0].src_start : parts[-1].src_end]
        there = new[parts[0].dest_start : parts[-1].dest_end]
        if same:
            waiting = here, there
            continue
        own = max(_letters(here), _letters(there))
        is_small = _letters(waiting[0]) <= min(weight, own)  # a word or two between larger changes belong to them
        if weight and is_small and not any(word.leads for side in waiting for word in side):
            gone += waiting[0]
            come += waiting[1]
        gone += here
        come += there
        weight = own
    return gone, come


def _letters(words: Sequence[_Word]) -> int:
    return sum(len(word.core) for word in words)


def _plain(texts: Sequence[str]) -> list[Pieces]:
    return [(Piece(text),) for text in texts]


def _cut(texts: Sequence[str], words: Sequence[_Word], changed: Sequence[_Word], mark: Mark) -> list[Pieces]:
    """The texts, cut where changed words begin and end."""
    marks: list[list[tuple[int, int]]] = [[] for _ in texts]
    known = set(changed)
    for (number, is_changed), run in groupby(words, lambda word: (word.text, word in known)):
        parts = [word for word in run if word.core]
        if is_changed and parts:
            text = texts[number]
            first, last = parts[0], parts[-1]
            start = first.start + text[first.start : first.end].index(first.core)
            end = last.start + text[last.start : last.end].index(last.core) + len(last.core)
            marks[number].append(_closed(text, start, end))
    return [tuple(_pieces(text, spans, mark)) for text, spans in zip(texts, marks, strict=True)]


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part with the other one of a bracket or quotation mark in it, where that stands right beside it."""
    for opening, closing in _PAIRS:
        inside = text[start:end]
        if inside.count(opening) > inside.count(closing) and text.startswith(closing, end):
            end += 1
        elif inside.count(closing) > inside.count(opening) and start and text[start - 1] == opening:
            start -= 1
    return start, end


def _pieces(text: str, spans: Sequence[tuple[int, int]], mark: Mark) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], mark)
        at = end
    if at < len(text) or not spans:
        yield Piece(text[at:])


def _head(text: str, length: int) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"


def _tail(text: str, length: int) -> str:
    """The end of a text, cut at a word."""
    if len(text) <= length:
        return text
    cut = text[2 - length :]
    return f"… {cut.split(' ', 1)[1] if ' ' in cut.rstrip() else cut}"


def _middle(text: str, length: int) -> str:
    """Beginning and end of a text."""
    if len(text) <= 2 * length:
        return text
    return f"{_head(text, length)} {_tail(text, length)[2:]}"
