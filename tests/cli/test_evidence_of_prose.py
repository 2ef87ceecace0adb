"""`monitor evidence` marks the paragraphs of prose that changed, not the first one alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli
from tests.watched import Watched, page

FIRST, REST = "To provide a forum", "Ministries meet twice a year"
OPEN, SHUT = "Participation is voluntary", "Participation is mandatory"


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def changed(watched: Watched, *versions: tuple[str, ...], element: str = "p") -> str:
    """The change that the last of these versions of the objectives made."""
    for texts in versions:
        listed = "".join(f"<{element}>{text}</{element}>" for text in texts)
        watched.serve(page(extra=f"<p>{OPEN}</p><h2>Objectives</h2>{listed}"))
        ran = watched.run()
    (found,) = ran.result.changes
    return found


def asked(watched: Watched, change: str, *options: str) -> str:
    told = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "evidence", change, *options])
    assert told.exit_code == 0, told.output
    return told.stdout


def quotes(watched: Watched, change: str, side: str) -> list[dict[str, Any]]:
    value = json.loads(asked(watched, change, "--json"))
    return [quote for part in value[side]["captures"] for quote in part["quotes"]]


@pytest.mark.parametrize("element", ["p", "li"])
def test_the_paragraph_that_changed_is_marked_on_both_sides(watched: Watched, element: str) -> None:
    change = changed(watched, (FIRST, REST, OPEN), (FIRST, REST, SHUT), element=element)
    told = asked(watched, change)
    assert f">>{OPEN}<<" in told
    assert f">>{SHUT}<<" in told
    for side, last in (("before", OPEN), ("after", SHUT)):
        found = quotes(watched, change, side)
        assert [one["quote"] for one in found] == [FIRST, last]
        assert all(one["found"] for one in found)
        assert FIRST in found[1]["context"], "the same words above the label are another paragraph"


def test_one_that_comes_is_marked_where_it_came(watched: Watched) -> None:
    change = changed(watched, (FIRST, REST), (FIRST, REST, SHUT))
    assert [one["quote"] for one in quotes(watched, change, "before")] == [FIRST]
    assert [one["quote"] for one in quotes(watched, change, "after")] == [FIRST, SHUT]


def test_where_the_first_one_changed_it_is_marked_once(watched: Watched) -> None:
    change = changed(watched, (FIRST, REST), (SHUT, REST))
    assert [one["quote"] for one in quotes(watched, change, "before")] == [FIRST]
    assert [one["quote"] for one in quotes(watched, change, "after")] == [SHUT]
