"""Words that stand for no value, and sentences that state that something does not exist. Data:
lookups/sentinels.toml.
"""

from __future__ import annotations

from functools import cache

from monitor.lookups import fold, table


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(fold(words) or words.strip() for words in table("sentinels")[group]["any"])


@cache
def _openings(field: str) -> tuple[str, ...]:
    return tuple(fold(words) for words in table("sentinels")["none_sentence"].get(field, ()))


def is_none(text: str) -> bool:
    """The whole text means that there is no value: `n/a`, `none`, `-`."""
    return (fold(text) or text.strip()) in _words("none")


def is_unknown(text: str) -> bool:
    """The whole text means that the value is not known yet: `tbc`. NULL, not none."""
    return (fold(text) or text.strip()) in _words("unknown")


def opens_without(field: str, text: str) -> bool:
    """The first sentence of the text states that there is no such thing."""
    first = fold(text.split(". ")[0])
    return any(first.startswith(words) or (len(words.split()) > 2 and words in first) for words in _openings(field))
