"""Which regions have something in common, from regions.toml: Africa does not contradict North Africa."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from monitor.errors import LookupDataError
from monitor.lookups.load import entries, only, string, strings

FILE = "regions.toml"


@cache
def overlaps() -> frozenset[tuple[str, str]]:
    """Pairs of regions, by name and in both orders, of which one lies in the other, whole or in part."""
    larger: dict[str, tuple[str, ...]] = {}
    for entry in entries("regions", "region"):
        name = string(entry, "name", FILE, of="[[region]]")
        only(entry, ("name", "words", "in"), FILE, of=name)
        larger[name] = strings(entry, "in", FILE, of=name)
    for name, above in larger.items():
        if unknown := sorted(set(above) - larger.keys()):
            raise LookupDataError(f"lookups/{FILE}, {name}: `in` names what is no region: {', '.join(unknown)}")
    pairs = {(name, above) for name in larger for above in _above(name, larger, frozenset())}
    return frozenset(pairs | {(above, name) for name, above in pairs})


def _above(name: str, larger: dict[str, tuple[str, ...]], seen: frozenset[str]) -> Iterator[str]:
    for each in larger[name]:
        if each not in seen:
            yield each
            yield from _above(each, larger, seen | {each})
