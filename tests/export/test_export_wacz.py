from __future__ import annotations

import gzip
import hashlib
import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from monitor.archive import Archive
from monitor.archive.parsing import parse
from monitor.archive.where import Where
from monitor.export import choose, write_wacz
from monitor.model import Capture
from tests.export.lakeside import FIRST, URL, answer_on, kept_as


def wacz_of(archive: Archive, **window: Any) -> ZipFile:
    out = io.BytesIO()
    written = write_wacz(out, archive, choose(archive, ["lakeside"], **window), "lakeside")
    data = out.getvalue()
    assert (written.bytes, written.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    return ZipFile(io.BytesIO(data))


def index_of(wacz: ZipFile) -> list[tuple[str, str, dict[str, str]]]:
    lines = wacz.read("indexes/index.cdx").decode().splitlines()
    return [(*line.split(" ", 2)[:2], json.loads(line.split(" ", 2)[2])) for line in lines]  # type: ignore[misc]  # a split line has three parts


@pytest.fixture
def wacz(archive: Archive, captured: dict[str, Capture]) -> ZipFile:
    return wacz_of(archive)


def test_it_holds_what_the_form_demands_and_compresses_nothing_twice(wacz: ZipFile) -> None:
    assert wacz.namelist() == [
        "archive/data.warc.gz",
        "indexes/index.cdx",
        "pages/pages.jsonl",
        "datapackage.json",
        "datapackage-digest.json",
    ]
    assert {info.compress_type for info in wacz.infolist()} == {ZIP_STORED}
    assert {info.date_time for info in wacz.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in wacz.infolist()} == {0o100644}


def test_its_hashes_are_those_of_its_files(wacz: ZipFile) -> None:
    package = json.loads(wacz.read("datapackage.json"))
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert package["created"] == "2026-11-08T06:00:00Z"
    for resource in package["resources"]:
        data = wacz.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["path"].endswith(resource["name"])
    assert [one["path"] for one in package["resources"]] == wacz.namelist()[:3]
    digest = hashlib.sha256(wacz.read("datapackage.json")).hexdigest()
    assert json.loads(wacz.read("datapackage-digest.json")) == {"path": "datapackage.json", "hash": f"sha256:{digest}"}


def test_each_line_of_the_index_leads_to_its_record(wacz: ZipFile) -> None:
    data = wacz.read("archive/data.warc.gz")
    index = index_of(wacz)
    for key, timestamp, told in index:
        offset, length = int(told["offset"]), int(told["length"])
        record = parse(gzip.decompress(data[offset : offset + length]), Where())
        assert record.fields["warc-target-uri"] == told["url"]
        assert record.fields["warc-payload-digest"] == told["digest"]
        assert record.fields["warc-date"][:4] == timestamp[:4]
        assert told["filename"] == "data.warc.gz"
        assert len(timestamp) == 14
        assert key
    lines = wacz.read("indexes/index.cdx").splitlines()
    assert lines == sorted(lines)


def test_the_index_has_what_can_be_shown_and_no_answer_without_a_page(wacz: ZipFile) -> None:
    key = "example,pages)/lakeside?a=1&b=2"
    assert [(found, at, told.get("mime"), told.get("status")) for found, at, told in index_of(wacz)] == [
        ("example,pages)/lakeside?a=1&b=2", "20261002060000", "text/html", "200"),
        (key, "20261101060000", "text/html", "200"),
        (key, "20261102060000", None, "200"),  # the shell, of which the type is not known
        (key, "20261105060000", "warc/revisit", "200"),
        ("example,pages)/list.pdf", "20261104060000", "application/pdf", "200"),
        ("example,pages)/moved", "20261103060000", "text/html", "200"),
        ("urn:rendered:https://www.pages.example/lakeside?a=1&b=2", "20261102060000", "text/html", None),
    ]


def test_the_pages_are_the_captures_with_their_titles(wacz: ZipFile, captured: dict[str, Capture]) -> None:
    head, *pages = map(json.loads, wacz.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    by_id = {page["id"]: page for page in pages}
    assert [page["ts"] for page in pages] == sorted(page["ts"] for page in pages)
    assert set(by_id) == {capture.id for capture in captured.values()}
    plain = captured["plain"]
    assert by_id[plain.id] == {"id": plain.id, "url": URL, "ts": "2026-11-01T06:00:00Z", "title": "Zürich"}
    assert "title" not in by_id[captured["pdf"].id]


def test_a_page_found_again_is_indexed_where_the_page_is_in_the_file(archive: Archive) -> None:
    first = answer_on(0, b"<p>one")
    capture = kept_as("lakeside", first, archive.append("lakeside", first))
    archive.revisit("lakeside", answer_on(1, b"<p>one"), capture)
    archive.append("lakeside", answer_on(2, b"<p>two"))
    found = index_of(wacz_of(archive, since=FIRST + timedelta(days=1)))
    assert [(at, told["mime"]) for _, at, told in found] == [
        ("20261101060000", "text/html"),
        ("20261102060000", "warc/revisit"),
        ("20261103060000", "text/html"),
    ]


def test_the_same_archive_gives_the_same_file(archive: Archive, captured: dict[str, Capture]) -> None:
    first, second = (io.BytesIO(), io.BytesIO())
    for out in (first, second):
        write_wacz(out, archive, choose(archive, ["lakeside"]), "lakeside")
    assert first.getvalue() == second.getvalue()


def test_titles_of_hostile_pages_stay_in_their_line(archive: Archive) -> None:
    archive.append("lakeside", answer_on(0, '<title>a\n{"id": "x"}\u2028 \u202e\x1b[2J</title><p>b'.encode()))
    text = wacz_of(archive).read("pages/pages.jsonl")
    assert json.loads(text.splitlines()[1])["title"].startswith('a {"id": "x"}')
    assert len(text.splitlines()) == 2
    assert text.isascii()
    assert b"\x1b" not in text
