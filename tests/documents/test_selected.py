"""What selectors find: elements read as the page is, each at a place that its own selector leads to."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from monitor.documents.selected import MOST, select
from monitor.errors import DocumentError

PAGE = """<body><div><p>no</p><p class=a>Yes&nbsp;<b>it</b> <a href='y'>is</a></p></div><div id=main><ul><li>one<i>7</i>
<li><span>two</span><p>more</p></ul><table><tr><td>a<td class=a>b</table>
<details><summary class=b>Ports<p>Two.</details></div>"""


def found(css: str, key: str | None = None, page: str = PAGE) -> list[tuple[str, list[str]]]:
    selected = select(page.encode(), [(css, key)], url="https://pages.example/x/")
    assert selected is not None
    return [(one.locator, [block.text for block in one.blocks]) for one in selected[css, key].elements]


def test_an_element_is_read_as_the_page_is() -> None:
    assert found(".a") == [
        ("body > div:nth-of-type(1) > p:nth-of-type(2)", ["Yes it is"]),
        ("#main > table > tbody > tr > td:nth-of-type(2)", ["b"]),
    ]
    assert found("li") == [
        ("#main > ul > li:nth-of-type(1)", ["one7"]),
        ("#main > ul > li:nth-of-type(2)", ["two", "more"]),
    ]
    assert found(".b") == [("#main > details > summary", ["Ports", "Two."])]
    assert found(".none") == []


@pytest.mark.parametrize("css", ["p", "b", "li", "td", "ul", "div", "#main", "body", "html", "i", "p, .a"])
def test_its_place_leads_to_it_alone(css: str) -> None:
    tree = LexborHTMLParser(PAGE)
    nodes = list(dict.fromkeys(node.mem_id for node in tree.css(css)))
    assert [tree.css_first(locator).mem_id for locator, _ in found(css)] == nodes  # type: ignore[union-attr]  # is there
    assert all(len(tree.css(locator)) == 1 for locator, _ in found(css))


def test_links_are_absolute_and_keys_stand_within() -> None:
    selected = select(PAGE.encode(), [("p", None), ("li", "i")], url="https://pages.example/x/")
    assert selected is not None
    (link,) = selected["p", None].elements[1].blocks[0].links
    assert (link.text, link.url) == ("is", "https://pages.example/x/y")
    assert [[block.text for block in one.keys] for one in selected["li", "i"].elements] == [["7"], []]


def test_what_is_no_html_has_no_elements() -> None:
    assert select(b"Just words.\n", [("p", None)], media_type="text/plain") is None
    assert select(b"<p>Words", []) == {}


def test_many_elements_are_counted_and_the_first_of_them_read() -> None:
    selected = select(("<ul>" + "<li>x</li>" * (MOST + 500) + "</ul>").encode(), [("li", None)], media_type="text/html")
    assert selected is not None
    assert (selected["li", None].number, len(selected["li", None].elements)) == (MOST + 500, MOST)


def test_a_page_that_is_built_to_exhaust_a_parser_is_refused() -> None:
    with pytest.raises(DocumentError):
        select(b"<html>" + b"<div>" * 100_000, [("div", None)])
