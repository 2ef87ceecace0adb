"""Word sequences by which running text states facts, compiled once. Data: lookups/phrases.toml."""

from __future__ import annotations

import re
from functools import cache

from monitor.lookups import table

SENTENCE = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-ZÀ-ÖØ-Þ0-9])")
# A full stop after one of these ends no sentence.
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|H\.E|St|No|n|Art|vol|pp|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


@cache
def pattern(group: str, key: str) -> re.Pattern[str]:
    """One pattern for all phrases of a group's key, longest first, whole words, any case and any white space."""
    words = sorted(table("phrases")[group][key], key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in words) + r")(?!\w)", re.IGNORECASE
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, verbatim."""
    found: list[str] = []
    start = 0
    for gap in SENTENCE.finditer(text):
        if SHORT.search(text[start : gap.start()]):
            continue
        found.append(text[start : gap.end()].strip())
        start = gap.end()
    return tuple(s for s in (*found, text[start:].strip()) if s)
