"""Who chairs, in sentences: `Portugal held the Presidency in 2000, having assumed it again in 2015`.

Four plain forms: somebody holds the office, it is held by somebody, it went to somebody, somebody handed it over. A
sentence about another body's office or a single sitting's chair says nothing here, nor does a plan or a denial.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import about_a_session, another_subject, first_words, last_words, office_elsewhere
from monitor.extract.prose.clauses import clauses, row_after, row_before
from monitor.extract.values.chairs import Chair
from monitor.extract.values.countries import CountryMatch, find_countries
from monitor.extract.values.dates import DateMatch, find_dates

Holders = tuple[CountryMatch, ...]

FAR = 6  # words between a holder and the verb: `Portugal, for the first time since 2000, took over`

SINCE = re.compile(r"\b(?:since|from|as of|depuis|desde|a partir de)\s+(?:[\w’']+\s+){0,3}$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|jusqu['’]en|hasta|até)\s+(?:[\w’']+\s+){0,3}$", re.IGNORECASE)
GAPPED = re.compile(r"(?:\s*,\s*|\s+)(?:and|et|y|e)\s+(?:the\s+)?$|\s*,\s*$", re.IGNORECASE)
AND = re.compile(r"\s+(?:and|et|y|e)\s+(?:in\s+|en\s+|em\s+)?")
GOES_ON = re.compile(
    r"[\s,]*(?:when\s+it|which|who|and\s+it|and|qui|et|quien|que|y|e)\s+(?:then\s+|in\s+turn\s+|has\s+|ensuite\s+)?",
    re.IGNORECASE,
)
CO = re.compile(r"\bco-?\s?(?:chair|presid|présid)", re.IGNORECASE)


def find_chairs(text: str, mechanism: str | None = None, *, under_label: bool = False) -> tuple[tuple[Chair, str], ...]:
    """The chairs that a paragraph about a mechanism states, each once, with its sentence.

    `under_label`: the text stands under a label for the chair, so that it need not name the office.
    """
    found: dict[tuple[str, str | None, str | None], tuple[Chair, str]] = {}
    for sentence in sentences(text):
        for part in re.split(r";\s+", sentence):
            for chair in _part(part, mechanism, under_label):
                found.setdefault((chair.role, chair.country, chair.term), (chair, sentence))
    dated = {(role, country) for role, country, term in found if term}
    return tuple(kept for (role, who, term), kept in found.items() if term or (role, who) not in dated)


def _part(part: str, mechanism: str | None, implied: bool) -> list[Chair]:
    if pattern("chair", "other_offices").search(part):
        return []
    found: list[Chair] = []
    subject: Holders = ()
    said: Holders = ()  # whom the clause before named, for one that goes on about it: `which handed over to ...`
    for clause in clauses(part, _speaks):
        if pattern("chair", "unsure").search(clause) or _elsewhere(clause, mechanism):
            subject = ()
            continue
        chairs = _handed(clause, implied, said) or _given(clause, implied, mechanism) or _called(clause)
        if chairs:
            subject = ()
        else:
            chairs, subject = _holding(clause, subject, implied)
        said = tuple(h for h in find_countries(clause) if h.country in {c.country for c in chairs})[-1:]
        found += chairs
    return found


def _speaks(words: str) -> bool:
    """The words hold one of the verbs by which an office is held, given or called."""
    return any(pattern("chair", key).search(words) for key in _KEYS)


_KEYS = (
    "incoming", "current", "past", "by", "by_past", "by_incoming", "went", "went_past", "will_go", "handed",
    "will_hand", "succeeded", "as",
)  # fmt: skip


def _elsewhere(clause: str, mechanism: str | None) -> bool:
    return any(
        office_elsewhere(clause, noun.start(), noun.end(), mechanism)
        for noun in pattern("chair", "nouns").finditer(clause)
    )


def _office(clause: str, implied: bool) -> bool:
    return implied or pattern("chair", "nouns").search(clause) is not None


def _handed(clause: str, implied: bool, said: Holders) -> list[Chair]:
    """`X handed over the chair to Y`; `Y succeeded X as chair`; `Y took over the chair from X`."""
    implied = implied or bool(said and GOES_ON.match(clause))
    for key, first, second in (("will_hand", "chair", "incoming"), ("handed", "past", "chair")):
        verb = pattern("chair", key).search(clause)
        if verb and _office(clause, implied):
            to = re.search(r"\b(?:to|à|a|al|à la)\s+", clause[verb.end() :])
            before = _doer(clause[: verb.start()], said)
            after = row_after(clause[verb.end() :], to.end() if to else None)
            if before and after:
                term = _term(clause)
                return [_chair(h, first, None) for h in before] + [_chair(h, second, term) for h in after]
    verb = pattern("chair", "succeeded").search(clause)
    if verb and _office(clause, implied):
        before, after = _doer(clause[: verb.start()], said), row_after(clause[verb.end() :], 0)
        if before and after:
            return [_chair(h, "chair", _term(clause)) for h in before] + [_chair(h, "past", None) for h in after]
    return []


def _doer(words: str, said: Holders) -> Holders:
    """Whom the words before a verb name, or whom the clause before did when these only go on about it."""
    return row_before(words) or (said if GOES_ON.fullmatch(words) else ())


def _given(clause: str, implied: bool, mechanism: str | None) -> list[Chair]:
    """`is chaired by X`, `the Presidency went to X`."""
    for role, key in (("incoming", "by_incoming"), ("past", "by_past"), ("chair", "by")):
        by = pattern("chair", key).search(clause)
        if by and not about_a_session(last_words(clause[: by.start()])):
            if another_subject(clause[: by.start()], mechanism):
                return []
            if by.group().lower().startswith(("under", "sous", "bajo", "sob")) and about_a_session(clause):
                continue
            return _all(row_after(clause[by.end() :], 0), role, by.group(), clause, by.end())
    for role, key in (("incoming", "will_go"), ("past", "went_past"), ("chair", "went")):
        went = pattern("chair", key).search(clause)
        if went and _office(last_words(clause[: went.start()]), implied):
            return _all(row_after(clause[went.end() :], 0), _said(clause[: went.end()], role), "", clause, went.end())
    return []


def _said(words: str, role: str) -> str:
    """The role that a word before the office gives: `The incoming Chair is X`."""
    for kind in ("incoming", "past"):
        if pattern("chair", f"{kind}_office").search(words):
            return kind
    return "co-chair" if role == "chair" and CO.search(words) else role


def _called(clause: str) -> list[Chair]:
    """`X is the current Chair`, `with X as co-chair`."""
    said = pattern("chair", "as").search(clause)
    if not said or about_a_session(first_words(clause[said.end() :])):
        return []
    role = _said(said.group() + clause[said.end() :][:1], "chair")
    if role in ("chair", "co-chair") and re.match(
        r"(?:was|were|had been|était|fue|foi)\b", said.group(), re.IGNORECASE
    ):
        role = "past"
    if role == "chair" and re.match(r"will\b", said.group(), re.IGNORECASE):
        role = "incoming"
    return _all(row_before(clause[: said.start()]), role, said.group(), clause, said.start())


def _holding(clause: str, subject: Holders, implied: bool) -> tuple[list[Chair], Holders]:
    """`X held the Presidency in 2000`. Without a country of its own a clause goes on about the one before it."""
    for role, key in (("incoming", "incoming"), ("chair", "current"), ("past", "past")):
        verb = pattern("chair", key).search(clause)
        if not verb:
            continue
        subject = row_before(clause[: verb.start()], far=FAR) or subject
        after = clause[verb.end() :]
        named = _office(clause[verb.start() :], implied)
        spoken = bool(re.search(r"chair|presid|présid", verb.group(), re.IGNORECASE))
        if not (subject and (named or spoken)) or about_a_session(first_words(after)):
            return [], subject
        if key == "past" and re.search(r"\bsince\b|\bdepuis\b|\bdesde\b", after):
            role = "chair"
        chairs = _all(subject, role, verb.group(), clause, verb.end())
        origin = re.search(r"\bfrom\s+(?:the\s+)?", after)
        if role != "past" and origin:
            chairs += [_chair(h, "past", None) for h in row_after(after, origin.end())]
        return chairs, subject
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
    mine = {hit.country for hit in holders}
    others = [hit for hit in find_countries(after) if hit.country not in mine]
    near = after[: others[0].start] if others else after
    # `The Process, established in 2009, is chaired by Malta`: since when it is there is no term
    founded = pattern("established", "verbs").search(clause[:at])
    term = _term(near) or (None if founded else _term(clause[:at]))
    gapped = [
        _chair(hit, role, _bounded(after, date))
        for hit, date in _dated(after)
        if hit.country not in mine and GAPPED.search(after[: hit.start])
    ]
    return [_chair(hit, role, term) for hit in holders] + (gapped if term else [])


def _dated(text: str) -> list[tuple[CountryMatch, DateMatch]]:
    """Countries with a date straight behind them."""
    dates = find_dates(text, years=True)
    return [
        (hit, date)
        for hit in find_countries(text)
        for date in dates
        if date.start >= hit.end and len(text[hit.end : date.start].split()) <= 2
    ]


def _chair(hit: CountryMatch, role: str, term: str | None) -> Chair:
    return Chair(role, hit.name, hit.country, term=term, text=hit.name)


def _term(text: str) -> str | None:
    """The last date of a clause, as since when or until when the office is held; two years in a row are one term."""
    dates = find_dates(text, years=True)
    years = [date.edtf for date in dates[-2:] if date.edtf.isdigit()]
    in_a_row = len(years) == 2 and int(years[1]) - int(years[0]) == 1
    if in_a_row and AND.fullmatch(text[dates[-2].end : dates[-1].start]):
        return f"{years[0]}/{years[1]}"
    return _bounded(text, dates[-1]) if dates else None


def _bounded(text: str, date: DateMatch) -> str:
    if "/" not in date.edtf and UNTIL.search(text[: date.start]):
        return f"../{date.edtf}"
    if "/" not in date.edtf and SINCE.search(text[: date.start]):
        return f"{date.edtf}/.."
    return date.edtf
