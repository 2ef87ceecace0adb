"""Somebody leads the mechanism, or it is somebody's turn to: of a mechanism, whoever leads it chairs it."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    ARTICLES,
    about_a_session,
    another_subject,
    first_words,
    last_words,
    names_the_mechanism,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.gapped import WORDS, holding_it
from monitor.extract.prose.holders import by_name, row_after, row_before, term_of
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.offices import STEM
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import find_dates
from monitor.lookups.mechanisms import find_mechanisms

FAR = 6  # words between a holder and the verb: `Portugal, for the first time since 2000, took over`
OBJECT = Worded(r"\b(?:{him}|{her}|{the_leader})\s*$")
NAME_BEHIND = Worded(r"\s+(?:{the+}|{the_many+}|{any_one}\s)")
CO_LED = Worded(r"{co_led}")
OWN_TURN = Worded(r"(?:['’]s|(?<=s)['’])\s+{turn!}\b")
OF_THE_CHAIR = re.compile(r"['’]s\b")  # `has the chair's support`
CLAUSE = Worded(r"[,;.]|\s{and}\s")
OF_TIME = Worded(r"\b{of_time}\b")


def leading(clause: str, mechanism: str | None) -> list[Chair]:
    """`X leads the Process`, `encabeza el foro X`."""
    for role, key in (("incoming", "will_lead"), ("chair", "leads"), ("past", "led")):
        verb = said_by(key, clause)
        if not verb:
            continue
        before, after = clause[: verb.start()], clause[verb.end() :]
        end = the_mechanism(after, mechanism)
        if end is None and OBJECT.search(before) and not NAME_BEHIND.match(after):
            end = 0  # `qui l'avait dirigé jusque-là`
        behind = row_after(after, end) if end else ()
        if end is None or OF_THE_CHAIR.match(after, end) or (not behind and _goes_on(after[end:])):
            return []
        role = "chair" if role == "past" and (term_of(clause) or "").endswith("/..") else role
        return holding_it(row_before(before, far=FAR) or behind, role, "", clause, verb.end())
    return []


def led(clause: str, mechanism: str | None) -> list[Chair]:
    """`The Dialogue is steered by X`: of a mechanism, whoever leads it chairs it."""
    for role, key in (("incoming", "led_by_incoming"), ("past", "led_by_past"), ("chair", "led_by")):
        verb = said_by(key, clause)
        if verb and speaks_of_the_mechanism(last_words(clause[: verb.start()], FAR), mechanism):
            if another_subject(clause[: verb.start()], mechanism):
                return []
            co = "co-" if CO_LED.search(verb.group()) else ""
            return holding_it(
                by_name(clause[verb.end() :]), f"{co}{role}" if role == "chair" else role, "", clause, verb.end()
            )
    return []


def turn(clause: str, mechanism: str | None) -> list[Chair]:
    """`C'est au tour de X de présider`, `corresponde a X ejercer la presidencia`."""
    for role, key in (("incoming", "will_turn"), ("past", "turn_past"), ("chair", "turn")):
        verb = said_by(key, clause)
        row = row_after(clause, verb.end()) if verb else ()
        if row and _to_chair(clause[row[-1].end :], mechanism):
            return holding_it(row, role, "", clause, row[-1].end)
    own = OWN_TURN.search(clause)
    row = row_before(clause[: own.start()], far=0) if own else ()
    if own and row and _to_chair(clause[own.end() :], mechanism):
        return holding_it(row, "chair", "", clause, own.end())
    return []


def _to_chair(rest: str, mechanism: str | None) -> bool:
    """What it is the turn of somebody to do: to chair, or to lead the mechanism."""
    words = first_words(rest)
    if about_a_session(words):
        return False
    lead = form("chair", "steering").search(words)
    return STEM.search(words) is not None or bool(lead and the_mechanism(words[lead.end() :], mechanism))


def _goes_on(rest: str) -> bool:
    """More is said than when: `leads the Process towards better data` tells of no office."""
    words = CLAUSE.split(rest)[0]
    for date in reversed(find_dates(words, years=True)):
        words = words[: date.start] + words[date.end :]
    return WORDS.search(OF_TIME.sub(" ", words)) is not None


def the_mechanism(words: str, mechanism: str | None) -> int | None:
    """Where the mechanism's name, or the word for it, ends at the beginning of some words."""
    articles = ARTICLES.match(words)
    start = articles.end() if articles else 0
    if itself := pattern("bodies", "itself").match(words, start):
        return itself.end()
    if (itself := pattern("bodies", "unnamed").match(words, start)) and row_after(words, itself.end()):
        return itself.end()
    for match in find_mechanisms(words):
        if match.start <= start + 1:
            return match.end if names_the_mechanism(words[: match.end], mechanism) else None
    return None
