"""Patterns made of phrases, tried only on texts that hold a word of each part that they cannot do without.

A pattern of a hundred phrases is slow to try and slower to compile, and most sentences hold the words of none. Which
words a phrase needs follows from it; the words of a text are folded once for all patterns. Each phrase is compiled by
itself, when a text may hold it for the first time: all phrases at once took half a second (2026-11), and a page needs
a few dozen.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from monitor.lookups.folding import RUN, fold_word, words_in

DIGITS = "0123456789"
DIGIT = re.compile(r"\d")

# What a phrase needs to be found: of each part one word must be there.
Way = tuple[frozenset[str], ...]


class Gated:
    """Phrases of which each is tried, in any letter case, where a text may hold it. Its methods are those of the
    `re.Pattern` that has them as its alternatives.

    `before` and `after` stand around each phrase. A phrase is words, of which `express` makes an expression when it is
    compiled (of several ones none may be empty), and its way; they are asked for when a text is searched for the first
    time.
    """

    __slots__ = ("_after", "_always", "_before", "_compiled", "_express", "_phrases", "_untold", "_ways", "_words")

    def __init__(
        self,
        phrases: Iterable[tuple[str, Way]],
        *,
        express: Callable[[str], str] = str,
        before: str = r"(?<!\w)",
        after: str = r"(?!\w)",
    ) -> None:
        self._express, self._before, self._after = express, before, after
        self._untold: Iterable[tuple[str, Way]] | None = phrases
        self._phrases: list[str] = []
        self._always: list[int] = []  # phrases that need no word
        self._ways: dict[str, list[tuple[int, Way]]] = {}  # by a word that phrases need: which, and what else they need
        self._words: frozenset[str] = frozenset()
        self._compiled: dict[int, re.Pattern[str]] = {}

    def _take(self, phrases: Iterable[tuple[str, Way]]) -> None:
        self._untold = None
        for number, (phrase, way) in enumerate(phrases):
            self._phrases.append(phrase)
            if not way:
                self._always.append(number)
                continue
            telling = max(way, key=_telling)
            others = tuple(part for part in way if part is not telling)
            for word in telling:
                self._ways.setdefault(word, []).append((number, others))
        self._words = frozenset(self._ways)

    @property
    def words(self) -> frozenset[str]:
        """Words of which a text must hold one, unless a phrase needs none."""
        if self._untold is not None:
            self._take(self._untold)
        return self._words

    @property
    def pattern(self) -> str:
        """All phrases as one expression."""
        if self._untold is not None:
            self._take(self._untold)
        return f"{self._before}(?:{'|'.join(map(self._express, self._phrases))}){self._after}"

    def may_be_in(self, text: str) -> bool:
        """False where the text cannot hold a phrase."""
        return bool(self._held(text))

    def _held(self, text: str) -> list[int]:
        """The phrases that a text may hold, in order."""
        if self._untold is not None:
            self._take(self._untold)
        said = words_in(text)
        if self._words.isdisjoint(said):
            return self._always
        found = set(self._always)
        for word in self._words & said:
            for number, others in self._ways[word]:
                if not any(map(said.isdisjoint, others)):
                    found.add(number)
        return sorted(found)

    def _tried(self, text: str) -> list[re.Pattern[str]]:
        """The patterns of the phrases that a text may hold."""
        return [self._compiled.get(number) or self._compile(number) for number in self._held(text)]

    def _compile(self, number: int) -> re.Pattern[str]:
        made = re.compile(f"{self._before}(?:{self._express(self._phrases[number])}){self._after}", re.IGNORECASE)
        self._compiled[number] = made
        return made

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        first: re.Match[str] | None = None
        for phrase in self._tried(text):
            found = phrase.search(text, start, end)
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return next(filter(None, (phrase.match(text, start, end) for phrase in self._tried(text))), None)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return next(filter(None, (phrase.fullmatch(text, start, end) for phrase in self._tried(text))), None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        tried = self._tried(text)
        return tried[0].finditer(text, start, end) if len(tried) == 1 else _in_order(tried, text, start, end)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        tried = self._tried(text)
        if len(tried) <= 1:
            return tried[0].sub(new, text, count) if tried else text
        made: list[str] = []
        at = 0
        for found in islice(_in_order(tried, text, 0, sys.maxsize), count or None):
            made += text[at : found.start()], found.expand(new) if isinstance(new, str) else new(found)
            at = found.end()
        return "".join([*made, text[at:]])

    def split(self, text: str) -> list[str]:
        """The text cut at each phrase, of which groups stand between the pieces where it is one alone."""
        tried = self._tried(text)
        if len(tried) == 1:
            return list(map(str, tried[0].split(text)))
        pieces, at = [], 0
        for found in _in_order(tried, text, 0, sys.maxsize):
            pieces.append(text[at : found.start()])
            at = found.end()
        return [*pieces, text[at:]]


def _in_order(tried: list[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of several patterns that do not overlap, the first pattern's where two begin at one place."""
    ahead = {pattern: found for pattern in tried if (found := pattern.search(text, start, end))}
    while ahead:
        first = min(ahead.values(), key=re.Match.start)
        yield first
        at = first.end()
        for pattern in [pattern for pattern, found in ahead.items() if found.start() < at]:
            if again := pattern.search(text, at, end):
                ahead[pattern] = again
            else:
                del ahead[pattern]


def holds_any(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of these parts of words, given in small letters, in any letter case."""
    lowered = text.lower()
    return any(map(lowered.__contains__, parts))


def holds_digit(text: str) -> bool:
    """Whether a text holds a digit: faster than a pattern that begins with one, and most sentences hold none."""
    return any(digit in text for digit in DIGITS) if text.isascii() else DIGIT.search(text) is not None


def _telling(part: frozenset[str]) -> int:
    """Long words are rare: the letters of the shortest of a part."""
    return min(map(len, part))


def way_of(words: str) -> Way:
    """What a phrase of plain words needs: each of them."""
    return tuple(frozenset([word]) for word in needed(words))


def needed(words: str) -> tuple[str, ...]:
    """The folded words that a text must hold where these stand in it, in any letter case."""
    return tuple(filter(None, map(fold_word, RUN.findall(words))))
