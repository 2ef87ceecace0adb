"""Fact sheets as PDF, labels beside their values in plain type: a label has all values that stand below each other."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

Sheet = list[tuple[str, str]]  # label and value, '' for a label that goes on


def reading(sheet: Sheet, title: str, note: str = "") -> Extraction:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica", 16)
    canvas.drawString(60, 780, title)
    canvas.setFont("Helvetica", 10)
    y = 740.0
    for label, value in sheet:
        y -= 20 if label else 13
        canvas.drawString(60, y, label)
        canvas.drawString(220, y, value)
    canvas.drawString(60, y - 30, note)
    canvas.save()
    return extract(read(out.getvalue(), media_type="application/pdf", url="http://x.test/"), "mechanism-page")


def keys(extraction: Extraction, field: str) -> set[str]:
    return {one.key for one in extraction.statements if one.field == field}


@pytest.mark.parametrize(
    ("title", "sheet", "field", "count"),
    [
        (
            "Prague Process",
            [
                ("Type", "Regional consultative process"),
                ("Established", "2009"),
                ("Meetings held", "Ministerial Conference, 24-25 October 2022, Prague, Czechia"),
                ("", "Senior Officials' Meeting, 5 December 2023, Vilnius, Lithuania"),
                ("", "Expert meeting, 3 May 2023, Riga, Latvia"),
                ("Secretariat", "ICMPD"),
            ],
            "meeting",
            3,
        ),
        (
            "Proceso de Puebla",
            [
                ("Año de creación", "1996"),
                ("Presidencias anteriores", "México (2022)"),
                ("", "Costa Rica (2021)"),
                ("", "Guatemala (2019)"),
                ("Secretaría", "OIM"),
            ],
            "chair",
            3,
        ),
        (
            "Processo de Budapeste",
            [
                ("Tipo", "Fórum inter-regional"),
                ("Membros", "Turquia"),
                ("", "Hungria"),
                ("", "Paquistão"),
                ("", "Suíça"),
                ("Criado em", "1993"),
            ],
            "member",
            4,
        ),
    ],
)
def test_a_label_has_all_values_that_stand_below_each_other_beside_it(
    title: str, sheet: Sheet, field: str, count: int
) -> None:
    assert len(keys(reading(sheet, title), field)) == count


@pytest.mark.parametrize("value", ["Regional consultative process", "Inter-regional forum", "RCP"])
def test_a_type_beside_its_label_is_no_longer_label(value: str) -> None:
    assert (
        len(keys(reading([("Type", value), ("Established", "2009"), ("Members", "50")], "Prague Process"), "type")) == 1
    )


def test_what_stands_below_the_sheet_is_no_value() -> None:
    sheet = [("Type", "RCP"), ("Members", "Türkiye"), ("", "Hungary"), ("", "Pakistan"), ("Established", "1993")]
    found = reading(sheet, "Budapest Process", "Iraq")
    assert keys(found, "member") == {"TR", "HU", "PK"}
    assert keys(reading([*sheet, ("Secretariat", "ICMPD")], "Budapest Process", "IOM"), "secretariat") == {"icmpd"}
