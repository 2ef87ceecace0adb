"""Who chairs, in sentences: `Portugal held the Presidency in 2000, having assumed it again in 2015`.

Plain forms only: somebody holds the office, it is held by somebody, it went to somebody (prose/holding.py), somebody
handed it over or follows (prose/handovers.py), or somebody is called the chair (prose/offices.py). A sentence about
another body's office or a single sitting's chair says nothing here, nor does a plan or a denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from monitor.extract.gated import holds_any
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import about_a_session, office_elsewhere, without_relatives
from monitor.extract.prose.clauses import clauses, row_at_end
from monitor.extract.prose.handovers import FORMERLY, before_who_follows, following, handed
from monitor.extract.prose.holders import Holders, Said, find_holders, row_before, said_by, term_of
from monitor.extract.prose.holding import elected, given, goes_to, holding, is_bare
from monitor.extract.prose.offices import beside_office, by_adjective, called, listed
from monitor.extract.prose.predecessors import gave_to_them, predecessors
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import Chair
from monitor.lookups import table

VERB = re.compile(r"(?:co-)?chairs?\s+(?:the|it)\b", re.IGNORECASE)  # `ICMPD chairs the Process`: no office of ICMPD's
FORMER = re.compile(r"\b(?:the\s+former|le\s+premier|la\s+première|el\s+primero|o\s+primeiro)\b", re.IGNORECASE)
LATTER = re.compile(r"\b(?:the\s+latter|le\s+second|la\s+seconde|el\s+segundo|o\s+segundo)\b", re.IGNORECASE)
MOST = 6  # words between `the former` and the date of its term
# `until 2021, when it passed to Kenya`: one date for both
WHEN = re.compile(
    r"[\s,]*(?:when|at\s+which\s+point|date\s+à\s+laquelle|cuando|quando|year\s+in\s+which|ann[ée]e\s+où|año\s+en\s+que|ano\s+em\s+que|fecha\s+en\s+que|quando|altura\s+em\s+que)\b",
    re.I,
)
# `Ecuador, which will hold it for a year`
RELATIVE = re.compile(r"[\s,]*(?:who|which|qui|que|quien|quem|quienes)\s", re.IGNORECASE)
HELD_IT = re.compile(r"\b(?:l?a|l['’](?:a|avait|ont|avaient)?|la\s+(?:ha|han|había|habían))\s*$", re.IGNORECASE)
IT_BEHIND = re.compile(r"\s+it\b", re.IGNORECASE)
CLEFT = re.compile(r"\s*(?:that|who|which|qui|que|quien|quem)\s", re.IGNORECASE)
SINCE_THEN = re.compile(
    r"\b(?:since\s+then|ever\s+since|since\s*[.,]?$|depuis\s+lors|desde\s+entonces|desde\s+então)", re.IGNORECASE
)
NOW = re.compile(r"\b(?:now|currently|désormais|actuellement|ahora|actualmente|agora|atualmente)\b", re.IGNORECASE)
# `is chaired, since January 2024, by Malta`: when stands between
AROUND = re.compile(
    r"\b((?:is|est|es|é|está|has\s+been|a\s+été)\s+[^\W\d]+),?\s+((?:since|depuis|desde)\s+[^,;.]{4,24}?),?\s+(by|par|por|pelo|pela)\b",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"\s*(?:(?:the|its|la|sa|su|el|o|a|sua|each|every|chaque|cada)\s+|l['’])?(?:rotating\s+)?", re.IGNORECASE
)
# what may stand for the office: `la ejerció`, `l'exerça`, `handed it over`, `Elle est exercée`
PRONOUN = re.compile(r"\b(?:it|la|a|elle|ella|ela|les?|quien)\s|\bl['’]|\bit\b", re.IGNORECASE)
# a sentence about whom the one before named
GOES_ON_ABOUT = re.compile(
    r"\s*(?:it|he|she|elle|il|ella|él|ela|ele|(?:this|that|ce|cet|cette|este|ese|esse)\s+(?:country|state|pays|état|país|estado))\s",
    re.IGNORECASE,
)
# a verb with its pronoun behind it or within: `exerce-a`, `passá-la-á`
ENCLITIC = re.compile(r"\b([^\W\d]{4,})-(?:a|na)(?=[\s,.;]|$)")
DATIVE = re.compile(r"\b(presid\w+)-lhes?\b", re.IGNORECASE)  # `Preside-lhe a Espanha`
MESOCLITIC = re.compile(r"\b([^\W\d]+?)([áêi])-la-(á|ão)\b")
# Portuguese `no dia 19`, `no Brasil` denies nothing, as the `no` of other languages does
IN_THE = re.compile(
    r"\bno\s+(?=(?:dia|mês|ano|próximo|seu|início|fim|final|âmbito|quadro|contexto|decurso|decorrer|primeiro|segundo|período"
    r"|momento|biénio|biênio|triénio|triênio|mandato|semestre|cargo|processo|fórum|diálogo)\b|[A-ZÀ-ÖØ-Þ][a-zà-ÿ])"
)
Key = tuple[str, str, str | None]


@cache
def _stems() -> tuple[str, ...]:
    """No sentence without one of these speaks of the office."""
    return tuple(stem.lower() for stem in table("verbs")["chair"]["stems"])


def find_chairs(text: str, mechanism: str | None = None, *, under_label: bool = False) -> tuple[tuple[Chair, str], ...]:
    """The chairs that a paragraph about a mechanism states, each once, with its sentence.

    `under_label`: the text stands under a label for the chair, so that it need not name the office.
    """
    if not under_label and not holds_any(text, _stems()):
        return ()
    found: dict[Key, tuple[Chair, str]] = {}
    two: Holders = ()
    said = Said()
    before = ""
    for sentence in sentences(text):
        named = IN_THE.sub("em ", _named(sentence, two))
        told: list[Chair] = []
        of_it = bool(before) and not said.sitting and PRONOUN.search(named) is not None and _turns_on(before)
        if under_label or of_it or holds_any(named, _stems()):
            told = _sentence(named, mechanism, under_label, said, spoken=of_it)
        if not told and said.holders and not (holds_any(named, _stems()) or pattern("chair", "unsure").search(named)):
            told = _going_on(named, said)
        for who in told:
            found.setdefault((who.role, _who(who), who.term), (who, sentence))
        said = replace(_last_said(named, told), sitting=about_a_session(named))
        before = (
            "" if pattern("chair", "other_offices").search(sentence) or _elsewhere(sentence, mechanism) else sentence
        )
        pair = find_holders(sentence) if FORMER.search(text) else ()
        two = pair if len(pair) == 2 else ()
    for key in _superseded(found):
        was, quote = found.pop(key)
        found.setdefault(("past", *key[1:]), (replace(was, role="past"), quote))
    for key in list(found):  # `X took it over and will hold it for a year`
        if key[0] == "chair":
            found.pop(("incoming", key[1], None), None)
    dated = {(role, who) for role, who, term in found if term}
    for start, end in _halves(found):
        first = found.pop(start)
        found.pop(end)
        whole = replace(first[0], term=(start[2] or "").removesuffix("/..") + "/" + (end[2] or "")[3:])
        found[whole.role, _who(whole), whole.term] = (whole, first[1])
    return tuple(kept for (role, who, term), kept in found.items() if term or (role, who) not in dated)


def _turns_on(sentence: str) -> bool:
    """The sentence begins or ends with the office, so that a pronoun in the next one stands for it."""
    return any(
        FIRST.fullmatch(sentence, 0, noun.start()) or not sentence[noun.end() :].strip(" .;:")
        for noun in pattern("chair", "nouns").finditer(sentence)
    )


def _going_on(sentence: str, said: Said) -> list[Chair]:
    """A sentence without a word for the office that goes on about whom the one before named."""
    told: list[Chair] = []
    for clause in _clauses(_pronouns_first(sentence)):
        verb = said_by("succeeded", clause)
        pronoun = GOES_ON_ABOUT.match(clause) is not None or (verb is not None and verb.start() == 0)
        chairs = (handed(clause, said, spoken=True) if pronoun else []) or following(clause, said)
        if pronoun and not chairs:
            chairs = predecessors(clause, [], said)
        told += chairs or ([] if said.sitting else _held_it(clause))
    return told


def _held_it(clause: str) -> list[Chair]:
    """`Antes de Chile la ocuparon Argentina y Perú`: of the office in the sentence before."""
    verbs = (said_by(key, clause) for key in ("incoming", "current", "past"))
    if not any(v and (HELD_IT.search(clause, 0, v.start()) or IT_BEHIND.match(clause, v.end())) for v in verbs):
        return goes_to(clause)
    return holding(clause, (), False, True, None)[0]


def _superseded(found: Iterable[Key]) -> list[Key]:
    """Who took the chair in one year, where somebody else took it in a later one."""
    since = [key for key in found if key[0] == "chair" and key[2] and "/" not in key[2].removesuffix("/..")]
    return [
        one
        for one in since
        if "/" not in (one[2] or "") and any(o[1] != one[1] and (o[2] or "") > (one[2] or "") for o in since)
    ]


def _halves(found: Iterable[Key]) -> list[tuple[Key, Key]]:
    """Terms of one chair of which one sentence says the beginning and another the end."""
    keys = list(found)
    return [
        (one, other)
        for one in keys
        for other in keys
        if one[:2] == other[:2]
        and one[0] == "chair"
        and one[2] is not None
        and "/" not in one[2].removesuffix("/..")
        and (other[2] or "").startswith("../")
        and one[2] < (other[2] or "")[3:]
    ]


def _who(chair: Chair) -> str:
    return chair.country or chair.id or chair.name


def _named(sentence: str, two: Holders) -> str:
    """The sentence with the names for `the former` and `the latter` of the two that the one before named."""
    if len(two) != 2 or not (FORMER.search(sentence) and LATTER.search(sentence)):
        return sentence
    return LATTER.sub(two[1].name, FORMER.sub(two[0].name, sentence))


def _pronouns_first(sentence: str) -> str:
    """`a Itália exerce-a`, `passá-la-á à Itália`: `a Itália a exerce`, `a passará à Itália`."""
    if "-" not in sentence:
        return sentence
    moved = MESOCLITIC.sub(
        lambda v: f"a {v[1]}{ {'á': 'a', 'ê': 'e', 'i': 'i'}[v[2]] }r{v[3]}", DATIVE.sub(r"\1", sentence)
    )
    return ENCLITIC.sub(r"a \1", moved)


def _sentence(sentence: str, mechanism: str | None, implied: bool, said: Said, *, spoken: bool = False) -> list[Chair]:
    plain = _pronouns_first(_without_adverbs(_without_vice(without_relatives(sentence, mechanism))))
    if rows := listed(plain, mechanism):
        return rows
    found: list[Chair] = []
    spoken = spoken or implied
    for part in re.split(r";\s+", plain):
        if found and FORMER.search(part):
            found = _terms_of_two(found, part)
            continue
        told = _part(part, mechanism, implied, spoken, said)
        said = _last_said(part, told)
        found += told
        spoken = spoken or pattern("chair", "nouns").search(part) is not None
    return found


@cache
def _adverbs() -> re.Pattern[str]:
    words = table("phrases")["chair"]
    be, adverbs = ("|".join(map(re.escape, sorted(words[key], key=len, reverse=True))) for key in ("to_be", "adverbs"))
    return re.compile(rf"\b({be})\s+(?:{adverbs})(?=\s)", re.IGNORECASE)


def _without_adverbs(sentence: str) -> str:
    return _late_adverbs().sub(" ", _adverbs().sub(r"\1", AROUND.sub(r"\2, \1 \3", sentence)))


@cache
def _late_adverbs() -> re.Pattern[str]:
    """`est exercée actuellement par X`, `está presidido en este momento por X`."""
    adverbs = "|".join(map(re.escape, sorted(table("phrases")["chair"]["adverbs"], key=len, reverse=True)))
    return re.compile(rf"(?<=[edéaos])\s+(?:{adverbs})\s+(?=(?:by|par|por|pel[oa])\s)", re.IGNORECASE)


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


def _part(part: str, mechanism: str | None, implied: bool, spoken: bool, said: Said) -> list[Chair]:
    if pattern("chair", "other_offices").search(part):
        return []
    found: list[Chair] = []
    subject: Holders = ()
    office = (
        implied
        or spoken
        or any(
            named.search(part)
            for named in (pattern("chair", "nouns"), form("chair", "apposed"), form("chair", "with_it"))
        )
    )
    until: str | None = None  # when the term of the clause before ends
    gone = ""  # `Having chaired it from 2018 to 2020, X ...`: who did stands behind
    known = spoken
    start = 0  # of the words that are about this office
    for clause in _with_clefts(_clauses(part)):
        known = known or pattern("chair", "nouns").search(part, start, max(start, part.find(clause))) is not None
        at = part.find(clause)
        if pattern("chair", "unsure").search(clause) or _elsewhere(clause, mechanism):
            subject, known, spoken, start = (), False, False, at + len(clause)
            continue
        chairs = (
            gave_to_them(clause, said)
            or handed(clause, said, spoken=office)
            or beside_office(clause, mechanism)
            or by_adjective(clause, mechanism)
            or given(clause, implied, known, mechanism)
            or called(clause, mechanism)
            or elected(clause)
        )
        if chairs:
            subject = ()
        else:
            before = subject or (said.holders if said.role == "chair" else ())
            if RELATIVE.match(clause):  # `It succeeded X, who had chaired it`: X did
                before = _straight_before(part[:at])
            chairs, subject = holding(clause, before, implied, spoken or bool(found), mechanism, part[:at])
            chairs = chairs or following(clause, said, implied=implied)
        earlier = predecessors(clause, chairs, said)
        chairs += earlier
        chairs = [_still(c) for c in chairs]
        chairs = [_since_then(c, clause, said.until) for c in chairs]
        if gone and (term := term_of(gone)):
            chairs = [replace(c, term=c.term or term) if c.role == "past" else c for c in chairs]
        gone = clause if FORMERLY.match(clause) and not chairs else ""
        if until and WHEN.match(clause):
            chairs = [replace(c, term=until) if c.role == "chair" and not c.term else c for c in chairs]
        if (NOW.search(clause) or is_bare(clause)) and any(c.role == "chair" for c in chairs):
            found = [replace(c, role="past") if _over(c, chairs) else c for c in found]
        if chairs and not (said.role == "chair" and all(c in earlier for c in chairs)):
            said = _last_said(clause, chairs)
        until = (term_of(clause) or "").removeprefix("../") or None
        found += chairs
    return found


def _clauses(part: str) -> tuple[str, ...]:
    return tuple(half for clause in clauses(part, _speaks) for half in before_who_follows(clause))


def _with_clefts(found: tuple[str, ...]) -> list[str]:
    """The clauses, with one in which somebody does what is said of whom the one before ends with: `it is Qatar that
    presides`.
    """
    whole: list[str] = []
    for clause in found:
        if whole and CLEFT.match(clause) and row_before(whole[-1], far=0):
            whole[-1] += clause
        else:
            whole.append(clause)
    return whole


def _straight_before(words: str) -> Holders:
    """Who is named at the very end of some words."""
    return row_at_end(words, find_holders(words), far=0)[-1:]


def _still(chair: Chair) -> Chair:
    """`X will act as chair until 2027`: it is already there."""
    return replace(chair, role="chair") if chair.role == "incoming" and (chair.term or "").startswith("..") else chair


def _since_then(chair: Chair, clause: str, until: str | None) -> Chair:
    """`X has held it since then`: it still does, since the term that was named before ended."""
    if chair.term or chair.role not in ("chair", "past") or not SINCE_THEN.search(clause):
        return chair
    return replace(chair, role="chair", term=f"{until}/.." if until else None)


def _over(chair: Chair, now: list[Chair]) -> bool:
    """Somebody else chairs now, and of this one nothing says that it still does."""
    still = (chair.term or "").endswith("/..") or chair.role != "chair"
    return not still and _who(chair) not in {_who(c) for c in now}


def _last_said(words: str, chairs: list[Chair]) -> Said:
    """Whom words that go on would be about: the one who chairs, else the last that was named."""
    holders = find_holders(words) if chairs else ()
    for role in ("chair", "co-chair", "incoming", "past"):
        named = {_who(c) for c in chairs if c.role == role}
        if last := tuple(h for h in holders if h.who in named)[-1:]:
            ended = next((c.term[3:] for c in chairs if c.term and c.term.startswith("../")), None)
            return Said(last, role, ended)
    return Said()


def _speaks(words: str) -> bool:
    """The words hold one of the verbs by which an office is held, given or called."""
    return any(said_by(key, words) for key in _KEYS)


_KEYS = (
    "incoming", "current", "past", "by", "by_past", "by_incoming", "went", "went_past", "will_go", "handed",
    "will_hand", "received", "received_it", "left", "will_receive", "succeeded", "will_succeed", "succeeded_by",
    "will_be_succeeded_by", "preceded", "follows", "followed", "will_follow", "moved", "will_move", "leads", "led",
    "will_lead", "led_by", "led_by_past", "led_by_incoming", "as", "elects",
)  # fmt: skip


def _elsewhere(clause: str, mechanism: str | None) -> bool:
    return any(
        office_elsewhere(clause, noun.start(), noun.end(), mechanism)
        for noun in pattern("chair", "nouns").finditer(clause)
        if not VERB.match(clause, noun.start())
    )
