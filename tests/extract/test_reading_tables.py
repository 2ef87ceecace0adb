"""The tables that reading is made of hold nothing that nobody reads, and nothing twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.extract.phrases import pattern
from monitor.lookups import table
from monitor.lookups.load import entries

CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "monitor" / "extract").rglob("*.py")
)
PHRASES = [(group, key) for group, keys in table("phrases").items() for key in keys if key != "languages"]


@pytest.mark.parametrize(("group", "key"), PHRASES)
def test_every_group_of_phrases_is_read_and_holds_each_once(group: str, key: str) -> None:
    words = table("phrases")[group][key]
    assert len(words) == len(set(words))
    stem = key.removeprefix("incoming").removeprefix("past")
    assert f'"{key}"' in CODE or stem in CODE
    assert pattern(group, key)


@pytest.mark.parametrize(("group", "key"), PHRASES)
def test_every_phrase_is_found_in_any_case(group: str, key: str) -> None:
    for phrase in table("phrases")[group][key]:
        text = phrase.replace("#", "12").replace("…", "of the group")
        assert pattern(group, key).search(text.upper() if "ß" not in text else text), phrase


@pytest.mark.parametrize("group", ["none", "unknown"])
def test_no_sentinel_stands_twice(group: str) -> None:
    words = table("sentinels")[group]["any"]
    assert len(words) == len(set(words))


def test_no_words_name_two_regions_roles_or_types() -> None:
    for file, key in (("regions", "region"), ("regions", "type"), ("roles", "role")):
        words = [re.sub(r"^the ", "", w.lower()) for entry in entries(file, key) for w in set(entry["words"])]
        doubles = {w for w in words if words.count(w) > 1}
        same = {w for entry in entries(file, key) for w in doubles if w in {x.lower() for x in entry["words"]}}
        assert doubles <= same


def test_every_finding_has_a_meaning_and_an_importance() -> None:
    for kind, entry in table("findings").items():
        assert {"meaning", "importance"} <= set(entry), kind
        assert entry["importance"] in ("high", "medium", "low")
