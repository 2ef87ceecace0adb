"""Bytes to one WARC record that passes its digest, and what its block says.

Fields that a WARC record may have and that are not read here are passed over: an older or a newer version wrote them.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import datetime

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from monitor.archive.records import JSON, PREFIX
from monitor.archive.where import Where
from monitor.headers import Headers
from monitor.model import Finding, Imported

END = b"\r\n\r\n"  # after each record (ISO 28500, 4)
Told = list[tuple[str, str]]  # names and values, as a block of warc-fields has them


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: its type, its named fields in lower case, and its block."""

    kind: str
    fields: dict[str, str]
    block: bytes


def parse(data: bytes, where: Where) -> Record:
    """The one record that `data` holds. Raises DamagedRecord (with `where`) when it holds less, more or other bytes."""
    try:
        loaded = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(data), known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError) as error:
        raise where.damaged("this is no WARC record") from error
    fields = {name.lower(): value for name, value in loaded.rec_headers.headers}
    block: bytes = loaded.raw_stream.read()
    if not data.endswith(block + END) or len(block) != loaded.length:
        raise where.damaged("the record is not as long as it says")
    if fields.get("warc-block-digest") != digest(block):
        raise where.damaged("the record does not pass its digest")
    return Record(fields.get("warc-type", ""), fields, block)


def is_decision(record: Record) -> bool:
    """Whether a record is a decision, and no part of a capture."""
    return record.kind == "metadata" and record.fields.get("content-type") == JSON


def is_part_of(record: Record) -> str | None:
    """The source whose segment a `warcinfo` record begins; None of another record."""
    told = dict(told_in(record)) if record.kind == "warcinfo" else {}
    return told.get("isPartOf")


def http(block: bytes) -> tuple[int, str, Headers, bytes]:
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


def told_in(record: Record) -> Told:
    """The fields of a metadata or warcinfo record in their order."""
    lines = (line.partition(": ") for line in record.block.decode().splitlines())
    return [(name, value) for name, _, value in lines]


def remarks(told: Told) -> tuple[Finding, ...]:
    """What the look remarked."""
    return tuple(Finding(**json.loads(value)) for name, value in told if name == "remark")


def imported(told: Told) -> Imported | None:
    """Whence a capture came that others made; None of one of ours."""
    value = dict(told).get("imported")
    if value is None:
        return None
    found = json.loads(value)
    return Imported(found["from"], datetime.fromisoformat(found["at"]))


def way(told: Told) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The requested URL and the redirects."""
    hops = (value.split(" ", 1) for name, value in told if name == "redirect")
    return dict(told)["requested-url"], tuple((int(status), url) for status, url in hops)


def digest(data: bytes) -> str:
    """The digest as a header of a WARC record names it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
