"""What an archive has of an address, had page after page; how its server wants to be asked is found out on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.backfill.asking import Caller, where_to
from monitor.backfill.cdx import Listing, listing, question
from monitor.backfill.endpoints import Endpoint
from monitor.backfill.memento import LINKS, timemap
from monitor.backfill.staging import Slip
from monitor.errors import AskedToWait, FetchError, ForeignArchiveError
from monitor.fetch import Reply, decoded

MOST = 50_000  # captures of one address: a capture an hour for five years
PAGES = 200  # of one list
REDIRECTS = 3
LONGEST = 16 * 1024 * 1024  # bytes of one page of a list

_FORMS = "name the address of a CDX server, of a pywb collection (https://host/collection/) or of a TimeMap"
_NARROWER = "narrow it by --since, --until or --collapse"


@dataclass(frozen=True, slots=True)
class Window:
    """Which captures are wanted."""

    since: datetime | None
    until: datetime | None
    unlike: bool  # of neighbours with one digest the first alone


async def answering(
    caller: Caller, candidates: tuple[Endpoint, ...], url: str, window: Window
) -> tuple[Endpoint, Listing]:
    """The first of the candidates that answers with a list, and its first page. ForeignArchiveError when none does."""
    reasons: list[str] = []
    for endpoint in candidates:
        try:
            return endpoint, await _page(caller, endpoint, url, window, Slip())
        except ForeignArchiveError as error:
            if isinstance(error, AskedToWait) or isinstance(error.__cause__, FetchError):
                raise
            reasons.append(error.message)
    raise ForeignArchiveError("no list of captures was found there: " + "; ".join(reasons), url=url, fix=_FORMS)


async def whole(
    caller: Caller,
    endpoint: Endpoint,
    url: str,
    window: Window,
    slip: Slip,
    kept: Callable[[], None],
    first: Listing | None = None,
) -> None:
    """Go on with the list of `url` until it is whole; `kept` is called after each page. `first`: a page that is had.

    Raises AskedToWait, and ForeignArchiveError for a list that is none or has no end.
    """
    seen = {(row.at, row.url, row.digest) for row in slip.rows}
    keys = {slip.key}
    for _ in range(PAGES):
        if slip.whole:
            return
        page, first = first or await _page(caller, endpoint, url, window, slip), None
        fresh = [row for row in page.rows if (row.at, row.url, row.digest) not in seen]
        seen.update((row.at, row.url, row.digest) for row in fresh)
        slip.rows += fresh
        if len(slip.rows) > MOST:
            raise ForeignArchiveError(f"the list of {url} is longer than {MOST} captures", url=url, fix=_NARROWER)
        if page.key in keys - {None}:
            raise ForeignArchiveError(f"the list of {url} goes round in a circle", url=url, fix=_NARROWER)
        slip.key = page.key
        keys.add(page.key)
        slip.whole = page.key is None
        if slip.whole and page.full and fresh:  # pywb has no keys: what comes next begins where this ended
            slip.since, slip.whole = max(row.at for row in fresh), False
        kept()
    if not slip.whole:
        raise ForeignArchiveError(f"the list of {url} does not come to an end", url=url, fix=_NARROWER)


async def _page(caller: Caller, endpoint: Endpoint, url: str, window: Window, slip: Slip) -> Listing:
    """The next page of a list. Of a TimeMap the key is what other TimeMaps are still to be asked for."""
    if endpoint.kind == "timemap":
        here, *rest = slip.key.split(" ") if slip.key else [endpoint.address + url]
        page = _of_timemap(await _reply(caller, here, LINKS), here, url, endpoint)
        more = " ".join(dict.fromkeys([*rest, *(page.key or "").split()]))
        return Listing(page.rows, more or None, page.unread)
    since, collapse = slip.since or window.since, window.unlike
    query = question(endpoint.kind, url, since=since, until=window.until, collapse=collapse, key=slip.key)
    reply = await _reply(caller, f"{endpoint.address}?{query}", "application/json,text/plain;q=0.9,*/*;q=0.5")
    body = _body(reply, endpoint.address)
    if b"no captures found" in body[:500].lower():  # so pywb said it until 2.0
        return Listing()
    _good(reply, endpoint.address)
    if body.lstrip()[:1] == b"<":
        raise ForeignArchiveError(f"{endpoint.address} answers with a page, and with no list of captures", fix=_FORMS)
    try:
        return listing(body)
    except ForeignArchiveError as error:
        raise ForeignArchiveError(f"{endpoint.address}: {error.message}", fix=_FORMS) from error


def _of_timemap(reply: Reply, here: str, url: str, endpoint: Endpoint) -> Listing:
    body = _body(reply, here)
    none = reply.status == 404 and (LINKS in (reply.header("content-type") or "") or not body)
    if none or (reply.status == 200 and not body.strip()):  # RFC 7089, 4.5.4: there are no mementos
        return Listing()
    _good(reply, here)
    found = timemap(body.decode("utf-8", errors="replace"), url, here)
    if found is None:
        raise ForeignArchiveError(f"{here} answers with no TimeMap", fix=_FORMS)
    # Only what stands where the archive said that its lists are: a TimeMap leads nowhere else.
    more = [each for each in found.more if each.startswith(endpoint.address) and " " not in each and each != here]
    return Listing(found.rows, " ".join(more) or None, found.unread)


async def _reply(caller: Caller, url: str, accept: str) -> Reply:
    """The reply for a list, over redirects that stay with the host."""
    for _ in range(REDIRECTS + 1):
        try:
            reply = await caller.list(url, accept)
        except FetchError as error:
            raise ForeignArchiveError(error.message, url=url, fix=error.fix) from error
        there = where_to(url, reply)
        if there is None:
            return reply
        url = there
    return reply


def _body(reply: Reply, address: str) -> bytes:
    try:
        if reply.error is not None:
            raise reply.error
        return decoded(reply.body, reply.header("content-encoding") or "", LONGEST)
    except FetchError as error:
        raise ForeignArchiveError(f"{address}: {error.message}", fix=error.fix or _NARROWER) from error


def _good(reply: Reply, address: str) -> None:
    if reply.status == 503:
        raise AskedToWait(f"{address} answered 503: it is overloaded", fix="run the same command again in a while")
    if reply.location is not None:
        raise ForeignArchiveError(
            f"{address} leads to {reply.location[:200]!r}", fix="name that address, if it is meant"
        )
    if reply.status != 200:
        raise ForeignArchiveError(f"{address} answered {reply.status}", fix=_FORMS)
