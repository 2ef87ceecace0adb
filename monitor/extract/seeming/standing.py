"""Sentences that seem to say what the mechanism is: of which type, and to whom it is attached."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import PRONOUN, masked, names_the_mechanism, speaks_of_the_mechanism
from monitor.extract.seeming.unknown_holders import past_articles
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.terms import find_type

THIS = re.compile(r"\b(?:this|ce|cet|cette|est[ea])\s+$", re.IGNORECASE)


def seems_type(sentence: str, mechanism: str | None) -> bool:
    """The words of a type behind the mechanism, or `this`."""
    hit = find_type(masked(sentence))
    if hit is None or pattern("type", "unsure").search(sentence[: hit.start]):
        return False
    behind = sentence[hit.end :].lstrip()
    if pattern("meeting", "nouns").match(behind) or pattern("bodies", "others").match(behind):
        return False
    before = sentence[: hit.start]
    return bool(THIS.search(before)) or names_the_mechanism(before, mechanism) or bool(PRONOUN.match(before))


def seems_association(sentence: str, mechanism: str | None) -> bool:
    """The mechanism is attached to a known organisation."""
    for said in pattern("seeming", "attached").finditer(sentence):
        start = past_articles(sentence, said.end())
        if any(o.id and o.start == start for o in find_organisations(sentence)):
            before = sentence[: said.start()]
            return speaks_of_the_mechanism(before, mechanism) or PRONOUN.match(sentence) is not None
    return False
