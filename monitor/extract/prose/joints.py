"""The little words between the others - articles, pronouns, `who`, `since`, `now` - as patterns of what stands around.

A pattern is written with names of lists where words stand, in every language at once: `{who}` is one of the words of a
list of lookups/joints.toml, `{chair.vice}` one of a list of lookups/phrases.toml. `{the+}` takes the white space behind
the word along, of which `l'` has none. A text that holds no word of `{now!}` is not tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.gated import Gated, Way
from monitor.extract.prose.verbs import alternatives, telling
from monitor.lookups import table

NAMED = re.compile(r"\{(?:(?P<group>[a-z]+)\.)?(?P<key>[a-z_]+)(?P<mark>[+!]?)\}")


def worded(pattern: str) -> Gated:
    """A pattern, in any letter case, of which the words are lists."""
    return Gated(_made(pattern), before="", after="")


def _made(pattern: str) -> Iterator[tuple[str, Way]]:
    way: Way = tuple(
        frozenset(word for phrase in _phrases(named) for word in telling(phrase))
        for named in NAMED.finditer(pattern)
        if named["mark"] == "!"
    )
    yield NAMED.sub(_words, pattern), way


def _phrases(named: re.Match[str]) -> list[str]:
    words = table("phrases")[named["group"]] if named["group"] else table("joints")
    return list(words[named["key"]])


def _words(named: re.Match[str]) -> str:
    phrases = _phrases(named)
    if named["mark"] != "+":
        return f"(?:{alternatives(phrases)})"
    spaced = [phrase for phrase in phrases if not phrase.endswith("'")]
    elided = [phrase for phrase in phrases if phrase.endswith("'")]
    ways = [rf"(?:{alternatives(spaced)})\s+", *([alternatives(elided)] if elided else [])]
    return f"(?:{'|'.join(ways)})"
