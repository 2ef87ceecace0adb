"""What people call the things that a change is about: ids and codes to names, and the fixed words between them.

English is what the history keeps; another language is what a digest is told in.
"""

from __future__ import annotations

from collections.abc import Callable

from monitor.lookups import mechanisms
from monitor.lookups.countries import country_name
from monitor.messages import language

# (what, id) to a name, None for what it does not know. What: `mechanism`, `country`, `party` (an organisation or a
# mechanism, where it is not called as on the page), `word`, `label` of a field, `reason` why something is held, `date`,
# and `language` for its own code.
Names = Callable[[str, str], str | None]


def english(what: str, id_: str) -> str | None:
    """The name in the lookups; None when they do not know the id. Dates and labels stay as they are."""
    if what == "mechanism" and mechanisms.known(id_):
        return mechanisms.by_id(id_).short
    if what == "country" and (name := country_name(id_)) != id_:
        return name
    if what == "word":
        return language("en").term("word", id_)
    return None


def word(names: Names, id_: str, /, **gaps: object) -> str:
    """A fixed word: of `names`, else in English, else as it is."""
    told = names("word", id_) or english("word", id_)
    return language(names("language", "") or "en").fill(told, **gaps) if told and gaps else told or id_
