"""Who chairs: `Tunisia and Spain`, `Turkey Hungary co-chair`, `None (incoming Jamaica)`, `Morocco (2016)`.

In: the words of one chair line. Out: the entries with their roles and terms, in order, and the words that were not
understood. A line with words left over is not read: no entry is a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from monitor.extract.labels import YEAR, span
from monitor.extract.sentinels import is_none, is_unknown
from monitor.extract.values.countries import find_countries, read_countries, read_country
from monitor.extract.values.dates import find_dates
from monitor.extract.values.organisations import find_organisations, read_organisation

ROLE = re.compile(
    r"\b(?:(?P<incoming>incoming|upcoming|next|future|elect|designate|entrante?|próxim[ao]|prochaine?)"
    r"|(?P<past>past|outgoing|former(?:ly)?|previous(?:ly)?|saliente|sortante?|cessante|anterior)"
    r"|(?P<co>(?:permanent\s+)?co-?\s?(?:chair|president|presidency|présid\w+|presid\w+)(?:s|ed\s+by|ing)?)"
    r"|(?P<chair>(?:current\s+|permanent\s+)?(?:chair(?:s|ing|ed\s+by)?|presidency|présidence|presidencia|presidência)"
    r"|current|present|actuelle?|actual|atual)\b)"
    r"(?:\s+(?:chairs?|presidency|chairmanship|présidence|presidencia|presidência))?",
    re.IGNORECASE,
)
TERM = re.compile(r"\b(?P<word>since|from|until|till|as of|depuis|desde|até|hasta|jusqu'en)\b\s*", re.IGNORECASE)
UNTIL = ("until", "till", "até", "hasta", "jusqu'en")
OPEN = re.compile(
    r"\b((?:19|20)\d\d)\s*(?:[-–—]|to)\s*(?:present|today|now|date|ongoing|aujourd['’]hui|présent|presente|hoy|hoje|actualidad"
    r"|atualidade|\.{3}|…)(?!\w)|\b((?:19|20)\d\d)\s*[-–—]\s*(?=\))",
    re.IGNORECASE,
)
JOIN = re.compile(
    r"(?:\b(?:and|with|et|y|e|the|of|for|is|by|in|currently|current|as|jointly|shared|Government|Republic)\b|[\s,;:/&+–—\-*\"“”'’.()\[\]])+",
    re.IGNORECASE,
)


OPENED = re.compile(r"[;,]\s*(?:and\s+|et\s+|y\s+|e\s+)?$")  # `Türkiye; co-chair Hungary`
ANY = "any"  # of a label that says no role: each entry must say its own (a troika)


@dataclass(frozen=True, slots=True)
class Chair:
    """One entry: who (a country, a known organisation, else a name), in which role, and the EDTF term if one is
    given.
    """

    role: str  # chair | co-chair | incoming | past
    name: str
    country: str | None = None
    id: str | None = None
    term: str | None = None
    text: str = ""
    typo: bool = False

    def value(self) -> dict[str, str | None]:
        """The JSON value of the statement."""
        who = {"country": self.country} if self.country else {"id": self.id} if self.id else {}
        return {**who, "name": self.name, "role": self.role, "term": self.term}


@dataclass(frozen=True, slots=True)
class ChairReading:
    """Entries of one line; `none`: the line says that nobody chairs; `left`: words that were not understood."""

    chairs: tuple[Chair, ...] = ()
    none: bool = False
    unknown: bool = False
    left: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str  # who | role | term | open | close
    chair: Chair | None = None
    word: str = ""


def _whos(text: str) -> list[_Token]:
    found = []
    taken: list[tuple[int, int]] = []
    for org in find_organisations(text):
        if org.id:
            found.append(
                _Token(org.start, org.end, "who", Chair("", org.name, id=org.id, text=text[org.start : org.end]))
            )
            taken.append((org.start, org.end))
    for hit in find_countries(text):
        if not any(a < hit.end and hit.start < b for a, b in taken):
            found.append(
                _Token(
                    hit.start, hit.end, "who", Chair("", hit.name, country=hit.country, text=text[hit.start : hit.end])
                )
            )
    return found


def _tokens(text: str) -> list[_Token]:
    tokens = _whos(text)

    def free(start: int, end: int) -> bool:
        return not any(t.start < end and start < t.end for t in tokens)

    for role in ROLE.finditer(text):
        if free(role.start(), role.end()):
            word = role.group().strip().lower()
            kind = "co-chair" if role["co"] else "incoming" if role["incoming"] else "past" if role["past"] else "chair"
            plural = bool(re.search(r"s\b", word)) and kind == "co-chair"
            tokens.append(_Token(role.start(), role.end(), "role", word=kind + ("s" if plural else "")))
    for when in find_dates(text):
        if free(when.start, when.end):
            tokens.append(_Token(when.start, when.end, "term", word=when.edtf))
    for year in OPEN.finditer(text):
        tokens = [t for t in tokens if not (t.start < year.end() and year.start() < t.end and t.kind != "who")]
        if free(year.start(), year.end()):
            tokens.append(_Token(year.start(), year.end(), "term", word=f"{year[1] or year[2]}/.."))
    for year in YEAR.finditer(text):
        if free(year.start(), year.end()):
            tokens.append(_Token(year.start(), year.end(), "term", word=span(year)))
    for bracket in re.finditer(r"[()\[\]]", text):
        if free(bracket.start(), bracket.end()):
            tokens.append(_Token(bracket.start(), bracket.end(), "open" if bracket.group() in "([" else "close"))
    return sorted(tokens, key=lambda t: (t.start, t.end))


def read_chairs(text: str, role: str = "chair", term: str | None = None) -> ChairReading:
    """The chairs in one line. `role` and `term` are what the label says (`Incoming Chair`, `2019 Chair`)."""
    words = text.strip().strip('"”“').strip()
    if is_none(words):
        return ChairReading(none=True)
    if is_unknown(words):
        return ChairReading(unknown=True)
    one = read_country(words)
    if one is not None and one.typo:  # exact names go through the grammar below, with all that may stand around them
        return ChairReading((Chair(role, one.name, one.country, term=term, text=words, typo=True),))
    tokens = _tokens(words)
    if not any(t.kind == "who" for t in tokens) and not read_countries(words):
        organisation = read_organisation(words)
        if organisation.id:
            return ChairReading((Chair(role, organisation.name, id=organisation.id, term=term, text=words),))
        return ChairReading(left=words)
    return _assemble(words, tokens, role, term)


def _assemble(words: str, tokens: list[_Token], role: str, term: str | None) -> ChairReading:
    chairs: list[Chair] = []
    depth, ahead = 0, ""  # `ahead`: a role word whose holder is still to come
    since = own_term = own_role = ""
    left, end = "", 0
    order = [token.kind for token in tokens if token.kind in ("who", "term")]
    leading = order[:1] == ["term"] and order.count("term") > 1  # `2017 – El Salvador; 2016 – Honduras`
    for token in tokens:
        between = words[end : token.start]
        if word := TERM.search(between):
            since = word["word"].lower()
            between = between[: word.start()] + between[word.end() :]
        if re.search(r"[;\n]", between):
            ahead = ""
        left += JOIN.sub(" ", f" {between} ")
        end = token.end
        if token.kind == "open":
            depth, ahead = depth + 1, ""
        elif token.kind == "close":
            depth = max(depth - 1, 0)
            ahead = ""
        elif token.kind == "role":
            opens = token.word != "chair" and OPENED.search(words[: token.start]) and _leads(words[token.end :])
            ahead = (
                token.word.removesuffix("s") if opens else _role(token, chairs, depth, words[token.end :], ahead, role)
            )
        elif token.kind == "term":
            if depth and re.match(r"\s*[:–-]\s*\w", words[token.end :]) and _whos(words[token.end :].split(")")[0]):
                # `Sri Lanka (until 2013: Bangladesh)`: what stands before the holder is of that one alone
                own_term, own_role = _term(token.word, since), "past" if since in UNTIL else role
            elif leading and not depth:
                term = _term(token.word, since)
            elif not chairs:
                term = term or _term(token.word, since)
            else:
                # in brackets it is that of the last one alone, behind all of them that of all: `A and B since 2002`
                first = len(chairs) - 1 if depth or order.count("term") > 1 else 0
                when = _term(token.word, since)
                same = chairs[-1].role
                chairs[first:] = [replace(c, term=when) if c.role == same else c for c in chairs[first:]]
            since = ""
        elif token.chair is not None and not (depth and chairs and chairs[-1].country and token.chair.id):
            # (an organisation in brackets behind a country is whom it stands for: `Nigeria (ECOWAS)`)
            chairs.append(replace(token.chair, role=own_role or ahead or role, term=own_term or term))
            own_term = own_role = ""
    left += JOIN.sub(" ", f" {words[end:]} ")
    rest = " ".join(left.split())
    none = bool(rest) and is_none(rest)  # `None (incoming Jamaica)`
    if rest and not none and (glued := read_countries(words)):  # `MoroccoFrance`
        return ChairReading(tuple(Chair(role, hit.name, hit.country, None, term, hit.name, hit.typo) for hit in glued))
    if (rest and not none) or any(chair.role == ANY for chair in chairs):
        return ChairReading(left=rest or words)
    return ChairReading(tuple(chairs), none=none)


def _leads(after: str) -> bool:
    """Straight behind a role word stands who holds it, and nothing else up to the next mark."""
    piece = re.split(r"[,;()\n]", after)[0]
    return any(token.start == len(piece) - len(piece.lstrip()) for token in _whos(piece))


def _term(word: str, since: str) -> str:
    if since in ("since", "from", "depuis", "desde", "as of"):
        return f"{word}/.."
    if since:
        return f"../{word}"
    return word


def _role(token: _Token, chairs: list[Chair], depth: int, after: str, ahead: str, label: str) -> str:
    """Gives a role to the entries before the word, or keeps it for those that follow."""
    kind = token.word.removesuffix("s") if token.word == "co-chairs" else token.word
    follows = bool(_whos(re.split(r"[();\n]", after)[0]))
    if kind == "chair":  # `incoming chair`, `Chair: X`: the word alone changes nothing but what was ahead
        if label == ANY and follows:
            return "chair"
        if chairs and chairs[-1].role == ANY:
            chairs[-1] = replace(chairs[-1], role="chair")
        return ahead if ahead and not chairs else ""
    if follows and (depth or not chairs or re.match(r"\s*(?:chairs?)?\s*[:–-]", after) or kind != "co-chair"):
        return kind
    if not chairs:
        return kind
    every = token.word == "co-chairs"
    start = 0 if every else len(chairs) - 1
    for index in range(start, len(chairs)):
        chairs[index] = replace(chairs[index], role=kind)
    return ""
