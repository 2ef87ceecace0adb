"""Sentences that seem to say who chairs, who is the secretariat or who observes."""

from __future__ import annotations

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import opens_with_another
from monitor.extract.prose.holders import find_holders
from monitor.extract.prose.verbs import form
from monitor.extract.seeming.speaking import of_a_sitting, of_the_mechanism
from monitor.extract.seeming.unknown_holders import chaired_by_a_stranger, chaired_by_someone, named_beside
from monitor.extract.seeming.wording import says
from monitor.extract.values.countries import find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.lookups.mechanisms import find_mechanisms

# of lookups/verbs.toml
OBSERVING = ("observing", "are_those")
LEADING = ("led_by", "led_by_past", "led_by_incoming", "leads", "led", "will_lead")
HELMS = (*LEADING, "with_it")


def seems_chair(sentence: str, mechanism: str | None) -> bool:
    """Somebody chairs or leads it."""
    said = says(sentence, "chair")
    if not (said or _leads(sentence)) or pattern("chair", "other_offices").search(sentence) or of_a_sitting(sentence):
        return False
    if find_countries(sentence):
        return True
    own = said and of_the_mechanism(sentence, mechanism) and not opens_with_another(sentence, mechanism)
    return own and (chaired_by_a_stranger(sentence) or chaired_by_someone(sentence, mechanism))


def _leads(sentence: str) -> bool:
    """Somebody is at the helm, or leads the mechanism."""
    if form("chair", "with_it").search(sentence):
        return True
    led = any(form("chair", key).search(sentence) for key in LEADING) or pattern("chair", "helm").search(sentence)
    return bool(led) and (bool(find_mechanisms(sentence)) or pattern("bodies", "itself").search(sentence) is not None)


def seems_secretariat(sentence: str, mechanism: str | None) -> bool:
    """An organisation, or somebody whom nobody knows, beside the word."""
    if not says(sentence, "secretariat"):
        return False
    if any(found.id for found in find_organisations(sentence)):
        return True
    if pattern("chair", "other_offices").search(sentence) or pattern("secretariat", "unsure").search(sentence):
        return False
    return named_beside("secretariat", ("served_by",), ("serves",), sentence)


def seems_observer(sentence: str, mechanism: str | None) -> bool:
    """Somebody observes, in the words of `prose.observers`; the sentence names who might."""
    if not any(form("observers", key).search(sentence) for key in OBSERVING) or of_a_sitting(sentence):
        return False
    return bool(find_holders(sentence)) or named_beside("observers", OBSERVING, ("observing",), sentence)
