"""Archives that lie, break, lead astray or never end: it is told, within bounds, and keeps the others' captures."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.backfill import listing
from monitor.backfill.staging import lost
from monitor.errors import AskedToWait, ForeignArchiveError
from tests.backfill.archives_of_others import PAGE, Download, Kept, WebArchive, digest, packed, staged

ONE, TWO = Kept("20200102030405", b"<html>one</html>"), Kept("20200202030405", b"<html>two</html>")
Answer = Callable[[Request], Response | None]


@pytest.fixture
def archive(httpserver: HTTPServer) -> WebArchive:
    return WebArchive(httpserver, [ONE, TWO])


@pytest.fixture
def download(tmp_path: Path, archive: WebArchive) -> Download:
    return Download(tmp_path, archive)


def of(part: str, reply: Callable[[Request], Response]) -> Answer:
    """Answers what has `part` in its path."""
    return lambda request: reply(request) if part in request.path else None


def memento(body: bytes = b"<html>x</html>", status: int = 200, at: Kept = ONE, **headers: str) -> Response:
    reply = Response(body, status, content_type="text/html")
    reply.headers["Memento-Datetime"] = format_datetime(at.at, usegmt=True)
    reply.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return reply


def rows(*found: tuple[str, str]) -> str:
    """An answer of the Internet Archive for (time, URL)."""
    header = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
    return json.dumps(
        [header, *(["k", stamp, url, "text/html", "200", f"{at}"] for at, (stamp, url) in enumerate(found))]
    )


def stamps(path: Path) -> list[str]:
    return [one.stamp for one in staged(path)]


# Lists


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>Welcome</title>",
        b"just text",
        b'{"message": "bad"}',
        b"[1, 2",
        b'["a"]',
        b"[" * 100_000,
        b"\x00\xff\xfe",
        b'[["timestamp", "original"], ["never", "http://example.org/page"]]',
    ],
)
def test_what_is_no_list_is_told_with_what_to_name_instead(body: bytes, download: Download) -> None:
    download.archive.answers = lambda _: Response(body, content_type="text/html")
    for named in ("", "/coll/cdx", "/coll/"):
        with pytest.raises(ForeignArchiveError, match="no list of captures was found there") as caught:
            download(named)
        assert "name the address" in str(caught.value.fix)


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_of_the_server_is_told(status: int, download: Download) -> None:
    download.archive.answers = lambda _: Response("<html>no", status)
    with pytest.raises(ForeignArchiveError, match=f"answered {status}"):
        download("/cdx/search/cdx")
    assert len(download.archive.asked) == (2 if status == 500 else 1)


def test_a_server_that_is_overloaded_is_left_alone(download: Download) -> None:
    download.archive.answers = lambda _: Response("busy", 503)
    with pytest.raises(AskedToWait, match="503"):
        download("")


def test_a_line_of_a_gigabyte_is_read_to_the_cap_and_no_further(download: Download) -> None:
    def endless(_: Request) -> Response:
        def pieces() -> Iterator[bytes]:
            yield b'[["urlkey"'
            while True:
                yield b" " * 65536

        return Response(pieces(), content_type="application/json")

    download.archive.answers = endless
    tracemalloc.start()
    try:
        with pytest.raises(ForeignArchiveError, match="longer than 200000 bytes"):
            download("")
        assert tracemalloc.get_traced_memory()[1] < 32_000_000
    finally:
        tracemalloc.stop()


def test_a_list_without_end_is_given_up(download: Download, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGES", 5)
    count = [0]

    def more(_: Request) -> Response:
        count[0] += 1
        table = json.loads(rows((f"201001010000{count[0]:02}", PAGE)))
        return Response(json.dumps([*table, [], [f"key{count[0]}"]]))

    download.archive.answers = of("/cdx/", more)
    with pytest.raises(ForeignArchiveError, match="does not come to an end"):
        download("")
    assert count[0] == 5


def test_a_list_that_goes_round_is_given_up(download: Download) -> None:
    table = [*json.loads(rows(("20100101000000", PAGE))), [], ["again"]]
    download.archive.answers = of("/cdx/", lambda _: Response(json.dumps(table)))
    with pytest.raises(ForeignArchiveError, match="circle"):
        download("")
    assert len(download.archive.asked) == 2


def test_a_list_of_too_many_captures_is_given_up(download: Download, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 1)
    with pytest.raises(ForeignArchiveError, match="longer than 1 captures") as caught:
        download("")
    assert "--since" in str(caught.value.fix)


def test_a_timemap_that_leads_to_itself_or_astray_ends(download: Download) -> None:
    here = download.archive.url("/coll/timemap/link/")
    names = [f"{here}{PAGE}", f"{here}2/{PAGE}", "http://elsewhere.example/timemap/link/x", f"{here}3 x"]
    text = ",".join(f'<{name}>; rel="timemap"; type="application/link-format"' for name in names)
    download.archive.answers = of("/timemap/", lambda _: Response(text, content_type="application/link-format"))
    with pytest.raises(ForeignArchiveError, match=r"circle|end"):
        download("/coll/timemap/link/")
    assert len(download.archive.asked) < 10


@pytest.mark.parametrize("key", ["a&url=http://other.example/", "a#", "a b", "", "\r\nX: y", "é"])
def test_a_key_that_would_change_the_question_is_refused(key: str, download: Download) -> None:
    table = [*json.loads(rows(("20100101000000", PAGE))), [], [key]]
    download.archive.answers = of("/cdx/", lambda _: Response(json.dumps(table)))
    with pytest.raises(ForeignArchiveError, match="cannot be one"):
        download("/cdx/search/cdx")


def test_rows_that_cannot_be_do_not_stand_in_the_way_of_others(download: Download) -> None:
    bad = [
        ("99999999999999", PAGE),
        ("20200230000000", PAGE),
        ("20300101000000", PAGE),  # a time that lies ahead
        ("２０２００１０１００００００", PAGE),
        ("20200101000000", "http://example.org/pa\r\nge"),
        ("20200101000000", "http://example.org/page\x00"),
        ("20200101000000", "javascript:alert(1)"),
        ("20200101000000", "file:///etc/passwd"),
        ("20200101000000", "http://evil.example/page"),
        ("20200101000000", "http://user:word@example.org/page"),
        ("20200101000000", "http://example.org/" + "x" * 9000),
        ("20200101000000", "http://example.org/page/below"),
    ]
    text = rows(*bad, (ONE.stamp, PAGE))
    download.archive.answers = of("/cdx/", lambda _: Response(text))
    assert stamps(download("")) == [ONE.stamp]
    assert len(download.archive.paths("/web/")) == 1
    mangled = text[:-1] + ', 7, null, {"a": [1]}, [[1]], ["k", 5, [], {}, 1, 2]]'
    download.archive.answers = of("/cdx/", lambda _: Response(mangled))
    assert stamps(download("", collapse="hour")) == [ONE.stamp]


def test_a_page_of_a_list_without_one_good_row_does_not_end_it(download: Download) -> None:
    first = json.loads(rows((ONE.stamp, PAGE)))
    last = rows(("20200101000000", "javascript:alert(1)"))

    def answer(request: Request) -> Response:
        return Response(last if "resumeKey" in request.args else json.dumps([*first, [], ["behind"]]))

    download.archive.answers = of("/cdx/", answer)
    assert stamps(download("")) == [ONE.stamp]


def test_a_list_that_leads_to_another_host_is_not_followed(download: Download) -> None:
    there = Response("", 302, headers={"Location": "http://127.0.0.2:9/cdx"})
    download.archive.answers = lambda _: there
    with pytest.raises(ForeignArchiveError, match=r"leads to 'http://127\.0\.0\.2:9/cdx'"):
        download("/coll/cdx")
    assert len(download.archive.asked) == 1


def test_a_list_at_another_path_of_its_host_is_found_there(download: Download) -> None:
    archive = download.archive

    def moved(request: Request) -> Response | None:
        if request.path == "/coll/cdx":
            return None
        return Response("", 301, headers={"Location": f"/coll/cdx?{request.query_string.decode()}"})

    archive.answers = lambda request: moved(request) if request.path.endswith("cdx") else None
    assert stamps(download("/old/cdx")) == []
    archive.answers = lambda request: Response("", 302, headers={"Location": request.full_path})
    with pytest.raises(ForeignArchiveError, match="leads to"):
        download("/coll/cdx", collapse="day")


# Captures


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (lambda: Response("<html>Internal", 200), "answered 200 without a Memento-Datetime"),
        (lambda: Response("<html>no", 404), "answered 404 without a Memento-Datetime"),
        (lambda: Response("<html>oh", 502), "answered 502 without a Memento-Datetime"),
        (lambda: memento(Memento_Datetime="yesterday"), "without a Memento-Datetime"),
        (lambda: memento(Memento_Datetime="Thu, 02 Jan 2020 05:04:05 GMT"), "another capture instead, of 2020-01"),
        (lambda: memento(Memento_Datetime="Fri, 31 Dec 9999 23:59:59 GMT"), "another capture instead"),
        (lambda: memento(status=404), "an answer 404"),
        (lambda: memento(status=301, Location="/web/20200102030405id_/http://example.org/"), "an answer 301"),
        (lambda: memento(b"x" * 200_001), "longer than 200000 bytes"),
        (lambda: memento(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip"), "longer than 200000 bytes"),
        (lambda: memento(gzip.compress(b"\0" * 20_000_000)), "longer than 200000 bytes"),
        (lambda: memento(gzip.compress(gzip.compress(b"\0" * 9_000_000)), Content_Encoding="gzip"), "longer than"),
        (lambda: memento(packed(b"<html>")[:-4], Content_Encoding="gzip"), "ends early"),
        (lambda: memento(b"x", Content_Encoding="br"), "encoded as 'br'"),
        (lambda: Response("", 302, headers={"Location": f"/web/{TWO.stamp}id_/{PAGE}"}), "leads to another"),
        (lambda: Response("", 302, headers={"Location": f"/web/{ONE.stamp}id_/http://other.org/"}), "leads to another"),
        (lambda: Response("", 302, headers={"Location": "http://127.0.0.2:9/web/"}), "out of the archive"),
        (lambda: Response("", 302, headers={"Location": "/login"}), "out of the archive"),
        (lambda: Response("", 302, headers={"Location": f"/web/{ONE.stamp}id_/{PAGE}"}), "do not come to an end"),
    ],
)  # fmt: skip
def test_a_capture_that_cannot_be_had_is_told_and_the_next_one_is_had(
    reply: Callable[[], Response], why: str, download: Download
) -> None:
    archive = download.archive
    archive.answers = lambda request: reply() if f"{ONE.stamp}id_" in request.path else None
    path = download("")
    assert stamps(path) == [TWO.stamp]
    (told,) = lost(path)
    assert why in told
    assert told.startswith(f"{PAGE} of 2020-01-02 03:04:05 UTC: ")
    asked = len(archive.asked)
    assert download("") == path
    assert len(archive.asked) == asked, "it is not asked for again by this download"


def test_a_capture_that_failed_in_passing_is_tried_once_more(download: Download) -> None:
    replies = [Response("oh", 502)]
    download.archive.answers = lambda request: replies.pop() if replies and "/web/" in request.path else None
    assert stamps(download("")) == [ONE.stamp, TWO.stamp]
    assert 5.0 in download.waits


def test_a_captured_error_is_no_failure_of_the_archive(download: Download) -> None:
    archive = download.archive
    archive.kept = [Kept(f"2020010{at}000000", b"%d" % at, status="-") for at in range(1, 8)]
    archive.answers = of("/web/", lambda request: memento(status=404, at=Kept(request.path.split("/")[2][:14], b"")))
    path = download("")
    assert (staged(path), lost(path)) == ([], ())
    assert len(archive.paths("/web/")) == 7


def test_an_archive_that_fails_again_and_again_is_left_alone(download: Download) -> None:
    archive = download.archive
    archive.kept = [Kept(f"2020010{at}000000", b"%d" % at) for at in range(1, 8)]
    archive.answers = of("/web/", lambda _: Response("oh", 500))
    with pytest.raises(AskedToWait, match="failed 5 times in a row"):
        download("")
    assert len(archive.paths("/web/")) == 5
    download.time += 601
    archive.answers = lambda _: None
    assert len(stamps(download(""))) == 5, "two were given up, five were had"


def test_an_archive_that_refuses_is_not_asked_for_all_the_others(download: Download) -> None:
    archive = download.archive
    archive.kept = [Kept(f"2020010{at}000000", b"%d" % at) for at in range(1, 9)]
    archive.answers = lambda request: Response("excluded", 403) if request.path > "/web/20200102" else None
    path = download("")
    assert stamps(path) == ["20200101000000"]
    assert len(archive.paths("/web/")) == 4
    assert ["does not give this out" in told for told in lost(path)] == [True] * 3 + [False] * 4


def test_a_redirect_to_the_same_capture_seconds_away_is_followed(download: Download) -> None:
    archive = download.archive
    near = Kept("20200102030406", b"<html>one</html>", url="https://example.org/page")
    archive.answers = lambda request: (
        Response("", 302, headers={"Location": archive.url(f"/web/{near.stamp}id_/{near.url}")})
        if f"{ONE.stamp}id_" in request.path
        else archive.replayed(near)
        if near.stamp in request.path
        else None
    )
    path = download("")
    assert stamps(path) == [near.stamp, TWO.stamp], "under the time at which it was made"
    asked = len(archive.asked)
    download("")
    assert len(archive.asked) == asked


def test_bytes_that_are_packed_without_a_word_are_unpacked(download: Download) -> None:
    page, zipped = b"<html>packed</html>", packed(b"a file")
    archive = download.archive
    archive.kept = [
        Kept("20200101000000", page, raw=packed(page)),
        Kept("20200102000000", zipped, headers=(("Content-Type", "application/gzip"),)),
    ]
    path = download("")
    assert [one.body for one in staged(path)] == [page, zipped]
    assert all(one.metadata == "" for one in staged(path))


def test_a_body_that_the_archive_unpacked_has_no_digest_to_compare(download: Download) -> None:
    page = b"<html>packed</html>"
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    download.archive.kept = [Kept("20200101000000", page, headers=headers, listed=digest(packed(page)))]
    assert staged(download(""))[0].metadata == ""


def test_headers_that_no_record_can_hold_lose_one_capture_only(download: Download) -> None:
    def odd(request: Request) -> Response | None:
        return (
            memento(X_Archive_Orig_Odd="x" * 10, **{"X-Archive-Orig-": "no name"})
            if ONE.stamp in request.path
            else None
        )

    download.archive.answers = odd
    path = download("")
    assert stamps(path) == [TWO.stamp]
    assert "no name of an HTTP header" in lost(path)[0]


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path, download: Download) -> None:
    download.archive.kept = [Kept("20200101000000", b"x", url="http://example.org/page")]
    download("", since=None)
    written = {each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*") if each.is_file()}
    assert {name for name in written if not name.startswith("snapshots/.backfill/")} == {"config.toml"}


def test_what_is_remembered_of_archives_may_be_spoiled(tmp_path: Path, download: Download) -> None:
    path = download("")
    for name in ("hosts.json", path.name.replace(".warc.gz", ".json")):
        for spoiled in (b"", b"[", b"[1]", b'[{"origin": 1}]', b'{"form": 1}', b'{"form": 1, "slips": {"a": 1}}'):
            (path.parent / name).write_bytes(spoiled)
            download.time += timedelta(hours=1).total_seconds()
            assert stamps(download("")) == [ONE.stamp, TWO.stamp]
