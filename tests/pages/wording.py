"""The words of a page: labels, names and lists, chosen by a seed."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from babel import Locale

HERE = Path(__file__).parent
T = TypeVar("T")


class Dice:
    """Chooses by a seed. Seed 0 takes the first, the plainest, of all choices; the same seed chooses the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed) if seed else None

    def pick(self, options: Sequence[T]) -> T:
        return self._random.choice(options) if self._random else options[0]

    def chance(self, share: float) -> bool:
        return self._random is not None and self._random.random() < share

    def shuffled(self, options: Sequence[T]) -> list[T]:
        return self._random.sample(options, len(options)) if self._random else list(options)


@cache
def _table(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


class Wording:
    """One page's way of speaking, in one language (`en`, `fr`, `es`, `pt`)."""

    def __init__(self, language: str, dice: Dice) -> None:
        self.language = language
        self.dice = dice
        self._words = _table("wording.toml")[language]
        self._locale = Locale(language)

    def label(self, field: str, n: int | None = None) -> str:
        """What the page calls a field."""
        return str(self.dice.pick(self._words[field])).format(n=n)

    def plain_label(self, field: str) -> str:
        """The plain name of a field, without a count."""
        return str(self._words[field][0])

    def labels(self, field: str) -> tuple[str, ...]:
        """All that pages call a field."""
        return tuple(self._words[field])

    def event_labels(self) -> tuple[str, str]:
        """What an event's date and place are called."""
        date, place = self._words["event"]
        return date, place

    def type_of(self, kind: str, regions: Sequence[str]) -> str:
        """The type of a mechanism, with its regions in brackets."""
        words = str(self.dice.pick(self._words["types"][kind]))
        if not regions:
            return words
        names = self.dice.pick((" - ", " – ", " –", "/")).join(self._words["regions"][region] for region in regions)
        phrase = self.dice.pick(self._words["region_phrases"]["many" if len(regions) > 1 else "one"])
        return f"{words} {phrase.format(regions=names)}"

    def country(self, code: str) -> str:
        """A country's name; in English one of those that it has."""
        known = _table("names.toml")["countries"].get(code) if self.language == "en" else None
        return self.dice.pick(known) if known else str(self._locale.territories[code]).replace(" & ", " and ")

    def organisation(self, entry: dict[str, Any]) -> str:
        """An organisation's name; the one that the facts give where the page is not in English."""
        known = _table("names.toml")["organisations"].get(entry.get("id")) if self.language == "en" else None
        return str(self.dice.pick(known) if known else entry["name"])

    def party(self, entry: dict[str, Any]) -> str:
        """A country or an organisation, whichever the entry is."""
        return self.country(entry["country"]) if entry.get("country") else self.organisation(entry)

    def listed(self, names: Sequence[str]) -> str:
        """`A`, `A and B`, `A, B and C`."""
        return ", ".join(names[:-1]) + f" {self._words['and']} " + names[-1] if len(names) > 1 else "".join(names)

    def nobody_but(self, name: str) -> str:
        """Nobody now, and somebody who is to come."""
        return str(self.dice.pick(self._words["none_incoming"])).format(name=name)
