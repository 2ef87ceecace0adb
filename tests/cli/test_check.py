"""`monitor check` over real HTTP on loopback: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli
from monitor.history import run_lock
from tests.cli.house import page

HTML = "text/html; charset=utf-8"


@pytest.fixture
def site(httpserver: HTTPServer, tmp_path: Path) -> Path:
    """A configuration of one good page and one that is not there; returns its path."""
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/good").respond_with_data(page("Indonesia", "Fiji,Nepal,Tonga"), content_type=HTML)
    httpserver.expect_request("/bad").respond_with_data("broken", 500)
    file = tmp_path / "config.toml"
    file.write_text(
        "\n".join(
            [
                "[monitor]",
                'history = "history.db"',
                'snapshots = "snapshots"',
                "[fetch]",
                'pace = "0 s"',
                'allow_addresses = ["127.0.0.0/8"]',
                *source("good", httpserver.url_for("/good"), "bali-process"),
                *source("bad", httpserver.url_for("/bad"), "prague-process"),
            ]
        )
    )
    return file


def source(id_: str, url: str, mechanism: str) -> list[str]:
    return [
        "[[source]]",
        f'id = "{id_}"',
        f'url = "{url.replace("localhost", "127.0.0.1")}"',
        'layout = "mechanism-page"',
        f'mechanism = "{mechanism}"',
    ]


def test_what_is_well_ends_with_0_and_what_fails_with_1(site: Path) -> None:
    good = CliRunner().invoke(cli, ["--config", str(site), "check", "good", "--json"])
    assert good.exit_code == 0, good.output
    value = json.loads(good.stdout)
    assert [(look["source"], look["verdict"], look["outcome"]) for look in value["checks"]] == [("good", "new", "ok")]
    both = CliRunner().invoke(cli, ["--config", str(site), "check"])
    assert both.exit_code == 1
    assert "bad: server error" in both.stderr
    assert "2 sources checked, 0 changes, 1 failed." in both.stdout
    assert "good    unchanged" in both.stdout


def test_a_page_that_moved_for_good_is_told_with_the_line_to_write(site: Path, httpserver: HTTPServer) -> None:
    new = httpserver.url_for("/good").replace("localhost", "127.0.0.1")
    httpserver.expect_request("/old").respond_with_data("", 301, {"Location": new})
    file = site.read_text()
    moved = file.replace("/bad", "/old")
    site.write_text(moved)
    shown = CliRunner().invoke(cli, ["--config", str(site), "check", "bad"])
    assert shown.exit_code == 0, shown.output
    number = next(n for n, line in enumerate(moved.splitlines(), 1) if "/old" in line)
    assert f'line {number}:  url = "{new}"' in shown.stdout
    site.write_text("\n".join(f'url = "{new}"' if "/old" in line else line for line in moved.splitlines()))
    again = CliRunner().invoke(cli, ["--config", str(site), "check", "bad"])
    assert again.exit_code == 0, again.output
    assert "new address" not in again.stdout


def test_quiet_prints_nothing_but_what_is_wrong(site: Path) -> None:
    good = CliRunner().invoke(cli, ["--config", str(site), "check", "good", "--quiet"])
    assert (good.exit_code, good.output) == (0, "")
    bad = CliRunner().invoke(cli, ["--config", str(site), "check", "bad", "--quiet"])
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert "bad: server error" in bad.stderr


def test_a_mistake_in_one_source_leaves_the_others_working(site: Path) -> None:
    site.write_text(site.read_text() + "\n".join(["", *source("odd", "ftp://127.0.0.1/x", "prague-process")]))
    shown = CliRunner().invoke(cli, ["--config", str(site), "check", "good"])
    assert shown.exit_code == 1
    assert "source.3.url" in shown.stderr
    assert "good    new" in shown.stdout


def test_a_source_that_is_none_is_wrong_usage(site: Path) -> None:
    shown = CliRunner().invoke(cli, ["--config", str(site), "check", "nothing"])
    assert shown.exit_code == 2
    assert "nothing" in shown.stderr


def test_a_second_run_at_the_same_time_ends_with_3(site: Path) -> None:
    with run_lock(site.parent / "history.db", now=datetime.now(UTC)):
        shown = CliRunner().invoke(cli, ["--config", str(site), "check"])
    assert shown.exit_code == 3
    assert "another run" in shown.stderr


def test_a_program_that_is_writing_to_the_history_ends_it_with_75(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.history.database.PATIENCE", 0.1)
    CliRunner().invoke(cli, ["--config", str(site), "check", "good"])
    other = sqlite3.connect(site.parent / "history.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    shown = CliRunner().invoke(cli, ["--config", str(site), "check"])
    other.close()
    assert shown.exit_code == 75
    assert "another program has been writing to the history" in shown.stderr


def test_where_no_source_is_due_a_mistake_in_one_is_told_all_the_same(site: Path) -> None:
    due = ["--config", str(site), "check", "--due"]
    CliRunner().invoke(cli, ["--config", str(site), "check"])
    none = CliRunner().invoke(cli, [*due, "--json"])
    value = json.loads(none.stdout)
    assert (none.exit_code, value["run"], value["failed"], value["checks"]) == (0, None, False, [])
    site.write_text(site.read_text() + "\n".join(["", *source("odd", "ftp://127.0.0.1/x", "prague-process")]))
    shown = CliRunner().invoke(cli, [*due, "--quiet"])
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "source.3.url" in shown.stderr
    (problem,) = json.loads(CliRunner().invoke(cli, [*due, "--json"]).stdout)["problems"]
    assert "source.3.url" in problem


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command prints when stdout and stderr are a terminal."""
    ours, theirs = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "monitor.cli", *arguments]
    done = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**variables, "TERM": "xterm", "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:  # Linux says EIO when the other end is closed
            break
        if not some:
            break
        shown += some
    os.close(ours)
    done.wait(timeout=60)
    return shown.decode()


def test_progress_is_shown_on_a_terminal_only(site: Path) -> None:
    assert "checking" in on_a_terminal("--config", str(site), "check", "good")
    assert "checking" not in CliRunner().invoke(cli, ["--config", str(site), "check", "good"]).output
    assert "checking" not in on_a_terminal("--config", str(site), "check", "good", "--quiet")


def test_colours_are_for_terminals_that_want_them(site: Path) -> None:
    assert "\x1b[1m" in on_a_terminal("--config", str(site), "sources")
    assert "\x1b" not in on_a_terminal("--config", str(site), "sources", NO_COLOR="1")
    assert "\x1b" not in CliRunner().invoke(cli, ["--config", str(site), "sources"]).output


def test_watch_looks_at_what_is_due_and_ends_well_on_sigterm(site: Path) -> None:
    site.write_text(site.read_text().partition('[[source]]\nid = "bad"')[0])
    command = [sys.executable, "-m", "monitor.cli", "--config", str(site), "watch", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as daemon:
        assert daemon.stdout is not None
        run = json.loads(daemon.stdout.readline())
        daemon.terminate()
        assert daemon.wait(timeout=30) == 0
    assert [(look["source"], look["verdict"]) for look in run["checks"]] == [("good", "new")]


def test_what_is_wrong_with_a_page_that_came_is_said_in_words(site: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/binary").respond_with_data(bytes(range(256)) * 40, content_type="application/pdf")
    httpserver.expect_request("/blank").respond_with_data("", content_type=HTML)
    added = (source(name, httpserver.url_for(f"/{name}"), "prague-process") for name in ("binary", "blank"))
    site.write_text("\n".join([site.read_text(), *(line for lines in added for line in lines)]))
    shown = CliRunner().invoke(cli, ["--config", str(site), "check", "binary", "blank"])
    assert shown.exit_code == 1
    assert "binary: unreadable (status 200): " in shown.stderr
    assert "blank: empty (status 200): the page holds no words" in shown.stderr
