"""What a web archive has of a page comes whole into the staging file, in each dialect, and goes on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.backfill import asking, cdx, listing
from monitor.backfill.staging import discard, lost, ours
from monitor.errors import AskedToWait, ForeignArchiveError, RunLocked, UsageError
from tests.backfill.archives_of_others import PAGE, Download, Kept, WebArchive, packed, settings, staged

FOUR = [
    Kept("20200102030405", b"<html>one</html>"),
    Kept("20200202030405", b"<html>two</html>"),
    Kept("20200302030405", b"<html>two</html>"),
    Kept("20200402030405", b"<html>one</html>", url="https://www.example.org:443/page"),
]


@pytest.fixture
def archive(httpserver: HTTPServer) -> WebArchive:
    return WebArchive(httpserver, list(FOUR))


@pytest.fixture
def download(tmp_path: Path, archive: WebArchive) -> Download:
    return Download(tmp_path, archive)


def stamps(path: Path) -> list[str]:
    return [one.stamp for one in staged(path)]


EACH = ["20200102030405", "20200202030405", "20200402030405"]


@pytest.mark.parametrize("named", ["", "/cdx/search/cdx", "/web/", "/coll/cdx", "/coll/", "/coll"])
def test_each_dialect_gives_the_captures_that_differ_from_the_one_before(named: str, download: Download) -> None:
    download.archive.marked = "coll" not in named
    path = download(named)
    assert [(one.stamp, one.body) for one in staged(path)] == list(
        zip(EACH, [b"<html>one</html>", b"<html>two</html>", b"<html>one</html>"], strict=True)
    )
    assert staged(path)[2].url == "https://www.example.org:443/page"
    assert lost(path) == ()


@pytest.mark.parametrize("named", ["/web/timemap/link/", "/coll/timemap/link/http://example.org/page"])
def test_a_timemap_gives_them_all(named: str, download: Download) -> None:
    download.archive.marked = "coll" not in named
    assert stamps(download(named)) == [one.stamp for one in FOUR]


def test_a_timemap_is_what_remains_where_there_is_no_cdx(download: Download) -> None:
    archive = download.archive
    archive.answers = lambda request: Response("no", 404) if "cdx" in request.path else None
    assert stamps(download("/coll/")) == [one.stamp for one in FOUR]
    assert [path.split("?")[0] for path in archive.asked[:2]] == ["/coll/cdx", f"/coll/timemap/link/{PAGE}"]


def test_exactly_one_url_is_asked_for_and_never_by_page_numbers(download: Download) -> None:
    download("", since=datetime(2020, 1, 1, tzinfo=UTC), until=datetime(2020, 12, 31, tzinfo=UTC))
    (query,) = download.archive.paths("/cdx/")
    assert query == (
        "/cdx/search/cdx?url=http%3A%2F%2Fexample.org%2Fpage&output=json&filter=statuscode%3A200%7C-&limit=1000"
        "&from=20200101000000&to=20201231000000&collapse=digest&showResumeKey=true"
    )


def test_who_asks_is_told_and_what_is_sent_shall_not_be_packed(download: Download) -> None:
    download("")
    assert all(each["Accept-Encoding"] == "identity" for each in download.archive.headers)
    assert all(each["User-Agent"].endswith("(+tests@example.org)") for each in download.archive.headers)


def test_the_window_of_time_has_no_end_in_it(download: Download) -> None:
    archive = download.archive
    archive.kept.append(Kept("20200402030406", b"late"))
    since, until = datetime(2020, 2, 2, 3, 4, 5, tzinfo=UTC), datetime(2020, 4, 2, 3, 4, 6, tzinfo=UTC)
    assert stamps(download("", since=since, until=until)) == EACH[1:]
    assert stamps(download("/coll/timemap/link/", since=since, until=until)) == [one.stamp for one in FOUR[1:]]


@pytest.mark.parametrize(
    ("collapse", "left"),
    [
        ("none", ["20200101000000", "20200101003000", "20200101120000", "20200102000000", "20200201000000"]),
        ("hour", ["20200101000000", "20200101120000", "20200102000000", "20200201000000"]),
        ("day", ["20200101000000", "20200102000000", "20200201000000"]),
        ("month", ["20200101000000", "20200201000000"]),
    ],
)
def test_captures_near_in_time_count_as_one_where_that_is_wanted(
    collapse: str, left: list[str], download: Download
) -> None:
    times = ["20200101000000", "20200101003000", "20200101120000", "20200102000000", "20200201000000"]
    download.archive.kept = [Kept(stamp, stamp.encode()) for stamp in times]
    assert stamps(download("", collapse=collapse)) == left


def test_nothing_there_is_an_empty_archive_and_no_error(download: Download) -> None:
    download.archive.kept.clear()
    for named in ("", "/coll/cdx", "/coll/timemap/link/"):
        assert staged(download(named)) == []


def test_an_older_pywb_says_in_words_that_there_is_nothing(download: Download) -> None:
    download.archive.answers = lambda _: Response('{"message": "No Captures found for: http://example.org/page"}', 404)
    assert staged(download("/coll/cdx")) == []


def test_plain_lines_have_the_key_for_the_rest_behind_an_empty_one(download: Download) -> None:
    lines = [f"k {one.stamp} {one.url} text/html {one.status} {one.digest} 9" for one in FOUR if one.stamp in EACH]

    def answer(request: Request) -> Response | None:
        if not request.path.startswith("/cdx/"):
            return None
        return Response(lines[2] if "resumeKey=k+2" in request.full_path else "\n".join([*lines[:2], "", "k+2", ""]))

    download.archive.answers = answer
    assert stamps(download("")) == EACH


def test_cdxj_and_plain_cdx_lines_are_read_too(download: Download) -> None:
    archive = download.archive
    lines = [
        'org,example)/page 20200102030405 {"url": "http://example.org/page", "status": "200", "digest": "-"}',
        "org,example)/page 20200202030405 http://example.org/page text/html 200 - - - 454 387 f.warc.gz",
    ]
    archive.answers = lambda request: Response("\n".join(lines)) if request.path == "/coll/cdx" else None
    assert stamps(download("/coll/")) == EACH[:2]


def test_a_long_list_comes_in_steps_by_its_key(download: Download) -> None:
    archive = download.archive
    archive.kept, archive.step = [Kept(f"2020010100{at:02}00", b"%d" % at) for at in range(7)], 3
    assert len(stamps(download(""))) == 7
    assert [path.partition("resumeKey=")[2] for path in archive.paths("/cdx/")] == ["", "k+3", "k+6"]


def test_where_there_are_no_keys_the_next_step_begins_at_the_last_time(
    download: Download, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = download.archive
    monkeypatch.setattr("monitor.backfill.cdx.STEP", 3)
    archive.kept = [Kept(f"2020010100{at:02}00", b"%d" % at) for at in range(7)]
    assert len(stamps(download("/coll/"))) == 7
    assert [path.partition("from=")[2] for path in archive.paths("/cdx")] == [
        "", "20200101000200", "20200101000400", "20200101000600",
    ]  # fmt: skip


def test_a_timemap_in_parts_is_put_together(download: Download) -> None:
    archive = download.archive
    first = f'<{archive.url("/coll/timemap/link/2/" + PAGE)}>; rel="timemap"; type="application/link-format", '
    memento = '<http://other.example/coll/{0}mp_/http:/example.org/page>; rel="{1}memento"; datetime="x"'

    def answers(request: Request) -> Response | None:
        if "/timemap/link/2/" in request.path:
            return Response(memento.format("20200202030405", "last "), content_type="application/link-format")
        if "/timemap/" in request.path:
            text = first + memento.format("20200102030405", "first ")
            return Response(text, content_type="application/link-format")
        return None

    archive.answers = answers
    assert stamps(download("/coll/timemap/link/")) == EACH[:2]


def test_lists_and_captures_each_have_their_pace(download: Download) -> None:
    archive = download.archive
    archive.step = 1
    download("")
    assert len(archive.paths("/cdx/")) == 3
    assert download.waits == [2.5, 2.5, 0.125, 0.125, 0.125]


def test_the_pace_holds_over_two_programs(download: Download) -> None:
    download.archive.kept.clear()
    download("")
    download("", collapse="none")
    assert download.waits == [2.5]


def refusing(what: str, after: int, reply: Callable[[], Response]) -> Callable[[Request], Response | None]:
    """Answers the first so many requests for `what`, then refuses."""
    count = [0]

    def answers(request: Request) -> Response | None:
        if what not in request.path:
            return None
        count[0] += 1
        return reply() if count[0] > after else None

    return answers


def no_more(*headers: tuple[str, str], status: int = 429) -> Callable[[], Response]:
    return lambda: Response("slow down", status, headers=dict(headers))


def test_on_429_it_stops_at_once_and_goes_on_after_five_minutes(download: Download) -> None:
    archive = download.archive
    archive.step, archive.answers = 1, refusing("/cdx/", 1, no_more())
    with pytest.raises(AskedToWait, match=r"answered 429, and is left alone until 2026-11-22 12:05:02") as caught:
        download("")
    assert "same command" in str(caught.value.fix)
    assert len(archive.asked) == 2
    archive.answers = lambda _: None
    with pytest.raises(AskedToWait):
        download("")
    with pytest.raises(AskedToWait):
        download("", collapse="none")
    assert len(archive.asked) == 2, "nothing is asked before the time"
    download.time += 300
    assert stamps(download("")) == EACH
    assert [path.partition("resumeKey=")[2] for path in archive.paths("/cdx/")] == ["", "k+1", "k+1", "k+2"]


@pytest.mark.parametrize("status", [429, 503])
def test_the_time_that_a_server_names_is_heard(status: int, download: Download) -> None:
    archive = download.archive
    archive.answers = refusing("/web/", 1, no_more(("Retry-After", "60"), status=status))
    with pytest.raises(AskedToWait, match="until 2026-11-22 12:01"):
        download("")
    assert len(archive.paths("/web/")) == 2
    download.time += 61
    archive.answers = lambda _: None
    assert stamps(download("")) == EACH
    assert len(archive.paths("/web/2020010")) == 1, "what was had is not asked again"
    assert len(archive.paths("/cdx/")) == 1


def test_what_is_whole_is_not_asked_again(download: Download) -> None:
    path = download("")
    before, data = len(download.archive.asked), path.read_bytes()
    assert download("") == path
    assert (len(download.archive.asked), path.read_bytes()) == (before, data)
    discard(path)
    assert [each.name for each in path.parent.iterdir()] == ["hosts.json"]


@pytest.mark.parametrize("kill", ["torn capture", "torn line", "unread line"])
def test_what_a_kill_left_half_is_had_again(kill: str, download: Download) -> None:
    path = download("")
    data, done = path.read_bytes(), path.with_name(path.name.replace(".warc.gz", ".done"))
    lines = done.read_bytes().splitlines(keepends=True)
    if kill == "torn capture":
        path.write_bytes(data[:-7])
    elif kill == "torn line":
        done.write_bytes(b"".join(lines)[:-4])
    else:
        done.write_bytes(b"".join(lines[:-1]) + b"\0\0\0\0\0\n")
    asked = len(download.archive.asked)
    assert download("") == path
    assert path.read_bytes() == data
    assert len(download.archive.asked) == asked + 1


def test_captures_that_are_ours_already_are_not_asked_for(download: Download) -> None:
    path = download("", known=lambda url, at: at < datetime(2020, 2, 1, tzinfo=UTC))
    assert stamps(path) == EACH[1:]
    assert len(download.archive.paths("/web/")) == 2
    assert ours(path) == 1


def test_each_address_of_a_source_is_asked_for(download: Download) -> None:
    archive = download.archive
    archive.kept.append(Kept("20190101000000", b"before", url="http://example.org/old"))
    assert stamps(download("", urls=["http://example.org/page", "http://example.org/old"])) == ["20190101000000", *EACH]
    assert len(archive.paths("/cdx/")) == 2


def test_archives_are_asked_by_one_program_at_a_time(download: Download) -> None:
    def answers(_: Request) -> None:
        with pytest.raises(RunLocked):
            download("")
        with pytest.raises(RunLocked):
            download("/coll/cdx", collapse="day")

    download.archive.answers = answers
    download("")


def test_it_is_told_how_far_it_is(download: Download) -> None:
    download("")
    assert download.told[0] == ("looking for its list", 0, None)
    assert ("listing captures", 3, None) in download.told
    assert download.told[-1] == ("fetching captures", 3, 3)


def test_an_archive_of_others_is_not_asked_without_a_contact(tmp_path: Path, download: Download) -> None:
    known = settings(tmp_path, url="http://127.0.0.1/page")
    (tmp_path / "config.toml").write_text((tmp_path / "config.toml").read_text().replace("contact", "# contact"))
    from monitor.backfill.remote import fetch_to_staging
    from monitor.config import load

    alone = load(tmp_path / "config.toml")
    assert known.monitor.contact
    with pytest.raises(UsageError, match="whom to ask"):
        fetch_to_staging(alone, alone.sources[0], "https://web.archive.org")


@pytest.mark.parametrize(
    "named", ["ftp://127.0.0.1/", "127.0.0.1", "http://", "http://a:b@127.0.0.1/", "http://[", "x"]
)
def test_what_is_no_address_of_an_archive_is_told(named: str, download: Download) -> None:
    with pytest.raises(UsageError, match="no address of a web archive"):
        download(named)


def test_an_archive_inside_is_asked_only_where_that_is_allowed(tmp_path: Path, download: Download) -> None:
    from monitor.backfill.remote import fetch_to_staging
    from monitor.config import load

    settings(tmp_path)
    file = tmp_path / "config.toml"
    file.write_text(file.read_text().replace('allow_addresses = ["127.0.0.0/8"]', ""))
    closed = load(file)
    with pytest.raises(ForeignArchiveError, match="refused: loopback") as caught:
        fetch_to_staging(closed, closed.sources[0], download.archive.url(""))
    assert "allow_addresses" in str(caught.value.fix)
    assert download.archive.asked == []


def test_what_the_original_headers_were_is_kept(download: Download) -> None:
    archive = download.archive
    page = b"<html>packed</html>"
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Server", "x"))
    archive.kept = [Kept("20200102030405", page, raw=packed(page), headers=headers)]
    for named, marked in (("", True), ("/coll/", False)):
        archive.marked = marked
        (one,) = staged(download(named))
        assert one.body == page
        assert one.headers["X-Crawler-Content-Encoding"] == "gzip"
        assert (one.headers["Content-Length"], one.headers["Server"]) == (str(len(page)), "x")
        assert not {"X-App-Server", "Memento-Datetime", "Content-Location"} & set(one.headers)
        assert one.metadata == "", "the digest of what was sent is that of the list"


def test_a_lying_digest_is_kept_as_a_finding(download: Download) -> None:
    archive = download.archive
    archive.kept = [Kept("20200102030405", b"<html>one</html>", listed="A" * 32)]
    (one,) = staged(download(""))
    remark = json.loads(one.metadata.partition("remark: ")[2].splitlines()[0])
    assert remark["kind"] == "digest-mismatch"
    assert "A" * 32 in remark["message"]
    assert one.body == b"<html>one</html>"


@pytest.mark.parametrize("listed", ["", "-", "sha1:", "what is this"])
def test_a_digest_that_is_none_says_nothing(listed: str, download: Download) -> None:
    download.archive.kept = [Kept("20200102030405", b"<html>one</html>", listed=listed)]
    assert staged(download(""))[0].metadata == ""


SCRIPT = """
import sys
from pathlib import Path
from monitor.backfill.remote import fetch_to_staging
from monitor.config import load
known = load(Path(sys.argv[1]))
fetch_to_staging(known, known.sources[0], sys.argv[2])
"""


@pytest.mark.parametrize("captures", [1, 4])
def test_killed_it_loses_the_capture_under_way_and_no_other(
    captures: int, tmp_path: Path, archive: WebArchive, download: Download
) -> None:
    archive.kept = [Kept(f"2020010{at}000000", b"%d" % at) for at in range(1, 8)]
    settings(tmp_path)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "config.toml"), archive.url("/coll/cdx")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=environment) as child:
        while len(archive.paths("id_")) < captures and child.poll() is None:
            time.sleep(0.005)
        child.kill()
    assert child.returncode == -signal.SIGKILL
    download.time += 3600
    assert len(stamps(download("/coll/cdx"))) == 7
    assert len(archive.paths("id_")) <= 8
    assert len(archive.paths("/cdx")) == 1


def test_what_archives_are_promised_is_what_the_code_does(repository: Path) -> None:
    manners = (repository / "docs" / "manners.md").read_text("utf-8")
    promised = manners.partition("## What a web archive sees")[2].partition("\n## ")[0]
    assert (60 / asking.LISTING_PACE, 1 / asking.REPLAY_PACE, cdx.STEP) == (24, 8, 1000)
    assert (asking.SECOND_TRY, asking.REST.total_seconds()) == (5, 300)
    for words in ("24 a minute", "8 a second", "1000 captures", "after 5 seconds", "for five minutes"):
        assert words in promised
    told = (repository / "docs" / "backfill.md").read_text("utf-8")
    assert (listing.MOST, listing.PAGES) == (50_000, 200)
    assert "than 50 000 captures or does not end within 200 pages" in told
