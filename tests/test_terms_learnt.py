"""A chair's term that a page states later than the chair: it is learnt without a word, and counts from then on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.upkeep.past import again, all_of
from tests.watched import Watched, page

TERMS = "SELECT term, until IS NULL FROM chair_timeline ORDER BY since"
NOW = "SELECT name, term FROM chair_now"
DATED = "<p>Last updated: 3 March 2026</p>"


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def looks(watched: Watched, *chairs: str) -> list[list[str]]:
    """What each look at the page tells."""
    told = []
    for chair in chairs:
        watched.serve(page(chair, extra=DATED))
        told.append([kind for kind, _ in watched.run().changes])
    return told


@pytest.mark.parametrize(
    ("stated", "term"),
    [
        ("Türkiye (2022–2025)", "2022/2025"),
        ("Türkiye (until December 2025)", "../2025-12"),
        ("Türkiye, 2024-2025", "2024/2025"),
        ("Turkey (January 2024 - December 2025)", "2024-01/2025-12"),
    ],
)
def test_a_chair_whose_term_is_stated_later_and_over_is_chair_now_no_more(
    watched: Watched, stated: str, term: str
) -> None:
    assert looks(watched, "Türkiye", stated, "Türkiye", stated)[1:] == [[], [], []]
    assert watched.ask(TERMS) == [(None, 0), (term, 1)]
    assert watched.ask(NOW) == []
    grew = all_of(watched)
    again(watched)
    assert all_of(watched) == grew


def test_a_further_term_is_told_though_the_first_one_was_stated_late(watched: Watched) -> None:
    told = looks(watched, "Türkiye", "Türkiye (2022–2025)", "Türkiye", "Türkiye (2026–2027)")
    assert told[1:] == [[], [], ["chair.renewed"]]
    assert watched.ask(NOW) == [("Türkiye", "2026/2027")]
    grew = all_of(watched)
    again(watched)
    assert all_of(watched) == grew
