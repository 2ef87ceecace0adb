"""WARC records back to what was received: bytes in, `Archived` out, every digest compared."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from monitor.archive.records import PREFIX
from monitor.errors import DamagedRecord
from monitor.model import Headers, content_type, header

END = b"\r\n\r\n"  # after each record (ISO 28500, 4)
DESCRIBED = ("metadata", "response")
RENDERED = ("metadata", "response", "conversion")
PROMISE = re.compile(rb"^conversion: ([!-~]+)\r$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Archived:
    """One answer as the archive keeps it. `body` is decoded, `headers` are as received, `sha256` is that of `body`."""

    target_uri: str
    requested_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    reason: str
    headers: Headers
    body: bytes
    sha256: str
    truncated: str = ""  # why the body is not whole (`disconnect`, `length`); '' = it is
    rendered: bool = False  # `body` is the page that a browser made of what came
    role: str = ""  # what it is instead of a document of its source: `overview`, the page with the link to it

    @property
    def media_type(self) -> str:
        """`type/subtype` in lower case, '' when the server did not say."""
        return content_type(self.headers)[0]

    @property
    def charset(self) -> str | None:
        """The charset that the server named, if it did."""
        return content_type(self.headers)[1]


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: its type, its named fields in lower case, and its block."""

    kind: str
    fields: dict[str, str]
    block: bytes


Records = tuple[Record, ...]  # of one capture, in the order in which they stand


def parse(data: bytes, where: str) -> Record:
    """The one record that `data` holds. Raises DamagedRecord (with `where`) when it holds less, more or other bytes."""
    try:
        loaded = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(data), known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError) as error:
        raise DamagedRecord(f"{where}: this is no WARC record") from error
    fields = {name.lower(): value for name, value in loaded.rec_headers.headers}
    block: bytes = loaded.raw_stream.read()
    if not data.endswith(block + END) or len(block) != loaded.length:
        raise DamagedRecord(f"{where}: the record is not as long as it says")
    if fields.get("warc-block-digest") != _digest(block):
        raise DamagedRecord(f"{where}: the record does not pass its digest")
    return Record(fields.get("warc-type", ""), fields, block)


def goes_on(records: Records, record: Record) -> bool:
    """Whether a record belongs to the capture that these began: a response to its metadata, a conversion to both."""
    kinds = (*(one.kind for one in records), record.kind)
    if kinds == DESCRIBED:
        return record.fields.get("warc-concurrent-to", "") == records[0].fields.get("warc-record-id")
    return kinds == RENDERED and record.fields.get("warc-record-id") == _promised(records[0])


def is_whole(records: Records) -> bool:
    """Whether the capture that these began is at its end: with its response, or the conversion that was promised."""
    return records[-1].kind == ("conversion" if _promised(records[0]) else "response")


def answer(records: Records, where: str) -> Archived:
    """The answer that the records of one capture hold, in their order. Raises DamagedRecord for any other records."""
    response = next((record for record in records if record.kind == "response"), None)
    if response is None or not _is_one_capture(records, response):
        raise DamagedRecord(f"{where}: there is no response with all its records")
    try:
        status, reason, headers, body = _http(response.block)
        target = response.fields["warc-target-uri"]
        told = _told(records[0]) if records[0].kind == "metadata" else [("requested-url", target)]
        requested, redirects = _way(told)
        fetched_at = datetime.fromisoformat(response.fields["warc-date"])
    except (ValueError, KeyError) as error:
        raise DamagedRecord(f"{where}: the record is not of the form we write") from error
    _compare_digest(response, body, where)
    page = records[-1] if records[-1].kind == "conversion" else None
    if page:
        body, headers = page.block, _with_type(headers, page.fields.get("content-type", ""))
        _compare_digest(page, body, where)
    return Archived(
        target_uri=target,
        requested_url=requested,
        redirects=redirects,
        fetched_at=fetched_at,
        status=status,
        reason=reason,
        headers=headers,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        truncated=response.fields.get("warc-truncated", ""),
        rendered=page is not None,
        role=dict(told).get("role", ""),
    )


def _is_one_capture(records: Records, response: Record) -> bool:
    """Whether these are all the records of one capture, and nothing else."""
    tied = all(goes_on(records[:at], records[at]) for at in range(1, len(records)))
    return tied and ("warc-concurrent-to" in response.fields) is (len(records) > 1) and is_whole(records)


def _promised(record: Record) -> str:
    """The id of the conversion that a metadata record says will follow; '' = none."""
    found = PROMISE.search(record.block) if record.kind == "metadata" else None
    return found[1].decode() if found else ""


def _compare_digest(record: Record, payload: bytes, where: str) -> None:
    if record.fields.get("warc-payload-digest") != _digest(payload):
        raise DamagedRecord(f"{where}: the body does not pass its digest")


def _with_type(headers: Headers, media_type: str) -> Headers:
    """The headers with the content type of the page that was made of the body they came with."""
    there = [(name, media_type if name.lower() == "content-type" else value) for name, value in headers]
    return tuple(there) if header(headers, "content-type") else (*there, ("Content-Type", media_type))


def _http(block: bytes) -> tuple[int, str, tuple[tuple[str, str], ...], bytes]:
    """Status, reason, headers as received, body. (warcio's parser would strip bytes that are blank only in Unicode.)"""
    head, _, body = block.partition(END)
    first, *lines = head.decode("latin-1").split("\r\n")
    _, status, reason = first.split(" ", 2)
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    received = tuple(
        (name[len(PREFIX) :] if name.startswith(PREFIX) else name, value)
        for name, value in headers
        if name != "Content-Length"
    )
    return int(status), reason, received, body


def _told(metadata: Record) -> list[tuple[str, str]]:
    """The fields of a metadata record in their order."""
    lines = (line.partition(": ") for line in metadata.block.decode().splitlines())
    return [(name, value) for name, _, value in lines]


def _way(told: list[tuple[str, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The requested URL and the redirects."""
    hops = (value.split(" ", 1) for name, value in told if name == "redirect")
    return dict(told)["requested-url"], tuple((int(status), url) for status, url in hops)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
