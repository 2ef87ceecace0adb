"""What the configuration says of the way out is what a run does."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.watched import FETCH, Watched, page

CLOSED = 'pace = "0 s"\n'
OPENED = 'allow_addresses = ["127.0.0.0/8"]\n'


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    for path in ("/inside", "/other", "/all", "/table.html"):
        watched.serve(page(), path)
    return watched


def test_a_network_that_is_opened_to_one_source_is_open_to_that_alone(watched: Watched) -> None:
    inside, other = watched.source("inside", "/inside", OPENED), watched.source("other", "/other")
    watched.configure(inside, other, fetch=CLOSED)
    for _ in range(2):
        assert watched.run().verdicts["other"] == "refused"
    assert len(watched.asked("/inside")) == 2
    assert watched.asked("/other") == []


def test_a_network_that_is_opened_to_a_source_is_open_to_the_link_that_it_follows(watched: Watched) -> None:
    watched.serve('<main><p><a href="/table.html">Table of all</a></p></main>', "/all")
    watched.configure(watched.source("table", "/all", f'follow = "Table of all"\n{OPENED}'), fetch=CLOSED)
    assert watched.run().look.verdict == "new"


def test_all_goes_through_the_proxy_that_is_configured(watched: Watched) -> None:
    watched.configure(watched.source("inside", "/inside"), fetch=FETCH + 'proxy = "http://127.0.0.1:9"\n')
    look = watched.run().look
    assert (look.verdict, "proxy" in (look.error or "")) == ("unreachable", True)
    assert watched.asked("/inside") == []
