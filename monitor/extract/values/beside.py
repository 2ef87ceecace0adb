"""What stands at an end of a meeting's line and says nothing of it: `Register now`, `(report)`, `94 days to go`.

In: a line of a list of meetings. Out: the line without buttons, badges, ways to papers, and countdowns, which would
change its title from day to day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.documents.passing import words_by_language
from monitor.extract.phrases import pattern
from monitor.extract.values.line_parts import ends_in_city
from monitor.lookups import fold

MARK = re.compile(r"\s*[,;|]\s*|\s+[–—-]{1,2}\s+|\s*[–—]\s+|\s*[(\[]")
HEAD = re.compile(r"\s*[,;:|)\]]\s*|\s+[–—-]{1,2}\s+|\s*[–—]\s+")
GAP = re.compile(r"\s+")
CLOSING = ")]"
AHEAD = ("controls", "more")  # of [meeting] in lookups/phrases.toml
BEHIND = (*AHEAD, "papers")
NUMBER = re.compile(r"\d{1,5}")
MOST = 5  # of them at an end
LONGEST = 6  # words of one


def without_beside(text: str) -> str:
    """The line without them; as it is where it would have no other words."""
    left = text
    for _ in range(MOST):
        shorter = next((one for one in _shorter(left) if any(c.isalpha() for c in one)), None)
        if shorter is None:
            break
        left = shorter
    return left


def _shorter(text: str) -> Iterator[str]:
    """The line without what stands at its end or its beginning."""
    bare = text.rstrip(" .!")
    marks, gaps = list(MARK.finditer(bare)), list(GAP.finditer(bare))
    if marks and _is_beside(bare[marks[-1].end() :].strip(f"{CLOSING} !"), *BEHIND):
        yield bare[: marks[-1].start()]
    for gap in gaps[-LONGEST:]:
        if _is_set_apart(bare[gap.end() :], *BEHIND):
            yield bare[: gap.start()]
    if gaps and _is_badge(bare[gaps[-1].end() :]) and _ends_in_day_or_city(bare[: gaps[-1].start()]):
        yield bare[: gaps[-1].start()]
    if gaps and _is_badge(bare[: gaps[0].start()]) and bare[gaps[0].end()].isdigit():
        yield bare[gaps[0].end() :]
    head = HEAD.search(bare)
    if head and _is_beside(bare[: head.start()].strip("([ !"), *AHEAD):
        yield bare[head.end() :]
    for gap in gaps[:LONGEST]:
        if _is_set_apart(bare[: gap.start()], *AHEAD) and bare[gap.end()].isalnum():
            yield bare[gap.end() :]


def _is_beside(words: str, *keys: str) -> bool:
    return any(pattern("meeting", key).fullmatch(words) for key in keys) or _counts(words)


def _is_set_apart(words: str, *keys: str) -> bool:
    """Without a mark only what is no end of a title: several words, of which the first is a figure or a capital."""
    return len(words.split()) > 1 and not words[0].islower() and _is_beside(words, *keys)


def _is_badge(word: str) -> bool:
    """One word with a capital that may stand right behind a day or a city, or before a day: `Istanbul Register`."""
    return word[:1].isupper() and any(pattern("meeting", key).fullmatch(word) for key in ("controls", "badges"))


def _ends_in_day_or_city(text: str) -> bool:
    return text[-1:].isdigit() or ends_in_city(text)


def _counts(words: str) -> bool:
    """`94 days to go`, `in 3 weeks`, `52 participants`; a length of time alone says how long the meeting lasts."""
    number = NUMBER.search(words)
    if number is None or len(words.split()) > LONGEST:
        return False
    before, after = words[: number.start()].strip(), words[number.end() :].strip()
    if not before and pattern("meeting", "counted").fullmatch(after):
        return True
    time, _, rest = after.partition(" ")
    around = [part for part in (before, rest.strip()) if part]
    ahead = pattern("meeting", "countdown")
    return fold(time) in _times() and bool(around) and all(ahead.fullmatch(part) for part in around)


@cache
def _times() -> frozenset[str]:
    """Words for lengths of time, folded, in any language."""
    return frozenset(word for words in words_by_language("time").values() for word in words)
