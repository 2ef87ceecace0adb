"""Sentences that seem to say who belongs, or how many belong or observe."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.gated import Gated
from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import about_a_session, masked, opens_with_another, speaks_of_the_mechanism
from monitor.extract.prose.verbs import form
from monitor.extract.seeming.speaking import of_a_sitting, of_the_mechanism
from monitor.extract.values.countries import find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.lookups import table

FEWEST = 4  # countries in one sentence, before it is like a list of members
NEAR = 40  # characters
# between a number and those whom it counts: some of them, or others
NOT_ALL = re.compile(
    r"\b(?:its|the|these|those|new|other|more|ses|les|des|nouveaux|autres|sus|los|las|nuevos|otros|seus|os|dos|das|novos"
    r"|outros)\b",
    re.IGNORECASE,
)


def seems_member(sentence: str, mechanism: str | None) -> bool:
    """Many countries in one sentence."""
    return len({hit.country for hit in find_countries(sentence)}) >= FEWEST and not of_a_sitting(sentence)


def seems_member_count(sentence: str, mechanism: str | None) -> bool:
    """So many members, or States that belong."""
    if about_a_session(sentence) or opens_with_another(sentence, mechanism):
        return False
    return any(_counts(sentence, counted, mechanism) for counted in counted_in(sentence, "member_count"))


def _counts(sentence: str, counted: re.Match[str], mechanism: str | None) -> bool:
    before, after = sentence[: counted.start()], sentence[counted.end() :]
    if pattern("bodies", "authors").search(masked(before)):
        return False
    near = sentence[max(0, counted.start() - NEAR) : counted.end() + NEAR]
    if NOT_ALL.search(counted["between"] or "") or _ends_in("some_of", before):
        return False
    said = before[-NEAR:] + counted.group()
    if any(pattern("counts", key).search(said) for key in ("unsure", "past")) or any(
        found.id for found in find_organisations(near)
    ):
        return False
    if counted["members"]:
        return not before.strip() or speaks_of_the_mechanism(before, mechanism) or _verb_at_end(before)
    belong = pattern("counts", "belong").search(after) or pattern("counts", "belong_to_it").search(after)
    return bool(belong or _verb_at_end(before)) and of_the_mechanism(sentence, mechanism)


def _ends_in(key: str, before: str) -> bool:
    near = before[-NEAR:].rstrip()
    return any(said.end() == len(near) for said in pattern("seeming", key).finditer(near))


def _verb_at_end(before: str) -> bool:
    """`It comprises`, `There are`, with a word or two behind it: `It counts about`."""
    verbs = [pattern("counts", key) for key in ("has", "comprises", "there")]
    return any(len(before[verb.end() :].split()) <= 2 for form_of in verbs for verb in form_of.finditer(before))


def seems_observer_count(sentence: str, mechanism: str | None) -> bool:
    """So many observers."""
    if about_a_session(sentence) or opens_with_another(sentence, mechanism):
        return False
    return any(not NOT_ALL.search(c["between"] or "") for c in counted_in(sentence, "observer_count"))


def counted_in(text: str, field: str) -> list[re.Match[str]]:
    """Numbers of members or observers, also those that are about so: `a dozen members`, `une vingtaine de pays`."""
    return list(_number_of(field).finditer(text)) if may_be_counted(text, field) else []


def may_be_counted(text: str, field: str) -> bool:
    """False where a text cannot hold a number of them."""
    return any(one.may_be_in(text) for one in counted(field))


def counted(field: str) -> tuple[Gated, ...]:
    if field == "observer_count":
        return (form("observers", "named"),)
    return pattern("counts", "members"), pattern("counts", "states")


@cache
def _number_of(field: str) -> re.Pattern[str]:
    spelt = (word for words in table("phrases")["counts"]["words"].values() for word in words)
    numbers = sorted((*spelt, *table("phrases")["seeming"]["dozens"]), key=len, reverse=True)
    number = r"\d{1,3}|" + "|".join(re.escape(words).replace("'", "['’]") for words in numbers)
    members, *states = (one.pattern for one in counted(field))
    kinds = f"(?P<members>{members})" + "".join(f"|{one}" for one in states)
    return re.compile(
        rf"(?<![\w.,/])(?:{number})\s+(?P<between>(?:(?:of|de)\s+|d['’])?(?:[^\W\d]+\s+){{0,2}}?)(?:{kinds})",
        re.IGNORECASE,
    )
