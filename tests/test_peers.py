"""What went wrong in programs like this one, kept from going wrong here. Each test bears the name of the failure.

Others stand where they belong: 304 after a fix, the lock and foreign content in test_run.py; kill -9 at every
step in test_killed.py; bad time zones, full disks and what a quiet look costs in test_troubles.py; hostile and
repetitive input in compare/test_prose.py and compare/test_orders.py.
"""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from tests.watched import MEMBERS, Watched, page


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def test_klaxon_urlwatch_there_and_back_again_twice_is_four_changes(watched: Watched) -> None:
    """Compared with any older version, or by unique lines, the way back is lost."""
    told = []
    for chair in ("Hungary", "Poland", "Hungary", "Poland", "Hungary"):
        watched.serve(page(chair))
        told.append(watched.run().changes)
    assert told == [[], *[[("chair.handover", "")]] * 4]
    assert len({change for (change,) in watched.ask("SELECT public FROM change")}) == 4


def test_changedetection_pruning_a_b_a_deleted_the_newest_but_archived_bytes_are_never_touched(
    watched: Watched,
) -> None:
    segment = watched.segment()
    before = b""
    for chair in ("Hungary", "Poland", "Hungary"):
        watched.serve(page(chair))
        watched.run()
        assert segment.read_bytes().startswith(before)
        before = segment.read_bytes()
    bodies = [kept.body.decode() for _, kept in watched.archive.walk("budapest")]
    assert bodies == [page("Hungary"), page("Poland"), page("Hungary")]


def test_webchanges_126_a_redirect_to_the_home_page_changes_no_fact(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    facts = watched.ask("SELECT * FROM statement")
    watched.serve("<title>Ministry</title><h1>Welcome</h1><p>News, services and how to find our offices.</p>", "/home")
    watched.serve("", status=301, Location=watched.server.url_for("/home"))
    told = watched.run()
    assert {kind for kind, _ in told.changes} <= {"page.reshaped", "page.moved"}
    assert watched.ask("SELECT * FROM statement") == facts
    watched.serve(page())
    assert watched.run().changes == []


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_changedetection_962_half_a_page_changes_no_fact(watched: Watched, part: float) -> None:
    """What was compressed ends before its end; other programs return the first half of the page."""
    watched.serve(page())
    watched.run()
    facts = watched.ask("SELECT * FROM statement")
    body = gzip.compress(page(members=MEMBERS[1:]).encode())
    watched.serve(body[: int(len(body) * part)], **{"Content-Encoding": "gzip"})
    told = watched.run()
    assert (told.changes, told.result.failed) == ([], True)
    assert told.look.verdict == "truncated"
    assert watched.ask("SELECT * FROM statement") == facts


def test_git_history_53_what_was_removed_is_recorded(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.serve(page(members=MEMBERS[:-1]))
    assert watched.run().changes == [("member.left", "SE")]
    assert watched.ask("SELECT key FROM statement WHERE closed_by IS NOT NULL") == [("SE",)]


def test_klaxon_373_dead_for_two_months_is_seen_in_every_answer(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    last_good = watched.now
    watched.serve("", status=500)
    for _ in range(3):
        watched.run(hours=20 * 24)
    book = history.open_reader(watched.settings.monitor.history)
    (health,) = history.source_health(book)
    failing = [one for one in history.findings(book, open_only=True) if one.kind == "source-failing"]
    beat = history.heartbeat(book)
    book.close()
    assert (health.last_success, health.last_verdict) == (last_good, "server-error")
    assert len(failing) == 1
    assert (beat.checked, beat.good) == (1, 0)


def test_edgi_169_a_hostile_page_is_fetched_read_and_compared_within_seconds(watched: Watched) -> None:
    """One page took 154 s to diff; difflib is cubic on rows that repeat."""
    row = "<p>The States of the process met once more in the city and agreed on what they had agreed on before {}.</p>"
    watched.serve(page(extra="".join(row.format("x" * (number % 50)) for number in range(4_000))))
    watched.run()
    watched.serve(page(extra="".join(row.format("y" * (number % 50)) for number in range(4_000))))
    began = time.monotonic()
    assert watched.run().changes == [("text.edited", "")]
    assert time.monotonic() - began < 20
