"""Sentences that the digest has in every form: raw text, not yet escaped."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from monitor.digest import differing
from monitor.digest.headline import first
from monitor.digest.over import HELD
from monitor.digest.parties import mechanism as mechanism_named
from monitor.digest.records import (
    Also,
    Closed,
    Differing,
    Digest,
    Ended,
    News,
    Recovery,
    Remark,
    SiteTrouble,
    SiteWaiting,
    Trouble,
    Undelivered,
    Unsteady,
    Upcoming,
    Waiting,
)
from monitor.digest.together import Entry
from monitor.digest.words import ENGLISH, failure, in_words, label
from monitor.lookups.findings import is_moment
from monitor.messages import Language, language

SHORT_ID = 8  # letters of a capture's id: enough to find it again among millions
REMARKS_SHOWN, CLOSED_SHOWN = 20, 5  # findings of a source, that are new and that are over
DIFFERING_SHOWN = 10


Found = TypeVar("Found", Remark, Closed)


def title(digest: Digest) -> str:
    """What the digest is about and which time it covers."""
    words = language(digest.language)
    since, until = digest.since and words.instant(digest.since), words.instant(digest.until)
    if since is None:
        return words.say("title-all", until=until)
    if since == until:  # a run that took less than a minute
        return words.say("title-at", until=until)
    return words.say("title", since=since, until=until)


def heartbeat(digest: Digest) -> str:
    """That the monitor lives: how much was told, how many sources were looked at, and when the last time was."""
    words = language(digest.language)
    out = words.say("left-out", number=digest.left_out) if digest.left_out else ""
    unasked = words.say("unasked", number=digest.unasked) if digest.unasked else ""
    if digest.changes:
        about = words.say("told-about", number=digest.mechanisms) if digest.mechanisms else ""
        alike = words.say("told-alike", number=digest.alike) if digest.alike else ""
        told = words.say("told", number=digest.changes, about=about, alike=alike)
    else:
        told = first(digest, words)
    failing = words.say("checked-failing", number=digest.failing) if digest.failing else ""
    last = words.say("checked-last", at=words.instant(digest.last_check)) if digest.last_check else None
    checked = words.say(
        "checked",
        checked=digest.checked,
        sources=digest.sources,
        failing=failing,
        last=last or words.say("checked-never"),
    )
    return f"{told}{out}{unasked} {checked}"


def summary(news: News, mechanism: str | None, words: Language = ENGLISH) -> str:
    """The sentence of a change; of a page as a whole it begins with its source, of a site it names the host."""
    if mechanism or news.kind.startswith("site."):
        return news.summary
    told = f"{news.summary[:1].lower()}{news.summary[1:]}"
    return words.say("of-source", source=news.source, words=told)


def seen(news: News, words: Language = ENGLISH) -> str:
    """When a change was seen; of one that imported captures show, when it happened."""
    if news.happened:
        return words.say("imported", happened=news.happened)
    return words.say("seen", at=words.instant(news.detected_at))


def origin(page: News, news: News, words: Language = ENGLISH) -> str:
    """Where the change of one page comes from, when it was seen, the id to cite it by, and the change that it follows
    or the page that stated it already. `news`: as which it is told, of this page or of several.
    """
    echo = words.say("echo", id=page.echo_of) if page.echo_of else stated(page, words)
    return words.say("origin", page=of_page(page, news), seen=seen(page, words), id=page.id, echo=echo)


def stated(news: News, words: Language = ENGLISH) -> str:
    """Which page stated already what another language version of it tells now; nothing where none did."""
    return words.say("stated", source=news.stated_by) if news.stated_by else ""


def also(one: Also, words: Language = ENGLISH) -> str:
    """That a change of this mechanism is told elsewhere, with the id to cite it by."""
    return words.say("also", summary=one.summary, id=one.id)


def because(told: str, words: Language) -> str:
    """What stands behind a colon; nothing for no words."""
    return words.say("why", words=told) if told else ""


def origins(entry: Entry, words: Language = ENGLISH) -> str:
    """Where changes that are told together come from, and the ids of those that are named."""
    ids = [one.id for one in entry.together[: len(entry.together) - entry.unnamed]]
    changes = words.say("origins-changes", ids=", ".join(ids)) if ids else ""
    first = entry.news
    echo = stated(first, words)
    return words.say("origins", source=first.source, seen=seen(first, words), changes=changes, echo=echo)


def of_page(page: News, news: News) -> str:
    """The source of a change, and its mechanism where what it is told as names several."""
    return f"{page.source} ({page.mechanism})" if page.mechanism and news.parts else page.source


def pages(news: News) -> tuple[News, ...]:
    """The changes of single pages that a change stands for: those of a site, or itself."""
    return news.parts or (news,)


def addresses(digest: Digest) -> list[tuple[str, str]]:
    """Each source of a change with its address, once."""
    told = (page for chapter in digest.chapters for news in chapter.news for page in pages(news))
    return sorted({(page.source, page.url) for page in told})


def _by_source(
    findings: Iterable[Found], told: Callable[[Found], str], most: int, command: str, words: Language
) -> Iterator[str]:
    """Findings source by source; of one that has very many the first ones, and how many more."""
    for source, group in groupby(findings, key=lambda one: one.source):
        every = list(group)
        yield from map(told, every[:most])
        if (more := len(every) - most) > 0:
            yield words.say("more-findings", source=source, number=more, command=command)


def _first(
    every: Sequence[Differing], told: Callable[[Differing, Language], str], command: str, words: Language
) -> Iterator[str]:
    """Of disagreements the first ones, and how many more."""
    yield from (told(one, words) for one in every[:DIFFERING_SHOWN])
    if (more := len(every) - DIFFERING_SHOWN) > 0:
        yield words.say("more-differing", number=more, command=command)


def remark(one: Remark, words: Language = ENGLISH) -> str:
    """A finding, its kind, and whether it is over; what tells of a moment has no end."""
    over = one.closed_at is not None and not is_moment(one.kind)
    message = _meant(one.kind, one.message, words)
    ends = words.say("finding-over") if over else ""
    return words.say("finding", source=one.source, message=message, kind=one.kind, over=ends)


def _meant(kind: str, message: str, words: Language) -> str:
    """What a finding says; behind what its kind means, where the language is not that of the words that were kept."""
    meaning = words.term("finding", kind)
    return words.say("finding-meaning", meaning=meaning, message=message) if meaning else message


def closed(one: Closed, words: Language = ENGLISH) -> str:
    """A finding that stood before the window and stands no more."""
    message = _meant(one.kind, one.message, words)
    return words.say(
        "finding-closed", source=one.source, message=message, kind=one.kind, since=words.instant(one.opened_at)
    )


def meeting(one: Upcoming, words: Language = ENGLISH) -> str:
    """A meeting to come: its days, whose it is, and who says so."""
    value = {"date": "", "place": one.place, "country": one.country, "title": one.title}
    what = in_words("meeting", value, words)
    return words.say(
        "upcoming-one",
        day=words.day(one.when),
        mechanism=mechanism_named(one.mechanism, words),
        what=what,
        sources=", ".join(one.sources),
    )


def trouble(one: Trouble, words: Language = ENGLISH) -> str:
    """A source that fails: how, since when, and when it last was well."""
    name, why = failure(one.verdict, one.error, words)
    return words.say(
        "trouble",
        source=one.source,
        verdict=name,
        since=_since(one.since, words),
        often=words.say("often", number=one.times, at=words.instant(one.first)) if one.first else "",
        last=words.say("well-at", at=words.instant(one.last_success)) if one.last_success else words.say("well-never"),
        why=because(why, words),
    )


def _since(at: datetime | None, words: Language) -> str:
    return words.say("since", at=words.instant(at)) if at else ""


def site_trouble(one: SiteTrouble, words: Language = ENGLISH) -> str:
    """A site that fails: how many of its sources, how, since when, and which."""
    reasons = {failure(each.verdict, each.error, words)[1] for each in one.troubles}
    again = [each for each in one.troubles if each.first]
    first = min((each.first for each in again if each.first), default=None)
    most = max((each.times for each in again), default=0)
    return words.say(
        "site-trouble",
        host=one.host,
        number=len(one.troubles),
        watched=one.watched,
        verdict=words.term("verdict", one.verdict) or one.verdict,
        since=_since(one.since, words),
        often=words.say("often-at-most", number=most, at=words.instant(first)) if first else "",
        why=because(reasons.pop(), words) if len(reasons) == 1 else "",
        names=", ".join(each.source for each in one.troubles),
    )


def site_waiting(one: SiteWaiting, words: Language = ENGLISH) -> str:
    """A site on which fields are held back, and on which of its sources."""
    fields: dict[str, list[str]] = {}
    for each in one.waiting:
        fields.setdefault(each.source, []).append(label(each.field, words))
    held = (
        words.say("site-held-fields", source=source, fields=", ".join(dict.fromkeys(names)))
        for source, names in fields.items()
    )
    return words.say(
        "site-held",
        host=one.host,
        number=len(fields),
        watched=one.watched,
        at=words.instant(one.since),
        fields="; ".join(held),
    )


def recovery(one: Recovery, words: Language = ENGLISH) -> str:
    """The end of a trouble that most sources of a site had."""
    common = {
        "host": one.host,
        "number": len(one.sources),
        "watched": one.watched,
        "since": words.instant(one.since),
        "until": words.instant(one.ended_at),
        "names": ", ".join(one.sources),
    }
    if one.what == HELD:
        return words.say("site-was-held", **common)
    often = words.say("at-most-times", number=one.times) if one.times > 1 else ""
    return words.say("site-failed", often=often, **common)


def unsteady(one: Unsteady, words: Language = ENGLISH) -> str:
    """Sources that fail again and again: how often, since when, and since when they are well."""
    common = {
        "number": one.times,
        "since": words.instant(one.since),
        "until": words.instant(one.well_since),
        "why": because(one.words, words),
    }
    if not one.host:
        return words.say("unsteady-one", source=one.sources[0], **common)
    names = ", ".join(one.sources)
    return words.say(
        "unsteady-site", host=one.host, sources=len(one.sources), watched=one.watched, names=names, **common
    )


def ended(one: Ended, words: Language = ENGLISH) -> str:
    """What was wrong with one source and is over."""
    common = {
        "source": one.source,
        "since": words.instant(one.since),
        "until": words.instant(one.ended_at),
        "words": one.words,
    }
    if one.what == HELD:
        return words.say("was-held", **common)
    return words.say("failed", often=words.say("times", number=one.times) if one.times > 1 else "", **common)


def states(digest: Digest, command: str) -> list[tuple[str, list[str]]]:
    """The sections below the changes, by their titles, those of whole sites first; a section may be empty. `command`:
    how the reader calls the monitor.
    """
    words = language(digest.language)
    sections = {
        "upcoming": [meeting(one, words) for one in digest.upcoming],
        "disagreements-new": _first(digest.disagreed, differing.begun, command, words),
        "disagreements-over": _first(digest.agreed, differing.over, command, words),
        "findings": _by_source(digest.remarks, lambda one: remark(one, words), REMARKS_SHOWN, command, words),
        "closed": _by_source(digest.closed, lambda one: closed(one, words), CLOSED_SHOWN, command, words),
        "failing": [
            *(site_trouble(one, words) for one in digest.site_troubles),
            *(trouble(one, words) for one in digest.troubles),
        ],
        "unsteady": [unsteady(one, words) for one in digest.unsteady],
        "held": [
            *(site_waiting(one, words) for one in digest.site_waiting),
            *(waiting(one, command, words) for one in digest.waiting),
        ],
        "over": [
            *(recovery(one, words) for one in digest.recoveries),
            *(ended(one, words) for one in digest.ended),
            *(words.say("mended", words=one) for one in digest.mended),
        ],
        "undelivered": [undelivered(one, command, words) for one in digest.undelivered],
        "mistakes": digest.problems,
    }
    return [(words.say(title), list(entries)) for title, entries in sections.items()]


def undelivered(one: Undelivered, command: str, words: Language = ENGLISH) -> str:
    """A digest that a channel never took, and what to type, or what was done about it; or that none could be made."""
    if one.digest is None:
        said = words.say("digest-none", channel=one.channel, at=words.instant(one.since), error=one.error)
        return said if one.ended_at is None else words.say("digest-made", said=said, at=words.instant(one.ended_at))
    said = words.say("digest", number=one.digest, channel=one.channel, at=words.instant(one.since), error=one.error)
    if one.ended_at is None:
        return words.say("digest-open", said=said, command=f"{command} channels", channel=one.channel)
    over = "digest-retried" if one.ended == "retried" else "digest-dropped"
    return words.say(over, said=said, at=words.instant(one.ended_at))


def of_mechanism(id_: str | None, words: Language = ENGLISH) -> str:
    """Of which mechanism a field is, behind its name; nothing where it is the page's."""
    return words.say("waiting-of", mechanism=mechanism_named(id_, words)) if id_ else ""


def waiting(one: Waiting, command: str, words: Language = ENGLISH) -> str:
    """A field that is held back, why, and what to type when the page does state it."""
    field = f"{one.mechanism}/{one.field}" if one.mechanism else one.field
    return words.say(
        "waiting",
        source=one.source,
        field=label(one.field, words),
        of=of_mechanism(one.mechanism, words),
        at=words.instant(one.since),
        reason=words.reason(one.reason) or one.reason,
        accept=f"{command} accept {shlex.quote(one.source)} {shlex.quote(field)}",
    )


def standing(digest: Digest, command: str) -> list[str]:
    """The closing lines: what stays open, what our own corrections did, and how to see the evidence."""
    words = language(digest.language)
    lines = [words.say("open", number=digest.open_findings)]
    if not digest.upcoming and digest.days_ahead:
        lines.append(words.say("upcoming-none", days=digest.days_ahead))
    if digest.corrections:
        lines.append(words.say("corrections", number=digest.corrections, command=command))
    if digest.left_out:
        lines.append(words.say("see-left-out", command=command))
    if digest.disagreements:
        lines.append(words.say("disagreements", number=digest.disagreements, command=command))
    if digest.waiting or digest.site_waiting:
        lines.append(words.say("see-held", command=command))
    if digest.changes:
        lines.append(words.say("see-evidence", command=command))
    return lines
