from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.export.citation import Cited, bibtex, csl
from monitor.model import Capture, Place

CAPTURE = Capture(
    id="abcdefgh23456789",
    source="lakeside",
    requested_url="https://pages.example/lakeside",
    final_url="https://pages.example/lakeside?a=1&b=%7Bx%7D",
    redirects=(),
    fetched_at=datetime(2026, 11, 1, 6, 0, tzinfo=UTC),
    status=200,
    sha256="ab" * 32,
    media_type="text/html",
    place=Place("0001.warc.zst", 1200, 300),
)
HOSTILE = [
    "}, note = {forged",
    r"\}, author = {x",
    "{",
    "}}\n}\n@misc{forged,",
    "\\input{/etc/passwd} \\write18{ls}",
    'a " # b',
    "100% & $5 #1 _x_ ~ ^",
    "\x1b[2J\u202ereversed\u2028line\x00",
    "\ud800",
]


def entries(text: str) -> list[tuple[str, dict[str, str]]]:
    """A reader of BibTeX that does what BibTeX does: values end where the braces are even, backslash or not."""
    found, at = [], 0
    while (start := text.find("@", at)) >= 0:
        assert text[at:start].strip() == ""
        opening = re.compile(r"@misc\{([^,{}]+),\n").match(text, start)
        assert opening
        at, fields = opening.end(), {}
        while field := re.compile(r"\s*(\w+) = \{").match(text, at):
            depth, end = 1, field.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            fields[field[1]] = text[field.end() : end - 1]
            assert text[end] == ","
            at = end + 1
        closing = re.compile(r"\s*\}").match(text, at)
        assert closing
        at = closing.end()
        found.append((opening[1], fields))
    return found


def is_calm(text: str) -> bool:
    return not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in text if letter != "\n")


def test_a_capture_is_cited_with_its_time_and_digest() -> None:
    ((key, fields),) = entries(bibtex([Cited(CAPTURE, "Members & observers", "It stands on the after side.")]))
    assert key == "capture-abcdefgh23456789"
    assert fields["title"] == r"{Members \& observers}"
    assert fields["url"] == CAPTURE.final_url
    assert fields["urldate"] == "2026-11-01"
    assert CAPTURE.sha256 in fields["note"]
    assert fields["annote"] == r"In the archive: lakeside/0001.warc.zst, offset 1200."
    (item,) = json.loads(csl([Cited(CAPTURE, "Members & observers")]))
    assert (item["type"], item["title"], item["URL"]) == ("webpage", "Members & observers", CAPTURE.final_url)
    assert item["accessed"] == {"date-parts": [[2026, 11, 1]]}


def test_without_a_title_the_address_stands_for_it() -> None:
    assert json.loads(csl([Cited(CAPTURE, "")]))[0]["title"] == CAPTURE.final_url


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_in_their_field(words: str) -> None:
    text = bibtex([Cited(CAPTURE, words, words), Cited(CAPTURE, words)])
    assert [set(fields) for _, fields in entries(text)] == [
        {"title", "howpublished", "url", "urldate", "note", "annote"}
    ] * 2
    assert is_calm(text)
    assert not re.search(r"\\(?!textbackslash|textbrace|textascii|symbol|[#$%&_])", text)
    items = json.loads(csl([Cited(CAPTURE, words, words)]))
    assert len(items) == 1
    assert is_calm(items[0]["title"] + items[0]["note"])


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_no_words_at_all_break_out(words: str) -> None:
    text = bibtex([Cited(CAPTURE, words, words)])
    ((_, fields),) = entries(text)
    assert len(fields) == 6
    assert is_calm(text)
    assert len(json.loads(csl([Cited(CAPTURE, words, words)]))) == 1


def test_an_address_holds_no_brace_and_no_letter_that_acts() -> None:
    url = "https://pages.example/{a}\\\u202eb|^`ü%41"
    ((_, fields),) = entries(bibtex([Cited(replace(CAPTURE, final_url=url), "t")]))
    assert fields["url"] == "https://pages.example/%7Ba%7D%5C%E2%80%AEb%7C%5E%60%C3%BC%41"
