"""Quoted words are marked where they stand in an archived page, whatever its markup does to them."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from monitor.documents import read
from monitor.errors import DocumentError
from monitor.export.page_words import words_of
from monitor.web.marked import ANCHOR, Marked, marked


def shown(page: str | bytes, *quotes: tuple[str, str], media_type: str = "text/html", charset: str = "utf-8") -> Marked:
    body = page.encode() if isinstance(page, str) else page
    return marked(body, media_type, charset, "https://a.test/", "a page", quotes)


def marks(found: Marked) -> list[str]:
    return [node.text() for node in LexborHTMLParser(found.page).css("mark")]


@pytest.mark.parametrize(
    ("page", "words", "parts"),
    [
        ("<p><b>Chair:</b> Tunisia</p>", "Chair: Tunisia", ["Chair:", " Tunisia"]),
        ("<p>Chair:&nbsp;Tu&shy;ni&#8203;sia since</p>", "Chair: Tunisia", ["Chair:\xa0Tu\xadni\u200bsia"]),
        ("<p>a State‐led process</p>", "State-led", ["State‐led"]),
        ("<p>Cote d'Ivoire and Co\u0302te</p>", "Côte", ["Co\u0302te"]),
        ("<p>Member\n      States\tof all</p>", "Member States", ["Member\n      States"]),
        ("<p>Somalia</p><p>Mali</p>", "Mali", ["Mali"]),
        ("<p>Fijian</p><p>Fiji</p>", "Fiji", ["Fiji"]),
        ("<p>Established<span>2002</span></p>", "2002", ["2002"]),
        ("<p>A<!-- x -->B C</p>", "AB C", ["A", "B C"]),
        ("<p>said <q>yes</q> then</p>", "said “yes” then", ["said ", "yes", " then"]),
        ("<p>&lt;b&gt;Chair&lt;/b&gt; &amp; more</p>", "<b>Chair</b> & more", ["<b>Chair</b> & more"]),
        ("<p>Chair <del>Spain</del> Portugal</p>", "Chair Portugal", ["Chair ", " Portugal"]),
        (
            '<p>Chair <b style="text-decoration:line-through">Spain</b> Portugal</p>',
            "Chair Portugal",
            ["Chair ", " Portugal"],
        ),
    ],
)
def test_words_are_marked_however_the_markup_splits_and_spells_them(page: str, words: str, parts: list[str]) -> None:
    found = shown(page, (words, ""))
    assert marks(found) == parts
    assert found.anchor == ANCHOR
    assert LexborHTMLParser(found.page).css_first(f"#{ANCHOR}").text() == parts[0]


def test_repeated_words_are_marked_where_the_locator_says() -> None:
    page = "<ul id=a><li>Chair</ul><div><p>Chair</p><p>Chair</p></div>"
    for number, locator in enumerate(("#a > li", "div > p:nth-of-type(1)", "div > p:nth-of-type(2)")):
        tree = LexborHTMLParser(shown(page, ("Chair", locator)).page)
        assert ["mark" in (node.html or "") for node in tree.css("li, p")] == [number == at for at in range(3)]


@pytest.mark.parametrize("locator", ["block 17", "page 2 row 4", "line 3", "", "p[", "::before", "#gone > p", "body"])
def test_a_locator_of_another_kind_leaves_the_words_to_be_found(locator: str) -> None:
    assert marks(shown("<h1>Members</h1><p>Chair: Tunisia</p>", ("Tunisia", locator))) == ["Tunisia"]


@pytest.mark.parametrize(("words", "page"), [("18", "<p>In 18 months</p>"), ("Mali", "<p>Chair: Mali</p>")])
def test_short_words_are_not_marked_elsewhere_where_the_named_element_lacks_them(words: str, page: str) -> None:
    assert marks(shown(f"{page}<h3>Members</h3>", (words, "body > h3"))) == []


def test_many_words_that_stand_in_one_other_place_are_marked_there() -> None:
    words = "The Process has eighteen members"
    assert marks(shown(f"<h1>Members</h1><p>{words}.</p>", (words, "body > h1"))) == [words]
    assert marks(shown(f"<h1>Members</h1><p>{words}.</p><p>{words}.</p>", (words, "body > h1"))) == []


def test_every_quote_that_the_reader_gives_is_found_again_at_its_locator() -> None:
    page = """<!doctype html><title>T</title><div class=x><h2>Chair</h2>
    <p>Tu&shy;nisia&nbsp;(2020)</p><p>Tunisia (2020)</p>
    <table><tr><th>Name<th>Year</tr><tr><td rowspan=2>Mali<td>1999</tr><tr><td>2000</tr></table>
    <dl><dt>Budget<dd>5<br>6</dl><ol><li>One<ul><li>Two</ul></ol></div>"""
    document = read(page.encode(), media_type="text/html", url="https://a.test/", charset="utf-8")
    words = words_of(page, [block.locator for block in document.blocks])
    for block in document.blocks:
        (first, *_) = words.find(block.text, block.locator)
        assert re.sub(r"\W", "", words.text[first[0] : first[1]]) in re.sub(r"\W", "", block.text), block


def test_a_row_whose_first_cell_stands_in_another_row_is_marked_in_its_own_cells() -> None:
    page = "<table id=t><tr><td rowspan=2>Mali<td>1999</tr><tr><td>2000<td>Bamako</tr></table>"
    assert marks(shown(page, ("Mali\t2000\tBamako", "#t tr:nth-of-type(2)"))) == ["2000", "Bamako"]
    assert marks(shown(page, ("Mali\t1999", "#t tr:nth-of-type(1)"))) == ["Mali", "1999"]


def test_several_quotes_are_marked_once_each_and_overlaps_are_one() -> None:
    found = shown(
        "<p>Chair: Tunisia and Malta</p><p>Spain</p>", ("Chair: Tunisia", ""), ("Tunisia and", ""), ("Spain", "")
    )
    assert marks(found) == ["Chair: Tunisia and", "Spain"]
    assert found.page.count(f'id="{ANCHOR}"') == 1


def test_words_that_are_not_there_leave_the_page_as_it_is() -> None:
    found = shown("<p>Chair: Tunisia</p>", ("Malta", "p"), ("", ""), ("\xad", ""))
    assert (marks(found), found.anchor) == ([], "")
    assert "Chair: Tunisia" in found.page


def test_words_in_scripts_styles_and_the_title_are_no_words_of_the_page() -> None:
    page = "<title>Tunisia</title><script>'Tunisia'</script><style>/* Tunisia */</style><!-- Tunisia -->"
    page += "<p id=a>Tunisia</p>"
    found = shown(page, ("Tunisia", ""))
    assert LexborHTMLParser(found.page).css_first("#a > mark") is not None
    assert len(marks(found)) == 1


def test_what_a_page_shows_without_scripts_alone_is_found_there() -> None:
    assert marks(shown("<noscript><p>Chair: Malta</p></noscript>", ("Malta", ""))) == ["Malta"]


def test_what_is_closed_around_the_words_is_opened() -> None:
    page = "<details><summary>x</summary><div hidden><p>Tunisia</p></div></details><details><p>Malta</p></details>"
    tree = LexborHTMLParser(shown(page, ("Tunisia", "")).page)
    assert ["open" in node.attributes for node in tree.css("details")] == [True, False]
    assert tree.css_first("[hidden]") is None


def test_an_id_that_the_page_has_itself_is_not_taken() -> None:
    found = shown(f'<p id="{ANCHOR}">x</p><p>Tunisia</p>', ("Tunisia", ""))
    assert found.anchor == f"{ANCHOR}-"
    assert LexborHTMLParser(found.page).css_first(f"#{found.anchor}").tag == "mark"


def test_a_page_in_another_encoding_is_marked_too() -> None:
    assert marks(shown("<p>Türkiye chairs</p>".encode("cp1254"), ("Türkiye", ""), charset="windows-1254")) == [
        "Türkiye"
    ]


def test_a_page_that_is_built_to_exhaust_a_parser_is_refused() -> None:
    with pytest.raises(DocumentError):
        shown("<div>" * 40_000, ("x", ""))


def test_of_a_text_the_lines_are_shown_with_the_words_marked() -> None:
    found = shown("Members\n\n- Fiji <b>\n- Tonga\n", ("Tonga", "line 4"), media_type="text/plain")
    assert marks(found) == ["Tonga"]
    assert f'<tr id="{ANCHOR}" class="quoted"><td>line 4</td>' in found.page
    assert "Fiji &lt;b&gt;" in found.page


def test_markup_in_a_text_and_in_what_it_is_called_stays_text() -> None:
    hostile = "<script>alert(1)</script> x"
    found = marked(hostile.encode(), "text/plain", None, "https://a.test/<b>", "<i>t", ((hostile, ""),))
    tree = LexborHTMLParser(found.page)
    assert tree.css("script, b, i") == []
    assert marks(found) == [hostile]


def test_of_a_long_text_what_stands_around_the_words_is_shown() -> None:
    lines = "\n\n".join(f"Line number {number}." for number in range(5000))
    found = shown(lines, ("Line number 4321.", ""), media_type="text/plain")
    assert marks(found) == ["Line number 4321."]
    assert "Line number 4999." in found.page
    assert "2000 other lines are not shown" in found.page
