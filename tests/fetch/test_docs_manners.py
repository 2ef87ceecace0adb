"""docs/manners.md and docs/security.md promise what the code does."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import __version__
from monitor.errors import RobotsRefused
from monitor.fetch import agent
from monitor.fetch.circuit import FAILURES, FIRST_REST, LONGEST_REST
from monitor.fetch.exchange import Reply
from monitor.fetch.http import httpx
from monitor.fetch.robots import LONGEST_DELAY, MAX_BYTES, Rules, rules_of


@pytest.fixture(scope="module")
def manners(repository: Path) -> str:
    return (repository / "docs" / "manners.md").read_text("utf-8")


@pytest.fixture(scope="module")
def examples(manners: str) -> list[Rules]:
    """The robots.txt files that a webmaster is told to write."""
    texts = re.findall(r"^```robots\n(.*?)^```", manners, re.MULTILINE | re.DOTALL)
    return [rules_of(Reply(200, (), datetime(2020, 3, 1, tzinfo=UTC), body=text.encode())) for text in texts]


def may(rules: Rules, path: str) -> bool:
    try:
        rules.check(httpx.URL(f"http://example.org{path}"))
    except RobotsRefused:
        return False
    return True


def test_the_examples_do_what_they_are_said_to_do(examples: list[Rules]) -> None:
    slow, some, all_of_it = examples
    assert (slow.delay, may(slow, "/")) == (60, True)
    assert [may(some, path) for path in ("/", "/members/list", "/a/table.pdf")] == [True, False, False]
    assert not may(all_of_it, "/")


def test_the_user_agent_is_the_one_that_is_shown(manners: str) -> None:
    assert f"User-Agent: {agent(__version__, 'contact')}" in manners


def test_the_numbers_are_those_of_the_code(manners: str) -> None:
    assert (FAILURES, FIRST_REST.total_seconds(), LONGEST_REST.days) == (5, 600, 1)
    assert "five fetches in a row: the site is left alone for ten minutes" in manners
    assert (LONGEST_DELAY, MAX_BYTES) == (120, 500 * 1024)
    assert "(up to 2 minutes)" in manners
    assert "The first 500 KiB are read." in manners


def test_what_the_threat_model_points_to_is_there(repository: Path) -> None:
    text = (repository / "docs" / "security.md").read_text("utf-8")
    for name in re.findall(r"`(\w+\.(?:py|toml))`", text):
        places = [repository / "monitor/fetch" / name, repository / "tests/fetch" / name]
        assert name == "config.toml" or any(place.is_file() for place in places), name
