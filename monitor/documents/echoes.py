"""What a page says twice, once for wide screens and once for narrow ones or for paper: it is told once."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from math import ceil

from monitor.documents.clean import folded
from monitor.documents.drafts import Draft

MIN_HIDDEN = 3  # lines in a row that the page does not show, and says elsewhere too
MIN_SHOWN = 6  # lines in a row of a second telling where both may be shown
CANDIDATES = 8  # places where an echo may have begun
LONGEST = 32  # lines in a row that are looked for as one
PATIENCE = 40  # lines that are compared for each line of the page; one that repeats itself without end is left as it is
SHARE = 0.4  # of the content that the second telling makes up, where both may be shown


def told_once(drafts: list[Draft], words: list[str] | None = None) -> list[Draft]:
    """The drafts without a second telling of the same lines in the same order, the one that is hidden if one is.
    `words`: what they say, folded, where that is known.

    Two parts of a page that share a few lines are no echo: each says them of something else.
    """
    hidden = [0, *accumulate([draft.hidden for draft in drafts])]  # lines up to each that the page does not show
    content = sum([not draft.landmark for draft in drafts])
    words = words or folded([draft.text for draft in drafts])
    lines = [line if draft.kind != "row" else f"| {line}" for draft, line in zip(drafts, words, strict=True)]
    fewest = MIN_HIDDEN if hidden[-1] else MIN_SHOWN
    runs = _runs(lines, fewest)
    if len(set(runs)) == len(runs):
        return drafts
    if not hidden[-1] and (fewest := min(ceil(SHARE * content), LONGEST)) > MIN_SHOWN:
        runs = _runs(lines, fewest)
    times = Counter(runs)
    first: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    gone: set[int] = set()
    at, left = 0, PATIENCE * len(lines)
    while at < len(runs) and left > 0:
        start = length = 0
        if times[runs[at]] > 1:
            start, length, compared = _longest(lines, at, first.get(lines[at], []), ends)
            left -= compared
        if length >= MIN_HIDDEN and (begin := _hidden(hidden, start, at, length)) is not None:
            gone.update(range(begin, begin + length))
        elif length >= MIN_SHOWN and length >= SHARE * content and _has_label(drafts, at, length):
            gone.update(range(at, at + length))
        else:
            length = 1
        for one in range(at, at + length):
            first.setdefault(lines[one], []).append(one)
        at += length
    return [draft for number, draft in enumerate(drafts) if number not in gone] if gone else drafts


def _runs(lines: list[str], length: int) -> list[tuple[str, ...]]:
    """The lines from each on, as many as `length`."""
    return list(zip(*[lines[at:] for at in range(length)], strict=False))


def _longest(lines: list[str], at: int, starts: list[int], ends: dict[int, int]) -> tuple[int, int, int]:
    """Where an earlier run that is the same as the one from `at` begins, how long it is, and how many lines were
    compared to tell. `ends`, which it keeps: by how many lines two runs lie apart, where the later one ends.
    """
    begins = longest = compared = 0
    for start in starts[:CANDIDATES]:
        apart = at - start
        end = ends.get(apart, 0)
        if end <= at:
            end = at
            while end < len(lines) and lines[end - apart] == lines[end]:
                end += 1
            ends[apart] = end
            compared += end - at
        length = min(end - at, apart)
        if length > longest:
            begins, longest = start, length
    return begins, longest, compared


def _hidden(hidden: list[int], start: int, at: int, length: int) -> int | None:
    """The beginning of the run that is hidden as a whole, where the other one is shown."""
    for one, other in ((at, start), (start, at)):
        if hidden[one + length] - hidden[one] == length and hidden[other + length] == hidden[other]:
            return one
    return None


def _has_label(drafts: list[Draft], at: int, length: int) -> bool:
    return any(draft.kind in ("heading", "term") for draft in drafts[at : at + length])
