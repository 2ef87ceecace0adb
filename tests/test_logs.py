"""The log of the daemon in JSON: each line is one object, and says which run, source and capture it is about."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.documents import Worker
from monitor.errors import WorkerDied
from monitor.logs import JsonLines, about
from tests.watched import Watched, page

REPOSITORY = Path(__file__).resolve().parent.parent


def logged(message: str, *words: object) -> dict[str, object]:
    record = logging.LogRecord("monitor.x", logging.INFO, __file__, 1, message, words, None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert line.isascii()
    assert line.isprintable()
    value: dict[str, object] = json.loads(line)
    return value


def test_what_a_line_is_about_is_what_stands_around_it() -> None:
    with about(run=7):
        with about(source="budapest", capture=None):
            inner = logged("a")
        outer = logged("a")
    assert (inner["run"], inner["source"], "capture" in inner) == (7, "budapest", False)
    assert (outer["run"], "source" in outer) == (7, False)
    assert "run" not in logged("a")


@pytest.mark.parametrize("words", ["\x1b[2J", "a\r\nb", "\u202e", '"}', "\ud800", "\x7f"])
def test_hostile_words_stay_inside_their_line(words: str) -> None:
    assert logged("%s", words)["message"] == words


def test_the_daemon_says_of_each_look_which_run_source_and_capture_it_was(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor.cli", "--config", str(tmp_path / "config.toml"), "watch", "--log", "json"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(json.loads(line))
        if lines[-1]["logger"] == "monitor.run":
            process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    process.stderr.close()
    (look,) = [line for line in lines if line["logger"] == "monitor.run"]
    (capture,) = [public for (public,) in watched.ask("SELECT public FROM capture")]
    assert (look["run"], look["source"], look["capture"]) == (1, "budapest", capture)
    assert look["message"] == "new, ok, 0 changes"
    assert {line["source"] for line in lines if line["logger"] == "monitor.fetch.gate"} == {"budapest"}


def said(watched: Watched, *words: str, runs: int) -> list[dict[str, object]]:
    """Each line that the daemon writes to stderr until so many runs were told on stdout."""
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor.cli", "--config", str(watched.folder / "config.toml"), "watch", *words],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = 0
    for line in process.stdout:
        told += line.startswith(("{", "20"))
        if told == runs:
            process.send_signal(signal.SIGTERM)
            break
    _, err = process.communicate(timeout=30)
    assert process.returncode == (0 if runs else 2)
    return [json.loads(line) for line in err.splitlines()]


@pytest.mark.parametrize("printed", [(), ("--json",)], ids=["text", "json"])
def test_all_that_is_wrong_is_an_object_that_says_whose_it_is(
    tmp_path: Path, httpserver: HTTPServer, printed: tuple[str, ...]
) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.serve("", "/other", 500)
    watched.configure(
        watched.source("budapest"),
        watched.source("other", "/other", every="1 s"),
        watched.source("third", "/third", at="06:00", zone="Europe/Nowhere"),
    )
    lines = said(watched, "--log", "json", *printed, runs=2)
    failures = [line for line in lines if line["level"] == "warning"]
    assert [(line["run"], line["source"]) for line in failures] == [(1, "other"), (2, "other")]
    assert failures[0]["message"] == "server error (status 500): the server answered 500 Internal Server Error"
    mistakes = [line for line in lines if line["level"] == "error"]
    assert [(line["run"], line["source"]) for line in mistakes] == [(1, "third"), (2, "third")]
    assert "Europe/Nowhere" in str(mistakes[0]["message"])


def test_what_ends_the_daemon_is_an_object_too(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    (tmp_path / "config.toml").write_text("[monitor\n", encoding="utf-8")
    (line,) = said(watched, "--log", "json", runs=0)
    assert (line["level"], "config.toml:1" in str(line["message"])) == ("error", True)


def test_what_a_reading_process_prints_is_an_object_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MONITOR_LOG", "json")
    with Worker() as worker, pytest.raises(WorkerDied):
        worker.call(stumbles, timeout=20)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["message"] for line in lines][:2] == ["a remark of a library", "and \x1b[2J"]
    assert "ZeroDivisionError: integer division or modulo by zero" in [line["message"] for line in lines]
    assert {line["logger"] for line in lines} == {"monitor.documents.child"}


def stumbles() -> int:
    print("a remark of a library\nand \x1b[2J")
    return 1 // 0
