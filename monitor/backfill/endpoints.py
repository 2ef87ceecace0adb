"""Which addresses of a web archive answer what it has, found from the one that the operator named. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from monitor.errors import UsageError

Kind = Literal["wayback", "pywb", "timemap"]

WAYBACK = "/cdx/search/cdx"
_FORMS = "the address of a CDX server, of a collection of pywb, or of a TimeMap, such as https://web.archive.org"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an archive lists (`address`), in which manner, and what stands before the 14 digits of its captures."""

    kind: Kind
    address: str
    replay: str


def endpoints(named: str) -> tuple[Endpoint, ...]:
    """What may be asked, in this order, when the operator named an address.

    `/cdx/search/cdx` is a CDX server as the Internet Archive has it, whose captures stand below `/web/`; `/x/cdx` that
    of pywb for the collection `/x/`; `/x/timemap/link/...` a TimeMap. Of another address each is tried. UsageError for
    what is no http address.
    """
    try:
        parts = urlsplit(named.strip())
    except ValueError as error:
        raise UsageError(f"{named[:200]!r} is no address of a web archive ({error})", fix=f"name {_FORMS}") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise UsageError(f"{named[:200]!r} is no address of a web archive", fix=f"name {_FORMS}")

    def at(path: str) -> str:
        return urlunsplit((parts.scheme.lower(), parts.netloc, path, "", ""))

    def wayback(base: str) -> Endpoint:
        return Endpoint("wayback", at(base + WAYBACK), at(f"{base}/web/"))

    def pywb(base: str) -> Endpoint:
        return Endpoint("pywb", at(f"{base}/cdx"), at(f"{base}/"))

    def timemap(base: str) -> Endpoint:
        return Endpoint("timemap", at(f"{base}/timemap/link/"), at(f"{base}/"))

    path = parts.path.rstrip("/")
    base, found, _ = parts.path.partition("/timemap/")
    if found:
        return (timemap(base),)
    if path.endswith(WAYBACK):
        return (wayback(path.removesuffix(WAYBACK)),)
    if path.endswith("/cdx"):
        return (pywb(path.removesuffix("/cdx")),)
    if path.endswith("/web"):
        return wayback(path.removesuffix("/web")), pywb(path), timemap(path)
    if not path:
        return wayback(path), pywb(path), timemap("/web")
    return pywb(path), timemap(path), wayback(path)
