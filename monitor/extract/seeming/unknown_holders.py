"""A name that nobody knows, where the holder of an office should stand."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import ARTICLES, last_words, masked, names_the_mechanism
from monitor.extract.prose.holders import find_holders
from monitor.extract.prose.verbs import form
from monitor.lookups import table

# of lookups/phrases.toml and lookups/verbs.toml: who holds an office stands straight behind, or straight before
HELD_BY = ("by", "by_past", "by_incoming", "went", "will_go")
HOLDS = ("current", "past", "incoming")
NAME_BEHIND = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+")
NAME_BEFORE = re.compile(
    r"([A-ZÀ-ÖØ-Þ][\w’'-]+)(?:\s*\([^()]*\))?(?:\s+(?:has|have|had|a|ont|avait|ha|han|tem|têm))?[\s,]*$"
)
# between a country and the last name before a verb
ROW_BEFORE = re.compile(r"\s+(?:(?:and|et|y|e|&)\s+)?(?:(?:the|la|le|les|el|los|las|o|a|os|as)\s+|l['’])?$")
# behind the country by which it is chaired, a name and the end of what is said
ROW_BEHIND = re.compile(r"\s+(?P<name>[A-ZÀ-ÖØ-Þ][a-zà-ÿ][\w’'-]+)(?=\s*[.,;]|\s*$)")
# an article and some words in small letters: `by the harbour master`, `par le maire`, `pelo comandante`
WHOM = re.compile(
    r"(?:(?<=pelo)|(?<=pela)|\s+(?:the|an?|its|le|la|une?|l['’]|el|una?|su|os?|as?|uma?))(?:\s+|(?<=['’]))"
    r"(?P<who>[a-zà-ÿ][\w’'-]*(?:\s+[a-zà-ÿ][\w’'-]*){0,3})"
)


def chaired_by_a_stranger(sentence: str) -> bool:
    """A name that nobody knows stands where who chairs should."""
    return named_beside("chair", HELD_BY, HOLDS, sentence)


def chaired_by_someone(sentence: str, mechanism: str | None) -> bool:
    """`The Process is chaired by the harbour master of Lima`: somebody, and not by turns."""
    for key in HELD_BY:
        for verb in _verbs("chair", key, sentence):
            whom = WHOM.match(sentence, verb.end())
            if whom is None or pattern("seeming", "anyone").search(whom["who"]):
                continue
            before = sentence[: verb.start()]
            if names_the_mechanism(last_words(before), mechanism) or pattern("seeming", "it").search(masked(before)):
                return True
    return False


def beside_those_who_chair(sentence: str) -> tuple[str, ...]:
    """Names that nobody knows in a row with a country that chairs: `Turkey and Borduria co-chair`, or without `and`."""
    said = masked(sentence)
    holders = find_holders(sentence)
    ends = {holder.end for holder in holders}
    taken = {sentence[holder.start : holder.end] for holder in holders}
    found: list[str] = []
    for key in HOLDS:
        for verb in _verbs("chair", key, sentence):
            name = NAME_BEFORE.search(said[: verb.start()])
            row = ROW_BEFORE.search(sentence[: name.start(1)]) if name else None
            if name and row and row.start() in ends:
                found.append(name[1])
    for key in HELD_BY:
        for verb in _verbs("chair", key, sentence):
            first = past_articles(sentence, verb.end())
            end = next((holder.end for holder in holders if holder.start == first), None)
            if end is not None and (name := ROW_BEHIND.match(said, end)):
                found.append(name["name"])
    return tuple(dict.fromkeys(n for n in found if n not in taken and not _itself(n) and not n.isupper()))


def named_beside(group: str, behind: tuple[str, ...], ahead: tuple[str, ...], sentence: str) -> bool:
    """A name that nobody knows stands where the holder of an office should."""
    for key in behind:
        for verb in _verbs(group, key, sentence):
            start = past_articles(sentence, verb.end())
            if NAME_BEHIND.match(masked(sentence), start) and not _itself(sentence[start:].split()[0]):
                return True
    for key in ahead:
        for verb in _verbs(group, key, sentence):
            name = NAME_BEFORE.search(masked(sentence)[: verb.start()])
            if name and not _itself(name[1]):
                return True
    return False


def past_articles(sentence: str, start: int) -> int:
    articles = ARTICLES.match(sentence, start)
    return articles.end() if articles else start


def _verbs(group: str, key: str, sentence: str) -> list[re.Match[str]]:
    held = list(form(group, key).finditer(sentence))
    return held + list(pattern(group, key).finditer(sentence)) if key in table("phrases").get(group, ()) else held


def _itself(word: str) -> bool:
    names_nobody = pattern("seeming", "nobody").fullmatch(word) or pattern("bodies", "itself").search(word)
    return bool(names_nobody or pattern("chair", "nouns").search(word))
