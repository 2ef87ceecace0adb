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
