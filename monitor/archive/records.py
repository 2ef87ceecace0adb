"""Answers as WARC 1.1 records (ISO 28500:2017), to the byte the same each time: no clock, no chance, no host name.

An answer becomes a `response` record. When there is more to say, a `metadata` record stands before it, so that a
rebuild knows it: the requested URL and the redirect chain of one that was redirected, the part that it plays (`role`)
when it is no document of its source, what the look remarked beside the bytes (`remark`, a finding in JSON), whence it
was `imported`. The response names that record in `WARC-Concurrent-To`.

A look that found the bytes of an earlier capture, and that something follows from, is a `revisit` record; a decision
(`model.Decision`) is a `metadata` record in JSON that stands alone.

Of a page that a browser rendered, the response holds the body as it came, and a `conversion` record behind it the page
that its scripts made. Its metadata names the conversion, so that a response that lost it is known to be a half.

The body is stored decoded. Headers that speak of the body on the wire get the prefix `X-Crawler-`, as do those that
have it already, so that taking one prefix away gives the headers as they were received; `Content-Length` is ours.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import uuid
from dataclasses import asdict
from datetime import UTC, datetime

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor import __version__
from monitor.errors import ArchiveError
from monitor.model import Answer, Capture, Decision, Finding, Imported

PREFIX = "X-Crawler-"
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
FIELDS = "application/warc-fields"
JSON = "application/json"
PROFILES = "http://netpreserve.org/warc/1.1/revisit/"  # ISO 28500:2017, 6.7
IDENTICAL, NOT_MODIFIED = f"{PROFILES}identical-payload-digest", f"{PROFILES}server-not-modified"
RESPONSE = "application/http; msgtype=response"
RENDERED = "text/html; charset=utf-8"  # what a browser's page is written as
WITHOUT_PAYLOAD = ("warcinfo", "metadata")  # of which warcio shall make no payload digest
TRUNCATED = {"truncated": "disconnect", "too-large": "length"}  # verdict: value of WARC-Truncated (ISO 28500, 5.13)

_URL = re.compile(r"https?://[^\s\x00-\x20\x7f<>]+")
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")  # RFC 9110, 5.6.2
_ROLE = re.compile(r"[a-z][a-z-]{0,30}")
_UNSAFE = re.compile(r"[\r\n\x00]")


def warcinfo(source: str, name: str, written_at: datetime, *, replaces: str = "") -> bytes:
    """The record at the head of the segment `name` of a source; `replaces`: the one that it was written anew from."""
    fields = [
        ("software", f"iscm-monitor/{__version__}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("isPartOf", source),
    ]
    if replaces:
        fields.append(("replaces", replaces))
    return _record("warcinfo", (("WARC-Filename", name),), written_at, FIELDS, _fields(fields))


def decision(made: Decision) -> bytes:
    """The record of a decision. UnicodeEncodeError for facts that are no text: no history could hold them."""
    block = json.dumps({"decision": made.kind, "facts": made.facts}, sort_keys=True, ensure_ascii=False).encode()
    return _record("metadata", (), made.at, JSON, block)


def revisit(answer: Answer, of: Capture, remarks: tuple[Finding, ...] = ()) -> tuple[bytes, ...]:
    """The records of a look that found the bytes of a capture: metadata if need be, and its revisit.

    Raises ArchiveError as `capture` does.
    """
    _with_status(answer)
    target, date = _url(answer.final_url, answer), answer.fetched_at
    block = _http_head(answer, len(_came(answer)))
    refers = ("WARC-Refers-To", _record_id("revisit", target, date, block))
    about = [
        ("WARC-Target-URI", target),
        ("WARC-Payload-Digest", f"sha256:{of.sha256}"),
        ("WARC-Profile", NOT_MODIFIED if answer.status == 304 else IDENTICAL),
        ("WARC-Refers-To-Target-URI", _url(of.final_url, answer)),
        ("WARC-Refers-To-Date", _date(of.fetched_at)),
    ]
    if of.rendered:  # two records of that URI and date have a payload: these bytes are those of the conversion
        about.append(("WARC-Refers-To", _urn("conversion", of.final_url, of.fetched_at, of.sha256)))
    if answer.address:
        about.append(("WARC-IP-Address", answer.address))
    told = _told(answer, "", "", remarks)
    if not told:
        return (_record("revisit", tuple(about), date, RESPONSE, block),)
    fields = _fields(told)
    metadata = _record("metadata", (("WARC-Target-URI", target), refers), date, FIELDS, fields)
    about.append(("WARC-Concurrent-To", _record_id("metadata", target, date, fields)))
    return metadata, _record("revisit", tuple(about), date, RESPONSE, block)


def capture(
    answer: Answer, role: str = "", remarks: tuple[Finding, ...] = (), imported: Imported | None = None
) -> tuple[bytes, ...]:
    """The records of one answer in their order: metadata if need be, its response, the conversion of a rendered one.

    Raises ArchiveError for what no WARC record can hold: an answer without a status, a URL with spaces or control
    characters or that is not http, a header name that is no token, a header value outside Latin-1, a role that is no
    word.
    """
    _with_status(answer)
    if role and not _ROLE.fullmatch(role):
        raise ArchiveError(f"{role!r} is no role of an answer: a-z and - only", url=answer.requested_url)
    came = _came(answer)
    block = _http_head(answer, len(came)) + came
    target, date = _url(answer.final_url, answer), answer.fetched_at
    refers = ("WARC-Refers-To", _record_id("response", target, date, block))
    about = [("WARC-Target-URI", target), ("WARC-Payload-Digest", _digest(came))]
    if answer.address:
        about.append(("WARC-IP-Address", answer.address))
    if answer.verdict in TRUNCATED:
        about.append(("WARC-Truncated", TRUNCATED[answer.verdict]))
    conversion = _record_id("conversion", target, date, answer.body) if answer.shell is not None else ""
    told = _told(answer, role, conversion, remarks, imported)
    if not told:
        return (_record("response", tuple(about), date, RESPONSE, block),)
    fields = _fields(told)
    metadata = _record("metadata", (("WARC-Target-URI", target), refers), date, FIELDS, fields)
    about.append(("WARC-Concurrent-To", _record_id("metadata", target, date, fields)))
    response = _record("response", tuple(about), date, RESPONSE, block)
    if answer.shell is None:
        return metadata, response
    digest = ("WARC-Payload-Digest", _digest(answer.body))
    page = _record("conversion", (("WARC-Target-URI", target), refers, digest), date, RENDERED, answer.body)
    return metadata, response, page


def _came(answer: Answer) -> bytes:
    """The body as the server sent it."""
    return answer.body if answer.shell is None else answer.shell


def _with_status(answer: Answer) -> None:
    if answer.status is None:
        raise ArchiveError("an answer without a status cannot be archived", url=answer.requested_url)


def _told(
    answer: Answer,
    role: str,
    conversion: str,
    remarks: tuple[Finding, ...],
    imported: Imported | None = None,
) -> list[tuple[str, str]]:
    """What the metadata record says; nothing when the record that it goes with says it all.

    JSON is in ASCII: no line of it ends early.
    """
    redirected = answer.redirects or answer.requested_url != answer.final_url
    if not (redirected or role or conversion or remarks or imported):
        return []
    told = [("requested-url", _url(answer.requested_url, answer))]
    told += [("redirect", f"{status} {_url(url, answer)}") for status, url in answer.redirects]
    told += [("role", role)] if role else []
    told += [("remark", json.dumps(asdict(remark), sort_keys=True)) for remark in remarks]
    if imported:
        told.append(("imported", json.dumps({"at": _date(imported.at), "from": imported.origin}, sort_keys=True)))
    return told + ([("conversion", conversion)] if conversion else [])


def _record(kind: str, about: tuple[tuple[str, str], ...], date: datetime, content_type: str, block: bytes) -> bytes:
    target = dict(about).get("WARC-Target-URI", "")
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _record_id(kind, target, date, block)),
        ("WARC-Date", _date(date)),
        *about,
        ("WARC-Block-Digest", _digest(block)),
    ]
    out = io.BytesIO()
    # Given as parsed, warcio would percent-encode non-ASCII HTTP headers; given as one block, it keeps their bytes.
    # Told that it is a revisit, it would write no block.
    told = "response" if kind == "revisit" else kind
    record = ArcWarcRecord(
        "warc", told, StatusAndHeaders("", headers, "WARC/1.1"), io.BytesIO(block), None, content_type, len(block)
    )
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    writer.NO_PAYLOAD_DIGEST_TYPES = WITHOUT_PAYLOAD
    writer.write_record(record)
    return out.getvalue()


def _record_id(kind: str, target: str, date: datetime, block: bytes) -> str:
    return _urn(kind, target, date, hashlib.sha256(block).hexdigest())


def _urn(kind: str, target: str, date: datetime, sha256: str) -> str:
    """A URN that follows from what the record holds (RFC 9562, 5.5); `sha256` is that of its block."""
    name = "\n".join((kind, target, _date(date), sha256))
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, name).urn}>"


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _date(instant: datetime) -> str:
    if instant.tzinfo is None:
        raise ArchiveError(f"the time {instant} has no time zone")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _fields(fields: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode()


def _url(url: str, answer: Answer) -> str:
    if not _URL.fullmatch(url):
        raise ArchiveError(f"the URL {url!r} cannot stand in a WARC record", url=answer.requested_url)
    return url


def _http_head(answer: Answer, length: int) -> bytes:
    """Status line and headers before a body of `length` bytes; values are Latin-1, as RFC 9110, 5.5 has them on the
    wire.

    The Content-Type of a rendered answer is that of the rendered page, and says nothing of the body as it came.
    """
    renamed = OF_THE_WIRE if answer.shell is None else OF_THE_WIRE | {"content-type"}
    lines = [f"HTTP/1.1 {answer.status} {_safe(answer.reason)}"]
    for name, value in answer.headers:
        if not _TOKEN.fullmatch(name):
            raise ArchiveError(f"{name!r} is no name of an HTTP header", url=answer.requested_url)
        prefix = PREFIX if name.lower() in renamed or name.lower().startswith(PREFIX.lower()) else ""
        lines.append(f"{prefix}{name}: {_safe(value)}")
    lines.append(f"Content-Length: {length}")
    try:
        return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")
    except UnicodeEncodeError as error:
        raise ArchiveError("a header of the answer is not Latin-1 text", url=answer.requested_url) from error


def _safe(value: str) -> str:
    """The value with CR, LF and NUL made spaces (RFC 9110, 5.5): none may begin a header of its own."""
    return _UNSAFE.sub(" ", value).strip(" \t")
