from __future__ import annotations

import pytest

from monitor.documents.decode import decode

WORDS = "Última atualização: Évora – “S. Tomé”"


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (WORDS.encode("utf-8"), None),
        (b"\xef\xbb\xbf" + WORDS.encode("utf-8"), "windows-1251"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), None),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-8"),
        (WORDS.encode("cp1252"), "iso-8859-1"),
        (WORDS.encode("cp1252"), "ISO-8859-1 "),
        (WORDS.encode("cp1252"), None),
        (WORDS.encode("cp1252"), "no-such-charset"),
        (WORDS.encode("cp1252"), "base64"),
        (WORDS.encode("cp1252"), "utf-8"),
        (WORDS.encode("utf-8"), "iso-8859-1"),
    ],
)
def test_the_words_are_read_whatever_was_said(body: bytes, charset: str | None) -> None:
    assert decode(body, charset) == WORDS


def test_http_is_believed_before_the_page() -> None:
    page = '<meta charset="windows-1252">Туре'.encode("cp1251")
    assert decode(page, "windows-1251").endswith("Туре")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_the_page_is_believed_where_http_is_silent(meta: str) -> None:
    assert decode((meta + "Туре").encode("cp1251")).endswith("Туре")


def test_a_stray_byte_does_not_spoil_a_page() -> None:
    assert decode(WORDS.encode("utf-8") + b"\xff", "utf-8") == WORDS + "\ufffd"


def test_a_page_cannot_be_utf_16_by_its_own_meta() -> None:
    assert decode('<meta charset="utf-16">é'.encode()).endswith("é")
