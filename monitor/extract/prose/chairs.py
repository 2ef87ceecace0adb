"""Who chairs, in sentences: `Portugal held the Presidency in 2000, having assumed it again in 2015`.

Plain forms only: somebody holds the office, it is held by somebody, it went to somebody, somebody handed it over, or
somebody is called the chair (prose/offices.py). A sentence about another body's office or a single sitting's chair says
nothing here, nor does a plan or a denial.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import (
    about_a_session,
    another_object,
    another_subject,
    first_words,
    last_words,
    office_elsewhere,
)
from monitor.extract.prose.clauses import clauses
from monitor.extract.prose.holders import Holder, Holders, bounded, chair, find_holders, row_after, row_before, term_of
from monitor.extract.prose.offices import by_adjective, called, listed
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.lookups import table

STEM = re.compile(r"chair|pr[eé]sid|troi[kï]", re.IGNORECASE)  # no sentence without one speaks of the office
FAR = 6  # words between a holder and the verb: `Portugal, for the first time since 2000, took over`
GAPPED = re.compile(r"(?:\s*,\s*|\s+)(?:and|et|y|e)\s+(?:the\s+)?$|\s*,\s*$", re.IGNORECASE)
GOES_ON = re.compile(
    r"[\s,]*(?:when\s+it|which|who|and\s+it|and|qui|et|quien|que|y|e)\s+(?:then\s+|in\s+turn\s+|has\s+|ensuite\s+)?",
    re.IGNORECASE,
)
VERB = re.compile(r"(?:co-)?chairs?\s+(?:the|it)\b", re.IGNORECASE)  # `ICMPD chairs the Process`: no office of ICMPD's
CO = re.compile(r"\bco-?\s?(?:chair|presid|présid)", re.IGNORECASE)
IT = re.compile(r"\s*(?:it|la|l['’])\b", re.IGNORECASE)
FORMER = re.compile(r"\b(?:the\s+former|le\s+premier|la\s+première|el\s+primero|o\s+primeiro)\b", re.IGNORECASE)
LATTER = re.compile(r"\b(?:the\s+latter|le\s+second|la\s+seconde|el\s+segundo|o\s+segundo)\b", re.IGNORECASE)
OF_IT = re.compile(r"\b(?:of|de|du|da|do|del|à)\s+(?:the\s+|la\s+|l['’])?$", re.IGNORECASE)
HEAD = re.compile(
    r"\b(?:office|role|post|position|function|holder|country|state|fonction|charge|cargo|función|função)\s*$", re.I
)
SINCE_THEN = re.compile(r"\b(?:since|depuis|desde)\b", re.IGNORECASE)
MOST = 6  # words between `the former` and the date of its term
# `is chaired, since January 2024, by Malta`: when stands between
AROUND = re.compile(
    r"\b((?:is|est|es|é|está|has\s+been|a\s+été)\s+[^\W\d]+),?\s+((?:since|depuis|desde)\s+[^,;.]{4,24}?),?\s+(by|par|por|pelo|pela)\b",
    re.IGNORECASE,
)
Key = tuple[str, str, str | None]


def find_chairs(text: str, mechanism: str | None = None, *, under_label: bool = False) -> tuple[tuple[Chair, str], ...]:
    """The chairs that a paragraph about a mechanism states, each once, with its sentence.

    `under_label`: the text stands under a label for the chair, so that it need not name the office.
    """
    if not under_label and not STEM.search(text):
        return ()
    found: dict[Key, tuple[Chair, str]] = {}
    two: Holders = ()
    for sentence in sentences(text):
        named = _named(sentence, two)
        if under_label or STEM.search(named):
            for who in _sentence(named, mechanism, under_label):
                found.setdefault((who.role, who.country or who.id or who.name, who.term), (who, sentence))
        pair = find_holders(sentence) if FORMER.search(text) else ()
        two = pair if len(pair) == 2 else ()
    dated = {(role, who) for role, who, term in found if term}
    return tuple(kept for (role, who, term), kept in found.items() if term or (role, who) not in dated)


def _named(sentence: str, two: Holders) -> str:
    """The sentence with the names for `the former` and `the latter` of the two that the one before named."""
    if len(two) != 2 or not (FORMER.search(sentence) and LATTER.search(sentence)):
        return sentence
    return LATTER.sub(two[1].name, FORMER.sub(two[0].name, sentence))


def _sentence(sentence: str, mechanism: str | None, implied: bool) -> list[Chair]:
    plain = _without_adverbs(_without_vice(sentence))
    if rows := listed(plain, mechanism):
        return rows
    found: list[Chair] = []
    spoken = implied
    for part in re.split(r";\s+", plain):
        if found and FORMER.search(part):
            found = _terms_of_two(found, part)
            continue
        found += _part(part, mechanism, implied, spoken)
        spoken = spoken or pattern("chair", "nouns").search(part) is not None
    return found


@cache
def _adverbs() -> re.Pattern[str]:
    words = table("phrases")["chair"]
    be, adverbs = ("|".join(map(re.escape, sorted(words[key], key=len, reverse=True))) for key in ("to_be", "adverbs"))
    return re.compile(rf"\b({be})\s+(?:{adverbs})(?=\s)", re.IGNORECASE)


def _without_adverbs(sentence: str) -> str:
    return _adverbs().sub(r"\1", AROUND.sub(r"\2, \1 \3", sentence))


@cache
def _vice() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(table("phrases")["chair"]["vice"], key=len, reverse=True)))
    return re.compile(
        rf"(?:,\s*|\s+)(?:and|with|while|et|avec|y|con|e|com)\s+(?:[^\s,;]+\s+){{1,5}}(?:{words})(?!\w)", re.IGNORECASE
    )


def _without_vice(sentence: str) -> str:
    """`..., with Bangladesh as Vice-Chair` says nothing of the chair."""
    return _vice().sub("", sentence)


def _terms_of_two(chairs: list[Chair], part: str) -> list[Chair]:
    """`A and B co-chair it; the former since 2019, the latter since 2021`."""
    first, second = FORMER.search(part), LATTER.search(part)
    if len(chairs) != 2 or first is None or second is None or first.start() > second.start():
        return chairs
    said = part[first.end() : second.start()], part[second.end() :]
    terms = [term_of(" ".join(words.split()[:MOST])) for words in said]
    return [
        Chair(c.role, c.name, c.country, c.id, term or c.term, c.text) for c, term in zip(chairs, terms, strict=True)
    ]


def _part(part: str, mechanism: str | None, implied: bool, spoken: bool) -> list[Chair]:
    if pattern("chair", "other_offices").search(part):
        return []
    found: list[Chair] = []
    subject: Holders = ()
    said: Holders = ()  # whom the clause before named, for one that goes on about it: `which handed over to ...`
    for clause in clauses(part, _speaks):
        if pattern("chair", "unsure").search(clause) or _elsewhere(clause, mechanism):
            subject = ()
            continue
        chairs = (
            _handed(clause, implied, said)
            or by_adjective(clause)
            or _given(clause, implied, mechanism)
            or called(clause, mechanism)
        )
        if chairs:
            subject = ()
        else:
            chairs, subject = _holding(clause, subject, implied, spoken or bool(found), mechanism)
        named = {c.country or c.id for c in chairs}
        said = tuple(h for h in find_holders(clause) if h.who in named)[-1:]
        found += chairs
    return found


@lru_cache(maxsize=1024)  # a clause is asked for the same verbs more than once
def _said_by(key: str, clause: str) -> re.Match[str] | None:
    """The first of the phrases of a key, or of the verbs made of parts."""
    phrase = pattern("chair", key).search(clause)
    made = form("chair", key).search(clause) if key in MADE else None
    if phrase is None or made is None:
        return phrase or made
    return min(phrase, made, key=lambda found: (found.start(), -found.end()))


def _speaks(words: str) -> bool:
    """The words hold one of the verbs by which an office is held, given or called."""
    return any(_said_by(key, words) for key in _KEYS)


MADE = ("by", "by_past", "by_incoming", "went", "went_past", "will_go", "current", "past", "incoming")
_KEYS = (
    "incoming", "current", "past", "by", "by_past", "by_incoming", "went", "went_past", "will_go", "handed",
    "will_hand", "succeeded", "will_succeed", "moved", "as",
)  # fmt: skip


def _elsewhere(clause: str, mechanism: str | None) -> bool:
    return any(
        office_elsewhere(clause, noun.start(), noun.end(), mechanism)
        for noun in pattern("chair", "nouns").finditer(clause)
        if not VERB.match(clause, noun.start())
    )


def _office(clause: str, implied: bool) -> bool:
    return implied or pattern("chair", "nouns").search(clause) is not None


def _handed(clause: str, implied: bool, said: Holders) -> list[Chair]:
    """`X handed over the chair to Y`; `Y succeeded X as chair`; `the Presidency passed from X to Y`."""
    goes_on = bool(said) and (GOES_ON.match(clause) is not None or clause.startswith(","))
    if not _office(clause, implied or goes_on):
        return []
    for key, first, second in (("will_hand", "chair", "incoming"), ("handed", "past", "chair")):
        if verb := pattern("chair", key).search(clause):
            before = _doer(clause[: verb.start()], said)
            after = _receiver(clause[verb.end() :])
            if before and after:
                return _pair(before, first, after, second, clause)
    if verb := pattern("chair", "moved").search(clause):
        before, after = row_after(clause[verb.end() :], 0), _receiver(clause[verb.end() :])
        if before and after:
            return _pair(before, "past", after, "chair", clause)
    for key, first, second in (("will_succeed", "incoming", "chair"), ("succeeded", "chair", "past")):
        if verb := pattern("chair", key).search(clause):
            before, after = _doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
            if before and after:
                return _pair(after, second, before, first, clause)[::-1]
    return []


def _receiver(after: str) -> Holders:
    """Who stands behind the first `to` that has a holder behind it."""
    for to in re.finditer(r"\b(?:to|à la|à|al|au|aux|a|ao|à)\s+", after):
        if row := row_after(after, to.end()):
            return row
    return ()


def _pair(left: Holders, left_role: str, right: Holders, right_role: str, clause: str) -> list[Chair]:
    """Who leaves and who comes; the date is that of the one who comes."""
    term = term_of(clause)
    return [chair(h, left_role, None) for h in left] + [chair(h, right_role, term) for h in right]


def _doer(words: str, said: Holders) -> Holders:
    """Whom the words before a verb name, or whom the clause before did when these only go on about it."""
    return row_before(words) or (said if GOES_ON.fullmatch(words) or not words.strip(" ,") else ())


def _given(clause: str, implied: bool, mechanism: str | None) -> list[Chair]:
    """`is chaired by X`, `the Presidency went to X`."""
    for role, key in (("incoming", "by_incoming"), ("past", "by_past"), ("chair", "by")):
        by = _said_by(key, clause)
        if by and not about_a_session(last_words(clause[: by.start()])):
            if another_subject(clause[: by.start()], mechanism):
                return []
            if by.group().lower().startswith(("under", "sous", "bajo", "sob")) and about_a_session(clause):
                continue
            if not _office(by.group() + clause, implied) and not STEM.search(by.group()):
                continue
            if key == "by_past" and SINCE_THEN.search(clause):  # `La présidence a été assurée par X depuis 2019`
                role = "chair"
            role = _said(clause[: by.start()], role) if role != "incoming" else role
            words = by.group() if CO.search(by.group()) else clause[: by.start()] if CO.search(clause) else ""
            return _all(row_after(clause[by.end() :], 0), role, words or by.group(), clause, by.end())
    for role, key in (("incoming", "will_go"), ("past", "went_past"), ("chair", "went")):
        went = _said_by(key, clause)
        if went and _office(last_words(clause[: went.start()]), implied) and not _beside(clause[: went.start()]):
            return _all(row_after(clause[went.end() :], 0), _said(clause[: went.end()], role), "", clause, went.end())
    return []


def _beside(words: str) -> bool:
    """The subject is not the office but something of its: `the guests of the Chair were ...`."""
    nouns = list(pattern("chair", "nouns").finditer(words))
    whose = OF_IT.search(words[: nouns[0].start()]) if nouns else None
    return whose is not None and not HEAD.search(words[: whose.start()])


def _inverted(after: str) -> Holders:
    """Who stands behind verb and office: `Anteriormente ejercieron la presidencia Chile y Perú`."""
    noun = pattern("chair", "nouns").search(after)
    return row_after(after, noun.end()) if noun and len(after[: noun.start()].split()) <= 1 else ()


def _said(words: str, role: str) -> str:
    """The role that a word before the office gives: `The incoming Chair is X`."""
    for kind in ("incoming", "past"):
        if pattern("chair", f"{kind}_office").search(words):
            return kind
    return "co-chair" if role == "chair" and CO.search(words) else role


def _holding(
    clause: str, subject: Holders, implied: bool, known: bool, mechanism: str | None
) -> tuple[list[Chair], Holders]:
    """`X held the Presidency in 2000`. Without a holder of its own a clause goes on about the one before it; `known`:
    the office was named before, so that `it` may stand for it.
    """
    for role, key in (("incoming", "incoming"), ("chair", "current"), ("past", "past")):
        verb = _said_by(key, clause)
        if not verb:
            continue
        after = clause[verb.end() :]
        subject = row_before(clause[: verb.start()], far=FAR) or subject or _inverted(after)
        spoken = STEM.search(verb.group()) is not None
        named = _office(clause[verb.start() :], implied) or (known and IT.match(after) is not None)
        if not (subject and (named or spoken)) or about_a_session(first_words(after)):
            return [], subject
        if spoken and another_object(after, mechanism):
            return [], ()
        if key == "past" and (term_of(clause) or "").endswith("/.."):
            role = "chair"
        origin = re.search(r"\bfrom\s+(?:the\s+)?", after)
        givers = row_after(after, origin.end()) if role != "past" and origin else ()
        if givers:  # their names part no date from those who took over
            start, end = verb.end() + origin.start() if origin else 0, verb.end() + givers[-1].end
            clause = clause[:start] + " " * (end - start) + clause[end:]
        return _all(subject, role, verb.group(), clause, verb.end()) + [
            chair(h, "chair" if role == "incoming" else "past", None) for h in givers
        ], subject
    return [], subject


def _all(holders: Holders, role: str, words: str, clause: str, at: int) -> list[Chair]:
    """The holders in one role, with the term that stands behind them in the clause, from `at` on, and nearer to them
    than to another country, else before them; and those in the same role behind: `and Y from 2018 to 2022`.
    """
    if not holders:
        return []
    if CO.search(words) and role == "chair":
        role = "co-chair"
    after = clause[at:]
    mine = {hit.who for hit in holders}
    others = [hit for hit in find_holders(after) if hit.who not in mine]
    near = after[: others[0].start] if others else after
    # `The Process, established in 2009, is chaired by Malta`: since when it is there is no term
    founded = form("established", "verbs").search(clause[:at])
    term = term_of(near) or (None if founded else term_of(clause[:at]))
    gapped = [
        chair(hit, role, bounded(after, date))
        for hit, date in _dated(after)
        if hit.who not in mine and GAPPED.search(after[: hit.start])
    ]
    return [chair(hit, role, term) for hit in holders] + (gapped if term else [])


def _dated(text: str) -> list[tuple[Holder, DateMatch]]:
    """Holders with a date straight behind them."""
    dates = find_dates(text, years=True)
    return [
        (hit, date)
        for hit in (find_holders(text) if dates else ())
        for date in dates
        if date.start >= hit.end and len(text[hit.end : date.start].split()) <= 2
    ]
