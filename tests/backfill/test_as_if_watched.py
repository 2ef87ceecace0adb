"""A history from what others captured is the one that watching the same versions would have given."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from monitor.archive import Revisit
from monitor.backfill import ImportResult, import_file
from monitor.export import choose, write_warc
from monitor.history.database import instant
from monitor.upkeep import at_the_desk
from tests.backfill.warcs_of_others import Warc
from tests.watched import FETCH, MEMBERS, START, Watched, page, reader

EDITIONS = [
    page("Malta"),
    page("Hungary"),
    page("Hungary", MEMBERS[1:]),
    page("Hungary"),  # what left came back
    "<!doctype html><html><title>Just a moment...</title><body><p>Checking your browser</p></body></html>",  # a wall
    page("Poland", ("Malta", *MEMBERS)),
]
IDS = {
    "capture": "SELECT public FROM capture ORDER BY public",
    "statement": "SELECT public FROM statement ORDER BY public",
    "change": "SELECT public FROM change ORDER BY public",
}


@pytest.fixture
def live(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """All editions were watched, one a day."""
    live = house(tmp_path / "live", httpserver)
    for edition in EDITIONS:
        live.serve(edition)
        live.run()
    return live


@pytest.fixture
def late(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """Nothing was watched yet."""
    return house(tmp_path / "late", httpserver)


def house(folder: Path, server: HTTPServer) -> Watched:
    folder.mkdir()
    return Watched(folder, server)


def take(into: Watched, path: Path) -> ImportResult:
    (source,) = into.settings.sources
    with at_the_desk(into.settings, now=lambda: into.now, worker=reader()) as desk:
        return import_file(desk, into.settings, source, path, origin=path.name)


def past(of: Watched) -> dict[str, list[tuple[object, ...]]]:
    """What follows from captures alone, without numbers of rows: that looks failed is known to runs alone."""
    found: dict[str, list[tuple[object, ...]]] = {**of.facts()}
    found["finding"] = [row for row in found["finding"] if row[0] != "source-failing"]
    found["extraction"] = [row[1:] for row in found["extraction"]]
    return found


def test_an_export_into_an_empty_house_gives_the_same_history_with_the_same_ids(
    live: Watched, late: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "export.warc.gz"
    with path.open("wb") as out:
        write_warc(out, live.archive, choose(live.archive, ["budapest"]), "export")
    late.now = live.now + timedelta(days=1)
    result = take(late, path)
    assert (result.added, result.damaged) == (len(EDITIONS), 0)
    assert past(late) == past(live)
    for what, sql in IDS.items():
        assert late.ask(sql) == live.ask(sql), what


def test_what_was_captured_before_the_first_run_joins_what_was_watched(
    live: Watched, late: Watched, tmp_path: Path
) -> None:
    warc = Warc()
    for day, edition in enumerate(EDITIONS[:3], 1):
        at = late.now + timedelta(days=day)
        warc.response(
            at, edition.encode(), url=late.server.url_for("/budapest"), headers=(("Content-Type", "text/html"),)
        )
    late.now += timedelta(days=3)
    for edition in EDITIONS[3:]:
        late.serve(edition)
        late.run()
    news = late.ask("SELECT public FROM change WHERE imported = 0")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc.data)
    result = take(late, path)
    assert result.added == 3
    assert past(late) == past(live)
    assert {row[0] for row in news}.isdisjoint(result.changes)
    assert late.ask("SELECT count(*) FROM change WHERE imported = 0") == [(len(news),)]


def test_what_our_looks_found_between_captures_of_others_stands(late: Watched, tmp_path: Path) -> None:
    """A page that others saw otherwise for a while, and that was as before at the next look of ours."""
    late.serve(EDITIONS[0])
    for _ in range(5):
        late.run()
    warc = Warc()
    for hours in (36, 60):  # between the first and the second look, and the second and the third
        warc.response(START + timedelta(hours=24 + hours), EDITIONS[1].encode(), url=late.server.url_for("/budapest"))
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc.data)
    assert take(late, path).added == 2
    told = late.ask(
        "SELECT h.imported, b.fetched_at < a.fetched_at FROM change h JOIN capture b ON b.id = h.before_capture"
        " JOIN capture a ON a.id = h.after_capture"
    )
    assert told == [(1, 1)] * 4, "there and back, twice, and none of it is news"
    assert late.ask("SELECT who FROM chair_now") == [("MT",)]
    assert late.run().changes == []
    assert take(late, path).added == 0
    assert late.ask("SELECT count(*) FROM capture") == [(5,)]


def test_a_look_that_the_archive_has_is_kept_at_its_time_there(late: Watched, tmp_path: Path) -> None:
    late.configure(late.source("budapest"), fetch=f"{FETCH}[archive]\nkeep_not_modified = true\n")
    late.answer(
        lambda request: Response(
            EDITIONS[0], 304 if "If-None-Match" in request.headers else 200, {"ETag": '"a"'}, content_type="text/html"
        )
    )
    for _ in range(4):
        late.run()
    late.write('UPDATE "check" SET checked_at = checked_at + 250000')  # an answer takes its time
    warc = Warc()
    warc.response(START + timedelta(hours=60), EDITIONS[1].encode(), url=late.server.url_for("/budapest"))
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc.data)
    take(late, path)
    looks = [one.content.fetched_at for one in late.archive.found("budapest") if isinstance(one.content, Revisit)]
    assert late.ask("SELECT fetched_at FROM capture ORDER BY id")[-1] == (instant(looks[1]),)
    came = late.ask("SELECT a.fetched_at FROM change h JOIN capture a ON a.id = h.after_capture ORDER BY h.id")
    assert came[-1] == (instant(looks[1]),)
