"""What two sources came to state differently in a window, and what they do so no more. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from monitor.digest.records import About, Differing
from monitor.digest.words import label, named
from monitor.messages import Language

if TYPE_CHECKING:
    from monitor.history import Disagreement

AS_IT_STANDS = frozenset({"type", "established", "member_count", "observer_count", "region", "meeting"})  # no names
NONE = "none"  # what a source says of which there is none


def turned(
    before: Iterable[Disagreement], after: Iterable[Disagreement]
) -> tuple[tuple[Differing, ...], tuple[Differing, ...]]:
    """What began and what ended between two times. Where two sources still differ in a field it goes on, whatever each
    says now: that is told by its changes.
    """
    old, new = ({one.place: one for one in side} for side in (before, after))
    return (
        tuple(_differing(one) for place, one in new.items() if place not in old),
        tuple(_differing(one) for place, one in old.items() if place not in new),
    )


def about(one: Disagreement) -> About:
    """By what it may be left out."""
    return About(one.mechanism, one.field, frozenset([*_codes(one.value), *_codes(one.other_value)]))


def begun(one: Differing, words: Language) -> str:
    """A line that says who states what."""
    return words.say(
        "disagreed",
        mechanism=_mechanism(one, words),
        field=label(one.field, words),
        source=one.source,
        said=_said(one.field, one.value, words),
        other=one.other_source,
        other_said=_said(one.field, one.other_value, words),
    )


def over(one: Differing, words: Language) -> str:
    """A line that says who differs no more."""
    field = label(one.field, words)
    return words.say("agreed", mechanism=_mechanism(one, words), field=field, source=one.source, other=one.other_source)


def _said(field: str, value: str, words: Language) -> str:
    """What a source says alone, countries and organisations by their names."""
    if not value:
        return words.say("nothing-alone")
    if value == NONE:
        return words.term("word", NONE) or NONE
    if field in AS_IT_STANDS:
        return value
    return ", ".join(
        named(words, "country", word) or named(words, "organisation", word) or word for word in _codes(value)
    )


def _mechanism(one: Differing, words: Language) -> str:
    return named(words, "mechanism", one.mechanism) or one.mechanism


def _codes(value: str) -> list[str]:
    return value.split(", ") if value not in ("", NONE) else []


def _differing(one: Disagreement) -> Differing:
    return Differing(one.mechanism, one.field, one.source, one.value, one.other_source, one.other_value)
