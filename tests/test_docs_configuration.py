"""docs/configuration.md names every key of the configuration, with the default that the code has."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from monitor.config_tables import TABLES

ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*) \|$", re.MULTILINE)

SETTINGS = ("[monitor]", "[fetch]", "[archive]", "[watch]")
IN_A_COMMENT = {"cron", "at", "zone", "jitter"}  # what stands in the place of `every`, or beside it


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "docs" / "configuration.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## `{heading}`\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("heading", list(TABLES))
def test_every_key_is_documented_with_its_default(text: str, heading: str) -> None:
    rows = {key: default for key, _, default, _ in ROW.findall(section(text, heading))}
    fields = TABLES[heading].model_fields
    assert sorted(rows) == sorted(fields)
    given = {key: tomllib.loads(f"x = {default[1:-1]}")["x"] for key, default in rows.items() if default[:1] == "`"}
    required: dict[str, Any] = {
        "[[source]]": {"id": "a", "url": "https://pages.example/", "layout": "practice-page"},
        "[source.fields]": {"type": "text"},
        "[[channel]]": {"name": "a", "kind": "folder"},
    }.get(heading, {})
    documented = TABLES[heading].model_validate(required | given)
    assert documented == TABLES[heading].model_validate(required)
    assert {key for key, default in rows.items() if default == "required"} == set(required)


def test_the_file_that_init_writes_shows_the_defaults() -> None:
    text = files("monitor.cli").joinpath("template.toml").read_text("utf-8")
    written = tomllib.loads(text)
    assert all(f"# {key} =" in text for key in IN_A_COMMENT)
    for heading in SETTINGS:
        table = TABLES[heading]
        assert set(written[heading[1:-1]]) == set(table.model_fields) - IN_A_COMMENT
        assert table.model_validate(written[heading[1:-1]]) == table.model_validate({})


def test_the_committed_configuration_keeps_the_defaults(repository: Path) -> None:
    written = tomllib.loads((repository / "config.toml").read_text("utf-8"))
    for heading in SETTINGS:
        table = TABLES[heading]
        assert table.model_validate(written[heading[1:-1]]) == table.model_validate({})
