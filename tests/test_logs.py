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

from monitor.logs import JsonLines, about
from tests.watched import Watched, page

REPOSITORY = Path(__file__).resolve().parent.parent


def logged(message: str, *words: object) -> dict[str, object]:
    record = logging.LogRecord("monitor.x", logging.INFO, __file__, 1, message, words, None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert line.isascii()
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


@pytest.mark.parametrize("words", ["\x1b[2J", "a\r\nb", "\u202e", '"}', "\ud800"])
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
