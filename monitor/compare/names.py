"""What people call the things that a change is about: ids and codes to names in English, from the lookups."""

from __future__ import annotations

from collections.abc import Callable

from monitor.lookups import mechanisms
from monitor.lookups.countries import country_name

Names = Callable[[str, str], str | None]  # (`mechanism` or `country`, id) to a name, None for what it does not know


def english(what: str, id_: str) -> str | None:
    """The name in the lookups; None when they do not know the id."""
    if what == "mechanism" and mechanisms.known(id_):
        return mechanisms.by_id(id_).short
    if what == "country" and (name := country_name(id_)) != id_:
        return name
    return None
