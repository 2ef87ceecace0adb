"""Trouble that most sources of one host have in common: one event of the site, with its sources behind it. Pure.

Each source's own state stays recorded; what is one here is the telling (design rule 10).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from monitor.digest.records import News, Recovery, SiteTrouble, SiteWaiting, Trouble, Waiting
from monitor.digest.words import ENGLISH, fails_as
from monitor.messages import Language

if TYPE_CHECKING:
    from monitor.history import SourceHealth

FEWEST, SHARE = 3, 0.5  # sources of a host with the same trouble: so many at least, and so much of those watched
OURS, OUR_TABLES = "the monitor's own tables", "lookups/"  # a broken table is named first in what is wrong
FAILING = "failing"
RESHAPED, EDITED = "page.reshaped", "site.edited"
TOGETHER = timedelta(hours=1)  # a run takes less; the next one comes later

Of = TypeVar("Of")
Key = TypeVar("Key")
Ended = tuple[str, datetime, datetime]  # source, from when, until when something was so
Hosts = Mapping[str, str]  # id of each watched source -> its host (see `monitor.sites.site_at`)


def most(sources: Iterable[str], host: str, hosts: Hosts) -> bool:
    """Whether these sources are so many of a host's that what they share is the site's."""
    shared = {source for source in sources if hosts.get(source) == host}
    return bool(host) and len(shared) >= needed(host, hosts)


def needed(host: str, hosts: Hosts) -> int:
    """How many sources of a host make its trouble one of the site."""
    return max(FEWEST, ceil(SHARE * watched(host, hosts)))


def watched(host: str, hosts: Hosts) -> int:
    """How many sources of a host are watched."""
    return Counter(hosts.values())[host]


def failing(health: Iterable[SourceHealth]) -> list[Trouble]:
    """The sources that fail, by name."""
    return [
        Trouble(one.source, one.last_verdict or "unknown", one.failing_since, one.last_success, one.last_error or "")
        for one in sorted(health, key=lambda one: one.source)
        if one.failing_since
    ]


def troubled(troubles: Sequence[Trouble], hosts: Hosts) -> tuple[tuple[SiteTrouble, ...], tuple[Trouble, ...]]:
    """The sites most of whose sources fail the same way, and the troubles of single sources.

    No site is to blame for a table of the monitor that cannot be read: that is one trouble of ours, of all that is
    watched.
    """
    ours = tuple(one for one in troubles if is_ours(one.error))
    groups = grouped(
        [one for one in troubles if one not in ours],
        lambda one: (hosts.get(one.source, ""), fails_as(one.verdict)),
    )
    sites = tuple(
        SiteTrouble(host, verdict, watched(host, hosts), _since([one.since for one in group], host, hosts), group)
        for (host, verdict), group in sorted(groups.items())
        if most([one.source for one in group], host, hosts)
    )
    if len(ours) >= FEWEST:
        since = min((one.since for one in ours if one.since), default=None)
        sites = (SiteTrouble(OURS, fails_as(ours[0].verdict), len(hosts), since, ours), *sites)
    told = {one.source for site in sites for one in site.troubles}
    return sites, tuple(one for one in troubles if one.source not in told)


def held_back(waiting: Sequence[Waiting], hosts: Hosts) -> tuple[tuple[SiteWaiting, ...], tuple[Waiting, ...]]:
    """The sites on most of whose sources a field is held back, and the fields of single sources."""
    sites = []
    for host, group in sorted(grouped(waiting, lambda one: hosts.get(one.source, "")).items()):
        if most([one.source for one in group], host, hosts):
            first: dict[str, datetime] = {}
            for one in group:
                first[one.source] = min(first.get(one.source, one.since), one.since)
            since = _since(list(first.values()), host, hosts) or group[0].since
            sites.append(SiteWaiting(host, watched(host, hosts), since, group))
    told = {one.source for site in sites for one in site.waiting}
    return tuple(sites), tuple(one for one in waiting if one.source not in told)


def recovered(
    what: str, ended: Sequence[Ended], lasting: Iterable[str], hosts: Hosts, ours: Sequence[Ended] = ()
) -> tuple[Recovery, ...]:
    """The sites of which most sources are over the same trouble; `lasting`: hosts whose trouble lasts, so that its end
    is told later. `ours`: what a table of the monitor was to blame for.
    """
    found = []
    if ours and OURS not in set(lasting) and len({source for source, _, _ in ours}) >= FEWEST:
        sources = tuple(sorted({source for source, _, _ in ours}))
        since, until = min(since for _, since, _ in ours), max(until for _, _, until in ours)
        found.append(Recovery(OURS, what, len(hosts), since, until, sources, _times(what, ours)))
    for host, group in sorted(grouped(ended, lambda one: hosts.get(one[0], "")).items()):
        sources = tuple(sorted({source for source, _, _ in group}))
        if host not in set(lasting) and most(sources, host, hosts):
            since = _since([since for _, since, _ in group], host, hosts) or group[0][1]
            until = max(until for _, _, until in group)
            found.append(Recovery(host, what, watched(host, hosts), since, until, sources, _times(what, group)))
    return tuple(found)


def reshaped(news: Sequence[News], hosts: Hosts, words: Language = ENGLISH) -> list[News]:
    """The news of pages, with those of a site most of whose pages changed shape as one, that stands for them all; and
    so those of one most of whose pages call something not known yet.
    """
    reshaped_or_silent = (one for one in news if one.kind == RESHAPED)
    groups = grouped(reshaped_or_silent, lambda one: (hosts.get(one.source, ""), _says_no_more(one)))
    left = list(news)
    for (host, silent), group in groups.items():
        sources = sorted({one.source for one in group})
        if most(sources, host, hosts):
            first = min(group, key=lambda one: (one.detected_at, one.source))
            how = words.phrase("silent" if silent else "reshaped")
            told = words.fill(how, number=len(sources), watched=watched(host, hosts), host=host)
            said = tuple(each for one in group for each in one.said)
            one = replace(first, kind="site.reshaped", summary=told, before=None, after=sources, said=said, parts=group)
            left = [each for each in left if each not in group] + [one]
    return left


def _says_no_more(one: News) -> bool:
    """Whether a page does not say of all that is held what it was, so that it has the shape that it had."""
    from monitor.compare.guard import UNKNOWN  # not above: comparing loads rapidfuzz, and most commands need it not

    held = one.after if isinstance(one.after, list) else []
    return bool(held) and UNKNOWN.issuperset(each["reason"] for each in held)


def edited(news: Sequence[News], hosts: Hosts) -> list[News]:
    """The news of pages, with the edits of one site that were seen together (its pages in two languages) as one."""
    left: list[News] = []
    for one in sorted(news, key=lambda one: (one.detected_at, one.source, one.id)):
        host = hosts.get(one.source, "")
        last = next((each for each in reversed(left) if each.kind == EDITED and hosts.get(each.source) == host), None)
        if one.kind == EDITED and last and host and one.detected_at - last.detected_at <= TOGETHER:
            what = one.summary.partition(": ")[2] or one.summary
            shown = tuple(dict.fromkeys((*last.shown, *one.shown)))
            parts, said = (*(last.parts or (last,)), one), (*last.said, *one.said)
            both = replace(last, summary=f"{last.summary}; {what}", shown=shown, parts=parts, said=said)
            left[left.index(last)] = both
        else:
            left.append(one)
    return left


def is_ours(message: str) -> bool:
    """Whether what is wrong with a source is a table of the monitor that cannot be read."""
    return message.startswith(OUR_TABLES)


def grouped(entries: Iterable[Of], key: Callable[[Of], Key]) -> dict[Key, tuple[Of, ...]]:
    """Entries by what they have in common, each group in the order in which its entries come."""
    groups: dict[Key, list[Of]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return {at: tuple(group) for at, group in groups.items()}


def _times(what: str, ended: Sequence[Ended]) -> int:
    """How often the source failed that did so the most often; several fields of one are held back at once."""
    return max(Counter(source for source, _, _ in ended).values()) if what == FAILING else 1


def _since(times: Sequence[datetime | None], host: str, hosts: Hosts) -> datetime | None:
    """When so many had begun that it was one event: one source may have failed for months before."""
    known = sorted(time for time in times if time is not None)
    return known[min(needed(host, hosts), len(known)) - 1] if known else None
