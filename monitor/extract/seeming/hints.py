"""Which fields a paragraph may seem to state, told by its words alone: most have none of those that any field needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

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


def fields_in(text: str, wanted: Iterable[str]) -> list[str]:
    """Those of the fields `wanted` that a sentence of the paragraph may seem to state."""
    hints = _hints()
    hinted = {field for word in hints.keys() & words_in(text) for field in hints[word]}
    return [field for field in wanted if field in hinted and _may_say(text, field)] if hinted else []


@cache
def _hints() -> dict[str, tuple[str, ...]]:
    """By a word the fields that need it or another one."""
    fields: dict[str, list[str]] = {}
    for field, words in _needed():
        for word in words:
            fields.setdefault(word, []).append(field)
    return {word: tuple(needing) for word, needing in fields.items()}


def _needed() -> Iterable[tuple[str, frozenset[str]]]:
    """Each field, and words of which a text must hold one to seem to state it."""
    yield "chair", spoken("chair").union(*(one.words for one in _helms()))
    yield "secretariat", spoken("secretariat")
    yield "observer", frozenset().union(*(one.words for one in _observing()))
    yield "meeting", pattern("meeting", "nouns").words
    yield "established", frozenset().union(*(one.words for one in _begun()))
    yield "type", types().first_words
    yield "formal_association", pattern("seeming", "attached").words
    yield "member", countries.names().first_words
    for field in ("member_count", "observer_count"):
        yield field, frozenset().union(*(one.words for one in counted(field)))


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
