"""What a page says twice, once for wide screens and once for narrow ones or for paper: it is told once."""

from __future__ import annotations

from monitor.documents.clean import fold
from monitor.documents.drafts import Draft

MIN_HIDDEN = 3  # lines in a row that the page does not show, and says elsewhere too
MIN_SHOWN = 6  # lines in a row of a second telling where both may be shown
CANDIDATES = 8  # places where an echo may have begun
PATIENCE = 40  # lines that are compared for each line of the page; one that repeats itself without end is left as it is
SHARE = 0.4  # of the content that the second telling makes up, where both may be shown


def told_once(drafts: list[Draft]) -> list[Draft]:
    """The drafts without a second telling of the same lines in the same order, the one that is hidden if one is.

    Two parts of a page that share a few lines are no echo: each says them of something else.
    """
    lines = [f"{draft.kind == 'row'}{fold(draft.text)}" for draft in drafts]
    if len(set(lines)) == len(lines):
        return drafts
    content = sum(not draft.landmark for draft in drafts)
    first: dict[str, list[int]] = {}
    gone: set[int] = set()
    at, left = 0, PATIENCE * len(lines)
    while at < len(drafts) and left > 0:
        start, length, compared = _longest(lines, at, first.get(lines[at], []))
        left -= compared
        if length >= MIN_HIDDEN and (hidden := _hidden(drafts, start, at, length)) is not None:
            gone.update(range(hidden, hidden + length))
        elif length >= MIN_SHOWN and length >= SHARE * content and _has_label(drafts, at, length):
            gone.update(range(at, at + length))
        else:
            length = 1
        for one in range(at, at + length):
            first.setdefault(lines[one], []).append(one)
        at += length
    return [draft for number, draft in enumerate(drafts) if number not in gone] if gone else drafts


def _longest(lines: list[str], at: int, starts: list[int]) -> tuple[int, int, int]:
    """Where an earlier run that is the same as the one from `at` begins, how long it is, and how many lines were
    compared to tell.
    """
    begins = longest = compared = 0
    for start in starts[:CANDIDATES]:
        length = 0
        while at + length < len(lines) and start + length < at and lines[start + length] == lines[at + length]:
            length += 1
        compared += length
        if length > longest:
            begins, longest = start, length
    return begins, longest, compared


def _hidden(drafts: list[Draft], start: int, at: int, length: int) -> int | None:
    """The beginning of the run that is hidden as a whole, where the other one is shown."""
    for one, other in ((at, start), (start, at)):
        run, twin = drafts[one : one + length], drafts[other : other + length]
        if all(draft.hidden for draft in run) and not any(draft.hidden for draft in twin):
            return one
    return None


def _has_label(drafts: list[Draft], at: int, length: int) -> bool:
    return any(draft.kind in ("heading", "term") for draft in drafts[at : at + length])
