"""`monitor evidence CHANGE --open`: both sides in the browser, with the words marked, for this machine alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from monitor import history
from monitor.history.redaction import erase
from tests.cli.house import FIRST, House


@contextmanager
def opened(house: House, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "monitor.cli", "--config", str(house.file), "evidence", *arguments]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def told(running: subprocess.Popen[str]) -> list[dict[str, Any]]:
    assert running.stdout is not None
    pages: list[dict[str, Any]] = json.loads(running.stdout.readline())["pages"]
    return pages


def fetched(url: str) -> LexborHTMLParser:
    with urllib.request.urlopen(url.partition("#")[0], timeout=5) as answer:
        assert answer.headers["Content-Security-Policy"].endswith("sandbox")
        assert "'none'" in answer.headers["Content-Security-Policy"]
        return LexborHTMLParser(answer.read().decode())


def change(house: House, kind: str) -> str:
    (found,) = json.loads(house("changes", "--kind", kind, "--json").stdout)
    return str(found["id"])


def test_both_sides_are_served_with_their_words_marked_until_somebody_ends_it(house: House) -> None:
    with opened(house, change(house, "chair.handover"), "--open", "--json") as running:
        before, after = told(running)
        for page, side, words in ((before, "before", "Australia"), (after, "after", "Indonesia")):
            assert (page["side"], page["marked"]) == (side, True)
            assert page["capture"]["source"] == "lakeside"
            address, _, anchor = page["url"].partition("#")
            assert address.endswith(f"/{side}")
            assert fetched(address).css_first(f"mark#{anchor}").text() == words
        assert before["url"].split("/")[3] == after["url"].split("/")[3]
        for elsewhere in (before["url"].partition("#")[0] + "x", before["url"].rsplit("/", 2)[0] + "/after"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                fetched(elsewhere)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=10)
        assert (running.returncode, errors) == (0, "")
        with pytest.raises(urllib.error.URLError):
            fetched(after["url"])


def test_a_side_on_which_nothing_is_quoted_is_shown_as_it_is(house: House) -> None:
    with opened(house, change(house, "member.left"), "--open", "--json") as running:
        before, after = told(running)
        assert fetched(before["url"]).css_first("li > mark").text() == "Nepal"
        assert (after["marked"], "#" in after["url"]) == (False, False)
        assert fetched(after["url"]).css_first("mark") is None


def test_for_people_each_side_is_told_with_its_address(house: House) -> None:
    with opened(house, change(house, "member.left"), "--open", "--no-browser") as running:
        assert running.stdout is not None
        lines = [running.stdout.readline().strip() for _ in range(6)]
    assert lines[0] == "Before  https://pages.example/lakeside"
    assert "fetched 2026-11-01 06:00 UTC" in lines[1]
    assert lines[2].startswith("http://127.0.0.1:")
    assert lines[2].split()[0].endswith("/before#monitor-quote")
    assert lines[3].startswith("After")
    assert lines[4].endswith("no words marked")
    assert lines[5].split()[0].endswith("/after")


def test_no_browser_is_said_of_open_alone(house: House) -> None:
    said = house("evidence", change(house, "member.left"), "--no-browser")
    assert (said.exit_code, "--open" in said.stderr) == (2, True)


def test_what_was_taken_out_of_the_archive_cannot_be_opened(own_house: House) -> None:
    wanted = change(own_house, "chair.handover")
    book = history.open_history(own_house.folder / "history.db")
    ids = [one.id for one in history.captures(book, "lakeside")]
    erase(book, dict.fromkeys(ids[:1], FIRST))
    with opened(own_house, wanted, "--open", "--json") as running:
        assert [page["side"] for page in told(running)] == ["after"]
    erase(book, dict.fromkeys(ids, FIRST))
    book.close()
    said = own_house("evidence", wanted, "--open")
    assert (said.exit_code, "taken out" in said.stderr) == (2, True)
