"""Who the secretariat is, in sentences: `IOM serves as the secretariat`, `The Secretariat is provided by ICMPD`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.extract.gated import holds_any
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import ARTICLES, NAME, OF, masked, names_the_mechanism, of_another
from monitor.extract.prose.clauses import JOIN, LEAD
from monitor.extract.prose.holders import Holder, Holders, find_holders
from monitor.extract.prose.verbs import alternatives, form
from monitor.extract.values.organisations import find_organisations
from monitor.lookups import table
from monitor.lookups.mechanisms import find_mechanisms

STEMS = ("secretar", "secrétar")  # no sentence without it is about one
END = re.compile(r";|,?\s(?:which|that|with|since|qui|que|con|avec|com|desde|depuis)\s|\.\s")
FAR = 7  # words between who serves and the verb: `IOM, together with its partners, acts as secretariat`
# `pela OIM e pelo ACNUR`, `au HCR et à l'OIM`
AGAIN = re.compile(
    r"\b(?:by|to|par|por|pelo|pela|à|au|aux|al|ao|the|o|a|el|la|le|del?|do|da|l['’]|d['’])(?!\w)", re.IGNORECASE
)
WITH = re.compile(r"\b(?:with|avec|con|com)\s+(?:the\s+|la\s+|le\s+|el\s+|a\s+|o\s+|l['’])?$", re.IGNORECASE)
ITS = re.compile(r"\b(?:its|whose|son|dont\s+le|su|cuya|seu|cujo|sua|cuja)\s+(?:\w+\s+)?$", re.IGNORECASE)
# `declined to act`, `a candidate to host`: what somebody is to do is not done, unless it goes on
TO = re.compile(
    r"(?<!\bcontinues )(?<!\bcontinue )(?<!\bcontinued )(?<!\bcontinuing )\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
NEAR = 5  # words before the office in which another body may own it


def find_secretariats(text: str, mechanism: str | None = None) -> tuple[tuple[Holder, str], ...]:
    """The known organisations and countries that a text plainly says are the secretariat, each with its sentence.

    `mechanism`: whose secretariat it is to be; a sentence that names only others speaks of theirs.
    """
    found: dict[str, tuple[Holder, str]] = {}
    for sentence in _sentences(text, mechanism):
        for who in _serving(sentence):
            found.setdefault(who.who, (who, sentence))
    return tuple(found.values())


def _sentences(text: str, mechanism: str | None) -> Iterator[str]:
    """The sentences about a secretariat that may be the mechanism's."""
    for sentence in sentences(text) if holds_any(text, STEMS) else ():
        if holds_any(sentence, STEMS) and not _of_others(sentence, mechanism):
            yield sentence


def _of_others(sentence: str, mechanism: str | None) -> bool:
    """The sentence names mechanisms, or whose secretariat it is, and not this one."""
    if mechanism is None or names_the_mechanism(sentence, mechanism):
        return False
    if find_mechanisms(sentence):
        return True
    offices = form("secretariat", "office").finditer(sentence)
    owners = (OF.match(sentence, office.end()) for office in offices)
    return any(of and of_another(sentence[of.end() :], mechanism) for of in owners)


def _serving(sentence: str) -> Holders:
    if who := _housed(sentence):
        return who
    if pattern("secretariat", "unsure").search(sentence):
        return ()
    if by := form("secretariat", "served_by").search(sentence):
        who = _row_after(sentence[by.end() :])
        if who and not _another(sentence, by):
            return (*_beside(sentence, by), *who)
    verb = form("secretariat", "serves").search(sentence)
    if verb and not TO.search(sentence[: verb.start()]):
        before = _without_hosts(sentence[: verb.start()])
        # `Ejerce la secretaría la CEPAL`: the verb opens the sentence, and who does it comes behind
        who = _row_before(before) or (() if before.strip() else _row_after(_without_kind(sentence[verb.end() :])))
        if who and not _another(sentence, verb):
            return (*who, *_jointly(sentence[verb.end() :], who))
    if held := form("secretariat", "in_office").search(sentence):
        who = _row_before(sentence[: held.start()], 0)
        if who and WITH.search(sentence[: who[0].start]) and not _another(sentence, held):
            return who
    return ()


def _beside(sentence: str, by: re.Match[str]) -> Holders:
    """Who serves beside those behind the office: `ICMPD acts as secretariat together with IOM`."""
    verb = form("secretariat", "serves").search(sentence, 0, by.end())
    if verb is None or not verb.start() < by.start() < verb.end():
        return ()
    return _row_before(_without_hosts(sentence[: verb.start()]))


def _jointly(behind: str, who: Holders) -> Holders:
    """Who serves with those before the verb: `ICMPD acts as the secretariat of the Process, jointly with IOM`."""
    said = pattern("secretariat", "jointly").search(behind)
    if said is None or find_holders(behind[: said.start()]):
        return ()
    others = _row_after(behind[said.end() :])
    return tuple(one for one in others if one.who not in {served.who for served in who})


def _without_hosts(before: str) -> str:
    """`The Support Unit, (run by IOM in Lima,) serves as secretariat`, `IOM, (supported by UNHCR,) serves`: who runs or
    helps the body that serves is another one, and so is who did before it: `ICMPD, (which replaced IOM,) serves`.
    """
    return _hosts().sub(" ", before)


@cache
def _hosts() -> re.Pattern[str]:
    done = alternatives(table("verbs")["secretariat"]["given"])
    by = alternatives(table("verbs")["secretariat"]["by"])
    helped = pattern("secretariat", "helped_by").pattern
    which = r"(?:(?:which|that|qui|que)\s+\S+\s+)?"
    after = (
        rf"(?:(?:which|that|who|qui|que)\s+(?:\S+\s+)?)?(?:{alternatives(table('verbs')['secretariat']['replaces'])})\b"
    )
    said = rf"(?:{which}(?:(?:{done})\s+(?:{by})\b|{helped})|{after})"
    return re.compile(rf"(?<=[^,]),\s+{said}[^,;]*,", re.IGNORECASE)


def _housed(sentence: str) -> Holders:
    """`O secretariado funciona no ICMPD`: the organisations; a country is only where it is."""
    housed = form("secretariat", "housed_at").search(sentence)
    if housed is None or _another(sentence, housed):
        return ()
    said = sentence[: housed.end()].rstrip().rpartition(" ")[0]  # the Portuguese `no` denies nothing
    who = () if pattern("secretariat", "unsure").search(said) else _row_after(sentence[housed.end() :])
    return () if any(one.country for one in who) else who


def _another(sentence: str, said: re.Match[str]) -> bool:
    """The secretariat is that of another body: a working group, the African Union."""
    *_, office = form("secretariat", "office").finditer(sentence, said.start(), said.end())
    before, after = sentence[: office.start()], sentence[office.end() :]
    # `The working group has seven members and its secretariat is ...`
    opening = ARTICLES.sub("", sentence, count=1)
    named = any(o.start == 0 and o.id for o in find_organisations(opening))  # `La Secretaría General Iberoamericana`
    if ITS.search(before) and pattern("bodies", "others").match(opening) and not named:
        return True
    others = pattern("chair", "other_offices")
    if any(others.search(masked(" ".join(words))) for words in (before.split()[-NEAR:], after.split()[:NEAR])):
        return True
    rest = after[of.end() :] if (of := OF.match(after)) else ""
    return any(o.start == 0 and o.id for o in find_organisations(rest)) and not names_the_mechanism(rest[:NAME], None)


def _row_after(after: str) -> Holders:
    """The holders in a row straight behind a verb."""
    clause = END.split(after)[0]
    hits = find_holders(clause)
    if not hits or not LEAD.fullmatch(clause[: hits[0].start]):
        return ()
    row = [hits[0]]
    for hit in hits[1:]:
        if not _joined(clause[row[-1].end : hit.start]):
            break
        row.append(hit)
    return tuple(row)


def _without_kind(after: str) -> str:
    """`Actúan como secretaría (conjunta) la OIM y el ACNUR`"""
    kind = pattern("secretariat", "kinds").match(after.lstrip())
    return after.lstrip()[kind.end() :] if kind else after


def _row_before(before: str, far: int = FAR) -> Holders:
    """The holders in a row that do what the verb says: the last ones before it."""
    hits = find_holders(before)
    if not hits or len(before[hits[-1].end :].split()) > far:
        return ()
    row = [hits[-1]]
    for hit in reversed(hits[:-1]):
        if not _joined(before[hit.end : row[0].start]):
            break
        row.insert(0, hit)
    if before[: row[0].start].strip() and row[0].country and not row[-1].country:
        row = [one for one in row if not one.country]  # `La presidencia la ostenta Perú, y la OIM ...`: two clauses
    return tuple(row)


def _joined(between: str) -> bool:
    """Two names in a row, parted by a comma or `and`: `IOM Kenya` is one."""
    return bool(between.strip()) and JOIN.fullmatch(AGAIN.sub(" ", between)) is not None
