"""Names of one kind, found in running text: longest first, whole words, with their offsets.

A vocabulary is built once from (name, value) pairs and knows nothing of what the values mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from monitor.errors import LookupDataError
from monitor.lookups.folding import Word, fold, words

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A known name at `text[start:end]`."""

    value: Value
    start: int
    end: int


def _always(_value: object, _source: str) -> bool:
    return True


class Vocabulary(Generic[Value]):
    """Folded names and what each stands for. Two values for one name is a LookupDataError naming both."""

    def __init__(self, pairs: Iterable[tuple[str, Value]], *, file: str) -> None:
        self.names: dict[str, Value] = {}
        self._tree: dict[Any, Any] = {}
        for name, value in pairs:
            key = fold(name)
            if not key:
                raise LookupDataError(f"lookups/{file}: {name!r} has no letters")
            known = self.names.setdefault(key, value)
            if known != value:
                raise LookupDataError(f"lookups/{file}: {name!r} stands for {known!r} and for {value!r}")
            self._plant(words(name), value)

    def _plant(self, parts: tuple[Word, ...], value: Value) -> None:
        if len(parts) > 1 and parts[0].text == "the":
            parts = parts[1:]
        node = self._tree
        for index, word in enumerate(parts):
            node = node.setdefault((word.text, word.gap if index else ""), {})
        node[None] = value

    def exact(self, text: str) -> Value | None:
        """What the text as a whole names; punctuation does not count."""
        return self.names.get(fold(text))

    def find(
        self, text: str, accept: Callable[[Value, str], bool] = _always, *, glued: bool = False
    ) -> tuple[Hit[Value], ...]:
        """All names in a text in order, the longest at each place, none inside another.

        `accept(value, source)` may refuse a name for the way it is written; a shorter one is then tried. `glued`: a
        capital behind a small letter begins a new word (`MoroccoFrance`).
        """
        parts = words(text, glued=glued)
        found: list[Hit[Value]] = []
        index = 0
        while index < len(parts):
            ends = list(self._ends(parts, index))
            start = parts[index].start
            for last, value in reversed(ends):
                end = _closed(text, start, parts[last].end)
                if accept(value, text[start:end]):
                    found.append(Hit(value, start, end))
                    index = last
                    break
            index += 1
        return tuple(found)

    def _ends(self, parts: tuple[Word, ...], index: int) -> Iterator[tuple[int, Value]]:
        """The names that begin with the word at `index`: the index of the last word and the value of each."""
        node = self._tree
        for at in range(index, len(parts)):
            word = parts[at]
            node = node.get((word.text, word.gap if at > index else ""), {})
            if not node:
                return
            if None in node:
                yield at, node[None]


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name with the bracket that closes it: `Bolivia (Plurinational State of)`."""
    inside = text[start:end]
    for left, right in ("()", "[]"):
        if inside.count(left) > inside.count(right) and text[end : end + 1] == right:
            return end + 1
    return end
