"""`verify --repair` mends what can be mended, tells each thing it did, and the second time has nothing to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.errors import HistoryError, RunLocked
from monitor.history import soundness
from monitor.upkeep.problems import Verified
from monitor.upkeep.repair import repair
from monitor.upkeep.verify import verify
from tests.watched import MEMBERS, Watched, page, reader


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """Three captures of one source in one segment."""
    watched = Watched(tmp_path, httpserver)
    for body in (page(), page("Poland"), page("Poland", MEMBERS[1:])):
        watched.serve(body)
        watched.run()
    return watched


@pytest.fixture
def segment(watched: Watched) -> Path:
    """The one with the captures."""
    ((name,),) = watched.ask("SELECT DISTINCT segment FROM capture")
    return watched.archive.folder / "budapest" / str(name)


def mend(watched: Watched) -> Verified:
    return repair(watched.settings, watched.archive, now=lambda: watched.now, worker=reader())


def mended(watched: Watched) -> tuple[str, ...]:
    """What was done; nothing is left to do afterwards."""
    found = mend(watched)
    assert found.repaired
    assert found.damage == []
    again = mend(watched)
    assert (again.repaired, again.damage) == ((), [])
    assert verify(watched.settings, watched.archive, now=watched.now, patience=0).damage == []
    return found.repaired


def flip(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)


def test_where_all_is_well_nothing_is_done(watched: Watched) -> None:
    before = {path: path.read_bytes() for path in watched.archive.folder.rglob("*") if path.is_file()}
    assert mend(watched).repaired == ()
    assert {path: path.read_bytes() for path in watched.archive.folder.rglob("*") if path.is_file()} == before


def test_a_dictionary_is_put_back_from_its_second_copy(watched: Watched, segment: Path) -> None:
    before = segment.read_bytes()
    flip(segment, 50)
    (line,) = mended(watched)
    assert line == f"budapest/{segment.name}: the dictionary was put back from its second copy"
    assert segment.read_bytes() == before


def test_a_second_copy_is_made_anew(watched: Watched, segment: Path) -> None:
    copy = segment.with_name(segment.name.replace(".warc.zst", ".dict"))
    before = copy.read_bytes()
    flip(copy, 50)
    (line,) = mended(watched)
    assert line == f"budapest/{copy.name}: the dictionary was made anew"
    copy.unlink()
    mended(watched)
    assert copy.read_bytes() == before


def test_a_torn_end_is_kept_aside(watched: Watched, segment: Path) -> None:
    before = segment.read_bytes()
    ((offset, length),) = watched.ask('SELECT "offset", length FROM capture WHERE id = 3')
    torn = before[int(offset) : int(offset) + int(length) - 3]
    segment.write_bytes(before + torn)
    (line,) = mended(watched)
    assert segment.read_bytes() == before
    assert f"{len(torn)} bytes that a killed run left were cut off and kept in" in line
    (kept,) = segment.parent.glob("*.torn-*")
    assert kept.read_bytes() == torn


def test_a_place_that_is_noted_wrongly_is_corrected(watched: Watched) -> None:
    before = watched.ask("SELECT * FROM capture ORDER BY id")
    watched.write("UPDATE capture SET \"offset\" = 7, status = 500, redirects = '[]', media_type = '' WHERE id = 2")
    (line,) = mended(watched)
    assert watched.ask("SELECT * FROM capture ORDER BY id") == before
    assert line.endswith("says so now")


def test_a_capture_that_no_row_knows_is_taken_in_and_read(watched: Watched) -> None:
    watched.serve(page("Austria", MEMBERS[1:]))
    watched.killed("after", "monitor.archive.store:Archive.append")
    facts = watched.facts()
    (line,) = mended(watched)
    assert line == "budapest: its past was told again from the archive, 4 captures"
    assert len(watched.facts()["capture"]) == len(facts["capture"]) + 1
    assert watched.ask("SELECT kind FROM change ORDER BY id DESC LIMIT 1") == [("chair.handover",)]
    assert watched.run().changes == []


def test_the_full_text_is_made_anew(watched: Watched) -> None:
    before = sorted(watched.ask("SELECT what, row, body FROM fulltext"))
    watched.write("DELETE FROM fulltext WHERE rowid % 2")
    watched.write("INSERT INTO fulltext (what, row, body) VALUES ('statement', 999, 'x')")
    assert mended(watched) == ("the full-text search was made anew",)
    assert sorted(watched.ask("SELECT what, row, body FROM fulltext")) == before
    assert watched.ask("SELECT count(*) > 0 FROM fulltext WHERE fulltext MATCH 'poland'") == [(1,)]


def test_a_full_text_whose_index_is_broken_is_made_anew(watched: Watched) -> None:
    watched.write("UPDATE fulltext_data SET block = zeroblob(length(block)) WHERE id > 10")
    found = [one.kind for one in verify(watched.settings, watched.archive, now=watched.now, patience=0).problems]
    assert found == (["fulltext"] if sqlite3.sqlite_version_info >= (3, 44) else [])  # the first that looks into it
    book = history.open_history(watched.settings.monitor.history)
    soundness.rebuild_fulltext(book)
    book.close()
    assert watched.ask("SELECT count(*) > 0 FROM fulltext WHERE fulltext MATCH 'poland'") == [(1,)]


def test_all_of_it_at_once(watched: Watched, segment: Path) -> None:
    watched.serve(page("Austria"))
    watched.killed("after", "monitor.archive.store:Archive.append")
    flip(segment, 50)
    segment.write_bytes(segment.read_bytes() + b"\x28\xb5")
    watched.write('UPDATE capture SET "offset" = 7 WHERE id = 2')
    watched.write("DELETE FROM fulltext")
    assert len(mended(watched)) >= 4


def test_what_cannot_be_mended_stays_and_the_way_is_told(watched: Watched, segment: Path) -> None:
    ((public, offset),) = watched.ask('SELECT public, "offset" FROM capture WHERE id = 2')
    flip(segment, int(offset) + 30)
    watched.serve(page("Austria"))
    watched.killed("after", "monitor.archive.store:Archive.append")
    for _ in range(2):
        found = mend(watched)
        assert found.repaired == ()
        assert (found.damage[0].kind, found.damage[0].offset) == ("frame", offset)
        assert found.damage[0].capture == public
        assert "backup" in found.damage[0].remedy
    before = segment.read_bytes()
    flip(segment, int(offset) + 30)  # the backup
    assert before != segment.read_bytes()
    mended(watched)


def test_nothing_is_mended_while_a_run_is_at_work(watched: Watched) -> None:
    with history.run_lock(watched.settings.monitor.history, now=watched.now), pytest.raises(RunLocked):
        mend(watched)


def test_no_empty_history_is_made(watched: Watched) -> None:
    for path in watched.folder.glob("history.db*"):
        path.unlink()
    with pytest.raises(HistoryError):
        mend(watched)
    assert not watched.settings.monitor.history.exists()
