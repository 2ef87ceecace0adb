"""Where a meeting is, as it counts: `Online`, `Virtual` and `En ligne` are one place, and `Hybrid` another."""

from __future__ import annotations

from functools import cache, lru_cache

from monitor.lookups.folding import fold
from monitor.lookups.load import table

ONLINE, IN_BOTH_WAYS = "virtual", "hybrid"


@lru_cache(maxsize=8192)
def venue(place: str) -> str:
    """The folded words of a place, or the one name of all that are said of no place (`virtual` in phrases.toml)."""
    folded = fold(place)
    return _said().get(folded, folded) or place.strip().casefold()


@cache
def _said() -> dict[str, str]:
    words = table("phrases")["meeting"]
    both = {fold(word) for word in words["hybrid"]}
    found: dict[str, str] = {}
    for said in words["virtual"]:
        for folded in (fold(said), fold(said.removesuffix("ly"))):  # `held virtually` is read as `held virtual`
            found[folded] = ONLINE if both.isdisjoint(folded.split()) else IN_BOTH_WAYS
    return found
