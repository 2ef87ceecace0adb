"""What was found in a text is kept for a while: a clause is asked for the same names by all who read it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Found = TypeVar("Found")
LONGEST = 2_000  # characters; a longer text is hardly asked twice
MOST = 1_024  # texts


def remembered(find: Callable[[str], Found]) -> Callable[[str], Found]:
    """A pure function of one text that remembers what it found in the last texts."""
    kept = lru_cache(maxsize=MOST)(find)

    @wraps(find)
    def found(text: str) -> Found:
        return kept(text) if len(text) <= LONGEST else find(text)

    return found
