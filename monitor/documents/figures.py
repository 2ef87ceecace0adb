"""Which figures and months of a sentence state a fact, so that others are an edit: `since 2003`, `20 000 persons`.

Times, dates on which nothing is said to happen, and figures where a page speaks of itself, of the weather or of rates
pass by themselves; and so does any figure where it cannot be told what a sentence says, since it is in no language of
lookups/passing.toml that has the words for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from monitor.documents.masks import SIGN, date_words
from monitor.documents.passing import lasting, settled, words_by_language
from monitor.lookups import fold, table

# hours, degrees, rates, rights and addresses: the figures beside them are of the day, or of a machine
OF_THE_DAY = re.compile(r"\d[:h]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|[°º=©#@]|https?:|www\.", re.IGNORECASE)
NUMERIC_DATE = re.compile(r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b")
NUMBER = re.compile(r"\d{1,6}(?:st|nd|rd|th|er|e|o|a)?")  # a longer one is a sign of something
DAY_OR_YEAR = re.compile(r"\d{1,2}|(?:1[89]|20)\d\d")
NEAR = 3  # words between a day and its month: `12 and 13 May`


def stated(sentence: str) -> str:
    """The sentence as `settled` has it, but with the figures and names of months that state a fact."""
    words = lasting(NUMERIC_DATE.sub(f" {SIGN} ", sentence)).split()
    languages = _languages(frozenset(words))
    if not languages or OF_THE_DAY.search(sentence) or not all(_itself()[one].isdisjoint(words) for one in languages):
        return settled(sentence)
    if any(not _happens()[one].isdisjoint(words) for one in languages):
        words = lasting(sentence).split()
        return " ".join(SIGN if _is_sign(word) else word for word in words)
    names = frozenset[str]().union(*map(date_words, languages))
    masked = {place for at, word in enumerate(words) if word in names for place in _date(words, at)}
    return " ".join(SIGN if at in masked or _is_sign(word) else word for at, word in enumerate(words))


def _is_sign(word: str) -> bool:
    """Whether a word with figures is no number: `29ab`."""
    return any(map(str.isdigit, word)) and NUMBER.fullmatch(word) is None


def _date(words: list[str], name: int) -> range:
    """The places of a date around the name of a month or day; none where it has no figures, as in `every May`."""
    near = range(max(name - NEAR, 0), min(name + NEAR, len(words)))
    figures = [at for at in near if DAY_OR_YEAR.fullmatch(words[at])]
    return range(min(*figures, name), max(*figures, name) + 1) if figures else range(0)


def _languages(words: frozenset[str]) -> tuple[str, ...]:
    """The languages of whose small words a sentence has some; none where it has some of others too."""
    spoken = {language: small for language, small in _small().items() if words & small}
    known = frozenset[str]().union(*spoken.values())
    return tuple(spoken) if words.isdisjoint(_foreign() - known) else ()


@cache
def words_of_itself() -> frozenset[str]:
    """The words in which a page speaks of itself or of the day, folded, in any language."""
    return frozenset[str]().union(*_itself().values())


@cache
def _itself() -> dict[str, frozenset[str]]:
    """The words of each language in which a page speaks of itself."""
    return {language: _single(words) for language, words in words_by_language("itself").items()}


@cache
def _happens() -> dict[str, frozenset[str]]:
    """The words of each language for what happens on a day."""
    return {language: _single(words) for language, words in words_by_language("happens").items()}


def _single(words: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words).split())


@cache
def _small() -> dict[str, frozenset[str]]:
    small = table("languages")["small_words"]
    return {language: frozenset(map(fold, small[language])) for language in _itself()}


@cache
def _foreign() -> frozenset[str]:
    return frozenset(map(fold, table("languages")["foreign"]["words"]))
