"""The file: made, migrated with a backup, refused when it is newer or something else."""

from __future__ import annotations

import sqlite3
from importlib import resources

import pytest

from monitor import history as past
from monitor.errors import ArchiveFull, HistoryError, NewerSchema
from monitor.history import schema

STEP = "CREATE TABLE novelty (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO novelty VALUES (7);\n"


def with_steps(patch: pytest.MonkeyPatch, *more: str) -> None:
    """As if a later version had brought further migrations."""
    steps = (*schema.migrations(), *more)
    patch.setattr(schema, "migrations", lambda: steps)


def test_a_new_history_has_the_newest_schema_and_the_safe_settings(path):
    history = past.open_history(path)
    assert history.execute("PRAGMA user_version").fetchone()[0] == len(schema.migrations())
    assert history.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert history.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    strict = [table.name for table in history.tables if not table.strict and not table.name.startswith("fulltext")]
    assert strict == []
    history.close()
    past.open_history(path).close()
    assert [one.name for one in path.parent.iterdir()] == ["history.db"]


def test_the_number_in_the_name_of_a_migration_is_the_version_that_it_leads_to():
    names = sorted(entry.name for entry in resources.files("monitor.history").joinpath("migrations").iterdir())
    assert [int(name[:4]) for name in names if name.endswith(".sql")] == [*range(1, len(schema.migrations()) + 1)]


def test_every_view_can_be_asked(diary):
    for view in diary.history.view_names():
        list(diary.history.query(f"SELECT * FROM {view}"))


def test_an_older_file_is_backed_up_and_migrated(path, monkeypatch):
    past.open_history(path).close()
    before = len(schema.migrations())
    with_steps(monkeypatch, STEP)
    history = past.open_history(path)
    assert [row["id"] for row in history.query("SELECT id FROM novelty")] == [7]
    history.close()
    backup = sqlite3.connect(path.with_name(f"history.db.schema-{before}"))
    assert backup.execute("PRAGMA user_version").fetchone()[0] == before
    assert backup.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'novelty'").fetchone()[0] == 0
    backup.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path, monkeypatch):
    past.open_history(path).close()
    broken = STEP + "CREATE TABLE novelty (id INTEGER) STRICT;\n"
    with monkeypatch.context() as patch:
        with_steps(patch, broken)
        with pytest.raises(HistoryError, match="already exists"):
            past.open_history(path)
    history = past.open_history(path)
    assert "novelty" not in history.table_names()
    history.close()


def test_a_file_of_a_later_version_is_refused(path):
    history = past.open_history(path)
    history.execute("PRAGMA user_version = 99")
    history.close()
    for opening in (past.open_history, past.open_reader):
        with pytest.raises(NewerSchema, match="schema 99") as caught:
            opening(path)
        assert caught.value.fix


def test_a_file_of_an_earlier_version_is_not_read_but_brought_up_to_date_by_a_run(path, monkeypatch):
    past.open_history(path).close()
    before = len(schema.migrations())
    with_steps(monkeypatch, STEP)
    with pytest.raises(HistoryError, match=f"older schema {before}"):
        past.open_reader(path)


def test_another_programs_database_and_no_database_are_refused_untouched(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE accounts (id INTEGER)")
    other.commit()
    other.close()
    with pytest.raises(HistoryError, match="not a history"):
        past.open_history(path)
    text = path.with_name("notes.db")
    text.write_text("dear diary, " * 200, encoding="utf-8")
    with pytest.raises(HistoryError, match="not a database"):
        past.open_history(text)
    assert text.read_text(encoding="utf-8").startswith("dear diary")


def test_a_reader_writes_nothing_and_needs_a_history(path):
    with pytest.raises(HistoryError, match="no history"):
        past.open_reader(path)
    past.open_history(path).close()
    reader = past.open_reader(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO run (started_at) VALUES (1)")
    reader.close()


def test_a_reader_is_not_blocked_by_a_writer(diary):
    reader = past.open_reader(diary.path)
    with past.transaction(diary.history):
        diary.history.execute("INSERT INTO run (started_at) VALUES (1)")
        assert past.runs(reader) == ()
    assert len(past.runs(reader)) == 1
    reader.close()


def test_a_transaction_goes_back_when_anything_is_raised(diary):
    def interrupted() -> None:
        with past.transaction(diary.history):
            diary.history.execute("INSERT INTO run (started_at) VALUES (1)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert past.runs(diary.history) == ()


def test_a_full_disk_is_told_as_such(diary):
    pages = diary.history.execute("PRAGMA page_count").fetchone()[0]
    diary.history.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    with pytest.raises(ArchiveFull, match="no room"), past.transaction(diary.history):
        diary.history.execute("INSERT INTO run (started_at, version) VALUES (1, ?)", ["x" * 100_000])
    assert past.runs(diary.history) == ()


def test_the_migrations_are_numbered_one_after_the_other():
    folder = resources.files("monitor.history").joinpath("migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_an_empty_file_is_no_history_yet(path):
    path.touch()
    with pytest.raises(HistoryError, match="there is no history at"):
        past.open_reader(path)


@pytest.mark.parametrize("opening", [past.open_history, past.open_reader])
def test_a_file_that_is_no_database_is_refused_with_what_to_do(path, opening):
    path.write_text("These are notes, and no database at all. " * 40)
    with pytest.raises(HistoryError, match="cannot be used as a history") as refused:
        opening(path)
    assert "monitor rebuild" in (refused.value.fix or "")
