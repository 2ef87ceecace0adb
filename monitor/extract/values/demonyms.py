"""States by their adjectives, beside the word for an office: `Moroccan Presidency`, `présidence marocaine`.

Alone an adjective names nobody: `the Spanish version`, `French-speaking States`. Data: lookups/demonyms.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.extract.gated import Gated
from monitor.extract.values.countries import CountryMatch, country_name
from monitor.lookups import Hit, Vocabulary, table

AND = re.compile(r"\s+(?:and|et|y|e|&)\s+")
BETWEEN = re.compile(r"[ \u00a0]+")


@cache
def demonyms() -> Vocabulary[str]:
    known = table("demonyms")["demonym"].items()
    return Vocabulary(((word, code) for code, words in known for word in words), file="demonyms.toml")


def find_demonyms(text: str, offices: re.Pattern[str] | Gated) -> tuple[CountryMatch, ...]:
    """The States whose adjective stands straight before or behind a word that `offices` matches, in order.

    `name` is the State's name in English, `text[start:end]` the adjective.
    """
    spans = [(found.start(), found.end()) for found in offices.finditer(text)]
    return tuple(_beside(text, spans)) if spans else ()


def _beside(text: str, spans: list[tuple[int, int]]) -> Iterator[CountryMatch]:
    reached = False  # by the one before: `the Turkish and Hungarian co-chairs`
    last = 0
    hits = demonyms().find(text)
    for hit, following in zip(hits, (*hits[1:], None), strict=False):
        joined = following is not None and AND.fullmatch(text[hit.end : following.start]) is not None
        reached = (reached and AND.fullmatch(text[last : hit.start]) is not None) or _touches(text, hit, spans)
        if reached or (joined and following is not None and _touches(text, following, spans)):
            yield CountryMatch(hit.value, country_name(hit.value), hit.start, hit.end)
        last = hit.end


def _touches(text: str, hit: Hit[str], spans: list[tuple[int, int]]) -> bool:
    return any(
        BETWEEN.fullmatch(text[hit.end : start]) or BETWEEN.fullmatch(text[end : hit.start]) for start, end in spans
    )
