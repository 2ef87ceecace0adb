"""Who follows whom in an office: `Y succeeded X`, `X left it in 2022`, `to be followed by Z`.

Who leaves is a past chair and who comes the chair; where it is still to happen, the chair and the incoming one.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.acting import doer, pair
from monitor.extract.prose.bodies import first_words
from monitor.extract.prose.clauses import NEAR, row_at_end
from monitor.extract.prose.holders import (
    Holders,
    Said,
    chair,
    find_holders,
    row_after,
    row_before,
    term_of,
    without,
)
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.values.chairs import Chair

THAT_OF = Worded(r"\s+{that_one}\s+{of}\b")
OTHER_THING = Worded(r"\s+(?:{the+}|{the_many+}|{any_one+})")
# `Kenya replaced Uganda as host`: not as the chair
AS_OTHER = Worded(r"\b{in_the_role_of!}\s+(?!(?:{its_english}|{the_english})\b|{chair_stem})")
# `Having chaired it from 2018 to 2020, X handed it to Y`
FORMERLY = Worded(r"\s*{having_done}\s+[^,;]*?(?:{chair_stem}|{held_stem})")
AND_BY_ITS_NAME = Worded(r"[\s,]*(?:{and}|{but}|{while})\s+(?:{before_a_name}\b['’\s]*)*")  # `and the Kingdom of`
WHOSE = re.compile(r"['’]s?\s")
FOLLOWING = (("preceded", "past"), ("will_follow", "incoming"), ("followed", "chair"), ("follows", ""))


def succeeded(clause: str, said: Holders) -> list[Chair]:
    for key, first, second in (("will_succeed", "incoming", "chair"), ("succeeded", "chair", "past")):
        if (verb := said_by(key, clause)) and not AS_OTHER.search(clause[verb.end() :]):
            before, after = doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after and before[0].who != after[0].who:
                return pair(after, second, before, first, without(clause, verb, after))[::-1]
    for key, first, second in (("will_be_succeeded_by", "chair", "incoming"), ("succeeded_by", "past", "chair")):
        if (verb := said_by(key, clause)) and not AS_OTHER.search(clause[verb.end() :]):
            before, after = doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after:
                return pair(before, first, after, second, clause)
    return []


def left(clause: str, said: Said) -> list[Chair]:
    """`X left the chair in 2022`: until then it had it."""
    verb = said_by("left", clause)
    term = term_of(clause)
    until = f"../{term}" if term and "/" not in term else term
    return [chair(holder, "past", until) for holder in doer(clause[: verb.start()], said.holders)] if verb else []


def before_who_follows(clause: str) -> tuple[str, ...]:
    """`It succeeded Namibia, and Mozambique is to follow`: two clauses, though two countries are joined by `and`."""
    verbs = (said_by(key, clause) for key, _ in FOLLOWING)
    verb = max(filter(None, verbs), key=lambda found: found.start(), default=None)
    words = clause[: verb.start()] if verb else ""
    hits = find_holders(words) if verb else ()
    row = row_at_end(words, hits)
    if len(row) < 2 and len(hits) > 1 and AND_BY_ITS_NAME.fullmatch(words[hits[-2].end : hits[-1].start]):
        row = hits[-2:] if len(words[hits[-1].end :].split()) <= NEAR else row
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
