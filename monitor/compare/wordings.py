"""How like two wordings are: rapidfuzz's token-sort ratio over folded words, 0 to 100, and 0 for different numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from monitor.compare.identity import wording
from monitor.model import Json, Statement

Lists = tuple[Sequence[Statement], Sequence[Statement]]  # all entries that stood, and all that stand
LONGEST = 300  # characters of a text that are compared
RESTATED = 70.0  # token-set likeness above which words for one thing are only put otherwise
ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
NUMBER = re.compile(r"\b(?:(\d+)(?:st|nd|rd|th)?|([ivx]+))\b")


def alike(one: str, other: str) -> float:
    """Likeness of two wordings; 0 when they carry different numbers, for the 7th conference is not the 8th."""
    a, b = wording(one[:LONGEST]), wording(other[:LONGEST])
    return fuzz.token_sort_ratio(a, b) if numbers(a) == numbers(b) else 0.0


def shared(one: str, other: str) -> float:
    """Likeness of the words that two wordings share, 0 to 100: 100 where one has all those of the other."""
    return fuzz.token_set_ratio(wording(one[:LONGEST]), wording(other[:LONGEST]))


def restated(one: str, other: str) -> bool:
    """Whether two wordings of one thing only put it otherwise, with the same numbers."""
    a, b = wording(one[:LONGEST]), wording(other[:LONGEST])
    return numbers(a) == numbers(b) and (a == b or fuzz.token_set_ratio(a, b) >= RESTATED)


@lru_cache(maxsize=8192)
def numbers(folded: str) -> frozenset[str]:
    """The numbers of a folded wording: digits, ordinals in words, Roman numerals."""
    written = (digits or roman for digits, roman in NUMBER.findall(folded))
    return frozenset(written) | (ORDINALS & set(folded.split()))


def title(value: Json) -> str:
    """The title of a meeting, a document or a link; '' for none."""
    return str(value.get("title") or "") if isinstance(value, dict) else ""


def repeated(lists: Lists, mark: Callable[[Statement], Iterable[Hashable]]) -> frozenset[Hashable]:
    """Marks that several entries of one list bear, so that they tell none of them."""
    counted = (Counter(each for entry in entries for each in mark(entry)) for entries in lists)
    return frozenset(each for counter in counted for each, times in counter.items() if times > 1)
