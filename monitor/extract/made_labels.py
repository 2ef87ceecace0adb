"""Labels that no table lists as they stand: made of words that are known. Data: lookups/label_words.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.errors import LookupDataError
from monitor.lookups import fold, load

FILE = "label_words.toml"
FEWEST, MOST = 2, 11  # words; one alone stands in labels.toml, a longer line is a sentence
NUMBER_OF = re.compile(r"^N(?:[or]|bre?|[úu]m)?(?:\.\s?[ºo°]?|[º°])(?=\s)", re.IGNORECASE)  # `N.º de Estados`
SAYS_MORE = re.compile(r"[:：;.?•|]|\s[–—-]\s")  # `Type: Inter-regional forum` is label and value


@dataclass(frozen=True, slots=True)
class Made:
    """A field, with the words of which each group must give one, and all words that may stand in its label."""

    field: str
    role: str
    context: bool
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]


@cache
def _groups() -> dict[str, frozenset[str]]:
    table = load.table("label_words")["words"]
    return {name: frozenset(map(fold, load.strings(table, name, FILE, of="[words]"))) for name in table}


def _group(name: str) -> frozenset[str]:
    try:
        return _groups()[name]
    except KeyError:
        raise LookupDataError(f"lookups/{FILE}: no words are called {name!r}") from None


@cache
def _entries(layout: str) -> tuple[Made, ...]:
    around = load.strings(load.table("label_words"), "around", FILE, of="the table")
    found = []
    for entry in load.entries("label_words", "label"):
        of = str(entry.get("field"))
        load.only(entry, ("field", "role", "layouts", "context", "needs", "may"), FILE, of=of)
        if layout in entry.get("layouts", [layout]):
            needs = tuple(_group(name) for name in load.strings(entry, "needs", FILE, of=of))
            may = (_group(name) for name in (*load.strings(entry, "may", FILE, of=of), *around))
            words = frozenset().union(*needs, *may)
            found.append(Made(of, entry.get("role", ""), bool(entry.get("context", False)), needs, words))
    return tuple(found)


@cache
def _telling(layout: str) -> dict[str, tuple[Made, ...]]:
    """The entries by the words of the first group that each needs: most lines hold none of them."""
    found: dict[str, tuple[Made, ...]] = {}
    for entry in _entries(layout):
        for word in entry.needs[0]:
            found[word] = (*found.get(word, ()), entry)
    return found


def made_label(text: str, layout: str) -> Made | None:
    """What a line announces whose words are all known; None when one is not, or when it might be either of two."""
    said = NUMBER_OF.sub("Number", text.strip(" ¿?¡!"))
    if not said[:1].isupper() or SAYS_MORE.search(said) or said.count("(") != said.count(")"):
        return None
    words = set(fold(said).split())
    if not FEWEST <= len(words) <= MOST:
        return None
    telling = _telling(layout)
    fitting = {
        entry
        for word in words
        for entry in telling.get(word, ())
        if words <= entry.words and all(words & group for group in entry.needs)
    }
    if not fitting:
        return None
    most = max(len(entry.needs) for entry in fitting)
    best = [entry for entry in fitting if len(entry.needs) == most]
    return best[0] if len({(entry.field, entry.role) for entry in best}) == 1 else None
