"""pywb as the archive of others: what it serves comes to us byte for byte, and makes the history that watching would
have made. `make test-interop` runs this file. (Its name keeps it out of `make test`.)"""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.backfill.remote import fetch_to_staging
from monitor.backfill.staging import lost
from monitor.cli.main import cli
from tests.backfill.archives_of_others import PAGE, staged
from tests.backfill.archives_of_others import settings as configured
from tests.watched import FETCH, MEMBERS, Watched, page

FIRST = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")
Headers = list[tuple[str, str]]


def warc(path: Path, captures: list[tuple[datetime, bytes, Headers]], url: str) -> Path:
    """A crawl of one page, as warcio writes it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for at, body, headers in captures:
            length = [] if ("Transfer-Encoding", "chunked") in headers else [("Content-Length", str(len(body)))]
            http = StatusAndHeaders("200 OK", [*headers, *length], protocol="HTTP/1.1")
            date = {"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=io.BytesIO(body),
                    length=len(body),
                    http_headers=http,
                    warc_headers_dict=date,
                )
            )
    return path


def of_all_kinds() -> list[tuple[datetime, bytes, Headers]]:
    """Captures in each coding, with headers that pywb renames, adds or has itself."""
    body = "<!doctype html><title>Zürich</title><p>Page with a link: <a href='/x'>x</a></p>".encode()
    theirs = [("Date", "Thu, 02 Jan 2020 03:04:05 GMT"), ("Link", "<http://x.example/>; rel=canonical")]
    theirs += [("Memento-Datetime", "Thu, 02 Jan 2010 00:00:00 GMT"), ("Server", "x"), ("Last-Modified", "y")]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:9], body[9:])) + b"0\r\n\r\n"
    kinds: list[tuple[bytes, Headers]] = [
        (body + b"<!-- plain -->", [HTML]),
        (gzip.compress(body + b"<!-- gzip -->", mtime=0), [HTML, ("Content-Encoding", "gzip")]),
        (chunks, [HTML, ("Transfer-Encoding", "chunked")]),
        (body + b"<!-- theirs -->", [HTML, *theirs]),
        (b"%PDF-1.4\n\x00\xff\x1f\x8b binary\n%%EOF\n", [("Content-Type", "application/pdf")]),
    ]
    return [(FIRST + timedelta(days=day), sent, headers) for day, (sent, headers) in enumerate(kinds)]


PLAIN = [
    b"<!-- plain -->",
    b"<!-- gzip -->",
    b"x</a></p>",
    b"<!-- theirs -->",
    b"%%EOF\n",
]


@pytest.fixture(scope="module")
def archive(pywb: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("crawl")
    others = warc(folder / "others.warc.gz", [(FIRST, b"not this one", [HTML])], f"{PAGE}/below")
    with pywb([warc(folder / "crawl.warc.gz", of_all_kinds(), PAGE), others]) as server:
        yield server


@pytest.mark.parametrize("form", ["{url}/", "{url}", "{url}/cdx", "{url}/timemap/link/"])
def test_pywb_gives_what_was_put_in_byte_for_byte(form: str, archive: Any, tmp_path: Path) -> None:
    known = configured(tmp_path)
    path = fetch_to_staging(known, known.sources[0], form.format(url=archive.url))
    found = staged(path)
    assert lost(path) == ()
    assert [one.stamp for one in found] == [f"{at:%Y%m%d%H%M%S}" for at, _, _ in of_all_kinds()]
    for one, (_, sent, headers), end in zip(found, of_all_kinds(), PLAIN, strict=True):
        names = {name.lower(): value for name, value in headers}
        if "content-encoding" in names:
            assert one.body == gzip.decompress(sent)
            assert one.headers["X-Crawler-Content-Encoding"] == "gzip"
        elif "transfer-encoding" not in names:
            assert one.body == sent
        assert one.body.endswith(end)
        assert one.headers["Content-Type"] == names["content-type"]
        assert one.metadata == "", "each digest is the one in the index"
    assert {
        name: found[3].headers[name] for name in ("Date", "Server", "Last-Modified", "Link", "Memento-Datetime")
    } == {
        name: dict(of_all_kinds()[3][2])[name]
        for name in ("Date", "Server", "Last-Modified", "Link", "Memento-Datetime")
    }


def test_the_window_and_the_filter_are_as_pywb_understands_them(archive: Any, tmp_path: Path) -> None:
    known = configured(tmp_path)
    since, until = FIRST + timedelta(days=1), FIRST + timedelta(days=3)
    path = fetch_to_staging(known, known.sources[0], archive.url, since=since, until=until)
    assert [one.stamp for one in staged(path)] == ["20200103030405", "20200104030405"]


def test_an_address_that_pywb_does_not_have_has_no_captures(archive: Any, tmp_path: Path) -> None:
    known = configured(tmp_path)
    for form in (archive.url, f"{archive.url}/timemap/link/"):
        path = fetch_to_staging(known, known.sources[0], form, urls=["http://nowhere.example/"])
        assert (staged(path), lost(path)) == ([], ())


TABLES = {
    "capture": "SELECT public, source, requested_url, final_url, fetched_at, status, sha256, media_type FROM capture",
    "statement": (
        "SELECT s.public, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator, o.public, c.public"
        " FROM statement s JOIN capture o ON o.id = s.opened_by LEFT JOIN capture c ON c.id = s.closed_by"
    ),
    "change": "SELECT public, kind, mechanism, field, key, before, after, importance, summary FROM change",
    "finding": "SELECT source, kind, message, mechanism, field, quote, locator, closed_at IS NULL FROM finding",
}


@pytest.mark.parametrize("form", ["{url}/", "{url}/timemap/link/"])
def test_what_others_archived_makes_the_history_that_watching_made(
    form: str, pywb: Any, httpserver: HTTPServer, tmp_path: Path
) -> None:
    versions = [
        page("Malta"),
        page("Hungary"),
        page("Hungary"),
        page("Poland", MEMBERS[2:]),
        page("Poland"),
        page("Malta"),
    ]
    live, late = (tmp_path / name for name in ("live", "late"))
    live.mkdir()
    late.mkdir()
    watched = Watched(live, httpserver)
    captures = []
    for body in versions:
        watched.serve(body)
        look = watched.run().look
        captures.append((look.checked_at, body.encode(), [HTML]))
    grown = {name: watched.ask(query) for name, query in TABLES.items()}
    assert len(grown["change"]) >= 4
    url = watched.server.url_for("/budapest")
    with pywb([warc(tmp_path / "crawl.warc.gz", captures, url)]) as server:
        again = Watched(late, httpserver)
        again.configure(again.source("budapest"), fetch=FETCH)
        found = backfilled(late, form.format(url=server.url))
        assert (found["offered"], found["damaged"]) == (found["added"] + found["collapsed"], 0)
        assert found["changes"] == [row[0] for row in grown["change"]]
        told = {name: again.ask(query) for name, query in TABLES.items()}
        assert told == grown
        assert not any((late / "snapshots" / ".backfill").glob("budapest-*"))
        second = backfilled(late, form.format(url=server.url))
        assert (second["added"], second["changes"]) == (0, [])
        assert {name: again.ask(query) for name, query in TABLES.items()} == told
    shutil.rmtree(late)


def backfilled(folder: Path, archive: str) -> Any:
    """What `monitor backfill` says of the only source."""
    words = ["--config", str(folder / "config.toml"), "backfill", "budapest", "--from", archive, "--json"]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)
