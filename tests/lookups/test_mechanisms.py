"""Mechanisms: each is found under all its names, and under no other's."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import UsageError
from monitor.lookups import mechanisms
from monitor.lookups.mechanisms import find_mechanisms, read_mechanism

CORPUS = tomllib.loads((Path(__file__).parent / "mechanism_names.toml").read_text(encoding="utf-8"))
OF_THE_TABLE_OF_2020 = 28
BESIDE = {
    "5-5-dialogue", "cimo", "g4", "tripoli-process", "iom-ro-mena", "africa-eu-mme", "midcas", "mtm", "eap-panel"
}  # fmt: skip


def test_all_of_them_are_there() -> None:
    ids = [each.id for each in mechanisms.all()]
    assert len(ids) == len(set(ids)) == OF_THE_TABLE_OF_2020 + len(BESIDE)
    assert set(ids) >= BESIDE
    assert mechanisms.by_id("rcm").name == "Regional Conference on Migration"
    assert mechanisms.known("rcm")
    assert not mechanisms.known("rmc")
    with pytest.raises(UsageError, match="rmc"):
        mechanisms.by_id("rmc")


@pytest.mark.parametrize("text", CORPUS["whole"])
def test_a_text_that_names_one_is_read(text: str) -> None:
    found = read_mechanism(text)
    assert (found.id if found else "") == CORPUS["whole"][text]
    assert found is None or not found.typo


@pytest.mark.parametrize("text", CORPUS["typo"])
def test_a_misspelt_name_is_read_and_says_so(text: str) -> None:
    found = read_mechanism(text)
    assert found is not None
    assert (found.id, found.typo) == (CORPUS["typo"][text], True)


def test_every_name_leads_back_to_its_mechanism() -> None:
    for each in mechanisms.all():
        for name in (each.name, *each.aliases, *each.acronyms):
            found = read_mechanism(name)
            assert found is not None, name
            assert (found.id, found.typo) == (each.id, False), name
        long = read_mechanism(f"{each.name} ({each.acronyms[0]})") if each.acronyms else None
        assert long is None or long.id == each.id


def test_the_longest_name_wins_in_prose() -> None:
    text = (
        "notable the 5 + 5 Dialogue on Migration in the Western Mediterranean, the 5+5 Dialogue, CIMO and the"
        " Rabat Process; we commit to add G4"
    )
    found = find_mechanisms(text)
    assert [each.id for each in found] == ["5-5-dialogue-migration", "5-5-dialogue", "cimo", "rabat-process", "g4"]
    assert [text[each.start : each.end] for each in found] == [each.name for each in found]


def test_all_rows_of_the_table_of_2020_are_read(shared: Path) -> None:
    (expectation,) = (shared / "expected").glob("003_*.json")
    rows = json.loads(expectation.read_text(encoding="utf-8"))["mechanisms"]
    for row in rows:
        found = read_mechanism(row["name"])
        assert found is not None, row["name"]
        assert (found.id, found.typo) == (row["mechanism"], False)
        known = mechanisms.by_id(found.id)
        assert (known.type, set(known.regions)) == (row["type"], set(row["regions"]))
    assert len(rows) == OF_THE_TABLE_OF_2020


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_mechanism(text)
    find_mechanisms(text)
