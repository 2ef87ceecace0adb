"""Verbs made of their parts: `{be} {done} {by}` for every form of `to be`, every participle, every word for `by`.

The parts are lists of lookups/verbs.toml, so that a rule is one line for four languages. Between two parts an adverb
without a meaning of its own may stand: `is currently held by`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, partial

from monitor.extract.gated import Gated, Way, needed
from monitor.lookups import table

PART = re.compile(r"\{(\w+)\}")
SPACE = r"(?:\s+|(?<=['’]))"  # `l'actuel président`
OWNER = r"(?:\s+[^\s.;:,]+){1,8}?"


@cache
def form(group: str, key: str) -> Gated:
    """One pattern for all forms of a group's key, compiled once. Each form is words and names of lists of the group:
    `{be} {done} {by}`; `{filler}*` stands for any number of that list's words, `{adverb}?` for one or none, `{of}…` for
    one with up to eight words behind it, or nothing.
    """
    forms = table("verbs")[group][key]
    ways = ((words, _way(group, words)) for words in forms)
    return Gated(ways, express=partial(_form, group), after=r"(?:(?<=['’])|(?!\w))")


def _form(group: str, words: str) -> str:
    """The form as a pattern: between two obligatory parts any number of adverbs."""
    pattern, parted = "", False
    for part in words.split():
        body, mark = (part[:-1], part[-1]) if part[-1] in "*?…" else (part, "")
        inner = _part(group, body)
        if mark == "…":
            pattern += rf"(?:\s+(?:{inner}){OWNER})?"
            continue
        if mark:
            inner = f"{inner}|{_adverbs()}" if mark == "*" else inner
            pattern += rf"(?:{SPACE}(?:{inner})){mark}" if parted else rf"(?:(?:{inner})\s+){mark}"
            continue
        pattern += (rf"{SPACE}(?:(?:{_adverbs()}),?\s+){{0,2}}" if parted else "") + rf"(?:{inner})"
        parted = True
    return pattern


def _way(group: str, words: str) -> Way:
    """The words that a form needs: one of each obligatory part."""
    parts = [part for part in words.split() if part[-1] not in "*?…"]
    return tuple(_needed(group, part) for part in parts)


@cache  # most parts are those of many forms
def _needed(group: str, part: str) -> frozenset[str]:
    return frozenset(word for phrase in _phrases(group, part) for word in telling(phrase))


def _phrases(group: str, part: str) -> Iterable[str]:
    named = PART.fullmatch(part)
    return table("verbs")[group][named[1]] if named else (part,)


def telling(phrase: str) -> Iterable[str]:
    """The longest word of a phrase that few texts have, in each of its forms."""

    def rare(word: str) -> tuple[bool, int]:
        bare = word.split("/")[0]
        return bare not in _everyday(), len(bare)

    stem, *endings = max(phrase.split(), key=rare).split("/")
    for ending in ("", *endings):
        yield max(needed(stem + ending), key=len)


@cache
def _everyday() -> frozenset[str]:
    """By these no phrase is looked for: nearly every text has one."""
    languages = table("languages")
    return frozenset(word for words in languages["small_words"].values() for word in words) | {
        *languages["everyday"]["words"]
    }


@cache
def _part(group: str, part: str) -> str:
    return alternatives(_phrases(group, part)) if PART.fullmatch(part) else _word(part)


def alternatives(phrases: Iterable[str]) -> str:
    """The phrases as one alternation, longest first."""
    longest = sorted(set(phrases), key=len, reverse=True)
    return "|".join(r"\s+".join(map(_word, phrase.split())) for phrase in longest)


def _word(word: str) -> str:
    """A word as it stands, or with one of the endings that slashes part: `provide/s/d`."""
    stem, *endings = word.split("/")
    bare = re.escape(stem).replace("'", "['’]")
    return bare + (f"(?:{'|'.join(map(re.escape, endings))})?" if endings else "")


@cache
def _adverbs() -> str:
    return alternatives(table("verbs")["adverbs"]["any"])
