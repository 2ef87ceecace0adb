"""What kind of mechanism it is, in sentences: `It is a regional consultative process`."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import masked, opens_with_another, speaks_of_the_mechanism
from monitor.extract.prose.founding import find_established
from monitor.extract.values.terms import find_type
from monitor.lookups import Hit

# `Created in 2020, this inter-regional forum is ...`
THIS = re.compile(r"(?:^|,)\s*(?:this|ce|cet|cette|est[ea])\s+$", re.IGNORECASE)
IT = re.compile(r"c['’]", re.IGNORECASE)  # `C'est un forum interrégional`
# `was launched in 2008 (as an) inter-regional forum`, `Nació en 2000 (y) es un proceso consultivo regional`
AS = re.compile(r",?\s+(?:as|en\s+tant\s+que|comme|como|en\s+calidad\s+de|na\s+qualidade\s+de)\s", re.IGNORECASE)
AND = re.compile(r",?\s+(?:and|et|y|e)$", re.IGNORECASE)
CLAUSE = re.compile(r"[;:(]|\b(?:whereas|while|alors\s+que|mientras|enquanto)\b")


def find_kind(text: str, mechanism: str | None = None) -> tuple[str, str, str] | None:
    """(type, its words, sentence) of the first sentence that says of which type the mechanism is."""
    if find_type(text) is None:
        return None
    for sentence in sentences(text):
        hit = find_type(sentence)
        if hit and _stated(sentence, hit, mechanism):
            return hit.value, sentence[hit.start : hit.end], sentence
    return None


@cache
def _is_a() -> re.Pattern[str]:
    """The verb and the words that may stand between it and the type, up to the end of a text."""
    beside = pattern("type", "beside").pattern
    return re.compile(rf"{pattern('type', 'is_a').pattern}(?:['’\s]+(?:{beside}))*['’\s]*$", re.IGNORECASE)


def _for_another(sentence: str, hit: Hit[str]) -> bool:
    """The type is part of another name: `this RCP meeting`."""
    behind = sentence[hit.end :].lstrip()
    return bool(pattern("meeting", "nouns").match(behind) or pattern("bodies", "others").match(behind))


def _stated(sentence: str, hit: Hit[str], mechanism: str | None) -> bool:
    """The mechanism is the subject, and the verb stands straight before its type: no other body, no denial."""
    clause = CLAUSE.split(sentence[: hit.start])[-1]
    if THIS.search(clause) and not _for_another(sentence, hit):
        return not pattern("bodies", "others").search(masked(clause)) and not opens_with_another(sentence, mechanism)
    if pattern("type", "unsure").search(clause):
        return False
    if _founded_as(clause, mechanism) and not _for_another(sentence, hit):
        return True
    if not (verb := _is_a().search(clause)):
        return False
    if pattern("meeting", "nouns").match(sentence[hit.end :].lstrip()):  # `is an RCP meeting`
        return False
    subject = clause[: verb.start()].strip(" ,")
    if not subject:
        return clause.strip() == sentence[: hit.start].strip()
    bodies = pattern("bodies", "others").search(masked(subject))
    if bodies or opens_with_another(sentence, mechanism):
        return False
    if IT.fullmatch(subject) or speaks_of_the_mechanism(subject, mechanism):
        return True
    founded = AND.sub("", subject)
    return founded != subject and find_established(founded, mechanism) is not None


def _founded_as(clause: str, mechanism: str | None) -> bool:
    """What stands straight before the type says when the mechanism was founded, and that it was as such."""
    for said in AS.finditer(clause):
        beside = re.fullmatch(
            rf"(?:(?:{pattern('type', 'beside').pattern})['’\s]*)*", clause[said.end() :], re.IGNORECASE
        )
        founded = find_established(clause[: said.start()], mechanism) if beside else None
        if founded and clause[: said.start()].endswith(founded[1]):
            return True
    return False
