"""Which mistakes in the configuration are new to a reader, and which are mended, on whatever lines they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The line, which of the tables it is in, and which other one it names.
PLACE = re.compile(r"(?<=:)\d+(?=: )|(?<=\.)\d+(?=\.|: )|(?<= by source )\d+(?= of the file)")


def but_for(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The mistakes of `some` that are not among `others`: not for a line that was written above them, either."""
    left = [_meant(one) for one in others]
    found = []
    for one in some:
        if _meant(one) in left:
            left.remove(_meant(one))
        else:
            found.append(one)
    return tuple(found)


def _meant(mistake: str) -> str:
    return PLACE.sub("", mistake)
