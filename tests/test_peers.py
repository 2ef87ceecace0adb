"""What went wrong in programs like this one, kept from going wrong here. Each test bears the name of the failure, or
stands where it belongs; the table says where, and a test holds it to the tests that there are.

Delivery (an SMTP failure that loses the news) and the gates of issue 7 and of the web pages are not here.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor import history
from monitor.cli.main import cli
from monitor.compare import compare
from monitor.model import Extraction, FieldOutcome, Memory, OpenStatement, Statement
from tests.killing import DEADLY, by_exit
from tests.watched import MEMBERS, Watched, page

# their failure -> the tests of ours, as file:name
TESTS = {
    "A -> B -> A lost (Klaxon, Huginn, urlwatch, webchanges, changedetection.io)": (
        "test_peers.py:test_klaxon_urlwatch_there_and_back_again_twice_is_four_changes",
        "test_run.py:test_there_and_back_again_is_two_changes_and_three_captures",
    ),
    "urlwatch #292: ETag saved though the filter crashed": (
        "test_peers.py:test_urlwatch_292_a_reader_that_failed_keeps_no_304_from_being_read_again_by_a_better_one",
        "test_run.py:test_not_modified_after_a_fix_of_the_reader_reads_again_from_the_archive_as_a_correction",
        "test_run.py:test_validators_of_a_block_page_are_never_sent",
    ),
    "changedetection.io: the checksum before the snapshot": (
        "test_peers.py:test_changedetection_the_bytes_are_in_the_archive_before_anything_of_them_is_in_the_history",
    ),
    "changedetection.io #2885: one watch's content in another": (
        "test_peers.py:test_changedetection_2885_one_source_s_page_filed_under_another_fails_verify",
        "upkeep/test_verify.py:test_a_capture_of_an_address_that_is_not_its_source_s_is_told",
    ),
    "pruning A, B, A deletes the newest": (
        "test_peers.py:test_changedetection_pruning_a_b_a_deleted_the_newest_but_archived_bytes_are_never_touched",
    ),
    "webchanges #126, changedetection.io #962 #491: walls, empty and half pages as content": (
        "test_peers.py:test_webchanges_126_a_redirect_to_the_home_page_changes_no_fact",
        "test_peers.py:test_changedetection_962_half_a_page_changes_no_fact",
        "test_run.py:test_a_page_that_is_none_changes_no_fact",
    ),
    "site-scanning #1581: 4 rows instead of 31 036": (
        "test_peers.py:test_site_scanning_1581_four_rows_instead_of_31_036_are_held",
        "test_run.py:test_a_held_collapse_is_told_as_reshaped_and_loses_no_member",
    ),
    "changedetection.io #3593: one bad time zone ended the scheduler": (
        "test_peers.py:test_changedetection_3593_a_bad_source_stops_itself_alone",
        "test_run.py:test_one_bad_source_leaves_the_others_working",
    ),
    "urlwatch #66: two cron runs": (
        "test_peers.py:test_urlwatch_66_a_second_process_says_who_runs_and_ends_with_status_3",
        "test_run.py:test_a_second_run_says_who_holds_the_lock",
    ),
    "urlwatch #690: VACUUM at each close wrote 1.2 TB a year": (
        "test_peers.py:test_urlwatch_690_a_run_without_news_rewrites_nothing_of_a_history_however_large",
        "test_troubles.py:test_an_unchanged_page_and_one_that_only_makes_noise_cost_next_to_nothing",
    ),
    "EDGI #169: 154 s to diff a page; difflib is cubic": (
        "test_peers.py:test_edgi_169_a_hostile_page_is_fetched_read_and_compared_within_seconds",
        "compare/test_prose.py:test_hostile_repetitive_input_is_compared_within_a_bound",
        "compare/test_orders.py:test_a_hostile_list_is_compared_within_a_bound",
    ),
    "2879.2 and 2879.20 were two prices": ("test_peers.py:test_2879_2_and_2879_20_are_one_amount",),
    "git-history #53: removed rows": ("test_peers.py:test_git_history_53_what_was_removed_is_recorded",),
    "Klaxon #373: dead for two months": ("test_peers.py:test_klaxon_373_dead_for_two_months_is_seen_in_every_answer",),
}


def test_every_test_that_the_table_names_is_there() -> None:
    here = Path(__file__).parent
    for file, _, name in (one.partition(":") for tests in TESTS.values() for one in tests):
        assert f"def {name}(" in (here / file).read_text(encoding="utf-8"), (file, name)


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def said(watched: Watched, *words: str) -> Result:
    """A command, as a person types it."""
    return CliRunner().invoke(cli, ["--config", str(watched.settings.file), *words])


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


def test_urlwatch_292_a_reader_that_failed_keeps_no_304_from_being_read_again_by_a_better_one(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is served whole once; the reader dies on it; from then on the server says "not modified"."""
    deadly = page(extra=f"<p>{DEADLY.decode()}</p>")
    watched.serve(deadly, ETag='"one"')
    with monkeypatch.context() as patch:
        patch.setattr("monitor.look.reading.read_capture", by_exit)
        assert watched.run().look.outcome == "failed"

    def answer(request: Request) -> Response:
        known = request.headers.get("If-None-Match") == '"one"'
        return Response("" if known else deadly, 304 if known else 200, {"ETag": '"one"'}, content_type="text/html")

    watched.answer(answer)
    monkeypatch.setattr("monitor.look.recording.extractor_of", lambda layout: "better")
    monkeypatch.setattr("monitor.look.keeping.extractor_of", lambda layout: "better")
    watched.run()
    members = watched.ask("SELECT count(*) FROM statement WHERE field = 'member' AND closed_by IS NULL")
    assert members == [(len(MEMBERS),)]


def test_changedetection_the_bytes_are_in_the_archive_before_anything_of_them_is_in_the_history(
    watched: Watched,
) -> None:
    """It wrote the checksum first: killed in between, it took the new page for seen and never told of it."""
    watched.serve(page())
    watched.run()
    watched.serve(page("Norway"))
    watched.killed("before", "monitor.history:record_capture")
    (digest,) = [kept.sha256 for _, kept in watched.archive.walk("budapest") if b"Norway" in kept.body]
    assert watched.ask("SELECT 1 FROM capture WHERE sha256 = ?", digest) == []
    assert watched.run().changes == [("chair.handover", "")]
    assert watched.run().changes == []


def test_changedetection_2885_one_source_s_page_filed_under_another_fails_verify(watched: Watched) -> None:
    """It came of the order of answers: the one page was kept as the other's, and nothing ever noticed."""
    watched.configure(watched.source("one", "/one"), watched.source("two", "/two"))
    watched.serve(page("Hungary"), "/one")
    watched.serve(page("Poland"), "/two")
    watched.run()
    for name, chair in (("one", "Hungary"), ("two", "Poland")):
        assert [kept.body.decode() for _, kept in watched.archive.walk(name)] == [page(chair)]
    assert said(watched, "verify").exit_code == 0
    (answer,) = [kept.answer() for _, kept in watched.archive.walk("two")]
    book = history.open_history(watched.settings.monitor.history)
    history.record_capture(book, answer, "one", watched.archive.append("one", answer))
    book.close()
    wrong = said(watched, "verify")
    assert wrong.exit_code == 1, wrong.output
    assert watched.server.url_for("/two") in wrong.output.replace("\n", "")


def test_urlwatch_66_a_second_process_says_who_runs_and_ends_with_status_3(watched: Watched) -> None:
    """There both wrote, until the database was locked and what the one had found was lost."""
    watched.serve(page())
    watched.run()
    watched.serve(page("Poland"))
    command = [sys.executable, "-m", "monitor.cli", "--config", str(watched.settings.file), "check"]
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        second = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert second.returncode == 3, second.stderr
    assert str(os.getpid()) in second.stderr
    assert "Traceback" not in second.stderr
    assert len(watched.ask("SELECT 1 FROM run")) == 1
    assert watched.run().changes == [("chair.handover", "")]


def test_urlwatch_690_a_run_without_news_rewrites_nothing_of_a_history_however_large(watched: Watched) -> None:
    """A history with much in it, and much room of what was deleted."""
    watched.serve(page())
    watched.run()
    filler = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
    watched.write(f"{filler} INSERT INTO check_text (id, text) SELECT i + 100, i || hex(zeroblob(500)) FROM n")
    watched.write("DELETE FROM check_text WHERE id % 3 <> 0 AND id < 1500")
    path = watched.settings.monitor.history
    before = path.read_bytes()
    watched.run()
    after = path.read_bytes()
    assert len(before) <= len(after) <= len(before) + 4096
    pages = range(0, len(before), 4096)
    others = [at for at in pages if before[at : at + 4096] != after[at : at + 4096]]
    assert len(pages) > 300
    assert len(others) <= 6  # the file's first page, the run and its looks, where the source's host stands


def test_site_scanning_1581_four_rows_instead_of_31_036_are_held() -> None:
    """All but four entries of a list are gone, and the page is fine otherwise."""
    value = {"kind": "organisation", "id": None}
    rows = tuple(
        Statement("rcm", "member", f"m{number}", value | {"name": f"Body {number}"}, "", "", "")
        for number in range(31_036)
    )

    def reading(statements: tuple[Statement, ...]) -> Extraction:
        found = FieldOutcome("rcm", "member", "ok", None, len(statements), len(statements), len(statements))
        return Extraction("mechanism-page", "ok", "1", "1", statements, (found,))

    stood = tuple(OpenStatement(number, one, "c") for number, one in enumerate(rows))
    before = Memory("c", stood, (reading(rows).fields,), frozenset([("rcm", "member")]), layout="mechanism-page")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    began = time.monotonic()
    found = compare(before, reading(rows[:4]), now=now)
    assert time.monotonic() - began < 20
    assert ([one.kind for one in found.changes], found.closed) == (["page.reshaped"], ())
    assert "31032 of 31036" in found.held[0].reason


def test_changedetection_3593_a_bad_source_stops_itself_alone(watched: Watched) -> None:
    """A source with a schedule that is none is told and left out; the others are looked at."""
    watched.serve(page(), "/good")
    watched.configure(watched.source("good", "/good"), watched.source("bad", "/bad", every="Mars/Olympus"))
    told = watched.run()
    assert told.verdicts == {"good": "new"}
    assert [problem.source for problem in told.result.problems] == ["bad"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("USD 2879.2 M", "USD 2879.20 M"), ("2,879.2 million USD", "2879.20 million USD")],
)
def test_2879_2_and_2879_20_are_one_amount(watched: Watched, one: str, other: str) -> None:
    source = watched.source("budapest", layout="practice-page")
    watched.configure(source)
    for text in (one, other):
        watched.serve(page(extra=f"<h2>Most Recent Annual Budget</h2><p>{text} (2011)</p>"))
        told = watched.run()
    assert watched.ask("SELECT count(*) FROM statement WHERE field = 'budget'") == [(1,)]
    assert told.changes == []
