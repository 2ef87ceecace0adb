"""The JSON of `extract --json` has the keys that other programs rely on, each value with its proof on request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from monitor.extract.forms import fault
from monitor.lookups.load import table
from monitor.model import Layout
from tests.pages.render import load_facts, render

KEYS = {
    "mechanism", "name", "type", "regions", "established", "formal_association", "chairs", "secretariat",
    "secretariat_note", "iom_roles", "member_count", "member_count_parts", "members", "observer_count",
    "observer_count_parts", "observers", "focus", "objectives", "meetings", "documents", "links", "contacts",
    "website", "locations", "themes", "types", "sdgs", "geographic_focus", "results", "budget",
}  # fmt: skip
PAGES: dict[str, tuple[Layout, str]] = {
    "lagoon-states-dialogue": ("mechanism-page", "headings"),
    "iom-5-5-dialogue": ("mechanism-page", "accordion"),
    "sgmai-5-5-dialogue": ("ministry-page", "soup"),
    "south-south-iom-ro-mena": ("practice-page", "definitions"),
    "iom-iscm-table": ("mechanism-table", "html-table"),
}
EXTRACT = Path(__file__).parents[2] / "monitor" / "extract"


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """The text of a page, and its extraction as JSON with evidence."""
    layout, markup = PAGES[request.param]
    document = read(render(load_facts()[request.param], markup, 0), media_type="text/html")
    return document.text, json.loads(json.dumps(as_json(extract(document, layout), evidence=True)))


def quotes(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if "quote" in node:
            yield node["quote"], node["locator"]
        for value in node.values():
            yield from quotes(value)
    elif isinstance(node, list):
        for value in node:
            yield from quotes(value)


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_keys_are_those_of_the_contract(page: tuple[str, dict[str, Any]]) -> None:
    _, actual = page
    assert set(actual) == {"schema", "layout", "source_fields", "mechanisms", "findings"}
    assert actual["schema"] == 1
    assert set(actual["source_fields"]) == {"last_updated", "published", "language"}
    assert actual["mechanisms"]
    for mechanism in actual["mechanisms"]:
        assert set(mechanism) - {"evidence"} == KEYS
    for finding in actual["findings"]:
        assert {"kind", "field", "message"} <= set(finding)


def test_lists_are_lists_and_the_unknown_is_null(page: tuple[str, dict[str, Any]]) -> None:
    _, actual = page
    for mechanism in actual["mechanisms"]:
        for key in KEYS:
            value = mechanism[key]
            ones = (
                "mechanism", "name", "type", "established", "secretariat_note", "member_count", "member_count_parts",
                "observer_count", "observer_count_parts", "website", "geographic_focus", "budget",
            )  # fmt: skip
            assert isinstance(value, list) != (key in ones), key


def test_every_quote_stands_in_the_page_and_has_a_locator(page: tuple[str, dict[str, Any]]) -> None:
    text, actual = page
    found = list(quotes(actual))
    assert len(found) > 10
    whole = words(text)
    for quote, locator in found:
        assert words(quote) in whole
        assert locator


def test_every_value_has_its_proof(page: tuple[str, dict[str, Any]]) -> None:
    _, actual = page
    for mechanism in actual["mechanisms"]:
        for key in KEYS - {"mechanism"}:
            value = mechanism[key]
            entries = value if isinstance(value, list) and key != "objectives" else [value] if value else []
            for index, entry in enumerate(entries):
                inside = isinstance(entry, dict) and "quote" in entry
                assert inside or {f"{key}.{index}", key} & set(mechanism["evidence"]), key


@pytest.mark.parametrize("name", PAGES)
def test_what_our_own_layouts_state_has_the_forms_that_others_are_held_to(name: str) -> None:
    layout, markup = PAGES[name]
    document = read(render(load_facts()[name], markup, 0), media_type="text/html")
    extraction = extract(document, layout)
    assert extraction.statements
    assert fault(extraction) is None


def test_without_evidence_there_are_no_quotes() -> None:
    document = read(render(load_facts()["lagoon-states-dialogue"], "headings", 0), media_type="text/html")
    assert list(quotes(as_json(extract(document, "mechanism-page"))["mechanisms"])) == []


def test_every_kind_of_finding_is_in_the_table() -> None:
    known = set(table("findings"))
    used = set()
    for module in EXTRACT.rglob("*.py"):
        code = module.read_text(encoding="utf-8")
        used |= set(re.findall(r"""(?:Finding|remark)\(\s*["']([a-z-]+)["']""", code))
    assert len(used) > 10
    assert used <= known
