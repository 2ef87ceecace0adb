"""The words of a field's labels in a text."""

from __future__ import annotations

from functools import cache

from monitor.lookups import fold, load
from monitor.lookups.folding import words_in

GROUPS = {"chair": ("chair", "cochair", "presided"), "secretariat": ("secretariat",)}  # of lookups/label_words.toml


def says(text: str, field: str) -> bool:
    """The text has a word of the field's labels."""
    return not spoken(field).isdisjoint(words_in(text))


@cache
def spoken(field: str) -> frozenset[str]:
    """The words of a field's labels; a president is a person too."""
    groups = load.table("label_words")["words"]
    words = {fold(word) for group in GROUPS[field] for word in groups[group]}
    return frozenset(word for word in words if not word.startswith("president") or word == "presidency")
