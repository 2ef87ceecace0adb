"""An index of a `.warc.gz` for replay tools: CDXJ, one line a record, sorted by key and time.

Indexed are responses, pages that a browser made, and looks that found a response of the same file again. A 304 is not:
at its time a replay tool shall show the page that was there, and not an answer without one.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from monitor.archive.records import NOT_MODIFIED
from monitor.export.surt import surt

INDEXED = frozenset({"response", "revisit", "conversion"})
REVISIT = "warc/revisit"  # what stands for the media type of one
END_OF_TYPE = re.compile(r"[;\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file. `mime` and `status` are '' where the record does not say."""

    url: str
    timestamp: str  # 14 digits, UTC
    mime: str
    status: str
    digest: str
    length: int
    offset: int

    def text(self, filename: str) -> str:
        """The line as it stands in the index of a file."""
        told = {
            "url": self.url,
            "mime": self.mime,
            "status": self.status,
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": filename,
        }
        return f"{surt(self.url)} {self.timestamp} {json.dumps({name: said for name, said in told.items() if said})}\n"


def line(record: bytes, *, offset: int, length: int) -> Line | None:
    """The line of a record whose gzip member has this offset and length; None for one that is not indexed."""
    loaded = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(record), known_format="warc")
    if loaded.rec_type not in INDEXED or loaded.rec_headers.get_header("WARC-Profile") == NOT_MODIFIED:
        return None
    fields = loaded.rec_headers
    return Line(
        url=fields.get_header("WARC-Target-URI"),
        timestamp=_digits(fields.get_header("WARC-Date")),
        mime=_mime(loaded),
        status=loaded.http_headers.get_statuscode() if loaded.http_headers else "",
        digest=fields.get_header("WARC-Payload-Digest") or "",
        length=length,
        offset=offset,
    )


def index(lines: Iterable[Line], filename: str) -> str:
    """The index of a file: its lines but those of revisits of what is not in it, sorted as bytes."""
    every = list(lines)
    there = {(one.url, one.digest) for one in every if one.mime != REVISIT}
    kept = (one for one in every if one.mime != REVISIT or (one.url, one.digest) in there)
    return "".join(sorted((one.text(filename) for one in kept), key=str.encode))


def _mime(loaded: ArcWarcRecord) -> str:
    if loaded.rec_type == "revisit":
        return REVISIT
    said = loaded.http_headers if loaded.rec_type == "response" else loaded.rec_headers
    return END_OF_TYPE.split(said.get_header("Content-Type") or "", maxsplit=1)[0]


def _digits(date: str) -> str:
    return f"{datetime.fromisoformat(date).astimezone(UTC):%Y%m%d%H%M%S}"
