"""A history told again from the archive is the one that grew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.errors import ArchiveError
from monitor.history.database import EPOCH, instant, moment
from monitor.ids import capture_id
from monitor.model import Answer, Imported
from monitor.upkeep.verify import verify
from tests.upkeep.past import again, all_of
from tests.watched import MEMBERS, START, Watched, page


def test_a_history_told_again_is_the_one_that_grew(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    for body in (page(), page("Poland"), page("Poland", MEMBERS[1:]), page("Poland", MEMBERS[1:]), page()):
        watched.serve(body)
        watched.run()
    grown = all_of(watched)
    assert grown["change"]
    told = again(watched)
    assert all_of(watched) == grown
    assert (told.changes, told.rekeyed, told.lost) == ((), 0, ())
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    assert watched.ask("PRAGMA foreign_key_check") == []
    watched.serve(page("Hungary", MEMBERS[2:]))
    assert watched.run().changes == [("member.left", "AL"), ("member.left", "AT")]


def test_when_a_source_was_out_of_the_configuration_is_told_again_from_the_archive(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = Watched(tmp_path, httpserver)
    both = (watched.source("budapest"), watched.source("bali", "/bali", mechanism="bali-process"))
    watched.configure(*both)
    watched.serve(page())
    watched.serve(page("Chile"), "/bali")
    watched.run()
    for entries, body in ((both[1:], page()), (both, page()), (both[1:], page()), (both, page("Poland"))):
        watched.configure(*entries)
        watched.serve(body)
        watched.run()
    grown = all_of(watched)
    assert [row[0] for row in grown["source_span"]] == ["bali", *["budapest"] * 3]
    asked = ["--config", str(watched.settings.file), "history", "budapest-process", "--field", "chair"]
    lines = CliRunner(env={"COLUMNS": "200"}).invoke(cli, asked).stdout.splitlines()
    last = ("first reading", "watched again", "not seen again")
    assert [words in line for words, line in zip(last, (line for line in lines if "Hungary" in line), strict=True)]
    again(watched)
    assert all_of(watched) == grown
    watched.write("UPDATE source_span SET until = NULL WHERE since = 0 AND until IS NOT NULL")
    watched.write("DELETE FROM source_span WHERE since > 0")  # as a version left it that knew no such times
    again(watched)
    assert all_of(watched) == grown
    for path in tmp_path.glob("history.db*"):
        path.unlink()
    again(watched, "budapest", "bali")
    assert all_of(watched)["source_span"] == grown["source_span"]
    watched.configure(both[1])
    watched.run()
    left = all_of(watched)["source_span"]
    assert left[-1][2] == instant(watched.now)
    again(watched)
    assert all_of(watched)["source_span"] == left


def test_a_past_in_which_the_clock_was_set_back_is_told_again_in_the_order_in_which_it_came(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page("Albania"))
    watched.run()
    for hours, chair in ((24, "Poland"), (-240, "Spain"), (12, "Sweden"), (0.5, "Sweden"), (480, "Austria")):
        watched.serve(page(chair))
        watched.run(hours=hours)
    grown = all_of(watched)
    assert [row[1] for row in grown["finding"]].count("clock-set-back") == 1
    told = [row[10] for row in grown["change"]]
    assert [summary.rpartition(" ")[2] for summary in told] == ["Poland", "Spain", "Sweden", "Austria"]
    again(watched)
    assert all_of(watched) == grown
    for path in tmp_path.glob("history.db*"):
        path.unlink()
    again(watched, "budapest")
    told = all_of(watched)
    assert {name: told[name] for name in ("capture", "statement", "finding", "source_span")} == {
        name: grown[name] for name in ("capture", "statement", "finding", "source_span")
    }


def imported(watched: Watched, days: float, body: str) -> None:
    """A capture that others made so many days after the first run, put into the archive."""
    at = START + timedelta(days=1 + days)
    url = watched.server.url_for("/budapest")
    headers = (("Content-Type", "text/html"),)
    answer = Answer(url, url, at, 0.0, status=200, reason="OK", headers=headers, body=body.encode())
    watched.archive.append("budapest", answer, imported=Imported("others.warc.gz", watched.now))


def test_without_the_old_history_the_same_comes_out_but_for_runs_and_looks(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = Watched(tmp_path, httpserver)
    for body in (page(), page("Poland"), page("Poland", MEMBERS[1:])):
        watched.serve(body)
        watched.run()
    grown = all_of(watched)
    for path in tmp_path.glob("history.db*"):
        path.unlink()
    assert again(watched, "budapest").lost == ()
    told = all_of(watched)
    assert told.pop("check") == []
    assert [row[:1] + row[2:] for row in told.pop("extraction")] == [
        row[:1] + row[2:] for row in grown.pop("extraction")
    ]
    assert told == {name: rows for name, rows in grown.items() if name != "check"}


def test_captures_of_others_give_the_history_that_watching_would_have_given(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    editions = [page("Malta"), page("Hungary"), page("Poland"), page("Poland", MEMBERS[1:])]
    (tmp_path / "live").mkdir()
    (tmp_path / "late").mkdir()
    live, late = Watched(tmp_path / "live", httpserver), Watched(tmp_path / "late", httpserver)
    for body in editions:
        live.serve(body)
        live.run()
    late.now += timedelta(days=2)
    for body in editions[2:]:
        late.serve(body)
        late.run()
    (news,) = late.ask("SELECT public, detected_at FROM change")
    for day, body in enumerate(editions[:2]):
        imported(late, day, body)
    late.now += timedelta(days=9)
    told = again(late)
    claims = (
        "SELECT s.public, s.field, s.key, s.value, o.public, c.public FROM statement s"
        " JOIN capture o ON o.id = s.opened_by LEFT JOIN capture c ON c.id = s.closed_by ORDER BY s.id"
    )
    changes = "SELECT public, kind, key, before, after FROM change ORDER BY id"
    assert late.ask(claims) == live.ask(claims)
    assert late.ask(changes) == live.ask(changes)
    late_ones = late.ask("SELECT public FROM change WHERE imported = 1 ORDER BY id")
    assert ((*told.changes,), told.news) == (tuple(public for (public,) in late_ones), ())
    assert late.ask("SELECT public, detected_at FROM change WHERE imported = 0") == [news]
    assert late.ask("SELECT id FROM latest_change") == [news[:1]]
    assert {at for (at,) in late.ask("SELECT detected_at FROM change WHERE imported = 1")} == {instant(late.now)}


def test_an_id_that_was_given_out_leads_to_what_says_the_same_now(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    for body in (page(), page("Poland")):
        watched.serve(body)
        watched.run(hours=240)
    ((given,),) = watched.ask("SELECT public FROM change")
    told_at = watched.ask("SELECT detected_at FROM change")
    imported(watched, 12, page("Poland"))
    told = again(watched)
    ((now,),) = watched.ask("SELECT public FROM change")
    assert now != given
    assert (told.changes, told.news, watched.ask("SELECT detected_at FROM change")) == ((), (), told_at)
    book = history.open_reader(watched.settings.monitor.history)
    try:
        assert history.change(book, given).id == now
        assert history.change(book, given[:8]).id == now
    finally:
        book.close()
    watched.serve(page("Malta"))
    assert watched.run().changes == [("chair.handover", "")]


def test_what_a_killed_run_left_unread_waits_for_the_next(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    watched.serve(page("Poland"))
    watched.killed("before", "monitor.look.reading:_read")
    grown = all_of(watched)
    again(watched)
    assert all_of(watched) == grown
    assert watched.run().changes == [("chair.handover", "")]


def test_a_source_that_an_earlier_version_renamed_keeps_its_ids(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    for chair in ("Hungary", "Poland", "Spain"):
        watched.serve(page(chair))
        watched.run()
    # What that version did: another name in the history, the folder with it, and on in the segment that was there.
    snapshots = watched.settings.monitor.snapshots
    (snapshots / "budapest").rename(snapshots / "prague")
    watched.write("UPDATE source SET name = 'prague', decided = NULL")
    watched.write("DELETE FROM segment")
    public, came, sha256 = watched.ask("SELECT public, fetched_at, sha256 FROM capture ORDER BY id DESC")[0]
    given = capture_id("prague", moment(came), sha256)
    watched.write("UPDATE capture SET public = ? WHERE public = ?", given, public)
    watched.configure(watched.source("prague", was="budapest"))
    assert not watched.run().result.failed
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'archive-damaged'") == [(0,)]
    assert verify(watched.settings, watched.archive, now=watched.now, patience=0).damage == []
    ids = watched.ask("SELECT public FROM capture ORDER BY id")
    again(watched)
    assert watched.ask("SELECT public FROM capture ORDER BY id") == ids
    assert verify(watched.settings, watched.archive, now=watched.now, patience=0).damage == []


def test_a_copy_of_a_folder_is_told_and_is_no_source(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    snapshots = watched.settings.monitor.snapshots
    copytree(snapshots / "budapest", snapshots / "budapest-old")
    grown = all_of(watched)
    with pytest.raises(ArchiveError, match="holds the archive of budapest"):
        again(watched, *watched.archive.sources())
    assert all_of(watched) == grown


def test_what_an_earlier_version_told_of_the_page_itself_stands(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    watched.serve(page(), "/new")
    watched.redirect("/budapest", "/new", 301)
    watched.run()
    watched.serve("", status=410)
    watched.run()
    told = watched.ask("SELECT kind, public, detected_at FROM change ORDER BY kind")
    assert [kind for kind, *_ in told] == ["page.gone", "page.moved"]
    for segment in (tmp_path / "snapshots" / "budapest").iterdir():  # as before decisions and looks were kept
        segment.unlink()
    ((body, at, url),) = watched.ask("SELECT sha256, fetched_at, final_url FROM capture")
    answer = Answer(url, url, EPOCH + timedelta(microseconds=at), 0.0, 200, "OK", (("Content-Type", "text/html"),), b"")
    watched.archive.append("budapest", replace(answer, body=page().encode()))
    assert replace(answer, body=page().encode()).sha256 == body
    assert again(watched).rekeyed == 0
    assert watched.ask("SELECT kind, public, detected_at FROM change ORDER BY kind") == told
