"""The office is held by somebody, or goes to somebody: one clause at a time, the office before the verb."""

from __future__ import annotations

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import about_a_session, another_subject, last_words
from monitor.extract.prose.gapped import holding_it
from monitor.extract.prose.holders import by_name, row_after
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.leading import led, turn
from monitor.extract.prose.named_others import another_before
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.offices import CO, STEM
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import Chair

HER = Worded(r"{her}\s")
UNDER = Worded(r"{under}")
OF_IT = Worded(r"\b(?:{of}|{of_french})\s+{the+}?$")
HEAD = Worded(r"\b{position!}\s*$")
SINCE = Worded(r"\b{since!}\b")
WAS_UNDER = Worded(r"\b{was!}(?:\s+[^\W\d]+)?\s*$")
WILL_BE_UNDER = Worded(r"\b{will_be!}(?:\s+[^\W\d]+)?\s*$")
TO_OFFICE = Worded(r"\s+{to_be_it}\s+(?:{to_hold_it}\s+){0,3}")
# what may stand before a verb whose subject, the office, was named before
BARE = Worded(r"[\s,]*(?:(?:{points_back}|{the+}{the_first})(?:\s+|$)){0,3}")
PREVIOUS = Worded(r"\b{previous_one!}\b")
NEXT = Worded(r"\b{next_one!}\b")
FIRST_WHEN = Worded(
    r"[\s,]*(?:{and}\s+)?(?:{before_them}|{in_or_from}\s+(?:[^\W\d]+\s+){0,5}?\d{4}|{this_or_next}\s+{year})\b,?\s*"
)
BEING = Worded(r"\b{being}\s*$")


def names_office(clause: str, implied: bool) -> bool:
    """The clause names the office, or need not."""
    return implied or pattern("chair", "nouns").search(clause) is not None


def given(clause: str, implied: bool, known: bool, mechanism: str | None) -> list[Chair]:
    """`is chaired by X`, `the Presidency went to X`, `it is the turn of X to chair`. `known`: the office was named
    before, so that a clause that begins with its verb is about it.
    """
    found = _by(clause, implied, known, mechanism)
    if found is not None:
        return found
    return _went(clause, implied, known) or led(clause, mechanism) or turn(clause, mechanism)


def _by(clause: str, implied: bool, known: bool, mechanism: str | None) -> list[Chair] | None:
    for role, key in (("incoming", "by_incoming"), ("past", "by_past"), ("chair", "by"), ("chair", "by_bare")):
        by = said_by(key, clause)
        if not by or about_a_session(last_words(clause[: by.start()])):
            continue
        before, after = clause[: by.start()], clause[by.end() :]
        named = implied or (known and (BARE.fullmatch(before) is not None or HER.match(by.group()) is not None))
        if another_subject(before, mechanism) or (
            STEM.search(by.group()) and not names_office(before, False) and another_before(before, mechanism)
        ):
            return []
        if key == "by_bare" and not names_office(last_words(before), named):
            continue
        if UNDER.match(by.group()):
            if about_a_session(clause):
                continue
            role = "past" if WAS_UNDER.search(before) else "incoming" if WILL_BE_UNDER.search(before) else role
        if not names_office(by.group() + clause, named) and not STEM.search(by.group()):
            continue
        if key == "by_past" and SINCE.search(clause):  # `La présidence a été assurée par X depuis 2019`
            role = "chair"
        role = _said(before, role) if role != "incoming" else role
        words = by.group() if CO.search(by.group()) else before if CO.search(clause) else ""
        return holding_it(by_name(after), role, words or by.group(), clause, by.end())
    return None


def _went(clause: str, implied: bool, known: bool) -> list[Chair]:
    for role, key in (("incoming", "will_go"), ("past", "went_past"), ("chair", "went")):
        went = said_by(key, clause)
        if went is None:
            continue
        before = clause[: went.start()]
        named = implied or (known and _bare(before))
        if names_office(last_words(before), named) and not _beside(before):
            if BARE.fullmatch(before):
                role = "past" if PREVIOUS.search(before) else "incoming" if NEXT.search(before) else role
            return holding_it(by_name(clause[went.end() :]), _said(clause[: went.end()], role), "", clause, went.end())
    return []


def elected(clause: str) -> list[Chair]:
    """`The members elected X to the chair for 2025-2027.`"""
    verb = said_by("elects", clause)
    row = row_after(clause, verb.end()) if verb else ()
    if not row or len(row) > 2:
        return []
    to = TO_OFFICE.match(clause, row[-1].end)
    coming = pattern("chair", "incoming_office").match(clause, to.end()) if to else None
    if coming:
        return holding_it(row, "incoming", coming.group(), clause, row[-1].end)
    noun = pattern("chair", "nouns").search(clause, to.end()) if to else None
    noun = noun or (form("chair", "apposed").search(clause, to.end()) if to else None)
    if to is None or noun is None or noun.start() != to.end():
        return []
    return holding_it(row, "chair", noun.group(), clause, row[-1].end)


def _bare(before: str) -> bool:
    """Before the verb stands nothing but when it was and what points back to the office."""
    when = FIRST_WHEN.match(before)
    return BARE.fullmatch(before, when.end() if when else 0) is not None


def goes_to(clause: str) -> list[Chair]:
    """`In 2026 it will pass to X`, of the office that the sentence before named."""
    will = said_by("will_go", clause)
    return [] if will is None or BEING.search(will.group()) else _went(clause, False, True)


def is_bare(clause: str) -> bool:
    """The clause says of the office that was named before to whom it goes."""
    went = said_by("went", clause)
    return went is not None and BARE.fullmatch(clause[: went.start()]) is not None


def _beside(words: str) -> bool:
    """The subject is not the office but something of its: `the guests of the Chair were ...`."""
    nouns = list(pattern("chair", "nouns").finditer(words))
    whose = OF_IT.search(words[: nouns[0].start()]) if nouns else None
    return whose is not None and not HEAD.search(words[: whose.start()])


def _said(words: str, role: str) -> str:
    """The role that a word before the office gives: `The incoming Chair is X`."""
    for kind in ("incoming", "past"):
        if pattern("chair", f"{kind}_office").search(words):
            return kind
    return "co-chair" if role == "chair" and CO.search(words) else role
