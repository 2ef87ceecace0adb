"""PDFs made on the spot, and a short way to look at blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from monitor.model import Block, Document

COLUMNS = ("No", "Forum", "Kind", "States, in numbers", "Since", "Part of the world", "Presided by", "What it is for")
WIDTHS = (28, 150, 40, 60, 45, 100, 90, 230)


def invented_rows(count: int = 28) -> list[tuple[str, ...]]:
    """Rows of a table that nobody has published, with cells of one to five lines."""
    seas = ("Amber", "Coral", "Silver", "Northern", "Long")
    kinds = (
        "Dialogue on Labour Mobility and Return",
        "Forum",
        "Consultations on Borders, Ports and Islands of the Region",
    )
    return [
        (
            f"{number}.",
            f"{seas[number % 5]} Sea {kinds[number % 3]} (F{number})",
            "RCP" if number % 2 else "IRF",
            str(7 + number * 3),
            str(1980 + number),
            ("Europe - Asia", "Africa", "Eurasia, the Pacific and the Americas")[number % 3],
            ("n/a", "Ruritania (incoming Syldavia)")[number % 2],
            "Observer; technical co-secretariat; gives guidance to ports. " * (1 + number % 3) + f"Part {number}",
        )
        for number in range(1, count + 1)
    ]


@pytest.fixture
def rows() -> list[tuple[str, ...]]:
    return invented_rows()


@pytest.fixture
def table_pdf() -> Callable[..., bytes]:
    """Builds a PDF with a title, a line, a table of `rows`, and a closing line."""

    def build(
        rows: Sequence[Sequence[str]],
        *,
        columns: Sequence[str] = COLUMNS,
        widths: Sequence[float] = WIDTHS,
        ruled: bool = True,
        middle: bool = False,
        repeat: bool = True,
        split: bool = False,
    ) -> bytes:
        styles = getSampleStyleSheet()
        small = ParagraphStyle("small", parent=styles["Normal"], fontSize=8, leading=9.6)
        bold = ParagraphStyle("bold", parent=small, fontName="Helvetica-Bold")
        cells: list[list[Any]] = [[Paragraph(name, bold) for name in columns]]
        cells += [[Paragraph(cell, small) for cell in row] for row in rows]
        table = Table(cells, colWidths=list(widths), repeatRows=1 if repeat else 0, splitInRow=1 if split else 0)
        commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")]
        if ruled:
            commands.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
        table.setStyle(TableStyle(commands))
        out = BytesIO()
        SimpleDocTemplate(out, pagesize=landscape(A4), title="An invented overview").build(
            [
                Paragraph("An invented overview", styles["Title"]),
                Paragraph("It has one line of prose.", styles["Normal"]),
                Spacer(1, 12),
                table,
                Spacer(1, 14),
                Paragraph("Last update: March 2020", styles["Normal"]),
            ]
        )
        return out.getvalue()

    return build


@pytest.fixture
def drawn_pdf() -> Callable[[Callable[[Canvas], None]], bytes]:
    """A PDF drawn by a function on a canvas of A4."""

    def build(draw: Callable[[Canvas], None]) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        draw(canvas)
        canvas.save()
        return out.getvalue()

    return build


@pytest.fixture
def short() -> Callable[[Document], list[tuple[str, str]]]:
    """A document as (kind, text) pairs, the content only."""

    def look(document: Document) -> list[tuple[str, str]]:
        return [(block.kind, block.text) for block in document.blocks if not block.landmark]

    return look


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Functions that misbehave in a worker, importable there too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import worker_jobs

    return worker_jobs


@pytest.fixture
def table_rows() -> Callable[[Document], list[Block]]:
    def look(document: Document) -> list[Block]:
        return [block for block in document.blocks if block.kind == "row"]

    return look
