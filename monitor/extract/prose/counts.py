"""How many members the mechanism has, in a sentence: `The Process has 18 members`, `Twelve States take part in it`."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.gated import Gated, holds_digit
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import (
    OF,
    about_a_session,
    first_words,
    masked,
    of_a_group,
    of_another,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.clauses import LEAD
from monitor.extract.prose.verbs import form
from monitor.extract.values.countries import find_countries
from monitor.lookups import table
from monitor.lookups.folding import fold, words_in

CLAUSE = re.compile(r"[;:(]|,\s+(?!(?:and|y|et|e)\b)")
WHOSE = re.compile(r"\s*(?:the|its|these|those|all|les|ses|leurs|los|sus|las|os|as|os\s+seus|seus)?\s*", re.IGNORECASE)
# `(the 12 member States) of the Forum are: A, B`
ARE = re.compile(
    r"\s*(?P<of>(?:of|de|du|del|do|da)\s[^.;:,]{1,60}?)?\s*\b(?:are|include|sont|son|são|incluent|incluyen|incluem)\b"
    r"(?:\s+(?:as\s+follows|the\s+following|les\s+suivants|los\s+siguientes|os\s+seguintes))?\s*:?",
    re.IGNORECASE,
)
FEWEST = 2  # countries: one alone is no list
# what may stand between States and the verb behind them: `, of which nine are European,`, `of origin and transit`
OWN = re.compile(
    r"\s*(?:,\s*(?:of\s+which|of\s+whom|of\s+them|including|among\s+them|dont|parmi\s+lesquels|y\s+compris|de\s+ellos|entre\s+ellos"
    r"|de\s+los\s+cuales|incluidos|dos\s+quais|entre\s+eles|incluindo)\s[^,;:]{1,60},\s*)?"
    r"(?:(?:of|from|in|on|de|des|du|da|do|del|dos|das|en|em|d['’])\b[^;:.]{1,80}?(?=\s))?\s*"
)
# behind `a forum`, up to the number
OF_THEM = re.compile(
    r"(?:\s+(?:d['’])?[^\W\d]+){0,3}?\s+(?:of|between|among|amongst|entre|de|des|dos|formed\s+by|linking|que\s+reúne(?:\s+a)?)"
    r"\s*(?:(?:the|les|los|os)\s*)?",
    re.IGNORECASE,
)
IS_A = re.compile(
    r"\b(?:(?:is|remains|est|reste|constitue|es|constituye|é|constitui|se\s+trata\s+de|trata-se\s+de)"
    r"\s+(?:an?|the|une?|uno|una|uma?|le|la|el|o)?|il\s+s['’]agit\s+d['’]une?)\b",
    re.IGNORECASE,
)
# `(the six members) of the Forum (A, B and C)`
LISTED = re.compile(
    r"\s*(?P<of>(?:of|de|du|del|do|da)\s[^.;:,()—–]{1,60}?)?\s*(?:\(|:|—|–|\s-\s|,?\s*(?:namely|à\s+savoir|a\s+saber)\b)",
    re.IGNORECASE,
)
NEAR = 8  # characters before the first name of a list
FIRST = 4  # words in which a sentence names its subject
AND = re.compile(r"\s(?:and|et|y|e)$", re.IGNORECASE)
ARE_THOSE = re.compile(r"\s(?:son|sont|são|are)\s", re.IGNORECASE)  # `Doce (son) los Estados que integran el foro`
THAT = re.compile(r"\s*(?:que|qui|that|which|who)(?=\s)", re.IGNORECASE)
GROUP = re.compile(
    r"\s*(?:the|le|el|o)\s+(?:group|groupe|grupo)\s+(?!(?:on|of|for|sur|de|du|sobre|para)\s)", re.IGNORECASE
)
# behind the States of a mechanism that is called by what it is: what it is for, or nothing more
FOR = re.compile(
    r"\s*(?:(?:of|from|in|de|del|du|des|da|do|d['’])\s?[^,;:.]{1,50}?)?(?:[.]?\s*$|\s+(?:for|to|on|pour|para|sobre|sur|dedicat?ed)\b)",
    re.IGNORECASE,
)
WITH = re.compile(r"(?:with|avec|con|com)", re.IGNORECASE)
INDEFINITE = re.compile(r"(?:an?|une?|uno|una|uma?)\s", re.IGNORECASE)
OPEN_LIST = re.compile(r"\s*(?:$|[.:;,(]|[–—-]\s|as\s|como\s|comme\s|en\s+tant\s)")


@cache
def _numbers() -> dict[str, int]:
    spelt = table("phrases")["counts"]["words"].values()
    return {fold(word): number for words in spelt for number, word in enumerate(words, start=2)}


@cache
def _spelt() -> tuple[str, ...]:
    return tuple(word for words in table("phrases")["counts"]["words"].values() for word in words)


@cache
def _counted() -> re.Pattern[str]:
    """A number with what it counts: `18 member States`, `twelve participating countries`."""
    number = r"\d{1,3}|" + "|".join(map(re.escape, sorted(_spelt(), key=len, reverse=True)))
    kinds = "|".join(f"(?P<{kind}>{pattern('counts', kind).pattern})" for kind in ("members", "states", "bodies"))
    return re.compile(rf"(?<![\w.,/])(?P<number>{number})\s+(?:[^\W\d]+\s+){{0,2}}?(?:{kinds})", re.IGNORECASE)


@cache
def _number_words() -> frozenset[str]:
    """The words of numbers, of which one is in each number that is spelt out."""
    return frozenset(max(number.split(), key=len) for number in _numbers())


def may_count(text: str) -> bool:
    """False where no sentence of the text can say how many members there are: most hold no number of anything."""
    counted = any(pattern("counts", key).may_be_in(text) for key in ("members", "states", "bodies"))
    return counted and (holds_digit(text) or not _number_words().isdisjoint(words_in(text)))


def find_member_count(
    text: str, mechanism: str | None = None, *, under_label: bool = False
) -> tuple[int, str, str] | None:
    """(number, its words, sentence) of the first sentence that says how many members there are.

    `under_label`: the text stands under a label for members, so that it need not name the mechanism.
    """
    before = ""
    for sentence in sentences(text) if may_count(text) else ():
        before, last = sentence, before
        if of_a_group(sentence, last, mechanism):
            continue
        if counted := counted_members(sentence, mechanism, under_label):
            return number_of(counted), counted.group(), sentence
    return None


def number_of(counted: re.Match[str]) -> int:
    """The number that a match of `counted_members` stands for."""
    words = counted["number"]
    return int(words) if words.isdigit() else _numbers()[fold(words)]


@cache
def _some_of_them() -> re.Pattern[str]:
    spelt = "|".join(sorted((re.escape(word) for word in _spelt()), key=len, reverse=True))
    return re.compile(rf"\s*(?:\d{{1,3}}|{spelt})\s+{pattern('counts', 'of_them').pattern}", re.IGNORECASE)


def some_of_them(sentence: str) -> bool:
    """The sentence goes on about members that the one before counted: `Seven of them are ...`."""
    return _some_of_them().match(sentence) is not None


def counted_members(sentence: str, mechanism: str | None, under_label: bool) -> re.Match[str] | None:
    """Where a sentence says how many members there are: the number with what it counts."""
    if not may_count(sentence):
        return None
    for counted in _counted().finditer(sentence):
        if _stated(sentence, counted, mechanism, under_label):
            return counted
    return next((c for c in _numbered().finditer(sentence) if _numbers_them(sentence, c, mechanism)), None)


def number_of_states(heading: str) -> int | None:
    """How many States a heading counts: `The 11 States of the Community`; None when it counts others, or twice."""
    found = list(_counted().finditer(heading)) if may_count(heading) else []
    if (
        len(found) != 1
        or pattern("counts", "unsure").search(heading)
        or _ends(pattern("counts", "about"), heading[: found[0].start()])
    ):
        return None
    return number_of(found[0])


@cache
def _numbered() -> re.Pattern[str]:
    """`the number of member States is 16`"""
    number = pattern("counts", "number_of").pattern
    return re.compile(
        rf"{number}\s+(?:the\s+|les\s+|los\s+|d['’])?{pattern('counts', 'members').pattern}"
        rf"(?P<of>[^.;:,]{{0,60}}?)\s*(?::|\b(?:is|stands\s+at|est\s+de|est|es|es\s+de|é|é\s+de)(?!\w))\s*(?P<number>\d{{1,3}})(?![\w.]\w)",
        re.IGNORECASE,
    )


def _numbers_them(sentence: str, counted: re.Match[str], mechanism: str | None) -> bool:
    if pattern("counts", "unsure").search(sentence[: counted.end()]) or about_a_session(sentence):
        return False
    return not counted["of"].strip() or speaks_of_the_mechanism(counted["of"], mechanism)


def _gathers(before: str, clause: str, mechanism: str | None) -> bool:
    """`The Dialogue is a gathering of (nine governments)`, `the Dialogue, a gathering of (nine governments), ...`."""
    nouns = [n for n in pattern("counts", "gatherings").finditer(clause) if OF_THEM.fullmatch(clause, n.end())]
    if not nouns:
        return False
    subject = clause[: nouns[-1].start()]
    if is_a := IS_A.search(subject):
        return not subject[: is_a.start()].strip() or speaks_of_the_mechanism(subject, mechanism)
    behind = before[: len(before) - len(clause)].rstrip()
    return (
        INDEFINITE.match(clause.strip()) is not None
        and behind.endswith(",")
        and speaks_of_the_mechanism(behind, mechanism)
    )


def _is_one_of(before: str, clause: str, after: str, mechanism: str | None) -> bool:
    """A sentence that is no more than what the mechanism is: `Forum of the (twelve States) of the south for ...`,
    `Espacio creado en 2008, con (22 países)`.
    """
    noun = pattern("counts", "gatherings").match(before)
    if noun is None or opens_with_another(before, mechanism):
        return False
    if OF_THEM.fullmatch(before, noun.end()):
        return speaks_of_the_mechanism(noun.group(), mechanism) and FOR.match(after) is not None
    return WITH.fullmatch(clause.strip()) is not None and not after.strip(" .")


def _stated(sentence: str, counted: re.Match[str], mechanism: str | None, implied: bool) -> bool:
    before, after = sentence[: counted.start()], sentence[counted.end() :]
    clause = CLAUSE.split(before)[-1]
    if pattern("counts", "unsure").search(clause + counted.group()) or about_a_session(sentence):
        return False
    if implied and after.lstrip().startswith((":", "(")) and _in_full(counted):
        return True  # below a label for members: `Directors of eight countries: A, B ...`
    if (
        _gathers(before, clause, mechanism)
        or _is_one_of(before, clause, after, mechanism)
        or _one_of_its(before, counted, mechanism)
    ):
        return True
    if theirs := _authorities_of(clause, counted):
        before = clause = clause[: theirs.start()]
    if _ends(pattern("counts", "about"), before):
        return False
    clause = _without_today(clause)
    members = counted["members"] is not None
    if counted["bodies"] is not None and not (
        _ends(pattern("counts", "comprises"), clause) or _belonging().match(after)
    ):
        return False
    if _of_it(clause, after):
        return not _another_between(sentence, mechanism)
    if _ends(pattern("counts", "there"), clause):
        # `Participan 9 países.`: in what, is what all of the page is about
        bare = not after.strip(" .") or after.lstrip().startswith((":", "("))
        alone = bare and pattern("counts", "there").fullmatch(clause.strip()) is not None
        return members or implied or alone or speaks_of_the_mechanism(clause + after, mechanism)
    if (opens := pattern("counts", "there").match(clause.strip())) and clause.strip()[opens.end() :].strip():
        return speaks_of_the_mechanism(clause.strip()[opens.end() :], mechanism)
    said = CLAUSE.split(after)[0]
    if members and WHOSE.fullmatch(clause) and (are := ARE.match(after)):
        named = find_countries(after[are.end() :])
        whose = not are["of"] or speaks_of_the_mechanism(are["of"], mechanism)
        return (
            whose and len(named) >= FEWEST and LEAD.fullmatch(after[are.end() : are.end() + named[0].start]) is not None
        )
    if members and (WHOSE.fullmatch(clause) or _possesses(clause, mechanism)) and (listed := LISTED.match(after)):
        named = find_countries(after[listed.end() :])
        whose = not listed["of"] or speaks_of_the_mechanism(listed["of"], mechanism)
        return whose and len(named) >= FEWEST and named[0].start <= NEAR
    opens_clause = not clause.strip() or pattern("counts", "at_present").fullmatch(clause.strip(" ,")) is not None
    if ARE_THOSE.search(counted.group()) and (that := THAT.match(after)):
        after = after[that.end() :]
    if opens_clause and (behind := _belonging().match(after)):
        return implied or members or speaks_of_the_mechanism(CLAUSE.split(after[behind.end() :])[0], mechanism)
    if verb := _ends(pattern("counts", "comprises"), clause):
        subject = clause[: verb.start()].strip()
        if not subject:
            return not opens_with_another(sentence, mechanism)
        return speaks_of_the_mechanism(subject, mechanism) or _goes_on(sentence, subject, mechanism)
    if (members or OPEN_LIST.match(after)) and (verb := _ends(pattern("counts", "has"), clause)):
        subject = clause[: verb.start()].strip()
        if not subject:
            return members and not opens_with_another(sentence, mechanism)
        if speaks_of_the_mechanism(subject, mechanism) or (members and _goes_on(sentence, subject, mechanism)):
            return True
        return members and GROUP.match(sentence) is not None and _in_full(counted)
    return implied and members and not clause.strip() and not said.strip(" .")


def _in_full(counted: re.Match[str]) -> bool:
    """Behind the number stand as many countries."""
    return len({hit.country for hit in find_countries(counted.string[counted.end() :])}) == number_of(counted)


def _goes_on(sentence: str, subject: str, mechanism: str | None) -> bool:
    """`The Dialogue, set up in 2000 and counting ...`: the verb before has the same subject, or none of its own."""
    if AND.search(f" {subject}") is not None and _opens_alone(sentence):
        return True
    return AND.search(f" {subject}") is not None and speaks_of_the_mechanism(first_words(sentence, FIRST), mechanism)


def _opens_alone(sentence: str) -> bool:
    """`Arrancou em abril de 2009 ... e abrange ...`: a Romance verb without a subject speaks of the mechanism."""
    verb = form("established", "alone").search(sentence)
    return verb is not None and not sentence[: verb.start()].strip()


def _without_today(clause: str) -> str:
    """`réunit aujourd'hui (57 pays)`: words of today may stand between the verb and the number."""
    today = _ends(pattern("counts", "at_present"), clause)
    return clause[: today.start()] if today and clause[: today.start()].strip(" ,") else clause


def _one_of_its(before: str, counted: re.Match[str], mechanism: str | None) -> bool:
    """`Chad is one of its (45 member States)`"""
    one = _ends(pattern("counts", "one_of_its"), before)
    if counted["members"] is None or one is None or _another_between(before, mechanism):
        return False
    of = OF.match(counted.string, counted.end())
    return not (of and of_another(counted.string[of.end() :], mechanism))


def _another_between(before: str, mechanism: str | None) -> bool:
    return opens_with_another(before, mechanism) or bool(pattern("bodies", "others").search(masked(before)))


def _authorities_of(clause: str, counted: re.Match[str]) -> re.Match[str] | None:
    """`It brings together the migration authorities of (18 countries)`"""
    if counted["states"] is None and counted["members"] is None:
        return None
    whose = _authorities().search(clause)
    return whose if whose and _ends(pattern("counts", "comprises"), clause[: whose.start()]) else None


@cache
def _authorities() -> re.Pattern[str]:
    bodies = f"(?:{pattern('counts', 'bodies').pattern}|{pattern('counts', 'states').pattern})"
    return re.compile(
        rf"\s(?:a\s+|aux?\s+)?(?:(?:the|les|las|los|as|os)\s+)?(?:[^\W\d]+\s+)?{bodies}(?:\s+[^\W\d]+){{0,2}}?"
        r"\s+(?:of|from|de|des|dos)\s+(?:(?:the|les|los|os)\s+)?$",
        re.IGNORECASE,
    )


def _of_it(clause: str, after: str) -> bool:
    """`(Forty States) belong to it`, `Nele participam (dez Estados)`: a pronoun stands for what they belong to."""
    ahead = after[that.end() :] if (that := THAT.match(after)) else after
    behind = _belonging_to_it().match(ahead)
    opening = clause.strip(" ,")
    opens = (
        not opening
        or pattern("counts", "at_present").fullmatch(opening)
        or pattern("counts", "there").fullmatch(opening)
    )
    return bool((behind and opens) or pattern("counts", "belong_to_it").fullmatch(opening))


def _possesses(clause: str, mechanism: str | None) -> bool:
    """`The Dialogue's (six members)`"""
    return clause.rstrip().endswith(("'s", "’s", "s'", "s’")) and speaks_of_the_mechanism(clause, mechanism)


@cache
def _belonging() -> re.Pattern[str]:
    return re.compile(rf"{OWN.pattern}{pattern('counts', 'belong').pattern}", re.IGNORECASE)


@cache
def _belonging_to_it() -> re.Pattern[str]:
    return re.compile(rf"{OWN.pattern}{pattern('counts', 'belong_to_it').pattern}", re.IGNORECASE)


def _ends(words: Gated, text: str) -> re.Match[str] | None:
    """A match that the text ends with, but for an article."""
    bare = re.sub(r"\s*(?:\b(?:the|les|los|las|os|as|a)\s*)?$", "", text[-120:])
    return next((match for match in words.finditer(bare) if match.end() == len(bare)), None)
