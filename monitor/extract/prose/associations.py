"""What organisation the mechanism belongs to, in sentences: `The Commission forms part of SICA`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import ARTICLES, PRONOUN, masked, opens_with_another, speaks_of_the_mechanism
from monitor.extract.values.organisations import OrganisationMatch, find_organisations
from monitor.lookups import organisations

# `set up under the auspices of the Union` tells of a beginning, and not of what the mechanism belongs to
UNDER = re.compile(r"(?:under|sous|bajo|sob)\b", re.IGNORECASE)


def find_association(text: str, mechanism: str | None = None) -> tuple[OrganisationMatch, str] | None:
    """The known organisation that a text plainly says the mechanism is attached to or part of, with the sentence."""
    attached = pattern("seeming", "attached")
    if not (attached.may_be_in(text) and organisations.names().may_be_in(text)):
        return None
    implied = True  # a Romance verb without a subject goes on about the mechanism, until another body is named
    for sentence in sentences(text):
        for said in attached.finditer(sentence):
            before = sentence[: said.start()]
            whom = _straight_behind(sentence, said.end())
            if whom and not UNDER.match(said.group()) and _of_it(sentence, before, mechanism, implied):
                return whom, sentence
        implied = implied and not opens_with_another(sentence, mechanism)
    return None


def _straight_behind(sentence: str, end: int) -> OrganisationMatch | None:
    article = ARTICLES.match(sentence, end)
    start = article.end() if article else end
    return next((o for o in find_organisations(sentence) if o.id and o.start == start), None)


def _of_it(sentence: str, before: str, mechanism: str | None, implied: bool) -> bool:
    if pattern("secretariat", "unsure").search(before) or pattern("bodies", "others").search(masked(before)):
        return False
    if not before.strip(" ,") or PRONOUN.fullmatch(f"{before.strip()} "):
        return implied
    return speaks_of_the_mechanism(before, mechanism) and not opens_with_another(sentence, mechanism)
