"""`monitor tidy` folds old looks, and writes the file anew only when it is told to."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from monitor import history as past
from monitor.cli.main import cli
from monitor.model import Check


@pytest.fixture
def file(tmp_path):
    """A page that was looked at every day of three years, and its configuration."""
    file = tmp_path / "config.toml"
    file.write_text(
        '[monitor]\nhistory = "history.db"\nsnapshots = "snapshots"\n[[source]]\nid = "forum"\n'
        'url = "http://127.0.0.1:9/forum"\nlayout = "mechanism-page"\nmechanism = "bali-process"\n'
    )
    from monitor.config import load

    book = past.open_history(tmp_path / "history.db")
    book.execute("PRAGMA synchronous = OFF")
    past.sync_sources(book, load(file).sources, now=datetime.now(UTC))
    for day in range(3 * 365, 0, -1):
        now = datetime.now(UTC) - timedelta(days=day)
        run = past.begin_run(book, now=now)
        past.record_check(book, run, Check("forum", "unchanged", now, 200))
    book.close()
    return file


def asked(file, *words):
    return CliRunner().invoke(cli, ["--config", str(file), "tidy", *words])


def looks(file):
    book = past.open_reader(file.with_name("history.db"))
    found = book["check"].count, book.execute("SELECT sum(looks) FROM check_by_month").fetchone()[0]
    book.close()
    return found


def test_tidy_folds_what_is_older_than_two_years_and_says_so(file):
    foreseen = json.loads(asked(file, "--dry-run", "--json").stdout)
    assert looks(file) == (1095, 1095)
    done = asked(file)
    assert done.exit_code == 0, done.output
    number = foreseen["folded"][0]["looks"]
    assert done.stdout == f"forum: {number} looks are a number now\n"
    assert 320 < number < 360
    assert looks(file) == (1095 - number, 1095)
    assert "No look is that old" in asked(file).stdout


def test_tidy_writes_the_file_anew_when_it_is_told_to(file):
    before = file.with_name("history.db").stat().st_size
    told = json.loads(asked(file, "--older-than", "30 days", "--compact", "--json").stdout)
    assert told["freed"] > 0
    assert file.with_name("history.db").stat().st_size == before - told["freed"]


def test_tidy_waits_for_no_run_and_needs_a_history(file, tmp_path):
    with past.run_lock(file.with_name("history.db"), now=datetime.now(UTC)):
        assert asked(file).exit_code == 3
    for one in tmp_path.glob("history.db*"):
        one.unlink()
    shown = asked(file)
    assert shown.exit_code == 2
    assert "no history" in shown.output
