"""Whatever begins is told once, and its end is told once: of one source and its page, in whole runs."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.digest import Digest, as_json, as_markdown, as_text, gather
from tests.upkeep.past import again
from tests.watched import Watched, page

WALL = "<title>Just a moment...</title><h1>Checking your browser before accessing the page</h1>"
TROUBLES = {
    "blocked": (WALL, 200),
    "refused": ("", 403),
    "server-error": ("down", 500),
    "empty": ("<html><body></body></html>", 200),
    "soft-404": ("<title>Page not found</title><h1>Page not found</h1><p>This page does not exist.</p>", 200),
    "not-found": ("", 404),
}


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    return watched


def digest(watched: Watched, days: int = 1) -> Digest:
    """The digest of the last days, up to the last run and with it."""
    book = history.open_reader(watched.settings.monitor.history)
    try:
        until = watched.now + timedelta(hours=1)
        return gather(book, since=until - timedelta(days=days), until=until, watched=["budapest"])
    finally:
        book.close()


@pytest.mark.parametrize("verdict", TROUBLES)
def test_the_end_of_the_trouble_of_one_source_is_told_once(watched: Watched, verdict: str) -> None:
    watched.run()
    body, status = TROUBLES[verdict]
    watched.serve(body, status=status)
    assert watched.run().look.verdict == verdict
    began = digest(watched)
    assert began.open_findings == 0  # the sources that fail say it
    assert ([one.verdict for one in began.troubles], began.remarks, began.ended) == ([verdict], (), ())
    watched.serve(page())
    watched.run()
    over = digest(watched)
    assert (over.troubles, over.remarks, over.recoveries) == ((), (), ())
    assert [(one.source, one.what, one.times) for one in over.ended] == [("budapest", "failing", 1)]
    line = "budapest: failed from 2026-03-03 06:00 UTC to 2026-03-04 06:00 UTC; over"
    for render in (as_text, as_markdown):
        words = " ".join(render(over).split())
        assert line in words
        assert words.index("Over") < words.index(line)
    assert json.loads(as_json(over))["ended"][0]["source"] == "budapest"
    config = ["--config", str(watched.settings.file), "sources", "budapest"]
    shown = CliRunner().invoke(cli, config).stdout
    assert "was failing   2026-03-03 06:00 UTC to 2026-03-04 06:00 UTC: " in shown
    trouble = json.loads(CliRunner().invoke(cli, [*config, "--json"]).stdout)["last_trouble"]
    assert (trouble["since"][:10], trouble["until"][:10]) == ("2026-03-03", "2026-03-04")
    watched.run()
    assert digest(watched).ended == ()
    whole = digest(watched, 30)
    assert (len(whole.ended), whole.remarks) == (1, ())


def test_a_source_that_fails_every_other_time_does_not_fill_the_digests(watched: Watched) -> None:
    watched.run()
    told = []
    for _ in range(5):
        watched.serve(WALL)
        watched.run()
        told.append(digest(watched))
        watched.serve(page())
        watched.run()
        told.append(digest(watched))
    assert [len(one.ended) for one in told] == [0, 1, 0, 1, 0, 0, 0, 0, 0, 0]
    assert [len(one.troubles) for one in told] == [1, 0] * 5
    assert [len(one.unsteady) for one in told] == [0, 0, 0, 0, 0, 1, 0, 1, 0, 1]
    assert "blocked since 2026-03-11 06:00 UTC, 5 times since 2026-03-03 06:00 UTC" in " ".join(
        as_text(told[8]).split()
    )
    words = " ".join(as_text(told[9]).split())
    assert "budapest: fails again and again, 5 times since 2026-03-03 06:00 UTC; well since 2026-03-12" in words
    later = []
    for _ in range(10):
        watched.run()
        later.append(digest(watched))
    assert [len(one.unsteady) for one in later] == [1] * 6 + [0] * 4
    assert [[each.times for each in one.ended] for one in later] == [[]] * 6 + [[5]] + [[]] * 3
    assert "failed 5 times from 2026-03-03 06:00 UTC to 2026-03-12 06:00 UTC; over" in " ".join(
        as_text(later[6]).split()
    )


def test_a_field_that_was_held_and_is_read_again_as_before_is_over_once(watched: Watched) -> None:
    watched.run()
    watched.serve(page(members=None))
    watched.run()
    assert [one.field for one in digest(watched).waiting] == ["member"]
    watched.serve(page())
    watched.run()
    over = digest(watched)
    assert [(one.source, one.what, one.words) for one in over.ended] == [("budapest", "held", "member")]
    assert "budapest: held back from 2026-03-03 06:00 UTC to 2026-03-04 06:00 UTC; over (member)" in " ".join(
        as_text(over).split()
    )
    watched.run()
    assert digest(watched).ended == ()


def test_what_somebody_rejected_or_accepted_is_no_end_that_comes_as_news(watched: Watched) -> None:
    watched.run()
    watched.serve(page(members=None))
    watched.run()
    config = ["--config", str(watched.settings.file)]
    assert CliRunner().invoke(cli, [*config, "reject", "budapest", "--why", "a half page"]).exit_code == 0
    watched.serve(page())
    watched.run()
    assert digest(watched).ended == ()


def told(watched: Watched) -> list[tuple[str, str]]:
    return watched.ask("SELECT kind, public FROM change ORDER BY id")  # type: ignore[return-value]  # both are words


@pytest.mark.parametrize("status", [410, 404])
@pytest.mark.parametrize("etag", [{}, {"ETag": '"1"'}])
@pytest.mark.parametrize("chair", ["Hungary", "Poland"])
def test_a_page_that_is_back_is_told_once_and_told_again_with_the_same_id(
    watched: Watched, status: int, etag: dict[str, str], chair: str
) -> None:
    watched.serve(page(), **etag)
    watched.run()
    for _ in range(2):
        watched.serve("", status=status)
        gone = [watched.run().changes for _ in range(3)]
        assert [("page.gone", "")] in gone
        watched.serve(page(chair), **etag)
        assert ("page.back", "") in watched.run().changes
        assert "is back" in as_text(digest(watched))
        assert watched.run().changes == []
    grown = told(watched)
    assert [kind for kind, _ in grown if kind.startswith("page.")] == ["page.gone", "page.back"] * 2
    listed = CliRunner().invoke(
        cli, ["--config", str(watched.settings.file), "changes", "--kind", "page.back", "--json"]
    )
    assert [one["importance"] for one in json.loads(listed.stdout)] == ["medium"] * 2
    again(watched)
    assert sorted(told(watched)) == sorted(grown)
    watched.settings.monitor.history.unlink()
    again(watched, *watched.archive.sources())
    assert sorted(told(watched)) == sorted(grown)
    assert watched.run().changes == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("where", ["monitor.history:record_check", "monitor.archive.store:Archive.revisit"])
def test_a_run_that_is_killed_when_a_page_is_back_tells_it_once(watched: Watched, when: str, where: str) -> None:
    watched.run()
    watched.serve("", status=410)
    watched.run()
    watched.serve(page())
    watched.killed(when, where)  # type: ignore[arg-type]  # one of the two
    for _ in range(2):
        watched.run()
    grown = told(watched)
    assert [kind for kind, _ in grown] == ["page.gone", "page.back"]
    again(watched)
    assert told(watched) == grown


def test_the_next_document_behind_a_link_is_not_the_one_that_was_gone(watched: Watched) -> None:
    watched.configure(watched.source("budapest", "/all", follow="Table of all"))
    watched.serve('<main><p><a href="/old.html">Table of all</a></p></main>', "/all")
    watched.serve(page(), "/old.html")
    watched.run()
    watched.serve("", "/old.html", 410)
    assert watched.run().changes == [("page.gone", "")]
    watched.serve('<main><p><a href="/new.html">Table of all</a></p></main>', "/all")
    watched.serve(page(), "/new.html")
    assert watched.run().changes == []
    assert [one.what for one in digest(watched).ended] == ["failing"]
