"""The `[[source]]` tables: each alone, and how they stand to each other. From raw tables to sources and mistakes.

One source's mistake is that source's alone: it is left out, the others work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.config_fields import fields
from monitor.config_schedules import schedule
from monitor.config_tables import Mistake, SourceTable, checked, unknown
from monitor.config_values import closest
from monitor.declared import DeclaredField
from monitor.lookups import mechanisms
from monitor.model import Schedule, Source


def sources(raw: list[Any], whole: Schedule) -> tuple[tuple[Source, ...], list[Mistake]]:
    """The usable sources in the order of the file, and what is wrong with the others.

    `whole`: the schedule of those that have none of their own.
    """
    # A source with a mistake is still a source that others may name.
    ids = {
        index: each["id"].strip()
        for index, each in enumerate(raw)
        if isinstance(each, dict) and isinstance(each.get("id"), str)
    }
    usable: list[Source] = []
    mistakes: list[Mistake] = []
    for index, each in enumerate(raw):
        table, found = checked(SourceTable, each, ("source", index))
        if table is not None:
            declared, found = fields(table, ("source", index))
            own, wrong = schedule(table, whole, ("source", index))
            found = [*found, *wrong, *_mechanism_mistakes(table, index), *_name_mistakes(table, index, ids)]
            source = _source(table, declared, own)
            found = found or [*_double_mistakes(source, index, usable)]
            if not found:
                usable.append(source)
        mistakes += found
    return tuple(usable), mistakes


def _double_mistakes(new: Source, index: int, before: list[Source]) -> Iterator[Mistake]:
    """What is watched twice would be told twice."""
    same = (each for each in before if each.enabled and new.enabled and _watched(each) == _watched(new))
    for source in same:
        message = f'is watched already by the source "{source.id}", in the same way'
        yield Mistake(("source", index, "url"), message, "Mend the address, or remove this source.")


def _watched(source: Source) -> tuple[str, str | None, str, tuple[str, ...]]:
    return source.url, source.follow, source.layout, source.mechanisms


def _source(table: SourceTable, declared: tuple[DeclaredField, ...], own: Schedule | None) -> Source:
    named = [table.mechanism] if table.mechanism else table.mechanisms
    return Source(
        id=table.id,
        url=table.url,
        layout=table.layout,
        mechanisms=tuple(dict.fromkeys(named)),
        language=table.language,
        schedule=own,
        enabled=table.enabled,
        follow=table.follow,
        family=table.family,
        rank=table.rank,
        was=table.was,
        render=table.render,
        allow_addresses=tuple(table.allow_addresses),
        fields=declared,
    )


def _mechanism_mistakes(table: SourceTable, index: int) -> Iterator[Mistake]:
    path = ("source", index)
    if table.mechanism and table.mechanisms:
        yield Mistake((*path, "mechanism"), 'stands beside "mechanisms"', 'Keep one: "mechanisms" for several.')
    if table.layout == "mechanism-table" and (table.mechanism or table.mechanisms):
        key = "mechanism" if table.mechanism else "mechanisms"
        message = "a mechanism-table says itself, row by row, which mechanism it speaks of"
        yield Mistake((*path, key), message, "Remove the line.")
    if table.mechanism:
        yield from _unknown_mechanism(table.mechanism, (*path, "mechanism"))
    for place, each in enumerate(table.mechanisms):
        yield from _unknown_mechanism(each, (*path, "mechanisms", place))


def _unknown_mechanism(word: str, path: tuple[str | int, ...]) -> Iterator[Mistake]:
    ids = [each.id for each in mechanisms.all()]
    if word not in ids:
        named = mechanisms.read_mechanism(word)
        near = named.id if named else closest(word, ids)
        fix = f'Did you mean "{near}"?' if near else "Use one of the ids in monitor/lookups/mechanisms.toml."
        yield Mistake(path, f'there is no mechanism "{word}"', fix)


def _name_mistakes(table: SourceTable, index: int, ids: dict[int, str]) -> Iterator[Mistake]:
    path = ("source", index)
    others = {each: place for place, each in reversed(ids.items()) if place != index}
    first = others.get(table.id, index)
    if first < index:
        message = f'the id "{table.id}" is taken by source {first + 1} of the file'
        yield Mistake((*path, "id"), message, "Give this source an id of its own.")
    if table.was == table.id or table.was in others:
        message = f'a source "{table.was}" still stands in the file'
        yield Mistake(
            (*path, "was"), message, '"was" names the id before a rename: remove the line or the other source.'
        )
    if table.family is not None and table.family not in others:
        message = (
            "a source is no other language of itself" if table.family == table.id else "names no source of the file"
        )
        yield Mistake((*path, "family"), message, unknown(table.family, sorted(others)))
