"""Draws a table of mechanisms as a PDF: landscape, cells of several lines, rows that go on over a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONTS = Path(__file__).parent / "fonts"
MARGIN = 24  # points
PLAIN = ParagraphStyle("cell", fontName="Condensed", fontSize=9, leading=11)
BOLD = ParagraphStyle("head", parent=PLAIN, fontName="Condensed-Bold")
LINE = ParagraphStyle("line", parent=PLAIN, fontSize=10, leading=13)
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=14, leading=20)

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be drawn. `pages` holds the rows of each page; widths are in points; line breaks in cells are kept."""

    title: str
    above: tuple[str, ...]
    columns: Row
    pages: tuple[tuple[Row, ...], ...]
    below: tuple[str, ...]
    widths: tuple[float, ...]
    header_on_each_page: bool = False


def draw(sheet: Sheet, *, ruled: bool = True) -> bytes:
    """The PDF's bytes; the same sheet gives the same bytes."""
    for name, file in (("Condensed", "dejavu-condensed-regular.ttf"), ("Condensed-Bold", "dejavu-condensed-bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    out = BytesIO()
    paper = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=sheet.title,
        invariant=1,
    )
    paper.build(_story(sheet, ruled))
    return out.getvalue()


def _story(sheet: Sheet, ruled: bool) -> list[Flowable]:
    story: list[Flowable] = [_text(line, LINE) for line in sheet.above]
    story += [_text(sheet.title, TITLE), Spacer(0, 4)]
    for number, rows in enumerate(sheet.pages):
        if number:
            story.append(PageBreak())
        header = [sheet.columns] if number == 0 or sheet.header_on_each_page else []
        story.append(_table(header, rows, sheet.widths, ruled))
    return [*story, Spacer(0, 6), *(_text(line, LINE) for line in sheet.below)]


def _table(header: list[Row], rows: Sequence[Row], widths: tuple[float, ...], ruled: bool) -> Table:
    cells = [[_text(cell, BOLD) for cell in row] for row in header]
    cells += [[_text(cell, PLAIN) for cell in row] for row in rows]
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        style += [("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#d9e2f3"))] if header else []
    return Table(cells, colWidths=widths, style=style)


def _text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(words).replace("\n", "<br/>"), style)
