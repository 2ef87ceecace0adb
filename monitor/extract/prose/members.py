"""Who belongs, in sentences: `It comprises five European countries (Portugal, Spain ...) and five countries of ...`."""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import masked, of_a_group, speaks_of_the_mechanism
from monitor.extract.prose.clauses import LEAD
from monitor.extract.prose.counted import AND, are_its, may_count, number_of, number_of_states, some_of_them
from monitor.extract.prose.counts import counted_members
from monitor.extract.prose.joining import find_joined, find_left
from monitor.extract.prose.observers import observing
from monitor.extract.prose.verbs import form
from monitor.extract.values.countries import CountryMatch, find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.lookups.countries import names
from monitor.lookups.mechanisms import find_mechanisms

FAR = 14  # words between two countries of one list; one further behind stands for something else
# `Criado em 2002, reúne ...`, `Lancé en 2006, il ...`
PARTICIPLE = re.compile(r"^\s*[A-ZÀ-Þ][\w-]+(?:ado|ido|ada|ida|é|ée|ed)\s+(?:em|en|in|no|el)\s[^,;]{0,40},\s*")
ARE = re.compile(r"\b(?:are|sont|son|são)$", re.IGNORECASE)
# behind a number of members: their names follow
OPENS = re.compile(
    r"[^.;:,(]{0,60}?(?::|\(|\s?—|\s[–-]\s|,?\s*\b(?:namely|i\.e\.|à\s+savoir|a\s+saber|que\s+son|are|sont|son|são)\b:?)",
    re.IGNORECASE,
)
FOLLOWING = re.compile(r"\b(?:as follows|the following|les suivants|los siguientes|os seguintes)\b", re.IGNORECASE)
FEWEST = 2  # countries: one alone is no list
# straight before the first name: it is not who belongs, but what somebody deals with
ABOUT = re.compile(
    r"\b(?:with|to|on|about|against|for|towards|in|into|via|between|among|sur|avec|vers|pour|dans|contre|entre|con|sobre|para|hacia|contra"
    r"|com|em|no|na|nos|nas)\s+(?:(?:the|la|le|les|el|los|las|a|o|as|os)\s+|l['’])?$",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:no|não|ne|not|never|nunca|jamais|n['’])\s*(?:yet\s+|ya\s+)?$", re.IGNORECASE)
IN = re.compile(
    r"^\s*(?:(?:in|to|of|à|au|aux|du|de|d['’]|dans|en|del?|al?|da|do|na|no|em|ao)\s*(?=\s|\b))*(?:(?:the|la|le|el|o|a)\s+|l['’])?",
    re.IGNORECASE,
)


def find_members(
    text: str, mechanism: str | None = None, *, under_label: bool = False
) -> tuple[tuple[CountryMatch, str], ...]:
    """The countries that a sentence says the mechanism comprises, each with the sentence.

    `under_label`: the text stands under a label for members, so that it need not name the mechanism.
    """
    found: list[tuple[CountryMatch, str]] = []
    told = 0  # how many the sentence before counted
    before = ""
    for sentence in sentences(text) if _may_list(text) else ():
        before, last = sentence, before
        if of_a_group(sentence, last, mechanism):
            told = 0
            continue
        said = observing(sentence, mechanism).rest
        hits = (
            _listed(said, mechanism, under_label)
            or _counted(said, mechanism, under_label)
            or _taking_part(said, mechanism)
            or find_joined(said, mechanism)
            or (_in_full(said, told) if told and some_of_them(said) else ())
        )
        counted = counted_members(said, mechanism, under_label)
        told = number_of(counted) if counted and not hits else 0
        gone = {hit.country for hit, _ in find_left(sentence, mechanism)} if found else set()
        found = [(hit, told_in) for hit, told_in in found if hit.country not in gone]
        found += [(hit, sentence) for hit in hits]
    return tuple(found)


def _may_list(text: str) -> bool:
    """False where no sentence of a paragraph can list members."""
    verbs = pattern("membership", "verbs").may_be_in(text) or any(
        form("membership", key).may_be_in(text) for key in ("belong", "joined", "joined_by")
    )
    return (verbs or may_count(text)) and names().may_be_in(text)


def _listed(sentence: str, mechanism: str | None, implied: bool) -> tuple[CountryMatch, ...]:
    """`It comprises A, B and C`."""
    verb = pattern("membership", "verbs").search(sentence)
    if verb is None or pattern("membership", "others").search(sentence) or _unsure(sentence[: verb.end()]):
        return ()
    if _apart(sentence[: verb.start()]):
        return ()
    # `members are` names its subject itself, a Romance verb may open the sentence without one: `Integra cinco países`
    opening = PARTICIPLE.sub("", sentence[: verb.start()]).strip()
    if not implied and opening and not speaks_of_the_mechanism(sentence[: verb.end()], mechanism):
        return ()
    after = sentence[verb.end() :]
    hits = _together(after)
    # `brings together experts on cooperation with X and Y`
    if hits and ABOUT.search(after[: hits[0].start]):
        return ()
    # `members are concerned about X and Y`: what members are stands straight behind
    if (
        hits
        and ARE.search(verb.group())
        and not LEAD.fullmatch(FOLLOWING.sub("", after[: hits[0].start]).replace(":", " "))
    ):
        return ()
    return hits


def _counted(sentence: str, mechanism: str | None, implied: bool) -> tuple[CountryMatch, ...]:
    """`It has three member States: A, B and C`."""
    counted = counted_members(sentence, mechanism, implied)
    if (
        counted is None
        or pattern("membership", "others").search(sentence)
        or _unsure(AND.split(sentence[: counted.end()])[-1])
    ):
        return ()
    if they := are_its(sentence, counted):
        return they
    if all_of_them := _in_full(sentence[counted.end() :], number_of(counted)):
        return all_of_them
    opens = OPENS.match(sentence, counted.end())
    return _together(sentence[opens.end() :]) if opens else ()


def _in_full(words: str, number: int) -> tuple[CountryMatch, ...]:
    """As many countries as were counted, however they are grouped: `ten States, five of the north, namely A ..., and
    five of the south, namely F ...`.
    """
    hits = {hit.country: hit for hit in reversed(find_countries(words))} if number > FEWEST else {}
    return tuple(sorted(hits.values(), key=lambda hit: hit.start)) if len(hits) == number else ()


def _taking_part(sentence: str, mechanism: str | None) -> tuple[CountryMatch, ...]:
    """`Five countries (A, B and C) take part, and five of the other shore (D, E and F)`; in Romance languages the verb
    may come first: `Forman parte del foro A, B y C`.
    """
    if pattern("membership", "others").search(sentence) or pattern("bodies", "sessions").search(masked(sentence)):
        return ()
    for verb in form("membership", "belong").finditer(sentence):
        before, after = sentence[: verb.start()], sentence[verb.end() :]
        if _unsure(sentence[: verb.end()]) or DENIED.search(before) or _another(after):
            continue
        ahead = find_countries(before)
        if len(ahead) >= FEWEST and not ABOUT.search(before[: ahead[0].start]):
            return _together(sentence)
        hits = () if ahead else _together(after)
        if hits and _first(before, after[: hits[0].start], mechanism):
            return hits
    return ()


def announces_members(sentence: str, mechanism: str | None = None) -> bool:
    """A sentence that ends in a colon says that the list below it is of those who belong."""
    words = sentence.rstrip(" :")
    if find_countries(words) or _unsure(words) or pattern("bodies", "others").search(masked(words)):
        return False
    if counted_members(sentence, mechanism, False):
        return True
    said = pattern("membership", "verbs").search(words)
    if said and not words[said.end() :].strip() and not _apart(words[: said.start()]):
        return speaks_of_the_mechanism(words, mechanism)
    for verb in form("membership", "belong").finditer(words):
        before, after = words[: verb.start()], words[verb.end() :]
        if not DENIED.search(before) and (before + after).strip() and not pattern("bodies", "sessions").search(words):
            return speaks_of_the_mechanism(before + " " + after, mechanism)
    return False


def _another(after: str) -> bool:
    """What they take part in is another body: `participate in the Schengen Convention`."""
    clause = re.split(r"[,;:.(]", after)[0]
    rest = IN.sub("", clause)
    known = any(o.start == 0 and o.id for o in find_organisations(rest)) and not find_mechanisms(rest)
    return known or bool(pattern("bodies", "others").search(masked(clause)))


def _first(before: str, between: str, mechanism: str | None) -> bool:
    """The verb opens its sentence, and between it and the names stands nothing but the mechanism and how many they
    are.
    """
    opening = before.strip(" ,")
    told = not opening or pattern("counts", "at_present").fullmatch(opening) or number_of_states(opening)
    if not told and not speaks_of_the_mechanism(opening, mechanism):
        return False
    return LEAD.fullmatch(between.replace(":", " ")) is not None or speaks_of_the_mechanism(between, mechanism)


def _apart(before: str) -> bool:
    """The group beside the members, or one that is no more: `Former members are ...`."""
    return any(not before[word.end() :].strip() for word in pattern("membership", "apart").finditer(before))


def _unsure(words: str) -> bool:
    return bool(pattern("membership", "unsure").search(words))


def _together(text: str) -> tuple[CountryMatch, ...]:
    hits = find_countries(text)
    if len(hits) < FEWEST:
        return ()
    kept = [hits[0]]
    for hit in hits[1:]:
        gap = text[kept[-1].end : hit.start]
        # `A, B and C are full members, and D and E associate members`
        if len(gap.split()) > FAR or pattern("membership", "apart").search(gap):
            break
        kept.append(hit)
    return tuple(kept)


def members_between(heading: str) -> tuple[CountryMatch, ...]:
    """`Meeting between Portugal, Spain, France and Morocco`: the parties that a heading names."""
    between = pattern("membership", "between").search(heading)
    hits = find_countries(heading[between.end() :]) if between else ()
    if len(hits) >= FEWEST:
        return hits
    hits = find_countries(heading)
    # `meeting of Portugal, Spain and France`: three or more, and nothing else between them
    of = bool(hits) and re.search(r"\b(?:of|de|des|dos|da)\s+(?:the\s+)?$", heading[: hits[0].start]) is not None
    close = all(len(heading[a.end : b.start].split()) <= 2 for a, b in pairwise(hits))
    return hits if of and close and len(hits) > FEWEST else ()
