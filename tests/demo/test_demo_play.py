"""The demonstration tells the changes of its editions and touches nothing but its own folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.demo.play import Played, play
from monitor.demo.settings import write_config
from monitor.errors import RunLocked, UsageError
from monitor.history import open_reader, run_lock


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("play") / "demo"


@pytest.fixture(scope="module")
def played(folder: Path) -> Played:
    return play(folder)


def summaries(played: Played) -> str:
    return "\n".join(news.summary for chapter in played.digest.chapters for news in chapter.news)


def test_the_digest_tells_the_handover_the_meeting_and_the_departure(played: Played) -> None:
    told = summaries(played)
    assert "Morocco 2016 (incoming France 2017) -> Tunisia and Spain" in told
    assert "8th Ministerial Conference on Migration and Development (Marrakesh, Morocco" in told
    assert "Somalia left" in told


def test_eritrea_austria_and_counters_are_no_news(played: Played) -> None:
    told = summaries(played)
    assert "Eritrea" not in told
    assert "Austria" not in told
    assert "5933" not in told


def test_eritrea_and_austria_are_findings(played: Played) -> None:
    found = {(remark.source, remark.kind) for remark in played.digest.remarks}
    assert {("iom-tripoli-process", "typo"), ("iom-tripoli-process", "duplicate")} <= found


@pytest.mark.parametrize("source", ["sgmai-5-5-dialogue", "south-south-iom-ro-mena"])
def test_pages_whose_facts_did_not_change_tell_at_most_an_edited_text(played: Played, source: str) -> None:
    kinds = {news.kind for chapter in played.digest.chapters for news in chapter.news if news.source == source}
    assert kinds <= {"text.edited"}


def test_no_source_fails(played: Played) -> None:
    assert not any(run.failed for run in played.runs)
    assert played.digest.troubles == ()


def test_it_leaves_a_configuration_a_history_and_snapshots(played: Played, folder: Path) -> None:
    assert {"config.toml", "history.db", "snapshots"} <= {path.name for path in folder.iterdir()}
    assert played.config == folder / "config.toml"


def test_a_second_one_begins_anew_and_keeps_what_is_not_its_own(played: Played, folder: Path) -> None:
    mine = folder / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    again = play(folder)
    history = open_reader(folder / "history.db")
    runs = history.execute("SELECT count(*) FROM run").fetchone()[0]
    history.close()
    assert runs == 2
    assert again.digest.changes == played.digest.changes
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_configuration_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    other = tmp_path / "demo" / "config.toml"
    other.parent.mkdir()
    other.write_text("[monitor]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not written by"):
        play(other.parent)
    assert other.read_text(encoding="utf-8") == "[monitor]\n"


def test_a_history_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    other = tmp_path / "demo" / "history.db"
    other.parent.mkdir()
    other.write_bytes(b"precious")
    with pytest.raises(UsageError, match="no demonstration wrote"):
        play(other.parent)
    assert other.read_bytes() == b"precious"


@pytest.mark.parametrize("held", ["demo", "history.db"])
def test_nothing_is_removed_while_a_run_is_at_work_there(tmp_path: Path, held: str) -> None:
    folder = tmp_path / "demo"
    write_config(folder, "http://127.0.0.1:9")
    (folder / "history.db").write_bytes(b"in use")
    with run_lock(folder / held, now=datetime.now(UTC)), pytest.raises(RunLocked):
        play(folder)
    assert (folder / "history.db").read_bytes() == b"in use"
