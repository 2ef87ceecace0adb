"""What most pages of a site state otherwise at once in the same words: one telling, that stands for a change of each.

Pure. It may be one edit of what the pages share. Each stays a change of its mechanism; what is one here is the telling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from monitor.digest import sites
from monitor.digest.parties import mechanism
from monitor.digest.records import ALIKE, Also, News
from monitor.digest.words import ENGLISH
from monitor.ids import canonical
from monitor.messages import Language

FEWEST = 4  # mechanisms whose pages do so, as a line is the site's that four pages have
NAMED = 10  # of them in the sentence; the others are counted there, and stand below it with their pages
RANKS = ("high", "medium", "low")

About = tuple[str, News]  # a mechanism's id and a change of it


def alike(news: Sequence[About], hosts: sites.Hosts, words: Language = ENGLISH) -> list[tuple[str | None, News]]:
    """The news of mechanisms, with what most pages of a site have in common told once, of no mechanism."""
    groups = sites.grouped(
        sorted(news, key=lambda one: (one[1].detected_at, one[1].source, one[1].id)),
        lambda one: (hosts.get(one[1].source, ""), one[1].kind, one[1].field, one[1].happened, *_sides(one[1])),
    )
    left: list[tuple[str | None, News]] = []
    for (host, *_), group in groups.items():
        for at_once in _at_once(group):
            shared = sites.most([one.source for _, one in at_once], host, hosts)
            if shared and len({about for about, _ in at_once}) >= FEWEST:
                left.append((None, _told(at_once, host, hosts, words)))
            else:
                left += at_once
    return left


def also(news: Iterable[News]) -> Mapping[str, tuple[Also, ...]]:
    """By mechanism, where its chapter says that a change of it is told among the pages."""
    found: dict[str, tuple[Also, ...]] = {}
    for one in news:
        for part in one.parts if one.kind == ALIKE else ():
            here = Also(part.id, part.summary, one.id)
            found[part.mechanism or ""] = (*found.get(part.mechanism or "", ()), here)
    return found


def _told(group: Sequence[About], host: str, hosts: sites.Hosts, words: Language) -> News:
    first, parts = group[0][1], tuple(one for _, one in group)
    names = sorted({mechanism(about, words).text for about, _ in group})
    more = [words.say("alike-more", number=len(names) - NAMED)] if len(names) > NAMED else []
    told = words.say(
        "alike",
        told=_sentence(group, len(names), words),
        number=len({one.source for one in parts}),
        watched=sites.watched(host, hosts),
        host=host,
        names=", ".join([*names[:NAMED], *more]),
    )
    weight = min((one.importance for one in parts), key=RANKS.index)
    one = replace(first, kind=ALIKE, importance=weight, summary=told, mechanism=None, echo_of=None, stated_by=None)
    return replace(one, parts=parts, said=tuple(each for part in parts for each in part.said))


def _sentence(group: Sequence[About], mechanisms: int, words: Language) -> str:
    """The sentence of the changes, with how many mechanisms in the place of the one that each names."""
    many = words.say("alike-mechanisms", number=mechanisms)
    told = {one.summary.replace(mechanism(about, words).text, many, 1) for about, one in group}
    if len(told) == 1 and words is ENGLISH:
        return told.pop()
    return words.say("alike-first", told=group[0][1].summary, number=mechanisms - 1)


def _at_once(group: Sequence[About]) -> Iterator[Sequence[About]]:
    """The parts of a group that were seen together."""
    part: list[About] = []
    for one in group:
        if part and one[1].detected_at - part[0][1].detected_at > sites.TOGETHER:
            yield part
            part = []
        part.append(one)
    yield part


def _sides(news: News) -> tuple[str, str]:
    return canonical(news.before), canonical(news.after)
