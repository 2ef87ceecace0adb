"""A number with what it counts: `18 member States`, `twelve participating countries`, `the number of members is 16`."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.gated import Gated, holds_digit
from monitor.extract.phrases import pattern
from monitor.extract.prose.clauses import row_before
from monitor.extract.values.countries import CountryMatch, find_countries
from monitor.lookups import table
from monitor.lookups.folding import fold, words_in

AND = re.compile(r"(?<=\s)(?:and|et|y|e)\s", re.IGNORECASE)  # after which another clause may begin
ARE_ITS = re.compile(
    r"\s(?:are|make\s+up|sont|son|são)\s+(?:its|the|their|all\s+its|ses|les|sus|los|os\s+seus|os)\s+$", re.IGNORECASE
)
THAT = re.compile(r"\s*(?:que|qui|that|which|who)(?=\s)", re.IGNORECASE)


@cache
def _numbers() -> dict[str, int]:
    spelt = table("phrases")["counts"]["words"].values()
    return {fold(word): number for words in spelt for number, word in enumerate(words, start=2)}


@cache
def _spelt() -> tuple[str, ...]:
    return tuple(word for words in table("phrases")["counts"]["words"].values() for word in words)


@cache
def counted_words() -> re.Pattern[str]:
    """A number with what it counts: `18 member States`, `twelve participating countries`."""
    number = r"\d{1,3}|" + "|".join(map(re.escape, sorted(_spelt(), key=len, reverse=True)))
    kinds = "|".join(f"(?P<{kind}>{pattern('counts', kind).pattern})" for kind in ("members", "states", "bodies"))
    return re.compile(rf"(?<![\w.,/+])(?P<number>{number})\s+(?:[^\W\d]+\s+){{0,2}}?(?:{kinds})", re.IGNORECASE)


@cache
def _number_words() -> frozenset[str]:
    """The words of numbers, of which one is in each number that is spelt out."""
    return frozenset(max(number.split(), key=len) for number in _numbers())


def may_count(text: str) -> bool:
    """False where no sentence of the text can say how many members there are: most hold no number of anything."""
    counted = any(pattern("counts", key).may_be_in(text) for key in ("members", "states", "bodies"))
    return counted and (holds_digit(text) or not _number_words().isdisjoint(words_in(text)))


def number_of(counted: re.Match[str]) -> int:
    """The number that a match of `counted_members` stands for."""
    words = counted["number"]
    return int(words) if words.isdigit() else _numbers()[fold(words)]


@cache
def _some_of_them() -> re.Pattern[str]:
    spelt = "|".join(sorted((re.escape(word) for word in _spelt()), key=len, reverse=True))
    return re.compile(rf"\s*(?:\d{{1,3}}|{spelt})\s+{pattern('counts', 'of_them').pattern}", re.IGNORECASE)


def some_of_them(sentence: str) -> bool:
    """The sentence goes on about members that the one before counted: `Seven of them are ...`."""
    return _some_of_them().match(sentence) is not None


def number_of_states(heading: str) -> int | None:
    """How many States a heading counts: `The 11 States of the Community`; None when it counts others, or twice."""
    found = list(counted_words().finditer(heading)) if may_count(heading) else []
    if (
        len(found) != 1
        or pattern("counts", "unsure").search(heading)
        or pattern("counts", "past").search(heading)
        or ends_with(pattern("counts", "about"), heading[: found[0].start()])
    ):
        return None
    return number_of(found[0])


@cache
def numbered() -> re.Pattern[str]:
    """`the number of member States is 16`"""
    number = pattern("counts", "number_of").pattern
    return re.compile(
        rf"{number}\s+(?:the\s+|les\s+|los\s+|d['’])?{pattern('counts', 'members').pattern}"
        rf"(?P<of>[^.;:,]{{0,60}}?)\s*(?::|\b(?:is|stands\s+at|est\s+de|est|es|es\s+de|é|é\s+de)(?!\w))\s*(?P<number>\d{{1,3}})(?![\w.]\w)",
        re.IGNORECASE,
    )


def in_full(counted: re.Match[str]) -> bool:
    """Behind the number stand as many countries."""
    return len({hit.country for hit in find_countries(counted.string[counted.end() :])}) == number_of(counted)


def is_plain(counted: re.Match[str]) -> bool:
    """Between the number and the members stands no word that says which of them."""
    return " ".join(counted.group().split()) == f"{counted['number']} {counted['members']}"


def are_its(sentence: str, counted: re.Match[str]) -> tuple[CountryMatch, ...]:
    """`A, B and C are its (three members)`: as many countries as are counted, and nobody else."""
    are = ARE_ITS.search(sentence, 0, counted.start())
    if are is None or not is_plain(counted):
        return ()
    row = row_before(sentence[: are.start()], far=0)
    return row if len({hit.country for hit in row}) == number_of(counted) else ()


def ends_with(words: Gated, text: str) -> re.Match[str] | None:
    """A match that the text ends with, but for an article."""
    bare = re.sub(r"\s*(?:\b(?:the|les|los|las|os|as|a)\s*)?$", "", text[-120:])
    return next((match for match in words.finditer(bare) if match.end() == len(bare)), None)
