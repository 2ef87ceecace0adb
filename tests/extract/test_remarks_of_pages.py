"""A line in which a page speaks of itself is no value of the field above it, and true values with figures are read."""

from __future__ import annotations

import pytest

from monitor import documents
from monitor.extract import extract
from monitor.ids import canonical
from monitor.model import Extraction
from tests.histories.remarks import LAST, MARKUPS, REMARKS, Markup, page


def read(html: str) -> Extraction:
    document = documents.read(html.encode(), media_type="text/html", url="https://x.example/k", charset="utf-8")
    return extract(document, "mechanism-page", ("khartoum-process",))


def said(extraction: Extraction) -> list[tuple[str, ...]]:
    stated = [(one.field, one.key, canonical(one.value)) for one in extraction.statements]
    return sorted([*stated, *((one.kind, one.message) for one in extraction.findings)])


def values(html: str, field: str) -> list[str]:
    return [one.text for one in read(html).statements if one.field == field]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("last", LAST)
def test_behind_any_field_it_says_nothing(last: str, markup: Markup) -> None:
    alone = said(read(page(markup, last)))
    for remark in REMARKS[:9:2]:
        assert said(read(page(markup, last, remark.format(day=2, n=38)))) == alone, remark


@pytest.mark.parametrize("last", ["Secretariat", "Contact", "Objectives", "Areas of focus"])
@pytest.mark.parametrize("markup", MARKUPS)
def test_a_date_behind_words_that_are_none_is_no_value(last: str, markup: Markup) -> None:
    def stated(foot: str) -> list[tuple[str, str]]:
        return [(one.field, canonical(one.value)) for one in read(page(markup, last, foot)).statements]

    alone = stated("")
    assert stated("Sunday, 1 March 2026") == alone
    if markup.__name__ != "plain" or last == "Secretariat":  # in a language whose words no list has
        assert stated("Strona wygenerowana 1.03.2026 10:00") == alone


def test_a_secretariat_with_figures_that_says_not_what_it_is_is_an_unread_line() -> None:
    found = read("<h1>Khartoum Process</h1><h2>Secretariat</h2><p>ICMPD</p><p>Odwiedziny 38</p>")
    assert [one.text for one in found.statements if one.field == "secretariat"] == ["ICMPD"]
    assert [one.kind for one in found.findings if one.field == "secretariat"] == ["unread-line"]


@pytest.mark.parametrize(
    ("label", "field", "lines"),
    [
        ("Secretariat", "secretariat", ["ICMPD (since 2005)"]),
        ("Secretariat", "secretariat", ["Unit 5 of the Ministry of Rivers"]),
        ("Secretariat", "secretariat", ["Group of 77"]),
        ("Areas of focus", "focus", ["Goal 10 of the 2030 Agenda", "Training in 12 States"]),
        ("Results", "result", ["Workshop held on 3 May 2024", "38 officials were trained"]),
        ("Key Documents", "document", ["Rome Declaration (2014)", "Plan of action 2015–2019"]),
        ("Established", "established", ["1991"]),
        ("Meetings", "meeting", ["3 May 2026, Rome: Senior officials meeting", "June 2024, Cairo: Ministerial"]),
    ],
)
@pytest.mark.parametrize("markup", MARKUPS)
def test_true_values_with_figures_are_read(label: str, field: str, lines: list[str], markup: Markup) -> None:
    html = f"<html><body>{markup({'Chair': ('Egypt',), label: tuple(lines)}, '')}</body></html>"
    assert len(values(html, field)) == len(lines)
