"""Sentences that give the chair to somebody whom its label does not name: the page says two things of one seat.

Nothing is stated by them, for the label counts more. They are told, so that nobody is said to be gone whom a sentence
still has there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose import find_chairs, share_of
from monitor.extract.prose.bodies import same_mechanism
from monitor.extract.prose.holders import Holder, find_holders
from monitor.extract.prose.verbs import form
from monitor.extract.sections import Cut, Line, line_of
from monitor.extract.seeming.speaking import plainly_of_it
from monitor.extract.seeming.wording import says, spoken
from monitor.extract.values.chairs import Chair
from monitor.lookups import fold, load, table
from monitor.lookups.countries import country_name
from monitor.lookups.mechanisms import find_mechanisms

HOLDING = frozenset(("chair", "co-chair"))
OVER = ("past", "by_past")  # of lookups/phrases.toml and lookups/verbs.toml: somebody held it
PROSE = ("objective", "secretariat", "result")  # fields below whose labels sentences stand
NEAR = 3  # words between two names and the word for the office


def tell_otherwise(cut: Cut, ledger: Ledger) -> None:
    """A finding for each sentence that gives the chair to others than its labels, where these say who chairs now."""
    entries = [one.value for one in ledger.statements if one.field == "chair" and isinstance(one.value, dict)]
    stated = {value.get("country") or value.get("id") for value in entries if value.get("role") in HOLDING}
    if entries and not stated:  # labels for who did or will: the sentence itself is read
        return
    said = [line_of(block) for block in cut.loose if block.kind == "text"]
    said += [line for section in cut.sections if section.field in PROSE for line in section.lines]
    for line in said:
        for text in share_of(line.text, ledger.mechanism).texts:
            _tell(text, stated, line, ledger)


def _tell(text: str, stated: set[str | None], line: Line, ledger: Ledger) -> None:
    found = find_chairs(text, ledger.mechanism)
    known = {chair.country or chair.id for chair, _ in found}
    for sentence in sentences(text):
        if any(not same_mechanism(ledger.mechanism, named.id) for named in find_mechanisms(sentence)):
            continue
        others = {chair.country or chair.id or "" for chair, said in found if said == sentence and _holds(chair)}
        others |= _beside(sentence, stated, ledger.mechanism) - known
        if named := sorted(others - stated - {""}):
            whom = ", ".join(country_name(who) if who.isupper() else who for who in named)
            message = f"a sentence gives the chair to {whom}, and its label does not: “{shorten(sentence)}”"
            ledger.remark("told-otherwise", message, "chair", replace(line, text=sentence, quote=sentence))


def _holds(chair: Chair) -> bool:
    """Somebody holds the office, and no end of it is told."""
    return chair.role in HOLDING and (chair.term is None or "/" not in chair.term or chair.term.endswith("/.."))


def _beside(sentence: str, stated: set[str | None], mechanism: str | None) -> set[str]:
    """Who stands in one row with somebody that the label names, beside the office: `Armenia shares the chair with
    Czechia`, `the co-chairs, Armenia and Czechia`.
    """
    if not says(sentence, "chair") or not plainly_of_it(sentence, mechanism):
        return set()
    over = any(pattern("chair", key).search(sentence) or form("chair", key).search(sentence) for key in OVER)
    if over or pattern("chair", "unsure").search(sentence):
        return set()
    found = set()
    for one, other in pairwise(find_holders(sentence)):
        whos = {one.who, other.who}
        if _are_joined(sentence, one, other) and whos & stated:
            found |= whos
    return found


def _are_joined(sentence: str, one: Holder, other: Holder) -> bool:
    """Nothing parts two names but words that join them, and the office stands among these or near them."""
    between = fold(_but_for_mechanisms(sentence[one.end : other.start])).split()
    if not _joining().union(_office()).issuperset(between):
        return False
    around = [*fold(sentence[: one.start]).split()[-NEAR:], *between, *fold(sentence[other.end :]).split()[:NEAR]]
    return not _office().isdisjoint(around)


def _but_for_mechanisms(text: str) -> str:
    for named in reversed(find_mechanisms(text)):
        text = f"{text[: named.start]} {text[named.end :]}"
    return text


@cache
def _office() -> frozenset[str]:
    words = load.table("label_words")["words"]
    return spoken("chair") | frozenset(words["co"])


@cache
def _joining() -> frozenset[str]:
    processes = load.table("label_words")["words"]["process"]
    return frozenset(map(fold, (*table("phrases")["chair"]["joined"], *processes)))
