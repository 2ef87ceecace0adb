"""What stands between a text and its dates: lost encodings, invisible characters, runs of space, months misspelt.

A text without any such thing, which is nearly all, comes back as it is. What was mended remembers where it stood.

A month's name is read with one wrong letter below eight letters and two from eight (optimal string alignment), when
one month alone is so near, and only where a day or a year stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from monitor.extract.values.date_words import any_of, full_months, months, plain, words
from monitor.lookups.folding import INVISIBLE
from monitor.lookups.load import table

SHORTEST, SHORTEST_ALONE, LONG = (
    4,
    7,
    8,
)  # letters of a name: beside a day, without one, and from where two may be wrong
MISREAD = re.compile(r"[ÂÃ][\u0080-\u00bf\u20ac\u2019\u2030\u0153\u0161\u017e]")  # `Ã©`: UTF-8 read as Windows-1252
SPACES = re.compile(rf"\s{{2,}}|[{INVISIBLE}]+")
WORD = r"(?<![^\W_])(?P<word>[^\W\d_]+(?:[\ufffd?][^\W\d_]+)*)"
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
REACH = 40  # characters before a year that can hold a month and days
DAY_BESIDE = re.compile(r"\d(?:\s?[^\W\d_]{2}|[ºª°])?[\s.,/-]{1,2}(?:(?:of|de)\s)?$")
BEFORE_A_YEAR = re.compile(
    WORD + r"[\s.,/-]{1,3}(?:(?:of|del?|do)\s)?(?P<day>\d[\d\s,.\u2013-]{0,10}(?:(?:of|de|del)\s)?)?$"
)
BEHIND_A_DAY = re.compile(
    r"\d(?:(?:st|nd|rd|th|er|[ºª°])\b)?[\s.-]{1,2}(?:(?:of|de)\s)?"
    + WORD
    + r"(?=\s?(?:$|[,.:;)\]\u2013-])|\s(?:to|and|au|et|al?|y|e)\s\w)"
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text to read dates from. `places`: where each of its characters begins and ends in the original; None: there.
    `typos`: (start, end, as written, as read) of the months that were misspelt, places in `text`.
    """

    text: str
    places: tuple[tuple[int, int], ...] | None = None
    typos: tuple[tuple[int, int, str, str], ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch of `text` stands in the original."""
        return (start, end) if self.places is None else (self.places[start][0], self.places[end - 1][1])


@cache
def _damaged_dashes() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, table("dates")["damage"]["dashes"])))


@cache
def _damaged_heads() -> re.Pattern[str]:
    """A cheap look whether there is anything to mend."""
    heads = {dash[0] for dash in table("dates")["damage"]["dashes"]}
    return re.compile(rf"[ÂÃ{INVISIBLE}{re.escape(''.join(sorted(heads)))}]|\s\s")


@cache
def _first_days(language: str) -> re.Pattern[str]:
    """`premier juin`: the word for the first day, before a month."""
    return re.compile(
        rf"(?<![^\W_])(?:{words('first_day')})(?=\s(?:{words('of')})?\s?(?:{any_of(months(language))})(?![^\W_]))",
        re.IGNORECASE,
    )


@cache
def _first_words() -> tuple[str, ...]:
    return tuple(table("dates")["words"]["first_day"])


def mend(text: str, language: str, *, year: bool = False) -> Mended:
    """The text as its dates can be read; `year`: a day and a month need none beside them, the heading has it."""
    mended = Mended(text)
    if _damaged_heads().search(text):
        mended = _replaced(mended, _damaged_dashes(), lambda _: "\u2013")
        mended = _replaced(mended, MISREAD, _decoded)
        mended = _replaced(mended, SPACES, lambda match: " " if match.group()[0].isspace() else "")
    lowered = mended.text.lower()
    if any(word in lowered for word in _first_words()):
        mended = _replaced(mended, _first_days(language), lambda _: "1")
    return _respelt(mended, language, year)


def _decoded(match: re.Match[str]) -> str:
    try:
        return match.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match.group()


def _replaced(mended: Mended, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Mended:
    return _with([(*match.span(), new(match)) for match in pattern.finditer(mended.text)], mended)


def _with(changes: list[tuple[int, int, str]], mended: Mended) -> Mended:
    """One more round of replacements: (start, end, instead), in order."""
    if not changes:
        return mended
    before = mended.places or tuple((at, at + 1) for at in range(len(mended.text)))
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for start, end, instead in changes:
        pieces += (mended.text[at:start], instead)
        places += before[at:start]
        places += [(before[start][0], before[end - 1][1])] * len(instead)
        at = end
    return Mended("".join((*pieces, mended.text[at:])), (*places, *before[at:]), mended.typos)


def _respelt(mended: Mended, language: str, year: bool) -> Mended:
    known = _known(language)
    changes: dict[tuple[int, int], str] = {}
    for match in _beside_dates(mended.text):
        word = match["word"]
        if len(word) < SHORTEST - 1 or word.lower() in known:
            continue
        start, end = match.span("word")
        day = match.groupdict().get("day") or DAY_BESIDE.search(mended.text, max(0, start - 10), start)
        if name := near_month(word, SHORTEST if day else SHORTEST_ALONE):
            changes[(start, end)] = name.capitalize() if word[0].isupper() else name
    if not changes:
        return mended
    ordered = sorted((start, end, name) for (start, end), name in changes.items())
    typos, shift = [], 0
    for start, end, name in ordered:
        typos.append((start + shift, start + shift + len(name), mended.text[start:end], name))
        shift += len(name) - (end - start)
    return replace(_with(ordered, mended), typos=tuple(typos))


def _beside_dates(text: str) -> Iterator[re.Match[str]]:
    """The words that stand where a month may stand."""
    for year in A_YEAR.finditer(text):
        if match := BEFORE_A_YEAR.search(text, max(0, year.start() - REACH), year.start()):
            yield match
    yield from BEHIND_A_DAY.finditer(text)


@cache
def _known(language: str) -> frozenset[str]:
    return frozenset(months(language)) | frozenset(plain(name) for name in months(language))


@lru_cache(maxsize=10_000)
def near_month(word: str, least: int) -> str | None:
    """The month whose name, of at least so many letters, is nearly this word; None when none or several are."""
    bare = plain(word)
    allowed = 1 if len(bare) < LONG else 2
    near: dict[int, dict[int, str]] = {}
    for name, number in full_months().items():
        if len(name) < least:
            continue
        edits = OSA.distance(bare, plain(name), score_cutoff=allowed)
        if 0 < edits <= (allowed if len(name) >= LONG else 1):
            near.setdefault(edits, {}).setdefault(number, name)
    best = near[min(near)] if near else {}
    return next(iter(best.values())) if len(best) == 1 else None
