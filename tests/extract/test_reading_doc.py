"""docs/reading.md names every field of the contract and every table that pages are read by."""

from __future__ import annotations

import re
from pathlib import Path

from monitor.extract.contract import LISTS, ONES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")


def test_every_field_is_named_with_its_place_in_the_json() -> None:
    rows = [line.split("|") for line in TEXT.splitlines() if line.startswith("| `")]
    fields = {name for row in rows for name in re.findall(r"`(\w+)`", row[1])}
    places = {name for row in rows if len(row) > 4 for name in re.findall(r"`(\w+)`", row[3])}
    assert {*LISTS, *ONES, "objective"} <= fields
    assert set(LISTS.values()) <= places


def test_every_table_is_named() -> None:
    tables = {path.name for path in (ROOT / "monitor" / "lookups").glob("*.toml")}
    named = set(re.findall(r"`(\w+\.toml)`", TEXT))
    assert tables == named
