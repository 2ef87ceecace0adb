"""Lines under the labels of the chair that were not understood: whether they may name somebody who had it.

A line that names others (`Fiji, host of the talks`), and a sentence that names nobody (`The Chair is elected for a
year.`), says nothing of who is absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from monitor.compare import chairs
from monitor.compare.absent import names_of
from monitor.compare.identity import CURRENT, who
from monitor.compare.recall import UNREAD
from monitor.extract.sections import is_prose
from monitor.lookups import countries, fold, load, mechanisms
from monitor.model import FieldOutcome, Finding, Statement

CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
WITHIN = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ][\s,;(])" + CAPITAL.pattern)  # not at the beginning of a sentence


def missed(
    outcome: FieldOutcome | None, stood: Sequence[Statement], stands: Sequence[Statement], findings: Iterable[Finding]
) -> bool:
    """Whether a line was not understood, below a label of the chair that names somebody too, that may name who had it.

    `findings`: those of the mechanism.
    """
    unread = [one for one in findings if one.kind in UNREAD and one.field == "chair"]
    remarks = chairs.remarked(stands, unread)
    speaking = [one for one in unread if one not in remarks and _may_name(one.quote or "", stood, stands)]
    apart = max(0, ((outcome.listed if outcome else None) or 0) - chairs.labelled(stands)) if stands else 0
    return len(speaking) > apart


def unaccounted(stood: Sequence[Statement], stands: Sequence[Statement]) -> bool:
    """Whether somebody took the chair who was not to, and of one who had it the page says nothing any more."""
    named = {who(one) for one in stands}
    absent = any(who(one) not in named for one in stood if one.value.get("role") in CURRENT)
    return absent and bool(chairs.seated(stood, stands)) and not chairs.as_announced(stood, stands)


def _may_name(quote: str, stood: Sequence[Statement], stands: Sequence[Statement]) -> bool:
    there = {who(one) for one in stands}
    absent = [one for one in stood if who(one) not in there]
    named = names_of([quote])
    if named is None or any(map(named.has, absent)):
        return True
    if named.known - there:
        return False
    return not (named.known or is_prose(quote)) or _has_a_name(quote)


def _has_a_name(text: str) -> bool:
    """A word has a capital, but for those of labels, of known names and at the beginning of a sentence."""
    for named in reversed(mechanisms.find_mechanisms(text)):
        text = text[: named.start] + text[named.end :]
    for hit in reversed(countries.names().find(text)):
        text = text[: hit.start] + text[hit.end :]
    names = (WITHIN if is_prose(text) else CAPITAL).findall(text)
    return any(fold(name) not in _everyday() for name in names)


@cache
def _everyday() -> frozenset[str]:
    return frozenset(word for words in load.table("label_words")["words"].values() for word in words)
