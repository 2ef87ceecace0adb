"""A web archive of the tests' own, over real HTTP on loopback: it speaks as other archives do."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer
from warcio.archiveiterator import ArchiveIterator
from werkzeug import Request, Response

from monitor.backfill.remote import fetch_to_staging
from monitor.config import Settings, load

PAGE = "http://example.org/page"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Answers = Callable[[Request], Response | None]  # None: the archive answers itself

CONFIG = """
[monitor]
contact = "tests@example.org"
[fetch]
allow_addresses = ["127.0.0.0/8"]
max_bytes = 200000
timeout = "5 s"
{more}
[[source]]
id = "page"
url = "{url}"
layout = "mechanism-page"
mechanism = "midsa"
"""


def settings(folder: Path, more: str = "", url: str = PAGE) -> Settings:
    file = folder / "config.toml"
    file.write_text(CONFIG.format(more=more, url=url))
    return load(file)


def digest(body: bytes) -> str:
    return base64.b32encode(hashlib.sha1(body).digest()).decode()


@dataclass
class Kept:
    """One capture that the archive has. `raw` is what its site sent; `listed` overrides the digest."""

    stamp: str
    body: bytes
    url: str = PAGE
    status: str = "200"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"), ("ETag", '"x"'))
    raw: bytes | None = None
    listed: str | None = None

    @property
    def sent(self) -> bytes:
        return self.body if self.raw is None else self.raw

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    @property
    def digest(self) -> str:
        return digest(self.sent) if self.listed is None else self.listed


@dataclass
class WebArchive:
    """An archive that runs. `asked` are the paths with queries, in order; `answers` is asked first."""

    server: HTTPServer
    kept: list[Kept]
    answers: Answers = lambda _request: None
    step: int | None = None  # captures in one answer, however many were asked for
    marked: bool = True  # as the Internet Archive, whose originals are all named X-Archive-Orig-
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    def url(self, path: str = "") -> str:
        return self.server.url_for(path)

    def paths(self, part: str) -> list[str]:
        return [path for path in self.asked if part in path]

    def answer(self, request: Request) -> Response:
        self.asked.append(request.full_path.rstrip("?"))
        self.headers.append(dict(request.headers))
        own = self.answers(request)
        if own is not None:
            return own
        path = request.path
        if path == "/cdx/search/cdx":
            return self.wayback_cdx(request)
        if path == "/coll/cdx":
            return self.pywb_cdx(request)
        if found := re.fullmatch(r"/(?:web|coll)/timemap/link/(.*)", path):
            return self.timemap(request, found[1])
        if re.match(r"/(?:web|coll)/\d{14}id_/", path):
            return self.capture(request)
        return Response("<html>what are you looking for?</html>", 404, content_type="text/html")

    def chosen(self, request: Request) -> list[Kept]:
        asked = request.args
        first, last = asked.get("from", ""), asked.get("to", "9")
        same = [one for one in self.kept if first <= one.stamp <= last]
        return sorted(same, key=lambda one: one.stamp)

    def wayback_cdx(self, request: Request) -> Response:
        """As documented for wayback-cdx-server: a header, rows, and behind an empty row the key for the rest."""
        rows = [one for one in self.chosen(request) if re.fullmatch(request.args["filter"].split(":")[1], one.status)]
        if request.args.get("collapse") == "digest":
            rows = [one for at, one in enumerate(rows) if not at or one.digest != rows[at - 1].digest]
        start = int(request.args.get("resumeKey", "k 0").split()[-1])
        end = start + (self.step or int(request.args["limit"]))
        table: list[list[str]] = [["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]]
        table += [["org,x)/", one.stamp, one.url, "text/html", one.status, one.digest, "9"] for one in rows[start:end]]
        if end < len(rows) and request.args.get("showResumeKey") == "true":
            table += [[], [f"k+{end}"]]
        return Response(json.dumps(table if rows else []), content_type="application/json")

    def pywb_cdx(self, request: Request) -> Response:
        kind, pattern = request.args["filter"].split(":", 1)
        assert kind == "~status"
        rows = [one for one in self.chosen(request) if re.match(pattern, one.status)]
        lines = [
            json.dumps(
                {"urlkey": "k", "timestamp": one.stamp, "url": one.url, "status": one.status, "digest": one.digest}
            )
            for one in rows[: self.step or int(request.args["limit"])]
        ]
        return Response("\n".join(lines) + "\n", content_type="text/x-ndjson")

    def timemap(self, request: Request, url: str) -> Response:
        if not self.kept:
            return Response(b"", 404, content_type="application/link-format")
        base = request.url.split("/timemap/")[0]
        links = [f'<{request.url}>; rel="self"; type="application/link-format"', f'<{url}>; rel="original"']
        links += [
            f'<{base}/{one.stamp}/{one.url}>; rel="memento"; datetime="{format_datetime(one.at, usegmt=True)}"'
            for one in self.kept
        ]
        return Response(",\n".join(links), content_type="application/link-format")

    def capture(self, request: Request) -> Response:
        stamp, url = re.fullmatch(r"/\w+/(\d{14})id_/(.*)", request.full_path.rstrip("?")).groups()  # type: ignore[union-attr]  # matched before
        for one in self.kept:
            if one.stamp == stamp and one.url == url:
                return self.replayed(one)
        return Response("<html>never captured</html>", 404, content_type="text/html")

    def replayed(self, one: Kept) -> Response:
        reply = Response(one.sent, int(one.status if one.status != "-" else "200"))
        reply.headers.clear()
        for name, value in one.headers:
            plain = not self.marked and name.lower() not in ("etag", "content-encoding")
            reply.headers.add(name if plain or name == "Content-Type" else f"X-Archive-Orig-{name}", value)
        reply.headers.add("Memento-Datetime", format_datetime(one.at, usegmt=True))
        reply.headers.add("X-App-Server" if self.marked else "Content-Location", "theirs")
        return reply


@dataclass
class Download:
    """Downloads from an archive into a folder, with a clock that nobody waits for."""

    folder: Path
    archive: WebArchive
    time: float = 0.0
    waits: list[float] = field(default_factory=list)
    told: list[tuple[str, int, int | None]] = field(default_factory=list)
    more: str = ""

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.time)

    def __call__(self, path: str = "", **options: Any) -> Path:
        async def sleep(seconds: float) -> None:
            self.waits.append(round(seconds, 3))
            self.time += seconds

        known = settings(self.folder, self.more)
        return fetch_to_staging(
            known,
            known.sources[0],
            self.archive.url(path) if path.startswith("/") or not path else path,
            progress=lambda *words: self.told.append(words),
            now=self.now,
            clock=lambda: self.time,
            sleep=sleep,
            **options,
        )


@dataclass(frozen=True)
class Staged:
    """One capture as another program reads it from the staging file."""

    stamp: str
    url: str
    body: bytes
    headers: dict[str, str]
    metadata: str = ""


def staged(path: Path) -> list[Staged]:
    found, metadata = [], ""
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            if record.rec_type == "metadata":
                metadata = record.raw_stream.read().decode()
            elif record.rec_type == "response":
                date = record.rec_headers.get_header("WARC-Date")
                stamp = re.sub(r"\D", "", date)[:14]
                headers = dict(record.http_headers.headers)
                found.append(
                    Staged(
                        stamp,
                        record.rec_headers.get_header("WARC-Target-URI"),
                        record.raw_stream.read(),
                        headers,
                        metadata,
                    )
                )
                metadata = ""
    return found


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
