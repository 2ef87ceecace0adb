"""What of a value are words of the page, and what is typed: lookups/erasure.toml says it, field by field. Pure."""

from __future__ import annotations

import re
from functools import cache

from monitor.ids import canonical
from monitor.lookups import fold, load, mechanisms
from monitor.lookups.countries import country_name
from monitor.lookups.organisations import organisation_name
from monitor.model import Json

REDACTED = "[redacted]"
GONE = canonical(REDACTED)  # in the place of a digest
BETWEEN = re.compile(r"([|:])")  # the parts of a key


def without_words(field: str, value: Json) -> Json:
    """The value of a field with `[redacted]` in place of all that is not typed; a list keeps its length."""
    if field in _typed("fields"):
        return value
    if isinstance(value, list):
        return [without_words(field, part) for part in value]
    if isinstance(value, dict):
        return {key: _part(key, part, value) for key, part in value.items()}
    return REDACTED if isinstance(value, str) else value


def key_without_words(key: str, field: str, *values: Json) -> str:
    """A key with what is left of its parts: those that stand typed in one of the values (which have no words left)."""
    if field in _typed("fields") or field in _typed("keys"):
        return key
    known = {fold(text) for value in values for text in _texts(value)} - {fold(REDACTED)}
    return "".join(part if not part or part in "|:" or fold(part) in known else REDACTED for part in BETWEEN.split(key))


def words_in(value: Json) -> frozenset[str]:
    """The texts in a value."""
    return frozenset(_texts(value))


def _part(name: str, part: Json, whole: dict[str, Json]) -> Json:
    if name in _typed("parts"):
        return part
    if name == "name" and isinstance(part, str):
        return known_name(whole) or REDACTED
    return without_words("", part)


def known_name(value: dict[str, Json]) -> str | None:
    """What the lookups call the one that a value names by its code or id; None when they do not know it."""
    country, id_ = value.get("country"), value.get("id")
    if isinstance(id_, str):
        return organisation_name(id_) or (mechanisms.by_id(id_).name if mechanisms.known(id_) else None)
    if isinstance(country, str):
        name = country_name(country)
        return name if name != country else None
    return None


def _texts(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


@cache
def _typed(what: str) -> frozenset[str]:
    return frozenset(load.strings(load.table("erasure"), what, "erasure.toml", of=what))
