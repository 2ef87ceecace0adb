"""HTML of a digest: what a mail may hold, whatever the pages say, and what a reader of mail leaves of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from monitor.digest import Chapter, Proof, as_html
from monitor.digest.escape import terminal
from tests.digest.test_renderers import FULL, HANDOVER, QUIET

PAGE = as_html(FULL)
OUTSIDE = "script, link, img, iframe, object, embed, form, svg, video, audio, base, [background], [onload], [src]"


def test_it_fetches_nothing_and_runs_nothing() -> None:
    page = LexborHTMLParser(PAGE)
    assert page.css(OUTSIDE) == []
    assert "url(" not in PAGE
    assert "@import" not in PAGE
    assert {link.attributes["href"] for link in page.css("a")} == {"https://pages.example/lakeside"}


def test_the_rules_stand_on_the_elements_and_those_for_the_dark_beside_them() -> None:
    page = LexborHTMLParser(PAGE)
    assert all(each.attributes.get("style") for each in page.css("body, h1, h2, p, li, a"))
    (sheet,) = page.css("style")
    assert sheet.text().startswith("@media (prefers-color-scheme: dark)")
    assert set(re.findall(r"\.([a-z]+)", sheet.text())) <= {
        name for each in page.css("[class]") for name in (each.attributes["class"] or "").split()
    } | {"medium"}  # a class that no element has would be dead


def test_a_browser_finds_the_encoding_where_it_looks_for_it() -> None:
    assert PAGE.encode("utf-8").index(b'<meta charset="utf-8">') < 1000  # WHATWG: within the first 1024 bytes
    assert PAGE.startswith("<!DOCTYPE html>")


def test_what_needs_no_link_has_none() -> None:
    odd = replace(HANDOVER, url="javascript:alert(1)")
    page = as_html(replace(FULL, chapters=(Chapter("x", "X", (odd,)),)))
    assert "<a " not in page
    quoting = replace(HANDOVER, url='https://pages.example/"onclick="alert(1)')
    link = LexborHTMLParser(as_html(replace(FULL, chapters=(Chapter("x", "X", (quoting,)),)))).css_first("a")
    assert link is not None
    assert set(link.attributes) == {"href", "style"}


def test_a_quiet_digest_is_a_whole_page() -> None:
    body = LexborHTMLParser(as_html(QUIET)).body
    assert body is not None
    assert "Nothing changed." in body.text()
    assert body.css("h2, ul, .news") == []


@pytest.mark.parametrize(
    "word", ["<", "&lt;", "&amp;lt;", "<!--", "]]>", "{{ 7 * 7 }}", "{% raw %}", "</style>", "</title>", "\x00"]
)
def test_words_that_mean_something_to_what_makes_the_page_are_words(word: str) -> None:
    told = replace(HANDOVER, summary=f"before {word} after", proof_after=(Proof("c", word, ""),))
    body = LexborHTMLParser(as_html(replace(FULL, chapters=(Chapter("x", word, (told,)),)))).body
    assert body is not None
    assert f"before {terminal(word)} after" in body.text()
    assert f"“{terminal(word)}”" in body.text()


@given(st.text(st.characters(codec=None), max_size=80))
def test_any_words_are_read_as_they_are_written(words: str) -> None:
    told = replace(HANDOVER, summary=f"({words})")
    body = LexborHTMLParser(as_html(replace(QUIET, chapters=(Chapter("x", "X", (told,)),)))).body
    assert body is not None
    assert f"({terminal(words)})" in body.text()
    assert body.css("script, img, iframe, style") == []


def test_a_word_of_a_million_letters_is_told_and_quickly() -> None:
    told = replace(HANDOVER, summary="<" * 1_000_000)
    assert as_html(replace(QUIET, chapters=(Chapter("x", "X", (told,)),))).count("&lt;") == 1_000_000
