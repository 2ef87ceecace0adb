"""Sentences with gaps, found again in what was made of them."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter


def gaps(sentence: str) -> frozenset[str]:
    """The names of the gaps of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


@cache
def pattern(sentence: str) -> re.Pattern[str]:
    """What every filling of a sentence matches, with a group for each gap."""
    parts: list[str] = []
    met: set[str] = set()
    for words, name, _, _ in Formatter().parse(sentence):
        parts.append(re.escape(words))
        if name:
            parts.append(f"(?P={name})" if name in met else f"(?P<{name}>.*)")
            met.add(name)
    return re.compile("".join(parts), re.DOTALL)


def plain_length(sentence: str) -> int:
    """How many characters of a sentence stand outside its gaps."""
    return sum(len(words) for words, _, _, _ in Formatter().parse(sentence))
