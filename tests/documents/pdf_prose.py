"""PDFs of text in many settings, drawn by reportlab: `PAGES` names each, with what a reader must see there."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from monitor.model import Document

Draw = Callable[[Canvas], None]
Check = Callable[[Document], bool]
PAGES: dict[str, tuple[Draw, Check]] = {}
_SENTENCE = (
    "The States that met in the autumn agreed on what they had long discussed and on the rules that follow from it for "
    "the next meeting of senior officials which will be held in the capital of Ruritania before the end of the year"
)
RUN = _SENTENCE.split()
_STATES = (
    "Albania,Algeria,Austria,Belgium,Bosnia and Herzegovina,Bulgaria,Croatia,Cyprus,Denmark,Egypt,Estonia,Finland,"
    "France,Germany,Greece,Hungary,Iceland,Ireland,Italy,Latvia,Libya,Malta,Monaco,Norway"
)
STATES = _STATES.split(",")
FACTS = (
    ("Established", "1996"),
    ("Chairing country", "Ruritania"),
    ("Member States", ", ".join(STATES[:14]) + " and Greece"),
    ("Secretariat", "IOM"),
)
FONTS = Path("/usr/share/fonts/truetype")


def drawn(draw: Draw) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def running(count: int, first: str) -> str:
    return " ".join([first, *(RUN * 5)[:count]])


ALPHA, BETA, GAMMA = (running(150, first) for first in ("Alpha", "Beta", "Gamma"))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not block.landmark]


def says(*expected: str) -> Check:
    return lambda document: texts(document) == list(expected)


def page(name: str, check: Check) -> Callable[[Draw], Draw]:
    def keep(draw: Draw) -> Draw:
        PAGES[name] = draw, check
        return draw

    return keep


def lines(canvas: Canvas, x: float, y: float, text: str, width: float, *, size: float = 10, lead: float = 12) -> float:
    canvas.setFont("Helvetica", size)
    for line in simpleSplit(text, "Helvetica", size, width):
        canvas.drawString(x, y, line)
        y -= lead
    return y


@page("two columns under a title", says("Title over both columns", ALPHA, BETA))
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 780, "Title over both columns")
    lines(canvas, 60, 740, ALPHA, 220)
    lines(canvas, 310, 740, BETA, 220)


@page("three columns", says(ALPHA, BETA, GAMMA))
def _(canvas: Canvas) -> None:
    for at, text in enumerate((ALPHA, BETA, GAMMA)):
        lines(canvas, 40 + 175 * at, 760, text, 160, size=9, lead=11)


@page("a box beside the text", says(ALPHA, running(30, "Beta")))
def _(canvas: Canvas) -> None:
    lines(canvas, 60, 760, ALPHA, 330)
    canvas.setFillColor(colors.lightgrey)
    canvas.rect(410, 560, 150, 215, stroke=0, fill=1)
    canvas.setFillColor(colors.black)
    lines(canvas, 418, 760, running(30, "Beta"), 130, size=8, lead=10)


@page("a note below the text", says("Kosovo¹", "1 All references are to the resolution."))
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, "Kosovo")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(60 + canvas.stringWidth("Kosovo", "Helvetica", 10), 704, "1")
    canvas.line(60, 180, 200, 180)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(60, 168, "1")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(65, 165, "All references are to the resolution.")


def _facts(colon: str) -> Check:
    return lambda document: (
        [(block.text, block.lead) for block in document.blocks[1:]]
        == [(f"{label}{colon} {value}", label + colon) for label, value in FACTS]
    )


@page("labels beside their values", _facts(""))
def _(canvas: Canvas) -> None:
    _fact_sheet(canvas, "")


@page("labels with colons beside their values", _facts(":"))
def _(canvas: Canvas) -> None:
    _fact_sheet(canvas, ":")


def _fact_sheet(canvas: Canvas, colon: str) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 780, "Amber Sea Dialogue")
    y = 740.0
    for label, value in FACTS:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, y, label + colon)
        y = lines(canvas, 200, y, value, 250) - 6


def _lists_states(document: Document) -> bool:
    across = [STATES[row + 8 * column] for row in range(8) for column in range(3)]
    seen = [cell for block in document.blocks if block.text != "Members" for cell in block.cells or (block.text,)]
    return seen in (STATES, across)


@page("members in three columns", _lists_states)
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(60, 780, "Members")
    canvas.setFont("Helvetica", 10)
    for at, name in enumerate(STATES):
        canvas.drawString(60 + 150 * (at // 8), 760 - 13 * (at % 8), name)


@page(
    "bullets of a font of signs",
    lambda d: [(b.kind, b.text) for b in d.blocks] == [("item", "Ruritania"), ("item", running(24, "Borduria"))],
)
def _(canvas: Canvas) -> None:
    y = 760.0
    for name in ("Ruritania", running(24, "Borduria")):
        canvas.setFont("ZapfDingbats", 6)
        canvas.drawString(64, y + 1, "l")
        y = lines(canvas, 80, y, name, 400)


@page("ligatures", says("The office of first affairs flows"))
def _(canvas: Canvas) -> None:
    font = next(FONTS.rglob("DejaVuSans.ttf"), None)
    ligatures = font is not None
    if font is not None:
        pdfmetrics.registerFont(TTFont("Sans", str(font)))
    canvas.setFont("Sans" if ligatures else "Helvetica", 10)
    text = "The o\ufb03ce of \ufb01rst a\ufb00airs \ufb02ows" if ligatures else "The office of first affairs flows"
    canvas.drawString(60, 700, text)


@page("small capitals", says("MEMBER STATES"))
def _(canvas: Canvas) -> None:
    x = 60.0
    for text, size in (("M", 12), ("EMBER ", 9), ("S", 12), ("TATES", 9)):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, 700, text)
        x += canvas.stringWidth(text, "Helvetica", size)


@page("letters spaced out", says("MEMBER STATES", "Member States of the Dialogue"))
def _(canvas: Canvas) -> None:
    for y, spacing, words in ((700, 4, "MEMBER STATES"), (600, 2, "Member States of the Dialogue")):
        text = canvas.beginText(60, y)
        text.setFont("Helvetica", 11)
        text.setCharSpace(spacing)
        text.textOut(words)
        canvas.drawText(text)


@page("words printed twice for boldness", says("Member States", "Ruritania", "Shadow"))
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    for shift in (0, 0.3, 0.6):
        canvas.drawString(60 + shift, 700, "Member States")
    canvas.drawString(60, 680, "Ruritania")
    canvas.drawString(61, 599, "Shadow")
    canvas.drawString(60, 600, "Shadow")


@page("a scan with its text beneath", says("Member States of the Dialogue"))
def _(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    text = canvas.beginText(60, 700)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.textOut("Member States of the Dialogue")
    canvas.drawText(text)


@page("heads and feet that run on", says(*(f"Chapter {letter} has words of its own" for letter in "abc")))
def _(canvas: Canvas) -> None:
    for number, letter in enumerate("abc", 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 810, "Office of the Amber Sea")
        canvas.drawRightString(530, 810, "March 2020")
        canvas.drawString(60, 500, f"Chapter {letter} has words of its own")
        canvas.drawCentredString(300, 30, f"- {number} -")
        canvas.showPage()


@page("feet that differ left and right", says(*(f"Chapter {letter} has words of its own" for letter in "abcdef")))
def _(canvas: Canvas) -> None:
    for letter, number in zip("abcdef", ("i", "ii", "iii", "iv", "v", "vi"), strict=True):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 500, f"Chapter {letter} has words of its own")
        if letter in "bdf":
            canvas.drawString(60, 30, f"{number}   Overview of dialogues")
        else:
            canvas.drawRightString(530, 30, f"Office of the Sea   {number}")
        canvas.showPage()


@page("one page with its number", says("Words of the page"))
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 500, "Words of the page")
    canvas.drawCentredString(300, 30, "Page 1 of 1")


@page(
    "hyphens at the ends of lines",
    says(
        "The consultation of the international group took place in Asia-Pacific with a co-chair that is State-led and "
        "inter-regional in kind, from 12-13 March on, international and the consultation went well."
    ),
)
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    broken = (
        "The consultation of the interna-|tional group took place in Asia-|Pacific with a co-|chair that is State-|led "
        "and inter-|regional in kind, from 12-|13 March on, international and the consul-|tation went well."
    )
    for at, line in enumerate(broken.split("|")):
        canvas.drawString(60, 700 - 12 * at, line)


@page("a paragraph over a page's end", says(running(430, "Alpha")))
def _(canvas: Canvas) -> None:
    held = simpleSplit(running(430, "Alpha"), "Helvetica", 10, 470)
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(held[:4]):
        canvas.drawString(60, 140 - 12 * at, line)
    canvas.showPage()
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(held[4:]):
        canvas.drawString(60, 760 - 12 * at, line)


@page(
    "links",
    lambda d: (
        [(link.text, link.url) for block in d.blocks for link in block.links]
        == [("Final report", "https://sea.test/report.pdf"), ("secretariat@sea.test", "mailto:secretariat@sea.test")]
    ),
)
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for y, before, words, url in (
        (700, "See the ", "Final report", "https://sea.test/report.pdf"),
        (650, "Contact: ", "secretariat@sea.test", "mailto:secretariat@sea.test"),
    ):
        canvas.drawString(60, y, f"{before}{words} of the year")
        left = 60 + canvas.stringWidth(before, "Helvetica", 10)
        canvas.linkURL(url, (left, y - 3, left + canvas.stringWidth(words, "Helvetica", 10), y + 10))


@page("a form that is filled in", lambda d: any("Ruritania" in text for text in texts(d)))
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, "Chairing country:")
    canvas.acroForm.textfield(name="chair", x=160, y=692, width=200, height=20, value="Ruritania")


@page("text upside down", says("Member States of the Dialogue, as they sat"))
def _(canvas: Canvas) -> None:
    canvas.translate(400, 300)
    canvas.rotate(180)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(0, 0, "Member States of the Dialogue, as they sat")


@page("a note set upright in the margin", says("Plain words of the page that go across it", "Draft of March"))
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, "Plain words of the page that go across it")
    canvas.translate(30, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Draft of March")


@page(
    "a watermark",
    lambda d: texts(d) == ["Plain words"] and d.warnings == ("words set aslant on page 1 were left out: “DRAFT”",),
)
def _(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 500, "Plain words")
    canvas.translate(150, 350)
    canvas.rotate(45)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(0, 0, "DRAFT")


@page(
    "labels in bold above their values",
    lambda d: (
        [(b.kind, b.text) for b in d.blocks]
        == [("term", "Members"), ("text", "Ruritania"), ("term", "Observers"), ("text", "Syldavia")]
    ),
)
def _(canvas: Canvas) -> None:
    for y, label, value in ((700, "Members", "Ruritania"), (660, "Observers", "Syldavia")):
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, y, label)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, y - 14, value)


BOLD, PLAIN = "Helvetica-Bold", "Helvetica"


def _said(canvas: Canvas, rows: list[tuple[float, float, str, str]], size: float = 10) -> None:
    for x, y, font, text in rows:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)


def kinds(*expected: tuple[str, str]) -> Check:
    return lambda document: [(block.kind, block.text) for block in document.blocks] == list(expected)


@page(
    "labels that run over lines beside short values, rows close together",
    kinds(
        ("term", "Bodies that support the process and its rounds"),
        ("text", "Amber Union"),
        ("term", "Kind"),
        ("text", "Forum"),
        ("term", "Seats held by observers"),
        ("item", "Ruritania"),
        ("item", "Freedonia"),
        ("item", "Sylvania"),
    ),
)
def _(canvas: Canvas) -> None:
    _said(
        canvas,
        [
            (60, 700, BOLD, "Bodies that support"),
            (200, 700, PLAIN, "Amber Union"),
            (60, 688, BOLD, "the process and its"),
            (60, 676, BOLD, "rounds"),
            (60, 662, BOLD, "Kind"),
            (200, 662, PLAIN, "Forum"),
            (60, 648, BOLD, "Seats held by"),
            (200, 648, PLAIN, "• Ruritania"),
            (60, 636, BOLD, "observers"),
            (200, 636, PLAIN, "• Freedonia"),
            (200, 624, PLAIN, "• Sylvania"),
        ],
    )


@page(
    "a value of several paragraphs with a bold lead, and text after the labels",
    kinds(
        ("term", "Kept by"),
        ("text", "Office: Amber Sea Office (Port"),
        ("text", "Deputy: none"),
        ("term", "Since"),
        ("text", "1901"),
        ("text", "All of this was copied from the ledger of the office by hand."),
    ),
)
def _(canvas: Canvas) -> None:
    _said(
        canvas, [(60, 700, BOLD, "Kept by"), (160, 700, BOLD, "Office:"), (205, 700, PLAIN, "Amber Sea Office (Port")]
    )
    _said(canvas, [(160, 680, BOLD, "Deputy:"), (205, 680, PLAIN, "none")])
    _said(canvas, [(60, 650, BOLD, "Since"), (160, 650, PLAIN, "1901")])
    _said(canvas, [(60, 610, PLAIN, "All of this was copied from the ledger of the office by hand.")])


@page(
    "two columns of lists whose lines stand at unlike heights",
    says("Harbours", "North Quay", "South Quay", "Old Mole", "Ferry Pier", "New Basin", "Ships", "Gull", "Tern", "Auk"),
)
def _(canvas: Canvas) -> None:
    for x, y, names in (
        (60, 700, ("Harbours", "North Quay", "South Quay", "Old Mole", "Ferry Pier", "New Basin")),
        (310, 695, ("Ships", "Gull", "Tern", "Auk")),
    ):
        for number, name in enumerate(names):
            _said(canvas, [(x, y - 26 * number, PLAIN if number else BOLD, name)])


@page(
    "pairs that stand level are not read column by column",
    lambda document: (
        [block.text for block in document.blocks]
        == ["Gull 1901", "Tern 1912", "Auk 1923", "Petrel 1934", "Skua 1945", "Fulmar 1956"]
    ),
)
def _(canvas: Canvas) -> None:
    for number, (name, year) in enumerate(
        zip(("Gull", "Tern", "Auk", "Petrel", "Skua", "Fulmar"), range(1901, 1960, 11), strict=False)
    ):
        _said(canvas, [(60, 700 - 24 * number, PLAIN, name), (310, 700 - 24 * number, PLAIN, str(year))])
