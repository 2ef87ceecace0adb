"""`verify` raises no false alarm: whatever a source went through, what runs wrote is well."""

from __future__ import annotations

import importlib.util
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.backfill import import_file
from monitor.config import load
from monitor.upkeep import at_the_desk, rebuild
from monitor.upkeep.redact import named, redact
from monitor.upkeep.verify import verify
from tests.backfill.warcs_of_others import FIRST, Warc
from tests.watched import MEMBERS, Watched, page, reader

needs_chromium = pytest.mark.skipif(
    importlib.util.find_spec("playwright") is None
    or not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))),
    reason="no Chromium is installed, or not the extra `browser`",
)


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    return watched


def problems(watched: Watched) -> list[str]:
    """Of each problem the kind, and what it is about; a run that was killed beside."""
    found = verify(watched.settings, watched.archive, now=watched.now, patience=0)
    assert found.captures
    return [f"{one.kind}: {one.where}: {one.message}" for one in found.problems if one.kind != "unended"]


def test_a_source_that_was_renamed(watched: Watched) -> None:
    watched.run()
    watched.configure(watched.source("vienna", was="budapest"))
    watched.serve(page("Poland"))
    watched.run()
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]
    assert problems(watched) == []


def test_a_source_that_moved_to_another_address(watched: Watched) -> None:
    watched.run()
    watched.configure(watched.source("budapest", "/elsewhere"))
    watched.serve(page("Poland"), "/elsewhere")
    watched.run()
    assert problems(watched) == []


def test_a_source_that_left_the_configuration(watched: Watched) -> None:
    watched.run()
    watched.configure(watched.source("vienna", "/vienna"))
    watched.serve(page("Poland"), "/vienna")
    watched.run()
    assert problems(watched) == []


@pytest.mark.parametrize("status", [301, 302])
def test_redirects(watched: Watched, status: int) -> None:
    watched.serve(page(), "/new/place.html")
    watched.redirect("/budapest", "/new/place.html", status)
    watched.run()
    watched.serve(page("Poland"), "/new/place.html")
    watched.run()
    assert watched.ask("SELECT count(*) FROM capture WHERE redirects <> '[]'") == [(2,)]
    assert problems(watched) == []


def test_a_document_that_is_found_by_its_link(watched: Watched) -> None:
    watched.configure(watched.source("budapest", follow="The list"))
    for number in (1, 2):
        watched.serve(f'<title>Lists</title><p>Here it is.</p><a href="/list{number}">The list</a>')
        watched.serve(page("Poland", MEMBERS[number:]), f"/list{number}")
        watched.run()
    assert watched.ask("SELECT count(*) FROM followed_address") == [(2,)]
    assert problems(watched) == []


def test_walls_and_pages_that_are_gone(watched: Watched) -> None:
    watched.run()
    for status, body in (
        (403, "<h1>Access denied</h1>"),
        (200, "<p></p>"),
        (404, "Not found"),
        (410, "Gone"),
        (500, "x"),
    ):
        watched.serve(body, status=status)
        watched.run()
    watched.serve(page("Poland"))
    watched.run()
    assert problems(watched) == []


def test_looks_that_found_the_same_bytes_and_304s(watched: Watched) -> None:
    watched.serve(page(), ETag='"1"')
    watched.run()
    watched.serve("", status=304, ETag='"1"')
    watched.run()
    watched.serve(page(members=MEMBERS[:2]))  # held
    watched.run()
    for _ in range(4):
        watched.run()
    assert problems(watched) == []


def test_pages_without_text_of_their_own_go_to_another_segment(watched: Watched) -> None:
    watched.run()
    watched.serve(b"\0" + os.urandom(3000))
    watched.run()
    watched.serve(page("Poland"))
    watched.run()
    assert len(watched.archive.segments("budapest")) > 1
    assert problems(watched) == []


def test_several_segments(watched: Watched) -> None:
    file = watched.settings.file
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[fetch]", '[archive]\nrotate_at = "1 MB"\n[fetch]', 1), encoding="utf-8")
    watched.settings = load(file)
    for chair in ("Hungary", "Poland", "Spain"):
        watched.serve(page(chair, extra=f"<!-- {os.urandom(500_000).hex()} -->"))
        watched.run()
    assert len(watched.archive.segments("budapest")) > 1
    assert problems(watched) == []


@pytest.mark.parametrize(
    "step",
    [
        "monitor.history:begin_run",
        "monitor.archive.store:Archive.append",
        "monitor.history:record_capture",
        "monitor.history:record_reading",
        "monitor.history:end_run",
    ],
)
def test_a_run_that_was_killed_and_the_one_after_it(watched: Watched, step: str) -> None:
    watched.run()
    watched.serve(page("Poland"))
    watched.killed("after", step)
    watched.run()
    assert problems(watched) == []


def test_captures_that_were_redacted(watched: Watched) -> None:
    for chair in ("Hungary", "Poland", "Spain"):
        watched.serve(page(chair))
        watched.run()
    for (public,) in watched.ask("SELECT public FROM capture ORDER BY id LIMIT 2"):  # the dictionary, and another
        with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
            redact(desk, watched.settings.monitor.history, named(desk.book, [str(public)]), "on request")
        assert problems(watched) == []
    watched.serve(page("Austria"))
    watched.run()
    assert problems(watched) == []


def test_captures_that_were_imported(watched: Watched, tmp_path: Path) -> None:
    watched.run()
    warc = Warc()
    for days in (1, 2):
        url = watched.server.url_for("/budapest")
        warc.response(FIRST + timedelta(days=days), page("Poland" if days == 1 else "Spain").encode(), url=url)
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(warc.out.getvalue())
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        result = import_file(desk, watched.settings, watched.settings.sources[0], file, origin=file.name)
    assert result.added == 2
    assert problems(watched) == []


def test_a_history_that_was_made_anew(watched: Watched) -> None:
    for chair in ("Hungary", "Poland"):
        watched.serve(page(chair))
        watched.run()
    rebuild(watched.settings, now=lambda: watched.now, worker=reader())
    assert problems(watched) == []


@pytest.mark.alone
@needs_chromium
def test_rendered_pages(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:
        monkeypatch.setenv("CI", "true")  # as root, Chromium runs there alone
    monkeypatch.setattr("monitor.fetch.browser.page._QUIET", 0.2)  # no page here waits before it asks
    watched.configure(watched.source("budapest", render="browser"))
    for chair in ("Hungary", "Poland"):
        watched.serve(page(chair, extra="<script>document.title += '!'</script>"))
        watched.run()
    assert watched.ask("SELECT count(*) FROM capture WHERE rendered") == [(2,)]
    assert problems(watched) == []
