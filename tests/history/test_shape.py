"""A history that grew through the schemas has the shape of a new one; steps that are published stay as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import HistoryError
from monitor.history import schema
from monitor.history.days import teach
from monitor.history.shape import made_by, plain, shape

STEPS = schema.migrations()
PUBLISHED = Path(__file__).with_name("migrations.sha256")


def anatomy(connection: sqlite3.Connection) -> dict[str, Any]:
    """What SQLite made of the schema: the columns of tables and views, what indexes hold, the SQL of the rest."""
    parts: dict[str, Any] = {f"{kind} {name}": plain(sql) for (kind, name), sql in shape(connection).items()}
    for kind, name in shape(connection):
        if kind in ("table", "view"):
            parts[f"columns of {name}"] = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
            parts[f"indexes of {name}"] = [
                (index, unique, origin, partial, connection.execute(f'PRAGMA index_xinfo("{index}")').fetchall())
                for _, index, unique, origin, partial in sorted(
                    connection.execute(f'PRAGMA index_list("{name}")').fetchall(), key=lambda row: row[1]
                )
            ]
            parts[f"references of {name}"] = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    return parts


def grown(*steps: Sequence[str]) -> sqlite3.Connection:
    """A history that was migrated to one schema after the other."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for some in steps:
        schema._apply(connection, Path("history.db"), some)
    return connection


@pytest.fixture(scope="module")
def fresh() -> dict[str, Any]:
    with closing(grown(STEPS)) as connection:
        return anatomy(connection)


def test_a_history_of_every_earlier_schema_comes_to_the_shape_of_a_new_one(fresh):
    for number in range(1, len(STEPS)):
        with closing(grown(STEPS[:number], STEPS)) as old:
            assert anatomy(old) == fresh, number


def test_a_new_file_is_to_the_letter_what_all_steps_make_one_after_the_other():
    with closing(grown(STEPS)) as at_once, closing(sqlite3.connect(":memory:", isolation_level=None)) as stepwise:
        teach(stepwise)
        for sql in STEPS:
            stepwise.executescript(sql)
        assert list(shape(at_once).items()) == list(shape(stepwise).items())
        assert list(at_once.iterdump()) == list(stepwise.iterdump())


def test_views_indexes_and_triggers_of_a_version_between_releases_are_made_anew_and_those_of_people_stay(fresh):
    old = grown(STEPS[:15])
    old.execute("DROP VIEW stance")
    old.execute("CREATE VIEW stance AS SELECT 'as it was for half an hour' AS said")
    old.execute("DROP INDEX statement_by_mechanism")
    old.execute("CREATE INDEX statement_by_mechanism ON statement (field)")
    (trigger,) = old.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1").fetchone()
    old.execute(f'DROP TRIGGER "{trigger}"')
    old.execute("CREATE VIEW mine AS SELECT count(*) AS n FROM statement")
    schema._apply(old, Path("history.db"), STEPS)
    found = anatomy(old)
    assert found.pop("view mine")
    assert {part: value for part, value in found.items() if not part.endswith(" of mine")} == fresh


def test_a_table_that_no_release_made_is_refused_and_the_file_stays_as_it_was(path):
    old = sqlite3.connect(path, isolation_level=None)
    schema.migrate(old, path, STEPS[:1])
    old.execute("DROP TABLE change_quote")  # as the very first version had it
    before = list(old.iterdump())
    with pytest.raises(HistoryError, match="the table change_quote of the history is not as any release made it") as no:
        schema.migrate(old, path, STEPS)
    assert "monitor rebuild" in (no.value.fix or "")
    assert list(old.iterdump()) == before
    old.close()


def test_comments_and_layout_are_no_difference():
    one = "CREATE TABLE a (  -- of people\n    id INTEGER,\n    name TEXT  -- as given\n)"
    assert plain(one) == plain("CREATE TABLE a(id INTEGER, name TEXT)")
    assert plain(one) != plain("CREATE TABLE a(name TEXT, id INTEGER)")
    assert list(made_by(STEPS)) == list(dict.fromkeys(made_by(STEPS)))


def test_a_step_that_was_published_is_never_changed():
    """What is released is added to the list: `cd monitor/history/migrations && sha256sum *.sql`."""
    folder = resources.files("monitor.history").joinpath("migrations")
    found = {one.name: sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.name.endswith(".sql")}
    told = [line.split() for line in PUBLISHED.read_text(encoding="utf-8").splitlines()]
    assert {name: found.get(name) for _, name in told} == {name: digest for digest, name in told}
    assert len(told) >= 18
