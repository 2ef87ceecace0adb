"""An office that goes from one holder to another: `X handed over the chair to Y`, `Y succeeded X`, `Z will follow`.

Who leaves is a past chair and who comes the chair; where it is still to happen, the chair and the incoming one.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import first_words
from monitor.extract.prose.clauses import row_at_end
from monitor.extract.prose.holders import (
    Holders,
    Said,
    chair,
    find_holders,
    row_after,
    row_before,
    said_by,
    term_of,
    without,
)
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import find_dates

FAR = 5  # words between who acts and the verb: `X, president in office, succeeds Y`
GOES_ON = re.compile(
    r"[\s,]*(?:when\s+it|which|who|and\s+it|and|but|(?:a\s+role|an\s+office)\s+(?:that\s+|which\s+)?it|qui|et|quien|que|en\s+(?:la\s+)?que|em\s+que|na\s+qual|cuando|quando|la\s+cual|o\s+qual|y|e)\s+"
    r"(?:then\s+|in\s+turn\s+|has\s+|ensuite\s+|luego\s+|depois\s+|la\s+|a\s+)?",
    re.IGNORECASE,
)
HIMSELF = re.compile(r"\s*(?:it|he|she|elle|il|ella|él|ela|ele)(?:\s+(?:had|a|avait))?\s*", re.IGNORECASE)
OBJECT = re.compile(r"(?:^|\s)(?:la|a|lo|l['’])\s*$|\bl['’](?:a|avait)\s*$", re.IGNORECASE)  # `Chile la recibió de`
IT_ALONE = re.compile(r"[\s,]*(?:l['’]|la|le|lo|it|a|o)?\s*", re.IGNORECASE)  # `, l'a transmise à Malte`
# a noun: what is given that is not the office
NAMED = re.compile(
    r"(?!(?:over|back|then|ensuite|luego|depois|government|gouvernement|gobierno|governo)\b)[^\W\d]{4,}", re.I
)
ARTICLE = re.compile(r"\s*(?:(?:the|its|la|le|les|sa|el|su|o|a|as|sua)\s+|l['’])", re.IGNORECASE)
THAT_OF = re.compile(r"\s+(?:that|celle|celui|la|a)\s+(?:of|de|du|del|do|da)\b", re.IGNORECASE)
OTHER_THING = re.compile(r"\s+(?:the|an?|la|les?|el|los|las|os?|as|una?|uma?|une)\s|\s+l['’]", re.IGNORECASE)
TO = re.compile(r"\b(?:to|para|à la|à|al|au|aux|a|ao|à)\s+", re.IGNORECASE)
TAKEN_FROM = re.compile(
    r"\bfrom\s+(?:the\s+)?|\b(?:des\s+mains|de\s+manos|das\s+mãos)\s+(?:de|du|da|do|del)\s+", re.IGNORECASE
)
# `Kenya replaced Uganda as host`: not as the chair
AS_OTHER = re.compile(
    r"\b(?:as|comme|como|en\s+tant\s+que)\s+(?!its\b|the\b|chair|co-?chair|président|presid)", re.IGNORECASE
)
# `Having chaired it from 2018 to 2020, X handed it to Y`
FORMERLY = re.compile(
    r"\s*(?:having|after|après\s+avoir|ayant|tras|después\s+de|habiendo|após|depois\s+de|tendo)\s+[^,;]*?(?:chair|pr[eé]sid|held|exerc|ejerc)",
    re.IGNORECASE,
)
WHOSE = re.compile(r"['’]s?\s")
FOLLOWING = (("preceded", "past"), ("will_follow", "incoming"), ("followed", "chair"), ("follows", ""))


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
        or _succeeded(clause, said.holders)
    )


def _given_on(clause: str, said: Holders) -> list[Chair]:
    for key, first, second in (("will_hand", "chair", "incoming"), ("handed", "past", "chair")):
        if verb := said_by(key, clause):
            before, rest = _doer(clause[: verb.start()], said), clause[verb.end() :]
            after = _receiver(rest)
            if before and after and _is_the_office(rest[: after[0].start]):
                return _pair(before, first, after, second, clause)
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
            before, after = _doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after:
                return _pair(after, first, before, second, without(clause, verb, after))[::-1]
    return []


def _says_it(clause: str, verb: re.Match[str]) -> bool:
    """`Chile la recibió de X`, `Chile took it over from X`."""
    return " it " in verb.group().lower() or OBJECT.search(clause, 0, verb.start()) is not None


def _moved(clause: str) -> list[Chair]:
    for key, first, second in (("will_move", "chair", "incoming"), ("moved", "past", "chair")):
        if verb := said_by(key, clause):
            rest = clause[verb.end() :]
            after = _receiver(rest)
            before = row_after(rest[: after[0].start], 0)[:1] if after else ()
            if before and after:
                return _pair(before, first, after, second, clause)
    return []


def _succeeded(clause: str, said: Holders) -> list[Chair]:
    for key, first, second in (("will_succeed", "incoming", "chair"), ("succeeded", "chair", "past")):
        if (verb := said_by(key, clause)) and not AS_OTHER.search(clause[verb.end() :]):
            before, after = _doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after and before[0].who != after[0].who:
                return _pair(after, second, before, first, without(clause, verb, after))[::-1]
    for key, first, second in (("will_be_succeeded_by", "chair", "incoming"), ("succeeded_by", "past", "chair")):
        if (verb := said_by(key, clause)) and not AS_OTHER.search(clause[verb.end() :]):
            before, after = _doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after:
                return _pair(before, first, after, second, clause)
    return []


def left(clause: str, said: Said) -> list[Chair]:
    """`X left the chair in 2022`: until then it had it."""
    verb = said_by("left", clause)
    term = term_of(clause)
    until = f"../{term}" if term and "/" not in term else term
    return [chair(holder, "past", until) for holder in _doer(clause[: verb.start()], said.holders)] if verb else []


def before_who_follows(clause: str) -> tuple[str, ...]:
    """`It succeeded Namibia, and Mozambique is to follow`: two clauses, though two countries are joined by `and`."""
    verbs = (said_by(key, clause) for key, _ in FOLLOWING)
    verb = min(filter(None, verbs), key=lambda found: found.start(), default=None)
    words = clause[: verb.start()] if verb else ""
    row = row_at_end(words, find_holders(words)) if verb else ()
    if len(row) < 2 or not any(said_by(key, clause) for key in ("succeeded", "handed", "comes_after")):
        return (clause,)
    return clause[: row[-2].end], clause[row[-2].end :]


def following(clause: str, said: Said, *, implied: bool = False) -> list[Chair]:
    """Who comes after those whom the words before named: `l'Algérie lui succédera`, `to be followed by Kenya`."""
    if not (said.holders or implied):
        return []
    for key, role in FOLLOWING:
        verb = said_by(key, clause)
        if not verb or AS_OTHER.search(clause[verb.end() :]):
            continue
        start = verb.end() + (that.end() if (that := THAT_OF.match(clause[verb.end() :])) else 0)
        before, after = row_before(clause[: verb.start()]), row_after(clause[start:], 0)
        if (
            not after
            and OTHER_THING.match(clause, verb.end())
            and not pattern("chair", "nouns").search(first_words(clause[verb.end() :]))
        ):
            continue  # `will take over the organisation of ...`
        if after and WHOSE.match(clause[start:], after[-1].end):
            continue  # `was preceded by Togo's decision`
        who = tuple(h for h in after or before if h.who not in {known.who for known in said.holders})
        term = term_of(clause[verb.end() :]) or term_of(clause[: verb.start()])
        role = role or ("past" if said.role == "past" else "incoming")
        if who and not (key == "follows" and role == "past" and not term):
            return [chair(holder, role, term) for holder in who]
    return []


def _doer(words: str, said: Holders) -> Holders:
    """Whom the words before a verb name, or whom the clause before did when these only go on about it."""
    goes_on = GOES_ON.fullmatch(f"{words.rstrip()} ") or IT_ALONE.fullmatch(words) or HIMSELF.fullmatch(words)
    return row_before(words, far=FAR) or (said if goes_on else ())


def _receiver(after: str) -> Holders:
    """Who stands behind the first `to` that has a holder behind it."""
    for to in TO.finditer(after):
        if row := row_after(after, to.end()):
            return row
    return ()


def _pair(left: Holders, left_role: str, right: Holders, right_role: str, clause: str) -> list[Chair]:
    """Who leaves and who comes; the date is that of the one who comes."""
    term = term_of(clause)
    return [chair(h, left_role, None) for h in left] + [chair(h, right_role, term) for h in right]
