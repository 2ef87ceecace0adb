"""A misspelt name of a country: a few edits from one known name, and not a word of its own.

The rule is design.md's: one edit (optimal string alignment) below eight letters, two from there, the best match unique.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import OSA

from monitor.lookups.countries import Country, reading, single_words
from monitor.lookups.folding import fold
from monitor.lookups.places import cities

SHORTEST, MIDDLE = 6, 8  # letters: below SHORTEST no typo is read, below MIDDLE one edit, from there two
LONGEST = 30  # letters of a word that can be a country's name
STEM = 2  # letters at the end of a country's name that a people's name may do without: `Colomb-ia`, `Colomb-ian`


def nearly(name: str, language: str) -> Country | None:
    """The one country whose name is a few edits away in English or in `language`; None when none or several are.

    A people's name (`Moldovan`), a city (`Brasilia`) and words of their own are no typos.
    """
    if not (name[:1].isupper() and SHORTEST <= len(name) <= LONGEST and name.isalpha()):
        return None
    code = _nearly(fold(name), language)
    return Country(code) if code else None


@lru_cache(maxsize=4_000)
def _nearly(word: str, language: str) -> str | None:
    if " " in word or len(word) < SHORTEST or word in reading().never_typos:
        return None
    allowed = 1 if len(word) < MIDDLE else 2
    near: dict[int, set[tuple[str, str]]] = {}
    for known, code in single_words(language).items():
        edits = OSA.distance(word, known, score_cutoff=allowed)
        if edits <= allowed:
            near.setdefault(edits, set()).add((code, known))
    best = near[min(near)] if near else set()
    codes = {code for code, _ in best}
    # A short name is no candidate, but it leaves a doubt: `Nigera` may be Niger as well as Nigeria.
    if len(codes) != 1 or all(len(known) < SHORTEST for _, known in best):
        return None
    if any(_is_people(word, known) for _, known in best) or cities().exact(word) is not None:
        return None
    return codes.pop()


def _is_people(word: str, known: str) -> bool:
    """Whether a folded word is a country's name, or its stem, with an ending that makes its people's."""
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, known, strict=False)))
    ending, lost = word[stem:], known[stem:]
    doubled = bool(lost) and word[stem : stem + 1] == word[stem - 1 : stem]  # `Botswanna` is no people
    return len(lost) <= STEM and ending in _demonyms() and sorted(ending) != sorted(lost) and not doubled


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(fold(ending) for ending in reading().demonyms)
