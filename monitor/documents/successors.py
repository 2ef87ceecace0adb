"""What took the place of a box of the site (see `boxes`) on a page that shows its edit before other pages do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from monitor.documents.boxes import OWN, boxed, facts_in, key_of_box, runs, words_of
from monitor.documents.outlines import Line, Outline

LONGEST = 2  # times as many lines as there were


@dataclass(frozen=True, slots=True)
class Sister:
    """Another page of the host as it is now, and in the capture before."""

    now: Outline
    before: Outline | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What came after the boxes of a page: what a frame is to hold, the lines (see `Line.key`) that took the place of
    others, and those that it is to hold no more, since they are the page's own.
    """

    frame: frozenset[str]
    pairs: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()


def successors(before: Outline, now: Outline, frame: Collection[str], others: Sequence[Sister] = ()) -> Followed:
    """What a frame is to hold of boxes that stand where others stood.

    Such a one has the same labels in the same order, or begins and ends with lines of the one before. Lines that the
    page said elsewhere before are its own. Where facts are others than they were, it is the site's when most of the
    pages that have or had them show the same; else it was this page's own, and the one before it too.
    """
    keys, pairs, own = set[str](), list[tuple[str, str]](), set[str]()
    known = [now.lines[start:stop] for start, stop in runs(now.lines, frame)]
    for start, stop in runs(before.lines, frame):
        old = before.lines[start:stop]
        beside = [one for one in (*before.lines[:start], *before.lines[stop:]) if one.digest]
        elsewhere = {one.digest for one in beside}
        taken = boxed(now.lines, frame)
        if any(_heads(old) <= _heads(box) for box in known):
            continue
        new = _alike(old, now.lines, elsewhere, taken, last=2 * start > len(before.lines)) or _left(
            old, now.lines, elsewhere, taken
        )
        facts = new or _restated(_heads(old) - _heads(beside), now.lines, taken)
        if facts and not _is_shown(old, facts, now, others):
            keys |= {f"{OWN}{key_of_box(one)}" for one in (old, facts)}
            own |= {one.key for one in (*old, *facts) if one.frame != "imprint"}
        elif new:
            keys.add(key_of_box(new))
            pairs += _pairs(old, new)
    return Followed(frozenset(keys), tuple(pairs), frozenset(own))


def _is_shown(old: Sequence[Line], new: Sequence[Line], now: Outline, others: Sequence[Sister]) -> bool:
    """Whether most of the pages that have or had the facts of a box, this page among them, show what came of them."""
    had, has = _facts(old), _facts(new)
    lost, came = had - _said(now), has - had
    if not lost and not came:
        return True
    alike = concerned = 0
    for one in others:
        said, before = _said(one.now), _said(one.before) if one.before else frozenset()
        shows = came <= said and not lost & said and bool(came or lost <= before)
        alike += shows
        concerned += shows or bool(had & (said | before))
    return 2 * (alike + 1) > concerned + 1


def _facts(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(words_of(lines[at]) for at in facts_in(lines) if lines[at].digest)


def _said(page: Outline) -> frozenset[str]:
    return frozenset(words_of(one) for one in page.lines if one.digest)


def _heads(lines: Sequence[Line]) -> frozenset[str]:
    """The labels of the facts in lines."""
    return frozenset(one.head for one in lines if one.states and one.head)


def _restated(heads: Collection[str], lines: Sequence[Line], taken: Collection[int]) -> Sequence[Line]:
    """Lines with labels that stood in a box alone, where nothing of it is left that tells where it is."""
    return [one for at, one in enumerate(lines) if one.head in heads and at not in taken]


def _alike(
    old: Sequence[Line], lines: Sequence[Line], elsewhere: Collection[str], taken: Collection[int], *, last: bool
) -> Sequence[Line]:
    """As many lines with the same labels; of several the last ones where the box stood in the second half."""
    found = [
        lines[start : start + len(old)]
        for start in range(len(lines) - len(old) + 1)
        if not any(at in taken or lines[at].digest in elsewhere for at in range(start, start + len(old)))
        and [*_shapes(lines[start : start + len(old)])] == [*_shapes(old)]
    ]
    return found[-1 if last else 0] if found else ()


def _left(
    old: Sequence[Line], lines: Sequence[Line], elsewhere: Collection[str], taken: Collection[int]
) -> Sequence[Line]:
    """What stands from the first to the last of the lines that are left of a box: others may stand between them, and
    beside them some with labels of that box.
    """
    known = {one.digest for one in old if one.digest} - set(elsewhere)
    heads = {one.head for one in old if one.head}
    left = [at for at, one in enumerate(lines) if one.digest in known and at not in taken]
    if len(left) < 2 or left[-1] - left[0] >= LONGEST * len(old):
        return ()
    free = [at not in taken and one.digest not in elsewhere for at, one in enumerate(lines)]
    start, stop = left[0], left[-1] + 1
    for at in range(start - 1, max(start - len(old), 0) - 1, -1):
        start = at if lines[at].head in heads and all(free[at:start]) else start
    for at in range(stop, min(stop + len(old), len(lines))):
        stop = at + 1 if lines[at].head in heads and all(free[stop : at + 1]) else stop
    return lines[start:stop] if all(free[start:stop]) else ()


def _shapes(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Kinds and labels of lines; what stands right below a label may be anything."""
    below = False
    for one in lines:
        yield one.kind, "" if below and not one.label else one.head or one.key
        below = one.label and one.alone


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[str, str]]:
    if len(old) == len(new):
        yield from ((one.key, other.key) for one, other in zip(old, new, strict=True) if one.key != other.key)
