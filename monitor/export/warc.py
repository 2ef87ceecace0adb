"""`.warc.gz`: WARC 1.1 (ISO 28500:2017), each record a gzip member of its own, as its annex D recommends.

The records are those of the archive, to the byte, with one exception: the page that a browser made (`conversion`) has
the address `urn:rendered:URL`. Under the URL itself pywb would show it in the place of what the server sent.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from monitor.archive import Archive
from monitor.archive.records import warcinfo
from monitor.export.choosing import Chosen

RENDERED = "urn:rendered:"
END = b"\r\n\r\n"
CONVERSION = re.compile(rb"^WARC-Type:[ \t]*conversion\r?$", re.MULTILINE | re.IGNORECASE)
TARGET = re.compile(rb"^(WARC-Target-URI:[ \t]*)(?=https?:)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One record on its way out: its bytes, the same as a gzip member, and what they are part of (None: warcinfo)."""

    record: bytes
    packed: bytes
    part_of: Chosen | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a file came to."""

    bytes: int
    sha256: str
    records: int
    captures: int
    revisits: int = 0
    decisions: int = 0


def write_warc(
    out: IO[bytes],
    archive: Archive,
    chosen: Sequence[Chosen],
    name: str,
    *,
    progress: Callable[[], None] | None = None,
) -> Written:
    """The records of these, behind a `warcinfo` that calls the file `name`.warc.gz and says whose they are.

    `progress` is told of each that was written. Raises DamagedRecord for one that was damaged since it was chosen.
    """
    digest = hashlib.sha256()
    size = records = 0
    for member in members(archive, chosen, f"{name}.warc.gz", progress=progress):
        out.write(member.packed)
        digest.update(member.packed)
        size, records = size + len(member.packed), records + 1
    return counted(chosen, size, digest.hexdigest(), records)


def counted(chosen: Sequence[Chosen], size: int, sha256: str, records: int) -> Written:
    """What was written, with how many of each kind there are."""
    captures, revisits, decisions = (
        sum(one.kind == kind for one in chosen) for kind in ("capture", "revisit", "decision")
    )
    return Written(size, sha256, records, captures, revisits, decisions)


def members(
    archive: Archive, chosen: Sequence[Chosen], name: str, *, progress: Callable[[], None] | None = None
) -> Iterator[Member]:
    """The records of these, one at a time; before those of each source a `warcinfo` with the id that it had then."""
    newest = max(one.at for one in chosen)
    source = ""
    for one in chosen:
        if one.source != source:
            source = one.source
            yield _member(warcinfo(source, name, newest), None)
        for record in archive.records(one.folder, one.place):
            yield _member(_apart(record), one)
        if progress:
            progress()


def _member(record: bytes, part_of: Chosen | None) -> Member:
    return Member(record, gzip.compress(record, mtime=0), part_of)


def _apart(record: bytes) -> bytes:
    """The record, under an address of its own if it is a rendered page."""
    head, end, block = record.partition(END)
    if not CONVERSION.search(head):
        return record
    return TARGET.sub(rb"\g<1>" + RENDERED.encode(), head, count=1) + end + block
