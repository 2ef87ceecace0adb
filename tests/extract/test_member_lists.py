"""Lists of States and organisations in all their forms: what is read, what is told, and whether it was all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from monitor.extract import extract
from monitor.model import Block, Document, Extraction

CASES = tomllib.loads((Path(__file__).parent / "members.toml").read_text(encoding="utf-8"))["case"]
VALUES = tomllib.loads((Path(__file__).parent / "values" / "countries.toml").read_text(encoding="utf-8"))
OF_THE_PAGE = {"unknown-mechanism", "none-read"}  # it is about nobody, and holds nothing else


def page(label: str, lines: list[str], kind: str = "item") -> Extraction:
    blocks = [Block("heading", "A page about a group of States", "block 1", 1), Block("term", label, "block 2")]
    for number, line in enumerate(lines, 3):
        cells = tuple(cell.strip() for cell in line.split("|")) if kind == "row" else ()
        blocks.append(Block(kind, line, f"block {number}", 1, cells=cells))  # type: ignore[arg-type]  # a kind of block
    return extract(Document("text/html", "", language="en", blocks=tuple(blocks)), "mechanism-page", language="en")


@pytest.mark.parametrize("case", CASES, ids=[case["lines"][0] for case in CASES])
def test_a_list_is_read_as_it_stands(case: dict[str, Any]) -> None:
    read = page(case["label"], case["lines"], case.get("kind", "item"))
    keys = {name: [s.key for s in read.statements if s.field == name] for name in ("member", "observer")}
    assert keys == {"member": case["members"], "observer": case.get("observers", [])}
    assert {f.kind for f in read.findings} - OF_THE_PAGE == set(case.get("findings", []))
    field = "observer" if case["label"].startswith("Observer") else "member"
    outcome = next(f.outcome for f in read.fields if f.field == field)
    assert case.get("outcome", "ok") in (outcome, "any")


LISTS = {"Tunisia and Spain": ["TN", "ES"], "Spain Portugal": ["ES", "PT"]}
# the words that say that there is none, that it is not known, and headings and numbers within a list
NO_ENTRY = {
    "Home", "All Member States",
    "None", "none", "n/a", "N/A", "No", "tbc", "10", "15", "Europe", "Africa", "Asia", "Latin America", "Caribbean",
    "Oceania", "Central Asia", "Western Balkans", "Horn of Africa", "Middle East", "Western Mediterranean", "Gulf",
    "Baltic States", "Member States", "Members", "Participating States", "Countries", "Nordic countries",
    "the countries of the Maghreb", "Countries of the Andean Community",
    "Maghreb", "Sahel", "Great Lakes", "Pacific Islands",
}  # fmt: skip


def ends_the_list(read: Extraction) -> bool:
    """It is another label: what follows is no member."""
    return not any(s.field == "member" and s.key == "ZM" for s in read.statements)


@pytest.mark.parametrize("text", [text for text in VALUES["none"]["texts"] if text.strip(" •*")])
def test_what_is_no_country_is_no_member_and_is_told(text: str) -> None:
    read = page("Member States", ["Angola", text, "Zambia"])
    states = [s.key for s in read.statements if s.field == "member" and s.value["kind"] == "state"]  # type: ignore[call-overload, index]  # a member is an object
    assert set(states) - {"AO", "ZM"} <= set(LISTS.get(text, []))
    told = {f.kind for f in read.findings} - OF_THE_PAGE
    organisations = [s for s in read.statements if s.field == "member" and s.value["kind"] == "organisation"]  # type: ignore[call-overload, index]  # a member is an object
    assert told or organisations or states[2:] or text in NO_ENTRY or ends_the_list(read)
