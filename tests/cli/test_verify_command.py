"""`verify` and `snapshots --open` as commands: what they print, and what they end with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor import history
from tests.cli.house import FIRST, House


def segment(house: House, source: str = "lakeside") -> Path:
    return house.folder / "snapshots" / source / "0001.warc.zst"


def flip(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)


def test_a_healthy_archive_ends_with_0(house: House) -> None:
    said = house("verify")
    assert said.exit_code == 0
    assert "nothing is damaged" in said.stdout
    assert house("verify", "--quiet").stdout == ""
    assert house("verify", "lakeside").exit_code == 0
    assert house("verify", "nobody").exit_code == 2


def test_damage_is_one_line_with_file_and_byte_and_ends_with_1(own_house: House) -> None:
    flip(segment(own_house), segment(own_house).stat().st_size - 5)
    said = own_house("verify", "--quiet")
    (line,) = said.stdout.splitlines()
    assert said.exit_code == 1
    assert line.startswith("damage: lakeside/0001.warc.zst, byte ")
    assert "backup" in line
    told = json.loads(own_house("verify", "--json").stdout)
    assert told["damaged"] is True
    (problem,) = [problem for problem in told["problems"] if problem["damage"]]
    assert (problem["file"], problem["kind"]) == ("lakeside/0001.warc.zst", "frame")
    assert isinstance(problem["offset"], int)
    assert told["records"] > 0
    assert told["megabytes_per_second"] >= 0


def test_repairs_are_told_and_end_with_0(own_house: House) -> None:
    before = segment(own_house).read_bytes()
    flip(segment(own_house), 60)
    assert own_house("verify").exit_code == 1
    said = own_house("verify", "--repair")
    assert said.exit_code == 0
    assert "repaired: lakeside/0001.warc.zst: the dictionary was put back from its second copy" in said.stdout
    assert segment(own_house).read_bytes() == before
    again = json.loads(own_house("verify", "--repair", "--json").stdout)
    assert (again["repaired"], again["damaged"]) == ([], False)


def test_repair_waits_for_no_run(own_house: House) -> None:
    with history.run_lock(own_house.folder / "history.db", now=FIRST):
        assert own_house("verify", "--repair").exit_code == 3
        assert own_house("verify").exit_code == 0


@contextmanager
def opened(house: House, *more: str, source: str = "lakeside") -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "monitor.cli", "--config", str(house.file), "snapshots", source, "--open", *more]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def fetched(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        assert answer.headers["Content-Security-Policy"].endswith("sandbox")
        return str(answer.read().decode())


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_last_good_version_is_served_until_somebody_ends_it(house: House, ending: signal.Signals) -> None:
    with opened(house, "--json") as running:
        assert running.stdout is not None
        told = json.loads(running.stdout.readline())
        assert next(iter(told)) == "url"
        assert "Indonesia" in fetched(told["url"])
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetched(told["url"] + "x")
        running.send_signal(ending)
        _, errors = running.communicate(timeout=10)
        assert (running.returncode, errors) == (0, "")
        with pytest.raises(urllib.error.URLError):
            fetched(told["url"])


def test_a_version_can_be_named_by_the_beginning_of_its_id(house: House) -> None:
    first = json.loads(house("snapshots", "lakeside", "--json").stdout)[0]["id"]
    with opened(house, first[:8], "--no-browser") as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith(f"{first}, fetched 2026-11-01")
        url = running.stdout.readline().split()[0]
        assert "Australia" in fetched(url)
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=10)
        assert running.returncode == 0


def test_a_version_that_cannot_be_shown_is_no_page(own_house: House) -> None:
    (first, last) = json.loads(own_house("snapshots", "lakeside", "--json").stdout)
    dunes = json.loads(own_house("snapshots", "dunes", "--json").stdout)[0]["id"]
    assert own_house("snapshots", "lakeside", "--open", dunes).exit_code == 2
    assert own_house("snapshots", "lakeside", "--open", "zzzz").exit_code == 2
    assert own_house("snapshots", "nobody", "--open").exit_code == 2
    assert own_house("snapshots", "lakeside", first["id"]).exit_code == 2
    assert own_house("snapshots", "lakeside", "--no-browser").exit_code == 2
    flip(segment(own_house), last["offset"] + 20)
    assert own_house("snapshots", "lakeside", "--open", last["id"]).exit_code == 1


def test_imported_and_redacted_captures_are_listed_as_such(own_house: House) -> None:
    first, last = json.loads(own_house("snapshots", "lakeside", "--json").stdout)
    assert (first["origin"], first["imported_at"], first["redacted_at"]) == (None, None, None)
    book = history.open_history(own_house.folder / "history.db")
    with history.transaction(book):
        book.execute(
            "UPDATE capture SET origin = 'crawl.warc.gz', imported_at = 1000000 WHERE public = ?", [first["id"]]
        )
        book.execute("UPDATE capture SET redacted_at = 1000000 WHERE public = ?", [last["id"]])
    book.close()
    first, last = json.loads(own_house("snapshots", "lakeside", "--json").stdout)
    assert (first["origin"], first["imported_at"]) == ("crawl.warc.gz", "1970-01-01T00:00:01+00:00")
    assert last["redacted_at"] == "1970-01-01T00:00:01+00:00"
    shown = own_house("snapshots", "lakeside").stdout
    assert "imported from crawl.warc.gz" in shown
    assert "redacted 1970-01-01" in shown
    said = own_house("snapshots", "lakeside", "--open", last["id"])
    assert said.exit_code == 2
    assert "taken out on 1970-01-01" in said.stderr
