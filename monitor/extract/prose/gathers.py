"""What a mechanism is, with how many it gathers: `The Dialogue is a forum of nine governments`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    first_words,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.counted import ends_with
from monitor.extract.prose.verbs import form

# behind `a forum`, up to the number
OF_THEM = re.compile(
    r"(?:\s+(?:d['’])?[^\W\d]+){0,3}?\s+(?:of|between|among|amongst|entre|de|des|dos|formed\s+by|linking|que\s+reúne(?:\s+a)?)"
    r"\s*(?:(?:the|les|los|os)\s*)?",
    re.IGNORECASE,
)
IS_A = re.compile(
    r"\b(?:(?:is|remains|est|reste|constitue|es|constituye|é|constitui|se\s+trata\s+de|trata-se\s+de)"
    r"\s+(?:an?|the|une?|uno|una|uma?|le|la|el|o)?|il\s+s['’]agit\s+d['’]une?)\b",
    re.IGNORECASE,
)
FIRST = 4  # words in which a sentence names its subject
AND = re.compile(r"\s(?:and|et|y|e)$", re.IGNORECASE)
# behind the States of a mechanism that is called by what it is: what it is for, or nothing more
FOR = re.compile(
    r"\s*(?:(?:of|from|in|de|del|du|des|da|do|d['’])\s?[^,;:.]{1,50}?)?(?:[.]?\s*$|\s+(?:for|to|on|pour|para|sobre|sur|dedicat?ed)\b)",
    re.IGNORECASE,
)
WITH = re.compile(r"(?:with|avec|con|com)", re.IGNORECASE)
INDEFINITE = re.compile(r"(?:an?|une?|uno|una|uma?)\s", re.IGNORECASE)


def gathers(before: str, clause: str, mechanism: str | None) -> bool:
    """`The Dialogue is a gathering of (nine governments)`, `the Dialogue, a gathering of (nine governments), ...`."""
    nouns = [n for n in pattern("counts", "gatherings").finditer(clause) if OF_THEM.fullmatch(clause, n.end())]
    if not nouns:
        return False
    subject = clause[: nouns[-1].start()]
    if is_a := IS_A.search(subject):
        return not subject[: is_a.start()].strip() or speaks_of_the_mechanism(subject, mechanism)
    behind = before[: len(before) - len(clause)].rstrip()
    return (
        INDEFINITE.match(clause.strip()) is not None
        and behind.endswith(",")
        and speaks_of_the_mechanism(behind, mechanism)
    )


def is_one_of(before: str, clause: str, after: str, mechanism: str | None) -> bool:
    """A sentence that is no more than what the mechanism is: `Forum of the (twelve States) of the south for ...`,
    `Espacio creado en 2008, con (22 países)`.
    """
    noun = pattern("counts", "gatherings").match(before)
    if noun is None or opens_with_another(before, mechanism):
        return False
    if OF_THEM.fullmatch(before, noun.end()):
        return speaks_of_the_mechanism(noun.group(), mechanism) and FOR.match(after) is not None
    return WITH.fullmatch(clause.strip()) is not None and not after.strip(" .")


def goes_on(sentence: str, subject: str, mechanism: str | None) -> bool:
    """`The Dialogue, set up in 2000 and counting ...`: the verb before has the same subject, or none of its own."""
    if today := ends_with(pattern("counts", "at_present"), subject):
        subject = subject[: today.start()].rstrip()  # `was launched in 2006 and now (brings together)`
    if AND.search(f" {subject}") is not None and _opens_alone(sentence):
        return True
    return AND.search(f" {subject}") is not None and speaks_of_the_mechanism(first_words(sentence, FIRST), mechanism)


def _opens_alone(sentence: str) -> bool:
    """`Arrancou em abril de 2009 ... e abrange ...`: a Romance verb without a subject speaks of the mechanism."""
    verb = form("established", "alone").search(sentence)
    return verb is not None and not sentence[: verb.start()].strip()
