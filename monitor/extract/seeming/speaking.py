"""Of what a sentence speaks: of the mechanism, of one of its sittings, or of another body."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    NAMED,
    OF,
    PRONOUN,
    masked,
    names_the_mechanism,
    office_elsewhere,
    opens_with_another,
)
from monitor.extract.seeming.unknown_holders import past_articles
from monitor.extract.seeming.wording import says
from monitor.extract.values.organisations import find_organisations


def of_the_mechanism(sentence: str, mechanism: str | None) -> bool:
    """The sentence names the mechanism, calls it by what it is, or goes on about it."""
    if names_the_mechanism(sentence, mechanism) or PRONOUN.match(sentence):
        return True
    return pattern("bodies", "itself").search(masked(sentence)) is not None or says(sentence, "chair")


def plainly_of_it(sentence: str, mechanism: str | None) -> bool:
    """The sentence speaks of the mechanism and of no other body."""
    if any(found.id for found in find_organisations(masked(sentence))):
        return False
    if opens_with_another(sentence, mechanism):
        return False
    nouns = pattern("chair", "nouns").finditer(sentence)
    return calls_it(sentence, mechanism) or any(not _elsewhere(sentence, office, mechanism) for office in nouns)


def _elsewhere(sentence: str, office: re.Match[str], mechanism: str | None) -> bool:
    """The office is that of another body, known or not: `Presidency of the Salzburg Forum`."""
    of = OF.match(sentence, office.end())
    return office_elsewhere(sentence, office.start(), office.end(), mechanism) or bool(
        of and NAMED.match(sentence, past_articles(sentence, of.end()))
    )


def calls_it(text: str, mechanism: str | None) -> bool:
    """The text names the mechanism, calls it `the Process`, or begins with a pronoun."""
    if names_the_mechanism(text, mechanism) or PRONOUN.match(text):
        return True
    return pattern("seeming", "it").search(masked(text)) is not None


def of_a_sitting(text: str) -> bool:
    """A sitting is spoken of: who is there then may be there that once."""
    return pattern("bodies", "sessions").search(text) is not None
