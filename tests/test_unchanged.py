"""Runs that find nothing new write a row for each look and one for themselves; nobody waits for who reads meanwhile."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import timedelta
from hashlib import sha256

import pytest
from werkzeug import Response

from monitor import history
from monitor.model import Check
from tests.watched import Watched, page

READER = """
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
connection.execute("BEGIN")
print(connection.execute("SELECT count(*) FROM run").fetchone()[0], flush=True)
sys.stdin.readline()
print(connection.execute("SELECT count(*) FROM run").fetchone()[0], flush=True)
"""


@pytest.fixture
def watched(tmp_path, httpserver):
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("budapest"))
    watched.serve(page())
    return watched


def tables(watched: Watched) -> dict[str, str]:
    """A hash of what every table holds."""
    with closing(sqlite3.connect(watched.folder / "history.db")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: sha256(repr(connection.execute(f'SELECT * FROM "{name}"').fetchall()).encode()).hexdigest()
            for name in names
        }


@pytest.mark.parametrize("not_modified", [False, True])
def test_a_run_that_finds_nothing_new_writes_its_row_and_one_for_each_look(watched, not_modified):
    if not_modified:
        watched.answer(
            lambda request: Response(
                page(), 304 if "If-None-Match" in request.headers else 200, {"ETag": '"a"'}, content_type="text/html"
            )
        )
    watched.run()
    watched.run()
    before, kept = tables(watched), {one: one.read_bytes() for one in watched.folder.rglob("*.warc.zst")}
    told = watched.run()
    after = tables(watched)
    assert told.verdicts == {"budapest": "not-modified" if not_modified else "unchanged"}
    # `host` is brought up to date in place: when it was asked last
    assert {name for name, found in after.items() if before[name] != found} <= {"check", "run", "host"}
    assert watched.ask('SELECT count(*) FROM "check"') == watched.ask("SELECT count(*) FROM run") == [(3,)]
    assert watched.ask("SELECT count(*) FROM host") == [(1,)]
    assert {one: one.read_bytes() for one in watched.folder.rglob("*.warc.zst")} == kept


@contextmanager
def reading(watched: Watched):
    """Another process that holds a transaction open while the block runs; it counts runs, before and after."""
    script = [sys.executable, "-c", READER, str(watched.folder / "history.db")]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        first = int(reader.stdout.readline())
        yield first
        told, _ = reader.communicate("\n", timeout=10)
        assert int(told) == first  # what it reads is what stood when it began


def log_of(watched: Watched) -> int:
    log = watched.folder / "history.db-wal"
    return log.stat().st_size if log.exists() else 0


def test_a_program_that_reads_and_a_run_do_not_wait_for_each_other(watched):
    watched.run()
    with reading(watched) as runs:
        assert runs == 1
        for number in (2, 3):
            assert not watched.run().result.failed
            assert watched.ask("SELECT count(*) FROM run") == [(number,)]
        assert log_of(watched) > 0  # it is needed for as long as the other program reads
    watched.run()
    assert log_of(watched) == 0
    assert watched.ask("SELECT count(*) FROM run WHERE ended_at IS NOT NULL") == [(4,)]


def look_again(watched: Watched) -> None:
    """What a run writes that finds nothing new."""
    watched.now += timedelta(hours=24)
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        run = history.begin_run(book, now=watched.now)
        history.record_check(book, run, Check("budapest", "unchanged", watched.now, 200))
        history.end_run(book, run, now=watched.now)
        history.bring_in(book)


def test_the_log_does_not_grow_with_the_runs_while_others_read(watched):
    """Fifty runs' writes, and somebody reads before, while and after each; all the time for the last ten."""
    watched.run()
    file = watched.folder / "history.db"
    lengths, readers = [], []
    for number in range(50):
        readers.append(sqlite3.connect(file, isolation_level=None))
        readers[-1].execute("BEGIN")
        readers[-1].execute("SELECT count(*) FROM run").fetchone()
        look_again(watched)
        lengths.append(log_of(watched))
        if number < 40:
            readers.pop().close()
    assert max(lengths[:40]) == max(lengths[:3]) < 50_000
    assert lengths[40:] == sorted(lengths[40:])  # what somebody still reads cannot go
    for reader in readers:
        reader.close()
    look_again(watched)
    assert log_of(watched) == 0
