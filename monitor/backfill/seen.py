"""What a pass through a file came upon, and which of it are pages of the source: its own, and those that redirects of
its addresses led to right then. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.backfill.spool import Slip

Way = tuple[tuple[int, str], ...]  # (status, URL it led to), in order

SOON = timedelta(minutes=1)  # after a redirect: a page that comes later came otherwise
MOST_HOPS = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the spool. `requested`: None where nothing but its own URL is known. `member`: in which gzip member it
    stands when no digest proves it.
    """

    at: datetime
    url: str
    key: str  # the canonical text of its URL
    slip: Slip
    member: tuple[str, int] | None = None
    requested: str | None = None
    redirects: Way = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect."""

    at: datetime
    url: str
    key: str
    status: int
    leads: str
    leads_key: str


def pages_of_source(
    pages: Collection[Page], hops: Collection[Hop], addresses: Collection[str], keys: frozenset[str]
) -> Iterator[Page]:
    """The pages that are the source's, each with the address that was asked for and its redirects.

    `addresses` as they are written, `keys` their canonical texts.
    """
    to: dict[str, list[Hop]] = defaultdict(list)
    for hop in sorted(hops, key=lambda hop: hop.at):
        to[hop.leads_key].append(hop)
    for page in pages:
        if page.requested is not None:
            yield page
            continue
        chain = () if page.url in addresses else _chain(page, to, keys)
        if chain:
            yield replace(page, requested=chain[0].url, redirects=tuple((hop.status, hop.leads) for hop in chain))
        elif page.key in keys:
            yield replace(page, requested=page.url)


def _chain(page: Page, to: dict[str, list[Hop]], keys: frozenset[str]) -> tuple[Hop, ...]:
    """The redirects that led from an address of the source to this page; none when none did."""
    chain: tuple[Hop, ...] = ()
    at, key = page.at, page.key
    for _ in range(MOST_HOPS):
        before = to.get(key, [])
        last = bisect_right(before, at, key=lambda hop: hop.at) - 1
        if last < 0 or at - before[last].at > SOON or before[last] in chain:
            break
        chain = (before[last], *chain)
        at, key = before[last].at, before[last].key
    starts = next((index for index, hop in enumerate(chain) if hop.key in keys), None)
    return () if starts is None else chain[starts:]
