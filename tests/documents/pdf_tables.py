"""PDFs of tables in many settings, drawn by reportlab: `TABLES` names each, with the rows that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

Row = tuple[str, ...]
HEAD: Row = ("Forum", "Set up", "States", "Presided by", "Work")
WIDTHS = (130, 55, 55, 100, 170)
ROWS: tuple[Row, ...] = (
    (
        "Amber Sea Dialogue on Labour Mobility and Return (ASD)",
        "1996",
        "12",
        "Ruritania",
        "Gives guidance to ports and islands of the region, twice a year",
    ),
    ("Coral Forum", "2002", "7", "Syldavia and Borduria", "Observer"),
    (
        "Long Valley Consultations on Borders, Ports and Islands",
        "2008",
        "31",
        "n/a",
        "Keeps the secretariat; writes the minutes of every meeting of senior officials",
    ),
    (
        "Silver Process",
        "2011",
        "9",
        "Zubrowka (incoming Ruritania)",
        "Technical support and training for those who ask for it",
    ),
    ("Northern Talks on the Rights of those who Travel to Work", "2013", "16", "San Sombrero", "None"),
)
GRID: Any = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


class Upright(Flowable):
    """Words that read from the bottom to the top."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def wrap(self, *_: Any) -> tuple[float, float]:
        return 10, 80

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont("Helvetica-Bold", 8)
        self.canv.drawString(2, -8, self.words)


def table(
    commands: Sequence[Any],
    rows: Sequence[Row] = ROWS,
    *,
    head: Sequence[Any] = (HEAD,),
    widths: Sequence[float] = WIDTHS,
    tight: bool = False,
    times: int = 1,
    **kwargs: Any,
) -> bytes:
    """A table with `commands` of its style. `tight`: no room between rows, so that lines alone tell them apart."""
    small = ParagraphStyle("small", parent=getSampleStyleSheet()["Normal"], fontSize=8, leading=9.6)
    bold = ParagraphStyle("bold", parent=small, fontName="Helvetica-Bold")
    cells = [[Paragraph(cell, bold) if isinstance(cell, str) else cell for cell in row] for row in head]
    cells += [[Paragraph(cell, small) if isinstance(cell, str) else cell for cell in row] for row in rows * times]
    kwargs.setdefault("repeatRows", 0)
    drawn = Table(cells, colWidths=list(widths), **kwargs)
    room: list[Any] = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)] if tight else []
    drawn.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *room, *commands]))
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=40, rightMargin=40).build([drawn])
    return out.getvalue()


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def _boxes(canvas: Canvas) -> None:
    """Each cell a box of its own, with a little room between the boxes."""
    canvas.setFont("Helvetica", 9)
    for at, row in enumerate([("Forum", "Since", "States"), ("Amber", "1996", "12"), ("Coral", "2002", "7")]):
        for column, cell in enumerate(row):
            canvas.rect(60 + column * 120, 700 - at * 22, 118.5, 20.5)
            canvas.drawString(66 + column * 120, 706 - at * 22, cell)


def _thin_boxes(canvas: Canvas) -> None:
    """As word processors draw them: lines are filled boxes, piece by piece."""
    canvas.setFont("Helvetica", 9)
    for at, row in enumerate([("Forum", "Since", "States"), ("Amber", "1996", "12"), ("Coral", "2002", "7")]):
        for column, cell in enumerate(row):
            x, y = 60 + column * 120, 700 - at * 22
            canvas.drawString(x + 6, y + 6, cell)
            canvas.rect(x, y, 119.5, 0.5, stroke=0, fill=1)
            canvas.rect(x, y + 21.5, 119.5, 0.5, stroke=0, fill=1)
            canvas.rect(x, y + 0.5, 0.5, 21, stroke=0, fill=1)
            canvas.rect(x + 119.5, y, 0.5, 22, stroke=0, fill=1)


def _side_by_side(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    for left, rows in (
        (40, [("Forum", "Since"), ("Amber", "1996")]),
        (320, [("State", "Seat"), ("Ruritania", "Strelsau")]),
    ):
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                canvas.rect(left + column * 110, 700 - at * 20, 110, 20)
                canvas.drawString(left + 6 + column * 110, 706 - at * 20, cell)


SPAN_HEAD = (("Forum", "Facts", "", "Who", ""), HEAD)
ZEBRA = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])]
RULES = [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 1.2, colors.black)]
CONTINUED: Row = ("Forum (continued)", "Set up", "States", "Presided by", "Work")
LONG = ("Gives guidance to ports, islands and those who ask for it, and writes it down. " * 45).strip()
BROKEN = (*ROWS[:3], (*ROWS[3][:4], LONG), *ROWS[4:])
THREE = (("Forum", "Since", "States"), ("Amber", "1996", "12"), ("Coral", "2002", "7"))
BOXED = [("BOX", (0, 0), (-1, -1), 0.5, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]

TABLES: dict[str, tuple[Callable[[], bytes], Sequence[Row]]] = {
    "grid": (lambda: table([GRID]), (HEAD, *ROWS)),
    "grid, tight": (lambda: table([GRID], tight=True), (HEAD, *ROWS)),
    "no lines": (lambda: table([]), (HEAD, *ROWS)),
    "horizontal rules": (lambda: table(RULES), (HEAD, *ROWS)),
    "horizontal rules, tight": (lambda: table(RULES, tight=True), (HEAD, *ROWS)),
    "rules about the head and the foot": (
        lambda: table(
            [
                ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
                ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
            ]
        ),
        (HEAD, *ROWS),
    ),
    "zebra": (lambda: table(ZEBRA), (HEAD, *ROWS)),
    "zebra, tight": (lambda: table(ZEBRA, tight=True), (HEAD, *ROWS)),
    "zebra by cell, tight": (
        lambda: table(
            [("BACKGROUND", (c, r), (c, r), colors.lightblue) for r in range(0, 6, 2) for c in range(5)], tight=True
        ),
        (HEAD, *ROWS),
    ),
    "double lines": (
        lambda: table([("GRID", (0, 0), (-1, -1), 0.5, "black", None, None, None, 2, 1.5)]),
        (HEAD, *ROWS),
    ),
    "dotted lines": (lambda: table([("GRID", (0, 0), (-1, -1), 0.5, "black", "round", (0.5, 2))]), (HEAD, *ROWS)),
    "dashed lines": (
        lambda: table([("GRID", (0, 0), (-1, -1), 0.5, "black", None, (4, 3))], tight=True),
        (HEAD, *ROWS),
    ),
    "thick head": (
        lambda: table(
            [
                ("BACKGROUND", (0, 0), (-1, 0), colors.darkblue),
                ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
                ("BOX", (0, 0), (-1, 0), 3, "black"),
                GRID,
            ]
        ),
        (HEAD, *ROWS),
    ),
    "inner lines only": (lambda: table([("INNERGRID", (0, 0), (-1, -1), 0.5, "black")]), (HEAD, *ROWS)),
    "upright lines only": (lambda: table([("LINEAFTER", (0, 0), (-2, -1), 0.5, "black")]), (HEAD, *ROWS)),
    "box and upright lines": (lambda: table([*BOXED, ("LINEAFTER", (0, 0), (-2, -1), 0.5, "black")]), (HEAD, *ROWS)),
    "names over several columns": (
        lambda: table([GRID, ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))], head=SPAN_HEAD),
        (*SPAN_HEAD, *ROWS),
    ),
    "a cell over rows": (
        lambda: table([GRID, ("SPAN", (3, 1), (3, 2))]),
        (HEAD, ROWS[0], (*ROWS[1][:3], "Ruritania", ROWS[1][4]), *ROWS[2:]),
    ),
    "upright names": (lambda: table([GRID], head=[tuple(Upright(name) for name in HEAD)]), (HEAD, *ROWS)),
    "upright names, no lines": (lambda: table([], head=[tuple(Upright(name) for name in HEAD)]), (HEAD, *ROWS)),
    "three pages, names once": (lambda: table([GRID], times=14), (HEAD, *(ROWS * 14))),
    "three pages, names on each": (lambda: table([GRID], times=14, repeatRows=1), (HEAD, *(ROWS * 14))),
    "three pages, no lines": (lambda: table([], times=14, repeatRows=1), (HEAD, *(ROWS * 14))),
    "three pages, zebra": (lambda: table(ZEBRA, times=14, repeatRows=1, tight=True), (HEAD, *(ROWS * 14))),
    "a row over pages": (
        lambda: table([GRID], BROKEN, splitInRow=1, repeatRows=1, widths=(130, 55, 55, 100, 60)),
        (HEAD, *BROKEN),
    ),
    "a row over pages, no lines": (
        lambda: table([], BROKEN, splitInRow=1, widths=(130, 55, 55, 100, 60)),
        (HEAD, *BROKEN),
    ),
    "a row over pages, rules": (
        lambda: table(RULES, BROKEN, splitInRow=1, repeatRows=1, widths=(130, 55, 55, 100, 60)),
        (HEAD, *BROKEN),
    ),
    "boxes": (lambda: drawn(_boxes), THREE),
    "lines that are boxes": (lambda: drawn(_thin_boxes), THREE),
    "two beside each other": (
        lambda: drawn(_side_by_side),
        (("Forum", "Since"), ("Amber", "1996"), ("State", "Seat"), ("Ruritania", "Strelsau")),
    ),
    "two columns, rules": (
        lambda: table(
            RULES, [(row[0], row[4]) for row in ROWS], head=[("Forum", "Work")], widths=(130, 170), tight=True
        ),
        [(row[0], row[4]) for row in (HEAD, *ROWS)],
    ),
}
