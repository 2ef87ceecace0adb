"""Whether a page's prose was edited: the paragraphs that no field took, with counters and dates masked.

A paragraph counts by its words and by the figures that state a fact (documents/figures.py), so that a new order, a
counter ("read 5933 times"), a date of modification or how long ago it was is no edit; nor is it when the same sentences
stand in other paragraphs, or the same words in other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from monitor.compare.same_words import Form, apart, sentences, unmatched
from monitor.documents.figures import stated
from monitor.documents.passing import settled

LONGEST = 4_000  # characters of a paragraph that are kept in a change
MOST_CHARACTERS = (
    400_000  # in unequal paragraphs, above which only figures, case and spaces are masked: folding costs 1 s
)
MOST = 200  # paragraphs a side that are kept in a change
MOST_PAIRS = 2_500  # above it the paragraphs are not put side by side: hostile input costs 30 ms, not minutes
BEGINNING = 600  # characters by which a paragraph is found again
NEAR = 40.0  # likeness (0 to 100) above which a new paragraph stands beside the old one
FEWEST_WORDS = 8  # of a paragraph that is told; a shorter one may be a part of one


def edited(
    before: Sequence[str], after: Sequence[str], quotes: Iterable[str] = ()
) -> tuple[list[str], list[str]] | None:
    """The paragraphs that went and those that came, the likeliest side by side first; None when nothing was edited.

    `quotes`: the words of what fields took, on either side: figures and dates in these sentences are told by the
    fields. All are told, so that they can be counted; the first `MOST` of each side, cut at `LONGEST`, are to be kept.
    """
    old, new = unmatched(before, before, after), unmatched(after, after, before)
    if not old and not new:
        return None
    few = sum(map(len, (*old, *new))) <= MOST_CHARACTERS
    forms = (_form(quotes), settled) if few else (_roughly_masked, _roughly_masked)
    old, new = ([one for one in side if _is_told(one)] for side in apart(old, new, *forms))
    if not old and not new:
        return None
    first = _side_by_side(old[:MOST], new[:MOST])
    return [*first[0], *old[MOST:]], [*first[1], *new[MOST:]]


def _form(quotes: Iterable[str]) -> Form:
    """A sentence as it counts: with the figures that state a fact, but for one that a field took."""
    taken = {settled(one) for quote in quotes for one in sentences(quote)}

    def counted(sentence: str) -> str:
        masked = settled(sentence)
        return masked if masked in taken else stated(sentence)

    return counted


def _roughly_masked(paragraph: str) -> str:
    return re.sub(r"\d+", "#", " ".join(paragraph.casefold().split()))


def _is_told(paragraph: str) -> bool:
    return len(paragraph.split(None, FEWEST_WORDS - 1)) >= FEWEST_WORDS


def _side_by_side(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    old, new = [one[:LONGEST] for one in old], [one[:LONGEST] for one in new]
    if len(old) * len(new) > MOST_PAIRS:
        return old, new
    scored = sorted(
        (-score, i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if (score := fuzz.ratio(one[:BEGINNING], other[:BEGINNING], score_cutoff=NEAR))
    )
    beside: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in scored:
        if i not in beside and j not in taken:
            beside[i] = j
            taken.add(j)
    order = sorted(beside)
    return (
        [old[i] for i in order] + [one for i, one in enumerate(old) if i not in beside],
        [new[beside[i]] for i in order] + [other for j, other in enumerate(new) if j not in taken],
    )
