"""How often a source is looked at that goes by what it does: seldom where nothing happens, often where much does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile
from typing import Literal

Found = Literal["changed", "same", "failed"]
REMEMBERED = 32  # looks that count
_QUIET = 6  # looks in a row without a change, after which the time is doubled
_LATE = 12  # the newest looks, among which two changes and more halve the time


def adapted(every: timedelta, looks: Sequence[Found], *, least: timedelta, most: timedelta) -> timedelta:
    """The time until the next look. `looks`: what the last ones found, newest first.

    Of a source that fails it is doubled with each look after the first; of one that stays as it is, with every sixth;
    of one that changed more than once among twelve looks it is halved with each further change. It stays between
    `least` and `most`, unless `every` itself lies outside.
    """
    failing = sum(1 for _ in takewhile(lambda found: found == "failed", looks))
    quiet = sum(1 for _ in takewhile(lambda found: found == "same", looks))
    changes = sum(found == "changed" for found in looks[:_LATE])
    if failing:
        factor = 2.0 ** min(failing - 1, 16)
    elif quiet >= _QUIET:
        factor = 2.0 ** (quiet // _QUIET)
    else:
        factor = 0.5 ** max(0, changes - 1)
    return min(max(every * factor, min(least, every)), max(most, every))
