"""The tables that reading is made of hold nothing that nobody reads, and nothing twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.extract.phrases import pattern
from monitor.extract.sentinels import is_not_known_yet
from monitor.lookups import fold, table
from monitor.lookups.load import entries

ROOMS = (Path(__file__).parents[2] / "monitor" / room for room in ("extract", "lookups"))
CODE = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in room.rglob("*.py"))
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


@pytest.mark.parametrize("group", ["none", "unknown", "unfilled", "pending", "unknown_lead", "unknown_tail"])
def test_no_sentinel_stands_twice(group: str) -> None:
    words = table("sentinels")[group]["any"]
    assert len(words) == len(set(words))


def test_no_words_say_both_none_and_not_known_yet() -> None:
    groups = ("none", "unknown", "unfilled", "pending")
    said = [one for group in groups for one in {fold(words) or words for words in table("sentinels")[group]["any"]}]
    assert [words for words in said if said.count(words) > 1] == []
    assert all(is_not_known_yet(words) for group in groups[1:] for words in table("sentinels")[group]["any"])


def test_words_around_what_is_not_known_yet_are_needed() -> None:
    for lead in table("sentinels")["unknown_lead"]["any"]:
        assert (is_not_known_yet(f"{lead} TBC"), is_not_known_yet(lead)) == (True, False), lead
    for tail in table("sentinels")["unknown_tail"]["any"]:
        assert is_not_known_yet(f"to be confirmed {tail} 2027"), tail


@pytest.mark.parametrize(
    "words",
    [
        "Georgia (TBC)", "To be confirmed: Georgia", "Soon in Rome", "Unknown Soldiers", "Pending cases",
        "Progress to be made on borders", "To be elected members", "Date", "List", "", "TBC Bank",
        "Members to be confirmed are Fiji and Tonga", "Details", "A list of members", "Site web", "To follow up",
    ],
)  # fmt: skip
def test_words_that_say_more_are_no_unknown_value(words: str) -> None:
    assert not is_not_known_yet(words)


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
