"""What a source that came back does not say any more was not seen again: `history` says that it is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli
from tests.watched import Watched, page


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """A source that was looked at twice, and then left the configuration for two runs."""
    site = Watched(tmp_path, httpserver)
    both = site.source("budapest"), site.source("bali", "/bali", mechanism="bali-process")
    site.configure(*both)
    site.serve(page())
    site.serve(page().replace("Budapest", "Bali"), "/bali")
    for configured in (both, both, both[1:], both[1:]):
        site.configure(*configured)
        site.run()
    site.configure(*both)
    return site


def history_of(site: Watched, *more: str) -> str:
    file = str(site.folder / "config.toml")
    asked = ["--config", file, "history", "budapest-process", "--field", "chair", *more]
    return CliRunner(env={"COLUMNS": "200"}).invoke(cli, asked).stdout


def rows(site: Watched) -> list[str]:
    return [" ".join(line.split()[:-1]) for line in history_of(site).splitlines() if line[:7] in ("Hungary", "Poland ")]


@pytest.mark.parametrize("trouble", [False, True])
def test_what_is_gone_when_its_source_is_watched_again_was_not_seen_again(watched: Watched, trouble: bool) -> None:
    day = 6
    if trouble:  # the first look after it came back brings nothing
        watched.serve("", status=503)
        watched.run()
        day += 1
    watched.serve(page(chair="Poland"))
    watched.run()
    assert rows(watched) == [
        "Hungary since 2026-03-02, watched until 2026-03-04 budapest first",
        f"Hungary gone by 2026-03-0{day} budapest not seen again, ended with",
        f"Poland since 2026-03-0{day} budapest began with",
    ]
    entries = json.loads(history_of(watched, "--json"))["entries"]
    assert [one["unseen"] for one in entries] == [False, True, False]


def test_what_is_seen_again_and_goes_later_was_watched_again(watched: Watched) -> None:
    watched.run()
    watched.serve(page(chair="Poland"))
    watched.run()
    assert rows(watched)[1] == "Hungary 2026-03-06 to 2026-03-07 budapest watched again, ended with"
