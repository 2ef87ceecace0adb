"""Who chairs, in sentences: `Portugal held the Presidency in 2000, having assumed it again in 2015`.

A paragraph is read sentence by sentence (prose/chair_sentences.py), each with whom the one before named, for what goes
on about it or about the office; what all of them tell is put together (prose/chair_terms.py).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from monitor.extract.gated import holds_any
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import about_a_session, opens_with_another
from monitor.extract.prose.chair_sentences import clauses_of, elsewhere, read_sentence
from monitor.extract.prose.chair_terms import Told, last_said, settled, who
from monitor.extract.prose.former_latter import FORMER, by_their_names
from monitor.extract.prose.handovers import handed
from monitor.extract.prose.held_by import goes_to
from monitor.extract.prose.holders import Holders, Said, find_holders
from monitor.extract.prose.holding import holding
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.predecessors import predecessors
from monitor.extract.prose.successions import following
from monitor.extract.prose.wording import denying_nothing, pronouns_first
from monitor.extract.values.chairs import Chair
from monitor.lookups import table

HELD_IT = Worded(r"\b(?:{her}|{her_portuguese}|{her_had})\s*$")
IT_BEHIND = Worded(r"\s+{it}\b")
FIRST = Worded(r"\s*(?:{the+}|{its+}|{each+})?(?:{rotating+})?")
PRONOUN = Worded(r"\b{for_the_office+}|\b{it}\b|^\s*{before_them}\b")
GOES_ON_ABOUT = Worded(r"\s*(?:{he}|{this}\s+{country})\s")  # a sentence about whom the one before named


@cache
def _stems() -> tuple[str, ...]:
    """No sentence without one of these speaks of the office."""
    return tuple(stem.lower() for stem in table("verbs")["chair"]["stems"])


def find_chairs(text: str, mechanism: str | None = None, *, under_label: bool = False) -> tuple[tuple[Chair, str], ...]:
    """The chairs that a paragraph about a mechanism states, each once, with its sentence.

    `under_label`: the text stands under a label for the chair, so that it need not name the office.
    """
    if not under_label and not holds_any(text, _stems()):
        return ()
    found: Told = {}
    two: Holders = ()
    said = Said()
    before = ""
    former = FORMER.search(text) is not None
    for sentence in sentences(text):
        named = denying_nothing(by_their_names(sentence, two))
        told: list[Chair] = []
        of_it = bool(before) and not said.sitting and PRONOUN.search(named) is not None and _turns_on(before)
        beside = bool(before) and not under_label and opens_with_another(before, mechanism) and _pronoun_chaired(named)
        if (under_label or of_it or holds_any(named, _stems())) and not beside:
            told = read_sentence(named, mechanism, under_label, said, spoken=of_it)
        if not told and said.holders and not (holds_any(named, _stems()) or pattern("chair", "unsure").search(named)):
            told = _going_on(named, said)
        for one in told:
            found.setdefault((one.role, who(one), one.term), (one, sentence))
        said = replace(last_said(named, told), sitting=about_a_session(named))
        before = (
            "" if pattern("chair", "other_offices").search(sentence) or elsewhere(sentence, mechanism) else sentence
        )
        pair = find_holders(sentence) if former else ()
        two = pair if len(pair) == 2 else ()
    return settled(found)


def _turns_on(sentence: str) -> bool:
    """The sentence begins or ends with the office, so that a pronoun in the next one stands for it."""
    return any(
        FIRST.fullmatch(sentence, 0, noun.start()) or not sentence[noun.end() :].strip(" .;:")
        for noun in pattern("chair", "nouns").finditer(sentence)
    )


def _going_on(sentence: str, said: Said) -> list[Chair]:
    """A sentence without a word for the office that goes on about whom the one before named."""
    told: list[Chair] = []
    for clause in clauses_of(pronouns_first(sentence)):
        verb = said_by("succeeded", clause)
        pronoun = GOES_ON_ABOUT.match(clause) is not None or (verb is not None and verb.start() == 0)
        chairs = (handed(clause, said, spoken=True) if pronoun else []) or following(clause, said)
        if pronoun and not chairs:
            chairs = predecessors(clause, [], said)
        told += chairs or ([] if said.sitting else _held_it(clause))
    return told


def _pronoun_chaired(sentence: str) -> bool:
    """`Kenya chairs it`: what the sentence before was about."""
    verbs = (said_by(key, sentence) for key in ("incoming", "current", "past"))
    return any(v and (HELD_IT.search(sentence, 0, v.start()) or IT_BEHIND.match(sentence, v.end())) for v in verbs)


def _held_it(clause: str) -> list[Chair]:
    """`Antes de Chile la ocuparon Argentina y Perú`: of the office in the sentence before."""
    if not _pronoun_chaired(clause):
        return goes_to(clause)
    return holding(clause, (), False, True, None)[0]
