"""`reread`, and what runs read again by themselves: corrections, and never news."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

import monitor
from monitor.cli.main import cli
from monitor.history import run_lock
from tests.upkeep.past import again, all_of
from tests.watched import MEMBERS, Watched, page, reader

WALL = "<!doctype html><html><title>Access denied</title><body><h1>Access denied</h1><p>Error 1020</p></body></html>"
LABEL = '"Current Chair", '


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


@pytest.fixture(autouse=True)
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.upkeep.desk.Worker", lambda: nullcontext(reader()))


def said(watched: Watched, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(watched.settings.file), *words])


def of_older_tables(watched: Watched, folder: Path) -> None:
    """A run of the monitor whose tables take the label of the chair for that of the incoming one."""
    package = Path(monitor.__file__).parent
    older = copytree(package, folder / "monitor", ignore=ignore_patterns("__pycache__"))
    labels = older / "lookups" / "labels.toml"
    text = labels.read_text(encoding="utf-8")
    assert LABEL in text
    incoming = 'role = "incoming"\nen = ['
    assert incoming in text
    labels.write_text(text.replace(LABEL, "").replace(incoming, incoming + LABEL), encoding="utf-8")
    command = [sys.executable, "-m", "monitor.cli", "--config", str(watched.settings.file), "check", "--quiet"]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(folder)}, cwd=folder, check=True, timeout=60)


def test_another_table_makes_corrections_of_every_source_whatever_its_look_ends_in(
    watched: Watched, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ways = ("same", "not-modified", "blocked", "missing", "failing", "changed")
    watched.configure(*(watched.source(way, f"/{way}") for way in ways))
    for way in ways:
        watched.serve(page(), f"/{way}", ETag='"1"')
    of_older_tables(watched, tmp_path_factory.mktemp("older"))
    of_chair = (
        "SELECT DISTINCT json_extract(value, '$.role') FROM statement WHERE field = 'chair' AND closed_by IS NULL"
    )
    assert watched.ask(of_chair) == [("incoming",)]
    watched.now = datetime.now(UTC)
    watched.serve("", "/not-modified", status=304)
    watched.serve(WALL, "/blocked")
    watched.serve("", "/missing", status=404)
    watched.serve("", "/failing", status=503)
    watched.serve(page(members=MEMBERS[1:]), "/changed")
    told = watched.run()
    assert told.verdicts == {
        "same": "unchanged",
        "not-modified": "not-modified",
        "blocked": "blocked",
        "missing": "not-found",
        "failing": "server-error",
        "changed": "changed",
    }
    assert told.changes == [("member.left", "AL")]
    corrected = watched.ask(
        "SELECT s.name FROM change h JOIN source s ON s.id = h.source WHERE h.correction = 1 AND h.field = 'chair'"
    )
    assert sorted(corrected) == sorted((way,) for way in ways)
    assert watched.ask(of_chair) == [("chair",)]
    assert watched.run().changes == []


def test_the_last_capture_is_read_again_and_what_differs_is_apart(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.write("UPDATE extraction SET lookups = 'older'")
    watched.write("DELETE FROM statement WHERE key = 'PL'")  # as if an older version had overlooked it
    done = said(watched, "reread")
    assert done.exit_code == 0
    assert "1 capture of 1 source read again: 1 correction." in done.stdout
    (found,) = json.loads(said(watched, "changes", "--corrections", "--json").stdout)
    assert (found["kind"], found["key"], found["correction"]) == ("member.joined", "PL", True)
    assert (
        "    read otherwise now: Poland joined Budapest Process\n" in said(watched, "changes", "--corrections").stdout
    )
    assert json.loads(said(watched, "changes", "--json").stdout) == []
    digest = json.loads(said(watched, "digest", "--json").stdout)
    assert (digest["corrections"], digest["chapters"]) == (1, [])
    assert watched.run().changes == []


def test_what_reads_the_same_writes_nothing(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    before = all_of(watched)
    value = json.loads(said(watched, "reread", "budapest", "--json").stdout)
    assert value["sources"] == [{"source": "budapest", "captures": 1, "corrections": [], "rekeyed": 0, "trouble": None}]
    assert all_of(watched) == before
    assert said(watched, "reread", "--quiet").output == ""
    assert said(watched, "changes", "--corrections").stdout == "No corrections.\n"


def test_all_tells_the_past_again_and_what_it_finds_is_a_correction_that_stays_one(watched: Watched) -> None:
    for members in (MEMBERS, MEMBERS[1:], MEMBERS):
        watched.serve(page(members=members))
        watched.run()
    ((gone,),) = watched.ask("SELECT public FROM change WHERE kind = 'member.left'")
    watched.write("DELETE FROM change_statement")
    watched.write("DELETE FROM change WHERE public = ?", gone)  # as if an older version had not seen it
    done = said(watched, "reread", "budapest", "--all", "--json")
    ((one),) = json.loads(done.stdout)["sources"]
    assert (one["captures"], one["corrections"]) == (3, [gone])
    assert [change["kind"] for change in json.loads(said(watched, "changes", "--json").stdout)] == ["member.joined"]
    digest = json.loads(said(watched, "digest", "--since", "2026-01-01", "--json").stdout)
    assert (len(digest["chapters"][0]["news"]), digest["corrections"]) == (1, 1)
    grown = all_of(watched)
    again(watched)
    assert all_of(watched) == grown


def test_one_that_cannot_be_read_is_told_and_the_others_are_read(watched: Watched) -> None:
    watched.configure(watched.source("good", "/good"), watched.source("bad", "/bad"))
    watched.serve(page(), "/good")
    watched.serve(page("Poland"), "/bad")
    watched.run()
    watched.segment("bad").write_bytes(b"")
    done = said(watched, "reread")
    assert done.exit_code == 1
    assert re.search(r"^bad: ", done.stderr, re.MULTILINE)
    assert "1 capture of 2 sources read again" in done.stdout


def test_it_refuses_what_is_no_source_and_waits_for_a_run(watched: Watched) -> None:
    assert said(watched, "reread").exit_code == 2
    watched.serve(page())
    watched.run()
    refused = said(watched, "reread", "budapst")
    assert (refused.exit_code, "did you mean budapest?" in refused.stderr) == (2, True)
    with run_lock(watched.settings.monitor.history, now=watched.now):
        assert said(watched, "reread").exit_code == 3
