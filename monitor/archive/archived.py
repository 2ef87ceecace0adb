"""WARC records back to what was kept: bytes in, `Archived`, `Revisit` or `Decision` out, every digest compared."""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass
from datetime import datetime

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from monitor.archive.records import JSON, PREFIX
from monitor.errors import DamagedRecord
from monitor.model import Answer, Decision, Finding, Headers, Imported, Place, content_type, header

END = b"\r\n\r\n"  # after each record (ISO 28500, 4)
# What stands together: a response or a revisit behind its metadata, and what a browser made of the response.
DESCRIBED = (("metadata", "response"), ("metadata", "revisit"))
RENDERED = ("metadata", "response", "conversion")
NOT_OURS = "the record is not of the form we write"
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
    shell: bytes | None = None  # what came, where `body` is the page that a browser made of it
    role: str = ""  # what it is instead of a document of its source: `overview`, the page with the link to it
    remarks: tuple[Finding, ...] = ()  # what the look remarked beside the bytes
    imported: Imported | None = None  # None: the monitor fetched it
    address: str | None = None  # of the peer

    @property
    def rendered(self) -> bool:
        """Whether `body` is the page that a browser made of what came."""
        return self.shell is not None

    @property
    def media_type(self) -> str:
        """`type/subtype` in lower case, '' when the server did not say."""
        return content_type(self.headers)[0]

    @property
    def charset(self) -> str | None:
        """The charset that the server named, if it did."""
        return content_type(self.headers)[1]

    def answer(self) -> Answer:
        """The answer that was kept, as far as the archive knows it."""
        return Answer(
            requested_url=self.requested_url,
            final_url=self.target_uri,
            fetched_at=self.fetched_at,
            seconds=0.0,
            status=self.status,
            reason=self.reason,
            headers=self.headers,
            body=self.body,
            received=0,
            redirects=self.redirects,
            address=self.address,
            shell=self.shell,
        )


@dataclass(frozen=True, slots=True)
class Revisit:
    """A look that found the bytes of an earlier capture of its source. `headers` are those of this look's answer."""

    target_uri: str
    requested_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    headers: Headers
    sha256: str  # of the earlier capture's body
    of: datetime  # when that was fetched
    remarks: tuple[Finding, ...] = ()


Content = Archived | Revisit | Decision


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place of the archive. `source`: the id that the source had when the segment began."""

    place: Place
    source: str
    content: Content


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
    if kinds in DESCRIBED and not is_decision(records[0]):
        return record.fields.get("warc-concurrent-to", "") == records[0].fields.get("warc-record-id")
    return kinds == RENDERED and record.fields.get("warc-record-id") == _promised(records[0])


def is_whole(records: Records) -> bool:
    """Whether what these began is at its end: with its response or revisit, or the conversion that was promised."""
    if is_decision(records[-1]):
        return len(records) == 1
    return records[-1].kind in (("conversion",) if _promised(records[0]) else ("response", "revisit"))


def is_decision(record: Record) -> bool:
    """Whether a record is a decision, and no part of a capture."""
    return record.kind == "metadata" and record.fields.get("content-type") == JSON


def is_part_of(record: Record) -> str | None:
    """The source whose segment a `warcinfo` record begins; None of another record."""
    told = dict(_told(record)) if record.kind == "warcinfo" else {}
    return told.get("isPartOf")


def content(records: Records, where: str) -> Content:
    """What the records hold that stand together. Raises DamagedRecord for others."""
    if is_decision(records[0]):
        return _decision(records, where)
    return _revisit(records, where) if records[-1].kind == "revisit" else answer(records, where)


def answer(records: Records, where: str) -> Archived:
    """The answer that the records of one capture hold, in their order. Raises DamagedRecord for any other records."""
    response = next((record for record in records if record.kind == "response"), None)
    if response is None or not _is_one_capture(records, response):
        raise DamagedRecord(f"{where}: there is no response with all its records")
    try:
        status, reason, headers, body = _http(response.block)
        target = response.fields["warc-target-uri"]
        told = _told_with(records, target)
        requested, redirects = _way(told)
        fetched_at = datetime.fromisoformat(response.fields["warc-date"])
        remarks, imported = _remarks(told), _imported(told)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRecord(f"{where}: {NOT_OURS}") from error
    shell = None
    _compare_digest(response, body, where)
    page = records[-1] if records[-1].kind == "conversion" else None
    if page:
        shell, body, headers = body, page.block, _with_type(headers, page.fields.get("content-type", ""))
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
        shell=shell,
        role=dict(told).get("role", ""),
        remarks=remarks,
        imported=imported,
        address=response.fields.get("warc-ip-address"),
    )


def _revisit(records: Records, where: str) -> Revisit:
    record = records[-1]
    if ("warc-concurrent-to" in record.fields) is (len(records) == 1):
        raise DamagedRecord(f"{where}: there is no revisit with all its records")
    try:
        status, _, headers, _ = _http(record.block)
        target = record.fields["warc-target-uri"]
        told = _told_with(records, target)
        requested, redirects = _way(told)
        return Revisit(
            target_uri=target,
            requested_url=requested,
            redirects=redirects,
            fetched_at=datetime.fromisoformat(record.fields["warc-date"]),
            status=status,
            headers=headers,
            sha256=record.fields["warc-payload-digest"].removeprefix("sha256:"),
            of=datetime.fromisoformat(record.fields["warc-refers-to-date"]),
            remarks=_remarks(told),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRecord(f"{where}: {NOT_OURS}") from error


def _decision(records: Records, where: str) -> Decision:
    try:
        told = json.loads(records[0].block)
        return Decision(told["decision"], datetime.fromisoformat(records[0].fields["warc-date"]), dict(told["facts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRecord(f"{where}: {NOT_OURS}") from error


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


def _told_with(records: Records, target: str) -> list[tuple[str, str]]:
    """What the metadata record before the last one says; without one, that the target was asked for."""
    return _told(records[0]) if records[0].kind == "metadata" else [("requested-url", target)]


def _remarks(told: list[tuple[str, str]]) -> tuple[Finding, ...]:
    return tuple(Finding(**json.loads(value)) for name, value in told if name == "remark")


def _imported(told: list[tuple[str, str]]) -> Imported | None:
    value = dict(told).get("imported")
    if value is None:
        return None
    found = json.loads(value)
    return Imported(found["from"], datetime.fromisoformat(found["at"]))


def _way(told: list[tuple[str, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The requested URL and the redirects."""
    hops = (value.split(" ", 1) for name, value in told if name == "redirect")
    return dict(told)["requested-url"], tuple((int(status), url) for status, url in hops)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
