"""A composed page as PDF: one column, two columns, or a table of labels and values."""

from __future__ import annotations

from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from tests.pages.composed.parts import Body, Part

FORMS = ("pdf-flow", "pdf-two-columns", "pdf-label-table", "pdf-unruled-table")
FONTS = ("dejavu-condensed-regular.ttf", "dejavu-condensed-bold.ttf")
PLAIN = ParagraphStyle("plain", fontName="Condensed", fontSize=10, leading=13)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Condensed-Bold", spaceBefore=7)
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=15, leading=19)
SMALL = ParagraphStyle("small", parent=PLAIN, fontSize=7, leading=9)
SMALL_HEAD = ParagraphStyle("small head", parent=SMALL, fontName="Condensed-Bold")
SUB = ParagraphStyle("sub", parent=BOLD, fontSize=10, spaceBefore=3)


def printed(body: Body, form: str, dice: Random) -> bytes:
    """The PDF's bytes."""
    from tests.pages.pdf_table import FONTS as FOLDER

    for name, file in zip(("Condensed", "Condensed-Bold"), FONTS, strict=True):
        pdfmetrics.registerFont(TTFont(name, FOLDER / file))
    out = BytesIO()
    width, height = A4
    margin = 50
    columns = 2 if form == "pdf-two-columns" else 1
    gap = 24 * (columns - 1)
    wide = (width - 2 * margin - gap) / columns
    frames = [
        Frame(margin + n * (wide + gap), margin, wide, height - 2 * margin, id=f"f{n}", leftPadding=0, rightPadding=0)
        for n in range(columns)
    ]
    paper = BaseDocTemplate(out, pagesize=A4, title=body.title, invariant=1)
    paper.addPageTemplates([PageTemplate(id="page", frames=frames)])
    paper.build(_table(body, wide, form) if form.endswith("table") else _flow(body, dice, wide))
    return out.getvalue()


def _text(words: str, style: ParagraphStyle = PLAIN) -> Paragraph:
    return Paragraph(escape(words).replace("\n", "<br/>"), style)


def _flow(body: Body, dice: Random, wide: float) -> list[Flowable]:
    story: list[Flowable] = [_text(body.title, TITLE), Spacer(0, 6)]
    story += [_line(part) for part in body.facts]
    story += [_text(text, ParagraphStyle("intro", parent=PLAIN, spaceBefore=5)) for text in body.intro]
    bullet = dice.choice(("• ", "- ", "– "))
    for part in body.sections:
        story += _section(part, BOLD, bullet, wide)
    return [*story, Spacer(0, 8), *(_text(line) for line in body.foot)]


def _line(part: Part) -> Paragraph:
    colon = "" if part.label.endswith("?") else ":"
    return Paragraph(f'<font name="Condensed-Bold">{escape(part.label)}{colon}</font> {escape(part.printed)}', PLAIN)


def _section(part: Part, style: ParagraphStyle, bullet: str, wide: float) -> list[Flowable]:
    if part.short and style is SUB:
        return [_line(part)]
    story: list[Flowable] = [_text(part.label, style)] if part.label else [Spacer(0, 6)]
    story += [_text(text) for text in ((part.printed,) if part.value else ()) + part.paragraphs]
    said = [
        item.text + (f" ({' | '.join(name for name, _ in item.marks)})" if item.marks else "") for item in part.items
    ]
    if said and part.arrangement in ("commas", "semicolons", "slashes"):
        story.append(_text({"commas": ", ", "semicolons": "; ", "slashes": " / "}[part.arrangement].join(said)))
    else:
        bare = part.arrangement in ("lines", "blocks", "paragraphs")
        for number, text in enumerate(said, 1):
            sign = "" if bare else f"{number}. " if part.arrangement == "numbers" else bullet
            story.append(_text(sign + text, ParagraphStyle("item", parent=PLAIN, leftIndent=0 if bare else 12)))
    if part.table:
        story.append(_grid(part, wide))
    for sub in part.parts:
        story += _section(sub, SUB, bullet, wide)
    return story


def _grid(part: Part, wide: float) -> Table:
    cells = [[_text(cell, SMALL_HEAD if n == 0 else SMALL) for cell in row] for n, row in enumerate(part.table)]
    # As wide as their words: no word is broken.
    weights = [
        max(max(len(word) for word in row[n].split() or [""]) * 3 + min(len(row[n]), 60) for row in part.table)
        for n in range(len(part.table[0]))
    ]
    widths = [wide * weight / sum(weights) for weight in weights]
    return Table(
        cells,
        colWidths=widths,
        style=[("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )


def _table(body: Body, wide: float, form: str) -> list[Flowable]:
    """Labels to the left, values to the right; long lists make long cells, one row each."""
    rows = []
    for part in (*body.facts, *body.sections):
        content = (
            [_text(part.printed)]
            if part.short
            else _section(
                Part(
                    "",
                    part.printed,
                    paragraphs=part.paragraphs,
                    items=part.items,
                    arrangement=part.arrangement,
                    table=part.table,
                    parts=part.parts,
                ),
                BOLD,
                "• ",
                wide * 0.7,
            )[1:]
        )
        rows.append([_text(part.label, ParagraphStyle("label", parent=BOLD, spaceBefore=0)), content])
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if form == "pdf-label-table":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    sheet = Table(rows, colWidths=(wide * 0.28, wide * 0.72), style=style, splitInRow=1)
    intro = [_text(text) for text in body.intro]
    return [
        _text(body.title, TITLE),
        Spacer(0, 6),
        *intro,
        Spacer(0, 6),
        sheet,
        Spacer(0, 6),
        *(_text(line) for line in body.foot),
    ]
