"""The block of a `response` or `resource` record to an answer: its status, its headers, its body decoded. Pure.

Tools differ: some keep chunks and content codings as they came, some undo them and leave the headers that speak of
them, some write HTTP/2 without a reason, or LF alone. What the bytes are decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from monitor.backfill.digests import agrees
from monitor.backfill.warcs import Head
from monitor.errors import DamagedRecord
from monitor.fetch import whole_html
from monitor.fetch.decoding import decoded
from monitor.fetch.exchange import Reply
from monitor.fetch.verdict import of_reply
from monitor.headers import Headers, header
from monitor.model import Answer

PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain"})  # of a resource that is read
HTTP = ("application/http", "")
MOST_HEADERS = 500

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: +([^\r\n]*))?\s*")
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")  # RFC 9110, 5.6.2
_BLANK = re.compile(rb"\r?\n\r?\n")
_LINE = re.compile(rb"\r?\n(?![ \t])")  # a line that begins with a blank goes on the one before (RFC 9112, 5.2)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_BEGINS_AS = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b"}


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response as it stands in a record; `raw` is its body, chunks and codings and all."""

    status: int
    reason: str
    headers: Headers
    raw: bytes

    @property
    def location(self) -> str:
        """Where it leads; bytes beyond ASCII are UTF-8 where they can be."""
        value = header(self.headers, "location")
        try:
            return value.encode("latin-1").decode("utf-8").strip()
        except UnicodeDecodeError:
            return value.strip()


def response(head: Head, block: bytes, where: str) -> Response:
    """What a record holds. Raises DamagedRecord when that is no HTTP response."""
    if head.kind == "resource":
        return Response(200, "OK", (("Content-Type", head.fields.get("content-type", "")),), block)
    end = _BLANK.search(block)
    first, *lines = _LINE.split(block[: end.start()] if end else block.rstrip(b"\r\n"))
    status = _STATUS.fullmatch(first)
    if not status or len(lines) > MOST_HEADERS:
        raise DamagedRecord(f"{where}: it holds no HTTP response")
    headers = [_header(line) for line in lines]
    reason = (status[2] or b"").decode("latin-1").strip()
    return Response(int(status[1]), reason, tuple(filter(None, headers)), block[end.end() :] if end else b"")


def answer(
    found: Response,
    head: Head,
    block: bytes,
    *,
    url: str,
    at: datetime,
    most: int,
    where: str,
) -> tuple[Answer, bool]:
    """The answer of a page at `url`, and whether a digest of its record proves it.

    Raises DamagedRecord when a stated digest is another, or the body is not whole, TooLarge when it is longer than
    `most` bytes decoded, FetchError for a coding that cannot be undone.
    """
    if head.fields.get("warc-truncated"):
        raise DamagedRecord(f"{where}: whoever captured the page did not get all of it")
    stated, raw = head.fields.get("warc-payload-digest", ""), found.raw
    whole = agrees(head.fields.get("warc-block-digest", ""), block)
    if whole is False:
        raise DamagedRecord(f"{where}: the record does not pass its digest")
    plain = _without_chunks(raw, where) if "chunked" in header(found.headers, "transfer-encoding").lower() else raw
    body = _decoded(plain, header(found.headers, "content-encoding"), most)
    payload = agrees(stated, raw, plain, body)  # tools do not agree on what of it is the payload
    if payload is False:
        raise DamagedRecord(f"{where}: the body does not pass its digest")
    announced = header(found.headers, "content-length")
    short = announced.isdecimal() and len(raw) < int(announced[:15])
    verdict, why = of_reply(Reply(found.status, found.headers, at, body=body), asked=False)
    if verdict is not None or (short and body == raw and whole_html(body) is None):
        raise DamagedRecord(f"{where}: {why or 'the body is shorter than the server said'}")
    return (
        Answer(
            requested_url=url,
            final_url=url,
            fetched_at=at,
            seconds=0.0,
            status=found.status,
            reason=found.reason,
            headers=found.headers,
            body=body,
            received=len(raw),
            address=_address(head.fields.get("warc-ip-address", "")),
        ),
        bool(whole or payload),
    )


def _header(line: bytes) -> tuple[str, str] | None:
    """Name and value; None for what is no header: no archive of ours could hold it."""
    name, colon, value = line.decode("latin-1").partition(":")
    name = name.strip(" \t")
    return (name, " ".join(value.split("\r\n")).strip(" \t\r\n")) if colon and _TOKEN.fullmatch(name) else None


def _without_chunks(raw: bytes, where: str) -> bytes:
    """The body out of its chunks (RFC 9112, 7.1); as it is where the tool had undone them."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(raw, at):
        length = int(found[1], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(raw[found.end() : found.end() + length])
        at = found.end() + length
        at += 2 if raw[at : at + 2] == b"\r\n" else 1
    if pieces:
        raise DamagedRecord(f"{where}: the body ends before its last chunk")
    return raw


def _decoded(body: bytes, codings: str, most: int) -> bytes:
    """The body without its content codings; as it is where the tool had undone them."""
    first = codings.rpartition(",")[2].strip().lower()  # the one that was put on last
    begins = _BEGINS_AS.get(first)
    undone = (begins is not None and not body.startswith(begins)) or whole_html(body) is not None
    return decoded(body, "" if undone else codings, most)


def _address(value: str) -> str | None:
    try:
        return str(ip_address(value.strip()))
    except ValueError:
        return None
