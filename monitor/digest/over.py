"""What is over of single sources, and what comes and goes: told once each, of most sources of a host as one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from monitor.digest import sites
from monitor.digest.records import Digest, Ended, Recovery, SiteTrouble, Trouble, Unsteady
from monitor.digest.spells import OFTEN, Span, Spells
from monitor.digest.words import label, reason
from monitor.messages import Language

FAILING, HELD = "failing", "held"


def of_sites(told: Spells, lasting: Iterable[str], hosts: sites.Hosts) -> tuple[Recovery, ...]:
    """The sites most of whose sources failed and are well again; `lasting`: as `sites.recovered` has it."""
    spans = [one for row in told.ended.values() for one in row]
    whose, ours = (
        [(one.of[0], one.since, _last(one)) for one in spans if sites.is_ours(one.words) is is_ours]
        for is_ours in (False, True)
    )
    return sites.recovered(FAILING, whose, lasting, hosts, ours)


def failed(words: Language, told: Spells, but: Collection[str]) -> tuple[Ended, ...]:
    """The sources that failed and are well again, one entry each; without those that are told with their site."""
    return tuple(
        Ended(source, FAILING, len(spans), spans[0].since, _last(spans[-1]), reason(spans[-1].words, words))
        for (source, *_), spans in sorted(told.ended.items())
        if source not in but
    )


def waited(words: Language, told: Spells, but: Collection[str]) -> tuple[Ended, ...]:
    """The sources of which fields were held back and are no more, one entry each."""
    by_source: dict[str, list[Span]] = {}
    for (source, *_), spans in sorted(told.ended.items()):
        by_source.setdefault(source, []).extend(spans)
    return tuple(
        Ended(source, HELD, 1, min(one.since for one in spans), max(map(_last, spans)), _fields(spans, words))
        for source, spans in by_source.items()
        if source not in but
    )


def unsteady(words: Language, told: Spells, hosts: sites.Hosts) -> tuple[Unsteady, ...]:
    """The sources that fail again and again and are well now; where those are most of a host, as one."""
    found, names = [], {source: spans for (source, *_), spans in sorted(told.unsteady.items())}
    for host, group in sorted(sites.grouped(names, lambda source: hosts.get(source, "")).items()):
        together = sites.most(group, host, hosts)
        for sources in [group] if together else [(one,) for one in group]:
            rows = [names[one] for one in sources]
            last = max((row[-1] for row in rows), key=_last)
            found.append(
                Unsteady(
                    host if together else "",
                    sites.watched(host, hosts),
                    max(map(len, rows)),
                    min(row[0].since for row in rows),
                    _last(last),
                    reason(last.words, words),
                    sources,
                )
            )
    return tuple(found)


def counted(troubles: Iterable[Trouble], told: Spells) -> tuple[Trouble, ...]:
    """The same troubles, with how often those came that come and go."""
    return tuple(
        replace(one, times=len(spans), first=spans[0].since) if (spans := told.again.get((one.source,))) else one
        for one in troubles
    )


def counted_of_sites(troubles: Iterable[SiteTrouble], told: Spells) -> tuple[SiteTrouble, ...]:
    """The same of the sources behind the troubles of sites."""
    return tuple(replace(one, troubles=counted(one.troubles, told)) for one in troubles)


def _last(span: Span) -> datetime:
    """When something that is over ended."""
    if span.until is None:
        raise ValueError(f"{span.of} is not over")
    return span.until


def _fields(spans: Iterable[Span], words: Language) -> str:
    return ", ".join(dict.fromkeys(label(one.words, words) for one in spans))


def calmed(digest: Digest) -> frozenset[str]:
    """The sources of which a digest tells that they do not come and go any more."""
    single = {one.source for one in digest.ended if one.what == FAILING and one.times >= OFTEN}
    return frozenset(single.union(*(one.sources for one in digest.recoveries if one.times >= OFTEN)))
