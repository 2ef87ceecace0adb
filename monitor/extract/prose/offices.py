"""Somebody called the chair: `X is the current Chair`, `the Chair, X, ...`, `X is at the helm of it`."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import OF, about_a_session, first_words, of_another, speaks_of_the_mechanism
from monitor.extract.prose.holders import (
    by_name,
    chair,
    row_before,
    term_of,
)
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.verbs import alternatives, form
from monitor.extract.values.chairs import Chair
from monitor.lookups import table

STEM = Worded(r"{chair_stem}|{troika_stem}")  # a verb with one names the office itself
CO = Worded(r"\b{co}-?\s?{chair_stem}")
WAS = Worded(r"{was_or_served}\b(?!\s+{elected})")
HAS_BEEN = Worded(r"{has_been_english}\b(?!\s+{elected})|{has_been}\b")
WILL = Worded(r"{will}\b")
WITH = Worded(r"(?:^|[\s,]){with!}\s+(?:{the+}|{the_many+})?$")
# `in the chair` says which office; `at the head` does so only with `of the Process`
CHAIR = Worded(r"{chair_stem}|{helm}")
BRACKETED = Worded(r"\s*(?P<open>[,(])\s*(?:(?:{now}|{at_present})\s+)?")
ARTICLE = Worded(r"(?:\b(?:{the+}|{its+}))(?:[^\W\d]+\s+)?$")
SHUT = {",": Worded(r"\s*,(?!\s+(?:{and}|{or})\b)"), "(": Worded(r"\s*\)")}
# behind an office that stands beside its holder: whose it is, and the end of the remark
OFFICE_OF = Worded(r"(?P<of>(?:\s+{of}\b[^,;()]{0,60}?)?)\s*(?:[,)]|\.?$)")
TO_COME = Worded(r"\b{to_come+}(?:[^\W\d]+\s+){1,3}$")
LEFT = Worded(r"\b{stepped_down!}\b[^,;]*$")
# between the office and the verb: whose it is
OWN = Worded(r"\s*(?:{of}\s+(?:{the_english}\s+|{this_english}\s+|{her+})?{mechanism}\s*)?")


def called(clause: str, mechanism: str | None = None) -> list[Chair]:
    """`X is the current Chair`, `with X as co-chair`, `X, the current Chair, will host`, `X is at the helm of it`."""
    if beside := _apposed(clause, mechanism):
        return beside
    here = _with_it(clause)
    said = said_by("as", clause) or here
    if not said or about_a_session(first_words(clause[said.end() :])):
        return []
    if not _its_own(said.group(), clause[said.end() :], mechanism):
        return []
    role = role_of(said.group() + clause[said.end() :][:1])
    term = term_of(clause[said.start() :]) or term_of(clause[: said.start()])
    if said is here:  # `with X in the chair, the forum met in 2023`
        term = term_of(first_words(clause[said.end() :]))
    over = HAS_BEEN.match(said.group()) and not (term or "").endswith("/..")
    if role in ("chair", "co-chair") and (WAS.match(said.group()) or over):
        role = "past"
    before = clause[: said.start()]
    coming = TO_COME.search(before)
    if role in ("chair", "co-chair") and (WILL.match(said.group()) or coming):
        role, before = "incoming", before[: coming.start()] if coming else before
    if role in ("chair", "co-chair") and (left := LEFT.search(before)):
        role, before = "past", before[: left.start()]
        term = f"../{term}" if term and "/" not in term else term
        return [chair(holder, role, term) for holder in row_before(before)]
    return [chair(holder, role, term) for holder in row_before(before)]


def _with_it(clause: str) -> re.Match[str] | None:
    """`With Fiji at the helm, ...`"""
    said = form("chair", "with_it").search(clause)
    row = row_before(clause[: said.start()], far=0) if said else ()
    return said if row and WITH.search(clause[: row[0].start]) else None


def _its_own(said: str, after: str, mechanism: str | None) -> bool:
    """The office is not that of another body, and words for any office (`at the head`) say whose it is."""
    whose = OF.match(after)
    if whose is None:
        return CHAIR.search(said) is not None or not form("chair", "with_it").search(said) or not after.strip(" .,;")
    if CHAIR.search(said):
        return not of_another(after[whose.end() :], mechanism)
    return speaks_of_the_mechanism(first_words(after), mechanism)


def beside_office(clause: str, mechanism: str | None) -> list[Chair]:
    """`The current Chair, X, ...`, `la présidence (actuellement X)`, `its chair, Minister A of X, ...`."""
    for noun in pattern("chair", "nouns").finditer(clause):
        if not ARTICLE.search(clause[: noun.start()]):
            continue
        which = form("chair", "in_office_now").match(clause.lstrip(), noun.end() + 1)
        whose = OWN.match(clause, which.end() if which else noun.end())
        opened = BRACKETED.match(clause, whose.end() if whose else noun.end())
        if opened is None:
            continue
        rest = clause[opened.end() :]
        row = by_name(rest)
        if len(row) == 1 and SHUT[opened["open"]].match(rest, row[0].end):
            return [chair(row[0], role_of(clause[: noun.end()][-40:]), None)]
    return []


@cache
def _which(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(table('verbs')['chair'][key])})(?!\w)", re.IGNORECASE)


def role_of(words: str) -> str:
    """The role that words with an office name."""
    for kind in ("incoming", "past"):
        if pattern("chair", f"{kind}_office").search(words):
            return kind
    for kind, key in (("incoming", "next_one"), ("past", "last_one")):
        if _which(key).search(words):
            return kind
    return "co-chair" if CO.search(words) else "chair"


def _apposed(clause: str, mechanism: str | None) -> list[Chair]:
    """`X, the current Chair of the Process, will host ...`."""
    found: list[Chair] = []
    for office in form("chair", "apposed").finditer(clause):
        end = OFFICE_OF.match(clause, office.end())
        if end is None or not clause[: office.start()].rstrip().endswith((",", "(")):
            continue
        holders = row_before(clause[: office.start()].rstrip(" ,("), far=0)
        whose = OF.match(end["of"])
        if holders and not about_a_session(end["of"]) and (not whose or speaks_of_the_mechanism(end["of"], mechanism)):
            found += [chair(holder, role_of(office.group()), None) for holder in holders]
    return found
