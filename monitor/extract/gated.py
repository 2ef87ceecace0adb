"""Patterns made of phrases, tried only on texts that hold a word of each part that they cannot do without.

A pattern of a hundred phrases is slow to try, and most sentences hold the words of none. Which words a pattern needs
follows from the phrases it is made of; the words of a text are folded once for all patterns.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from monitor.lookups.folding import RUN, fold_word, words_in

DIGITS = "0123456789"
DIGIT = re.compile(r"\d")

# The parts of one way in which a pattern can be found: of each part one word must be there.
Way = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Gated:
    """A pattern that is tried, in any letter case, where a text may hold it. Its methods are those of `re.Pattern`.

    `ways`: by a word that a way in which it can be found needs, the other parts of it; None: there is one that needs
    no word.
    """

    pattern: str
    words: frozenset[str]
    ways: dict[str, tuple[Way, ...]] | None

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Compiled when a text may hold it for the first time: on a page of one language most never are."""
        return re.compile(self.pattern, re.IGNORECASE)

    def may_be_in(self, text: str) -> bool:
        """False where the text cannot hold it."""
        if self.ways is None:
            return True
        said = words_in(text)
        if self.words.isdisjoint(said):
            return False
        ways = (way for word in self.words & said for way in self.ways[word])
        return any(all(not part.isdisjoint(said) for part in way) for way in ways)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.search(text, start, end) if self.may_be_in(text) else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.match(text, start, end) if self.may_be_in(text) else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, start, end) if self.may_be_in(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end) if self.may_be_in(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self.compiled.sub(new, text, count) if self.may_be_in(text) else text

    def split(self, text: str) -> list[str]:
        return list(map(str, self.compiled.split(text))) if self.may_be_in(text) else [text]


def holds_any(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of these parts of words, given in small letters, in any letter case."""
    lowered = text.lower()
    return any(part in lowered for part in parts)


def holds_digit(text: str) -> bool:
    """Whether a text holds a digit: faster than a pattern that begins with one, and most sentences hold none."""
    return any(digit in text for digit in DIGITS) if text.isascii() else DIGIT.search(text) is not None


def gated(pattern: str, ways: Iterable[Way]) -> Gated:
    """The pattern, in any letter case, that can be found in no other way than in one of `ways`."""
    by_word: dict[str, list[Way]] = {}
    for way in ways:
        if not way:
            return Gated(pattern, frozenset(), None)
        telling = max(way, key=_telling)
        others = tuple(part for part in way if part is not telling)
        for word in telling:
            by_word.setdefault(word, []).append(others)
    return Gated(pattern, frozenset(by_word), {word: tuple(dict.fromkeys(found)) for word, found in by_word.items()})


def _telling(part: frozenset[str]) -> int:
    """Long words are rare: the letters of the shortest of a part."""
    return min(map(len, part))


def needed(words: str) -> tuple[str, ...]:
    """The folded words that a text must hold where these stand in it, in any letter case."""
    return tuple(filter(None, map(fold_word, RUN.findall(words))))
