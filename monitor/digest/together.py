"""What one page changed at once, told together: `4 joined the Bali Process: Fiji; Nepal; ...`. Pure.

Only the telling is shortened: every change stays in the history and in the JSON of the digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from shlex import quote

from monitor.digest.parties import mechanism as named_mechanism
from monitor.digest.records import Chapter, News
from monitor.digest.sentences import label_of
from monitor.digest.words import ENGLISH, in_words, shortened
from monitor.messages import Language

TOGETHER = 4  # entries that came or went at once, from which on they are one telling
NAMED = 20  # of them by name; the others are counted
APART = 10  # changes of one kind that are told with both their sides, one by one; the others are counted
LONGEST = 80  # letters of one name

Group = tuple[str | None, str, str, datetime, str, str, str | None, bool, bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """One telling. `together`: the changes that it stands for, where those are several; `unnamed`: how many of them it
    only counts.
    """

    news: News
    together: tuple[News, ...] = ()
    unnamed: int = 0


def entries(chapter: Chapter, words: Language = ENGLISH) -> Iterator[Entry]:
    """The news of a chapter in their order, those of one page, kind and time together where they are many."""
    groups: dict[Group, list[News]] = defaultdict(list)
    for news in filter(_is_plain, chapter.news):
        groups[_group(news)].append(news)
    told: set[Group] = set()
    for news in chapter.news:
        group = _group(news)
        if not _is_plain(news) or len(groups[group]) < TOGETHER:
            yield Entry(news)
        elif group not in told:
            told.add(group)
            yield from _told(chapter.mechanism or news.mechanism, groups[group], words)


def where(entry: Entry, command: str) -> str:
    """What to type to see all that an entry stands for."""
    first = entry.news
    since = f"{min(one.detected_at for one in entry.together).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return f"{command} changes --source {quote(first.source)} --kind {quote(first.kind)} --since {since}"


def _told(mechanism: str | None, group: Sequence[News], words: Language) -> Iterator[Entry]:
    sentence = _sentence(group[0], words)
    if sentence is None:
        yield from (Entry(news) for news in group[:APART])
        rest = group[APART:]
        if rest:
            more = words.say("many-more", number=len(rest), kind=rest[0].kind)
            yield Entry(_without_words(rest[0], more), tuple(rest), len(rest))
        return
    named = group[:NAMED]
    listed = [
        shortened(in_words(one.field, one.before if one.after is None else one.after, words), LONGEST) for one in named
    ]
    if len(group) > len(named):
        listed.append(words.say("many-others", number=len(group) - len(named)))
    names = "; ".join(listed)
    summary = words.fill(
        sentence,
        number=len(group),
        mechanism=named_mechanism(mechanism, words),
        label=label_of(group[0].field, words),
        before=names,
        after=names,
    )
    first = replace(
        _without_words(group[0], summary),
        proof_before=tuple(proof for one in named for proof in one.proof_before),
        proof_after=tuple(proof for one in named for proof in one.proof_after),
    )
    yield Entry(first, tuple(group), len(group) - len(named))


def _group(news: News) -> Group:
    sides = news.before is None, news.after is None
    return (
        news.mechanism,
        news.source,
        news.kind,
        news.detected_at,
        news.importance,
        news.happened,
        news.stated_by,
        *sides,
    )


def _is_plain(news: News) -> bool:
    """Whether there is nothing of its own to be told of a change: no mark, no echo, no other pages."""
    return not (news.said or news.echo_of or news.parts or news.shown)


def _sentence(news: News, words: Language) -> str | None:
    """The sentence of many such changes; None where each has two sides, or the kind has none."""
    from monitor.compare.kinds import of_many

    if (news.before is None) == (news.after is None) or (english := of_many(news.kind)) is None:
        return None
    general = f"*.{news.kind.partition('.')[2]}"
    return words.sentence(news.kind, "many") or words.sentence(general, "many") or english


def _without_words(news: News, summary: str) -> News:
    return replace(news, summary=summary, before=None, after=None, proof_before=(), proof_after=())
