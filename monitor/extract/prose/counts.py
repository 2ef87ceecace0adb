"""How many members the mechanism has, in a sentence: `The Process has 18 members`, `Twelve States take part in it`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.belonging import (
    another_between,
    authorities_of,
    belong_to_it,
    belonging,
    one_of_its,
    possesses,
)
from monitor.extract.prose.bodies import (
    OF,
    about_a_session,
    of_a_group,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.clauses import LEAD
from monitor.extract.prose.counted import (
    THAT,
    are_its,
    counted_words,
    ends_with,
    in_full,
    is_plain,
    may_count,
    number_of,
    numbered,
)
from monitor.extract.prose.gathers import gathers, goes_on, is_one_of
from monitor.extract.values.countries import find_countries

CLAUSE = re.compile(r"[;:(]|,\s+(?!(?:and|y|et|e)\b)")
WHOSE = re.compile(r"\s*(?:the|its|these|those|all|les|ses|leurs|los|sus|las|os|as|os\s+seus|seus)?\s*", re.IGNORECASE)
# `(the 12 member States) of the Forum are: A, B`
ARE = re.compile(
    r"\s*(?P<of>(?:of|de|du|del|do|da)\s[^.;:,]{1,60}?)?\s*\b(?:are|include|sont|son|são|incluent|incluyen|incluem)\b"
    r"(?:\s+(?:as\s+follows|the\s+following|les\s+suivants|los\s+siguientes|os\s+seguintes))?\s*:?",
    re.IGNORECASE,
)
FEWEST = 2  # countries: one alone is no list
# `(the six members) of the Forum (A, B and C)`
LISTED = re.compile(
    r"\s*(?P<of>(?:of|de|du|del|do|da)\s[^.;:,()—–]{1,60}?)?\s*(?:\(|:|—|–|\s-\s|,?\s*(?:namely|à\s+savoir|a\s+saber)\b)",
    re.IGNORECASE,
)
NEAR = 8  # characters before the first name of a list
ARE_THOSE = re.compile(r"\s(?:son|sont|são|are)\s", re.IGNORECASE)  # `Doce (son) los Estados que integran el foro`
AND = re.compile(r"\s(?:and|et|y|e)\s", re.IGNORECASE)
GROUP = re.compile(
    r"\s*(?:the|le|el|o)\s+(?:group|groupe|grupo)\s+(?!(?:on|of|for|sur|de|du|sobre|para)\s)", re.IGNORECASE
)
ITS = re.compile(r"\s*(?:all\s+)?(?:its|ses|sus|os\s+seus|seus)\s+", re.IGNORECASE)
# behind the members: what they do, and not which of them
DO = re.compile(
    r"\s+(?!(?:of|in|from|with|on|at|to|who|that|which|whose|de|du|des|d['’]|en|au|aux|du|qui|que|dont|del|con|da|do|das|dos|em|no|na|com|and|et"
    r"|y|e|or|ou|o|are|were|sont|son|são)\b)[^\W\d]{2}",
    re.IGNORECASE,
)
OPEN_LIST = re.compile(r"\s*(?:$|[.:;,(]|[–—-]\s|as\s|como\s|comme\s|en\s+tant\s)")


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


def counted_members(sentence: str, mechanism: str | None, under_label: bool) -> re.Match[str] | None:
    """Where a sentence says how many members there are: the number with what it counts."""
    if not may_count(sentence):
        return None
    for counted in counted_words().finditer(sentence):
        if _is_stated(sentence, counted, mechanism, under_label):
            return counted
    return next((c for c in numbered().finditer(sentence) if _numbers_them(sentence, c, mechanism)), None)


def _numbers_them(sentence: str, counted: re.Match[str], mechanism: str | None) -> bool:
    if _unsure(sentence[: counted.start()], counted.group()) or about_a_session(sentence):
        return False
    return not counted["of"].strip() or speaks_of_the_mechanism(counted["of"], mechanism)


def _unsure(clause: str, counted: str) -> bool:
    """The number is wished for or denied, or is no more: `was launched in 2006 and now (brings together 56 States)`
    tells of the past only before the `and`.
    """
    last = AND.split(_own_verb(clause))[-1]
    return bool(
        pattern("counts", "unsure").search(clause + counted) or pattern("counts", "past").search(last + counted)
    )


def _is_stated(sentence: str, counted: re.Match[str], mechanism: str | None, implied: bool) -> bool:
    before, after = sentence[: counted.start()], sentence[counted.end() :]
    if ITS.fullmatch(before) and counted["members"] and is_plain(counted) and DO.match(after):
        return True  # `Its eighteen member States meet at ministerial level.`
    clause = CLAUSE.split(before)[-1]
    if about_a_session(sentence) or _unsure(clause, counted.group()):
        return False
    if implied and after.lstrip().startswith((":", "(")) and in_full(counted):
        return True  # below a label for members: `Directors of eight countries: A, B ...`
    if (
        gathers(before, clause, mechanism)
        or is_one_of(before, clause, after, mechanism)
        or one_of_its(before, counted, mechanism)
    ):
        return True
    if theirs := authorities_of(clause, counted):
        before = clause = clause[: theirs.start()]
    if ends_with(pattern("counts", "about"), before):
        return False
    clause = without_today(clause)
    members = counted["members"] is not None
    if counted["bodies"] is not None and not (
        ends_with(pattern("counts", "comprises"), clause) or belonging().match(after)
    ):
        return False
    if belong_to_it(clause, after):
        return not another_between(sentence, mechanism)
    if ends_with(pattern("counts", "there"), clause):
        # `Participan 9 países.`: in what, is what all of the page is about
        bare = not after.strip(" .") or after.lstrip().startswith((":", "("))
        alone = bare and pattern("counts", "there").fullmatch(clause.strip()) is not None
        return members or implied or alone or speaks_of_the_mechanism(clause + after, mechanism)
    if (opens := pattern("counts", "there").match(clause.strip())) and clause.strip()[opens.end() :].strip():
        return speaks_of_the_mechanism(clause.strip()[opens.end() :], mechanism)
    said = CLAUSE.split(after)[0]
    if members and are_its(sentence, counted):
        of = OF.match(after)
        return of is None or speaks_of_the_mechanism(CLAUSE.split(after)[0], mechanism)
    if members and WHOSE.fullmatch(clause) and (are := ARE.match(after)):
        named = find_countries(after[are.end() :])
        whose = not are["of"] or speaks_of_the_mechanism(are["of"], mechanism)
        return (
            whose and len(named) >= FEWEST and LEAD.fullmatch(after[are.end() : are.end() + named[0].start]) is not None
        )
    if members and (WHOSE.fullmatch(clause) or possesses(clause, mechanism)) and (listed := LISTED.match(after)):
        named = find_countries(after[listed.end() :])
        whose = not listed["of"] or speaks_of_the_mechanism(listed["of"], mechanism)
        return whose and len(named) >= FEWEST and named[0].start <= NEAR
    opens_clause = not clause.strip() or pattern("counts", "at_present").fullmatch(clause.strip(" ,")) is not None
    if ARE_THOSE.search(counted.group()) and (that := THAT.match(after)):
        after = after[that.end() :]
    if opens_clause and (behind := belonging().match(after)):
        return implied or members or speaks_of_the_mechanism(CLAUSE.split(after[behind.end() :])[0], mechanism)
    if verb := ends_with(pattern("counts", "comprises"), clause):
        subject = without_today(clause[: verb.start()].strip()).strip()
        if not subject:
            return not opens_with_another(sentence, mechanism)
        return speaks_of_the_mechanism(subject, mechanism) or goes_on(sentence, subject, mechanism)
    if (members or OPEN_LIST.match(after)) and (verb := ends_with(pattern("counts", "has"), clause)):
        subject = without_today(clause[: verb.start()].strip()).strip()
        if not subject:
            return members and not opens_with_another(sentence, mechanism)
        if speaks_of_the_mechanism(subject, mechanism) or (members and goes_on(sentence, subject, mechanism)):
            return True
        return members and GROUP.match(sentence) is not None and in_full(counted)
    return implied and members and not clause.strip() and not said.strip(" .")


def _own_verb(clause: str) -> str:
    """The words from the second of two verbs on: `was launched in 2006 and (now brings together)`."""
    second = AND.split(clause)[-1]
    return second if ends_with(pattern("counts", "comprises"), without_today(second)) else clause


def without_today(clause: str) -> str:
    """`réunit aujourd'hui (57 pays)`: words of today may stand between the verb and the number."""
    today = ends_with(pattern("counts", "at_present"), clause)
    return clause[: today.start()] if today and clause[: today.start()].strip(" ,") else clause
