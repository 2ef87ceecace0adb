"""One capture out of a web archive, its bytes and its headers as the site once sent them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.backfill.asking import Caller, where_to
from monitor.backfill.digests import agrees, sha1
from monitor.backfill.endpoints import Endpoint
from monitor.backfill.listed import UNKNOWN, Listed, same_page
from monitor.backfill.memento import leads_to, memento_time, originals, raw_address
from monitor.errors import FetchError
from monitor.fetch import Reply, decoded
from monitor.headers import Headers, content_type, header
from monitor.model import Answer, Finding

NEAR = timedelta(minutes=1)  # what is further away is another capture; the Internet Archive shifts some by seconds
REDIRECTS = 3
_REFUSALS = frozenset({401, 403, 451})
GZIP = b"\x1f\x8b"
_PACKED = frozenset({"application/gzip", "application/x-gzip", "application/octet-stream", "application/x-tar"})
_SHA1 = re.compile(r"[A-Z2-7]{32}", re.IGNORECASE)  # as CDX has it, without a label: base32


@dataclass(frozen=True, slots=True)
class Had:
    """A capture: the answer that the site gave then, and what is to be remarked on it."""

    answer: Answer
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NotHad:
    """There is none. `why`: in words; '' where that is no trouble, since it is no page. `refused`: the archive has it,
    and does not give it out.
    """

    why: str = ""
    refused: bool = False


async def capture(caller: Caller, endpoint: Endpoint, row: Listed, *, most: int, now: datetime) -> Had | NotHad:
    """The capture that an archive listed. `most`: bytes of its body, unpacked. Raises AskedToWait."""
    # pywb unpacks a body unless it is asked for it packed: then its digest could not be compared. The Internet Archive
    # hands it out as it was, and would pack it once more.
    coding = "identity" if endpoint.kind == "wayback" else "gzip"
    url = raw_address(endpoint.replay, row)
    for _ in range(REDIRECTS + 1):
        try:
            reply = await caller.capture(url, coding)
        except FetchError as error:
            return NotHad(error.message)
        if reply.location is None or memento_time(reply.headers) is not None:
            return _had(reply, row, endpoint, most, now)
        there = where_to(url, reply)
        other = leads_to(there, endpoint.replay) if there else None
        if there is None or other is None:
            return NotHad(f"it leads out of the archive, to {reply.location[:200]!r}")
        if abs(other.at - row.at) > NEAR or not same_page(other.url, row.url):
            return NotHad(f"the archive leads to another capture instead ({other.stamp} {other.url[:200]})")
        url = raw_address(endpoint.replay, other)
    return NotHad("its redirects do not come to an end")


def _had(reply: Reply, row: Listed, endpoint: Endpoint, most: int, now: datetime) -> Had | NotHad:
    at = memento_time(reply.headers)
    if at is None and reply.status in _REFUSALS:
        return NotHad(f"the archive answered {reply.status}: it does not give this out", refused=True)
    if at is None:
        return NotHad(
            f"the archive answered {reply.status} without a Memento-Datetime: no capture, but a page of its own"
        )
    if abs(at - row.at) > NEAR or at > now + timedelta(days=1):
        return NotHad(f"the archive gave another capture instead, of {at:%Y-%m-%d %H:%M:%S} UTC")
    if reply.status != 200:
        return NotHad("" if row.status in UNKNOWN else f"it was listed as a page, and is an answer {reply.status}")
    if reply.error is not None:
        return NotHad(reply.error.message)
    headers = originals(reply.headers, marked=endpoint.kind == "wayback" or _is_marked(reply.headers))
    try:
        sent = decoded(reply.body, reply.header("content-encoding") or "", most)
        body = _unpacked(sent, headers, reply.header("content-encoding"), most)
    except FetchError as error:
        return NotHad(error.message)
    answer = Answer(row.url, row.url, at, 0.0, 200, reply.reason, headers, body, received=reply.received)
    return Had(answer, _remarks(row, (reply.body, sent, body), _lost_its_coding(reply, headers, sent)))


def _is_marked(headers: Headers) -> bool:
    """Whether a server says whence it has a capture as the Internet Archive's does."""
    return bool(header(headers, "x-archive-src"))


def _unpacked(body: bytes, headers: Headers, undone: str | None, most: int) -> bytes:
    """The page, where its bytes are still packed: as its site said, or without having said so."""
    if not body.startswith(GZIP) or content_type(headers)[0] in _PACKED:
        return body
    said = header(headers, "content-encoding") if not undone else ""
    return decoded(body, said or "gzip", most)


def _lost_its_coding(reply: Reply, headers: Headers, sent: bytes) -> bool:
    """Whether the archive undid a coding of the site: the digest of what was sent cannot be known then. Of a body in
    chunks some tools hash the chunks (warcio), some what is in them.
    """
    if header(headers, "transfer-encoding"):
        return True
    packed = header(headers, "content-encoding").strip().lower() not in ("", "identity")
    return packed and reply.header("content-encoding") is None and not sent.startswith(GZIP)


def _remarks(row: Listed, bodies: tuple[bytes, ...], unknowable: bool) -> tuple[Finding, ...]:
    """A finding when no form of the body has the digest that was listed. Archives hash what was sent, packed or not."""
    stated = f"sha1:{row.digest}" if _SHA1.fullmatch(row.digest) else row.digest
    if unknowable or agrees(stated, *bodies) is not False:
        return ()
    message = (
        f"the web archive lists the capture of {row.url} at {row.stamp} with the digest {row.digest}, "
        f"and its bytes have {sha1(bodies[0])}"
    )
    return (Finding("digest-mismatch", message),)
