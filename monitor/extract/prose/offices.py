"""Somebody called the chair: `X is the current Chair`, `X, the current Chair, ...`, `under the Spanish Presidency`, and
lists of holders within a sentence.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import OF, about_a_session, first_words, speaks_of_the_mechanism
from monitor.extract.prose.clauses import NEAR
from monitor.extract.prose.holders import chair, row_before, term_of
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import ANY, Chair, read_chairs
from monitor.extract.values.demonyms import find_demonyms
from monitor.extract.values.organisations import find_organisations

CO = re.compile(r"\bco-?\s?(?:chair|presid|présid)", re.IGNORECASE)
WAS = re.compile(
    r"(?:was|were|had been|served|acted|était|fue|foi)\b(?!\s+(?:re-?)?(?:elected|appointed))", re.IGNORECASE
)
HAS_BEEN = re.compile(r"(?:has|have)\s+(?:been|served)\b(?!\s+(?:elected|appointed))", re.IGNORECASE)
WILL = re.compile(r"will\b", re.IGNORECASE)
UNDER = re.compile(r"\b(?:under|sous|bajo|sob)\s+(?:(?:the|la|a|current|present)\s+)*$", re.IGNORECASE)
APPOSED = re.compile(
    r",\s+(?:the|its|la|le|el|o|a)?\s*(?P<which>current|present|incoming|next|outgoing|previous|former)\s+"
    r"(?P<office>co-?chair|chair|presidency|chair-in-office)\b(?P<of>[^,;]{0,60}),",
    re.IGNORECASE,
)
TO_COME = re.compile(r"\b(?:will|shall|is to|is set to|is due to|is going to)\s+(?:[^\W\d]+\s+){1,3}$", re.IGNORECASE)
LEFT = re.compile(r"\b(?:stepped|steps|stood|resigned|retired|ended its term)\b[^,;]*$", re.IGNORECASE)
ARE = re.compile(r"\s*:\s+")
# between the office and the verb: whose it is
OWN = re.compile(
    r"\s*(?:(?:of|du|de|del|do|da)\s+(?:the\s+|this\s+|la\s+|l['’])?(?:process|dialogue|forum|mechanism|initiative"
    r"|processus|mécanisme|proceso|diálogo|foro|mecanismo|processo|fórum)\s*)?",
    re.IGNORECASE,
)
INCOMING, PAST = ("incoming", "next"), ("outgoing", "previous", "former")


def called(clause: str, mechanism: str | None = None) -> list[Chair]:
    """`X is the current Chair`, `with X as co-chair`, `X, the current Chair, will host ...`."""
    if beside := APPOSED.search(clause):
        return _apposed(clause, beside, mechanism)
    said = pattern("chair", "as").search(clause)
    if not said or about_a_session(first_words(clause[said.end() :])):
        return []
    role = _role(said.group() + clause[said.end() :][:1])
    term = term_of(clause[said.start() :]) or term_of(clause[: said.start()])
    over = HAS_BEEN.match(said.group()) and not (term or "").endswith("/..")
    if role in ("chair", "co-chair") and (WAS.match(said.group()) or over):
        role = "past"
    before = clause[: said.start()]
    if role in ("chair", "co-chair") and (WILL.match(said.group()) or TO_COME.search(before)):
        role = "incoming"
    if role in ("chair", "co-chair") and (left := LEFT.search(before)):
        role, before = "past", before[: left.start()]
        term = f"../{term}" if term and "/" not in term else term
        return [chair(holder, role, term) for holder in row_before(before)]
    return [chair(holder, role, term) for holder in row_before(clause[: said.start()])]


def _role(words: str) -> str:
    for kind in ("incoming", "past"):
        if pattern("chair", f"{kind}_office").search(words):
            return kind
    return "co-chair" if CO.search(words) else "chair"


def _apposed(clause: str, beside: re.Match[str], mechanism: str | None) -> list[Chair]:
    whose = OF.match(beside["of"])
    if whose and not speaks_of_the_mechanism(beside["of"], mechanism):
        return []
    if not whose and beside["of"].strip():
        return []
    which = beside["which"].lower()
    role = "incoming" if which in INCOMING else "past" if which in PAST else "chair"
    if role == "chair" and CO.match(beside["office"]):
        role = "co-chair"
    holders = row_before(clause[: beside.start()], far=0)
    return [chair(holder, role, None) for holder in holders]


def by_adjective(clause: str) -> list[Chair]:
    """`under the Spanish Presidency`, `the Kenyan Presidency began in 2021`; what such a presidency did else says
    nothing of when it was.
    """
    nouns = pattern("chair", "nouns")
    hits = find_demonyms(clause, nouns)
    if len(hits) != 1 or any(o.id for o in find_organisations(clause)):
        return []
    hit = hits[0]
    noun = min(nouns.finditer(clause), key=lambda n: min(abs(n.start() - hit.end), abs(hit.start - n.end())))
    before, after = clause[: min(hit.start, noun.start())], clause[max(hit.end, noun.end()) :]
    whole = clause[len(before) : len(clause) - len(after)]
    for key, role in (("begins_later", "incoming"), ("begins", "chair"), ("ends", "chair")):
        verb = pattern("chair", key).search(after)
        if verb and len(re.split(r"[,;]", after[: verb.start()])[0].split()) <= 2 * NEAR:
            term = term_of(after)
            if term and key == "ends" and "/" not in term:
                term = f"../{term}"
            return [Chair(role, hit.name, hit.country, term=term, text=clause[hit.start : hit.end])]
    if UNDER.search(before) and not about_a_session(clause):
        term = term_of(" ".join(re.split(r"[,;]", after)[0].split()[:NEAR]))
        return [Chair(_role(whole), hit.name, hit.country, term=term, text=clause[hit.start : hit.end])]
    return []


def _past_are(sentence: str) -> int | None:
    """Where the list begins that follows the past offices: `The former presidencies were held by A (2018) and B`."""
    office = pattern("chair", "past_office").search(sentence)
    if office is None or len(sentence[: office.start()].split()) > 2:
        return None
    are = ARE.match(sentence, office.end()) or form("chair", "are").search(sentence, office.end())
    if are is None or not OWN.fullmatch(sentence[office.end() : are.start()]):
        return None
    return are.end()


def listed(sentence: str, mechanism: str | None) -> list[Chair]:
    """`Previous chairs include A (2012) and B (2013).`, `The troika consists of A (past), B (current) and C (next).`"""
    if (start := _past_are(sentence)) and (reading := read_chairs(sentence[start:].strip().rstrip("."), "past")).chairs:
        return [] if reading.aside else list(reading.chairs)
    for key, role in (("past_chairs_are", "past"), ("troika_is", ANY)):
        are = pattern("chair", key).search(sentence)
        if are is None or len(sentence[: are.start()].split()) > NEAR:
            continue
        rest = sentence[are.end() :].strip().rstrip(".")
        reading = read_chairs(rest, role)
        return [] if reading.aside else list(reading.chairs)
    return []
