from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Table

from monitor.documents.pdf import read_pdf
from monitor.errors import DocumentError
from monitor.model import Block, Document

Build = Callable[..., bytes]
Draw = Callable[[Callable[[Canvas], None]], bytes]
Rows = Callable[[Document], list[Block]]


@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
@pytest.mark.parametrize("repeat", [False, True], ids=["names once", "names on each page"])
@pytest.mark.parametrize("ruled", [False, True], ids=["unruled", "ruled"])
def test_every_row_is_read_ruled_or_not(
    rows: list[tuple[str, ...]], table_pdf: Build, table_rows: Rows, ruled: bool, middle: bool, repeat: bool
) -> None:
    document = read_pdf(table_pdf(rows, ruled=ruled, middle=middle, repeat=repeat), url="http://x.test/t.pdf")
    names, *read = table_rows(document)
    assert names.header
    assert [row.cells for row in read] == rows
    assert {row.table for row in read} == {1}
    assert not document.warnings
    prose = [block.text for block in document.blocks if block.kind != "row"]
    assert prose == ["An invented overview", "It has one line of prose.", "Last update: March 2020"]
    assert document.title == "An invented overview"


def test_rows_are_found_by_page_and_row(rows: list[tuple[str, ...]], table_pdf: Build, table_rows: Rows) -> None:
    read = table_rows(read_pdf(table_pdf(rows)))
    assert read[0].locator == "page 1 row 1"
    assert any(row.locator.startswith("page 3 row ") for row in read)
    assert len({row.locator for row in read}) == len(read)


@pytest.mark.parametrize("ruled", [False, True], ids=["unruled", "ruled"])
def test_a_row_that_goes_on_over_a_page_is_one_row_found_where_it_begins(
    table_pdf: Build, table_rows: Rows, ruled: bool
) -> None:
    long = "gives guidance to ports and islands; " * 60
    rows = [
        (f"{n}.", f"Forum {n}", "RCP", "7", "2002", "Africa", "n/a", long if n == 2 else "Observer")
        for n in range(1, 5)
    ]
    read = table_rows(read_pdf(table_pdf(rows, ruled=ruled, split=True)))
    assert [row.cells[0] for row in read] == ["No", "1.", "2.", "3.", "4."]
    assert read[2].cells[-1] == long.strip()
    assert (read[2].locator, read[3].locator) == ("page 1 row 3", "page 2 row 1")
    assert {row.table for row in read} == {1}


def two_pages(first_on_second: str) -> bytes:
    """A ruled table of three columns on two pages; the row at the top of the second has one cell."""
    pages = (
        [("Forum", "Since", "Chair"), ("First Forum", "2004", "Mali")],
        [(first_on_second, "", ""), ("Second Forum", "2005", "Chad")],
    )
    tables = [Table(rows, colWidths=(220, 60, 100), style=[("GRID", (0, 0), (-1, -1), 1, black)]) for rows in pages]
    body = BytesIO()
    SimpleDocTemplate(body, pagesize=A4).build([tables[0], PageBreak(), tables[1]])
    return body.getvalue()


@pytest.mark.parametrize("rest", ["against Trafficking (COMMIT)", "de países costeiros"])
def test_one_cell_that_goes_on_in_small_letters_is_the_rest_of_a_row(rest: str) -> None:
    document = read_pdf(two_pages(rest))
    rows = [block.cells for block in document.blocks if block.kind == "row"]
    assert rows == [
        ("Forum", "Since", "Chair"),
        (f"First Forum {rest}", "2004", "Mali"),
        ("Second Forum", "2005", "Chad"),
    ]


@pytest.mark.parametrize("group", ["Africa", "Europe and Asia", "States of the coast"])
def test_a_group_at_the_top_of_a_page_is_none(group: str) -> None:
    rows = [block.cells for block in read_pdf(two_pages(group)).blocks if block.kind == "row"]
    assert ("First Forum", "2004", "Mali") in rows


def test_the_oracle_sees_the_same_ruled_table(rows: list[tuple[str, ...]], table_pdf: Build, table_rows: Rows) -> None:
    body = table_pdf(rows)
    with pdfplumber.open(BytesIO(body)) as pdf:
        seen = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    expected = [tuple(" ".join((cell or "").split()) for cell in row) for row in seen if row[0] != "No"]
    assert [row.cells for row in table_rows(read_pdf(body))[1:]] == expected


@pytest.mark.parametrize("ruled", [False, True], ids=["unruled", "ruled"])
def test_the_facts_of_the_real_table_survive_a_pdf(
    shared: Path, table_pdf: Build, table_rows: Rows, ruled: bool
) -> None:
    facts = json.loads(next((shared / "expected").glob("003*.json")).read_text(encoding="utf-8"))["mechanisms"]
    rows = [
        (
            f"{fact['row']}.",
            fact["name"],
            fact["type"],
            str(fact["member_count"]),
            fact["established"],
            " - ".join(fact["regions"]),
            ", ".join(chair["country"] for chair in fact["chairs"] if chair.get("country")) or "n/a",
            fact.get("iom_role_note") or "none",
        )
        for fact in facts
    ]
    read = [row.cells for row in table_rows(read_pdf(table_pdf(rows, ruled=ruled)))[1:]]
    assert [plain(row) for row in read] == [plain(row) for row in rows]


def plain(row: tuple[str, ...]) -> tuple[str, ...]:
    """Without the spaces after a hyphen: where a line ends there, the PDF does not say whether there was one."""
    return tuple(cell.replace("- ", "-").replace(" -", "-") for cell in row)


def test_a_date_that_breaks_at_its_dash_is_whole_again(table_pdf: Build, table_rows: Rows) -> None:
    rows = [("1.", "Forum of the Amber Sea 16-01-2018", "RCP", "7", "2002", "Africa", "n/a", "none")] * 2
    read = table_rows(read_pdf(table_pdf(rows, widths=(28, 62, 40, 60, 45, 100, 90, 230))))
    assert "16-01-2018" in read[1].cells[1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_one_sees_it(table_pdf: Build, table_rows: Rows, rows: list[Any], turn: int) -> None:
    import pypdfium2

    upright = table_pdf(rows[:8])
    pdf = pypdfium2.PdfDocument(upright)
    for page in pdf:
        page.set_rotation(turn)
    out = BytesIO()
    pdf.save(out)
    pdf.close()
    assert [row.cells for row in table_rows(read_pdf(out.getvalue()))[1:]] == rows[:8]


def test_a_table_drawn_sideways_is_read(drawn_pdf: Draw, table_rows: Rows) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 9)
        for at, row in enumerate([("Name", "Type", "Since"), ("Foo", "RCP", "2002"), ("Bar", "IRF", "2004")]):
            for column, cell in enumerate(row):
                canvas.drawString(60 + 150 * column, 400 - 20 * at, cell)
        canvas.grid([55, 200, 350, 500], [355, 375, 395, 415])

    assert [row.cells for row in table_rows(read_pdf(drawn_pdf(draw)))] == [
        ("Name", "Type", "Since"),
        ("Foo", "RCP", "2002"),
        ("Bar", "IRF", "2004"),
    ]


def test_cells_that_span_are_read(drawn_pdf: Draw, table_rows: Rows) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.rect(50, 700, 300, 60)
        canvas.line(50, 740, 350, 740)
        canvas.line(150, 720, 350, 720)
        canvas.line(150, 700, 150, 740)
        canvas.line(250, 700, 250, 760)
        for x, y, text in ((60, 746, "Wide"), (260, 746, "C"), (60, 726, "Tall"), (160, 726, "b"), (260, 726, "c")):
            canvas.drawString(x, y, text)
        canvas.drawString(160, 706, "d")
        canvas.drawString(260, 706, "e")

    assert [row.cells for row in table_rows(read_pdf(drawn_pdf(draw)))] == [
        ("Wide", "", "C"),
        ("Tall", "b", "c"),
        ("Tall", "d", "e"),
    ]


def test_prose_is_headings_paragraphs_and_entries(drawn_pdf: Draw) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 780, "Conclusions of the Amber Sea")
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(
            [
                "The States that met in the autumn agreed on what they had long discussed, and on the inter-",
                "national rules that follow from it, for the next meeting.",
                "They parted.",
            ]
        ):
            canvas.drawString(60, 740 - 12 * at, line)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 680, "Members")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 660, "• Ruritania")
        canvas.drawString(60, 648, "• Syldavia")

    document = read_pdf(drawn_pdf(draw))
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Conclusions of the Amber Sea"),
        (
            "text",
            "The States that met in the autumn agreed on what they had long discussed, and on the inter-national "
            "rules that follow from it, for the next meeting.",
        ),
        ("text", "They parted."),
        ("term", "Members"),
        ("item", "Ruritania"),
        ("item", "Syldavia"),
    ]
    assert document.title in ("Conclusions of the Amber Sea", "untitled")


def test_two_columns_are_read_one_after_the_other(drawn_pdf: Draw) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at in range(12):
            canvas.drawString(50, 760 - 12 * at, f"left {at} some words of the first column")
            canvas.drawString(310, 760 - 12 * at, f"right {at} some words of the other one")

    text = read_pdf(drawn_pdf(draw)).text
    assert text.index("left 11") < text.index("right 0")


def test_what_every_page_repeats_is_no_content(drawn_pdf: Draw) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 4):
            canvas.drawString(60, 810, "Office of the Amber Sea")
            canvas.drawString(60, 500, f"Chapter {'abc'[page - 1]} has words of its own")
            canvas.drawString(300, 30, f"Page {page} of 3")
            canvas.showPage()

    document = read_pdf(drawn_pdf(draw))
    assert [block.text for block in document.blocks if not block.landmark] == [
        "Chapter a has words of its own",
        "Chapter b has words of its own",
        "Chapter c has words of its own",
    ]


def test_a_scan_is_told(drawn_pdf: Draw) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Words")
        canvas.showPage()
        canvas.rect(10, 10, 400, 400, fill=1)
        canvas.showPage()

    document = read_pdf(drawn_pdf(draw))
    assert document.warnings == ("page 2 has no text",)
    assert [block.text for block in document.blocks] == ["Words"]


def test_columns_that_are_not_clear_are_lines_of_text_and_told(drawn_pdf: Draw, table_rows: Rows) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at in range(12):  # lines at one distance, a third of them full: no one can tell the rows
            canvas.drawString(60, 760 - 14 * at, f"word {at}")
            if at % 3 == 0:
                for column in range(1, 6):
                    canvas.drawString(60 + 80 * column, 760 - 14 * at, f"cell {at}")

    document = read_pdf(drawn_pdf(draw))
    assert table_rows(document) == []
    assert "were not recognised" in document.warnings[0]
    assert "word 11" in document.text


@pytest.mark.parametrize("body", [b"%PDF-1.7\nnot really", b"%PDF-", b""])
def test_what_is_no_pdf_is_refused(body: bytes) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_pdf(body)
