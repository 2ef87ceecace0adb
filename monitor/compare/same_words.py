"""Which paragraphs of a text say what another text does not say, in whatever paragraphs and lines it stands there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

SENTENCE = re.compile(r"(?:(?<=[.!?…؟।])[\"'”’»)\]]*\s+|(?<=[。！？]))")
MOST_TRIES, MOST_ALIKE = 2_500, 400  # to find lines that are wrapped anew: hostile input costs no more than a page
MOST_LINES = 24  # that are one sentence elsewhere

T = TypeVar("T")
Form = Callable[[str], str]


class Said(NamedTuple):
    """A sentence or a line, the number of its paragraph and how it counts."""

    paragraph: int
    words: str
    form: str


def unmatched(those: Sequence[T], forms: Sequence[str], others: Iterable[str]) -> list[T]:
    """Those whose forms do not stand on the other side, as often; what has no form says nothing."""
    known = Counter(others)
    left = []
    for one, form in zip(those, forms, strict=True):
        known[form] -= 1
        if form and known[form] < 0:
            left.append(one)
    return left


def apart(old: Sequence[str], new: Sequence[str], form: Form, rough: Form) -> tuple[list[str], list[str]]:
    """The paragraphs of each side with a sentence that the other has neither as it is nor cut into other lines.

    `form`: a sentence as it counts; `rough`: a piece of one, of which less can be told.
    """
    said = _said(old, form), _said(new, form)
    whole = _whole(said[0], len(old)), _whole(said[1], len(new))
    left = unmatched(range(len(old)), *whole), unmatched(range(len(new)), *reversed(whole))
    gone, came = ([one for one in said[side] if one.paragraph in set(left[side])] for side in (0, 1))
    gone, came = _without(gone, came), _without(came, gone)
    wrapped = list(_wrapped([rough(one.words) for one in gone], [rough(one.words) for one in came]))
    told = _paragraphs(gone, (run for run, _ in wrapped)), _paragraphs(came, (run for _, run in wrapped))
    return [old[one] for one in left[0] if one in told[0]], [new[one] for one in left[1] if one in told[1]]


def sentences(paragraph: str) -> list[str]:
    """A paragraph cut behind the marks that end sentences."""
    return SENTENCE.split(paragraph)


def _said(paragraphs: Sequence[str], form: Form) -> list[Said]:
    cut = ((number, one) for number, paragraph in enumerate(paragraphs) for one in sentences(paragraph))
    return [Said(number, one, said) for number, one in cut if (said := form(one))]


def _whole(said: Iterable[Said], paragraphs: int) -> list[str]:
    """How each paragraph counts."""
    forms = [""] * paragraphs
    for one in said:
        forms[one.paragraph] = f"{forms[one.paragraph]} {one.form}".strip()
    return forms


def _without(those: Sequence[Said], others: Iterable[Said]) -> list[Said]:
    forms = (one.form for one in others)
    return unmatched(those, [one.form for one in those], forms)


def _paragraphs(said: Sequence[Said], wrapped: Iterable[range]) -> set[int]:
    """The paragraphs of sentences that are in no run."""
    found = {at for run in wrapped for at in run}
    return {one.paragraph for at, one in enumerate(said) if at not in found}


def _wrapped(gone: Sequence[str], came: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Runs of sentences and lines one behind the other on both sides that are the same words in all."""
    starts: dict[str, list[int]] = defaultdict(list)
    for at, form in enumerate(came):
        starts[_first(form)].append(at)
    tries, begin, free = 0, 0, set(range(len(came)))
    while begin < len(gone):
        step = 1
        for at in starts[_first(gone[begin])][:MOST_ALIKE]:
            if at not in free or tries >= MOST_TRIES or not _begins_alike(gone[begin], came[at]):
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
    """Whether one is longer and begins as the other: the same in all is cut nowhere, but differs in figures."""
    return one != other and (one.startswith(other) or other.startswith(one))


def _same_run(gone: Sequence[str], i: int, came: Sequence[str], j: int) -> tuple[int, int] | None:
    """Where two runs of lines end that begin at `i` and `j` and are the same words; None where they part before."""
    one, other = gone[i], came[j]
    i, j = i + 1, j + 1
    for _ in range(MOST_LINES):
        if one == other:
            return i, j
        if other.startswith(f"{one} ") and i < len(gone):
            one, i = f"{one} {gone[i]}", i + 1
        elif one.startswith(f"{other} ") and j < len(came):
            other, j = f"{other} {came[j]}", j + 1
        else:
            return None
    return None
