"""A history that an earlier version wrote keeps all that it says, a copy of it stays, and nothing comes between."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import history as past
from monitor.errors import ArchiveFull, HistoryError
from monitor.history import schema
from monitor.history.soundness import out_of_step
from monitor.model import FieldOutcome, Finding
from tests.history.former import put_back

EARLIER = range(1, len(schema.migrations()))
LAST = EARLIER[-1]
COMPARED_ANEW = 11  # the schema from which `disagreement` says what each side has alone
NUMBERED_ANEW = {"check_log": ("id",), "source_state": ("last_check", "last_good", "first_bad")}
BROKEN = "CREATE TABLE novelty (id INTEGER) STRICT;\nCREATE TABLE novelty (id INTEGER) STRICT;\n"
LOST = "PRAGMA foreign_keys = ON;\nUPDATE statement SET opened_by = 4711;\n"
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, writing: Any) -> Path:
    """Two pages over some weeks: handovers, a member that left, noise, looks that found nothing new or no page."""
    path = tmp_path_factory.mktemp("grown") / "history.db"
    other = writing.page("forum", "https://example.org/forum")
    diary = writing.Diary(path, writing.PAGE, other)
    remark = Finding("duplicate", "Austria is listed twice", writing.BALI, "member", "Austria", "block 3")
    members = [writing.member(code) for code in ("AU", "ID", "FJ")]
    meeting = writing.statement("meeting", "a", {"date": "2020-03-01/2020-03-02", "place": "Tunis", "country": "TN"})
    counts = (FieldOutcome(writing.BALI, "member_count", "ok", 3, 3, 3, 3),)
    for code, listed in (("AU", members), ("ID", members), ("ID", members[:2]), ("AU", members[:2]), ("AU", members)):
        chair = writing.chair(code, term="2015/2016")
        diary.read(writing.reading(chair, meeting, *listed, findings=(remark,), fields=counts, prose=("Words.",)))
        diary.look("not-modified", status=304)
        diary.look("unchanged", status=200, moved_to="https://example.org/elsewhere")
        diary.look("unreachable", source=other, error="no answer within 30 s")
    diary.read(writing.reading(writing.member("AU"), writing.statement("established", "", "1999")), other)
    for _ in range(4):
        diary.look("not-found", source=other, status=404, hours=30)
    diary.history.execute("UPDATE source SET forgot_check = (SELECT max(id) FROM look k WHERE k.source = source.id)")
    past.mark_told(diary.history, "stdout", diary.now, "{}")
    past.begin_run(diary.history, now=diary.now + timedelta(days=1))
    diary.history.close()
    return path


@pytest.fixture
def earlier(grown: Path, path: Path) -> Callable[[int], Path]:
    """The grown history at a schema."""

    def at(number: int) -> Path:
        with closing(sqlite3.connect(grown)) as connection:
            connection.execute("VACUUM INTO ?", [str(path)])
        put_back(path, number)
        return path

    return at


def answers(path: Path, views: dict[str, list[str]] | None = None) -> dict[str, Rows]:
    """What every view answers, in the columns of `views`, or in all but those that are numbered anew."""
    with closing(sqlite3.connect(path)) as connection:
        wanted = columns_of(connection) if views is None else views
        listed = {view: ", ".join(f'"{name}"' for name in names) for view, names in wanted.items()}
        return {
            view: sorted(connection.execute(f'SELECT {names} FROM "{view}"'), key=repr)
            for view, names in listed.items()
        }


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    views = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    columns = {view: [row[1] for row in connection.execute(f'PRAGMA table_info("{view}")')] for view in views}
    return {view: [one for one in names if one not in NUMBERED_ANEW.get(view, ())] for view, names in columns.items()}


def dump(path: Path) -> list[str]:
    """The whole content, in SQL, and the schema's number."""
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.iterdump(), str(connection.execute("PRAGMA user_version").fetchone())]


def asked(history: past.Database) -> list[Any]:
    """What the program answers, whatever the schema was."""
    names = [row["name"] for row in history.query("SELECT name FROM source ORDER BY id")]
    return [
        *(past.statements_now(history), past.changes(history), past.findings(history), past.held(history)),
        *(past.source_health(history), past.runs(history), past.heartbeat(history), past.bad_looks(history)),
        *(past.checks(history, source=name) for name in names),
        *(past.captures(history, name) for name in names),
    ]


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


@pytest.mark.parametrize("number", EARLIER)
def test_every_earlier_schema_is_migrated_and_answers_as_before(earlier, grown, path, number):
    earlier(number)
    with closing(sqlite3.connect(path)) as connection:
        views = columns_of(connection)
    if number < COMPARED_ANEW:
        del views["disagreement"]
    before, as_it_was = answers(path, views), dump(path)
    past.open_history(path).close()
    assert answers(path, views) == before
    assert beside(path) == ["history.db", f"history.db.schema-{number}"]
    assert dump(path.with_name(f"history.db.schema-{number}")) == as_it_was
    with closing(past.open_history(path)) as history, closing(past.open_history(grown)) as whole:
        assert asked(history) == asked(whole)
        assert history.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert history.execute("PRAGMA foreign_key_check").fetchall() == []
        assert history.execute("PRAGMA foreign_keys").fetchone() == (1,)
        shape = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
        assert history.execute(shape).fetchall() == whole.execute(shape).fetchall()


def test_the_numbers_of_looks_follow_from_their_runs(earlier, grown, path):
    past.open_history(earlier(LAST)).close()
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(grown)) as other:
        for sql in (
            "SELECT * FROM look ORDER BY id",
            "SELECT * FROM source_state",
            "SELECT id, forgot_check FROM source",
        ):
            assert one.execute(sql).fetchall() == other.execute(sql).fetchall(), sql


def test_a_file_that_is_in_the_way_of_the_backup_stays_as_it_is(earlier, path):
    in_the_way = path.with_name("history.db.schema-1")
    earlier(1)
    in_the_way.write_bytes(b"a letter to the editor")
    past.open_history(path).close()
    assert in_the_way.read_bytes() == b"a letter to the editor"
    assert dump(path.with_name("history.db.schema-1.2"))[-1] == "(1,)"


def test_what_only_reads_does_not_migrate(earlier, path):
    earlier(1)
    with pytest.raises(HistoryError, match="older schema 1") as caught:
        past.open_reader(path)
    assert caught.value.fix
    assert not [name for name in beside(path) if ".schema-" in name]


@pytest.mark.parametrize(("step", "said"), [(BROKEN, "already exists"), (LOST, "names one of capture")])
def test_what_fails_on_the_copy_is_not_done_to_the_file(earlier, path, monkeypatch, step, said):
    earlier(LAST)
    before, file = dump(path), path.read_bytes()
    steps = (*schema.migrations(), step)
    monkeypatch.setattr(schema, "migrations", lambda: steps)
    with pytest.raises(HistoryError, match=said) as caught:
        past.open_history(path)
    assert caught.value.fix
    assert dump(path) == before
    assert path.read_bytes() == file


def test_another_process_that_was_first_is_no_harm(earlier, path, monkeypatch):
    trial = schema._try

    def slow(*values: Any) -> None:
        trial(*values)
        with monkeypatch.context() as patch:
            patch.setattr(schema, "_try", trial)
            past.open_history(path).close()

    earlier(LAST)
    monkeypatch.setattr(schema, "_try", slow)
    past.open_history(path).close()
    assert dump(path)[-1] == f"({len(schema.migrations())},)"


def killed(action: Callable[[], object], before: Callable[[], None]) -> int:
    """Does it in a process of its own, with `before` called first; its signal, or 0."""
    child = os.fork()
    if not child:
        before()
        try:
            action()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def test_kill_9_leaves_the_old_schema_or_the_new_one(earlier, path):
    earlier(LAST)
    before = dump(path)
    statements = list(schema._statements(schema.migrations()[LAST]))
    for last in range(1, 2 * len(statements) + 1):  # on the copy, then on the file

        def dying(last: int = last) -> None:
            parts, count = schema._statements, iter(range(1, last + 1))

            def until(sql: str) -> Iterator[str]:
                for statement in parts(sql):
                    if next(count) == last:
                        os.kill(os.getpid(), signal.SIGKILL)
                    yield statement

            schema._statements = until

        assert killed(lambda: past.open_history(path), dying) == signal.SIGKILL
        assert dump(path) == before, f"statement {last}"
    assert {name for name in beside(path) if ".part" in name} == set()
    past.open_history(path).close()
    assert dump(path)[-1] == f"({len(schema.migrations())},)"


@pytest.mark.parametrize(
    ("where", "said"),
    [("backup", "for the history"), ("copy", "to try the new schema on a copy"), ("file", "for the history")],
)
def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(earlier, path, monkeypatch, where, said):
    """A limit on the size of files stands for the full disk."""
    earlier(LAST)
    before, size = dump(path), path.stat().st_size
    large = "CREATE TABLE novelty (it BLOB) STRICT;\nINSERT INTO novelty VALUES (zeroblob(20000000));\n"
    steps = (*schema.migrations(), large)
    monkeypatch.setattr(schema, "migrations", lambda: steps)
    if where == "file":
        monkeypatch.setattr(schema, "_try", lambda *_: None)
    reader, writer = os.pipe()

    def full() -> None:
        room = size // 2 if where == "backup" else size + 100_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            past.open_history(path)
        except ArchiveFull as error:
            os.write(writer, str(error).encode())

    assert killed(full, lambda: None) == 0
    os.close(writer)
    with os.fdopen(reader) as pipe:
        assert f"no room is left {said}" in pipe.read()
    assert dump(path) == before
    assert [name for name in beside(path) if ".schema-" in name] == (
        [] if where == "backup" else [f"{path.name}.schema-{LAST}"]
    )


@pytest.mark.parametrize("number", EARLIER)
def test_what_an_earlier_version_wrote_is_found_by_its_words(earlier: Callable[[int], Path], number: int) -> None:
    with closing(past.open_history(earlier(number))) as history:
        assert out_of_step(history) == 0
        assert {one.what for one in past.search(history, "words")} == {"page"}
        assert {one.what for one in past.search(history, "chair indonesia")} == {"change"}
