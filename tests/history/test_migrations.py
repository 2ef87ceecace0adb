"""A history that an earlier version wrote keeps all that it says, and a copy of it stays beside it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from monitor import history as past
from monitor.errors import HistoryError
from monitor.history import schema
from monitor.model import Validators

# What a run of the first version leaves: a page, its reading, a handover and a page that could not be had.
FIRST = """
INSERT INTO source (name, url, layout, settings, first_seen)
    VALUES ('bali', 'https://example.org/bali', 'mechanism-page', '["mechanism-page",["bali-process"],null]', 1000000);
INSERT INTO source_address (source, since, url) VALUES (1, 1000000, 'https://example.org/bali');
INSERT INTO run (started_at, ended_at, version) VALUES (2000000, 3000000, '0.1');
INSERT INTO capture (public, source, requested_url, final_url, redirects, fetched_at, status, sha256, media_type,
    segment, "offset", length, etag, verdict)
    VALUES ('capture1', 1, 'https://example.org/bali', 'https://example.org/bali', '[]', 2000000, 200, 'ab',
    'text/html', '0001.warc.zst', 100, 50, '"1"', 1);
INSERT INTO "check" (run, source, verdict, checked_at, status, capture, outcome, changes)
    VALUES (1, 1, 1, 2000000, 200, 1, 'ok', 0);
INSERT INTO extraction (capture, source, run, read_at, layout, extractor, lookups, outcome, accepted, source_fields,
    prose) VALUES (1, 1, 1, 2000000, 'mechanism-page', '1', '1', 'ok', 1, '{}', '[]');
INSERT INTO statement (public, source, mechanism, field, key, value, text, quote, locator, opened_by)
    VALUES ('statement1', 1, 'bali-process', 'established', '', '"2002"', '2002', 'since 2002', 'block 1', 1);
INSERT INTO finding (source, kind, message, opened_at) VALUES (1, 'source-failing', 'no connection', 2500000);
"""


@pytest.fixture
def first(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A history of schema 1 with its data."""
    with monkeypatch.context() as patch:
        steps = schema.migrations()[:1]
        patch.setattr(schema, "migrations", lambda: steps)
        history = past.open_history(path)
        history.executescript(FIRST)
        history.close()
    return path


def rows(connection: sqlite3.Connection, tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def test_a_history_of_the_first_version_is_migrated_with_its_data(first):
    before = sqlite3.connect(first)
    tables = [name for (name,) in before.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = {name: [c[1] for c in before.execute(f'PRAGMA table_info("{name}")')] for name in tables}
    old = rows(before, tables)
    before.close()
    history = past.open_history(first)
    assert history.execute("PRAGMA user_version").fetchone()[0] == len(schema.migrations())
    for name in tables:
        listed = ", ".join(f'"{column}"' for column in columns[name])
        assert history.execute(f'SELECT {listed} FROM "{name}"').fetchall() == old[name], name
    assert history.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert history.execute("PRAGMA foreign_key_check").fetchall() == []
    good = past.last_good(history, "bali")
    assert good is not None
    assert (good.validators, good.html_length, good.capture.rendered) == (Validators('"1"'), None, False)
    assert [(one.url, one.kind, one.until) for one in past.addresses(history, "bali")] == [
        ("https://example.org/bali", "configured", None)
    ]
    assert [one.value for one in past.statements_now(history)] == ["2002"]
    assert past.hosts(history) == ()
    history.close()


def test_the_file_as_it_was_stays_beside_it(first):
    before = sqlite3.connect(first)
    dump = list(before.iterdump())
    before.close()
    past.open_history(first).close()
    backup = sqlite3.connect(first.with_name("history.db.schema-1"))
    assert list(backup.iterdump()) == dump
    assert backup.execute("PRAGMA user_version").fetchone()[0] == 1
    backup.close()


def test_a_file_that_is_in_the_way_of_the_backup_stays_as_it_is(first):
    in_the_way = first.with_name("history.db.schema-1")
    in_the_way.write_bytes(b"a letter to the editor")
    past.open_history(first).close()
    assert in_the_way.read_bytes() == b"a letter to the editor"
    backup = sqlite3.connect(first.with_name("history.db.schema-1.2"))
    assert backup.execute("PRAGMA user_version").fetchone()[0] == 1
    backup.close()


def test_what_only_reads_does_not_migrate(first):
    with pytest.raises(HistoryError, match="older schema 1") as caught:
        past.open_reader(first)
    assert caught.value.fix
    assert not first.with_name("history.db.schema-1").exists()


def test_a_migrated_file_has_the_schema_of_a_new_one(first, tmp_path):
    schemas = []
    for path in (first, tmp_path / "new.db"):
        history = past.open_history(path)
        schemas.append(history.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall())
        history.close()
    assert schemas[0] == schemas[1]
