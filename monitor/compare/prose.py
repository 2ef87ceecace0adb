"""Whether a page's prose was edited: the paragraphs that no field took, with counters and dates masked.

A paragraph counts by its words, so that a new order, a counter ("read 5933 times"), a date of modification or how long
ago it was is no edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from monitor.documents.passing import settled

LONGEST = 4_000  # characters of a paragraph that are kept in a change
MOST_CHARACTERS = (
    400_000  # in unequal paragraphs, above which only figures, case and spaces are masked: folding costs 1 s
)
MOST = 200  # paragraphs a side that are kept in a change
MOST_PAIRS = 2_500  # above it the paragraphs are not put side by side: hostile input costs 30 ms, not minutes
BEGINNING = 600  # characters by which a paragraph is found again
NEAR = 40.0  # likeness (0 to 100) above which a new paragraph stands beside the old one


def edited(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """The paragraphs that went and those that came, the likeliest side by side first; None when nothing was edited.

    All of them, so that they can be counted; the first `MOST` of each side, cut at `LONGEST`, are to be kept.
    """
    old, new = _unequal(before, after), _unequal(after, before)
    form = settled if sum(map(len, (*old, *new))) <= MOST_CHARACTERS else _roughly_masked
    forms_before, forms_after = [form(one) for one in old], [form(one) for one in new]
    old, new = _left(old, forms_before, forms_after), _left(new, forms_after, forms_before)
    if not old and not new:
        return None
    first = _side_by_side(old[:MOST], new[:MOST])
    return [*first[0], *old[MOST:]], [*first[1], *new[MOST:]]


def _roughly_masked(paragraph: str) -> str:
    return re.sub(r"\d+", "#", " ".join(paragraph.casefold().split()))


def _unequal(paragraphs: Sequence[str], others: Sequence[str]) -> list[str]:
    """Paragraphs that do not stand to the letter on the other side, as often: nearly all do on nearly every page."""
    return _left(paragraphs, paragraphs, others)


def _left(paragraphs: Sequence[str], forms: Sequence[str], others: Sequence[str]) -> list[str]:
    known = Counter(others)
    left = []
    for paragraph, form in zip(paragraphs, forms, strict=True):
        known[form] -= 1
        if form and known[form] < 0:
            left.append(paragraph)
    return left


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
