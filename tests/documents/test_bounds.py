from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.documents.html import read_html
from monitor.documents.text import read_text
from monitor.errors import DocumentError

BOMBS = {
    "nested": "<div>" * 100_000,
    "nested lists": "<ul><li>" * 50_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">",
    "open formatting": "".join(f"<b class=c{n}>" for n in range(1000)) + "<p>" * 1000,
    "a tag without end": "<a " * 200_000,
    "attributes between values with brackets": "<p " + " ".join(f"a{n}='>'" for n in range(10_000)) + ">",
    "nested in upper case, with comments": "<DIV><!-- </div> -->" * 3000,
    "open formatting behind end tags in comments": "".join(f"<I class=c{n}><!-- </i> -->" for n in range(1000)),
}


@pytest.mark.parametrize("markup", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused_at_once(markup: str) -> None:
    start = time.perf_counter()
    with pytest.raises(DocumentError):
        read_html(markup)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="data:image/png;base64,' + "A" * 50_000 + '"><p>Words',
        "<p>" * 5000 + "Words",
        "<ul>" + "<li>Words" * 5000 + "</ul>",
        "<!-- " + "<div>" * 5000 + " -->Words",
        "<script>" + "'<div>'" * 5000 + "</script>Words",
        "<br>" * 5000 + "Words",
        "".join(f"<a href={n}>" for n in range(1000)) + "Words",
        "<p a<b>" + "<x<y>Words</x<y>" + "<script>a = '</p><!--';</script><!-- <script> -->Words",
    ],
    ids=[
        *("an image as data", "unclosed paragraphs", "unclosed items", "a comment", "a script", "breaks"),
        *("links, of which each ends the one before", "names with brackets"),
    ],
)
def test_long_pages_that_are_no_bombs_are_read(markup: str) -> None:
    assert "Words" in read_html(markup).text


NAMES = (
    "p div span ul li ol dl dt dd table tr td th thead b strong a h2 h3 br details summary button nav header form pre"
)
TAGS = st.sampled_from(NAMES.split())
ATTRIBUTES = st.sampled_from(
    [
        "",
        " id=x",
        " href='#x'",
        " href=y",
        " data-target='#x'",
        " aria-controls=x",
        " role=tab",
        " role=tabpanel",
        " colspan=3",
        " rowspan=2",
        " style='font-weight:bold;display:block'",
        " role=heading",
        " aria-expanded=false",
        " class=a",
        " role=row",
    ]
)
PIECES = st.one_of(
    st.builds(lambda tag, attribute: f"<{tag}{attribute}>", TAGS, ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", TAGS),
    st.sampled_from(["Members", "Chair: Tunisia", "• Algeria", "1. One", " ", "&nbsp;", "\n"]),
    st.text(max_size=8),
)


@settings(max_examples=300, deadline=2000)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup_is_read_and_every_block_is_whole(markup: str) -> None:
    document = read_html(markup, url="http://x.test/")
    for block in document.blocks:
        assert block.text.strip() or block.kind == "row"
        assert "\n" not in block.text
        assert block.text.startswith(block.lead)
        assert (block.kind == "row") == bool(block.cells) == bool(block.table)
        assert block.kind != "row" or block.text == "\t".join(block.cells)
        assert (block.kind == "heading" and 1 <= block.level <= 6) or block.kind != "heading"
        assert block.kind != "item" or block.level >= 1


@settings(max_examples=200, deadline=2000)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_plain_words_survive_any_text(text: str) -> None:
    document = read_text(text + "\n\nMembers\tof it\n")
    assert document.blocks[-1].cells == ("Members", "of it") or document.blocks[-1].cells[:2] == ("Members", "of it")
