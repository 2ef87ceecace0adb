"""Organisations: long forms, acronyms and cells that name several lead to the ids of the table."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.values.countries import read_country
from monitor.extract.values.organisations import (
    find_organisations,
    organisation_name,
    read_organisation,
    read_organisations,
)
from monitor.lookups.organisations import organisations

CORPUS = tomllib.loads((Path(__file__).parent / "organisations.toml").read_text(encoding="utf-8"))
EMPTY = {"n/a", "none"}


@pytest.mark.parametrize("text", CORPUS["one"])
def test_a_name_leads_to_its_id(text: str) -> None:
    found = read_organisation(text)
    assert (found.id or "") == CORPUS["one"][text]
    assert found.name == " ".join(text[found.start : found.end].split())


@pytest.mark.parametrize("text", CORPUS["several"])
def test_a_cell_gives_its_organisations_in_order(text: str) -> None:
    found = read_organisations(text)
    assert [match.id or "" for match in found] == CORPUS["several"][text]
    assert all(match.name and text[match.start : match.end].startswith(match.name.split()[0]) for match in found)


@pytest.mark.parametrize("text", CORPUS["prose"])
def test_prose_gives_the_organisations_it_names(text: str) -> None:
    assert [match.id for match in find_organisations(text)] == CORPUS["prose"][text]


def test_what_is_in_no_table_is_given_with_its_name_and_no_id() -> None:
    (unknown, known) = read_organisations("the Foo Bar Agency (FBA) and IOM")[0], read_organisations("x and IOM")[-1]
    assert (unknown.id, unknown.name) == (None, "Foo Bar Agency")
    assert known.id == "iom"


def test_each_row_of_the_table_of_2020_reads_as_expected(shared: Path) -> None:
    (seed,) = (shared / "seeds").glob("003_*.txt")
    (expectation,) = (shared / "expected").glob("003_*.json")
    cells: list[tuple[list[str], list[str]]] = []
    for line in seed.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if len(row) == 10 and row[0][:-1].isdigit():
            cells.append(([row[6]], [row[8]]))
        elif len(row) == 10 and not row[0] and cells:  # a row that goes on over the page
            cells[-1][0].append(row[6])
            cells[-1][1].append(row[8])
    rows = json.loads(expectation.read_text(encoding="utf-8"))["mechanisms"]
    assert len(cells) == len(rows) == 28
    for row, (association, secretariat) in zip(rows, cells, strict=True):
        for field, parts in (("formal_association", association), ("secretariat", secretariat)):
            text = " ".join(part for part in parts if part)
            if read_country(text) is not None or text in EMPTY:
                continue
            wanted = [entry["id"] for entry in row[field]]
            assert [match.id for match in read_organisations(text)] == wanted, (row["mechanism"], field, text)


def test_each_observer_of_the_tripoli_process_reads_as_expected(shared: Path) -> None:
    (expectation,) = (shared / "expected").glob("001_*.json")
    (seed,) = (shared / "seeds").glob("001_*.txt")
    lines = (
        seed.read_text(encoding="utf-8").partition("Observer Organizations")[2].partition("- Meetings")[0].split("\n")
    )
    wanted = [
        entry["id"]
        for entry in json.loads(expectation.read_text(encoding="utf-8"))["mechanisms"][0]["observers"]
        if entry["kind"] == "organisation"
    ]
    assert [read_organisation(line).id for line in lines if line.strip()] == wanted


def test_every_name_of_the_table_is_read_as_its_own() -> None:
    for each in organisations().values():
        for name in (each.name, *each.names, *each.acronyms):
            assert read_organisation(name).id == each.id, name
    assert organisation_name("iom") == "International Organization for Migration"
    assert organisation_name("nobody") is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_organisation(text)
    for match in (*find_organisations(text), *read_organisations(text)):
        assert 0 <= match.start < match.end <= len(text)
