"""Sentences cut into clauses, and the countries that stand in a row at the edge of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from monitor.extract.prose.joints import Worded
from monitor.extract.values.countries import CountryMatch, find_countries

CUT = Worded(r"(?-i:,\s+|\s+(?=(?:{and}|{but}|{while})\s)|\s+{that_english}\s+|:\s+)")
JOIN = Worded(r"[\s,]*(?:(?:{and}|{as_well_as})\s+)?(?:{the+}|{the_many+})?")
# words that may stand before a country that a verb names: `by the Government of Spain`
LEAD = Worded(r"[\s“\"'(]*(?:{before_a_name}\b['’\s]*)*[\s“\"'(]*")
NEAR = 3  # words between a country and the verb that it does


def clauses(sentence: str, has_verb: Callable[[str], bool]) -> tuple[str, ...]:
    """The clauses of a sentence, each with the words behind it up to the next that has a verb of its own.

    An `and` between two countries parts nothing.
    """
    hits = find_countries(sentence)
    rows = [(a.end, b.start) for a, b in pairwise(hits) if JOIN.fullmatch(sentence[a.end : b.start])]
    marks = [m.start() for m in CUT.finditer(sentence) if not any(a <= m.start() < b for a, b in rows)]
    found: list[str] = []
    for start, end in pairwise([0, *marks, len(sentence)]):
        piece = sentence[start:end]
        if found and not (has_verb(piece) and has_verb(found[-1])):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


class Named(Protocol):
    """Something that is named at text[start:end]."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Name = TypeVar("Name", bound=Named)


def row_at_end(text: str, hits: Sequence[Name], far: int = NEAR) -> tuple[Name, ...]:
    """Those of `hits`, in order, that stand in a row at the end of a text, at most `far` words before it."""
    if not hits or len(text[hits[-1].end :].split()) > far:
        return ()
    row = [hits[-1]]
    for hit in reversed(hits[:-1]):
        if not JOIN.fullmatch(text[hit.end : row[0].start]):
            break
        row.insert(0, hit)
    return tuple(row)


def row_before(text: str, far: int = NEAR) -> tuple[CountryMatch, ...]:
    """The countries in a row at the end of a text, at most `far` words before it."""
    return row_at_end(text, find_countries(text), far)
