"""Word sequences by which running text states facts, compiled once. Data: lookups/phrases.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from monitor.extract.gated import Gated, way_of
from monitor.lookups import table
from monitor.lookups.folding import LONG_TEXT

SENTENCE = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-ZÀ-ÖØ-Þ0-9])")
LONGEST = 4000  # characters of a sentence; the cost of reading one grows with the square of its length and more
LOOK_BACK = 12  # characters in which an abbreviation ends
COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
SHORT_LINE = 20  # words
# A full stop after one of these ends no sentence.
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|H\.E|St|No|n|Art|vol|pp|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


@cache
def pattern(group: str, key: str) -> Gated:
    """One pattern for all phrases of a group's key, longest first, whole words, any case and any white space."""
    words = sorted(table("phrases")[group][key], key=len, reverse=True)
    return Gated(((phrase, way_of(phrase)) for phrase in words), express=_expression)


def _expression(phrase: str) -> str:
    return r"\s+".join(map(_word, phrase.split()))


def _word(word: str) -> str:
    """`#` stands for a number, `…` for one to six words."""
    if word == "…":
        return r"(?:[^\s.;:]+\s+){0,5}?[^\s.;:]+"
    return r"\d[\d.,\s]*" if word == "#" else re.escape(word).replace("'", "['’]")


def is_counter(text: str) -> bool:
    """A line by which a page counts its readers: never content, never a change."""
    return pattern("page", "counters").search(text) is not None and len(text.split()) <= SHORT_LINE


def is_frame(text: str) -> bool:
    """A line that is made of the words of a site's frame: `Contact us Vacancies Terms and conditions Newsletter`."""
    if len(text.split(None, SHORT_LINE)) > SHORT_LINE:
        return False
    if COPYRIGHT.match(text):
        return True
    left = pattern("page", "chrome").sub(" ", text)
    return left != text and not re.search(r"[^\W\d_]{3}", left)


def _all(text: str) -> Iterator[str]:
    start = 0
    for gap in SENTENCE.finditer(text):
        stop = gap.start() + 1
        if SHORT.search(text[max(start, stop - LOOK_BACK) : stop]):
            continue
        yield text[start : gap.end()].strip()
        start = gap.end()
    yield text[start:].strip()


def _cut(text: str) -> tuple[str, ...]:
    return tuple(s for s in _all(text) if s and len(s) <= LONGEST)


def endless(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph that `sentences` leaves out."""
    return tuple(s for s in _all(text) if len(s) > LONGEST) if len(text) > LONGEST else ()


_remembered = lru_cache(maxsize=256)(_cut)  # every finder of a paragraph asks for its sentences


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, verbatim. One of more than LONGEST characters states nothing plainly and is left
    out.
    """
    return _remembered(text) if len(text) <= LONG_TEXT else _cut(text)
