"""Texts as they count when they are compared: folded, with dates and counters taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from monitor.lookups import fold, generated

DATE = re.compile(
    r"\b\d{1,4}([/-])\d{1,2}\1\d{1,4}\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|\b\d{1,2}[:h]\d{2}(?::\d{2})?\b|\b(?:19|20)\d\d\b"
)
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|o|a)?")
SIGN = "#"
HALVES = ("am", "pm")
PLACE = "masked"  # what stands for a date while the text is folded


def masked(text: str) -> str:
    """A text folded, with all numbers and the names of months and days taken out."""
    return dates_masked(figures_masked(fold(text).split()))


def figures_masked(words: Iterable[str]) -> list[str]:
    """Words with all numbers taken out."""
    return [SIGN if re.search(r"\d", word) else word for word in words]


def dates_masked(words: Iterable[str]) -> str:
    """Words joined, with the names of months and days taken out."""
    dates = _date_words()
    return " ".join(_without_halves([SIGN if word in dates else word for word in words]))


def undated(text: str) -> str:
    """A text folded, with dates and times taken out: a number that is none stays."""
    months = _date_words()
    words = [SIGN if word == PLACE or word in months else word for word in fold(DATE.sub(f" {PLACE} ", text)).split()]
    if SIGN in words:
        for order in (range(len(words)), range(len(words) - 1, -1, -1)):  # `12 May`, `May 12`, `12 to 13 May`
            for at in order:
                beside = words[max(at - 1, 0) : at + 2]
                if SIGN in beside and DAY.fullmatch(words[at]):
                    words[at] = SIGN
    return " ".join(_without_halves(words))


def _without_halves(words: Sequence[str]) -> Iterator[str]:
    """The words without the half of the day behind a time: `1:00 am`, which is the same as `1:00 pm` then."""
    return (word for before, word in pairwise(("", *words)) if not (before == SIGN and word in HALVES))


@cache
def date_words(language: str) -> frozenset[str]:
    """The folded names of months and days in a language."""
    return frozenset(fold(word) for part in generated("months")[language].values() for word in part)


@cache
def _date_words() -> frozenset[str]:
    return frozenset[str]().union(*map(date_words, generated("months")))
