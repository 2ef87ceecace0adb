"""The signs of pages that are none, out of lookups/blockpages.toml, made ready to be looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from monitor.documents.testimony import plain
from monitor.lookups import table

Judgement = Literal["blocked", "soft-404", "empty"]
KINDS: tuple[Judgement, ...] = ("soft-404", "blocked", "empty")  # of two that weigh the same the first is taken


class Phrases:
    """Many phrases, of which a text holds few: only those are looked for whose longest word stands in it."""

    __slots__ = ("_by_word",)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for phrase in dict.fromkeys(map(plain, phrases)):
            self._by_word[max(phrase.split(), key=len)].append(phrase)

    def within(self, text: str) -> list[str]:
        """The phrases in a text that is `plain`, without those that are a part of another one found."""
        words = self._by_word.keys() & text.split()
        found = sorted(phrase for word in words for phrase in self._by_word[word] if phrase in text)
        return [phrase for phrase in found if not any(phrase in other for other in found if other is not phrase)]


class Signs(NamedTuple):
    """The table of one kind."""

    title: frozenset[str]
    beginnings: tuple[str, ...]  # titles of three words or more, with which a longer one may begin
    lines: frozenset[str]  # titles of two words or more, or a number: one word alone is a menu's
    text: Phrases
    aside: Phrases
    markup: tuple[bytes, ...]
    opening: tuple[bytes, ...]


@cache
def signs_of(kind: Judgement) -> Signs:
    """The signs of pages of one kind. LookupDataError where the table cannot be read."""
    signs = table("blockpages")[kind]
    titles = frozenset(map(plain, signs["title"]))
    long = frozenset(title for title in titles if len(title.split()) > 1)
    return Signs(
        title=titles,
        beginnings=tuple(sorted(title for title in long if len(title.split()) > 2)),
        lines=long | {title for title in titles if title.strip().isdigit()},
        text=Phrases(signs["text"]),
        aside=Phrases(signs["aside"]),
        markup=tuple(mark.encode() for mark in signs["markup"]),
        opening=tuple(mark.encode() for mark in signs.get("opening", ())),
    )


@cache
def walls_words() -> frozenset[str]:
    """Words of which walls and their frame speak."""
    return frozenset(word for words in table("blockpages")["own"]["words"] for word in plain(words).split())


@cache
def lost_words() -> frozenset[str]:
    """Words of notices about addresses that lead nowhere."""
    return frozenset(word for words in table("blockpages")["notice"]["lost"] for word in plain(words).split())
