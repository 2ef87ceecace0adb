"""Somebody called the chair: `X is the current Chair`, `the Chair, X, ...`, `under the Spanish Presidency`, and
lists of holders within a sentence.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import OF, about_a_session, first_words, of_another, speaks_of_the_mechanism
from monitor.extract.prose.clauses import NEAR
from monitor.extract.prose.holders import (
    Holder,
    by_name,
    chair,
    find_holders,
    row_before,
    said_by,
    term_of,
)
from monitor.extract.prose.joints import worded
from monitor.extract.prose.verbs import alternatives, form
from monitor.extract.values.chairs import ANY, Chair, read_chairs
from monitor.extract.values.demonyms import find_demonyms
from monitor.extract.values.organisations import find_organisations
from monitor.lookups import table

STEM = worded(r"{chair_stem}|{troika_stem}")  # a verb with one names the office itself
CO = re.compile(r"\bco-?\s?(?:chair|presid|présid)", re.IGNORECASE)
WAS = re.compile(
    r"(?:was|were|had been|served|acted|étaient|était|furent|fut|estuvieron|estuvo|estaba|eran|era"
    r"|fueron|fue|foram|foi|esteve|estava|se trouvait|se encontraba)\b(?!\s+(?:re-?)?(?:elected|appointed))",
    re.IGNORECASE,
)
HAS_BEEN = re.compile(
    r"(?:has|have)\s+(?:been|served)\b(?!\s+(?:elected|appointed))|(?:a|ont)\s+été\b|ha\s+(?:sido|estado)\b",
    re.IGNORECASE,
)
WILL = re.compile(r"(?:will|shall|sera|seront|será|serán|serão|estará|estarán|estarão|deviendra)\b", re.IGNORECASE)
UNDER = re.compile(
    r"\b(?:(?P<under>under|sous|bajo|sob)|during|durante|pendant|lors\s+de)\s+(?:(?:the|la|a|current|present)\s+)*$",
    re.IGNORECASE,
)
WITH = re.compile(
    r"(?:^|[\s,])(?:with|avec|con|com)\s+(?:(?:the|la|le|el|o|a|os|as|les|los)\s+|l['’])?$", re.IGNORECASE
)
GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’])\s+(?:[\w-]+\s+){0,3}?$", re.IGNORECASE)
# `in the chair` says which office; `at the head` does so only with `of the Process`
CHAIR = re.compile(r"chair|pr[eé]sid|helm|barre|leme", re.IGNORECASE)
BRACKETED = re.compile(
    r"\s*(?P<open>[,(])\s*(?:(?:currently|at present|now|actuellement|actualmente|atualmente)\s+)?", re.IGNORECASE
)
ARTICLE = re.compile(r"(?:\b(?:the|its|la|le|sa|el|su|o|a|sua)|l['’])\s*(?:[^\W\d]+\s+)?$", re.IGNORECASE)
SHUT = {",": re.compile(r"\s*,(?!\s+(?:and|et|y|e|or|ou|o)\b)"), "(": re.compile(r"\s*\)")}
# behind an office that stands beside its holder: whose it is, and the end of the remark
OFFICE_OF = re.compile(r"(?P<of>(?:\s+(?:of|de|du|del|do|da)\b[^,;()]{0,60}?)?)\s*(?:[,)]|\.?$)", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:will|shall|is to|is set to|is due to|is going to|(?:has\s+)?agreed to|(?:has\s+)?accepted to|a accepté d[e']"
    r"|aceptó|ha aceptado|aceitou)\s+(?:[^\W\d]+\s+){1,3}$",
    re.IGNORECASE,
)
LEFT = re.compile(r"\b(?:stepped|steps|stood|resigned|retired|ended its term)\b[^,;]*$", re.IGNORECASE)
ARE = re.compile(r"\s*:\s+")
# between the office and the verb: whose it is
OWN = re.compile(
    r"\s*(?:(?:of|du|de|del|do|da)\s+(?:the\s+|this\s+|la\s+|l['’])?(?:process|dialogue|forum|mechanism|initiative"
    r"|processus|mécanisme|proceso|diálogo|foro|mecanismo|processo|fórum)\s*)?",
    re.IGNORECASE,
)


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
    role = _role(said.group() + clause[said.end() :][:1])
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
            return [chair(row[0], _role(clause[: noun.end()][-40:]), None)]
    return []


@cache
def _which(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(table('verbs')['chair'][key])})(?!\w)", re.IGNORECASE)


def _role(words: str) -> str:
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
            found += [chair(holder, _role(office.group()), None) for holder in holders]
    return found


def by_adjective(clause: str, mechanism: str | None = None) -> list[Chair]:
    """`under the Spanish Presidency`, `Kenya's Presidency began in 2021`; what such a presidency did else says nothing
    of when it was.
    """
    owner = _owner(clause, mechanism)
    if owner is None:
        return []
    holder, noun = owner
    before, after = clause[: min(holder.start, noun.start())], clause[max(holder.end, noun.end()) :]
    whole = clause[len(before) : len(clause) - len(after)]
    for key, role in (("begins_later", "incoming"), ("begins", "chair"), ("ends", "chair")):
        verb = said_by(key, after)
        if verb and len(re.split(r"[,;]", after[: verb.start()])[0].split()) <= 2 * NEAR:
            term = term_of(after)
            if term and key == "ends" and "/" not in term:
                term = f"../{term}"
            return [Chair(role, holder.name, holder.country, holder.id, term, holder.name)]
    under = UNDER.search(before)
    if under and not about_a_session(clause):
        term = term_of(" ".join(re.split(r"[,;]", after)[0].split()[:NEAR]))
        if term or under["under"]:  # `during the Spanish Presidency`: nobody knows when, unless it is dated
            said = clause[holder.start : holder.end]
            return [Chair(_role(whole), holder.name, holder.country, holder.id, term, said)]
    return []


def _owner(clause: str, mechanism: str | None) -> tuple[Holder, re.Match[str]] | None:
    """Whose office a clause speaks of: by an adjective (`the Spanish Presidency`), a genitive (`Kenya's term as
    Chair`), or behind `of` (`la présidence du Maroc a débuté`).
    """
    nouns = list(pattern("chair", "nouns").finditer(clause))
    if not nouns:
        return None
    hits = find_demonyms(clause, pattern("chair", "nouns"))
    if len(hits) == 1 and not any(o.id for o in find_organisations(clause)):
        hit = hits[0]
        noun = min(nouns, key=lambda n: min(abs(n.start() - hit.end), abs(hit.start - n.end())))
        return Holder(hit.name, hit.start, hit.end, hit.country), noun
    for holder in find_holders(clause):
        for noun in nouns:
            if noun.start() > holder.end and GENITIVE.fullmatch(clause[holder.end : noun.start()]):
                return holder, noun
            of = OF.match(clause, noun.end())
            if of and not clause[of.end() : holder.start].strip() and of.end() <= holder.start:
                return holder, noun
    return None


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
        are = said_by(key, sentence)
        if are is None or len(sentence[: are.start()].split()) > NEAR:
            continue
        rest = sentence[are.end() :].strip().rstrip(".")
        reading = read_chairs(rest, role)
        return [] if reading.aside else list(reading.chairs)
    if made := form("chair", "make_troika").search(sentence):
        reading = read_chairs(sentence[: made.start()].strip().rstrip(","), ANY)
        return [] if reading.aside else list(reading.chairs)
    return []
