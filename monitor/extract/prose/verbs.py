"""Verbs made of their parts: `{be} {done} {by}` for every form of `to be`, every participle, every word for `by`.

The parts are lists of lookups/verbs.toml, so that a rule is one line for four languages. Between two parts an adverb
without a meaning of its own may stand: `is currently held by`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from monitor.lookups import table

PART = re.compile(r"\{(\w+)\}")
OWNER = r"(?:\s+[^\s.;:,]+){1,8}?"


@cache
def form(group: str, key: str) -> re.Pattern[str]:
    """One pattern for all forms of a group's key, compiled once. Each form is words and names of lists of the group:
    `{be} {done} {by}`; `{filler}*` stands for any number of that list's words, `{adverb}?` for one or none, `{of}…` for
    one with up to eight words behind it, or nothing.
    """
    forms = (_form(group, words) for words in table("verbs")[group][key])
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


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
            pattern += rf"(?:\s+(?:{inner})){mark}" if parted else rf"(?:(?:{inner})\s+){mark}"
            continue
        pattern += (rf"\s+(?:(?:{_adverbs()}),?\s+){{0,2}}" if parted else "") + rf"(?:{inner})"
        parted = True
    return pattern


def _part(group: str, part: str) -> str:
    named = PART.fullmatch(part)
    return alternatives(table("verbs")[group][named[1]]) if named else _word(part)


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
