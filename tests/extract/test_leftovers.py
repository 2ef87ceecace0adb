"""What stands on a page and is not read is told with its words: empty labels, two values, lists under no label."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.page import READERS
from monitor.lookups import load
from monitor.model import Extraction

FIRST_LABEL = {
    entry["field"]: entry["en"][0] for entry in reversed(list(load.entries("labels", "label"))) if entry.get("en")
}


def extraction(body: str) -> Extraction:
    page = f"<h1>Budapest Process</h1>{body}"
    return extract(read(page.encode(), media_type="text/html", url="https://forum.example/about"), "mechanism-page")


def messages(found: Extraction, kind: str) -> list[str]:
    return [finding.message for finding in found.findings if finding.kind == kind]


@pytest.mark.parametrize("field", sorted(set(READERS) - {"sdg", "location", "theme", "types"}))
def test_a_label_with_nothing_under_it_is_told_and_never_read_as_none(field: str) -> None:
    found = extraction(f"<h2>{FIRST_LABEL[field]}</h2><h2>Background</h2><p>Officials have met for years.</p>")
    assert messages(found, "empty-label") == [f"“{FIRST_LABEL[field]}” has nothing under it"]
    assert [f.outcome for f in found.fields if f.field == field] in ([], ["partial"])


def test_a_label_in_a_menu_and_one_with_a_list_elsewhere_are_not_told() -> None:
    menu = "<ul><li><a href='/m'>Members</a></li><li><a href='/d'>Documents</a></li></ul>"
    found = extraction(f"{menu}<h2>Chair</h2><h2>Members</h2><ul><li>Malta<li>Italy</ul><p>Chair: Malta</p>")
    assert messages(found, "empty-label") == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "<p>Established: 1991</p><p>Year of establishment: 1993</p>",
            ["established is stated as “1991” and as “1993”"],
        ),
        ("<dl><dt>Founded<dd>2002<dt>Created<dd>May 2003</dl>", ["established is stated as “2002” and as “May 2003”"]),
        ("<table><tr><th>Launched<td>1996<tr><th>Established<td>June 1996</table>", []),
        ("<p>Established: 1991</p><h3>Year founded</h3><p>1991</p>", []),
    ],
)
def test_two_values_of_a_field_that_has_one_are_told_and_the_first_counts(body: str, told: list[str]) -> None:
    found = extraction(body)
    assert messages(found, "two-values") == told
    assert len([s for s in found.statements if s.field == "established"]) == 1
    assert [f.outcome for f in found.fields if f.field == "established"] == ["partial" if told else "ok"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "<h2>Friends of the gate</h2><ul><li>Malta<li>Italy<li>Spain</ul>",
            ["no field takes what stands under “Friends of the gate”: “Italy”, and 2 more"],
        ),
        (
            "<h2>Friends of the gate</h2><ul><li>Malta</ul>",
            ["no field takes what stands under “Friends of the gate”: “Malta”"],
        ),
        (
            "<h2>Legal matters</h2><p>Depositary: Switzerland</p>",
            ["no field takes what stands under “Legal matters”: “Depositary: Switzerland”"],
        ),
        ("<h2>Background</h2><ul><li>Malta<li>Italy</ul>", []),  # a label that is known to state nothing
        ("<h2>See the sites</h2><ul><li><a href='/a'>Malta</a><li><a href='/b'>Italy</a></ul>", []),
        ("<h2>How it began</h2><p>Officials met in Vienna, and they have met each spring since then.</p>", []),
    ],
)
def test_a_list_under_a_heading_that_announces_no_field_is_told(body: str, told: list[str]) -> None:
    assert messages(extraction(body), "stray-text") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Last updated: 31/02/2019", ["no date was read from “Last updated: 31/02/2019”"]),
        ("Última actualización: semana 3 de 45", ["no date was read from “Última actualización: semana 3 de 45”"]),
        ("Published on: 12 May 2020", []),
        ("Published 12 reports", []),
        ("Date de publication : le 45 du mois 13", ["no date was read from “Date de publication : le 45 du mois 13”"]),
    ],
)
def test_a_label_for_the_date_of_the_page_without_a_date_is_told(text: str, told: list[str]) -> None:
    assert messages(extraction(f"<p>Chair: Malta</p><footer>{text}</footer>"), "unparsed-date") == told


@pytest.mark.parametrize(
    ("markup", "field", "text"),
    [
        ("<h2>Documents</h2><p>1. Rabat Declaration (2006)</p>", "document", "Rabat Declaration (2006)"),
        ("<h2>Member States</h2><p>1. Kenya</p>", "member", "Kenya"),
        ("<h2>Thèmes</h2><p>1. Mobilité de la main-d'œuvre</p>", "focus", "Mobilité de la main-d'œuvre"),
    ],
)
def test_the_number_of_a_list_with_one_entry_is_no_part_of_it(markup: str, field: str, text: str) -> None:
    page = f"<html lang=en><title>Bali Process</title><h1>Bali Process</h1>{markup}"
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("bali-process",))
    assert [one.text for one in found.statements if one.field == field] == [text]
