"""Where an element stands: the way down to it as a CSS path, which `querySelector` follows to this element alone.

The walk counts the elements that it passes; words are made only of the steps to blocks (CSS Selectors 4, 4.2 and 14.4).
"""

from __future__ import annotations

import re
from collections.abc import Collection

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*")
_SIGN = re.compile(r"[^\w-]")  # in a tag that is no identifier: `o:p`


class Step:
    """One element on the way. `counts`: how many children of each tag the walk has passed in it."""

    __slots__ = ("_path", "above", "at", "counts", "name", "tag")

    def __init__(self, above: Step | None, tag: str, name: str | None, at: int = 0) -> None:
        """`name` is the element's id; `at` says which of its tag it is (0: the last that `above` counted)."""
        self.above = above
        self.tag = tag
        self.name = name
        self.at = at or (above.counts.get(tag, 0) if above is not None else 0)
        self.counts: dict[str, int] = {}
        self._path = ""

    def within(self, element: Step) -> bool:
        """Whether this is an element, or stands in it."""
        step: Step | None = self
        while step is not None and step is not element:
            step = step.above
        return step is not None

    def path(self, ids: Collection[str]) -> str:
        """The CSS path, once the walk is over; it begins at the nearest element whose id is in `ids`, or at `body`."""
        if self._path:
            return self._path
        above = self.above
        if above is not None and not above._path:
            above._climb(ids)
        tag, name = self.tag, self.name
        if name and name in ids:
            self._path = f"#{name}"
        elif above is None or tag == "body":
            self._path = tag
        else:
            shown = tag if tag.isalnum() else _SIGN.sub(r"\\\g<0>", tag)
            several = above.counts.get(tag, 0) > 1
            self._path = f"{above._path} > {shown}:nth-of-type({self.at})" if several else f"{above._path} > {shown}"
        return self._path

    def _climb(self, ids: Collection[str]) -> None:
        """Gives the elements around this one their paths before its own; a page is deeper than calls may be."""
        way = [self]
        while (above := way[-1].above) is not None and not above._path:
            way.append(above)
        for step in reversed(way):
            step.path(ids)


def plain_ids(counted: dict[str, int]) -> frozenset[str]:
    """The ids that name one element and need no escape; one in quirks mode is matched without regard to case."""
    folded: dict[str, int] = {}
    for name, times in counted.items():
        folded[name.lower()] = folded.get(name.lower(), 0) + times
    return frozenset(name for name in counted if folded[name.lower()] == 1 and _IDENTIFIER.fullmatch(name))
