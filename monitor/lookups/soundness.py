"""Whether the tables are sound: nothing stands twice, and every name leads to the entry it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from monitor.lookups import countries, findings, mechanisms, organisations, places
from monitor.lookups.load import FOLDER, table
from monitor.lookups.vocabulary import Vocabulary

Value = TypeVar("Value")


def problems() -> tuple[str, ...]:
    """What is wrong in any table, each with its file; a table that cannot be read raises LookupDataError."""
    findings.kinds()
    places.cities()
    files = sorted(entry.name.removesuffix(".toml") for entry in FOLDER.iterdir() if entry.name.endswith(".toml"))
    doubles = (f"{name}.toml, {place}: {word!r} stands twice" for name in files for place, word in _twice(table(name)))
    return (*doubles, *_countries(), *_organisations(), *_mechanisms())


def _twice(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Strings that stand more than once in one list, letter case aside, with the keys that lead to the list."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _twice(inside, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        words = [word.casefold() for word in value if isinstance(word, str)]
        yield from ((place, word) for word in dict.fromkeys(words) if words.count(word) > 1)
        for index, inside in enumerate(value):
            if isinstance(inside, dict):
                yield from _twice(inside, f"{place}[{inside.get('id') or inside.get('code') or index}]")


def _names(
    file: str, entries: Iterable[tuple[str, str]], known: Vocabulary[Value], id_of: Callable[[Value], str]
) -> Iterator[str]:
    """Names of (id, name) that do another's work, or that no text can reach."""
    made: dict[tuple[tuple[str, str], ...], str] = {}
    for id_, name in entries:
        signature = known.signature(name)
        if signature in made:
            yield f"{file}, {id_}: {name!r} is the same as {made[signature]!r}"
        made[signature] = name
        hits = known.find(name)
        if len(hits) != 1 or id_of(hits[0].value) != id_:
            yield f"{file}, {id_}: nothing can be read as {name!r}"


def _countries() -> Iterator[str]:
    entries = [(each["code"], name) for each in table("countries")["country"] for name in each.get("names", [])]
    entries += [(each.get("code", ""), each["name"]) for each in table("countries")["former"]]
    yield from _names(countries.FILE, entries, countries.names(), lambda country: country.code)


def _organisations() -> Iterator[str]:
    entries = [
        (each["id"], name)
        for each in table("organisations")["organisation"]
        for name in (each["name"], *each.get("names", []), *each.get("acronyms", []))
    ]
    yield from _names(organisations.FILE, entries, organisations.names(), lambda organisation: organisation.id)


def _mechanisms() -> Iterator[str]:
    entries = [
        (each["id"], name)
        for each in table("mechanisms")["mechanism"]
        for name in (each["name"], *each.get("aliases", []), *each.get("acronyms", []))
    ]
    yield from _names(mechanisms.FILE, entries, mechanisms.vocabulary(), lambda name: name.id)
