"""Names of one kind, found in running text: longest first, whole words, with their offsets.

A vocabulary is built once from (name, value) pairs and knows nothing of what the values mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from monitor.errors import LookupDataError
from monitor.lookups.folding import SEAM, Word, fold, fold_word, is_plain, letters, words, words_in

Value = TypeVar("Value")
_Part = tuple[str, str]  # a folded word, and what parts it from the one before
NOTHING: Mapping[str, str] = MappingProxyType({})
LATIN = "A-Za-z0-9À-ÖØ-öø-ÿ"
SIMPLE = re.compile(rf"[{LATIN}](?:[{LATIN} '’-]*[{LATIN}])?")  # nothing in it parts its words for good
RUNS = re.compile(rf"[{LATIN}]+")
# A name that ends so leads on: `Congo, Democratic Republic of the`.
LEADS_ON = frozenset(["of", "the", "de", "d", "du", "del", "da", "do", "dos", "des"])


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A known name at `text[start:end]`."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    """What must be in a text beside the first word of names, for one of them to be there: the second word of one, or,
    of a name of one word, its letters as they are written and in capitals ('' for any).
    """

    seconds: frozenset[str]
    alone: tuple[str, str] | None

    def may_go_on(self, text: str, said: frozenset[str]) -> bool:
        if not self.seconds.isdisjoint(said):
            return True
        if not self.alone:
            return False
        written, capitals = self.alone
        return written in text or capitals in text or not is_plain(text)


def _always(_value: object, _source: str) -> bool:
    return True


def _in_any(_value: object) -> str:
    return ""


class Vocabulary(Generic[Value]):
    """Folded names and what each stands for. Two values for one name is a LookupDataError naming both.

    `same`: folded words that are one word in these names only, and that word (`rep` -> `republic`). `acronym`: the
    letters in which a name must stand in a text, or in capitals throughout ('' for a name in words). `folded`: the
    names are so already.
    """

    def __init__(
        self,
        pairs: Iterable[tuple[str, Value]],
        *,
        file: str,
        same: Mapping[str, str] = NOTHING,
        acronym: Callable[[Value], str] = _in_any,
        folded: bool = False,
    ) -> None:
        self._acronym = acronym
        self.names: dict[str, Value] = {}
        self._same = same
        self._begun: dict[str, list[tuple[list[_Part], Value]]] = {}  # the names by their first words
        for name, value in pairs:
            parts = [(word, "") for word in name.split(" ")] if folded else self._words(name)
            if not parts or not parts[0][0]:
                raise LookupDataError(f"lookups/{file}: {name!r} has no letters")
            known = self.names.setdefault(name if folded else " ".join([text for text, _ in parts]), value)
            if known is not value and known != value:
                raise LookupDataError(f"lookups/{file}: {name!r} stands for {known!r} and for {value!r}")
            self._begun.setdefault(parts[0][0], []).append((parts, value))
        self._known = frozenset((*self._begun, *(other for other, one in same.items() if one in self._begun)))
        self._trees: dict[str, dict[Any, Any]] = {}
        self._heads: dict[str, _Head] = {}

    def _tree(self, first: str) -> dict[Any, Any]:
        """What follows the first word of names: by each next word the same again, by None the value of a name that ends
        here. Made when a text holds the word for the first time: most names are never met.
        """
        if (tree := self._trees.get(first)) is None:
            tree = self._trees[first] = {}
            for parts, value in self._begun.get(first, ()):
                node = tree
                for part in parts[1:]:
                    node = node.setdefault(part, {})
                node[None] = value
        return tree

    def _words(self, name: str) -> list[_Part]:
        """The folded words of a name with the gaps before them, without a leading `the`."""
        if SIMPLE.fullmatch(name):
            parts = [(self._same.get(word, word), "") for word in map(fold_word, RUNS.findall(name))]
        else:
            parts = [(self._same.get(word.text, word.text), word.gap) for word in words(name)]
        if len(parts) > 1 and parts[0][0] == "the":
            parts = parts[1:]
        if parts:
            parts[0] = (parts[0][0], "")
        return parts

    def _head(self, word: str) -> _Head:
        """What goes with a word that begins names; worked out when a text holds the word for the first time."""
        if (head := self._heads.get(word)) is None:
            node = self._tree(self._same.get(word, word))
            seconds = {part[0] for part in node if part}
            seconds |= {other for other, one in self._same.items() if one in seconds}
            written = self._acronym(node[None]) if None in node else ""
            alone = (written, written.upper()) if None in node else None
            head = self._heads[word] = _Head(frozenset(seconds), alone)
        return head

    @property
    def first_words(self) -> frozenset[str]:
        """Words with which names begin: a text must hold one of them."""
        return self._known

    def may_be_in(self, text: str) -> bool:
        """False where a text cannot hold a name: told by its words, in no order, without looking for one."""
        said = words_in(text)
        if self._known.isdisjoint(said):
            return False
        return any(self._head(first).may_go_on(text, said) for first in said & self._known)

    def signature(self, name: str) -> tuple[tuple[str, str], ...]:
        """What this vocabulary makes of a name: two names of one signature do the work of one."""
        return tuple(self._words(name))

    def exact(self, text: str) -> Value | None:
        """What the text as a whole names; punctuation does not count."""
        folded = fold(text)
        if self._same:
            folded = " ".join(self._same.get(word, word) for word in folded.split())
        return self.names.get(folded)

    def begins(self, word: str) -> bool:
        """Whether a name begins with this folded word."""
        return (self._same.get(word, word) if self._same else word) in self._begun

    def find(
        self, text: str, accept: Callable[[Value, str], bool] = _always, *, glued: bool = False
    ) -> tuple[Hit[Value], ...]:
        """All names in a text in order, the longest at each place, none inside another.

        `accept(value, source)` may refuse a name for the way it is written; a shorter one is then tried. `glued`: a
        capital behind a small letter begins a new word (`MoroccoFrance`).
        """
        if not (glued and SEAM.search(text)) and not self.may_be_in(text):
            return ()
        parts = words(text, glued=glued)
        found: list[Hit[Value]] = []
        index = -1
        while (index := index + 1) < len(parts):
            if parts[index].text not in self._known or not self._goes_with(parts, index):
                continue
            start = parts[index].start
            for last, value in reversed(list(self._ends(parts, index))):
                end = _closed(text, start, parts[last].end)
                if self.is_written(value, text[start:end]) and accept(value, text[start:end]):
                    found.append(Hit(value, start, end))
                    index = last
                    break
        return tuple(found)

    def is_written(self, value: Value, source: str) -> bool:
        """Whether an acronym stands with its own capitals, or in capitals throughout."""
        acronym = self._acronym(value)
        return not acronym or letters(source) in (acronym, acronym.upper())

    def _goes_with(self, parts: tuple[Word, ...], index: int) -> bool:
        """Whether the word at `index` is a name, or begins one together with the next word: few do."""
        tree = self._tree(self._same.get(parts[index].text, parts[index].text))
        if None in tree:
            return True
        if index + 1 >= len(parts):
            return False
        after = parts[index + 1]
        return (self._same.get(after.text, after.text), after.gap) in tree

    def _ends(self, parts: tuple[Word, ...], index: int) -> Iterator[tuple[int, Value]]:
        """The names that begin with the word at `index`: the index of the last word and the value of each."""
        same = self._same
        node: Any = self._tree(same.get(parts[index].text, parts[index].text))
        if None in node:
            yield index, node[None]
        for at in range(index + 1, len(parts)):
            word = parts[at]
            node = node.get((same.get(word.text, word.text), word.gap))
            if node is None:
                return
            if None in node and not self._goes_on(parts, at):
                yield at, node[None]

    def _goes_on(self, parts: tuple[Word, ...], last: int) -> bool:
        """Whether a small word at the end of a name, or straight behind it, leads on to another name."""
        at = last if parts[last].text in LEADS_ON else last + 1
        if at >= len(parts) or parts[at].gap or parts[at].text not in LEADS_ON:
            return False
        while at < len(parts) and parts[at].text in LEADS_ON and not parts[at].gap:
            at += 1
        return at < len(parts) and not parts[at].gap and self.begins(parts[at].text)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name with the bracket that closes it: `Bolivia (Plurinational State of)`."""
    inside = text[start:end]
    for left, right in ("()", "[]"):
        if inside.count(left) > inside.count(right) and text[end : end + 1] == right:
            return end + 1
    return end
