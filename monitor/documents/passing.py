"""What a text says that passes by itself, taken out: dates, figures, how far away something is, how often it was read.

`updated three days ago` and `updated 2 hours ago` are the same, and so are `begins in 12 days` and `begins tomorrow`,
`viewed by twelve thousand people` and `viewed by 987 people`; `twelve members` says how many there are, and stays. The
words are lookups/passing.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from monitor.documents.masks import SIGN, dates_masked, figures_masked
from monitor.errors import LookupDataError
from monitor.lookups import fold, table
from monitor.lookups.load import strings

FILE = "passing.toml"
# `1,234`, `1 234` and `1.2k` are one number each
GROUPED = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{3})+(?![.,]?\d)|\d+[.,]\d+(?=\s?[kKmM]\b))")
PHRASE = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")
LIST = re.compile(r"\{(\w+)\}(\??)")
MADE = frozenset(("number", "large", "length"))  # put together of several lists
FIGURES = r"[^ \d]*\d[^ ]*"
MORE = 7  # words of a number behind its first one
GAP, GAP_WORDS = "...", 12  # what stands in a phrase for words of any kind, and how many there may be

Lists = Mapping[str, tuple[str, ...]]  # the folded words of each list of a language


def settled(text: str) -> str:
    """A text folded, with all numbers, the names of months and days and what else passes by itself taken out."""
    return dates_masked(figures_masked(lasting(text).split()))


def lasting(text: str) -> str:
    """A text folded, without how long ago or ahead something is and how often it was read: other numbers and dates
    stay.
    """
    found = f" {fold(GROUPED.sub(_as_one, text))} "
    said = frozenset(found.split())
    for telling, form in _phrases():
        if not said.isdisjoint(telling):
            found = form().sub(rf"\g<before>{SIGN} \g<behind>", found)
    return found.strip()


def _as_one(number: re.Match[str]) -> str:
    return re.sub(r"\D", "", number[0])


@cache
def number_words() -> frozenset[str]:
    """The words of which numbers are made, folded, in any language."""
    return frozenset(word for lists in _languages() for name in ("number", "large") for word in lists.get(name, ()))


def words_by_language(name: str) -> dict[str, tuple[str, ...]]:
    """The folded words of a list, of each language that has it."""
    return {
        language: lists[name] for language, lists in zip(table("passing"), _languages(), strict=True) if name in lists
    }


@cache
def _languages() -> tuple[Lists, ...]:
    return tuple(
        {
            name: strings(entry, name, FILE, of=language)
            if name == "phrases"
            else tuple(map(fold, strings(entry, name, FILE, of=language)))
            for name in entry
        }
        for language, entry in table("passing").items()
    )


@cache
def _phrases() -> tuple[tuple[frozenset[str], Callable[[], re.Pattern[str]]], ...]:
    """Each phrase, beside words of which a text that has it has one. Compiled when a text has such a word: most are
    never met.
    """
    return tuple(
        (_telling(one, lists), cache(partial(_compiled, one, lists)))
        for lists in _languages()
        for one in lists["phrases"]
    )


def _telling(phrase: str, lists: Lists) -> frozenset[str]:
    if not PHRASE.fullmatch(phrase):
        raise LookupDataError(f"lookups/{FILE}: {phrase!r} must have one part in brackets")
    for part in PHRASE.sub(r"\1\2\3", phrase).replace(GAP, "").split():
        listed = LIST.fullmatch(part)
        if listed is None:
            return frozenset(fold(part).split())
        if not listed[2] and listed[1] not in MADE:
            return frozenset(word for words in lists[listed[1]] for word in words.split())
    raise LookupDataError(f"lookups/{FILE}: {phrase!r} is any number")


def _compiled(phrase: str, lists: Lists) -> re.Pattern[str]:
    parts = PHRASE.sub(r"\1\n\2\n\3", phrase).split("\n")
    before, passing, behind = ("".join(_form(word, lists) for word in part.split()) for part in parts)
    return re.compile(rf"(?<= )(?P<before>{before}){passing}(?P<behind>{behind})")


def _form(word: str, lists: Lists) -> str:
    """One word of a phrase as a pattern, with the space behind it."""
    if word == GAP:
        return f"(?:[^ ]+ ){{0,{GAP_WORDS}}}?"
    listed = LIST.fullmatch(word)
    if listed is None:
        return re.escape(f"{fold(word)} ")
    form = _made(listed[1], lists) if listed[1] in MADE else _any(lists[listed[1]])
    return f"(?:{form}){listed[2]}"


def _any(words: Iterable[str], *, figures: bool = False) -> str:
    """One of these words, or a word with figures in it."""
    forms = [*([FIGURES] if figures else ()), *map(re.escape, sorted(words, key=len, reverse=True))]
    return f"(?:{'|'.join(forms)}) "


def _made(name: str, lists: Lists) -> str:
    large = lists.get("large", ())
    between = f"(?:{_any(lists['between'])})?" if "between" in lists else ""
    one = _any((*large, *lists["number"]), figures=True)
    if name == "large":
        return f"(?:{one}{between}){{0,{MORE}}}?{_any(large, figures=True)}(?:{between}{one}){{0,{MORE}}}{between}"
    number = f"{one}(?:{between}{one}){{0,{MORE}}}{between}"
    if name == "number":
        return number
    about = f"(?:{_any(lists['about'])})?" if "about" in lists else ""
    return f"{about}{number}{_any(lists['time'])}(?:{between}{number}{_any(lists['time'])}){{0,2}}"
