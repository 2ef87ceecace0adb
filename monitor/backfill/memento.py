"""Memento (RFC 7089): TimeMaps in link format (RFC 6690), and captures as they came from their sites. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from monitor.backfill.listed import Listed, is_url, same_page, time_of
from monitor.headers import Headers

LINKS = "application/link-format"

_TARGET = re.compile(r"[\s,]*<([^<>]{1,16384})>")
_PARAMETER = re.compile(r"\s*;\s*([A-Za-z][A-Za-z0-9*-]{0,40})\s*=\s*(?:\"([^\"]{0,2000})\"|([^\s;,\"]{1,2000}))")
_MEMENTO = re.compile(r"(.*?/)([0-9]{14})(?:[a-z]{2}_)?/(https?:/.*)", re.IGNORECASE | re.DOTALL)
_ORIGINAL = "x-archive-orig-"
_ONE_SLASH = re.compile(r"(https?:)/+", re.IGNORECASE)  # servers and proxies make one slash of two in a path
# What pywb itself says behind the headers of the site, some of which may bear the same name.
_LAST_IS_OURS = ("memento-datetime", "link", "content-location", "date")
_OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class TimeMap:
    """What a TimeMap lists: mementos, and TimeMaps that list more. `unread`: mementos that cannot be asked for."""

    rows: tuple[Listed, ...] = ()
    more: tuple[str, ...] = ()
    unread: int = 0


def timemap(text: str, url: str, here: str) -> TimeMap | None:
    """What a TimeMap for `url` lists that was had from `here`; None when the text is none.

    Of a memento's address only what it says of time and URL counts: it is asked for at the archive that was named.
    """
    rows, more, unread, any_link = [], [], 0, False
    for target, about in _links(text):
        relations = about.get("rel", "").lower().split()
        any_link = any_link or bool(relations)
        if "memento" in relations:
            found = _MEMENTO.fullmatch(urljoin(here, target))
            original = written(found[3]) if found else ""
            at = time_of(found[2]) if found else None
            if at is None or not is_url(original) or not same_page(original, url):
                unread += 1
            else:
                rows.append(Listed(at, original))
        elif "timemap" in relations and "self" not in relations and about.get("type", LINKS) == LINKS:
            more.append(urljoin(here, target))
    return TimeMap(tuple(rows), tuple(more), unread) if any_link else None


def _links(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The links of a text in link format, up to where it is no more of that format."""
    at = 0
    while target := _TARGET.match(text, at):
        at, about = target.end(), dict[str, str]()
        while parameter := _PARAMETER.match(text, at):
            at = parameter.end()
            about.setdefault(parameter[1].lower(), parameter[2] or parameter[3] or "")
        yield target[1], about


def raw_address(replay: str, row: Listed) -> str:
    """Where the bytes of a capture are had as they came: `replay` is what stands before the 14 digits."""
    return f"{replay}{row.stamp}id_/{row.url.replace('#', '%23')}"


def leads_to(address: str, replay: str) -> Listed | None:
    """The capture that an address of an archive names, when it stands below `replay`; None when it names none."""
    there, ours = urlsplit(address), urlsplit(replay)
    if there.hostname != ours.hostname or not there.path.startswith(ours.path):
        return None
    found = _MEMENTO.fullmatch(address)
    at = time_of(found[2]) if found else None
    return Listed(at, written(found[3])) if found and at else None


def written(url: str) -> str:
    """A URL out of a path, where two slashes may have become one."""
    return _ONE_SLASH.sub(r"\1//", url, count=1)


def memento_time(headers: Headers) -> datetime | None:
    """When a reply's capture was made, None when it bears none. The last says it: a site may have sent its own."""
    told = [value for name, value in headers if name.lower() == "memento-datetime"]
    try:
        at = parsedate_to_datetime(told[-1]) if told else None
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC) if at else None


def originals(headers: Headers, *, marked: bool) -> Headers:
    """The headers that the site sent.

    `marked`: each of them is named `X-Archive-Orig-`, and all else is the archive's, but the Content-Type (the Internet
    Archive). Else the archive renamed some and passes on the rest, with its own behind them (pywb).
    """
    if marked:
        found = [(name[len(_ORIGINAL) :], value) for name, value in headers if name.lower().startswith(_ORIGINAL)]
        if any(name.lower() == "content-type" for name, _ in found):
            return tuple(found)
        return (*found, *((name, value) for name, value in headers if name.lower() == "content-type"))
    last = {name.lower(): place for place, (name, _) in enumerate(headers)}
    own = {last[name] for name in _LAST_IS_OURS if name in last}
    return tuple(
        (name[len(_ORIGINAL) :] if name.lower().startswith(_ORIGINAL) else name, value)
        for place, (name, value) in enumerate(headers)
        if place not in own and name.lower() not in _OF_THE_CONNECTION
    )
