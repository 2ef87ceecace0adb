"""docs/guard.md tells when the guard holds a reading, and what to type then."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from monitor.cli.main import COMMANDS, cli
from monitor.compare import guard


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "docs" / "guard.md").read_text(encoding="utf-8")


def test_the_reasons_and_numbers_are_those_of_the_code(text: str) -> None:
    reasons = re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
    assert {guard.LABEL_GONE, guard.NOT_UNDERSTOOD, guard.COLLAPSED} <= set(reasons)
    assert (guard.RUNS, guard.HOURS.total_seconds() / 3600) == (3, 48)
    assert "in three looks over at least 48 hours" in text
    assert (guard.GONE_AT_LEAST, guard.GONE_SHARE, guard.FALLEN_SHARE) == (2, 0.1, 0.5)
    assert "more than two entries and more than a tenth" in text
    assert (guard.GROWN_TIMES, guard.GROWN_OVER) == (3, 20)
    assert "more than three times as many, and more than 20" in text


def test_every_command_in_it_is_one_with_its_options(text: str) -> None:
    lines = [line for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    assert len(lines) > 5
    for line in lines:
        name, *words = line.partition("#")[0].split()[1:]
        assert name in COMMANDS
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        options = {option for one in command.params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= options, line
