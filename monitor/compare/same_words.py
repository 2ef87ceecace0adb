"""Which paragraphs of a text say what another text does not say, in whatever paragraphs and lines it stands there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

SENTENCE = re.compile(r"(?:(?<=[.!?…؟।])[\"'”’»)\]]*\s+|(?<=[。！？]))")
MOST_TRIES, MOST_ALIKE = 2_500, 400  # to find lines that are wrapped anew: hostile input costs no more than a page
MOST_LINES = 24  # that are one sentence elsewhere

Form = Callable[[str], str]
Said = list[tuple[int, str]]  # sentences as they count, each with the number of its paragraph


def unmatched(those: Sequence[str], forms: Sequence[str], others: Iterable[str]) -> list[str]:
    """Those whose forms do not stand on the other side, as often; what has no form says nothing."""
    known = Counter(others)
    left = []
    for one, form in zip(those, forms, strict=True):
        known[form] -= 1
        if form and known[form] < 0:
            left.append(one)
    return left


def apart(old: Sequence[str], new: Sequence[str], form: Form) -> tuple[list[str], list[str]]:
    """The paragraphs of each side with a sentence that the other has neither as it is nor cut into other lines.

    `form`: a text as it counts.
    """
    forms = [form(one) for one in old], [form(one) for one in new]
    old, new = unmatched(old, *forms), unmatched(new, *reversed(forms))
    said = _sentences(old, form), _sentences(new, form)
    gone, came = _without(said[0], said[1]), _without(said[1], said[0])
    wrapped = list(_wrapped(gone, came))
    told = _numbers(gone, (run for run, _ in wrapped)), _numbers(came, (run for _, run in wrapped))
    return [one for n, one in enumerate(old) if n in told[0]], [one for n, one in enumerate(new) if n in told[1]]


def _sentences(paragraphs: Sequence[str], form: Form) -> Said:
    return [
        (number, said)
        for number, paragraph in enumerate(paragraphs)
        for sentence in SENTENCE.split(paragraph)
        if (said := form(sentence))
    ]


def _without(those: Said, others: Said) -> Said:
    known = Counter(form for _, form in others)
    left = []
    for number, form in those:
        known[form] -= 1
        if known[form] < 0:
            left.append((number, form))
    return left


def _numbers(said: Said, wrapped: Iterable[range]) -> set[int]:
    """The numbers of the paragraphs of sentences that are in no run."""
    found = {at for run in wrapped for at in run}
    return {number for at, (number, _) in enumerate(said) if at not in found}


def _wrapped(gone: Said, came: Said) -> Iterator[tuple[range, range]]:
    """Runs of sentences and lines one behind the other on both sides that are the same words in all."""
    starts: dict[str, list[int]] = defaultdict(list)
    for at, (_, form) in enumerate(came):
        starts[_first(form)].append(at)
    tries, begin, free = 0, 0, set(range(len(came)))
    while begin < len(gone):
        step = 1
        for at in starts[_first(gone[begin][1])][:MOST_ALIKE]:
            if at not in free or tries >= MOST_TRIES or not _begins_alike(gone[begin][1], came[at][1]):
                continue
            tries += 1
            if ends := _same_run(gone, begin, came, at):
                yield range(begin, ends[0]), range(at, ends[1])
                step = ends[0] - begin
                free.difference_update(range(at, ends[1]))
                break
        begin += step


def _first(form: str) -> str:
    return form.partition(" ")[0]


def _begins_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _same_run(gone: Said, i: int, came: Said, j: int) -> tuple[int, int] | None:
    """Where two runs of lines end that begin at `i` and `j` and are the same words; None where they part before."""
    one, other = gone[i][1], came[j][1]
    i, j = i + 1, j + 1
    for _ in range(MOST_LINES):
        if one == other:
            return i, j
        if other.startswith(f"{one} ") and i < len(gone):
            one, i = f"{one} {gone[i][1]}", i + 1
        elif one.startswith(f"{other} ") and j < len(came):
            other, j = f"{other} {came[j][1]}", j + 1
        else:
            return None
    return None
