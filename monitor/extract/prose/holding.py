"""Somebody holds the office, took it up or will: one clause at a time, the holder before the verb or behind it."""

from __future__ import annotations

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import NAME, about_a_session, another_object, first_words, last_words, masked
from monitor.extract.prose.gapped import WORDS, holding_it
from monitor.extract.prose.held_by import names_office
from monitor.extract.prose.holders import Holders, chair, row_after, row_before, term_of
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.leading import FAR, OF_THE_CHAIR, leading, the_mechanism
from monitor.extract.prose.named_others import another_before, another_later
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.offices import CO, OWN, STEM
from monitor.extract.values.chairs import Chair

BY = Worded(r"\s+{by}\s")  # `ECOWAS is chaired by Ghana`: it does nothing
IT = Worded(r"\s*(?:{it}\b|{her}\s*(?:$|[,;.]))")
# straight before a verb whose holder stands behind it: `la presidencia la ejerce X`, `cuya presidencia ostenta X`
RELATIVE = Worded(r"[\s,]*(?:{between_office_and_verb}(?:[\s,]+|(?<=['’])|$))*")
PRONOUN = Worded(r"\b{it_or_which}\s*$")
OBJECT = Worded(r"\b(?:{her+}|{her_portuguese+})$")  # `Cabo Verde, que a exerce`, `Chile la ejerció`
ADJECTIVES = Worded(r"(?:\s+{of_this_term})*")
THE_OTHER_ONE = Worded(
    r"\s*(?:à\s+)?(?:{the_one}\s+{about}|{the_one_french}\s+{about_french}"
    r"|{the_one_spanish}\s+{about_spanish}\s|{the_one_portuguese}\s+{about_portuguese}\s)"
)
REMARK = Worded(r",\s+(?:{of_french}|{her_portuguese})?\s*{who}\s[^,;]*$")
REMARK_ENDS = Worded(r",\s+(?!(?:{and}|{since_or_from}|{in_or_since}|{until}|{then})\b|\d)(?=[^\W\d])")
HAS = Worded(r"{has_english}\s")
# `for many years`, `throughout the decade`, but not `for the first time in years`
FOR_LONG = Worded(r"\b{for_a_while!}\s+(?!the\s+{first_time}\b)(?:[\w-]+\s+){0,4}?{long_time}\b")
HAS_LONG = Worded(r"\b{has_english}\s+{long!}\s")
PERFECT_NOW = Worded(r"{have_portuguese}\s+")
THEN = Worded(r"^\s*{then}\s(?!{of_romance}\s)")
INTRANSITIVE = Worded(r"{presides}")  # `en 2025 preside Panamá`
DATED = Worded(
    r",?\s*(?:(?:{since}|{in})\s+(?:[^\W\d]+\s+(?:{of}\s+)?)?\d{4}\b,?|{this_or_next}\s+{year}\b|{this}\s+{year}\b)"
)
# `presidirá (durante dos años) la Comunidad`: what is chaired stands behind the time
TIME = Worded(r"\s*{over_a_time}\s+(?:[\w’']+\s+){1,3}?(?={the+}(?-i:[A-ZÀ-Þ]))")
ORIGIN = Worded(r"\b{from_english!}\s+(?:{the_english}\s+)?")
ANOTHER_VERB = Worded(r"\s(?:{and}|{but}|{while})\s")  # `chairs it and got a grant from Kenya`


def holding(
    clause: str, subject: Holders, implied: bool, known: bool, mechanism: str | None, earlier: str = ""
) -> tuple[list[Chair], Holders]:
    """`X held the Presidency in 2000`. Without a holder of its own a clause goes on about the one before it; `known`:
    the office was named before, so that `it` may stand for it. `earlier`: what stands before the clause.
    """
    if led := leading(clause, mechanism):
        return led, ()
    for role, key in (("incoming", "incoming"), ("chair", "current"), ("past", "past")):
        verb = said_by(key, clause)
        if not verb:
            continue
        before, after = clause[: verb.start()], clause[verb.end() :]
        if OF_THE_CHAIR.match(after) or BY.match(after) or THE_OTHER_ONE.match(after):
            return [], ()
        own = row_before(before, far=FAR)
        turned = () if own else _turned(before, after, mechanism)
        if not (own or turned) and INTRANSITIVE.fullmatch(verb.group()):
            row = row_after(after, 0)
            turned = row if row and not WORDS.search(DATED.sub("", first_words(after[row[-1].end :]))) else ()
        subject = own or turned or subject
        spoken = STEM.search(verb.group()) is not None
        named = names_office(clause[verb.start() :], implied) or (known and IT.match(after) is not None)
        named = named or _office_before(before, own) or (known and OBJECT.search(before) is not None)
        if not (subject and (named or spoken)) or about_a_session(first_words(after)):
            return [], subject
        if turned and (about_a_session(last_words(before, 4)) or pattern("bodies", "others").search(masked(before))):
            return [], ()
        if turned and spoken and another_before(before, mechanism):
            return [], ()
        if spoken and (
            another_object(after, mechanism)
            or ((time := TIME.match(after)) and another_object(after[time.end() :], mechanism))
            or another_later(after, mechanism)
            or ((IT.match(after) or OBJECT.search(before)) and about_a_session(f"{earlier} {before}"))
        ):
            return [], ()
        if key == "past" and _goes_on(verb.group(), clause):
            role = "chair"
        if CO.search(first_words(after)):
            role = "co-chair" if role == "chair" else role
        origin = ORIGIN.search(after)
        givers = row_after(after, origin.end()) if role != "past" and origin else ()
        givers = () if origin and ANOTHER_VERB.search(after, 0, origin.start()) else givers
        clause = _without_main(before, clause, verb.end())
        if givers:  # their names part no date from those who took over
            start, end = verb.end() + origin.start() if origin else 0, verb.end() + givers[-1].end
            clause = clause[:start] + " " * (end - start) + clause[end:]
        return holding_it(subject, role, verb.group(), clause, verb.end()) + [
            chair(h, "chair" if role == "incoming" else "past", None) for h in givers
        ], subject
    return [], subject


def _without_main(before: str, clause: str, at: int) -> str:
    """The clause without what goes on behind a remark: `The Process, which X chairs, began in 2010` is no term."""
    ends = REMARK_ENDS.search(clause, at) if REMARK.search(before) else None
    return clause[: ends.start()] if ends else clause


def _goes_on(verb: str, clause: str) -> bool:
    """What is told as done is not over: `has chaired it since 2019`, `has held it for many years`, `tem exercido`."""
    term = term_of(clause)
    if term:
        return term.endswith("/..")
    if PERFECT_NOW.match(verb) or HAS_LONG.search(clause):
        return True
    return HAS.match(verb) is not None and FOR_LONG.search(clause) is not None


def _turned(before: str, after: str, mechanism: str | None) -> Holders:
    """Who stands behind the verb, or behind verb and office or mechanism: `ejercieron la presidencia Chile y Perú`,
    `la presidencia la asumirá X`, `encabeza el foro X`.
    """
    after = DATED.sub(lambda found: " " * len(found.group()), after, count=1)
    after = THEN.sub(" ", after, count=1)
    if PRONOUN.search(before) or OBJECT.search(before) or _office_before(before, ()):
        return row_after(after, 0)
    noun = pattern("chair", "nouns").search(after)
    if noun and len(after[: noun.start()].split()) <= 1:
        gap = ADJECTIVES.match(after, noun.end())
        own = OWN.match(after, gap.end() if gap else noun.end())
        return row_after(after, own.end() if own else noun.end())
    return row_after(after, the_mechanism(after[:NAME], mechanism))


def _office_before(before: str, own: Holders) -> bool:
    """The office stands before its verb, and between them only who holds it and words that point back to it."""
    nouns = list(pattern("chair", "nouns").finditer(before))
    if not nouns:
        return False
    gap = before[nouns[-1].end() : own[0].start if own else len(before)]
    whose = OWN.match(gap)
    return RELATIVE.fullmatch(gap[whose.end() if whose else 0 :]) is not None
