"""Every locator leads to one element of the page, and the words of its block stand there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from monitor.documents.clean import clean, fold
from monitor.documents.html import read_html
from monitor.model import Block
from tests.pages.render import load_facts, markups, media_type, render

HERE = Path(__file__).parent
FILES = sorted(path for path in HERE.rglob("*.html"))
RENDERED = [
    (name, markup)
    for name, facts in load_facts().items()
    for markup in markups(facts["layout"])
    if media_type(markup) == "text/html"
]


def places(block: Block) -> Iterator[tuple[str, str]]:
    """The words of a block with where they should stand; of a row those of each cell."""
    if block.kind == "row":
        yield "", block.locator
        yield from zip(block.cells, block.cell_locators, strict=True)
    else:
        assert block.cell_locators == ()
        yield block.text, block.locator


def assert_found(markup: str) -> None:
    pages = [LexborHTMLParser(markup, scripting=scripting) for scripting in (True, False)]
    for block in read_html(markup).blocks:
        for text, locator in places(block):
            found = [[fold(clean(node.text(deep=True))) for node in page.css(locator)] for page in pages]
            assert any(len(one) == 1 and fold(clean(text)) in one[0] for one in found), f"{locator} is not {text!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_locators_lead_to_the_words_of_stored_pages(path: Path) -> None:
    assert_found(path.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.parametrize(("name", "markup"), RENDERED)
def test_locators_lead_to_the_words_of_made_pages(name: str, markup: str) -> None:
    assert_found(render(load_facts()[name], markup, 1).decode())


@pytest.mark.parametrize(
    ("markup", "locators"),
    [
        ("<div id=main><ul><li>a</ul><ul><li>b<li>c</ul></div>", ["#main > ul:nth-of-type(1) > li"]),
        (
            "<div id=x><p>a</div><div id=x><p>b</div>",
            ["body > div:nth-of-type(1) > p", "body > div:nth-of-type(2) > p"],
        ),
        ("<div id='1a'><p>a</div>", ["body > div > p"]),
        ("<div id=Top><p>a</div><a id=top></a>", ["body > div > p"]),
        ("<div>a<p>b</p>c</div>", ["body > div", "body > div > p", "body > div"]),
        ("<p><b>Chair</b>: <span>Tunisia</span>", ["body > p"]),
        ("<b><p>a</p></b>", ["body > b > p"]),
        ("<span style='display:block'>a</span><span style='display:block'>b</span>", ["body > span:nth-of-type(1)"]),
        ("<o:x><p>a</o:x>", ["body > o\\:x > p"]),
        ("<p>a<br>b", ["body > p", "body > p"]),
    ],
)
def test_a_locator_is_the_shortest_way_from_an_id(markup: str, locators: list[str]) -> None:
    found = [block.locator for block in read_html(markup).blocks]
    assert found[: len(locators)] == locators
    assert_found(markup)


def test_each_cell_of_a_row_has_its_place() -> None:
    rows = "<tr><th>No<th>Name<th>States<tr><td>1<td>Foo<td rowspan=2>15<tr><td>2<td>Bar"
    document = read_html(f"<table id=t>{rows}</table>")
    assert document.blocks[2].cells == ("2", "Bar", "15")
    assert document.blocks[2].cell_locators == (
        "#t > tbody > tr:nth-of-type(3) > td:nth-of-type(1)",
        "#t > tbody > tr:nth-of-type(3) > td:nth-of-type(2)",
        "#t > tbody > tr:nth-of-type(2) > td:nth-of-type(3)",
    )


def test_the_title_of_a_pane_stands_in_its_control() -> None:
    markup = "<ul><li><a data-toggle=tab href='#a'>Chair</a></ul><div><div id=a><p>Tunisia</div></div>"
    assert [block.locator for block in read_html(markup).blocks] == ["body > ul > li > a", "#a > p"]


TAGS = st.sampled_from(
    ["p", "div", "b", "span", "table", "tr", "td", "th", "ul", "li", "h2", "o:p", "x-y", "a<b", "a$"]
)
PIECES = st.one_of(
    st.builds(lambda tag, name: f"<{tag} id={name}>", TAGS, st.sampled_from(["a", "A", "b", "c-1", "2"])),
    st.builds(lambda tag: f"<{tag}>", TAGS),
    st.builds(lambda tag: f"</{tag}>", TAGS),
    st.sampled_from(["Members", "Chair: Tunisia", "<br>", "<hr>"]),
)


@settings(max_examples=300, deadline=2000)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup_has_locators_that_lead_to_one_element(markup: str) -> None:
    page = LexborHTMLParser(markup, scripting=True)
    for block in read_html(markup).blocks:
        for _, locator in places(block):
            assert len(page.css(locator)) == 1, locator
