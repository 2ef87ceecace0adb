"""The office with the name of its holder: `under the Spanish Presidency`, `Kenya's term as Chair began in 2021`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import OF, about_a_session
from monitor.extract.prose.clauses import NEAR
from monitor.extract.prose.holders import Holder, find_holders, term_of
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.offices import role_of
from monitor.extract.values.chairs import Chair
from monitor.extract.values.demonyms import find_demonyms
from monitor.extract.values.organisations import find_organisations

UNDER = Worded(r"\b(?:(?P<under>{under})|{during})\s+(?:{the_current}\s+)*$")
GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’])\s+(?:[\w-]+\s+){0,3}?$", re.IGNORECASE)
CLAUSE = re.compile(r"[,;]")


def by_adjective(clause: str, mechanism: str | None = None) -> list[Chair]:
    """`under the Spanish Presidency`, `Kenya's Presidency began in 2021`; what such a presidency did else says nothing
    of when it was.
    """
    owner = _owner(clause, mechanism)
    if owner is None:
        return []
    holder, noun = owner
    before, after = clause[: min(holder.start, noun.start())], clause[max(holder.end, noun.end()) :]
    whole = clause[len(before) : len(clause) - len(after)]
    for key, role in (("begins_later", "incoming"), ("begins", "chair"), ("ends", "chair")):
        verb = said_by(key, after)
        if verb and len(CLAUSE.split(after[: verb.start()])[0].split()) <= 2 * NEAR:
            term = term_of(after)
            if term and key == "ends" and "/" not in term:
                term = f"../{term}"
            return [Chair(role, holder.name, holder.country, holder.id, term, holder.name)]
    under = UNDER.search(before)
    if under and not about_a_session(clause):
        term = term_of(" ".join(CLAUSE.split(after)[0].split()[:NEAR]))
        if term or under["under"]:  # `during the Spanish Presidency`: nobody knows when, unless it is dated
            said = clause[holder.start : holder.end]
            return [Chair(role_of(whole), holder.name, holder.country, holder.id, term, said)]
    return []


def _owner(clause: str, mechanism: str | None) -> tuple[Holder, re.Match[str]] | None:
    """Whose office a clause speaks of: by an adjective (`the Spanish Presidency`), a genitive (`Kenya's term as
    Chair`), or behind `of` (`la présidence du Maroc a débuté`).
    """
    nouns = list(pattern("chair", "nouns").finditer(clause))
    if not nouns:
        return None
    hits = find_demonyms(clause, pattern("chair", "nouns"))
    if len(hits) == 1 and not any(o.id for o in find_organisations(clause)):
        hit = hits[0]
        noun = min(nouns, key=lambda n: min(abs(n.start() - hit.end), abs(hit.start - n.end())))
        return Holder(hit.name, hit.start, hit.end, hit.country), noun
    for holder in find_holders(clause):
        for noun in nouns:
            if noun.start() > holder.end and GENITIVE.fullmatch(clause[holder.end : noun.start()]):
                return holder, noun
            of = OF.match(clause, noun.end())
            if of and not clause[of.end() : holder.start].strip() and of.end() <= holder.start:
                return holder, noun
    return None
