"""Whether words that no table knows look like the name of a body."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.values.countries import capitalised
from monitor.extract.values.organisations import ACRONYM

DIGIT = re.compile(r"\d")
# words that say what a body is
KINDS = (
    ("naming", "nouns"), ("bodies", "authors"), ("bodies", "groups"), ("membership", "authorities"),
    ("organisation", "generic"), ("organisation", "office"), ("organisation", "body"),
)  # fmt: skip


def is_named(words: str) -> bool:
    """Whether unknown words look like a name: they say what the body is, have an acronym, or capitals beyond the first
    word. `Under negotiation`, `Rotating` and `Counted 38` do not.
    """
    if not words[:1].isupper() or pattern("organisation", "no_name").search(words):
        return False
    if any(pattern(*kind).search(words) for kind in KINDS):
        return True
    several = len(words.split()) > 1
    if ACRONYM.search(words) and not (several and words.isupper()):
        return True
    return several and capitalised(words) and DIGIT.search(words) is None
