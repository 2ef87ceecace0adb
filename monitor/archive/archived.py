"""WARC records back to what was received: bytes in, `Archived` out, every digest compared."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from monitor.archive.records import PREFIX
from monitor.errors import DamagedRecord
from monitor.model import content_type

END = b"\r\n\r\n"  # after each record (ISO 28500, 4)


@dataclass(frozen=True, slots=True)
class Archived:
    """One answer as the archive keeps it. `body` is decoded, `headers` are as received, `sha256` is that of `body`."""

    target_uri: str
    requested_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sha256: str
    truncated: str = ""  # why the body is not whole (`disconnect`, `length`); '' = it is

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


def describes(metadata: Record | None, response: Record) -> bool:
    """Whether this is the metadata record that the response goes with."""
    concurrent = response.fields.get("warc-concurrent-to")
    return metadata is not None and concurrent is not None and metadata.fields.get("warc-record-id") == concurrent


def answer(response: Record, metadata: Record | None, where: str) -> Archived:
    """The answer that a response record holds, with what the metadata record before it tells of the way there."""
    goes_with_another = metadata is not None or "warc-concurrent-to" in response.fields
    if response.kind != "response" or (goes_with_another and not describes(metadata, response)):
        raise DamagedRecord(f"{where}: there is no response with all its records")
    try:
        status, reason, headers, body = _http(response.block)
        target = response.fields["warc-target-uri"]
        requested, redirects = _way(metadata.block) if metadata else (target, ())
        fetched_at = datetime.fromisoformat(response.fields["warc-date"])
    except (ValueError, KeyError) as error:
        raise DamagedRecord(f"{where}: the record is not of the form we write") from error
    if response.fields.get("warc-payload-digest") != _digest(body):
        raise DamagedRecord(f"{where}: the body does not pass its digest")
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
    )


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


def _way(block: bytes) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The requested URL and the redirects out of a metadata record."""
    fields = [(name, value) for name, _, value in (line.partition(": ") for line in block.decode().splitlines())]
    hops = (value.split(" ", 1) for name, value in fields if name == "redirect")
    return dict(fields)["requested-url"], tuple((int(status), url) for status, url in hops)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
