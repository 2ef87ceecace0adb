"""The verbs by which an office is held, given or called, as a clause says them: phrases, and verbs made of parts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from monitor.extract.gated import Gated
from monitor.extract.phrases import pattern
from monitor.extract.prose.verbs import PART, form
from monitor.lookups import table
from monitor.lookups.folding import words_in

# A clause is asked for all verbs, and for the same ones more than once; most clauses hold two or three.
REMEMBERED = 4096


def said_by(key: str, clause: str) -> re.Match[str] | None:
    """The first of the phrases of a key, or of the verbs made of parts, in a clause about who chairs."""
    return _first(key, clause) if key in _may_say(clause) else None


@lru_cache(maxsize=REMEMBERED)
def _first(key: str, clause: str) -> re.Match[str] | None:
    said = [found for verbs in _verbs(key) if (found := verbs.search(clause))]
    return min(said, key=lambda found: (found.start(), -found.end()), default=None)


@lru_cache(maxsize=REMEMBERED)
def _may_say(clause: str) -> frozenset[str]:
    """The keys of which a clause may hold a verb, by one look at its words."""
    keys, words, always = _by_word()
    return always.union(*(keys[word] for word in words & words_in(clause)))


@cache
def _by_word() -> tuple[dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    """Keys by a word of which one of their verbs needs one, those words, and the keys with a verb that needs none."""
    phrases, verbs = table("phrases")["chair"], table("verbs")["chair"]
    parts = {part for forms in verbs.values() for words in forms for part in PART.findall(words)}
    made = {key: _verbs(key) for key in {*phrases, *verbs} - parts}
    found: dict[str, set[str]] = {}
    for key, patterns in made.items():
        for word in frozenset().union(*(each.words for each in patterns)):
            found.setdefault(word, set()).add(key)
    always = frozenset(key for key, patterns in made.items() if any(each.may_be_in("") for each in patterns))
    return {word: frozenset(keys) for word, keys in found.items()}, frozenset(found), always


@cache
def _verbs(key: str) -> tuple[Gated, ...]:
    phrases, verbs = key in table("phrases")["chair"], key in table("verbs")["chair"]
    return (*([pattern("chair", key)] if phrases else []), *([form("chair", key)] if verbs else []))
