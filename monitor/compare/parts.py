"""Entries that stood in one line and stand in several now, or the other way round.

`Bosnia and Herzegovina; Serbia`, read as one odd name yesterday and as two States today: nobody left, nobody joined.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from monitor.compare.identity import wording
from monitor.compare.pairing import Kept, New, Pairing, Regrouped
from monitor.lookups import fold, table
from monitor.lookups.countries import country_name
from monitor.model import Json, OpenStatement, Statement

MOST_PAIRS = 10_000  # entries put beside entries; above it none is taken for a part of another
CODES = frozenset(("country", "id"))
YEAR = re.compile(r"\b\d{4}\b")


def named(gone: Sequence[OpenStatement], come: Sequence[New], kept: Sequence[Kept]) -> tuple[Regrouped, ...]:
    """Entries that are nothing but words, and the entries whose names make up these words."""
    if (len(gone) + len(come)) * (len(gone) + len(come) + len(kept)) > MOST_PAIRS:
        return ()
    found: list[Regrouped] = []
    for old in gone:
        taken = {at for one in found for at, _ in one.new}
        left = [entry for entry in come if entry[0] not in taken]
        if parts := _make_up(old.statement, [*(new for _, new in left), *(new for _, (_, new) in kept)]):
            new = tuple(entry for entry in left if entry[1] in parts)
            found.append(Regrouped((old,), new, tuple(entry for entry in kept if entry[1][1] in parts)))
    for entry in come:
        if any(entry in one.new for one in found):
            continue
        rows = {old.row for one in found for old in one.old}
        olds = [old for old in gone if old.row not in rows]
        parts = _make_up(entry[1], [*(old.statement for old in olds), *(old.statement for old, _ in kept)])
        if parts:
            old_parts = tuple(old for old in olds if old.statement in parts)
            stay = tuple(one for one in kept if one[0].statement in parts)
            found.append(Regrouped(old_parts, (entry,), stay))
    return tuple(found)


def of_one_line(pairing: Pairing) -> Pairing:
    """Meetings that stood in the line of another, or stand there now: its words name their place and their day."""
    heads = [Regrouped((old,), ()) for old in pairing.gone] + [
        Regrouped((old,), (new,)) for old, new in pairing.amended
    ]
    heads += [Regrouped((), (), (both,)) for both in pairing.kept] + [Regrouped((), (new,)) for new in pairing.come]
    found: list[Regrouped] = []
    rows: set[int] = set()
    indexes: set[int] = set()
    if len(heads) * (len(pairing.gone) + len(pairing.come)) > MOST_PAIRS:
        return pairing
    for head in heads:
        if rows & {old.row for old in head.old} or indexes & {at for at, _ in head.new}:
            continue
        stood = [*head.old, *(old for old, _ in head.kept)]
        stand = [*head.new, *(new for _, new in head.kept)]
        old = [
            one
            for one in pairing.gone
            if one not in stood and one.row not in rows and any(_mentions(line, one.statement) for _, line in stand)
        ]
        new = [
            one
            for one in pairing.come
            if one not in stand and one[0] not in indexes and any(_mentions(line.statement, one[1]) for line in stood)
        ]
        if old or new:
            found.append(Regrouped((*head.old, *old), (*head.new, *new), head.kept))
            rows |= {one.row for one in found[-1].old}
            indexes |= {at for at, _ in found[-1].new}
    return replace(
        pairing,
        amended=tuple(both for both in pairing.amended if both[0].row not in rows),
        gone=tuple(one for one in pairing.gone if one.row not in rows),
        come=tuple(one for one in pairing.come if one[0] not in indexes),
        regrouped=(*pairing.regrouped, *found),
    )


def _mentions(line: Statement, other: Statement) -> bool:
    """Whether a meeting's line names the place and the day of another meeting too."""
    day = str(other.value.get("date_text") or "")
    place = wording(str(other.value.get("place") or ""))
    if line.value.get("date") == other.value.get("date") and _place(line) == place:
        return False
    words = f" {wording(line.quote)} "
    bare = " ".join(wording(YEAR.sub(" ", day)).split())
    years = all(f" {year} " in words for year in YEAR.findall(day))
    return bool(place and bare) and years and f" {bare} " in words and f" {place} " in words


def _place(entry: Statement) -> str:
    return wording(str(entry.value.get("place") or ""))


def _make_up(whole: Statement, others: Sequence[Statement]) -> list[Statement]:
    """Those of the others whose names make up all the words of an entry that has nothing but words."""
    words = f" {wording(_words(whole.value))} "
    inside = [(other, name) for other in others for name in _names(other) if f" {name} " in words]
    parts = []
    for other, name in sorted(inside, key=lambda one: -len(one[1])):
        if f" {name} " in words:
            words = words.replace(f" {name} ", "  ", 1)
            parts.append(other)
    return parts if not set(words.split()) - _joints() else []


def _words(value: Json) -> str:
    """What an entry says that has nothing but words: '' for one that has a code or an id."""
    if isinstance(value, dict):
        unknown = CODES & value.keys() and not any(value.get(code) for code in CODES)
        return str(value.get("name") or "") if unknown else ""
    return value if isinstance(value, str) else ""


def _names(entry: Statement) -> Collection[str]:
    value = entry.value
    if not isinstance(value, dict):
        return (wording(value),) if isinstance(value, str) and value else ()
    names = [str(value.get("name") or "")]
    if value.get("country"):
        names.append(country_name(str(value["country"])))
    return dict.fromkeys(wording(name) for name in names if name)


@cache
def _joints() -> frozenset[str]:
    known = table("joints")
    words = (word for name in ("and", "as_well_as", "the", "the_many") for word in known[name])
    return frozenset(part for word in words for part in fold(word).split())
