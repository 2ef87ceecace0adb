"""What took the place of a box of the site (see `boxes`) on a page that shows its edit before other pages do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from monitor.documents.boxes import boxed, key_of_box, runs
from monitor.documents.outlines import Line, Outline

LONGEST = 2  # times as many lines as there were


def successors(
    before: Outline, now: Outline, frame: Collection[str]
) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """What a frame is to hold of boxes that stand where others stood, and the lines (see `Line.key`) that took the
    place of others.

    It has the same labels in the same order, or begins and ends with lines of the one before. Lines that the page said
    elsewhere before are its own.
    """
    keys, pairs = set[str](), list[tuple[str, str]]()
    for start, stop in runs(before.lines, frame):
        old = before.lines[start:stop]
        elsewhere = {one.digest for one in (*before.lines[:start], *before.lines[stop:]) if one.digest}
        taken = boxed(now.lines, frame)
        if key_of_box(old) in {key_of_box(now.lines[one:end]) for one, end in runs(now.lines, frame)}:
            continue
        new = _alike(old, now.lines, elsewhere, taken, last=2 * start > len(before.lines)) or _left(
            old, now.lines, elsewhere, taken
        )
        if new:
            keys.add(key_of_box(new))
            pairs += _pairs(old, new)
    return frozenset(keys), tuple(pairs)


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
