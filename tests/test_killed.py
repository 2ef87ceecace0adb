"""kill -9 at every step between fetch and the end of a run: the next run yields the same history.

changedetection.io writes the new checksum before the snapshot; we write state after data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from tests.watched import MEMBERS, Watched, page

STEPS = (
    "monitor.history:sync_sources",
    "monitor.history:begin_run",
    "monitor.archive.store:Archive.append",
    "monitor.history:record_capture",
    "monitor.look.reading:_read",
    "monitor.history:record_reading",
    "monitor.history.record:sync_held",  # in the midst of the transaction
    "monitor.history:remember_hosts",
    "monitor.history:end_run",
)
STEPS_OF_WHAT_WAITS = (
    "monitor.archive.store:Archive.append",
    "monitor.history:record_capture",
    "monitor.run:_put_aside",
    "monitor.look.reading:_read",
    "monitor.history:record_reading",
)
Facts = dict[str, list[tuple[Any, ...]]]
LATER = page("Poland", MEMBERS[1:])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Facts:
    """What the history holds when nobody kills anything."""
    watched = Watched(tmp_path_factory.mktemp("undisturbed"), make_httpserver)
    for body in (page(), LATER):
        watched.serve(body)
        watched.run()
    make_httpserver.clear()
    return watched.facts()


@pytest.fixture(scope="module")
def moved_undisturbed(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Facts:
    """The same of a page that moved."""
    watched = Watched(tmp_path_factory.mktemp("moved"), make_httpserver)
    watched.serve(page())
    watched.run()
    move(watched)
    assert watched.run().changes == [("chair.handover", ""), ("member.left", "AL"), ("page.moved", "")]
    make_httpserver.clear()
    return watched.facts()


def move(watched: Watched) -> None:
    watched.serve(LATER, "/new/place.html")
    watched.redirect("/budapest", "/new/place.html", 301)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_at_any_step_leaves_the_history_that_an_undisturbed_one_would(
    tmp_path: Path, httpserver: HTTPServer, undisturbed: Facts, step: str, when: str
) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    watched.serve(LATER)
    watched.killed(when, step)  # type: ignore[arg-type]  # one of the two
    told = watched.run()
    assert not told.result.failed
    assert watched.facts() == undisturbed
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    assert [kept.body.decode() for _, kept in watched.archive.walk("budapest")] == [page(), LATER]
    assert watched.run().changes == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS_OF_WHAT_WAITS)
def test_a_page_that_moved_is_read_once_though_the_run_that_put_it_aside_was_killed(
    tmp_path: Path, httpserver: HTTPServer, moved_undisturbed: Facts, step: str, when: str
) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    move(watched)
    watched.killed(when, step)  # type: ignore[arg-type]  # one of the two
    assert not watched.run().result.failed
    assert watched.facts() == moved_undisturbed
    assert [kept.body.decode() for _, kept in watched.archive.walk("budapest")] == [page(), LATER]
    assert watched.run().changes == []
