"""On a ministry's page each mechanism has its part, however its name is set apart; meetings are found under stories."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

CORPUS = tomllib.loads((Path(__file__).parent / "meeting_pages.toml").read_text(encoding="utf-8"))


def reading(entry: dict[str, Any], layout: str) -> Extraction:
    page = read(f"<body>{entry['html']}".encode(), media_type="text/html")
    return extract(page, layout, (), entry["lang"])  # type: ignore[arg-type]  # a layout


@pytest.mark.parametrize("entry", CORPUS["page"], ids=lambda entry: entry["html"][:70])
def test_meetings_are_read_wherever_a_page_lists_them(entry: dict[str, Any]) -> None:
    found = [
        [m["date"], m["place"] or "", m["country"] or "", m["title"], *(["announced"] if m["announced"] else [])]
        for s in reading(entry, "mechanism-page").statements
        if s.field == "meeting" and isinstance(m := s.value, dict)
    ]
    assert found == entry["meetings"]


@pytest.mark.parametrize("entry", CORPUS["ministry"], ids=lambda entry: entry["html"][:70])
def test_each_mechanism_of_a_page_is_read_or_told(entry: dict[str, Any]) -> None:
    extraction = reading(entry, "ministry-page")
    read_of: dict[str | None, list[str]] = defaultdict(list)
    for statement in extraction.statements:
        if statement.field != "mechanism":
            read_of[statement.mechanism].append(statement.field)
    for finding in extraction.findings:
        if finding.kind in ("unread-sentence", "unread-line"):
            read_of[finding.mechanism].append("told")
    assert {mechanism: sorted(set(fields)) for mechanism, fields in read_of.items()} == entry["read"]
