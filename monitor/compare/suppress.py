"""Differences that people said are no change: which recorded change is one of them. Pure.

A suppression is data (`suppressions.toml` beside the configuration); it hides a change from digests and lists, and
deletes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.compare.identity import identity
from monitor.ids import canonical
from monitor.model import Json, Statement


@dataclass(frozen=True, slots=True)
class Case:
    """A difference of one field: what stood, and what stands. `kind`: that of the change which tells it."""

    kind: str
    source: str
    mechanism: str | None
    field: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Suppression:
    """An entry of the file: this difference, there or back, is no change. `change`: the id of that it was made of.

    `source` None: whichever says so; `mechanism` None: whichever it is said of.
    """

    change: str
    field: str
    before: Json
    after: Json
    why: str
    source: str | None = None
    mechanism: str | None = None


def suppressed(found: Case, entries: Iterable[Suppression]) -> Suppression | None:
    """The entry by which a difference is no change, None when there is none.

    Values are compared by their identity: in other spellings they are the same (design rule 8).
    """
    return next((one for one in entries if _is_of(one, found)), None)


def _is_of(one: Suppression, found: Case) -> bool:
    place = one.field == found.field and one.source in (None, found.source)
    if not place or one.mechanism not in (None, found.mechanism):
        return False
    sides = {_meant(one.field, one.before), _meant(one.field, one.after)}
    return sides == {_meant(found.field, found.before), _meant(found.field, found.after)}


def _meant(field: str, value: Json) -> str:
    """One text for all spellings of a side: nothing, a value, or the entries of a chair in any order."""
    if value is None:
        return ""
    if isinstance(value, list):
        return canonical(sorted(_meant(field, one) for one in value))
    return identity(Statement(None, field, "", value, "", "", ""))
