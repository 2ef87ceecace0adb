"""A date that a label promises is read or leaves a finding, with its words."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Finding


def findings(html: str) -> list[Finding]:
    page = f"<html lang=en><title>Bali Process</title><body><h1>Bali Process</h1>{html}</body></html>"
    document = read(page.encode(), media_type="text/html")
    return list(extract(document, "mechanism-page", ("bali-process",)).findings)


@pytest.mark.parametrize(
    "words", ["31 June 2019", "the nineties", "shortly after the war", "Ocember 2019", "14–12 May 2002", "XX/2002"]
)
def test_a_year_of_establishment_that_is_none_leaves_a_finding(words: str) -> None:
    found = [each for each in findings(f"<p>Established: {words}</p>") if each.field == "established"]
    assert [each.kind for each in found] == ["unparsed-date"]
    assert words in found[0].message


@pytest.mark.parametrize("words", ["31 June 2019", "14–12 May 2002", "29 February 2019", "du 31 au 32 juin 2019"])
def test_a_meeting_on_a_day_that_never_was_leaves_a_finding(words: str) -> None:
    html = f"<h2>Recent Meetings</h2><ul><li>Second Ministerial Conference, Bali, {words}</li></ul>"
    assert [each.kind for each in findings(html) if each.field == "meeting"] == ["unparsed-date"]


@pytest.mark.parametrize("words", ["12 Febuary 2019", "Septmber 12, 2019"])
def test_a_misspelt_month_is_read_and_told(words: str) -> None:
    html = f"<h2>Recent Meetings</h2><ul><li>Second Ministerial Conference, Bali, {words}</li></ul>"
    assert [each.kind for each in findings(html) if each.field == "meeting"] == ["typo"]


@pytest.mark.parametrize(
    ("sentence", "field", "told"),
    [
        (
            "The Second Ministerial Conference of the Bali Process took place in Bali on 12 Febuary 2019.",
            "meeting",
            "February",
        ),
        ("La 3e réunion plénière du Processus de Bali s'est tenue à Tunis le 4 septmbre 2019.", "meeting", "septembre"),
        ("<p>Chair: Kenya (Febuary 2019 – March 2020)</p>", "chair", "February"),
    ],
)
def test_a_misspelt_month_in_a_sentence_or_a_term_is_told(sentence: str, field: str, told: str) -> None:
    found = [each for each in findings(f"<p>{sentence}</p>") if each.field == field]
    assert [each.kind for each in found] == ["typo"]
    assert f"read as {told}" in found[0].message
    assert found[0].quote
    assert found[0].quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The Second Ministerial Conference of the Bali Process took place in Bali on 12 February 2019.",
        "<p>Chair: Kenya (February 2019 – March 2020)</p>",
    ],
)
def test_what_is_well_spelt_is_not(sentence: str) -> None:
    assert [each for each in findings(f"<p>{sentence}</p>") if each.kind == "typo"] == []


def test_a_part_about_another_mechanism_is_shown() -> None:
    html = (
        "<html lang=en><title>Migration</title><main><h2>Bali Process</h2><p>The chair is Kenya.</p>"
        "<h2>Budapest Process</h2><p>The chair is Chad.</p></main></html>"
    )
    document = read(html.encode(), media_type="text/html")
    found = extract(document, "ministry-page", ("bali-process",)).findings
    (other,) = [each for each in found if each.kind == "other-mechanism"]
    assert other.quote == "Budapest Process"
    assert other.locator
