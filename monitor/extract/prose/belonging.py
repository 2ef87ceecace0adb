"""Those who are counted belong to the mechanism: `Forty States take part in it`, `Chad is one of its 45 members`."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    OF,
    masked,
    of_another,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.counted import THAT, ends_with

AND = re.compile(r"(?:^|(?<=\s))(?:and|et|y|e)(?:\s|$)", re.IGNORECASE)
# what may stand between States and the verb behind them: `, of which nine are European,`, `of origin and transit`
OWN = re.compile(
    r"\s*(?:,\s*(?:of\s+which|of\s+whom|of\s+them|including|among\s+them|dont|parmi\s+lesquels|y\s+compris|de\s+ellos|entre\s+ellos"
    r"|de\s+los\s+cuales|incluidos|dos\s+quais|entre\s+eles|incluindo)\s[^,;:]{1,60},\s*)?"
    r"(?:(?:of|from|in|on|de|des|du|da|do|del|dos|das|en|em|d['’])\b[^;:.]{1,80}?(?=\s))?\s*"
)


def one_of_its(before: str, counted: re.Match[str], mechanism: str | None) -> bool:
    """`Chad is one of its (45 member States)`"""
    one = ends_with(pattern("counts", "one_of_its"), before)
    if counted["members"] is None or one is None or another_between(before, mechanism):
        return False
    of = OF.match(counted.string, counted.end())
    return not (of and of_another(counted.string[of.end() :], mechanism))


def another_between(before: str, mechanism: str | None) -> bool:
    return opens_with_another(before, mechanism) or bool(pattern("bodies", "others").search(masked(before)))


def authorities_of(clause: str, counted: re.Match[str]) -> re.Match[str] | None:
    """`It brings together the migration authorities of (18 countries)`"""
    if counted["states"] is None and counted["members"] is None:
        return None
    whose = _authorities().search(clause)
    return whose if whose and ends_with(pattern("counts", "comprises"), clause[: whose.start()]) else None


@cache
def _authorities() -> re.Pattern[str]:
    bodies = f"(?:{pattern('counts', 'bodies').pattern}|{pattern('counts', 'states').pattern})"
    return re.compile(
        rf"\s(?:a\s+|aux?\s+)?(?:(?:the|les|las|los|as|os)\s+)?(?:[^\W\d]+\s+)?{bodies}(?:\s+[^\W\d]+){{0,2}}?"
        r"\s+(?:of|from|de|des|dos)\s+(?:(?:the|les|los|os)\s+)?$",
        re.IGNORECASE,
    )


def belong_to_it(clause: str, after: str) -> bool:
    """`(Forty States) belong to it`, `Nele participam (dez Estados)`: a pronoun stands for what they belong to."""
    ahead = after[that.end() :] if (that := THAT.match(after)) else after
    behind = _belonging_to_it().match(ahead)
    opening = clause.strip(" ,")
    opens = (
        not opening
        or pattern("counts", "at_present").fullmatch(opening)
        or pattern("counts", "there").fullmatch(opening)
    )
    if (behind and opens) or pattern("counts", "belong_to_it").fullmatch(opening):
        return True
    *before, last = AND.split(opening)  # `was founded in 2009, and today five States take part in it`
    last = last.strip()
    today = pattern("counts", "at_present").match(last)
    last = last[today.end() :].strip(" ,") if today else last
    return bool(before and ((behind and not last) or pattern("counts", "belong_to_it").fullmatch(last)))


def possesses(clause: str, mechanism: str | None) -> bool:
    """`The Dialogue's (six members)`"""
    return clause.rstrip().endswith(("'s", "’s", "s'", "s’")) and speaks_of_the_mechanism(clause, mechanism)


@cache
def belonging() -> re.Pattern[str]:
    return re.compile(rf"{OWN.pattern}{pattern('counts', 'belong').pattern}", re.IGNORECASE)


@cache
def _belonging_to_it() -> re.Pattern[str]:
    return re.compile(rf"{OWN.pattern}{pattern('counts', 'belong_to_it').pattern}", re.IGNORECASE)
