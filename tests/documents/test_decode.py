from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.documents import read
from monitor.documents.charset import SAMPLE
from monitor.documents.decode import codec, decode, decoded

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


LANGUAGES = tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))
WESTERN = ("english", "french", "spanish", "portuguese", "german")
# Of these the detector knows the language by 400 bytes; a shorter text is read as windows-1252.
CENTRAL = ("polish", "czech", "hungarian", "romanian", "turkish")
SPOKEN = [(language, encoding) for language, one in LANGUAGES.items() for encoding in one["encodings"]]


def page(language: str, encoding: str, size: int, *, marked: bool) -> str:
    """A text of a language of `size` bytes or some more, its words over and over; `marked`: markup between them."""
    name, text, length = codec(encoding) or "", "", 0
    for number, word in enumerate(
        cycle(LANGUAGES[language]["text"].replace("，", "， ").replace("。", "。 ").split()), 1
    ):
        word += " "
        if marked and number % 12 == 0:
            word += f"<div class='item'><a href='/news?id={number}'>News</a></div><script>var a = 1;</script>\n"
        text, length = text + word, length + len(word.encode(name))
        if length >= size:
            return text
    raise AssertionError("a text without words")


@pytest.mark.parametrize("marked", [False, True], ids=["plain", "marked up"])
@pytest.mark.parametrize("size", [200, 1000, 50_000])
@pytest.mark.parametrize(("language", "encoding"), SPOKEN)
def test_an_encoding_that_nobody_declared_is_found(language: str, encoding: str, size: int, marked: bool) -> None:
    text = page(language, encoding, size, marked=marked)
    body = text.encode(codec(encoding) or "")
    read_so = decoded(body)
    if language in CENTRAL and size < 400 and read_so.guessed is None:
        assert read_so.text == body.decode("cp1252", "replace")
        return
    assert read_so.text == text
    assert (read_so.guessed is None) == (language in WESTERN)


@pytest.mark.parametrize(("language", "encoding"), SPOKEN)
@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "ascii"])
def test_an_encoding_that_cannot_be_right_is_passed_over(language: str, encoding: str, said: str) -> None:
    text = page(language, encoding, 2000, marked=False)
    body = text.encode(codec(encoding) or "")
    if said != "utf-8" and language in CENTRAL:  # which is not to be seen
        assert decode(body, said) == body.decode("cp1252", "replace")
    else:
        assert decode(body, said) == text


def test_the_page_is_believed_where_http_cannot_be_right() -> None:
    text = '<meta charset="koi8-r">' + LANGUAGES["russian"]["text"]
    assert decoded(text.encode("koi8-r"), "utf-8") == (text, None)
    assert decoded(text.encode("koi8-r"), "iso-8859-1") == (text, None)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_text_in_utf_8_is_read_as_it_was_written(text: str) -> None:
    body = text.encode()
    assert decode(body, "utf-8") == text.removeprefix("\ufeff")


@given(st.sampled_from(SPOKEN), st.data())
def test_what_is_declared_and_can_be_right_is_believed(spoken: tuple[str, str], data: st.DataObject) -> None:
    language, encoding = spoken
    text = " ".join(data.draw(st.permutations(LANGUAGES[language]["text"].split())))
    assert decoded(text.encode(codec(encoding) or ""), encoding) == (text, None)


@given(st.binary(max_size=2000), st.sampled_from([None, "utf-8", "iso-8859-1", "windows-1251", "gb18030", "utf-16"]))
def test_any_bytes_become_the_same_text_each_time(body: bytes, charset: str | None) -> None:
    assert decoded(body, charset) == decoded(body, charset)


def test_western_windows_of_any_size_stay_western() -> None:
    wrong = []
    for language in WESTERN:
        body = (page(language, "windows-1252", 6000, marked=False)).encode("cp1252")
        for size in (50, 150, 400, 1500, 4000):
            wrong += [
                (language, start, size)
                for start in range(0, 2000, 97)
                if decoded(body[start : start + size]).guessed is not None
            ]
    assert wrong == []


def test_a_large_page_is_read_in_a_moment() -> None:
    body = page("russian", "windows-1251", 60 * SAMPLE, marked=True).encode("cp1251") * 4
    decode(body)
    started = time.process_time()
    assert decoded(body).guessed == "windows-1251"
    assert time.process_time() - started < 1


@pytest.mark.parametrize("hostile", [b"<" * 2_000_000, b"<script" * 200_000 + b"\xff", bytes(range(256)) * 4000])
def test_hostile_bytes_are_read_in_a_moment(hostile: bytes) -> None:
    started = time.process_time()
    decode(hostile)
    assert time.process_time() - started < 2


def test_a_guess_is_told() -> None:
    text = LANGUAGES["greek"]["text"]
    assert read(text.encode("cp1253"), media_type="text/plain").warnings == ("the encoding was guessed: windows-1253",)
    assert read(text.encode("cp1253"), media_type="text/plain", charset="windows-1253").warnings == ()
    assert read(LANGUAGES["french"]["text"].encode("cp1252"), media_type="text/plain").warnings == ()


def test_the_detector_is_loaded_when_it_is_needed() -> None:
    code = "import sys, monitor.documents as d; d.read(b'<p>ok</p>'); assert 'charset_normalizer' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def twice(text: str) -> str:
    """As browsers read the bytes in windows-1252: those that are no sign there stay as they are."""
    return "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in text.encode("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "<p>Présidence : Côte d'Ivoire</p>",
        "Reunião – São Tomé, Março 2019",
        "Países Miembros • España • Perú “Lima”",
    ],
)
def test_a_text_that_was_written_twice_is_mended_and_told(text: str) -> None:
    document = read(twice(text).encode("utf-8"), media_type="text/html")
    assert document.warnings == ("the encoding was guessed: utf-8, written twice",)
    assert decode(twice(text).encode("utf-8")) == text
    assert decode(twice(text).encode("utf-8"), "utf-8") == text


@pytest.mark.parametrize(
    "text",
    [
        "Présidence " + twice("Présidence Côte"),  # in part only
        twice("é"),  # once: it may be spoken of
        "São Tomé – ÂNGELA – “à”",
        "Ângela, Água, Ã",
        "Ελλάδα – Россия – Türkiye",
        "10 °C, 5 µm, Ærø, naïve",
    ],
)
def test_a_text_that_was_not_written_twice_stays(text: str) -> None:
    assert decoded(text.encode("utf-8")) == (text, None)
