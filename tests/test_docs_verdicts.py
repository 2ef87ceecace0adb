"""docs/verdicts.md names every verdict, and says of each what real runs do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.model import ContentVerdict, OwnVerdict, TransportVerdict
from tests.watched import Watched, page

Row = tuple[str, str, str]  # archived, validators, exit
GOOD = {"ETag": '"1"'}
# What the server answers to the second look: status and body.
ANSWERS: dict[str, tuple[int, str]] = {
    "not-modified": (304, ""),
    "refused": (403, ""),
    "server-error": (500, "broken"),
    "not-found": (404, "no page"),
    "gone": (410, "no more"),
    "truncated": (206, page()),
    "too-large": (200, "<p>" * 6_000_000),
    "blocked": (200, "<title>Just a moment...</title><h1>Checking your browser</h1>"),
    "soft-404": (200, "<title>Page not found</title><h1>Page not found</h1>"),
    "empty": (200, "<title>Portal</title><div id=root></div>"),
    "changed": (200, page("Poland")),
    "unchanged": (200, page()),
}


@pytest.fixture(scope="module")
def rows(repository: Path) -> dict[str, Row]:
    text = (repository / "docs" / "verdicts.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `([\w-]+)` \| .* \| (yes|no) \| (kept|dropped) \| (\d+) \|$", text, re.MULTILINE)
    return {name: (archived, validators, status) for name, archived, validators, status in found}


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def captures(watched: Watched) -> int:
    return int(watched.ask("SELECT count(*) FROM capture")[0][0])


def as_documented(watched: Watched, before: int, *, failed: bool) -> Row:
    """What a look did, in the words of the table."""
    book = history.open_reader(watched.settings.monitor.history)
    known = history.validators(book, "budapest")
    book.close()
    return (
        "yes" if captures(watched) > before else "no",
        "kept" if known is not None else "dropped",
        str(int(failed)),
    )


def test_every_verdict_has_a_row(rows: dict[str, Row]) -> None:
    assert list(rows) == [*get_args(TransportVerdict), *get_args(ContentVerdict), *get_args(OwnVerdict)]


def test_the_history_knows_the_verdicts_that_are_good(rows: dict[str, Row], watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    good = {name: bool(good) for name, good in watched.ask("SELECT name, good FROM verdict")}
    assert good == {name: status == "0" for name, (_, _, status) in rows.items()}


def test_a_first_good_page_is_new(rows: dict[str, Row], watched: Watched) -> None:
    watched.serve(page(), **GOOD)
    told = watched.run()
    assert told.look.verdict == "new"
    assert as_documented(watched, 0, failed=told.result.failed) == rows["new"]


@pytest.mark.parametrize("verdict", ANSWERS)
def test_a_look_does_what_its_row_says(verdict: str, rows: dict[str, Row], watched: Watched) -> None:
    watched.serve(page(), **GOOD)
    watched.run()
    before = captures(watched)
    status, body = ANSWERS[verdict]
    watched.serve(body, status=status, ETag='"2"')
    told = watched.run()
    assert told.look.verdict == verdict
    assert as_documented(watched, before, failed=told.result.failed) == rows[verdict]


def test_a_server_that_is_away_is_unreachable(rows: dict[str, Row], watched: Watched) -> None:
    watched.serve(page(), **GOOD)
    watched.run()
    watched.server.stop()
    told = watched.run()
    watched.server.start()
    assert told.look.verdict == "unreachable"
    assert as_documented(watched, 1, failed=told.result.failed) == rows["unreachable"]
