"""`monitor backfill SOURCE --from FILE`: what it prints, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from monitor.cli.main import cli
from monitor.history import run_lock
from tests.backfill.warcs_of_others import DAY, FIRST, URL, Monitor, Warc, body


def two_versions() -> bytes:
    warc = Warc()
    warc.response(FIRST, body("Hungary"))
    warc.response(FIRST + DAY, body("Poland"))
    return warc.data


def backfill(monitor: Monitor, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(monitor.folder / "config.toml"), "backfill", *arguments])


def test_it_says_what_was_added_and_how_to_read_what_changed(monitor: Monitor) -> None:
    path = monitor.file("crawl.warc.gz", two_versions())
    done = backfill(monitor, "budapest", "--from", str(path))
    assert done.exit_code == 0, done.output
    assert "2  captures of this source offered" in done.stdout
    assert "from 2019-05-01 to 2019-05-02" in done.stdout
    (command,) = (line.split(": ", 1)[1] for line in done.stdout.splitlines() if line.startswith("Read them with"))
    words = command.removeprefix("monitor ").split()
    told = CliRunner().invoke(cli, words)
    assert told.exit_code == 0
    assert "Poland" in told.stdout
    news = CliRunner().invoke(cli, ["--config", str(monitor.folder / "config.toml"), "digest"])
    assert "handover" not in news.stdout


def test_who_captured_it_and_when_it_happened_is_said_wherever_it_is_told(monitor: Monitor, tmp_path: Path) -> None:
    path = monitor.file("crawl.warc.gz", two_versions())
    (change,) = json.loads(backfill(monitor, "budapest", "--from", str(path), "--json").stdout)["changes"]

    def said(*words: str) -> str:
        return CliRunner().invoke(cli, ["--config", str(monitor.folder / "config.toml"), *words]).stdout

    for form in ("text", "markdown"):
        digest = " ".join(said("digest", "--imported", "--since", "1990-01-01", "--format", form).split())
        assert "happened between 2019-05-01 06:00 UTC and 2019-05-02 06:00 UTC, as imported captures show" in digest
        assert "seen" not in digest
    assert said("evidence", change).count("imported crawl.warc.gz: others captured it") == 2
    proof = json.loads(said("evidence", change, "--json"))
    assert proof["after"]["captures"][0]["capture"]["origin"] == "crawl.warc.gz"
    said("export", "evidence", change, "-o", str(tmp_path / "pack.zip"))
    with ZipFile(tmp_path / "pack.zip") as pack:
        assert pack.read("README.txt").decode().count("imported crawl.warc.gz") == 2
        assert pack.read("citation.bib").decode().count("it was imported from crawl.warc.gz") == 2


def test_programs_get_the_numbers(monitor: Monitor) -> None:
    path = monitor.file("crawl.warc.gz", two_versions())
    value = json.loads(backfill(monitor, "budapest", "--from", str(path), "--json").stdout)
    assert (value["added"], value["origin"], len(value["changes"])) == (2, "crawl.warc.gz", 1)
    again = json.loads(backfill(monitor, "budapest", "--from", str(path), "--json").stdout)
    assert (again["added"], again["known"], again["changes"]) == (0, 2, [])


def test_nothing_that_belongs_ends_with_1_and_says_what_to_do(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(FIRST, body(), url="https://pages.example/other")
    path = monitor.file("crawl.warc.gz", warc.data)
    done = backfill(monitor, "budapest", "--from", str(path))
    assert done.exit_code == 1
    assert "--url" in done.stdout
    given = backfill(monitor, "budapest", "--from", str(path), "--url", "https://pages.example/other")
    assert given.exit_code == 0


def test_what_is_damaged_is_told_and_ends_with_1(monitor: Monitor) -> None:
    path = monitor.file("crawl.warc.gz", two_versions()[:-30])
    done = backfill(monitor, "budapest", "--from", str(path), "--quiet")
    assert done.exit_code == 1
    assert "left out: crawl.warc.gz, byte" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody", "--from", "x"], "there is no source nobody"),
        (["budapest", "--from", "nowhere.warc"], "cannot be read"),
        (["budapest", "--from", "/"], "is no file"),
        (["budapest", "--from", "x", "--since", "yore"], "is no date or time"),
        (["budapest", "--from", "x", "--since", "2020-01-02", "--until", "2019-01-01"], "ends before it begins"),
        (["budapest", "--from", "x", "--collapse", "year"], "Invalid value"),
        (["budapest"], "Missing option"),
        (["budapest", "--from", "{}", "--url", "no-address"], "is no address of a page"),
    ],
)
def test_what_does_not_fit_together_ends_with_2(monitor: Monitor, arguments: list[str], words: str) -> None:
    path = monitor.file("crawl.warc.gz", two_versions())
    done = backfill(monitor, *(word.replace("{}", str(path)) for word in arguments))
    assert done.exit_code == 2, done.output
    assert words in done.stderr


def test_while_a_run_is_at_work_it_ends_with_3(monitor: Monitor) -> None:
    path = monitor.file("crawl.warc.gz", two_versions())
    with run_lock(monitor.folder / "history.db", now=datetime.now(UTC)):
        assert backfill(monitor, "budapest", "--from", str(path)).exit_code == 3


def test_no_word_of_a_file_reaches_the_terminal_as_it_is(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(FIRST, body(), about={"WARC-Payload-Digest": "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    path = monitor.file("\x1b[31mred\x1b[0m.warc.gz", warc.data)
    done = backfill(monitor, "budapest", "--from", str(path))
    assert done.exit_code == 1
    assert "does not pass its digest" in done.stderr
    assert "\x1b" not in done.output


def test_killed_at_any_capture_the_same_command_finishes_it(monitor: Monitor) -> None:
    path = monitor.file("crawl.warc.gz", two_versions())
    killed = (
        "import os, signal, sys\n"
        "from monitor.archive import Archive\n"
        "from monitor.cli.main import main\n"
        "original = Archive.append\n"
        "def append(*arguments, **named):\n"
        "    original(*arguments, **named)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Archive.append = append\n"
        "sys.argv[1:] = sys.argv[1:]\n"
        "main()\n"
    )
    command = ["--config", str(monitor.folder / "config.toml"), "backfill", "budapest", "--from", str(path)]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", killed, *command], capture_output=True, timeout=60, check=False)
        assert done.returncode == -9
    value = json.loads(backfill(monitor, "budapest", "--from", str(path), "--json").stdout)
    assert (value["added"], value["known"], len(value["changes"])) == (0, 2, 1)
    assert [one.requested_url for one in monitor.archived] == [URL, URL]
