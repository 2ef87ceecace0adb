"""The little words between the others - articles, pronouns, `who`, `since`, `now` - as patterns of what stands around.

A pattern is written with names of lists where words stand, in every language at once: `{who}` is one of the words of a
list of lookups/joints.toml, `{chair.vice}` one of a list of lookups/phrases.toml. `{the+}` takes the white space behind
the word along, of which `l'` has none. A text that holds no word of `{now!}` is not tried.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property

from monitor.extract.prose.verbs import alternatives, telling
from monitor.lookups import table
from monitor.lookups.folding import words_in

NAMED = re.compile(r"\{(?:(?P<group>[a-z]+)\.)?(?P<key>[a-z_]+)(?P<mark>[+!]?)\}")


class Worded:
    """A pattern, in any letter case, of which the words are lists; compiled when it is tried for the first time. Its
    methods are those of `re.Pattern`.
    """

    def __init__(self, written: str) -> None:
        self._written = written
        self._gated = "!}" in written

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(NAMED.sub(_words, self._written), re.IGNORECASE)

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        """Sets of folded words, of each of which a text must hold one."""
        return tuple(
            frozenset(word for phrase in _phrases(named) for word in telling(phrase))
            for named in NAMED.finditer(self._written)
            if named["mark"] == "!"
        )

    def may_be_in(self, text: str) -> bool:
        """False where the text cannot hold it."""
        if not self._gated:
            return True
        said = words_in(text)
        return not any(map(said.isdisjoint, self._needed))

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


def _phrases(named: re.Match[str]) -> list[str]:
    words = table("phrases")[named["group"]] if named["group"] else table("joints")
    return list(words[named["key"]])


def _words(named: re.Match[str]) -> str:
    phrases = _phrases(named)
    if named["mark"] != "+":
        return f"(?:{alternatives(phrases)})"
    spaced = [phrase for phrase in phrases if not phrase.endswith("'")]
    elided = [phrase for phrase in phrases if phrase.endswith("'")]
    ways = [rf"(?:{alternatives(spaced)})\s+", *([alternatives(elided)] if elided else [])]
    return f"(?:{'|'.join(ways)})"
