"""`verify` finds each kind of damage with its file and offset, and nothing where all is well."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.archive import Archive
from monitor.config import load
from monitor.demo.play import play
from monitor.errors import HistoryError, UsageError
from monitor.upkeep.problems import Problem, Verified
from monitor.upkeep.verify import verify
from tests.watched import MEMBERS, Watched, page


def copy_of(segment: Path) -> Path:
    return segment.with_name(segment.name.replace(".warc.zst", ".dict"))


def look(watched: Watched, *sources: str, now: datetime | None = None) -> Verified:
    return verify(watched.settings, watched.archive, sources, now=now or watched.now, patience=0.05)


def damage(watched: Watched) -> list[tuple[str, str | None, int | None]]:
    """Kind, file and offset of all damage."""
    return [(problem.kind, problem.file, problem.offset) for problem in look(watched).damage]


def only(watched: Watched) -> Problem:
    (problem,) = look(watched).problems
    return problem


def places(watched: Watched) -> list[tuple[str, str, int, int]]:
    return watched.ask('SELECT public, segment, "offset", length FROM capture ORDER BY id')


def flip(path: Path, offset: int, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1 << bit
    path.write_bytes(data)


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


def test_a_healthy_archive_has_no_problem(watched: Watched) -> None:
    found = look(watched)
    assert found.problems == []
    assert (found.sources, found.captures) == (1, 3)
    assert found.records >= 3
    assert found.size == sum(path.stat().st_size for path in watched.archive.segments("budapest"))
    assert found.seconds > 0


def test_the_demonstration_is_healthy(tmp_path: Path) -> None:
    played = play(tmp_path / "demo")
    settings = load(played.config)
    assert verify(settings, Archive(settings.monitor.snapshots), patience=0).problems == []


def test_nothing_is_changed_by_looking(watched: Watched) -> None:
    def kept() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(watched.folder.rglob("*")) if path.is_file()}

    watched.write("PRAGMA user_version")  # so that the WAL is no matter of the last run
    before = {name: data for name, data in kept().items() if not name.endswith(("-shm", "-wal"))}
    look(watched)
    assert {name: data for name, data in kept().items() if not name.endswith(("-shm", "-wal"))} == before


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_flipped_bit_is_told_with_its_file_and_offset(watched: Watched, segment: Path, number: int) -> None:
    public, name, offset, length = places(watched)[number]
    flip(segment, offset + length // 2)
    problem = only(watched)
    assert (problem.kind, problem.file, problem.offset) == ("frame", f"budapest/{name}", offset)
    assert problem.capture == public
    assert "backup" in problem.remedy


def test_two_damaged_captures_are_two_problems(watched: Watched, segment: Path) -> None:
    for _, _, offset, length in places(watched)[1:]:
        flip(segment, offset + length - 1)
    assert [problem.capture for problem in look(watched).damage] == [place[0] for place in places(watched)[1:]]


def test_a_flipped_bit_in_the_head_record_is_told(watched: Watched, segment: Path) -> None:
    flip(segment, places(watched)[0][2] - 5)
    ((kind, file, offset),) = damage(watched)
    assert (kind, file) == ("frame", f"budapest/{segment.name}")
    assert offset is not None
    assert 0 < offset < places(watched)[0][2]


def test_a_damaged_dictionary_is_one_problem_and_no_capture_is_lost_by_it(watched: Watched, segment: Path) -> None:
    flip(segment, 40)
    problem = only(watched)
    assert (problem.kind, problem.file, problem.offset) == ("dictionary", f"budapest/{segment.name}", 0)
    assert "--repair" in problem.remedy


def test_a_segment_whose_head_and_second_copy_are_lost_cannot_be_mended(watched: Watched, segment: Path) -> None:
    flip(segment, 40)
    copy_of(segment).unlink()
    problem = only(watched)
    assert (problem.kind, problem.offset) == ("head", 0)
    assert "3 captures" in problem.message


def test_a_second_copy_that_is_not_the_dictionary_is_told_with_the_byte(watched: Watched, segment: Path) -> None:
    flip(copy_of(segment), 33)
    assert damage(watched) == [("copy", f"budapest/{copy_of(segment).name}", 33)]
    copy_of(segment).unlink()
    assert damage(watched) == [("copy", f"budapest/{copy_of(segment).name}", None)]


def test_a_segment_that_is_gone_is_told_for_each_of_its_captures(watched: Watched, segment: Path) -> None:
    segment.unlink()
    copy_of(segment).unlink()
    assert {problem.kind for problem in look(watched).damage} == {"missing"}
    assert {problem.capture for problem in look(watched).damage} >= {place[0] for place in places(watched)}


def test_an_end_that_is_lost_is_told(watched: Watched, segment: Path) -> None:
    public, name, offset, _ = places(watched)[-1]
    segment.write_bytes(segment.read_bytes()[:offset])
    found = [problem for problem in look(watched).damage if problem.capture]
    assert [(one.kind, one.file, one.offset, one.capture) for one in found] == [
        ("shorter", f"budapest/{name}", offset, public)
    ]


def test_bytes_behind_the_last_record_are_told_with_their_offset(watched: Watched, segment: Path) -> None:
    whole = segment.read_bytes()
    segment.write_bytes(whole + b"\x28\xb5")
    assert damage(watched) == [("torn-end", f"budapest/{segment.name}", len(whole))]
    segment.write_bytes(whole + b"something else")
    assert damage(watched) == [("frame", f"budapest/{segment.name}", len(whole))]


def test_a_look_of_a_killed_run_that_the_history_does_not_know_is_a_remark(watched: Watched) -> None:
    watched.configure(watched.source("budapest", language="en"))
    watched.killed("after", "monitor.archive.store:Archive.decide")
    found = look(watched)
    assert found.damage == []
    assert [problem.kind for problem in found.problems] == ["untold", "unended"]
    watched.run()
    assert [problem.kind for problem in look(watched).problems] == ["unended"]


def test_a_decision_that_lost_its_end_is_damage(watched: Watched) -> None:
    watched.configure(watched.source("budapest", language="en"))
    watched.run()
    ((name, known),) = watched.ask("SELECT name, known FROM segment ORDER BY name LIMIT 1")
    path = watched.archive.folder / "budapest" / str(name)
    assert path.stat().st_size == known
    path.write_bytes(path.read_bytes()[:-3])
    assert {problem.kind for problem in look(watched).damage} == {"frame", "shorter"}


def test_a_capture_that_no_row_knows_is_told(watched: Watched) -> None:
    watched.serve(page("Austria"))
    watched.killed("after", "monitor.archive.store:Archive.append")
    (problem,) = look(watched).damage
    assert problem.kind == "orphan"
    assert problem.file == f"budapest/{places(watched)[0][1]}"


def test_a_row_that_names_another_place_is_told_with_the_right_one(watched: Watched) -> None:
    (_, _, first, _), (public, _, offset, _), _ = places(watched)
    watched.write('UPDATE capture SET "offset" = "offset" + 1 WHERE public = ?', public)
    found = look(watched).damage
    assert [(one.kind, one.capture) for one in found] == [("elsewhere", public)]
    assert f"byte {offset}" in found[0].message
    watched.write('UPDATE capture SET "offset" = ? WHERE public = ?', first, public)
    assert [(one.kind, one.capture) for one in look(watched).damage] == [("elsewhere", public)]


def test_a_row_that_says_other_things_than_its_capture_is_told(watched: Watched) -> None:
    public, name, offset, _ = places(watched)[1]
    watched.write("UPDATE capture SET status = 404, media_type = 'text/plain' WHERE public = ?", public)
    problem = only(watched)
    assert (problem.kind, problem.file, problem.offset) == ("row", f"budapest/{name}", offset)
    assert problem.message.endswith("status, media_type")


def test_other_bytes_than_were_captured_are_told(watched: Watched) -> None:
    watched.write("UPDATE capture SET sha256 = ? WHERE public = ?", "0" * 64, places(watched)[1][0])
    problem = only(watched)
    assert (problem.kind, problem.message) == ("row", "its row says otherwise: sha256")


def test_a_row_at_the_place_of_another_capture_is_told(watched: Watched) -> None:
    (_, _, offset, length), (public, _, _, _), _ = places(watched)
    sql = 'UPDATE capture SET "offset" = ?, length = ?, fetched_at = 1, public = ? WHERE public = ?'
    watched.write(sql, offset, length, "a" * 16, public)
    assert {(one.kind, one.capture) for one in look(watched).damage} == {("other", "a" * 16), ("orphan", public)}


def test_an_id_that_does_not_follow_from_its_capture_is_told(watched: Watched) -> None:
    public = places(watched)[1][0]
    watched.write("UPDATE capture SET public = 'aaaaaaaaaaaaaaaa' WHERE public = ?", public)
    problem = only(watched)
    assert problem.kind == "id"
    assert public in problem.message


def test_a_capture_of_an_address_that_is_not_its_source_s_is_told(watched: Watched) -> None:
    watched.write("UPDATE source_address SET url = 'https://elsewhere.example/'")
    found = look(watched).problems
    assert [problem.kind for problem in found] == ["address"] * 3
    assert watched.server.url_for("/budapest") in found[0].message


def test_a_statement_whose_capture_is_gone_is_told(watched: Watched) -> None:
    book = sqlite3.connect(watched.settings.monitor.history)
    with book:
        book.execute("UPDATE statement SET opened_by = 999 WHERE id = 1")
    book.close()
    problem = only(watched)
    assert (problem.kind, "statement" in problem.message) == ("dangling", True)


def test_a_full_text_that_is_not_in_step_is_told(watched: Watched) -> None:
    watched.write("DELETE FROM fulltext WHERE rowid IN (3, 6)")
    assert (only(watched).kind, only(watched).message[:1]) == ("fulltext", "2")
    watched.write("UPDATE statement SET text = 'other' WHERE id = 9")
    assert only(watched).message[:1] == "3"


def test_a_database_that_is_damaged_is_told(watched: Watched) -> None:
    watched.write("PRAGMA user_version")
    path = watched.settings.monitor.history
    book = sqlite3.connect(path)
    (rooted,) = book.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'capture_by_source'").fetchone()
    (size,) = book.execute("PRAGMA page_size").fetchone()
    book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()
    data = bytearray(path.read_bytes())
    data[(rooted - 1) * size + size - 40 : rooted * size] = bytes(40)
    path.write_bytes(data)
    found = look(watched).damage
    assert found
    assert {problem.kind for problem in found} == {"database"}
    with pytest.raises(UsageError):
        look(watched, "nobody")
    archived = watched.archive.segments("budapest")[-1]
    flip(archived, archived.stat().st_size - 9)
    assert {problem.kind for problem in look(watched).damage} == {"database", "frame"}


def test_files_that_belong_to_nothing_are_remarked_and_left(watched: Watched, segment: Path) -> None:
    folder = segment.parent
    for name in ("0001.torn-20260301T060000.000000Z", "0007.warc.zst.unfinished", "notes.txt", "0009.dict"):
        (folder / name).write_bytes(b"x")
    (folder.parent / "loose.txt").write_bytes(b"x")
    (folder.parent / "README.md").write_bytes(b"x")
    found = look(watched)
    assert found.damage == []
    assert {(problem.kind, problem.file) for problem in found.problems} == {
        ("torn", "budapest/0001.torn-20260301T060000.000000Z"),
        ("unfinished", "budapest/0007.warc.zst.unfinished"),
        ("foreign", "budapest/notes.txt"),
        ("foreign", "budapest/0009.dict"),
        ("foreign", "loose.txt"),
    }


def test_a_folder_with_segments_of_no_source_is_told(watched: Watched, segment: Path) -> None:
    other = segment.parent.parent / "nobody"
    other.mkdir()
    (other / segment.name).write_bytes(segment.read_bytes())
    (other / copy_of(segment).name).write_bytes(copy_of(segment).read_bytes())
    assert [(problem.kind, problem.source) for problem in look(watched).problems] == [("unknown-source", "nobody")]
    flip(other / segment.name, segment.stat().st_size - 9)
    assert {problem.kind for problem in look(watched).damage} == {"frame", "unknown-source"}


def test_a_file_that_cannot_be_read_is_told_and_the_other_sources_are_looked_at(watched: Watched) -> None:
    other = watched.archive.folder / "vienna"
    other.mkdir()
    (other / "0001.warc.zst").mkdir()
    found = look(watched)
    assert [(problem.kind, problem.source) for problem in found.damage] == [("unreadable", "vienna")]
    assert found.captures == 3


def test_one_source_is_looked_at_alone(watched: Watched, segment: Path) -> None:
    with pytest.raises(UsageError):
        look(watched, "nobody")
    flip(segment, segment.stat().st_size - 9)
    assert look(watched, "budapest").damage


def test_without_a_history_the_way_to_one_is_told(watched: Watched) -> None:
    for path in watched.folder.glob("history.db*"):
        path.unlink()
    with pytest.raises(HistoryError) as raised:
        look(watched)
    assert "monitor rebuild" in (raised.value.fix or "")


def test_gaps_in_the_log_of_runs_are_remarks(watched: Watched) -> None:
    watched.killed("after", "monitor.history:begin_run")
    assert "is at work, or was killed" in only(watched).message
    watched.run(hours=24 * 5)
    found = look(watched)
    assert found.damage == []
    assert [problem.kind for problem in found.problems] == ["unended", "pause"]
    assert "2026-03-05 06:00 UTC and 2026-03-10 06:00 UTC" in found.problems[1].message


def test_a_capture_that_waits_to_be_read_is_a_remark(watched: Watched) -> None:
    watched.serve(page("Austria"))
    watched.killed("after", "monitor.history:record_capture")
    found = look(watched)
    assert found.damage == []
    assert [problem.kind for problem in found.problems] == ["unread", "unended"]
    watched.run()
    assert [problem.kind for problem in look(watched).problems] == ["unended"]
