from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from monitor.documents import read
from monitor.errors import DocumentError


@pytest.mark.parametrize(
    ("body", "media_type", "expected"),
    [
        (b"<p>Chair", "", "text/html"),
        (b"<!DOCTYPE html><p>Chair", "text/plain", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='x'><p>Chair</p></html>", "application/xhtml+xml", "text/html"),
        (b"Chair: Tunisia", "text/html", "text/html"),
        (b"Chair: Tunisia", "", "text/plain"),
        (b"Chair < 5 and Members > 6", "", "text/plain"),
        (b"Use <b>bold</b> words", "text/plain; charset=utf-8", "text/plain"),
        ("Chair".encode("utf-16"), "", "text/plain"),
        (b"", "text/html", "text/html"),
        (b"[KG1] Members", "", "text/plain"),
    ],
)
def test_bytes_are_read_for_what_they_are(body: bytes, media_type: str, expected: str) -> None:
    assert read(body, media_type=media_type, url="http://x.test/").media_type == expected


def test_a_pdf_is_known_by_its_first_bytes(drawn_pdf: Callable[[Callable[[Canvas], None]], bytes]) -> None:
    body = drawn_pdf(lambda canvas: canvas.drawString(60, 700, "Words"))
    document = read(body, media_type="text/html")
    assert (document.media_type, document.text) == ("application/pdf", "Words")


@pytest.mark.parametrize(
    ("body", "media_type", "name"),
    [
        (json.dumps({"a": 1}).encode(), "application/json", "JSON"),
        (b'[{"a": 1}]', "", "JSON"),
        (b"<rss version='2.0'></rss>", "", "XML"),
        (b"PK\x03\x04abc", "", "ZIP"),
        (b"\x89PNG\r\n", "text/html", "image"),
        (b"GIF89a", "image/gif", "image"),
        (b"\x00\x01\x02", "", "binary"),
        (b"<p>x", "application/pdf", "PDF"),
        (b"abc", "image/svg", "image"),
    ],
)
def test_what_is_no_page_is_refused_by_name(body: bytes, media_type: str, name: str) -> None:
    with pytest.raises(DocumentError, match=name) as caught:
        read(body, media_type=media_type, url="http://x.test/")
    assert caught.value.url == "http://x.test/"


def test_the_charset_of_http_is_used() -> None:
    assert read("<p>Туре".encode("cp1251"), media_type="text/html", charset="windows-1251").text == "Туре"
