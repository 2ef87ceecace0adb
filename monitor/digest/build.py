"""From the history's answers to a digest: what is told, in which order, and what it rests on. Pure.

The records of `history` are named for the type checker only, so that importing this module opens no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.digest import over, sites
from monitor.digest.alike import alike, also
from monitor.digest.differing import turned
from monitor.digest.mistakes import but_for
from monitor.digest.records import Chapter, Closed, Digest, News, Proof, Remark, Said, Waiting
from monitor.digest.sentences import sentence
from monitor.digest.spells import Span, spells
from monitor.digest.upcoming import DAYS_AHEAD, INSTANT
from monitor.digest.upcoming import upcoming as near
from monitor.digest.words import ENGLISH, happened
from monitor.messages import Language
from monitor.messages import language as language_of
from monitor.sites import site_at

if TYPE_CHECKING:
    from monitor.history import (
        Disagreement,
        Evidence,
        FindingRecord,
        Heard,
        HeldRecord,
        Meeting,
        SourceHealth,
        StatementRecord,
    )

FAILING = "source-failing"
_RANK = {"high": 0, "medium": 1, "low": 2}


def build(
    *,
    since: datetime | None,
    until: datetime,
    evidence: Iterable[Evidence],
    findings: Iterable[FindingRecord],
    open_findings: int,
    health: Sequence[SourceHealth],
    looks: Mapping[str, datetime],
    held: Iterable[HeldRecord],
    corrections: int,
    name_of: Callable[[str], str],
    problems: Iterable[str] = (),
    heard: Heard | None = None,
    left_out: int = 0,
    unasked: int = 0,
    disagreements: Sequence[Disagreement] = (),
    disagreed_before: Iterable[Disagreement] = (),
    released: Iterable[HeldRecord] = (),
    failures: Iterable[FindingRecord] = (),
    upcoming: Iterable[Meeting] = (),
    language: str = "en",
) -> Digest:
    """Arrange a window [since, until) for people.

    `evidence` has one entry for each change of the window; `findings` may hold more than were opened in it; `health` is
    that of the watched sources; `looks` says when a source was last looked at before `until`; `corrections` counts
    those of the window, `left_out` its changes that people said are none, `unasked` those for which the reader does not
    ask, `disagreements` what sources state differently at its end, and `disagreed_before` at its beginning; `name_of`
    gives the name of a mechanism's id; `released` are fields that waited and wait no more; `failures` may hold the
    troubles of sources that lie before the window; `upcoming` may hold more meetings than are near; `language` is that
    in which it is told; `heard` is what the reader heard before, also of `problems`.
    """
    words = language_of(language)
    disagreed, agreed = turned(disagreed_before, disagreements)
    findings, held, released = list(findings), list(held), list(released)
    in_window = {source: at for source, at in looks.items() if since is None or at >= since}
    opened = [found for found in findings if (since is None or found.opened_at >= since) and found.opened_at < until]
    urls = {source.source: source.url for source in health}
    hosts = {source.source: site_at(source.url) for source in health}
    failing = {one.source: one.last_error for one in health if one.failing_since}
    site_troubles, troubles = sites.troubled(sites.failing(health), hosts)
    site_waiting, waiting = sites.held_back(
        [
            Waiting(one.source, one.mechanism, one.field, one.reason, one.since)
            for one in sorted(held, key=lambda one: (one.source, one.mechanism or "", one.field))
        ],
        hosts,
    )
    failures = dict.fromkeys([*failures, *(one for one in findings if one.kind == FAILING)])
    failed = spells(
        [_failure(one) for one in failures if one.source in hosts], since, until, (heard and heard.calm) or {}
    )
    released_in = [
        (one.source, one.since, one.ended_at)
        for one in released
        if one.ended_at and one.ended_at < until and (since is None or one.ended_at >= since)
    ]
    of_sites = over.of_sites(failed, [one.host for one in site_troubles], hosts)
    opened = [one for one in opened if one.kind != FAILING or one.source not in hosts or not _is_over(one, until)]
    held_of_sites = sites.recovered(over.HELD, released_in, [one.host for one in site_waiting], hosts)
    waited = spells([_wait(one) for one in (*held, *released) if one.decision is None], since, until)
    problems, mistakes = tuple(problems), heard.mistakes if heard else ()
    begun = [one.opened_at for one in failures if one.source in failing and not _is_over(one, until)]
    begun += [one.since for one in held]
    begun += [row[-1].until for row in failed.unsteady.values() if row[-1].until]
    return Digest(
        since=since,
        until=until,
        chapters=_chapters(
            _of_sites([news_of(proof, urls, words) for proof in evidence], hosts, words), name_of, words
        ),
        remarks=tuple(
            sorted((_remark(found, until) for found in opened if not _is_told(found, failing, until)), key=_place)
        ),
        open_findings=open_findings,
        troubles=over.counted(troubles, failed),
        waiting=waiting,
        corrections=corrections,
        checked=len(in_window),
        sources=len(health),
        last_check=max(looks.values(), default=None),
        problems=problems,
        mended=but_for(mistakes, problems),
        begun=sum(since is None or since <= at < until for at in begun)
        + (len(but_for(problems, mistakes)) if heard else 0),
        left_out=left_out,
        unasked=unasked,
        disagreements=len(disagreements),
        disagreed=disagreed,
        agreed=agreed,
        site_troubles=over.counted_of_sites(site_troubles, failed),
        site_waiting=site_waiting,
        recoveries=(*of_sites, *held_of_sites),
        ended=(
            *over.failed(words, failed, {source for one in of_sites for source in one.sources}),
            *over.waited(words, waited, {source for one in held_of_sites for source in one.sources}),
        ),
        unsteady=over.unsteady(words, failed, hosts),
        language=language,
        closed=tuple(sorted(_closed(findings, since, until), key=lambda one: (one.source, one.closed_at, one.message))),
        upcoming=near(upcoming, (until - INSTANT).date()),
        days_ahead=DAYS_AHEAD,
    )


def _failure(found: FindingRecord) -> Span:
    return Span((found.source,), found.opened_at, found.closed_at, found.message, found.closed_turn)


def _wait(one: HeldRecord) -> Span:
    return Span((one.source, one.mechanism or "", one.field), one.since, one.ended_at, one.field)


def _is_over(found: FindingRecord, until: datetime) -> bool:
    return found.closed_at is not None and found.closed_at < until


def _of_sites(
    news: list[tuple[str | None, News]], hosts: sites.Hosts, words: Language
) -> list[tuple[str | None, News]]:
    """The same news, what most pages of a site have in common told once."""
    told = alike([(about, one) for about, one in news if about is not None], hosts, words)
    of_pages = sites.reshaped([one for about, one in news if about is None], hosts, words)
    return told + [(None, one) for one in sites.edited(of_pages, hosts)]


def _is_told(found: FindingRecord, failing: Mapping[str, str | None], until: datetime) -> bool:
    """Whether the sources that fail say the same thing already, a few lines on."""
    if found.source not in failing or _is_over(found, until):
        return False
    return found.kind == FAILING or found.message == failing[found.source]


def _remark(found: FindingRecord, until: datetime) -> Remark:
    closed_at = found.closed_at if _is_over(found, until) else None
    return Remark(found.source, found.kind, found.mechanism, found.message, closed_at)


def _closed(findings: Iterable[FindingRecord], since: datetime | None, until: datetime) -> Iterator[Closed]:
    """The findings that were there before the window and ended in it; not those of moments, nor of failing sources."""
    for one in findings:
        over = one.closed_at if _is_over(one, until) else None
        if since and over and one.opened_at < since <= over and one.kind != FAILING:
            yield Closed(one.source, one.kind, one.mechanism, one.message, one.opened_at, over)


def _place(remark: Remark) -> tuple[str, str, str, str]:
    return remark.source, remark.mechanism or "", remark.kind, remark.message


def _chapters(
    news: list[tuple[str | None, News]], name_of: Callable[[str], str], words: Language
) -> tuple[Chapter, ...]:
    """One chapter a mechanism: that with the most important change first, then by name; in it likewise, then newest."""
    ordered = sorted(news, key=lambda entry: entry[0] or "")
    elsewhere = also(one for about, one in ordered if about is None)
    chapters = [
        Chapter(
            mechanism,
            name_of(mechanism) if mechanism else words.say("pages"),
            tuple(sorted((each for _, each in entries), key=_weight)),
            elsewhere.get(mechanism or "", ()),
        )
        for mechanism, entries in groupby(ordered, key=lambda entry: entry[0])
    ]
    return tuple(sorted(chapters, key=lambda chapter: (_RANK[chapter.news[0].importance], chapter.name)))


def _weight(news: News) -> tuple[int, float, str, str, str]:
    return _RANK[news.importance], -news.detected_at.timestamp(), news.kind, news.summary, news.id


def news_of(evidence: Evidence, urls: Mapping[str, str], words: Language = ENGLISH) -> tuple[str | None, News]:
    """A change with what it rests on, and the mechanism that it is about. `urls`: the addresses of the sources."""
    change, capture = evidence.change, evidence.after_capture
    return change.mechanism, News(
        id=change.id,
        kind=change.kind,
        importance=change.importance,
        field=change.field,
        summary=sentence(change, words),
        before=change.before,
        after=change.after,
        source=change.source,
        url=capture.final_url if capture else urls.get(change.source, ""),
        detected_at=change.detected_at,
        mechanism=change.mechanism,
        happened=happened(change.happened_after, change.happened_before, words) if change.imported else "",
        proof_before=_proofs(evidence.before),
        proof_after=_proofs(evidence.after) + _standing(evidence),
        shown=tuple(dict.fromkeys(source for source, _ in evidence.shown)),
        echo_of=change.echo_of,
        stated_by=change.stated_by,
        said=tuple(Said(one.kind, one.words, one.by, one.at) for one in change.marks),
    )


def _standing(evidence: Evidence) -> tuple[Proof, ...]:
    """What the later capture says for entries that the change leaves as they are."""
    capture = evidence.after_capture
    if capture is None:
        return ()
    known = {proof.quote for proof in _proofs(evidence.after)}
    return tuple(Proof(capture.id, words, where) for words, where in evidence.after_quotes if words not in known)


def _proofs(statements: Iterable[StatementRecord]) -> tuple[Proof, ...]:
    """One proof for each place: entries of one line (a list in a sentence) share their quote."""
    proofs = (Proof(each.opened_by, each.quote, each.locator) for each in statements)
    return tuple(dict.fromkeys(proofs))
