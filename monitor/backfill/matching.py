"""Which addresses are a source's: one address is written in many ways, and it had others before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from monitor import history
from monitor.errors import UsageError
from monitor.fetch import url_of
from monitor.model import Source

LONGEST = 8192  # characters; the gate sets out for none that is longer
PORTS = {"http": 80, "https": 443}

_URL = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\\]+", re.IGNORECASE)  # what can stand in a record of ours
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3


def canonical(url: str) -> str | None:
    """One text for all that lead to the same page: http or https, `www.` or not, host in capitals or not, the port that
    is understood, a slash at the end, other escapes (RFC 3986, 6.2), with or without a fragment. None for what is no
    http URL.
    """
    url = url.strip()
    if len(url) > LONGEST or not _URL.fullmatch(url):
        return None
    parsed = url_of(url)
    if parsed is None:
        return None
    host = parsed.raw_host.decode("ascii").lower().rstrip(".").removeprefix("www.")
    if not host or parsed.userinfo:
        return None
    port = parsed.port
    shown = "" if port is None or port == PORTS[parsed.scheme] else f":{port}"
    path, _, query = parsed.raw_path.decode("ascii").partition("?")
    return f"{host}{shown}{_escaped(path).rstrip('/')}{'?' + _escaped(query) if query else ''}"


def without_fragment(url: str) -> str:
    """The URL as it is asked for."""
    return url.strip().partition("#")[0]


def addresses(book: Database, source: Source, by_hand: Sequence[str] = ()) -> tuple[str, ...]:
    """Every address at which the pages of a source are or were: as it is configured, as it was before, where its link
    led; and what a person names. Of a source that follows a link, the page with the link is not one of them.

    UsageError for one by hand that is no http URL, and where there is none at all.
    """
    for url in by_hand:
        if canonical(url) is None:
            raise UsageError(f"{url!r} is no address of a page", fix="write it as https://host/path")
    is_known = book.execute("SELECT 1 FROM source WHERE name = ?", [source.id]).fetchone() is not None
    known = history.addresses(book, source.id) if is_known else ()
    before = (one.url for one in known if source.follow is None or one.kind == "followed")
    now = () if source.follow else (source.url,)
    found = tuple(dict.fromkeys((*now, *before, *by_hand)))
    if not found:
        message = f"{source.id} follows a link, and where that leads is not known yet"
        raise UsageError(message, source=source.id, fix="name the address of the page itself with --url")
    return found


def canonical_set(urls: Iterable[str]) -> frozenset[str]:
    """Their canonical texts."""
    return frozenset(filter(None, map(canonical, urls)))


def _escaped(text: str) -> str:
    """Escapes of letters that need none undone, the others in capitals."""
    return _ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter in _UNRESERVED else found[0].upper()
