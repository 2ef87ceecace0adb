"""One spelling for a number: `4th`, `Fourth`, `IV`, `4e`, `Cuarta` and `4.ª` are one (design rule 8). Pure.

In: a folded wording. Out: the same with its ordinals and Roman numerals in digits.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from monitor.lookups import fold, load

ENDS = "st|nd|rd|th|er|ere|re|e|eme|nde?|a|o"  # `4th`, `4e`, `1er`, `4 a` of `4.ª`
ROMAN = {"i": 1, "v": 5, "x": 10}
DIGITS = re.compile(rf"\b(\d{{1,3}})(?:(?:{ENDS})\b| (?:[ao])\b(?= \w))")
NUMERAL = re.compile(r"\b(?=[ivx]+\b)x{0,3}(?:ix|iv|v?i{0,3})(?<=[ivx])\b")


@lru_cache(maxsize=8192)
def counted(folded: str) -> str:
    """A folded wording with its numbers in digits."""
    found = _words().sub(lambda word: _numbers()[word[0]], folded)
    found = DIGITS.sub(r"\1", found)
    return NUMERAL.sub(lambda numeral: str(_value(numeral[0])), found)


@cache
def _numbers() -> dict[str, str]:
    """The folded words -> the number in digits."""
    table = load.table("ordinals")["ordinals"]
    return {fold(word): number for number, words in table.items() for word in words}


@cache
def _words() -> re.Pattern[str]:
    behind = "|".join(map(re.escape, load.table("ordinals")["not_before"]["words"]))
    words = "|".join(re.escape(word) for word in sorted(_numbers(), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b(?!\W+(?:{behind})\b)")


def _value(numeral: str) -> int:
    values = [ROMAN[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
