"""docs/declared.md is what runs print: its page is served on loopback, its configuration is used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli

HEAD = '[fetch]\npace = "0 s"\nallow_addresses = ["127.0.0.0/8"]\n'
LIVE = "https://www.example.org/reeds"


@pytest.fixture(scope="module")
def blocks(repository: Path) -> list[tuple[str, str]]:
    """Language and text of each block of code."""
    text = (repository / "docs" / "declared.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def page(blocks: list[tuple[str, str]]) -> str:
    return next(text for language, text in blocks if language == "html")


def run(folder: Path, config: str, server: HTTPServer, page: str, *words: str) -> str:
    """What a command prints, with the server's address as the document has it."""
    server.clear()
    server.expect_request("/robots.txt").respond_with_data("", 404)
    server.expect_request("/reeds").respond_with_data(page, content_type="text/html; charset=utf-8")
    url = server.url_for("/reeds")
    file = folder / "config.toml"
    file.write_text(HEAD + config.replace(LIVE, url), encoding="utf-8")
    arguments = [word.replace(LIVE, url) for word in words]
    result = CliRunner().invoke(cli, ["--config", str(file), "sources", *arguments])
    lines = [line.rstrip() for line in result.stdout.replace(url, LIVE).splitlines()]
    return re.sub(r", fetched_at \S+", "", "\n".join(lines) + "\n")


def test_the_commands_print_what_is_written_there(
    tmp_path: Path, httpserver: HTTPServer, blocks: list[tuple[str, str]], page: str
) -> None:
    config = next(text for language, text in blocks if language == "toml" and "[[source]]" in text)
    consoles = [text for language, text in blocks if language == "console"]
    for console, configured in zip(consoles, ("", config), strict=True):
        command, _, printed = console.partition("\n")
        words = command.removeprefix("$ monitor sources ").split()
        assert run(tmp_path, configured, httpserver, page, *words) == printed


def test_drift_is_told_in_these_words(
    tmp_path: Path, httpserver: HTTPServer, blocks: list[tuple[str, str]], page: str
) -> None:
    config = next(text for language, text in blocks if language == "toml" and "[[source]]" in text)
    drift = next(text for language, text in blocks if language == "text")
    assert drift in run(tmp_path, config, httpserver, page.replace('class="n"', 'class="m"'), "test", "reeds")


def test_the_entry_point_is_one_of_our_group(blocks: list[tuple[str, str]]) -> None:
    from monitor.layouts import GROUP

    points = next(text for language, text in blocks if language == "toml" and "entry-points" in text)
    assert list(tomllib.loads(points)["project"]["entry-points"]) == [GROUP]
