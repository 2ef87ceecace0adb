"""Somebody holds the office, it is held by somebody, or it went to somebody: one clause at a time."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    ARTICLES,
    NAME,
    about_a_session,
    another_object,
    another_subject,
    first_words,
    last_words,
    masked,
    names_the_mechanism,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.holders import (
    Holder,
    Holders,
    bounded,
    by_name,
    chair,
    find_holders,
    row_after,
    row_before,
    said_by,
    term_of,
)
from monitor.extract.prose.offices import CO, OWN
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.lookups.mechanisms import find_mechanisms

STEM = re.compile(r"chair|pr[eé]sid|troi[kï]", re.IGNORECASE)  # a verb with one names the office itself
FAR = 6  # words between a holder and the verb: `Portugal, for the first time since 2000, took over`
GAPPED = re.compile(
    r"(?:\s*,\s*|\s+)(?:and|et|y|e)\s+(?:(?:to|by|with|en|em|no|na|a|al|ao|à|au|par|por|pelo|pela|sur)\s+)?(?:the\s+|la\s+|le\s+|l['’]|el\s+|o\s+)?$"
    r"|\s*,\s*$",
    re.IGNORECASE,
)
# `puis le Gabon`, `y la segunda a Irlanda`: who did the same later
THEN_TOO = re.compile(
    r"\s*,?\s*(?:(?:and|et|y|e)\s+)?(?:(?:then|later|afterwards|puis|ensuite|luego|después|depois|em\s+seguida)"
    r"|(?:the|la|le|a|o|el)\s+(?:second|third|deuxième|seconde|troisième|segunda|tercera|terceira))\s+"
    r"(?:(?:to|by|à|au|par|por|a|al|ao|pelo|pela|de)\s+)?(?:the\s+|la\s+|le\s+|l['’]|el\s+|o\s+|a\s+|à\s+)?",
    re.IGNORECASE,
)
THEN_TOO_AT = re.compile(rf"(?<=[\w,]){THEN_TOO.pattern}", re.IGNORECASE)
ANOTHER_VERB = re.compile(r"\s(?:and|but|while)\s", re.IGNORECASE)  # `chairs it and got a grant from Kenya`
BY = re.compile(r"\s+(?:by|par|por|pel[oa])\s", re.IGNORECASE)  # `ECOWAS is chaired by Ghana`: it does nothing
AND_SO = re.compile(r"\s(?:and|et|y|e),\s", re.IGNORECASE)  # `in 2015 and, as such, received in Lisbon on 19 May`
IT = re.compile(r"\s*(?:it|la|l['’])\b", re.IGNORECASE)
OF_IT = re.compile(r"\b(?:of|de|du|da|do|del|à)\s+(?:the\s+|la\s+|l['’])?$", re.IGNORECASE)
HEAD = re.compile(
    r"\b(?:office|role|post|position|function|holder|country|state|fonction|charge|cargo|función|função)\s*$", re.I
)
SINCE_THEN = re.compile(r"\b(?:since|depuis|desde)\b", re.IGNORECASE)
WAS_UNDER = re.compile(r"\b(?:was|were|était|fut|estuvo|estaba|esteve|estava)(?:\s+[^\W\d]+)?\s*$", re.IGNORECASE)
WILL_BE_UNDER = re.compile(r"\b(?:will\s+be|sera|estará|ficará)(?:\s+[^\W\d]+)?\s*$", re.IGNORECASE)
# straight before a verb whose holder stands behind it: `la presidencia la ejerce X`, `cuya presidencia ostenta X`
RELATIVE = re.compile(
    r"[\s,]*(?:(?:pro\s+t[eé]mpore|that|which|que|qu['’]|la|lo|a)(?:[\s,]+|(?<=['’])|$))*", re.IGNORECASE
)
PRONOUN = re.compile(r"\b(?:la|lo|que|qu['’])\s*$", re.IGNORECASE)
OBJECT = re.compile(r"(?:\bl?a\s+|\bl['’])$", re.IGNORECASE)  # `Cabo Verde, que a exerce`, `Chile la ejerció`
ADJECTIVES = re.compile(
    r"(?:\s+(?:pro\s+t[eé]mpore|tournante|rotativa|rotatoria|rotatória|actuelle|actual|atual))*", re.IGNORECASE
)
OWN_TURN = re.compile(r"(?:['’]s|(?<=s)['’])\s+turn\b", re.IGNORECASE)
# what may stand before a verb whose subject, the office, was named before
TO_OFFICE = re.compile(
    r"\s+(?:to|as|for|à|comme|para|a|como|pour)\s+(?:(?:the|its|la|sa|le|el|su|o|a|sua|exercer|ejercer|assurer)\s+){0,3}",
    re.I,
)
BARE = re.compile(
    r"[\s,]*(?:(?:and|et|y|e|but|now|later|then|which|qui|que|it|elle|ella|ela|cette\s+dernière|when|cuando|quando"
    r"|currently|today|hoy|hoje|aujourd['’]hui|actuellement|actualmente|atualmente|ahora|agora|désormais|le|lui|lhe"
    r"|(?:the|la|le|el|a|o)\s+(?:first|second|last|premi[eè]re|seconde|deuxième|dernière|primera|segunda|última|primeira)"
    r"|year\s+in\s+which|année\s+où|año\s+en\s+que|ano\s+em\s+que)(?:\s+|$)){0,3}",
    re.IGNORECASE,
)
# `in the summer of 2025 it will pass to X`, `este año le corresponde a X`
FIRST_WHEN = re.compile(
    r"[\s,]*(?:(?:and|et|y|e)\s+)?(?:(?:(?:in|from|as\s+of|on|at|en|à|au|em|no|a|desde|depuis|a\s+partir\s+d[eo])\s+)(?:[^\W\d]+\s+){0,5}?\d{4}"
    r"|(?:this|next|cette|este|neste|en\s+este)\s+(?:year|term|année|année-ci|año|ano|semestre|bienio|biénio|periodo))\b,?\s*",
    re.IGNORECASE,
)
# the object of a verb is something else that was named: `preside la de niñez`, `chairs that on returns`
THE_OTHER_ONE = re.compile(
    r"\s*(?:à\s+)?(?:(?:that|those|the\s+ones?)\s+(?:of|on|for|about)|(?:celles?|celui|ceux)\s+(?:de|du|des|d['’]|sur|relati)"
    r"|(?:la|el|las|los)\s+(?:del?|sobre)\s|(?:as?|os?|à|ao)\s+(?:d[eoa]s?|sobre)\s)",
    re.IGNORECASE,
)
BEING = re.compile(r"\b(?:be|sera|será|ser)\s*$", re.IGNORECASE)
THEN = re.compile(
    r"^\s*(?:después|luego|a\s+continuación|ensuite|puis|depois|em\s+seguida|then)\s(?!d(?:el?|as?|os?)\s)",
    re.IGNORECASE,
)
OF_THE_CHAIR = re.compile(r"['’]s\b")  # `has the chair's support`
INTRANSITIVE = re.compile(r"preside[mn]?|presidió|presidiu|presidir[áã]o?n?", re.IGNORECASE)  # `en 2025 preside Panamá`
WHEN = re.compile(
    r"\b(?:since|from|until|till|to|in|for|as\s+of|this\s+year|depuis|jusqu\w*|en|dès|desde|hasta|el|de|del|até|em|o|at\s+present|currently|conjointement|actuellement|actualmente|atualmente)\b",
    re.IGNORECASE,
)
WORDS = re.compile(r"[^\W\d]{2}")
DATED = re.compile(r",?\s*(?:since|depuis|desde|en|em|in)\s+(?:[^\W\d]+\s+(?:de\s+)?)?\d{4},?", re.IGNORECASE)


def _office(clause: str, implied: bool) -> bool:
    return implied or pattern("chair", "nouns").search(clause) is not None


def given(clause: str, implied: bool, known: bool, mechanism: str | None) -> list[Chair]:
    """`is chaired by X`, `the Presidency went to X`, `it is the turn of X to chair`. `known`: the office was named
    before, so that a clause that begins with its verb is about it.
    """
    found = _by(clause, implied, known, mechanism)
    if found is not None:
        return found
    return _went(clause, implied, known) or _led(clause, mechanism) or _turn(clause, mechanism)


def _by(clause: str, implied: bool, known: bool, mechanism: str | None) -> list[Chair] | None:
    for role, key in (("incoming", "by_incoming"), ("past", "by_past"), ("chair", "by"), ("chair", "by_bare")):
        by = said_by(key, clause)
        if not by or about_a_session(last_words(clause[: by.start()])):
            continue
        before, after = clause[: by.start()], clause[by.end() :]
        named = implied or (known and (BARE.fullmatch(before) is not None or by.group().lower().startswith("la ")))
        if another_subject(before, mechanism):
            return []
        if key == "by_bare" and not _office(last_words(before), named):
            continue
        if by.group().lower().startswith(("under", "sous", "bajo", "sob")):
            if about_a_session(clause):
                continue
            role = "past" if WAS_UNDER.search(before) else "incoming" if WILL_BE_UNDER.search(before) else role
        if not _office(by.group() + clause, named) and not STEM.search(by.group()):
            continue
        if key == "by_past" and SINCE_THEN.search(clause):  # `La présidence a été assurée par X depuis 2019`
            role = "chair"
        role = _said(before, role) if role != "incoming" else role
        words = by.group() if CO.search(by.group()) else before if CO.search(clause) else ""
        return _all(by_name(after), role, words or by.group(), clause, by.end())
    return None


def _went(clause: str, implied: bool, known: bool) -> list[Chair]:
    for role, key in (("incoming", "will_go"), ("past", "went_past"), ("chair", "went")):
        went = said_by(key, clause)
        if went is None:
            continue
        before = clause[: went.start()]
        named = implied or (known and _bare(before))
        if _office(last_words(before), named) and not _beside(before):
            return _all(by_name(clause[went.end() :]), _said(clause[: went.end()], role), "", clause, went.end())
    return []


def _led(clause: str, mechanism: str | None) -> list[Chair]:
    """`The Dialogue is steered by X`: of a mechanism, whoever leads it chairs it."""
    for role, key in (("incoming", "led_by_incoming"), ("past", "led_by_past"), ("chair", "led_by")):
        led = said_by(key, clause)
        if led and speaks_of_the_mechanism(last_words(clause[: led.start()], FAR), mechanism):
            if another_subject(clause[: led.start()], mechanism):
                return []
            co = "co-" if led.group().lower().find("co-led") >= 0 else ""
            return _all(by_name(clause[led.end() :]), f"{co}{role}" if role == "chair" else role, "", clause, led.end())
    return []


def _turn(clause: str, mechanism: str | None) -> list[Chair]:
    """`C'est au tour de X de présider`, `corresponde a X ejercer la presidencia`."""
    for role, key in (("incoming", "will_turn"), ("past", "turn_past"), ("chair", "turn")):
        turn = said_by(key, clause)
        row = row_after(clause, turn.end()) if turn else ()
        if row and _to_chair(clause[row[-1].end :], mechanism):
            return _all(row, role, "", clause, row[-1].end)
    own = OWN_TURN.search(clause)
    row = row_before(clause[: own.start()], far=0) if own else ()
    if own and row and _to_chair(clause[own.end() :], mechanism):
        return _all(row, "chair", "", clause, own.end())
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
        return _all(row, "incoming", coming.group(), clause, row[-1].end)
    noun = pattern("chair", "nouns").search(clause, to.end()) if to else None
    noun = noun or (form("chair", "apposed").search(clause, to.end()) if to else None)
    if to is None or noun is None or noun.start() != to.end():
        return []
    return _all(row, "chair", noun.group(), clause, row[-1].end)


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


def _to_chair(rest: str, mechanism: str | None) -> bool:
    """What it is the turn of somebody to do: to chair, or to lead the mechanism."""
    words = first_words(rest)
    if about_a_session(words):
        return False
    lead = form("chair", "steering").search(words)
    return STEM.search(words) is not None or bool(lead and _the_mechanism(words[lead.end() :], mechanism))


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


def holding(
    clause: str, subject: Holders, implied: bool, known: bool, mechanism: str | None, earlier: str = ""
) -> tuple[list[Chair], Holders]:
    """`X held the Presidency in 2000`. Without a holder of its own a clause goes on about the one before it; `known`:
    the office was named before, so that `it` may stand for it. `earlier`: what stands before the clause.
    """
    if led := _leading(clause, mechanism):
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
        named = _office(clause[verb.start() :], implied) or (known and IT.match(after) is not None)
        named = named or _office_before(before, own) or (known and OBJECT.search(before) is not None)
        if not (subject and (named or spoken)) or about_a_session(first_words(after)):
            return [], subject
        if turned and (about_a_session(last_words(before, 4)) or pattern("bodies", "others").search(masked(before))):
            return [], ()
        if spoken and (
            another_object(after, mechanism)
            or ((IT.match(after) or OBJECT.search(before)) and about_a_session(f"{earlier} {before}"))
        ):
            return [], ()
        if key == "past" and (term_of(clause) or "").endswith("/.."):
            role = "chair"
        if CO.search(first_words(after)):
            role = "co-chair" if role == "chair" else role
        origin = re.search(r"\bfrom\s+(?:the\s+)?", after)
        givers = row_after(after, origin.end()) if role != "past" and origin else ()
        givers = () if origin and ANOTHER_VERB.search(after, 0, origin.start()) else givers
        if givers:  # their names part no date from those who took over
            start, end = verb.end() + origin.start() if origin else 0, verb.end() + givers[-1].end
            clause = clause[:start] + " " * (end - start) + clause[end:]
        return _all(subject, role, verb.group(), clause, verb.end()) + [
            chair(h, "chair" if role == "incoming" else "past", None) for h in givers
        ], subject
    return [], subject


def _leading(clause: str, mechanism: str | None) -> list[Chair]:
    """`X leads the Process`, `encabeza el foro X`."""
    for role, key in (("incoming", "will_lead"), ("chair", "leads"), ("past", "led")):
        verb = said_by(key, clause)
        if not verb:
            continue
        before, after = clause[: verb.start()], clause[verb.end() :]
        end = _the_mechanism(after, mechanism)
        behind = row_after(after, end) if end else ()
        if end is None or OF_THE_CHAIR.match(after, end) or (not behind and _goes_on(after[end:])):
            return []
        role = "chair" if role == "past" and (term_of(clause) or "").endswith("/..") else role
        return _all(row_before(before, far=FAR) or behind, role, "", clause, verb.end())
    return []


def _goes_on(rest: str) -> bool:
    """More is said than when: `leads the Process towards better data` tells of no office."""
    words = re.split(r"[,;.]|\s(?:and|et|y|e)\s", rest)[0]
    for date in reversed(find_dates(words, years=True)):
        words = words[: date.start] + words[date.end :]
    return WORDS.search(WHEN.sub(" ", words)) is not None


def _the_mechanism(words: str, mechanism: str | None) -> int | None:
    """Where the mechanism's name, or the word for it, ends at the beginning of some words."""
    articles = ARTICLES.match(words)
    start = articles.end() if articles else 0
    if itself := pattern("bodies", "itself").match(words, start):
        return itself.end()
    if (itself := pattern("bodies", "unnamed").match(words, start)) and row_after(words, itself.end()):
        return itself.end()
    for match in find_mechanisms(words):
        if match.start <= start + 1:
            return match.end if names_the_mechanism(words[: match.end], mechanism) else None
    return None


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
    return row_after(after, _the_mechanism(after[:NAME], mechanism))


def _office_before(before: str, own: Holders) -> bool:
    """The office stands before its verb, and between them only who holds it and words that point back to it."""
    nouns = list(pattern("chair", "nouns").finditer(before))
    if not nouns:
        return False
    gap = before[nouns[-1].end() : own[0].start if own else len(before)]
    whose = OWN.match(gap)
    return RELATIVE.fullmatch(gap[whose.end() if whose else 0 :]) is not None


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
    term = term_of(AND_SO.split(near)[0]) or term_of(near) or (None if founded else term_of(clause[:at]))
    gapped = [
        chair(hit, role, bounded(after, date))
        for hit, date in _dated(after)
        if hit.who not in mine and GAPPED.search(after[: hit.start])
    ]
    return [chair(hit, role, term) for hit in holders] + (gapped if term else _then_too(after, role))


def _then_too(after: str, role: str) -> list[Chair]:
    """Who held it next, where it is over: `Nigeria held it first, then Gabon`."""
    joint = THEN_TOO_AT.search(after) if role == "past" else None
    row = row_after(after, joint.end()) if joint else ()
    return [chair(hit, role, None) for hit in row if not WORDS.match(after[row[-1].end :].lstrip())]


def _dated(text: str) -> list[tuple[Holder, DateMatch]]:
    """Holders with a date straight behind them."""
    dates = find_dates(text, years=True)
    return [
        (hit, date)
        for hit in (find_holders(text) if dates else ())
        for date in dates
        if date.start >= hit.end and len(text[hit.end : date.start].split()) <= 2
    ]
