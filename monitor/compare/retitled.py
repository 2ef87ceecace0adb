"""Documents whose title and address changed at once, with the language of their page.

One document is what has the same year, kind and number, where neither side has another of these and their titles share
a name or a like word. It is amended then, not gone beside one that came; all else is left as two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from rapidfuzz import fuzz

from monitor.compare.identity import form_of, wording
from monitor.compare.pairing import Kept, New
from monitor.compare.wordings import title
from monitor.lookups import fold
from monitor.lookups.load import table
from monitor.lookups.places import cities
from monitor.model import Json, OpenStatement

FILE = "document_kinds"
NUMBER = re.compile(r"\d+")
LIKE = 65.0  # likeness of two words that may be one in two languages: `annual` and `annuel`
LETTERS = 4  # of a word that tells

Mark = tuple[int, str, frozenset[str]]
One = TypeVar("One")


def retitled(
    gone: Sequence[OpenStatement], come: Sequence[New], is_translated: Callable[[OpenStatement, New], bool]
) -> tuple[Kept, ...]:
    """Documents that went, with those that they are in the language of the page now."""
    old = _alone((_mark(one.statement.value), one) for one in gone if form_of(one.statement) == "document")
    new = _alone((_mark(one.value), (n, one)) for n, one in come if form_of(one) == "document")
    pairs = ((one, new[mark]) for mark, one in old.items() if mark in new)
    return tuple(
        pair for pair in pairs if is_translated(*pair) and _are_near(pair[0].statement.value, pair[1][1].value)
    )


def _alone(marked: Iterable[tuple[Mark | None, One]]) -> dict[Mark, One]:
    """The entries by what tells them, where no other has the same."""
    found: dict[Mark, list[One]] = {}
    for mark, one in marked:
        if mark is not None:
            found.setdefault(mark, []).append(one)
    return {mark: ones[0] for mark, ones in found.items() if len(ones) == 1}


def _mark(value: Json) -> Mark | None:
    """Year, kind and numbers of a document; None where one of the first two is not told."""
    kind, year = _kind(title(value))[0], value.get("year")
    return (year, kind, frozenset(NUMBER.findall(title(value))) - {str(year)}) if kind and year else None


def _are_near(one: Json, other: Json) -> bool:
    """Whether two titles have a like word beside those of their kind, or none: where both name cities, one of these."""
    words = [_cities(title(value)) for value in (one, other)]
    if not all(words):
        words = [_kind(title(value))[1] for value in (one, other)]
    return not any(words) or any(fuzz.ratio(word, each) >= LIKE for word in words[0] for each in words[1])


def _cities(words: str) -> tuple[str, ...]:
    """The cities that a title names, folded: Lisbon and Lisboa are alike, Rabat and Casablanca are not."""
    return tuple(fold(words[hit.start : hit.end]) for hit in cities().find(words))


@lru_cache(maxsize=1024)
def _kind(words: str) -> tuple[str, tuple[str, ...]]:
    """The kind that a title names, '' for none or several, and its other telling words."""
    said = f" {wording(words)} "
    found = []
    for name, kind in _kinds():
        if f" {name} " in said:
            found.append(kind)
            said = said.replace(f" {name} ", " ")
    others = tuple(word for word in said.split() if len(word) >= LETTERS and not word.isdigit())
    return (found[0] if len(set(found)) == 1 else ""), others


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    """Folded words with the kind that they name, the longest first."""
    named = {(fold(name), kind) for kind, names in table(FILE).items() for name in names}
    return tuple(sorted(named, key=lambda one: (-len(one[0]), one)))
