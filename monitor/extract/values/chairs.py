"""Who chairs: `Tunisia and Spain`, `Turkey Hungary co-chair`, `None (incoming Jamaica)`, `Morocco (2016)`.

In: the words of one chair line. Out: the entries with their roles and terms, in order, and the words that were not
understood. A line with words left over is not read: no entry is a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from monitor.extract.labels import YEAR, span
from monitor.extract.sentinels import behind_none, is_not_known_yet, says_none
from monitor.extract.values.chair_words import (
    bounds,
    ending,
    is_unsettled,
    joins,
    lasting,
    offices,
    roles,
    spans,
    without_persons,
)
from monitor.extract.values.countries import find_countries, read_countries, read_country
from monitor.extract.values.dates import find_dates
from monitor.extract.values.demonyms import find_demonyms
from monitor.extract.values.organisations import find_organisations, read_organisation

NOT_NOW = ("incoming", "past")  # roles
OTHER, THEN = "other", "then"
BEHIND = re.compile(r"\s*(?:chairs?)?\s*[:–-]", re.IGNORECASE)
OPENED = re.compile(r"[;,]\s*(?:and\s+|et\s+|y\s+|e\s+)?$")  # `Türkiye; co-chair Hungary`
IN_BRACKET = re.compile(r"(?P<outside>.+?)\s*\((?P<inside>[^()]+)\)")
EDGE = " \t,;:–—-"
MOST_GAPS = 30  # words of a line behind one of which a remark may begin
ANY = "any"  # of a label that says no role: each entry must say its own (a troika)
LONGEST = 4000  # characters: no line that names chairs is longer, and each word of it is held against each other


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
    """Entries of one line; `none`: the line says that nobody chairs; `left`: words that were not understood, so that
    nobody is named.
    """

    chairs: tuple[Chair, ...] = ()
    none: bool = False
    unknown: bool = False  # the line says that it is not known yet who has an office that it names
    left: str = ""
    aside: str = ""  # a remark behind the names that was not understood, though they were


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str  # who | role | term | lasting | open | close
    chair: Chair | None = None
    word: str = ""
    all: bool = False  # a role of everybody who is named: `co-chairs`


def _whos(text: str, whole: str = "") -> list[_Token]:
    """Who is named. `whole`: the text before persons in it were made blank, where an adjective still has its office."""
    found: list[_Token] = []

    def add(chair: Chair, start: int, end: int) -> None:
        if not any(token.start < end and start < token.end for token in found):
            found.append(_Token(start, end, "who", replace(chair, text=text[start:end])))

    for org in find_organisations(text):
        if org.id:
            add(Chair("", org.name, id=org.id), org.start, org.end)
    for hit in (*find_countries(text), *find_demonyms(whole or text, offices())):
        add(Chair("", hit.name, hit.country), hit.start, hit.end)
    return found


def _tokens(text: str, whole: str) -> list[_Token]:
    tokens = _whos(text, whole)

    def add(start: int, end: int, kind: str, word: str = "", *, of_all: bool = False) -> None:
        if not any(t.start < end and start < t.end for t in tokens):
            tokens.append(_Token(start, end, kind, word=word, all=of_all))

    for when in spans(text):
        add(*when[:2], "term", when[2])
    if lasts := lasting(text):
        add(*lasts[:2], "lasting", str(lasts[2]))
    for date in find_dates(text):
        add(date.start, date.end, "term", date.edtf)
    for year in YEAR.finditer(text):
        add(year.start(), year.end(), "term", span(year))
    for role in roles().finditer(text):
        kind = role.lastgroup or "chair"
        word = role.group().lower()
        every = kind == "co" and not word.endswith(("chair", "président", "presidente", "president"))
        add(role.start(), role.end(), "role", "co-chair" if kind == "co" else kind, of_all=every)
    for bracket in re.finditer(r"[()\[\]]", text):
        add(bracket.start(), bracket.end(), "open" if bracket.group() in "([" else "close")
    return sorted(tokens, key=lambda t: (t.start, t.end))


def read_chairs(text: str, role: str = "chair", term: str | None = None) -> ChairReading:
    """The chairs in one line. `role` and `term` are what the label says (`Incoming Chair`, `2019 Chair`)."""
    words = text.strip().strip('"”“').strip()
    if len(words) > LONGEST:
        return ChairReading(left=words)
    if says_none("chair", words):
        return ChairReading(none=True)
    if (behind := behind_none("chair", words)) and not _whos(" ".join(behind)):
        return ChairReading(none=True)  # `There is no chair at present; Hungary acts as interim chair.` names somebody
    if is_not_known_yet(words):
        return ChairReading(unknown=True)
    words = _in_brackets(words)
    one = read_country(words)
    apart = IN_BRACKET.fullmatch(words)
    if (
        one is not None and one.typo and not (apart and roles().search(apart["inside"]))
    ):  # exact names go through the grammar below, with all that may stand around them
        return ChairReading((Chair(role, one.name, one.country, term=term, text=words, typo=True),))
    whole, words = words, without_persons(words)
    tokens = _tokens(words, whole)
    if not any(t.kind == "who" for t in tokens) and not read_countries(words):
        organisation = read_organisation(words)
        if organisation.id:
            return ChairReading((Chair(role, organisation.name, id=organisation.id, term=term, text=words),))
        return ChairReading(left=words)
    reading = _Line(words, tokens, role, term).read()
    if apart and not reading.unknown and (reading.aside or reading.left) and roles().search(apart["inside"]):
        return _parted(apart["outside"], apart["inside"], role, term) or reading
    return reading


def _in_brackets(words: str) -> str:
    """The line with what stands behind its names in brackets, where that says that they are not settled yet: `Fiji,
    proposed` and `Fiji – tbc` say the same as `Fiji (proposed)`.
    """
    for gap in islice(re.finditer(r"\s+", words), MOST_GAPS):
        head, tail = words[: gap.start()].rstrip(EDGE), words[gap.end() :].strip(EDGE + ".")
        if not tail or "(" in tail or not is_unsettled(tail):
            continue
        last = max((who.end for who in _whos(head)), default=None)
        if last is not None and not roles().search(head, last):  # `Fiji; co-chair: tbc` is settled of Fiji
            return f"{head} ({tail})"
    return words


def _parted(outside: str, inside: str, role: str, term: str | None) -> ChairReading | None:
    """Who chairs, and who is said in a bracket to hold another office, of whom one name is not exactly known: `Nepal
    (next: …)` gives Nepal no other office.
    """
    first = read_chairs(outside, role, term)
    if not first.chairs or re.search(r"\w", roles().sub("", inside)) is None:
        return None
    second = read_chairs(inside, role)
    if not second.chairs and (named := roles().match(inside)):
        who = read_chairs(
            inside[named.end() :].strip(" :–-"), "co-chair" if named.lastgroup == "co" else named.lastgroup or role
        )
        second = who if who.chairs else second
    return ChairReading(first.chairs + second.chairs, aside=second.aside or ("" if second.chairs else inside))


class _Line:
    """One line on its way through the tokens: who was named so far, and which role or term waits for its holder."""

    def __init__(self, words: str, tokens: list[_Token], role: str, term: str | None) -> None:
        self.words, self.tokens, self.role, self.term = words, tokens, role, term
        self.chairs: list[Chair] = []
        self.depth = self.outside = 0  # brackets that are open; entries named before the last one opened
        self.ahead = self.bound = self.own_term = self.own_role = ""
        self.years = 0  # that a term lasts of which the beginning is to come
        order = [token.kind for token in tokens if token.kind in ("who", "term")]
        self.terms = order.count("term")
        self.leading = order[:1] == ["term"] and self.terms > 1  # `2017 – El Salvador; 2016 – Honduras`
        self.doubt = False
        self.then = 0  # entries before a `then` of which no date says when they end

    def read(self) -> ChairReading:
        left, aside, end = "", "", 0
        unsettled = False
        for token in self.tokens:
            between = self.words[end : token.start]
            between = self._bounded(between, token)
            rest = joins().sub(" ", f" {between} ")
            if self.depth and self.chairs:
                aside += rest
                unsettled = unsettled or is_unsettled(between)
            else:
                left += rest
            end = token.end
            self._take(token)
        left += joins().sub(" ", f" {self.words[end:]} ")
        return self._reading(" ".join(left.split()), " ".join(aside.split()), unsettled=unsettled)

    def _reading(self, left: str, aside: str, *, unsettled: bool) -> ChairReading:
        chairs = tuple(chair for chair in self.chairs if chair.role != OTHER)
        none = bool(left) and says_none("chair", left)  # `None (incoming Jamaica)`
        held = any(chair.role not in NOT_NOW for chair in chairs)
        if none and (aside or held):  # `None (Jamaica in two years' time)`: of whom only that is said, nothing is known
            return ChairReading(left=self.words)
        marked = any(token.kind in ("role", "open", "term") for token in self.tokens)
        if left and not (none or aside or marked) and (glued := read_countries(self.words)):  # `MoroccoFrance`
            role, term = self.role, self.term
            return ChairReading(tuple(Chair(role, h.name, h.country, None, term, h.name, h.typo) for h in glued))
        doubt = self.doubt or 0 < self.then < len(self.chairs)  # `Tunisia, then Morocco`: whose turn it is, nobody says
        if (left and not none) or doubt or any(c.role == ANY for c in chairs) or (self.chairs and not chairs):
            return ChairReading(left=left or self.words)
        if unsettled:  # `Ghana and Togo (tbc)`: of all who have the same role
            sure = tuple(chair for chair in chairs if chair.role != self.chairs[-1].role)
            return ChairReading(sure, none=none, unknown=True, aside=aside or self.words)
        return ChairReading(chairs, none=none, aside=aside)

    def _bounded(self, between: str, token: _Token) -> str:
        """Takes `since` or `until` before a date out of the words between two tokens."""
        if re.search(r"[;\n]", between):
            self.ahead = ""
        word = bounds().search(between) if token.kind in ("term", "lasting") else None
        if word is None:
            return between
        self.bound = "since" if word["since"] else "until"
        return between[: word.start()] + between[word.end() :]

    def _take(self, token: _Token) -> None:
        if token.kind in ("open", "close"):
            self._bracket(token)
        elif token.kind == "role":
            self._role(token)
        elif token.kind == "lasting":
            self.years = int(token.word)
            if self.chairs and self.chairs[-1].term and self.chairs[-1].term.endswith("/.."):
                self.chairs[-1] = replace(self.chairs[-1], term=self._when(self.chairs[-1].term[:-3]))
        elif token.kind == "term":
            self._when_held(token)
        elif token.chair is not None:
            self._holder(token, token.chair)

    def _bracket(self, token: _Token) -> None:
        self.depth = self.depth + 1 if token.kind == "open" else max(self.depth - 1, 0)
        self.ahead = "" if self.chairs else self.ahead  # `co-chairs (Egypt and Italy)`
        if token.kind == "open":
            self.outside = len(self.chairs)
        elif self.outside and any(not c.term and c.role == self.role for c in self.chairs[self.outside :]):
            # `Fiji (Samoa)`: a State in brackets behind another, of which nothing is said
            self.doubt = self.doubt or self.role == self.chairs[-1].role

    def _holder(self, token: _Token, chair: Chair) -> None:
        if self.depth and self.chairs and self.chairs[-1].country and chair.id:
            return  # an organisation in brackets behind a country is whom it stands for: `Nigeria (ECOWAS)`
        if any(chair.country and chair.country == c.country and c.term == self.term for c in self.chairs):
            return  # `Costa Rica (Ministry of Foreign Affairs of Costa Rica)`
        role = self.own_role or self.ahead or self.role
        self.chairs.append(replace(chair, role=role, term=self.own_term or self.term))
        self.own_term = self.own_role = ""

    def _when(self, edtf: str) -> str:
        if self.years and "/" not in edtf:
            edtf, self.years = ending(edtf, self.years), 0
        if "/" in edtf or not self.bound:
            return edtf
        return f"{edtf}/.." if self.bound == "since" else f"../{edtf}"

    def _when_held(self, token: _Token) -> None:
        after = self.words[token.end :]
        when = self._when(token.word)
        if self.depth and re.match(r"\s*[:–-]\s*\w", after) and _whos(after.split(")")[0]):
            # `Sri Lanka (until 2013: Bangladesh)`: what stands before the holder is of that one alone
            self.own_term, self.own_role = when, "past" if self.bound == "until" else self.role
        elif (self.leading and not self.depth) or not self.chairs:
            self.term = when if self.leading else self.term or when
        else:
            self._dated(when)
        self.bound = ""

    def _dated(self, when: str) -> None:
        """In brackets a term is that of the last one alone, behind all of them that of all: `A and B since 2002`."""
        if self.then and self.bound == "since" and len(self.chairs) > self.then:  # `Tunisia, then Morocco from 2027`
            later = [replace(c, term=when, role="incoming") for c in self.chairs[self.then :] if c.role == self.role]
            self.chairs[self.then :], self.then = later or self.chairs[self.then :], 0
            return
        first = len(self.chairs) - 1 if self.depth or self.terms > 1 else 0
        same = self.chairs[-1].role
        role = same
        if self.depth and self.outside and len(self.chairs) > self.outside and same == self.role:
            # `Kazakhstan (Uzbekistan from 2025)`
            role = {"since": "incoming", "until": "past"}.get(self.bound, same)
        self.chairs[first:] = [replace(c, term=when, role=role) if c.role == same else c for c in self.chairs[first:]]

    def _role(self, token: _Token) -> None:
        """Gives a role to the entries before the word, or keeps it for those that follow."""
        after = self.words[token.end :]
        kind = token.word
        if kind == THEN:
            if self.chairs and (self.chairs[-1].term or "").startswith(".."):
                self.ahead = "incoming"
            elif self.chairs and not self.chairs[-1].term:
                self.then = len(self.chairs)
            return
        if kind != "chair" and OPENED.search(self.words[: token.start]) and _leads(after):
            self.ahead = kind
            return
        follows = bool(_whos(re.split(r"[();|\n]", after)[0]))
        if kind == "chair":  # `incoming chair`, `Chair: X`: the word alone changes nothing but what was ahead
            self._office(follows)
        elif not self.chairs or (follows and (self.depth or kind != "co-chair" or BEHIND.match(after))):
            self.ahead = kind
        else:
            start = 0 if token.all else len(self.chairs) - 1
            self.chairs[start:] = [replace(c, role=kind) for c in self.chairs[start:]]
            self.ahead = ""

    def _office(self, follows: bool) -> None:
        if self.role == ANY and follows:
            self.ahead = "chair"
            return
        if self.chairs and self.chairs[-1].role == ANY:
            self.chairs[-1] = replace(self.chairs[-1], role="chair")
        self.ahead = self.ahead if self.ahead and not self.chairs else ""


def _leads(after: str) -> bool:
    """Straight behind a role word stands who holds it, and nothing else up to the next mark."""
    piece = re.split(r"[,;()\n]", after)[0]
    return any(token.start == len(piece) - len(piece.lstrip()) for token in _whos(piece))
