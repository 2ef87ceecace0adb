"""A page that says nothing before its scripts run is read as a browser shows it, where there is one."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer
from werkzeug import Response

from monitor.cli.main import cli
from tests.watched import FETCH, MEMBERS, Watched, page

WALL = "<title>Just a moment...</title><h1>Checking your browser before accessing the page</h1>"
SHELL = (
    '<!doctype html><html lang="en"><head><title>Budapest Process</title></head><body><div id="app"></div>'
    "<noscript>You need to enable JavaScript to run this app.</noscript>"
    '<script src="/app.js"></script></body></html>'
)
SCRIPT = """
fetch('/facts.json').then(answer => answer.json()).then(facts => {
    const members = facts.members.map(name => '<li>' + name + '</li>').join('')
    document.getElementById('app').innerHTML = '<main><h1>Budapest Process</h1><h2>Current Chair</h2><p>' + facts.chair
        + '</p><h2>Member States</h2><ul>' + members + '</ul></main>'
})
"""
NOWHERE = FETCH + 'browser = "/nowhere/chromium"\n'
NO_BROWSER_AT_ALL = FETCH + 'browser = "/bin/false"\n'  # it is there, and does not start

pytestmark = pytest.mark.alone

needs_chromium = pytest.mark.skipif(
    importlib.util.find_spec("playwright") is None
    or not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))),
    reason="no Chromium is installed, or not the extra `browser`",
)


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Watched:
    if os.geteuid() == 0:
        monkeypatch.setenv("CI", "true")  # as root, Chromium runs there alone
    monkeypatch.setattr("monitor.fetch.browser.page._QUIET", 0.2)  # no page here waits before it asks
    return Watched(tmp_path, httpserver)


def serve_shell(watched: Watched, chair: str = "Hungary", members: tuple[str, ...] = MEMBERS) -> None:
    watched.serve(SHELL, ETag='"shell"')
    watched.serve(SCRIPT, "/app.js")
    watched.serve(json.dumps({"chair": chair, "members": members}), "/facts.json")


@needs_chromium
def test_an_empty_page_is_rendered_and_from_then_on_rendered_at_once(watched: Watched) -> None:
    serve_shell(watched)
    told = watched.run()
    assert (told.look.verdict, told.look.outcome, told.changes) == ("new", "ok", [])
    assert len(watched.asked()) == 2
    serve_shell(watched, "Poland")
    told = watched.run()
    assert (told.look.verdict, told.changes) == ("changed", [("chair.handover", "")])
    assert watched.run().look.verdict == "unchanged"
    assert [request.headers.get("If-None-Match") for request in watched.asked()] == [None] * 4
    assert watched.ask("SELECT rendered FROM capture ORDER BY id") == [(0,), (1,), (1,)]
    assert watched.ask("SELECT verdict, quality < 0.5 FROM capture WHERE rendered = 0") == [(14, 1)]
    assert not watched.run().result.failed


@needs_chromium
def test_a_page_that_becomes_an_application_and_back_states_what_it_stated(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    serve_shell(watched)
    told = [watched.run(), watched.run()]
    watched.serve(page())
    told += [watched.run(), watched.run()]
    assert [one.changes for one in told] == [[], [], [], []]
    assert not any(one.result.failed for one in told)
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'source-failing'") == [(0,)]
    assert watched.ask("SELECT count(*) FROM held WHERE ended_at IS NULL") == [(0,)]


@needs_chromium
def test_a_page_that_is_empty_in_a_browser_too_stays_empty_and_is_kept_once(watched: Watched) -> None:
    watched.serve(SHELL)
    watched.serve("", "/app.js")
    looks = [watched.run().look for _ in range(3)]
    assert [look.verdict for look in looks] == ["empty"] * 3
    assert all("even after a browser ran its scripts" in (look.error or "") for look in looks)
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]
    assert len(watched.asked()) == 4


@needs_chromium
def test_a_source_that_is_set_to_a_browser_is_rendered_without_being_empty_first(watched: Watched) -> None:
    watched.configure(watched.source("budapest", render="browser"))
    watched.serve(page(), ETag='"1"')
    told = [watched.run(), watched.run()]
    assert [one.look.verdict for one in told] == ["new", "unchanged"]
    assert [request.headers.get("If-None-Match") for request in watched.asked()] == [None, None]
    assert watched.ask("SELECT rendered FROM capture") == [(1,)]


@needs_chromium
def test_a_wall_is_not_got_round_with_a_browser(watched: Watched) -> None:
    watched.serve(WALL)
    assert watched.run().look.verdict == "blocked"
    assert len(watched.asked()) == 1


@needs_chromium
def test_what_is_no_html_is_not_rendered_whatever_stands_in_it(watched: Watched) -> None:
    watched.answer(lambda request: Response("see <script", content_type="text/plain"))
    assert watched.run().look.verdict == "empty"
    assert len(watched.asked()) == 2


@needs_chromium
def test_a_link_that_scripts_put_on_a_page_is_followed(watched: Watched) -> None:
    watched.configure(watched.source("table", "/all", 'follow = "Table of all"\n'))
    watched.serve(SHELL, "/all")
    link = """document.getElementById('app').innerHTML = '<p><a href="/table.html">Table of all</a></p>'"""
    watched.serve(link, "/app.js")
    watched.serve(page(), "/table.html")
    assert watched.run().look.verdict == "new"
    (overview,) = [one for _, one in watched.archive.walk("table") if one.role]
    assert "/table.html" in overview.body.decode()


def test_without_a_browser_the_look_says_what_the_page_may_need(watched: Watched) -> None:
    watched.configure(watched.source("budapest"), fetch=NOWHERE)
    watched.serve(SHELL)
    look = watched.run().look
    assert look.verdict == "empty"
    assert "may need a browser" in (look.error or "")
    assert "docs/configuration.md" in (look.error or "")
    watched.configure(watched.source("budapest", render="never"), fetch=NOWHERE)
    look = watched.run().look
    assert (look.verdict, look.error) == ("empty", None)


@needs_chromium
def test_a_page_that_was_rendered_is_empty_while_there_is_no_browser_and_no_fact_is_lost(watched: Watched) -> None:
    serve_shell(watched)
    watched.run()
    watched.configure(watched.source("budapest"), fetch=NOWHERE)
    told = watched.run()
    assert (told.look.verdict, told.changes) == ("empty", [])
    watched.configure(watched.source("budapest"))
    told = watched.run()
    assert (told.look.verdict, told.changes) == ("unchanged", [])


@pytest.mark.parametrize("fetch", [NOWHERE, NO_BROWSER_AT_ALL])
def test_a_source_that_is_set_to_a_browser_is_not_judged_without_one(watched: Watched, fetch: str) -> None:
    watched.configure(watched.source("budapest", render="browser"), watched.source("plain", "/plain"), fetch=fetch)
    watched.serve(page())
    watched.serve(page(), "/plain")
    told = watched.run()
    assert told.verdicts == {"budapest": "unjudged", "plain": "new"}
    error = next(check.error or "" for check in told.result.checks if check.source == "budapest")
    assert "browser" in error.lower()
    assert "mistake of the monitor" not in error


@pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="the extra `browser` is not installed")
def test_an_empty_page_stays_empty_when_the_browser_does_not_start(watched: Watched) -> None:
    watched.configure(watched.source("budapest"), fetch=NO_BROWSER_AT_ALL)
    watched.serve(SHELL)
    look = watched.run().look
    assert look.verdict == "empty"
    assert look.error


@needs_chromium
def test_the_evidence_of_a_rendered_page_says_that_a_browser_rendered_it(watched: Watched) -> None:
    serve_shell(watched)
    watched.run()
    serve_shell(watched, chair="Poland")
    watched.run()
    ((change,),) = watched.ask("SELECT public FROM change")
    words = ["--config", str(watched.folder / "config.toml"), "evidence", change]
    assert CliRunner().invoke(cli, words).output.count("rendered by a browser") == 2
