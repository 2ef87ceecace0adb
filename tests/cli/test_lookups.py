"""`monitor lookups`: what findings call unknown, ready to paste; whether the tables are sound."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.house import CONFIG, FIRST, House, page

OBSERVERS = '<h2>Observer Organizations</h2><ul><li>IOM</li><li>Forum "of" Small \\u0041 Lakes\u202e (FSL)</li></ul>'


@pytest.fixture
def puzzled(tmp_path: Path) -> House:
    """Pages with names that nobody knows."""
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    lakeside = page("Australia", "Fiji,Farawayland,Republik of Moldova", extra=OBSERVERS)
    dunes = page("Lithuania", "Georgia,Farawayland", title="Prague Process")
    house.run({"lakeside": lakeside, "dunes": dunes}, at=FIRST)
    return house


def test_unknown_names_are_printed_as_toml(puzzled: House) -> None:
    shown = puzzled("lookups", "suggest")
    assert shown.exit_code == 0, shown.output
    entries = tomllib.loads(shown.stdout)
    assert [(entry["code"], entry["names"]) for entry in entries["country"]] == [("MD", ["Republik of Moldova"])]
    (organisation,) = entries["organisation"]
    assert organisation["name"].startswith('Forum "of" Small \\u0041 Lakes')
    assert organisation["acronyms"] == ["FSL"]
    assert '# names = ["Farawayland"]' in shown.stdout
    assert "# seen at lakeside, dunes" in shown.stdout


def test_one_source_alone_and_json(puzzled: House) -> None:
    shown = puzzled("lookups", "suggest", "dunes", "--json")
    assert shown.exit_code == 0, shown.output
    (one,) = json.loads(shown.stdout)
    assert (one["table"], one["name"], one["key"], one["sources"]) == ("countries", "Farawayland", None, ["dunes"])
    assert one["toml"].startswith("# [[country]]")


def test_nothing_unknown_and_nothing_checked_yet_are_told(house: House, empty_house: House) -> None:
    for each in (house, empty_house):
        shown = each("lookups", "suggest")
        assert shown.exit_code == 0
        assert "is known" in shown.stdout


def test_a_source_that_is_not_there_is_told(house: House) -> None:
    shown = house("lookups", "suggest", "nowhere")
    assert shown.exit_code == 2
    assert "there is no source" in shown.stderr


def test_the_tables_are_sound(house: House) -> None:
    shown = house("lookups", "check")
    assert (shown.exit_code, shown.stdout) == (0, "The tables are sound.\n")
    assert json.loads(house("lookups", "check", "--json").stdout) == {"problems": []}
