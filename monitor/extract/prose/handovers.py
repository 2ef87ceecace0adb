"""An office that goes from one holder to another: `X handed over the chair to Y`, `Y received it from X`.

Who gives is a past chair and who receives the chair; where it is still to happen, the chair and the incoming one.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.acting import GOES_ON, doer, pair
from monitor.extract.prose.holders import Holders, Said, row_after, without
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.successions import left, succeeded
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import find_dates

OBJECT = Worded(r"(?:^|\s)(?:{her}|{her_portuguese}|{him})\s*$|\b{her_had}\s*$")  # `Chile la recibió de`
NAMED = Worded(r"(?!{no_gift}\b)[^\W\d]{4,}")  # a noun: what is given that is not the office
ARTICLE = Worded(r"\s*(?:{the+}|{the_many+}|{its+})")
IT = Worded(r"\s{it}\s")
TO = Worded(r"\b{to}\s+")


def handed(clause: str, said: Said, *, spoken: bool) -> list[Chair]:
    """The two of a clause in which an office changes hands. `said`: whom the clause before named, for one that goes on
    about it (`which handed over to ...`); `spoken`: the sentence names the office.
    """
    goes_on = bool(said.holders) and (GOES_ON.match(clause) is not None or clause.startswith(","))
    if not (spoken or goes_on):
        return []
    return (
        _given_on(clause, said.holders)
        or _received(clause, said.holders)
        or _moved(clause)
        or left(clause, said)
        or succeeded(clause, said.holders)
    )


def _given_on(clause: str, said: Holders) -> list[Chair]:
    for key, first, second in (("will_hand", "chair", "incoming"), ("handed", "past", "chair")):
        if verb := said_by(key, clause):
            before, rest = doer(clause[: verb.start()], said), clause[verb.end() :]
            after = _receiver(rest)
            if before and after and _is_the_office(rest[: after[0].start]):
                return pair(before, first, after, second, clause)
    return []


def _is_the_office(given: str) -> bool:
    """What somebody gives to somebody, with the `to` behind it: the office, or nothing else that is named."""
    for date in reversed(find_dates(given, years=True)):
        given = given[: date.start] + given[date.end :]
    article = ARTICLE.match(given)
    noun = pattern("chair", "nouns").search(given)
    if noun:
        return TO.search(given[article.end() if article else 0 : noun.start()]) is None
    return not NAMED.search(TO.sub(" ", given))


def _received(clause: str, said: Holders) -> list[Chair]:
    goes_on = "received_it" if GOES_ON.match(clause) else "received"
    for key, first, second in (
        ("will_receive", "chair", "incoming"),
        ("received", "past", "chair"),
        (goes_on, "past", "chair"),
        ("received_it", "past", "chair"),
    ):
        verb = said_by(key, clause)
        if verb and (key != "received_it" or goes_on == key or _says_it(clause, verb)):
            before, after = doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after:
                return pair(after, first, before, second, without(clause, verb, after))[::-1]
    return []


def _says_it(clause: str, verb: re.Match[str]) -> bool:
    """`Chile la recibió de X`, `Chile took it over from X`."""
    return IT.search(verb.group()) is not None or OBJECT.search(clause, 0, verb.start()) is not None


def _moved(clause: str) -> list[Chair]:
    for key, first, second in (("will_move", "chair", "incoming"), ("moved", "past", "chair")):
        if verb := said_by(key, clause):
            rest = clause[verb.end() :]
            after = _receiver(rest)
            before = row_after(rest[: after[0].start], 0)[:1] if after else ()
            if before and after:
                return pair(before, first, after, second, clause)
    return []


def _receiver(after: str) -> Holders:
    """Who stands behind the first `to` that has a holder behind it."""
    for to in TO.finditer(after):
        if row := row_after(after, to.end()):
            return row
    return ()
