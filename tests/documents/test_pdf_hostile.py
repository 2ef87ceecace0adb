"""PDFs that are broken, locked, endless or no text at all: read as far as they go, or refused in plain words."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from monitor.documents.judge import judge
from monitor.documents.pdf import read_pdf
from monitor.errors import DocumentError
from tests.documents.pdf_prose import drawn

SECONDS = 20.0  # for machines that are busy; each takes one to three by itself


def _words(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "Words of the page")


def _strings(canvas: Canvas) -> None:
    for at in range(60_000):
        canvas.drawString(10 + at % 500, 10 + (at // 500) * 4, "x")


def _strokes(canvas: Canvas) -> None:
    _words(canvas)
    for at in range(50_000):
        x, y = 10 + (at * 7) % 560, 10 + (at * 13) % 800
        canvas.line(x, y, *((x + 10, y) if at % 2 else (x, y + 30)))


def _curve(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(0, 0)
    for at in range(150_000):
        path.lineTo(at % 600, (at * 7) % 800)
    canvas.drawPath(path)


def _mesh(canvas: Canvas) -> None:
    for at in range(900):
        canvas.line(10, 5 + at * 0.9, 580, 5 + at * 0.9)
        canvas.line(5 + at * 0.6, 10, 5 + at * 0.6, 800)


@pytest.mark.parametrize(
    ("draw", "told"),
    [(_strings, "more"), (_strokes, "more is drawn"), (_curve, ""), (_mesh, "")],
    ids=["strings", "strokes", "curve", "mesh"],
)
def test_a_page_that_holds_too_much_is_cut_in_bounded_time_and_told(draw: Callable[[Canvas], None], told: str) -> None:
    body = drawn(draw)
    start = time.perf_counter()
    document = read_pdf(body)
    assert time.perf_counter() - start < SECONDS
    assert any(told in warning for warning in document.warnings) or not told


def test_a_page_as_large_as_a_city_is_read() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(1e6, 1e6))
    _words(canvas)
    canvas.drawString(900_000, 900_000, "Far away")
    canvas.save()
    assert {block.text for block in read_pdf(out.getvalue()).blocks} == {"Words of the page", "Far away"}


def test_a_document_of_many_pages_is_cut_and_told() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(500):
            canvas.drawString(60, 700, f"Words of {number}")
            canvas.showPage()

    document = read_pdf(drawn(draw))
    assert document.warnings == ("only the first 300 of 500 pages were read",)


def test_a_scan_is_a_page_that_holds_only_images() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
            canvas.showPage()

    document = read_pdf(drawn(draw))
    assert document.warnings == ("the PDF holds only images: no page of 2 has text (a scan)",)
    assert judge(document) is None  # neither empty nor not found


def _locked(user: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption(user, ownerPassword="owner", strength=128))
    _words(canvas)
    canvas.save()
    return out.getvalue()


def test_a_lock_without_a_password_opens() -> None:
    assert read_pdf(_locked("")).text == "Words of the page"


def test_a_lock_with_a_password_is_told_in_plain_words() -> None:
    with pytest.raises(DocumentError, match="cannot be opened without a password"):
        read_pdf(_locked("secret"))


def test_a_damaged_table_of_contents_is_mended() -> None:
    body = drawn(_words)
    at = body.rindex(b"startxref")
    assert read_pdf(body[:at] + b"startxref\n99999999\n%%EOF").text == "Words of the page"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_ends_too_soon_is_read_or_refused(share: float) -> None:
    body = drawn(_words)
    try:
        said = read_pdf(body[: int(len(body) * share)]).text
    except DocumentError as refused:
        said = refused.message
    assert said == "Words of the page" or "cannot be opened" in said


def test_files_that_are_attached_are_told() -> None:
    pdf = pypdfium2.PdfDocument(drawn(_words))
    pdf.new_attachment("members.csv").set_data(b"a,b")
    out = BytesIO()
    pdf.save(out)
    pdf.close()
    assert read_pdf(out.getvalue()).warnings == ("1 file attached to the PDF was not read",)
