"""WARC files as other tools write them, by warcio and by hand; and a monitor that they are imported into."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor import config, history
from monitor.archive import Archive, Archived
from monitor.backfill import ImportResult, import_file
from monitor.config import Settings
from monitor.upkeep import at_the_desk
from tests.watched import MEMBERS, page, reader

URL = "https://pages.example/budapest"
FIRST = datetime(2019, 5, 1, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
DAY = timedelta(days=1)
CONFIG = """\
[monitor]
history = "history.db"
snapshots = "snapshots"
contact = "monitor@example.org"

[[source]]
id = "budapest"
url = "https://pages.example/budapest"
layout = "mechanism-page"
mechanism = "budapest-process"
"""


def body(chair: str = "Hungary", fewer: int = 0) -> bytes:
    """A page of the source."""
    return page(chair, MEMBERS[fewer:]).encode()


@dataclass
class Warc:
    """A file of warcio's; `one_member`: compressed as a whole, otherwise record by record."""

    compressed: bool = True
    version: str = "1.1"
    out: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.writer: Any = WARCWriter(self.out, gzip=self.compressed, warc_version=self.version)
        self.writer.write_record(self.writer.create_warcinfo_record("crawl.warc.gz", {"software": "another/1.0"}))

    def response(
        self,
        at: datetime,
        payload: bytes,
        *,
        url: str = URL,
        status: str = "200 OK",
        headers: tuple[tuple[str, str], ...] = HTML,
        about: dict[str, str] | None = None,
        kind: str = "response",
    ) -> None:
        """One record; `about` are named fields, None takes away what warcio writes."""
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind != "resource" else None
        named = {"WARC-Date": stamp(at), **(about or {})}
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            length=len(payload),
            http_headers=http,
            warc_headers_dict=named,
            warc_content_type="text/html" if kind == "resource" else "",
        )
        self.writer.write_record(record)

    def revisit(self, at: datetime, digest: str, *, url: str = URL) -> None:
        record = self.writer.create_revisit_record(url, digest, URL, stamp(FIRST))
        record.rec_headers.replace_header("WARC-Date", stamp(at))
        self.writer.write_record(record)

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def raw(
    at: datetime | str,
    payload: bytes,
    *,
    url: str = URL,
    head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    version: str = "WARC/1.0",
    length: str | None = None,
    more: str = "",
) -> bytes:
    """One record by hand, with a length of its own choice and without digests."""
    block = head + payload
    when = at if isinstance(at, str) else stamp(at)
    fields = f"{version}\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {when}\r\n{more}"
    fields += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(block)}\r\n\r\n"
    return fields.encode() + block + b"\r\n\r\n"


def members(*records: bytes) -> bytes:
    """A gzip member for each record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


@dataclass
class Monitor:
    """A folder with a configuration, and imports into what it keeps."""

    folder: Path
    more: str = ""

    def __post_init__(self) -> None:
        (self.folder / "config.toml").write_text(CONFIG + self.more, encoding="utf-8")

    @property
    def settings(self) -> Settings:
        return config.load(self.folder / "config.toml")

    def file(self, name: str, data: bytes) -> Path:
        """A file outside the monitor's own."""
        path = self.folder / "from-others" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def take(self, data: bytes, name: str = "crawl.warc.gz", *, now: datetime = NOW, **how: Any) -> ImportResult:
        """Import what these bytes hold."""
        settings, path = self.settings, self.file(name, data)
        (source,) = settings.sources
        with at_the_desk(settings, now=lambda: now, worker=reader()) as desk:
            return import_file(desk, settings, source, path, origin=name, **how)

    @property
    def archived(self) -> list[Archived]:
        """What the archive holds of the source, oldest first."""
        found = Archive(self.settings.monitor.snapshots).found("budapest")
        kept = [one.content for one in found if isinstance(one.content, Archived)]
        return sorted(kept, key=lambda one: one.fetched_at)

    @contextmanager
    def book(self) -> Iterator[history.Database]:
        found = history.open_reader(self.settings.monitor.history)
        try:
            yield found
        finally:
            found.close()
