"""What a `[[channel]]` wants to be told, checked against what there is: mechanisms, countries, kinds of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.config_lines import Path
from monitor.config_tables import ChannelTable, Mistake, unknown
from monitor.config_values import closest
from monitor.lookups import countries, mechanisms
from monitor.lookups.kinds import every
from monitor.model import Interest


def interest(table: ChannelTable) -> Interest:
    """What is told, of a table without mistakes."""
    return Interest(
        table.importance,
        tuple(table.mechanisms),
        tuple(code for word in table.countries for code in _codes(word)),
        tuple(word.removesuffix(".*") for word in table.kinds),
    )


def mistakes(table: ChannelTable, path: Path, declared: Iterable[str]) -> Iterator[Mistake]:
    """Words that name nothing: a filter that lets nothing pass would be silence. They are not repeated: other channels
    read of it. `declared`: fields of the house's own pages, which have kinds of changes too.
    """
    known = [each.id for each in mechanisms.all()]
    for place, name in enumerate(table.mechanisms):
        if name not in known:
            yield Mistake((*path, "mechanisms", place), "there is no such mechanism", unknown(name, known))
    for place, name in enumerate(table.countries):
        if not _codes(name):
            near = closest(name, (countries.country_name(code) for code in countries.country_codes()))
            fix = f'Did you mean "{near}"?' if near else 'Write its code or its name: "TN", "Tunisia".'
            yield Mistake((*path, "countries", place), "there is no such country", fix)
    kinds = _kinds(declared) if table.kinds else frozenset()
    for place, name in enumerate(table.kinds):
        if name.removesuffix(".*") not in kinds:
            near = closest(name, sorted(kinds))
            fix = f'Did you mean "{near}"?' if near else 'Write "chair.handover", or "member" for all of its kin.'
            yield Mistake((*path, "kinds", place), "there is no such kind of change", fix)


def _kinds(declared: Iterable[str]) -> frozenset[str]:
    """All kinds that changes may be of, and what they begin with."""
    known = every(declared)
    return known | {kind.partition(".")[0] for kind in known}


def _codes(word: str) -> tuple[str, ...]:
    """The code of a country that is named, or given by its code."""
    if word.upper() in countries.country_codes():
        return (word.upper(),)
    found = countries.names().exact(word)
    return (found.code,) if found and found.code else ()
