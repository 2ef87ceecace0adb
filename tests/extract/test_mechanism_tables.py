"""Tables of mechanisms with other columns, in other languages and settings: each states the same in whatever form."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

Row = tuple[str, ...]
FORMS = ("ruled", "unruled", "html", "tabs", "strokes", "spaces")
ALMATY = "Afghanistan, Azerbaijan, Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Turkey"
COLOMBO = (
    "Afghanistan\nBangladesh\nChina\nIndia\nIndonesia\nNepal\nPakistan\nPhilippines\nSri Lanka\nThailand\nViet Nam"
)
# By name: the rows (the first holds the heads), and facts that must be among those that are read.
TABLES: dict[str, tuple[Sequence[Row], set[tuple[str, str, str]]]] = {
    "numbers of members": (
        (
            ("#", "ISCM", "Type", "Member States", "Established", "Region", "Current Chair", "IOM role"),
            ("1.", "Almaty Process", "RCP", "7", "2013", "Asia", "Kazakhstan", "Observer"),
            ("2.", "Budapest Process (BP)", "IRF", "50", "1993", "Europe - Asia", "Türkiye and Hungary", "Member"),
            ("3.", "Puebla Process (RCM)", "RCP", "11", "1996", "Americas", "Panama (incoming Mexico)", "none"),
        ),
        {("rcm", "chair", "incoming:MX"), ("budapest-process", "region", "europe"), ("rcm", "member_count", "")},
    ),
    "members in the cells": (
        (
            ("Name of the mechanism", "Year of establishment", "Members", "Chair"),
            ("Almaty Process", "2013", ALMATY, "Kazakhstan (2015-2016)"),
            ("Colombo Process", "2003", COLOMBO, "Nepal"),
            ("Puebla Process (RCM)", "1996", "Belize\nCanada\nCosta Rica\nEl Salvador", "Mexico"),
        ),
        {("almaty-process", "member", "TR"), ("colombo-process", "member", "VN"), ("rcm", "member", "SV")},
    ),
    "heads over lines, numbers before members": (
        (
            ("Name of\nprocess", "Date of\nestablish-\nment", "Member\nStates", "Current\nChair"),
            ("Almaty Process", "2013", f"7: {ALMATY}", "Kazakhstan"),
            ("Colombo Process", "2003", "3 (Bangladesh, China, Viet Nam)", "Nepal, until 2025"),
            ("GFMD*", "2007", "n/a", "France (2022-2023)"),
        ),
        {("almaty-process", "member_count", ""), ("colombo-process", "member", "VN"), ("gfmd", "established", "")},
    ),
    "two labels in a head": (
        (
            ("Chair", "Mechanism", "Past Chairs", "Type / Region"),
            ("Nepal (2017-2021)", "Colombo Process", "Sri Lanka (2013-2017), Bangladesh (2011-2013)", "RCP / Asia"),
            ("Türkiye; co-chair: Hungary", "Budapest Process", "none", "IRF / Europe, Asia"),
            ("Kazakhstan", "Almaty Process", "none", "RCP / Asia"),
        ),
        {("colombo-process", "chair", "past:BD:2011/2013"), ("budapest-process", "region", "asia")},
    ),
    "French": (
        (
            ("Nom du mécanisme", "Année de création", "États membres", "Présidence", "Secrétariat"),
            ("Processus de Rabat", "2006", "57", "Mali", "ICMPD"),
            ("Processus de Khartoum", "2014", "40", "Égypte", "ICMPD"),
            ("Processus de Puebla", "1996", "11", "Mexique", "OIM"),
        ),
        {("khartoum-process", "chair", "chair:EG"), ("rcm", "secretariat", "iom")},
    ),
    "Spanish": (
        (
            ("Nombre del mecanismo", "Presidencia Pro Témpore", "Año de creación", "Países Miembros"),
            ("Conferencia Sudamericana sobre Migraciones (CSM)", "Argentina", "2000", "Argentina, Bolivia, Brasil"),
            ("Conferencia Regional sobre Migración (CRM)", "Panamá", "1996", "Belice, Canadá, Costa Rica"),
            ("Proceso de Rabat", "Malí", "2006", "Angola; Benín; Gambia"),
        ),
        {("sacm", "member", "BR"), ("rcm", "chair", "chair:PA"), ("rabat-process", "member", "GM")},
    ),
    "Portuguese": (
        (
            ("Nome do mecanismo", "Presidência", "Ano de criação", "Países membros"),
            ("Processo de Rabat", "Mali", "2006", "Angola, Benim, Gâmbia"),
            ("Processo de Cartum", "Egito", "2014", "Egito, Quénia, Itália"),
            ("Processo de Budapeste", "Turquia", "1993", "Turquia, Hungria"),
        ),
        {("khartoum-process", "member", "KE"), ("rabat-process", "established", "")},
    ),
}


def rendered(rows: Sequence[Row], form: str) -> tuple[bytes, str]:
    flat = [[cell.replace("-\n", "").replace("\n", " ") for cell in row] for row in rows]
    if form in ("ruled", "unruled"):
        return _pdf(rows, ruled=form == "ruled"), "application/pdf"
    if form == "html":
        return "".join(_markup(rows)).encode(), "text/html"
    if form == "tabs":
        lines = ["\t".join(row) for row in flat]
    elif form == "strokes":
        lines = ["| " + " | ".join(row) + " |" for row in flat]
        lines.insert(1, "|---" * len(rows[0]) + "|")
    else:
        widths = [max(map(len, column)) + 3 for column in zip(*flat, strict=True)]
        lines = ["".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in flat]
    return "\n".join(lines).encode(), "text/plain"


def _markup(rows: Sequence[Row]) -> Iterator[str]:
    yield "<html><body><h1>Overview of mechanisms</h1><table>"
    for number, row in enumerate(rows):
        tag = "td" if number else "th"
        yield "<tr>" + "".join(f"<{tag}>{_broken(cell.replace('-' + chr(10), ''))}</{tag}>" for cell in row) + "</tr>"
    yield "</table></body></html>"


def _broken(cell: str) -> str:
    return html.escape(cell).replace("\n", "<br/>")


def _pdf(rows: Sequence[Row], *, ruled: bool) -> bytes:
    small = ParagraphStyle("small", parent=getSampleStyleSheet()["Normal"], fontSize=7, leading=8.4)
    bold = ParagraphStyle("bold", parent=small, fontName="Helvetica-Bold")
    cells = [[Paragraph(_broken(cell), small if number else bold) for cell in row] for number, row in enumerate(rows)]
    table = Table(cells, colWidths=[720 / len(rows[0])] * len(rows[0]), repeatRows=1)
    lines: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines]))
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=30, rightMargin=30).build([table])
    return out.getvalue()


def reading(rows: Sequence[Row], form: str) -> Extraction:
    body, media_type = rendered(rows, form)
    return extract(read(body, media_type=media_type, url="http://x.test/table"), "mechanism-table")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_states_the_same_in_any_form(name: str, form: str) -> None:
    rows, among = TABLES[name]
    stated = {(s.mechanism, s.field, s.key) for s in reading(rows, form).statements}
    assert among <= stated
    assert stated == {(s.mechanism, s.field, s.key) for s in reading(rows, "html").statements}


@pytest.mark.parametrize("form", FORMS)
def test_a_fact_is_found_in_its_cell(form: str) -> None:
    rows, _ = TABLES["members in the cells"]
    extraction = reading(rows, form)
    body, media_type = rendered(rows, form)
    cells = {
        place: cell
        for block in read(body, media_type=media_type).blocks
        for place, cell in zip(block.cell_locators, block.cells, strict=False)
    }
    for statement in extraction.statements:
        if statement.field in ("member", "chair") and statement.locator in cells:
            assert statement.quote == " ".join(cells[statement.locator].split())
    assert any(statement.locator in cells for statement in extraction.statements)


def test_a_column_that_is_not_known_is_told() -> None:
    rows = [("Mechanism", "Chair", "Established", "Colour of the flag"), ("Almaty Process", "Nepal", "2013", "blue")]
    found = reading(rows, "html").findings
    assert [(finding.kind, finding.quote) for finding in found] == [("unknown-column", "Colour of the flag")]


def test_a_row_for_two_mechanisms_is_told_and_not_shared_out() -> None:
    rows = [
        ("Mechanism", "Chair", "Established"),
        ("MIDSA and MIDWA", "Nepal", "2000"),
        ("Almaty Process", "Nepal", "2013"),
    ]
    extraction = reading(rows, "html")
    assert {statement.mechanism for statement in extraction.statements} == {"almaty-process"}
    assert "at once" in next(finding.message for finding in extraction.findings if finding.kind == "unknown-mechanism")


def test_a_table_without_known_heads_is_told_and_not_guessed_at() -> None:
    rows = [("A", "B", "C"), ("Almaty Process", "Nepal", "2013"), ("Colombo Process", "Nepal", "2003")]
    extraction = reading(rows, "ruled")
    assert not extraction.statements
    assert "no-columns" in {finding.kind for finding in extraction.findings}


@pytest.mark.parametrize("form", ["ruled", "unruled"])
def test_heads_that_a_later_page_puts_in_other_words_are_no_row(form: str) -> None:
    rows, _ = TABLES["numbers of members"]
    again = ("No", "Mechanism", "Category", "Members", "Founded", "Regions", "Chair", "Role of IOM")
    stated = {(s.mechanism, s.field, s.key) for s in reading([*rows[:3], again, rows[3]], form).statements}
    assert stated == {(s.mechanism, s.field, s.key) for s in reading(rows, form).statements}
