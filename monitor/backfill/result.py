"""What an import is asked for beside the file, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Collapse = Literal["digest", "hour", "day", "month", "none"]  # which captures near in time count as one
Tell = Callable[[str, int, int | None], None]  # told while it goes: what is done, how far, of how many (None: unknown)

TOLD = 20  # pieces of trouble that are kept in words; the others are counted


def nobody(_doing: str, _done: int, _total: int | None) -> None:
    """The `Tell` that tells nobody."""


@dataclass(slots=True)
class Counts:
    """What was found in a file while it was read."""

    foreign: int = 0  # records of other addresses
    outside: int = 0  # of the source, but not between --since and --until
    other_status: int = 0  # answers of the source's addresses that are no page: 404, 503, redirects that lead nowhere
    too_large: int = 0
    damaged: int = 0  # torn, flipped, cut short, or with a date that cannot be
    unresolved: int = 0  # revisits whose original is not in the file
    trouble: list[str] = field(default_factory=list)  # the first of them in words

    def say(self, sentence: str) -> None:
        """Keep a sentence on a piece of trouble, while there are few."""
        if len(self.trouble) < TOLD:
            self.trouble.append(sentence)

    def damage(self, sentence: str) -> None:
        """Count something damaged, and say what."""
        self.damaged += 1
        self.say(sentence)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How an import ended.

    `offered`: captures of the source within the window. Of these `added` are new in the archive, `known` were there,
    `collapsed` are the same as a neighbour, `redacted` were taken out of the archive on request and do not come back.
    `changes`: public ids that the history did not have before. `first` and
    `last`: when the captures were made that were added.
    """

    source: str
    origin: str
    offered: int
    added: int
    known: int
    collapsed: int
    redacted: int
    foreign: int
    outside: int
    other_status: int
    damaged: int
    too_large: int
    unresolved: int
    trouble: tuple[str, ...]
    first: datetime | None = None
    last: datetime | None = None
    changes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something was damaged, or nothing belonged to the source."""
        return bool(self.damaged or self.unresolved) or not (self.offered or self.outside)
