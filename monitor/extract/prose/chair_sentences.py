"""Who chairs, in one sentence: its parts and clauses in order, each read with what the ones before it named.

Plain forms only: somebody holds the office (prose/holding.py), it is held by or went to somebody (prose/held_by.py),
somebody leads the mechanism (prose/leading.py), handed the office over (prose/handovers.py), follows in it
(prose/successions.py), is called the chair (prose/offices.py), gives the office its name (prose/presidencies.py), or
stands in a list of its holders (prose/chair_lists.py). A sentence about another body's office or a single sitting's
chair says nothing here, nor does a plan or a denial.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import office_elsewhere, without_relatives
from monitor.extract.prose.chair_lists import listed
from monitor.extract.prose.chair_terms import last_said, over, since_then, still
from monitor.extract.prose.clauses import clauses, row_at_end
from monitor.extract.prose.former_latter import FORMER, terms_of_two
from monitor.extract.prose.handovers import handed
from monitor.extract.prose.held_by import elected, given, is_bare
from monitor.extract.prose.holders import Holders, Said, find_holders, row_before, term_of
from monitor.extract.prose.holding import holding
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.offices import beside_office, called
from monitor.extract.prose.predecessors import gave_to_them, predecessors
from monitor.extract.prose.presidencies import by_adjective
from monitor.extract.prose.successions import FORMERLY, before_who_follows, following
from monitor.extract.prose.verbs import form
from monitor.extract.prose.wording import pronouns_first, verb_of_several, without_adverbs, without_vice
from monitor.extract.values.chairs import Chair

VERB = Worded(r"{chairs}\s+(?:{the_english}|{it})\b")  # `ICMPD chairs the Process`: no office of ICMPD's
WHEN = Worded(r"[\s,]*{at_which}\b")  # `until 2021, when it passed to Kenya`: one date for both
RELATIVE = Worded(r"[\s,]*{who}\s")  # `Ecuador, which will hold it for a year`
CLEFT = Worded(r"\s*{who_singular}\s")
NOW = Worded(r"\b{now!}\b")
PART = re.compile(r";\s+")
# by which an office is held, given or called
VERBS = (
    "incoming", "current", "past", "by", "by_past", "by_incoming", "went", "went_past", "will_go", "handed",
    "will_hand", "received", "received_it", "left", "will_receive", "succeeded", "will_succeed", "succeeded_by",
    "will_be_succeeded_by", "preceded", "follows", "followed", "will_follow", "moved", "will_move", "leads", "led",
    "will_lead", "led_by", "led_by_past", "led_by_incoming", "as", "elects",
)  # fmt: skip


def read_sentence(
    sentence: str, mechanism: str | None, implied: bool, said: Said, *, spoken: bool = False
) -> list[Chair]:
    """The chairs that a sentence states. `implied`: the office need not be named; `spoken`: the sentence before named
    it, and a pronoun stands for it; `said`: whom the sentence before named.
    """
    spelt = verb_of_several(without_relatives(sentence, mechanism))
    plain = pronouns_first(without_adverbs(without_vice(spelt)))
    if rows := listed(plain, mechanism):
        return rows
    found: list[Chair] = []
    spoken = spoken or implied
    for part in PART.split(plain):
        if found and FORMER.search(part):
            found = terms_of_two(found, part)
            continue
        told = _part(part, mechanism, implied, spoken, said)
        said = last_said(part, told)
        found += told
        spoken = spoken or pattern("chair", "nouns").search(part) is not None
    return found


def _part(part: str, mechanism: str | None, implied: bool, spoken: bool, said: Said) -> list[Chair]:
    if pattern("chair", "other_offices").search(part):
        return []
    found: list[Chair] = []
    subject: Holders = ()
    office = (
        implied
        or spoken
        or any(
            named.search(part)
            for named in (pattern("chair", "nouns"), form("chair", "apposed"), form("chair", "with_it"))
        )
    )
    until: str | None = None  # when the term of the clause before ends
    gone = ""  # `Having chaired it from 2018 to 2020, X ...`: who did stands behind
    known = spoken
    start = 0  # of the words that are about this office
    for clause in _with_clefts(clauses_of(part)):
        known = known or pattern("chair", "nouns").search(part, start, max(start, part.find(clause))) is not None
        at = part.find(clause)
        if pattern("chair", "unsure").search(clause) or elsewhere(clause, mechanism):
            subject, known, spoken, start = (), False, False, at + len(clause)
            continue
        chairs = (
            gave_to_them(clause, said)
            or handed(clause, said, spoken=office)
            or beside_office(clause, mechanism)
            or by_adjective(clause, mechanism)
            or given(clause, implied, known, mechanism)
            or called(clause, mechanism)
            or elected(clause)
        )
        if chairs:
            subject = ()
        else:
            before = subject or (said.holders if said.role == "chair" else ())
            if RELATIVE.match(clause):  # `It succeeded X, who had chaired it`: X did
                before = _straight_before(part[:at])
            chairs, subject = holding(clause, before, implied, spoken or bool(found), mechanism, part[:at])
            chairs = chairs or following(clause, said, implied=implied)
        earlier = predecessors(clause, chairs, said)
        chairs += earlier
        chairs = [still(c) for c in chairs]
        chairs = [since_then(c, clause, said.until) for c in chairs]
        if gone and (term := term_of(gone)):
            chairs = [replace(c, term=c.term or term) if c.role == "past" else c for c in chairs]
        gone = clause if FORMERLY.match(clause) and not chairs else ""
        if until and WHEN.match(clause):
            chairs = [replace(c, term=until) if c.role == "chair" and not c.term else c for c in chairs]
        if (NOW.search(clause) or is_bare(clause)) and any(c.role == "chair" for c in chairs):
            found = [replace(c, role="past") if over(c, chairs) else c for c in found]
        if chairs and not (said.role == "chair" and all(c in earlier for c in chairs)):
            said = last_said(clause, chairs)
        until = (term_of(clause) or "").removeprefix("../") or None
        found += chairs
    return found


def clauses_of(part: str) -> tuple[str, ...]:
    return tuple(half for clause in clauses(part, _speaks) for half in before_who_follows(clause))


def _with_clefts(found: tuple[str, ...]) -> list[str]:
    """The clauses, with one in which somebody does what is said of whom the one before ends with: `it is Qatar that
    presides`.
    """
    whole: list[str] = []
    for clause in found:
        if whole and CLEFT.match(clause) and row_before(whole[-1], far=0):
            whole[-1] += clause
        else:
            whole.append(clause)
    return whole


def _straight_before(words: str) -> Holders:
    """Who is named at the very end of some words."""
    return row_at_end(words, find_holders(words), far=0)[-1:]


def _speaks(words: str) -> bool:
    """The words hold one of the verbs by which an office is held, given or called."""
    return any(said_by(key, words) for key in VERBS)


def elsewhere(clause: str, mechanism: str | None) -> bool:
    return any(
        office_elsewhere(clause, noun.start(), noun.end(), mechanism)
        for noun in pattern("chair", "nouns").finditer(clause)
        if not VERB.match(clause, noun.start())
    )
