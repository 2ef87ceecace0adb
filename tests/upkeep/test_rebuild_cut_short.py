"""What ends a rebuild: damage, a kill, a history that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.errors import ArchiveError, RunLocked
from tests.upkeep.past import again, all_of
from tests.watched import MEMBERS, Watched, page

EDITIONS = (page(), page("Poland"), page("Poland", MEMBERS[1:]))


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    for body in EDITIONS:
        watched.serve(body)
        watched.run()
    return watched


def damage(watched: Watched) -> None:
    """A bit flipped in the record of the second edition."""
    ((segment, offset),) = watched.ask('SELECT segment, "offset" FROM capture ORDER BY id LIMIT 1 OFFSET 1')
    file = watched.settings.monitor.snapshots / "budapest" / segment
    data = bytearray(file.read_bytes())
    data[offset + 12] ^= 4
    file.write_bytes(data)


def test_damage_is_told_before_anything_is_replaced(watched: Watched) -> None:
    grown = all_of(watched)
    damage(watched)
    with pytest.raises(ArchiveError) as raised:
        again(watched)
    assert "verify --repair" in (raised.value.fix or "")
    assert all_of(watched) == grown


def test_what_is_damaged_is_left_out_on_demand_and_named(watched: Watched) -> None:
    damage(watched)
    ran = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "rebuild", "--without-damaged", "--json"])
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["captures"]) == (1, 2)
    assert any("0002.warc.zst" in lost or "does not have" in lost for lost in told["left_out"])
    assert watched.ask("PRAGMA foreign_key_check") == []
    assert watched.ask('SELECT count(*) FROM "check"') == [(3,)]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "step",
    [
        "monitor.upkeep.retelling:Retelling._captured",
        "monitor.history:take_over",
        "monitor.history.retold:past",
        "monitor.history.retold:_copy",
        "monitor.history.retold:carry",
    ],
)
def test_a_rebuild_that_is_killed_leaves_the_history_whole(watched: Watched, step: str, when: str) -> None:
    grown = all_of(watched)
    watched.killed(when, step, "upkeep")  # type: ignore[arg-type]  # one of the two
    assert all_of(watched) == grown
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    again(watched)
    assert all_of(watched) == grown
    assert not list(watched.folder.glob("*.retold*"))


def test_a_file_that_is_no_history_any_more_is_put_aside(watched: Watched) -> None:
    grown = all_of(watched)
    file = watched.settings.monitor.history
    file.write_bytes(b"not a database" * 1000)
    ran = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "rebuild"])
    assert ran.exit_code == 0, ran.output
    assert "put aside" in ran.stdout
    assert file.with_name("history.db.damaged-1").read_bytes().startswith(b"not a database")
    for name in ("statement", "change", "capture", "finding"):
        assert all_of(watched)[name] == grown[name]


def test_a_copy_of_the_history_is_kept_and_a_run_at_work_is_waited_for(watched: Watched) -> None:
    command = ["--config", str(watched.settings.file), "rebuild"]
    for number in (1, 2):
        ran = CliRunner().invoke(cli, command)
        assert ran.exit_code == 0, ran.output
        assert f"history.db.before-rebuild-{number}" in ran.stdout
        assert (watched.folder / f"history.db.before-rebuild-{number}").is_file()
    with history.run_lock(watched.settings.monitor.history, now=watched.now):
        assert CliRunner().invoke(cli, command).exit_code == 3
        with pytest.raises(RunLocked):
            again(watched)


def test_a_source_that_the_archive_does_not_have_is_wrong_usage(watched: Watched) -> None:
    ran = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "rebuild", "elsewhere"])
    assert ran.exit_code == 2
    assert "budapest" in ran.stderr


def test_a_damaged_source_stays_as_it_was_and_the_others_are_told(watched: Watched) -> None:
    watched.configure(watched.source("budapest"), watched.source("other", "/other"))
    watched.serve(page(), "/other")
    watched.run()
    grown = all_of(watched)
    damage(watched)
    ran = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "rebuild", "--json"])
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["sources"], len(told["failed"])) == (1, ["other"], 1)
    assert "verify --repair" in ran.stderr
    assert all_of(watched) == grown
