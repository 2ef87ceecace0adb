"""pywb, the web archive server that others run, and the judges of its family: they read what we export.

`make test-interop` runs this file. (Its name keeps it out of `make test`.)
"""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest

from monitor.archive import Archive
from monitor.export import choose, write_wacz, write_warc
from monitor.export.surt import surt
from monitor.ids import capture_id
from monitor.model import Answer, Capture, Decision

FIRST = datetime(2026, 11, 1, 6, 0, 0, 123456, tzinfo=UTC)
URL = "https://www.pages.example/Lakeside?b=2&a=1"
MOVED = "https://pages.example/moved"
LIST = "https://pages.example/Liste%20der%20L%C3%A4nder.pdf"
HTML = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("X-Town", "Zürich"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "99"),
    ("Transfer-Encoding", "chunked"),
)
VERSIONS = [f"<!doctype html><title>Lakeside</title><p>Tag {day}, Zürich".encode() for day in range(5)]
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40
SHELL, PAGE = b"<script src=app.js></script>", b"<h1>Made by a script</h1>"


def answer(day: int, body: bytes, **said: Any) -> Answer:
    about = {"status": 200, "reason": "OK", "headers": HTML, "requested_url": URL, "final_url": URL, **said}
    return Answer(fetched_at=at(day), seconds=0.1, body=body, **about)


def at(day: int) -> datetime:
    return FIRST + timedelta(days=day)


@dataclass(frozen=True)
class Exported:
    """An archive, and its two exports."""

    archive: Archive
    warc: Path
    wacz: Path


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder = tmp_path_factory.mktemp("exported")
    archive = Archive(folder / "snapshots")
    first = answer(0, VERSIONS[0])
    place = archive.append("lakeside", first)
    for day in range(1, 5):
        archive.append("lakeside", answer(day, VERSIONS[day]))
    capture = Capture(
        id=capture_id("lakeside", first.fetched_at, first.sha256),
        source="lakeside",
        requested_url=URL,
        final_url=URL,
        redirects=(),
        fetched_at=first.fetched_at,
        status=200,
        sha256=first.sha256,
        media_type="text/html",
        place=place,
    )
    archive.revisit("lakeside", answer(6, VERSIONS[0], headers=(*HTML, ("X-Day", "6"))), capture)
    archive.append("lakeside", answer(7, PAGE, shell=SHELL))
    archive.append("lakeside", answer(8, b"<p>there", final_url=MOVED, redirects=((301, MOVED),)))
    pdf = {"final_url": LIST, "requested_url": LIST, "headers": (("Content-Type", "application/pdf"),)}
    archive.append("lakeside", answer(9, PDF, **pdf))
    archive.append("lakeside", answer(10, b"", status=204, reason="", final_url="https://pages.example/nothing"))
    archive.decide("lakeside", Decision("gone", at(11), {"url": URL, "status": 404}))
    chosen = choose(archive, ["lakeside"])
    made = Exported(archive, folder / "lakeside.warc.gz", folder / "lakeside.wacz")
    with made.warc.open("w+b") as out:
        write_warc(out, archive, chosen, "lakeside")
    with made.wacz.open("w+b") as out:
        write_wacz(out, archive, chosen, "lakeside")
    return made


@pytest.fixture(scope="module", params=["warc", "wacz"])
def server(request: pytest.FixtureRequest, exported: Exported, pywb: Any) -> Iterator[Any]:
    """A pywb with the export: with its own index of the .warc.gz, and with ours of the .wacz."""
    with pywb([getattr(exported, request.param)]) as running:
        yield running


def test_each_version_of_a_page_is_served_at_its_time_byte_for_byte(server: Any) -> None:
    for day, body in enumerate(VERSIONS):
        reply = server.raw(at(day), URL)
        assert (reply.status, reply.body) == (200, body)
        assert reply.header("Memento-Datetime") == f"{at(day):%a, %d %b %Y %H:%M:%S} GMT"


def test_headers_are_served_as_they_came(server: Any) -> None:
    reply = server.raw(at(0), URL)
    assert reply.header("Content-Type") == "text/html; charset=utf-8"
    assert reply.header("X-Town") == "Zürich"
    assert reply.header("Content-Length") == str(len(VERSIONS[0]))
    assert reply.header("X-Crawler-Content-Encoding") == "gzip"
    assert reply.header("X-Crawler-Content-Length") == "99"
    assert reply.header("X-Crawler-Transfer-Encoding") == "chunked"


def test_a_page_that_was_found_again_is_served_with_the_headers_of_that_look(server: Any) -> None:
    reply = server.raw(at(6), URL)
    assert (reply.status, reply.body, reply.header("X-Day")) == (200, VERSIONS[0], "6")
    assert reply.header("Memento-Datetime") == "Sat, 07 Nov 2026 06:00:00 GMT"


def test_of_a_rendered_page_the_url_gives_what_came_and_the_urn_what_was_made_of_it(server: Any) -> None:
    assert server.raw(at(7), URL).body == SHELL
    reply = server.raw(at(7), f"urn:rendered:{URL}")
    assert (reply.status, reply.body, reply.header("Content-Type")) == (200, PAGE, "text/html; charset=utf-8")


def test_what_a_redirect_led_to_is_served_at_its_own_address(server: Any) -> None:
    assert server.raw(at(8), MOVED).body == b"<p>there"
    assert server.raw(at(8), URL).body == SHELL  # the nearest version, and no redirect that we did not keep


def test_a_pdf_and_an_empty_answer_are_served(server: Any) -> None:
    reply = server.raw(at(9), LIST)
    assert (reply.body, reply.header("Content-Type")) == (PDF, "application/pdf")
    assert server.raw(at(10), "https://pages.example/nothing").status == 204


def test_the_list_of_versions_is_that_of_the_captures(server: Any) -> None:
    days = [0, 1, 2, 3, 4, 6, 7]
    assert [one["timestamp"] for one in server.cdx(URL)] == [f"{at(day):%Y%m%d%H%M%S}" for day in days]
    assert server.get(f"timemap/link/{URL}").body.count(b'rel="memento"') == len(days)


def run(program: Path, *words: str | Path) -> str:
    """What a program says on stdout; a test fails when it ends badly."""
    environment = {"PYTHONWARNINGS": "ignore"}
    done = subprocess.run([program, *words], capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 0, f"{program.name}: {done.stdout}{done.stderr}"
    return done.stdout


def test_warcio_finds_every_digest_right(exported: Exported, pywb_programs: Path) -> None:
    assert run(pywb_programs / "warcio", "check", exported.warc) == ""


def test_our_index_is_that_of_cdxj_indexer(exported: Exported, pywb_programs: Path, tmp_path: Path) -> None:
    with ZipFile(exported.wacz) as package:
        warc = Path(package.extract("archive/data.warc.gz", tmp_path))
        ours = package.read("indexes/index.cdx").decode()
    records = "response,revisit,conversion"
    assert ours == run(pywb_programs / "cdxj-indexer", "--sort", "--records", records, warc)


def test_the_wacz_passes_the_validator_of_its_makers(exported: Exported, pywb_programs: Path) -> None:
    assert "Validation succeeded" in run(pywb_programs / "wacz", "validate", "-f", exported.wacz)


def test_the_makers_of_wacz_make_one_of_our_warc(exported: Exported, pywb_programs: Path, tmp_path: Path) -> None:
    run(pywb_programs / "wacz", "create", "-o", tmp_path / "theirs.wacz", exported.warc)
    with ZipFile(tmp_path / "theirs.wacz") as theirs:
        index = gzip.decompress(theirs.read("indexes/index.cdx.gz")).decode()
    assert all(url in index for url in (URL, MOVED, LIST))


def test_our_keys_are_those_of_surt(pywb_programs: Path) -> None:
    random = Random(4)
    steps, signs = ["a", "B", "/", "/", "..", ".", "?", "&", "="], ["ä", "+", "-", "_", "~", ";", "1", "'", "|", "{"]
    pieces = [*steps, *signs, ":", "@", "#x", "%41", "%2F", "%25", "%C3%A4", "%ff", "%7B"]
    pieces.append(f"sid={'0123456789abcdef' * 2}")
    hosts = ["example.org", "www2.Example.org", "a.b.co.uk:8080", "münchen.de", "example.org:443", "127.0.0.1:80"]
    starts = [*(f"https://{host}{then}" for host in hosts for then in ("/", "?")), "urn:rendered:http://example.org/"]
    urls = [random.choice(starts) + "".join(random.choices(pieces, k=random.randrange(10))) for _ in range(500)]
    script = "import json, surt, sys; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"
    done = subprocess.run(
        [pywb_programs / "python", "-W", "ignore", "-c", script],
        input=json.dumps(urls),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert dict(zip(urls, map(surt, urls), strict=True)) == dict(zip(urls, json.loads(done.stdout), strict=True))
