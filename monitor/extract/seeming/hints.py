"""Which fields a paragraph may seem to state, told by its words alone: most have none of those that any field needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from monitor.extract.gated import Gated, holds_digit
from monitor.extract.phrases import pattern
from monitor.extract.prose.verbs import form
from monitor.extract.seeming.begun import FOUNDED
from monitor.extract.seeming.membership import counted, may_be_counted
from monitor.extract.seeming.met import HELD
from monitor.extract.seeming.offices import HELMS, OBSERVING
from monitor.extract.seeming.wording import says, spoken
from monitor.extract.values.terms import find_type, types
from monitor.lookups import countries, organisations
from monitor.lookups.folding import words_in


def fields_in(text: str, wanted: tuple[str, ...]) -> list[str]:
    """Those of the fields `wanted` that a sentence of the paragraph may seem to state."""
    hints = _hints(wanted)
    hinted = {field for word in hints.keys() & words_in(text) for field in hints[word]}
    return [field for field in wanted if field in hinted and _may_say(text, field)] if hinted else []


@lru_cache(maxsize=64)  # most pages want the same fields
def _hints(wanted: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """By a word the fields that need it or another one."""
    fields: dict[str, list[str]] = {}
    for field in wanted:
        for word in _needed(field):
            fields.setdefault(word, []).append(field)
    return {word: tuple(needing) for word, needing in fields.items()}


def _needed(field: str) -> frozenset[str]:
    """Words of which a text must hold one to seem to state the field."""
    match field:
        case "secretariat":
            return spoken("secretariat")
        case "type":
            return types().first_words
        case "member":
            return countries.names().first_words
        case "chair":
            return spoken("chair").union(_words(_helms()))
        case "observer":
            return _words(_observing())
        case "established":
            return _words(_begun())
        case "meeting":
            return pattern("meeting", "nouns").words | form("meeting", "gathered").words
        case "formal_association":
            return pattern("seeming", "attached").words
    return _words(counted(field))


def _words(patterns: Iterable[Gated]) -> frozenset[str]:
    return frozenset().union(*(one.words for one in patterns))


def _helms() -> tuple[Gated, ...]:
    return pattern("chair", "helm"), *(form("chair", key) for key in HELMS)


def _observing() -> tuple[Gated, ...]:
    return tuple(form("observers", key) for key in OBSERVING)


def _begun() -> tuple[Gated, ...]:
    return pattern("seeming", "begun"), *(form("established", key) for key in FOUNDED)


def _any(patterns: Iterable[Gated], text: str) -> bool:
    return any(one.may_be_in(text) for one in patterns)


def _may_say(text: str, field: str) -> bool:
    """False where no sentence of a paragraph can seem to state the field."""
    match field:
        case "chair":
            return says(text, "chair") or _any(_helms(), text)
        case "secretariat":
            return says(text, "secretariat")
        case "observer":
            return _any(_observing(), text)
        case "meeting":
            if form("meeting", "gathered").may_be_in(text):
                return True
            if not pattern("meeting", "nouns").may_be_in(text):
                return False
            held = (form("meeting", key) for key in HELD)
            return holds_digit(text) or _any(held, text) or pattern("meeting", "sometime").may_be_in(text)
        case "established":
            when = holds_digit(text) or pattern("seeming", "when").may_be_in(text)
            return when and _any(_begun(), text)
        case "type":
            return find_type(text) is not None
        case "formal_association":
            return pattern("seeming", "attached").may_be_in(text) and organisations.names().may_be_in(text)
        case "member":
            return countries.names().may_be_in(text)
    return may_be_counted(text, field)
