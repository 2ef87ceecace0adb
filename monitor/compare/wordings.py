"""How like two wordings are: rapidfuzz's token-sort ratio over folded words, 0 to 100, and 0 for different numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from monitor.compare.identity import wording
from monitor.compare.ordinals import counted
from monitor.lookups import fold, load
from monitor.model import Json, Statement

Lists = tuple[Sequence[Statement], Sequence[Statement]]  # all entries that stood, and all that stand
LONGEST = 300  # characters of a text that are compared
RESTATED = 70.0  # token-set likeness above which words for one thing are only put otherwise
SLIPS = 3  # words of a wording that may be spelt otherwise
FEWEST_INITIALS = 3
SPELT = 5  # letters from which a word with one letter more, or two of them exchanged, is the same word
PLURAL = re.compile(r"(?<=\w\w\w)(?:ies|s)$")
NUMBER = re.compile(r"\b\d+\b")


def alike(one: str, other: str) -> float:
    """Likeness of two wordings; 0 when they carry different numbers, for the 7th conference is not the 8th."""
    a, b = counted(wording(one[:LONGEST])), counted(wording(other[:LONGEST]))
    return fuzz.token_sort_ratio(a, b) if numbers(a) == numbers(b) else 0.0


def shared(one: str, other: str) -> float:
    """Likeness of the words that two wordings share, 0 to 100: 100 where one has all those of the other."""
    return fuzz.token_set_ratio(counted(wording(one[:LONGEST])), counted(wording(other[:LONGEST])))


def restated(one: str, other: str) -> bool:
    """Whether two wordings of one thing only put it otherwise, with the same numbers."""
    a, b = counted(wording(one[:LONGEST])), counted(wording(other[:LONGEST]))
    return numbers(a) == numbers(b) and (a == b or fuzz.token_set_ratio(a, b) >= RESTATED)


def same_words(one: str, other: str) -> bool:
    """Whether two wordings differ in small words (`of the`), order, plurals and slips of the pen alone."""
    a, b = _words(counted(wording(one))), _words(counted(wording(other)))
    left, right = a - b, b - a
    if not left and not right:
        return True
    if (
        len(left) != len(right)
        or len(left) > SLIPS
        or numbers(counted(wording(one))) != numbers(counted(wording(other)))
    ):
        return False
    return all(any(_slip(word, each) for each in right) for word in left)


def extended(one: str, other: str) -> bool:
    """Whether one of two wordings has all the words of the other, small ones aside, and both the same numbers."""
    a, b = _words(counted(wording(one))), _words(counted(wording(other)))
    return (a <= b or b <= a) and numbers(wording(one)) == numbers(wording(other))


def initialled(one: str, other: str) -> bool:
    """Whether a word of one wording is the initials of all words of the other, small ones aside: `SOM` for `Senior
    Officials Meeting`.
    """
    same = numbers(wording(one)) == numbers(wording(other))
    return same and any(_initials(b) in wording(a).split() for a, b in ((one, other), (other, one)))


def _initials(words: str) -> str | None:
    telling = [word for word in counted(wording(words)).split() if word.isalpha() and word not in _small()]
    return "".join(word[0] for word in telling) if len(telling) >= FEWEST_INITIALS else None


@lru_cache(maxsize=8192)
def _words(folded: str) -> frozenset[str]:
    """The words that tell a folded wording from another: without the small ones, in one spelling and number."""
    every = folded.split()
    telling = [word for word in every[:-1] if word not in _small()] + every[-1:]  # `Group A` is not `Group E`
    return frozenset(PLURAL.sub(lambda end: "y" if end[0] == "ies" else "", word).replace("z", "s") for word in telling)


def _slip(one: str, other: str) -> bool:
    """Whether two words are one, misspelt: not `legal` for `illegal`, nor `police` for `policy`."""
    near = one[0] == other[0] and min(len(one), len(other)) >= SPELT and OSA.distance(one, other) == 1
    return near and (len(one) != len(other) or sorted(one) == sorted(other))


@cache
def _small() -> frozenset[str]:
    known = load.table("languages")
    of_one = (word for words in known["small_words"].values() for word in words)
    return frozenset(fold(word) for word in (*of_one, *known["shared"]["words"]))


@lru_cache(maxsize=8192)
def numbers(folded: str) -> frozenset[str]:
    """The numbers of a folded wording in digits: also ordinals in words and Roman numerals."""
    return frozenset(NUMBER.findall(counted(folded)))


def title(value: Json) -> str:
    """The title of a meeting, a document or a link; '' for none."""
    return str(value.get("title") or "") if isinstance(value, dict) else ""


def repeated(lists: Lists, mark: Callable[[Statement], Iterable[Hashable]]) -> frozenset[Hashable]:
    """Marks that several entries of one list bear, so that they tell none of them."""
    counted = (Counter(each for entry in entries for each in mark(entry)) for entries in lists)
    return frozenset(each for counter in counted for each, times in counter.items() if times > 1)
