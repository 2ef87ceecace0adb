"""Sentences that seem to say since when the mechanism is there."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    NAMED,
    PRONOUN,
    first_words,
    last_words,
    masked,
    names_the_mechanism,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.verbs import form
from monitor.extract.seeming.met import DATED
from monitor.extract.seeming.speaking import calls_it, of_a_sitting, of_the_mechanism
from monitor.extract.seeming.unknown_holders import past_articles

FOUNDED = ("own", "owned", "verbs")  # of lookups/verbs.toml
NEAR = 40  # characters
SUBJECT = 10  # words before a verb
NOUN = 4  # words of a name straight before a participle
OBJECT = re.compile(r"\s+(?:an?|the|its|une?|la|le|sa|son|una?|el|su|uma?|o|a)\s+(?:[^\W\d]+\s+)?$", re.IGNORECASE)


def seems_established(sentence: str, mechanism: str | None) -> bool:
    """The mechanism began, at some time."""
    if not (DATED.search(sentence) or pattern("seeming", "when").search(sentence)):
        return False
    if opens_with_another(sentence, mechanism):
        return False
    begun = [said for key in FOUNDED for said in form("established", key).finditer(sentence)]
    begun += pattern("seeming", "begun").finditer(sentence)
    return any(_began(sentence, said, mechanism) for said in begun)


def _began(sentence: str, said: re.Match[str], mechanism: str | None) -> bool:
    before, after = sentence[: said.start()], sentence[said.end() :]
    if pattern("established", "unsure").search(before[-NEAR:]) or of_a_sitting(before):
        return False
    others = pattern("bodies", "others")
    if others.search(masked(before)) or any(OBJECT.fullmatch(after[: o.start()]) for o in others.finditer(after)):
        return False
    if form("established", "active").fullmatch(said.group()) and before.strip():
        # `France launched the 5+5 Dialogue`, `The Process, launched in ...`, but not `its posts, launched in ...`
        near = last_words(before, NOUN)
        bare = pattern("bodies", "itself").fullmatch(near) is not None and not PRONOUN.match(f"{near} ")
        return bare or _is_named(after, mechanism) or calls_it(near, mechanism)
    if before.strip():
        return speaks_of_the_mechanism(last_words(before, SUBJECT), mechanism) or PRONOUN.match(sentence) is not None
    return of_the_mechanism(after, mechanism)


def _is_named(after: str, mechanism: str | None) -> bool:
    """What was launched is the mechanism: by its name, or by one with a word for what it is."""
    said = first_words(after)
    name = NAMED.match(said, past_articles(said, 0))
    kind = name and pattern("bodies", "itself").search(name.group())
    return bool(kind) or names_the_mechanism(said, mechanism)
