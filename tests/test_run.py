"""A run goes the whole way, over real HTTP on loopback, and loses, doubles and invents nothing."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor import history
from monitor.config import Settings, load
from monitor.demo import Site, write_config
from monitor.errors import ArchiveError, RunLocked, UsageError
from monitor.look import reading
from monitor.run import RunResult
from monitor.run import run_once as run_with
from tests.watched import reader

Table = list[tuple[object, ...]]

PAGE = """<!doctype html><html lang="en"><title>Two Seas Dialogue</title><body><main><h1>Budapest Process</h1>
<h2>Current Chair</h2><p>{chair}</p><h2>Member States</h2><ul>{members}</ul></main></body></html>"""
MEMBERS = ("Albania", "Austria", "Belgium", "Croatia", "Hungary", "Poland", "Spain", "Sweden")


def page(chair: str = "Hungary", members: tuple[str, ...] = MEMBERS) -> str:
    return PAGE.format(chair=chair, members="".join(f"<li>{name}</li>" for name in members))


def run_once(settings: Settings, **more: Any) -> RunResult:
    """A run with the reading process that all tests share."""
    return run_with(settings, worker=reader(), **more)


@pytest.fixture
def settings(tmp_path: Path, httpserver: HTTPServer) -> Settings:
    return configured(tmp_path, source("budapest", httpserver.url_for("/budapest")))


def source(name: str, url: str, layout: str = "mechanism-page", mechanism: str = "budapest-process") -> str:
    return f'[[source]]\nid = "{name}"\nurl = "{url}"\nlayout = "{layout}"\nmechanism = "{mechanism}"\n'


def configured(folder: Path, *sources: str) -> Settings:
    file = folder / "config.toml"
    head = '[monitor]\nhistory = "history.db"\nsnapshots = "snapshots"\n[fetch]\ntimeout = "5 s"\npace = "0 s"\n'
    file.write_text(head + 'allow_addresses = ["127.0.0.0/8"]\n' + "\n".join(sources), encoding="utf-8")
    return load(file)


def serve(server: HTTPServer, body: str, path: str = "/budapest", status: int = 200, **headers: str) -> None:
    """What the path answers from now on."""
    server.clear_all_handlers()
    server.expect_request("/robots.txt").respond_with_data("", status=404)
    server.expect_request(path).respond_with_data(body, status=status, content_type="text/html", headers=headers)


def told(settings: Settings, result: RunResult) -> list[tuple[str, str]]:
    book = history.open_reader(settings.monitor.history)
    try:
        changes = [history.change(book, change) for change in result.changes]
    finally:
        book.close()
    return sorted((change.kind, change.key) for change in changes)


def rows(settings: Settings, table: str) -> Table:
    book = history.open_reader(settings.monitor.history)
    try:
        return [tuple(row) for row in book.execute(f'SELECT * FROM "{table}"').fetchall()]
    finally:
        book.close()


def test_the_first_look_is_a_baseline_and_tells_nothing(settings: Settings, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    result = run_once(settings)
    assert not result.failed
    assert result.changes == []
    assert [check.verdict for check in result.checks] == ["new"]
    assert len(rows(settings, "statement")) >= len(MEMBERS) + 1


def test_a_second_look_at_once_tells_nothing_and_writes_no_statement(
    settings: Settings, httpserver: HTTPServer
) -> None:
    serve(httpserver, page())
    run_once(settings)
    before = {table: rows(settings, table) for table in ("statement", "change", "extraction", "capture", "finding")}
    result = run_once(settings)
    assert result.changes == []
    assert [check.verdict for check in result.checks] == ["unchanged"]
    assert {table: rows(settings, table) for table in before} == before


def test_there_and_back_again_is_two_changes_and_three_captures(settings: Settings, httpserver: HTTPServer) -> None:
    results = []
    for chair in ("Hungary", "Poland", "Hungary"):
        serve(httpserver, page(chair))
        results.append(run_once(settings))
    assert [[kind for kind, _ in told(settings, result)] for result in results] == [
        [],
        ["chair.handover"],
        ["chair.handover"],
    ]
    assert len(rows(settings, "capture")) == 3
    assert [place.segment for place, _ in archive(settings).walk("budapest")] == ["0002.warc.zst"] * 3


def archive(settings: Settings):  # type: ignore[no-untyped-def]  # Archive, imported where it is used
    from monitor.archive import Archive

    return Archive(settings.monitor.snapshots)


def test_a_member_that_left_is_told_once(settings: Settings, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    run_once(settings)
    serve(httpserver, page(members=MEMBERS[1:]))
    assert told(settings, run_once(settings)) == [("member.left", "AL")]
    assert run_once(settings).changes == []


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        ("", 200, "empty"),
        ("<title>Just a moment...</title><h1>Checking your browser before accessing iom.int</h1>", 200, "blocked"),
        ("<title>Page not found</title><h1>Page not found</h1>", 200, "soft-404"),
        ("<h1>Budapest Process</h1>", 404, "not-found"),
        ("<h1>Budapest Process</h1>", 410, "gone"),
        ("<h1>Budapest Process</h1>", 403, "blocked"),
    ],
)
def test_a_page_that_is_none_changes_no_fact(
    settings: Settings, httpserver: HTTPServer, body: str, status: int, verdict: str
) -> None:
    serve(httpserver, page())
    run_once(settings)
    before = rows(settings, "statement")
    serve(httpserver, body, status=status)
    result = run_once(settings)
    assert [check.verdict for check in result.checks] == [verdict]
    assert result.failed
    assert rows(settings, "statement") == before
    serve(httpserver, page())
    result = run_once(settings)
    assert not result.failed
    assert [kind for kind, _ in told(settings, result)] == (["page.back"] if verdict == "gone" else [])
    assert rows(settings, "statement") == before


def test_how_sure_it_is_that_a_page_came_is_kept_with_the_capture(settings: Settings, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    (good,) = run_once(settings).checks
    serve(httpserver, "<title>Just a moment...</title><h1>Checking your browser before accessing iom.int</h1>")
    (wall,) = run_once(settings).checks
    assert (wall.quality or 0) < 0.5 <= (good.quality or 0)
    book = history.open_reader(settings.monitor.history)
    kept = [row[0] for row in book.execute("SELECT quality FROM capture ORDER BY id")]
    book.close()
    assert kept == [good.quality, wall.quality]


def test_validators_of_a_block_page_are_never_sent(settings: Settings, httpserver: HTTPServer) -> None:
    """Else the ETag of a block page freezes a source."""
    asked: list[str | None] = []

    def answer(body: str, etag: str) -> Callable[[Request], Response]:
        def respond(request: Request) -> Response:
            asked.append(request.headers.get("If-None-Match"))
            return Response(body, content_type="text/html", headers={"ETag": etag})

        return respond

    for body, etag in ((page(), '"good"'), ("<title>Access denied</title>", '"block"'), (page(), '"good"')):
        httpserver.clear_all_handlers()
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request("/budapest").respond_with_handler(answer(body, etag))
        run_once(settings)
    assert asked == [None, '"good"', None]


def test_not_modified_is_no_change_and_no_capture(settings: Settings, httpserver: HTTPServer) -> None:
    serve(httpserver, page(), ETag='"1"')
    run_once(settings)
    httpserver.clear_all_handlers()
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/budapest", headers={"If-None-Match": '"1"'}).respond_with_data("", status=304)
    result = run_once(settings)
    assert [check.verdict for check in result.checks] == ["not-modified"]
    assert len(rows(settings, "capture")) == 1


def test_not_modified_after_a_fix_of_the_reader_reads_again_from_the_archive_as_a_correction(
    settings: Settings, httpserver: HTTPServer
) -> None:
    """urlwatch #292: a 304 hid the change for ever."""
    serve(httpserver, page(), ETag='"1"')
    run_once(settings)
    with history.transaction(book := history.open_history(settings.monitor.history)):
        book.execute("UPDATE extraction SET extractor = 'older'")  # as if an earlier version had read it,
        book.execute("DELETE FROM statement WHERE key = 'PL'")  # and overlooked a member
    book.close()
    httpserver.clear_all_handlers()
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/budapest").respond_with_data("", status=304)
    result = run_once(settings)
    assert result.changes == []
    book = history.open_reader(settings.monitor.history)
    corrections = history.changes(book, corrections=True)
    standing = {statement.key for statement in history.statements_now(book, source="budapest", field="member")}
    book.close()
    assert [(change.kind, change.key) for change in corrections] == [("member.joined", "PL")]
    assert "PL" in standing


def test_one_bad_source_leaves_the_others_working(tmp_path: Path, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    settings = configured(
        tmp_path,
        source("good", httpserver.url_for("/budapest")),
        source("no-layout", httpserver.url_for("/budapest"), layout="mechanism-pag"),
        source("bad-url", "ftp://127.0.0.1/x"),
        source("dead-host", "http://127.0.0.1:9/x"),
    )
    result = run_once(settings)
    assert result.failed
    assert {check.source: check.verdict for check in result.checks} == {"good": "new", "dead-host": "unreachable"}
    assert {problem.source for problem in result.problems} == {"no-layout", "bad-url"}
    book = history.open_reader(settings.monitor.history)
    failing = [finding.source for finding in history.findings(book, open_only=True) if finding.kind == "source-failing"]
    book.close()
    assert failing == ["dead-host"]


def test_a_source_with_a_mistake_in_its_entry_is_not_taken_for_removed(tmp_path: Path, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    url = httpserver.url_for("/budapest")
    run_once(configured(tmp_path, source("budapest", url), source("other", url + "?other")))
    broken = configured(tmp_path, source("budapest", url, layout="no-such"), source("other", url + "?other"))
    run_once(broken)
    book = history.open_reader(broken.monitor.history)
    standing = history.statements_now(book, source="budapest")
    book.close()
    assert standing


def test_names_that_are_no_source_are_wrong_usage(settings: Settings) -> None:
    with pytest.raises(UsageError, match="no source nobody"):
        run_once(settings, only=["nobody"])


def test_a_second_run_says_who_holds_the_lock(settings: Settings, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    with history.run_lock(settings.monitor.history, now=datetime.now(UTC)), pytest.raises(RunLocked, match="process"):
        run_once(settings)


def test_the_archive_is_asked_for_the_bytes_that_were_captured(settings: Settings, httpserver: HTTPServer) -> None:
    """changedetection.io #2885: one watch's content in another."""
    serve(httpserver, page())
    run_once(settings)
    book = history.open_history(settings.monitor.history)
    capture = history.captures(book, "budapest")[0]
    with history.transaction(book):
        book.execute("UPDATE capture SET sha256 = ?", ["0" * 64])
    wrong = history.captures(book, "budapest")[0]
    house = reading.House(
        book=book, archive=archive(settings), gate=None, worker=None, run=1, now=lambda: datetime.now(UTC)
    )  # type: ignore[arg-type]
    assert reading.archived(house, capture).body == page().encode()
    with pytest.raises(ArchiveError, match="other bytes"):
        reading.archived(house, wrong)
    book.close()


def test_a_held_collapse_is_told_as_reshaped_and_loses_no_member(settings: Settings, httpserver: HTTPServer) -> None:
    """28 rows that become 4 are the page's doing until somebody says otherwise."""
    serve(httpserver, page())
    run_once(settings)
    serve(httpserver, page(members=MEMBERS[:2]))
    result = run_once(settings)
    assert [kind for kind, _ in told(settings, result)] == ["page.reshaped"]
    book = history.open_reader(settings.monitor.history)
    standing = [s for s in history.statements_now(book, source="budapest") if s.field == "member"]
    book.close()
    assert len(standing) == len(MEMBERS)


def test_the_source_that_left_the_configuration_is_retired_not_removed(tmp_path: Path, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    url = httpserver.url_for("/budapest")
    run_once(configured(tmp_path, source("budapest", url), source("other", url + "?other")))
    fewer = configured(tmp_path, source("other", url + "?other"))
    result = run_once(fewer)
    assert result.changes == []


def test_what_was_archived_and_not_read_is_read_by_the_next_run(settings: Settings, httpserver: HTTPServer) -> None:
    """Killed between the commit of the capture and its reading: nothing is lost, nothing is doubled."""
    serve(httpserver, page())
    run_once(settings)
    serve(httpserver, page("Poland"))
    script = (
        "import os, sys, pathlib, monitor.look.reading as reading\n"
        "from monitor.config import load\nfrom monitor.run import run_once\n"
        "async def killed(*arguments): os.kill(os.getpid(), 9)\n"
        "reading._read = killed\n"
        "run_once(load(pathlib.Path(sys.argv[1])))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(settings.file)], env=os.environ, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(rows(settings, "capture")) == 2
    assert told(settings, run_once(settings)) == [("chair.handover", "")]
    assert run_once(settings).changes == []
    assert len(rows(settings, "capture")) == 2


def test_the_link_that_is_followed_leads_to_the_newest_document(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    links = '<a href="/files/2019-05/table.html">Table of all</a><a href="/files/2023-06/table.html">Table of all</a>'
    httpserver.expect_request("/all").respond_with_data(f"<main><p>{links}</p></main>", content_type="text/html")
    httpserver.expect_request("/files/2023-06/table.html").respond_with_data(page(), content_type="text/html")
    entry = source("table", httpserver.url_for("/all")) + 'follow = "Table of all"\n'
    settings = configured(tmp_path, entry)
    result = run_once(settings)
    assert [check.verdict for check in result.checks] == ["new"]
    book = history.open_reader(settings.monitor.history)
    urls = [capture.final_url for capture in history.captures(book, "table")]
    book.close()
    assert urls == [httpserver.url_for("/files/2023-06/table.html")]


@pytest.mark.parametrize(
    ("overview", "verdict"),
    [
        (PAGE.format(chair="Hungary", members="<li>Albania</li>"), "soft-404"),
        ("<title>Just a moment...</title><h1>Checking your browser before accessing iom.int</h1>", "blocked"),
    ],
)
def test_a_page_that_lost_the_link_says_nothing_of_the_document_behind_it(
    tmp_path: Path, httpserver: HTTPServer, overview: str, verdict: str
) -> None:
    """However often the link is missing, the document is not told as gone."""
    start = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    link = '<main><p><a href="/table.html">Table of all</a></p></main>'
    httpserver.expect_request("/all").respond_with_data(link, content_type="text/html")
    httpserver.expect_request("/table.html").respond_with_data(page(), content_type="text/html")
    entry = source("table", httpserver.url_for("/all")) + 'follow = "Table of all"\n'
    settings = configured(tmp_path, entry)
    run_once(settings, now=lambda: start)
    serve(httpserver, overview, path="/all")
    for day in range(1, 6):
        result = run_once(settings, now=lambda day=day: start + timedelta(days=day))  # type: ignore[misc]  # bound now
        assert [(check.verdict, check.outcome) for check in result.checks] == [(verdict, None)]
        assert "no link “Table of all”" in str(result.checks[0].error)
        assert told(settings, result) == []


def test_gzip_on_the_wire_is_archived_decoded(settings: Settings, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/budapest").respond_with_data(
        gzip.compress(page().encode()), content_type="text/html", headers={"Content-Encoding": "gzip"}
    )
    run_once(settings)
    ((_, kept),) = archive(settings).walk("budapest")
    assert kept.body == page().encode()


def test_the_demonstration_tells_what_changed_between_its_editions(tmp_path: Path) -> None:
    with Site() as site:
        settings = load(write_config(tmp_path / "demo", site.base))
        first = run_once(settings)
        site.edition = "later"
        second = run_once(settings)
        third = run_once(settings)
    assert not first.failed
    assert first.changes == []
    kinds = told(settings, second)
    assert ("chair.handover", "") in kinds
    assert ("member.left", "SO") in kinds
    assert third.changes == []


def test_404_becomes_gone_after_three_runs_and_two_days(settings: Settings, httpserver: HTTPServer) -> None:
    serve(httpserver, page())
    start = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
    run_once(settings, now=lambda: start)
    serve(httpserver, "", status=404)
    results = [run_once(settings, now=lambda day=day: start + timedelta(days=day)) for day in (1, 2, 3, 4)]  # type: ignore[misc]  # a default binds the loop's value
    assert [[kind for kind, _ in told(settings, result)] for result in results] == [[], [], ["page.gone"], []]
