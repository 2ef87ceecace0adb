"""One bad source stops itself alone, says so for as long as it lasts, and takes nothing down with it."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.extract import PageReading, Payload
from monitor.look import reading
from monitor.model import Answer, Source
from tests.watched import MEMBERS, Watched, page

WALL = "<title>Just a moment...</title><h1>Checking your browser before accessing the page</h1>"


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def killing(payload: Payload, source: Source) -> PageReading:
    """Reads a page that ends its reader."""
    os.kill(os.getpid(), 9)
    raise AssertionError("a signal that cannot be caught")


def test_a_damaged_segment_stops_its_source_alone_with_a_clear_message(watched: Watched) -> None:
    """The old capture must be read again by newer code, and cannot be."""
    watched.configure(watched.source("damaged"), watched.source("whole", "/other"))
    watched.serve(page())
    watched.serve(page(), "/other")
    watched.run()
    segment = watched.segment("damaged")
    segment.write_bytes(segment.read_bytes()[:-4] + b"\1\2\3\4")
    watched.write("UPDATE extraction SET extractor = 'older'")
    watched.serve(page("Poland"))
    watched.serve(page("Poland"), "/other")
    told = [watched.run() for _ in range(3)]
    assert [one.changes for one in told] == [[("chair.handover", "")], [], []]
    for one in told:
        assert one.result.failed
        looks = {check.source: check for check in one.result.checks}
        assert looks["whole"].outcome != "failed"
        assert "0002.warc.zst, byte" in (looks["damaged"].error or "")
        assert "backup" in (looks["damaged"].error or "")
    assert watched.ask("SELECT count(*) FROM capture") == [(4,)]  # what could not be read yet is not kept thrice
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'source-failing'") == [(1,)]


def test_once_the_segment_is_restored_what_waited_is_read_and_told(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    segment = watched.segment()
    whole = segment.read_bytes()
    segment.write_bytes(whole[:-4] + b"\1\2\3\4")
    watched.write("UPDATE extraction SET extractor = 'older'")
    watched.serve(page("Poland"))
    assert watched.run().changes == []
    behind = segment.read_bytes()[len(whole) :]
    segment.write_bytes(whole + behind)
    told = watched.run()
    assert (told.changes, told.result.failed) == ([("chair.handover", "")], False)


def test_a_missing_segment_is_told_and_the_next_page_is_compared_all_the_same(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    shutil.rmtree(watched.folder / "snapshots")
    assert not watched.run().result.failed
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]


def test_a_history_that_was_lost_is_told_again_from_the_archive_and_goes_on(watched: Watched) -> None:
    """Nothing of it is told as news."""
    for chair in ("Hungary", "Spain"):
        watched.serve(page(chair))
        watched.run()
    before = watched.facts()
    for file in watched.folder.glob("history.db*"):
        file.unlink()
    told = watched.run()
    assert (told.changes, told.look.verdict) == ([], "unchanged")
    assert watched.facts() == before
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]
    assert len(list(watched.archive.walk("budapest"))) == 3


def test_a_page_that_kills_its_reader_stays_failed_and_is_tried_once(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 304 after it must not pass for a recovery."""
    watched.serve(page())
    watched.run()
    watched.serve(page("Poland"), ETag='"1"')
    monkeypatch.setattr(reading, "read_capture", killing)
    looks = [watched.run(own_worker=True).look]
    watched.serve("", status=304)
    looks += [watched.run(own_worker=True).look for _ in range(4)]
    assert [look.outcome for look in looks] == ["failed"] * 5
    assert all(look.error for look in looks)
    assert watched.ask("SELECT count(*) FROM extraction WHERE outcome = 'failed'") == [(1,)]
    assert watched.ask("SELECT closed_at FROM finding WHERE kind = 'source-failing'") == [(None,)]


def test_an_old_page_that_newer_code_cannot_read_makes_corrections_and_no_news(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.serve(page())
    watched.run()
    watched.write("UPDATE extraction SET extractor = 'older'")
    watched.serve(page("Poland"))

    async def newer(house: reading.House, source: Source, payload: Payload) -> PageReading:
        if payload.body == page().encode():
            return PageReading("blocked", None)
        return await original(house, source, payload)

    original = reading._read
    monkeypatch.setattr(reading, "_read", newer)
    assert watched.run().changes == []
    assert watched.ask("SELECT kind, correction FROM change") == [("chair.handover", 1)]
    watched.serve(page("Spain"))
    assert watched.run().changes == [("chair.handover", "")]


def test_the_same_page_behind_a_wall_and_back_is_unchanged_and_kept_once(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    for _ in range(2):
        watched.serve(WALL)
        assert [watched.run().look.verdict for _ in range(2)] == ["blocked", "blocked"]
        watched.serve(page())
        told = watched.run()
        assert (told.look.verdict, told.changes) == ("unchanged", [])
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]


def test_a_page_that_was_wrongly_judged_is_judged_anew_when_its_bytes_come_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def earlier_judge(house: reading.House, source: Source, payload: Payload) -> PageReading:
        return PageReading("blocked", None)

    watched.serve(page())
    with monkeypatch.context() as patch:
        patch.setattr(reading, "_read", earlier_judge)
        assert watched.run().look.verdict == "blocked"
    assert watched.run().look.outcome == "ok"
    assert not watched.run().result.failed


def test_a_renamed_source_keeps_its_archive(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.configure(watched.source("bp", more='was = "budapest"\n'))
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]
    book = history.open_reader(watched.settings.monitor.history)
    kept = history.captures(book, "bp")
    book.close()
    assert [watched.archive.of(capture).body.decode() for capture in kept] == [page(), page("Poland")]
    assert not (watched.folder / "snapshots" / "budapest").exists()
    assert watched.run().changes == []


def test_a_rename_that_is_told_too_late_takes_nothing_from_the_source_that_was(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.serve("", "/new", status=500)
    watched.configure(watched.source("bp", "/new"))
    watched.run()
    watched.configure(watched.source("bp", "/new", 'was = "budapest"\n'))
    watched.run()
    assert len(list(watched.archive.walk("budapest"))) == 1


@pytest.mark.parametrize("keys", [{"layout": "ministry-page"}, {"mechanism": "bali-process"}])
def test_other_settings_read_the_same_bytes_again_as_a_new_baseline(watched: Watched, keys: dict[str, str]) -> None:
    watched.serve(page())
    watched.run()
    watched.configure(watched.source("budapest", **keys))
    told = watched.run()
    assert (told.changes, told.look.verdict, told.look.outcome in ("ok", "partial")) == ([], "unchanged", True)
    named = {mechanism for (mechanism,) in watched.ask("SELECT mechanism FROM now")}
    assert named == {keys.get("mechanism", "budapest-process")}
    assert watched.ask("SELECT count(*) FROM held") == [(0,)]
    written = watched.ask("SELECT count(*) FROM extraction")
    watched.run()
    assert watched.ask("SELECT count(*) FROM extraction") == written
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]


def test_what_a_removed_source_left_unread_waits_until_it_is_back(watched: Watched) -> None:
    watched.serve(page())
    watched.serve(page(), "/other")
    watched.run()
    watched.serve(page("Poland"))
    watched.killed("before", "monitor.look.reading:_read")
    mine = watched.source("budapest")
    watched.configure(watched.source("other", "/other"))
    assert watched.run().changes == []
    watched.configure(watched.source("other", "/other"), watched.source("budapest", layout="no-such-layout"))
    assert watched.run().changes == []
    watched.configure(watched.source("other", "/other"), mine)
    assert watched.run().changes == [("chair.handover", "")]


def test_a_page_that_is_no_url_or_no_text_stops_nobody(watched: Watched) -> None:
    links = '<h2>Website</h2><p><a href="http://[x">http://[x</a></p><h2>Documents</h2><ul><li><a href="http://[y">A</a></li></ul>'
    for chair in ("Hungary", "Poland"):
        watched.serve(page(chair, MEMBERS, links + "<p>&#xD800;&#0;\ufffe</p>"))
        told = watched.run()
        assert not told.result.failed
    assert told.changes == [("chair.handover", "")]


@pytest.mark.parametrize("room", [12_000, 34_000, 70_000])  # bytes: the history's index, the archive, the history
def test_a_full_disk_ends_a_run_with_75_and_loses_nothing_acknowledged(watched: Watched, room: int) -> None:
    watched.serve(page())
    watched.run()
    noise = " ".join(str(number**5) for number in range(15_000))  # it does not compress well
    watched.serve(page("Poland", extra=f"<p>{noise}</p>"))
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
    command = [sys.executable, "-m", "monitor.cli", "--config", str(watched.settings.file), "check"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run(
        command, env=environment, preexec_fn=full, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, "no room" in ended.stderr) == (75, True)
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    assert watched.run().changes == [("chair.handover", "")]
    assert watched.run().changes == []


def test_an_unchanged_page_and_one_that_only_makes_noise_cost_next_to_nothing(watched: Watched) -> None:
    """urlwatch #690: VACUUM at each close wrote 1.2 TB a year."""
    prose = "".join(f"<p>Paragraph {n} says what this process is for, in words enough.</p>" for n in range(200))

    def spent() -> int:
        watched.write("DELETE FROM outbox")  # a connection that closes moves the journal into the file
        return sum(file.stat().st_size for file in watched.folder.rglob("*") if file.is_file())

    watched.serve(page(extra=prose))
    watched.run()
    watched.run()
    before = spent()
    for _ in range(20):
        watched.run()
    quiet = (spent() - before) / 20
    before, stated = spent(), watched.ask("SELECT count(*) FROM statement")
    for number in range(20):
        watched.serve(page(extra=f"{prose}<p>Read {number} times</p>"))
        assert watched.run().changes == []
    noisy = (spent() - before) / 20
    assert watched.ask("SELECT count(*) FROM statement") == stated
    assert quiet < 500  # a row of the run and one of the look, in pages of 4096 bytes
    assert noisy < 1500


def test_a_mistake_of_ours_on_one_page_leaves_the_other_sources_working(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """changedetection.io #3593: one bad time zone ended the scheduler's thread."""
    watched.configure(watched.source("odd"), watched.source("plain", "/other"))
    watched.serve(page())
    watched.serve(page(), "/other")
    original = reading.received

    def mistaken(answer: Answer) -> Payload:
        if answer.requested_url.endswith("/budapest"):
            raise KeyError("nobody thought of this")
        return original(answer)

    monkeypatch.setattr("monitor.look.looking.received", mistaken)
    looks = {check.source: check for check in watched.run().result.checks}
    assert (looks["plain"].outcome, looks["odd"].outcome) == ("ok", "failed")
    assert "a mistake of the monitor: KeyError" in (looks["odd"].error or "")
    assert "nobody thought of this" in caplog.text
    monkeypatch.undo()
    assert not watched.run().result.failed


def test_a_collapse_is_believed_by_itself_after_three_looks_and_48_hours_when_the_page_says_so_too(
    watched: Watched,
) -> None:
    def claiming(count: int, members: tuple[str, ...]) -> str:
        return page(members=members).replace("<h2>Member States</h2>", f"<h2>Member States ({count})</h2>")

    watched.serve(claiming(8, MEMBERS))
    watched.run()
    watched.serve(claiming(4, MEMBERS[:4]))
    told = [watched.run(hours=hours).changes for hours in (1, 20, 20, 20, 20)]
    left = [("member.left", code) for code in ("ES", "HU", "PL", "SE")]
    assert [kind for kind, _ in told[0] if kind == "page.reshaped"] == ["page.reshaped"]
    assert [[one for one in changes if one[0] == "member.left"] for changes in told] == [[], [], [], left, []]


@pytest.mark.parametrize("status", [403, 429, 451])
def test_a_wall_with_a_status_of_its_own_is_kept_once_and_its_error_is_told(watched: Watched, status: int) -> None:
    watched.serve(page(), ETag='"1"')
    watched.run()
    watched.serve(WALL + "<script>1</script>", status=status, **{"Retry-After": "9"})
    told = [watched.run() for _ in range(2)]
    watched.serve(WALL, status=status, **{"Retry-After": "9"})
    told.append(watched.run())
    assert [(one.look.verdict, one.look.status, one.changes) for one in told] == [("blocked", status, [])] * 3
    assert all(f"the server answered {status}" in (one.look.error or "") for one in told)
    assert watched.ask("SELECT count(*) FROM capture") == [(3,)]
    watched.serve(page(), ETag='"1"')
    assert watched.run().look.verdict == "unchanged"


def test_the_very_page_with_the_status_of_a_wall_is_no_good_look(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.serve(page(), status=403)
    assert [watched.run().look.verdict for _ in range(2)] == ["blocked"] * 2
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]
    watched.serve(page())
    told = watched.run()
    assert (told.look.verdict, told.changes) == ("unchanged", [])
    assert watched.ask("SELECT count(*) FROM statement WHERE closed_by IS NULL") != [(0,)]
