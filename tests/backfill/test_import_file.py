"""Captures out of files that others wrote: which become ours, in which order, and what the history says then."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import history
from monitor.archive.frames import zstd
from monitor.backfill.digests import sha1
from monitor.errors import UsageError
from monitor.model import Decision
from monitor.upkeep import at_the_desk
from monitor.upkeep.redact import named, redact
from tests.backfill.warcs_of_others import CONFIG, DAY, FIRST, HTML, NOW, URL, Monitor, Warc, body, raw
from tests.watched import reader


def three_versions(*, compressed: bool = True) -> bytes:
    """A page in two states, the first of them twice."""
    warc = Warc(compressed=compressed)
    warc.response(FIRST, body("Hungary"))
    warc.response(FIRST + DAY, body("Hungary"))
    warc.response(FIRST + 2 * DAY, body("Poland"))
    return warc.data


def as_wacz(path: Path, *warcs: tuple[str, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
        for name, data in warcs:
            bundle.writestr(name, data)
    return path.read_bytes()


def test_what_warcio_wrote_becomes_a_history_with_its_changes(monitor: Monitor) -> None:
    result = monitor.take(three_versions())
    assert (result.offered, result.added, result.collapsed, result.known) == (3, 2, 1, 0)
    assert (result.first, result.last) == (FIRST, FIRST + 2 * DAY)
    assert not result.failed
    kept = monitor.archived
    assert [one.body for one in kept] == [body("Hungary"), body("Poland")]
    assert {one.imported.origin for one in kept if one.imported} == {"crawl.warc.gz"}
    with monitor.book() as book:
        (change,) = (history.change(book, one) for one in result.changes)
        assert (change.kind, change.detected_at) == ("chair.handover", NOW)
        assert history.capture(book, change.after_capture or "").fetched_at == FIRST + 2 * DAY


def test_the_same_import_once_more_adds_nothing(monitor: Monitor) -> None:
    monitor.take(three_versions())
    files = {path: path.read_bytes() for path in (monitor.folder / "snapshots").rglob("*") if path.is_file()}
    again = monitor.take(three_versions(), now=NOW + DAY)
    assert (again.added, again.known, again.collapsed, again.changes) == (0, 2, 1, ())
    assert {path: path.read_bytes() for path in (monitor.folder / "snapshots").rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("form", ["plain", "one member", "members", "zstd", "zstd by record", "wacz", "wacz deflated"])
def test_every_form_of_file_holds_the_same(monitor: Monitor, form: str, tmp_path: Path) -> None:
    plain = three_versions(compressed=False)
    match form:
        case "plain":
            data = plain
        case "one member":
            data = gzip.compress(plain)
        case "members":
            data = three_versions()
        case "zstd":
            data = zstd.compress(plain)
        case "zstd by record":
            data = b"".join(zstd.compress(b"WARC/1.1" + one) for one in plain.split(b"WARC/1.1")[1:])
        case "wacz":
            data = as_wacz(tmp_path / "b.zip", ("archive/data.warc.gz", three_versions()))
        case _:
            data = as_wacz(tmp_path / "b.zip", ("archive/data.warc", plain))
    result = monitor.take(data, name="without-a-name-that-says-so")
    assert (result.added, result.damaged, result.trouble) == (2, 0, ())


def test_the_records_come_in_the_order_of_their_time_not_of_the_file(monitor: Monitor) -> None:
    warc = Warc()
    for day, chair in ((4, "Sweden"), (0, "Hungary"), (2, "Poland")):
        warc.response(FIRST + day * DAY, body(chair))
    result = monitor.take(warc.data)
    with monitor.book() as book:
        told = [history.change(book, one) for one in result.changes]
        steps = sorted((str(one.before), str(one.after)) for one in told)
    assert [[name in step for name in ("Hungary", "Poland", "Sweden")] for step in map(" ".join, steps)] == [
        [True, True, False],
        [False, True, True],
    ]


@pytest.mark.parametrize(
    ("collapse", "added"), [("digest", [0, 3]), ("none", [0, 1, 2, 3]), ("hour", [0, 2, 3]), ("day", [0, 3])]
)
def test_neighbours_are_one_as_it_was_asked(monitor: Monitor, collapse: str, added: list[int]) -> None:
    hours = (0, 0.5, 2, 30)
    warc = Warc()
    for hour in hours[:3]:
        warc.response(FIRST + timedelta(hours=hour), body("Hungary"))
    warc.response(FIRST + timedelta(hours=hours[3]), body("Poland"))
    result = monitor.take(warc.data, collapse=collapse)
    assert [one.fetched_at for one in monitor.archived] == [FIRST + timedelta(hours=hours[at]) for at in added]
    assert result.added + result.collapsed == 4
    assert monitor.take(warc.data, collapse=collapse).added == 0


def test_a_page_that_came_back_is_two_changes(monitor: Monitor) -> None:
    warc = Warc()
    for day, chair in enumerate(("Hungary", "Poland", "Hungary")):
        warc.response(FIRST + day * DAY, body(chair))
    assert len(monitor.take(warc.data).changes) == 2


def test_only_the_window_is_taken(monitor: Monitor) -> None:
    result = monitor.take(three_versions(), collapse="none", since=FIRST + DAY, until=FIRST + 2 * DAY)
    assert (result.offered, result.outside) == (1, 2)
    assert [one.fetched_at for one in monitor.archived] == [FIRST + DAY]


@pytest.mark.parametrize(
    "url",
    [
        "http://pages.example/budapest",
        "https://www.pages.example:443/budapest/",
        "https://PAGES.example/%62udapest#top",
        "<https://pages.example/budapest>",
    ],
)
def test_one_address_is_written_in_many_ways(monitor: Monitor, url: str) -> None:
    warc = Warc()
    warc.response(FIRST, body(), url=url)
    assert monitor.take(warc.data).added == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://pages.example/budapest?lang=fr",
        "https://pages.example/budapest/members",
        "https://other.example/budapest",
        "https://pages.example:8080/budapest",
        "https://pages.example/Budapest",
    ],
)
def test_what_is_at_another_address_is_counted_and_left(monitor: Monitor, url: str) -> None:
    warc = Warc()
    warc.response(FIRST, body(), url=url)
    result = monitor.take(warc.data)
    assert (result.added, result.foreign, result.failed) == (0, 1, True)
    assert monitor.take(warc.data, urls=[url]).added == 1
    assert monitor.archived[0].requested_url == url


def test_an_address_by_hand_must_be_one(monitor: Monitor) -> None:
    with pytest.raises(UsageError, match="no address"):
        monitor.take(three_versions(), urls=["budapest"])


def test_former_addresses_belong_to_the_source(monitor: Monitor) -> None:
    monitor.take(three_versions())
    file = monitor.folder / "config.toml"
    file.write_text(file.read_text().replace("/budapest", "/processes/7"))
    warc = Warc()
    warc.response(FIRST - DAY, body("Austria"))
    warc.response(FIRST - 2 * DAY, body("Croatia"), url="https://pages.example/processes/7")
    assert monitor.take(warc.data, now=NOW + DAY).added == 2


def test_of_a_source_that_follows_a_link_the_page_with_the_link_is_none_of_its_captures(monitor: Monitor) -> None:
    file = monitor.folder / "config.toml"
    file.write_text(file.read_text() + 'follow = "Members"\n')
    warc = Warc()
    warc.response(FIRST, body())
    warc.response(FIRST, body("Poland"), url="https://pages.example/members")
    with pytest.raises(UsageError, match="follows a link"):
        monitor.take(warc.data)
    result = monitor.take(warc.data, urls=["https://pages.example/members"])
    assert (result.added, result.foreign) == (1, 1)


def test_imports_leave_the_other_sources_as_they_are(monitor: Monitor) -> None:
    file = monitor.folder / "config.toml"
    both = file.read_text() + CONFIG[CONFIG.index("[[source]]") :].replace("budapest", "other")
    file.write_text(both.replace('mechanism = "other-process"', 'mechanism = "budapest-process"'))
    settings = monitor.settings
    with at_the_desk(settings, now=lambda: NOW) as desk:
        history.sync_sources(desk.book, settings.sources, now=NOW)
    file.write_text(CONFIG)
    assert monitor.take(three_versions()).added == 2
    with monitor.book() as book:
        retired = dict(book.execute("SELECT name, retired_at FROM source").fetchall())
    assert retired == {"budapest": None, "other": None}


def test_answers_that_are_no_page_are_counted(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(FIRST, b"gone", status="404 Not Found")
    warc.response(FIRST, b"", status="304 Not Modified")
    warc.response(FIRST, b"", status="301 Moved", headers=(("Location", "/nowhere-in-the-file"),))
    result = monitor.take(warc.data)
    assert (result.other_status, result.added, result.offered) == (3, 0, 0)


@pytest.mark.parametrize("order", ["as it went", "backwards"])
def test_redirects_are_kept_with_the_page_that_they_led_to(monitor: Monitor, order: str) -> None:
    steps = [
        (FIRST, URL, "301 Moved", "/here"),
        (FIRST + timedelta(seconds=2), "https://pages.example/here", "302 Found", "https://else.example/there?a=1"),
        (FIRST + timedelta(seconds=3), "https://else.example/there?a=1", "200 OK", ""),
        (FIRST + DAY, "https://else.example/there?a=1", "200 OK", ""),  # nothing led there by then
    ]
    warc = Warc()
    for at, url, status, to in steps if order == "as it went" else reversed(steps):
        payload = b"" if to else body("Hungary" if at < FIRST + DAY else "Poland")
        warc.response(at, payload, url=url, status=status, headers=(("Location", to),) if to else HTML)
    result = monitor.take(warc.data)
    assert (result.added, result.foreign, result.other_status) == (1, 1, 0)
    (kept,) = monitor.archived
    assert (kept.requested_url, kept.target_uri) == (URL, "https://else.example/there?a=1")
    assert kept.redirects == ((301, "https://pages.example/here"), (302, "https://else.example/there?a=1"))


def test_redirects_that_go_in_a_circle_end(monitor: Monitor) -> None:
    warc = Warc()
    for at in range(30):
        here, there = ("a", "b") if at % 2 else ("b", "a")
        warc.response(
            FIRST, b"", url=f"https://pages.example/{here}", status="302 Found", headers=(("Location", f"/{there}"),)
        )
    warc.response(FIRST, b"", status="302 Found", headers=(("Location", "/a"),))
    warc.response(FIRST, body(), url="https://pages.example/b")
    assert monitor.take(warc.data).added <= 1


@pytest.mark.parametrize("first", ["original", "revisit"])
def test_a_revisit_is_the_page_that_it_names(monitor: Monitor, first: str) -> None:
    warc, digest = Warc(), f"sha1:{sha1(body())}"
    if first == "revisit":
        warc.revisit(FIRST + 9 * DAY, digest)
    warc.response(FIRST, body())
    warc.response(FIRST + DAY, body("Poland"))
    if first == "original":
        warc.revisit(FIRST + 9 * DAY, digest)
    result = monitor.take(warc.data)
    assert (result.added, result.unresolved) == (3, 0)
    assert monitor.archived[-1].fetched_at == FIRST + 9 * DAY
    assert monitor.archived[-1].body == body()


def test_a_revisit_without_its_original_is_told(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(FIRST, body())
    warc.revisit(FIRST + DAY, "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    result = monitor.take(warc.data)
    assert (result.added, result.unresolved) == (1, 1)


def test_a_page_that_was_kept_as_a_resource_counts(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(FIRST, body(), kind="resource")
    assert monitor.take(warc.data).added == 1
    assert monitor.archived[0].media_type == "text/html"


def test_several_warcs_of_a_wacz_are_one(monitor: Monitor, tmp_path: Path) -> None:
    one, two = Warc(), Warc()
    one.response(FIRST, body())
    two.response(FIRST + DAY, body("Poland"))
    data = as_wacz(tmp_path / "b.zip", ("archive/b.warc.gz", two.data), ("archive/a.warc.gz", one.data))
    assert monitor.take(data, name="site.wacz").added == 2


ODD = {
    "0.18": raw(FIRST, body(), version="WARC/0.18"),
    "no reason": raw(FIRST, body(), head=b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n"),
    "line feeds": raw(FIRST, body(), head=b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n"),
    "chunks": raw(
        FIRST,
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(body()), body()),
        head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ),
    "chunks undone": raw(FIRST, body(), head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "gzip": raw(FIRST, gzip.compress(body()), head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
    "gzip undone": raw(FIRST, body(), head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
    "br undone": raw(FIRST, body(), head=b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"),
    "short length": raw(FIRST, body(), head=b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"),
    "long length": raw(FIRST, body(), head=b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"),
    "odd headers": raw(
        FIRST, body(), head=b"HTTP/1.1 200 OK\r\nno colon\r\nBad Name: x\r\nX-Long: a\r\n b\r\nX-\xe9: \xe9\r\n\r\n"
    ),
    "no end": raw(FIRST, body()).rstrip(b"\r\n"),
    "nanoseconds": raw("2019-05-01T06:00:00.123456789Z", body()),
    "md5": raw(FIRST, body(), more="WARC-Payload-Digest: md5:00112233\r\n"),
}


@pytest.mark.parametrize("name", ODD)
def test_oddities_of_other_tools_are_understood(monitor: Monitor, name: str) -> None:
    result = monitor.take(ODD[name], name="odd.warc")
    assert (result.added, result.trouble) == (1, ())
    assert monitor.archived[0].body == body()


def test_the_file_is_named_where_a_capture_came_from_it(monitor: Monitor) -> None:
    monitor.take(three_versions())
    with monitor.book() as book:
        rows = book.execute("SELECT origin, imported_at IS NOT NULL FROM capture").fetchall()
        assert rows == [("crawl.warc.gz", 1)] * 2
        (done,) = book.execute("SELECT origin, ended_at IS NOT NULL, seen, added FROM import").fetchall()
    assert done == ("crawl.warc.gz", 1, 3, 2)


def test_what_was_taken_out_on_request_does_not_come_back(monitor: Monitor) -> None:
    monitor.take(three_versions())
    with at_the_desk(monitor.settings, now=lambda: NOW, worker=reader()) as desk:
        first, _ = history.captures(desk.book, "budapest")
        redact(desk, monitor.settings.monitor.history, named(desk.book, [first.id]), "asked for by a person")
    again = monitor.take(three_versions(), collapse="none", now=NOW + DAY)
    assert (again.added, again.redacted, again.known) == (0, 2, 1)
    assert [one.body for one in monitor.archived] == [body("Poland")]


def test_a_page_that_may_not_come_back_is_not_the_first_of_its_month(monitor: Monitor) -> None:
    monitor.take(three_versions())
    with at_the_desk(monitor.settings, now=lambda: NOW, worker=reader()) as desk:
        first, _ = history.captures(desk.book, "budapest")
        redact(desk, monitor.settings.monitor.history, named(desk.book, [first.id]), "asked for by a person")
    later = Warc()
    for hours, chair in ((1, "Hungary"), (2, "Spain")):
        later.response(FIRST + timedelta(days=400, hours=hours), body(chair))
    again = monitor.take(later.data, collapse="month", now=NOW + DAY)
    assert (again.added, again.redacted) == (1, 1)


def test_what_was_thinned_out_does_not_come_back(monitor: Monitor) -> None:
    monitor.take(three_versions())
    gone = {"fetched_at": (FIRST + DAY).isoformat(), "sha256": hashlib.sha256(body("Hungary")).hexdigest()}
    with at_the_desk(monitor.settings, now=lambda: NOW, worker=reader()) as desk:
        desk.archive.decide("budapest", Decision("thinned", NOW, {"captures": [gone]}))
    again = monitor.take(three_versions(), collapse="none", now=NOW + DAY)
    assert (again.added, again.known) == (0, 3)


def test_what_was_broken_off_is_finished_by_the_same_command(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("monitor.backfill.importing.restate", _killed)
        with pytest.raises(KeyboardInterrupt):
            monitor.take(three_versions())
    assert len(monitor.archived) == 2
    result = monitor.take(three_versions())
    assert (result.added, result.known, len(result.changes)) == (0, 2, 1)
    with monitor.book() as book:
        assert len(history.captures(book, "budapest")) == 2


def _killed(*_arguments: object) -> None:
    raise KeyboardInterrupt
