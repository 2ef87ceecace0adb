from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.documents.html import read_html
from monitor.model import Document, Link

Short = Callable[[Document], list[tuple[str, str]]]

# The same page in many markups, one a file: labels as what sets them apart, values as what they are.
FAMILIES = sorted((Path(__file__).parent / "families").glob("*.html"))
MEMBERS = [("Members", "label"), ("Algeria", "value"), ("France", "value"), ("Chair", "label"), ("Tunisia", "value")]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda path: path.stem)
def test_each_markup_gives_the_same_labels_and_values(family: Path, short: Short) -> None:
    blocks = short(read_html("<!doctype html><title>T</title>" + family.read_text(encoding="utf-8")))
    roles = {"heading": "label", "term": "label", "text": "value", "item": "value"}
    assert [(text, roles[kind]) for kind, text in blocks] == MEMBERS


def test_a_list_item_keeps_its_own_words_and_its_lists_follow(short: Short) -> None:
    document = read_html("<ul><li>EU<ul><li>Malta<li>Spain</ul><li>AU</ul>")
    assert [(block.text, block.level) for block in document.blocks] == [
        ("EU", 1),
        ("Malta", 2),
        ("Spain", 2),
        ("AU", 1),
    ]


def test_breaks_divide_and_inline_elements_do_not(short: Short) -> None:
    document = read_html("<p>8<sup>th</sup> <i>Min</i>isterial<br>Rabat</p><ul><li>Seville<br>3 July 2017</ul>")
    assert short(document) == [
        ("text", "8th Ministerial"),
        ("text", "Rabat"),
        ("item", "Seville"),
        ("item", "3 July 2017"),
    ]


def test_a_paragraph_in_a_list_item_goes_on_as_text(short: Short) -> None:
    document = read_html("<ul><li><p>Fourth meeting</p><p>It was held in Seville.</p></li></ul>")
    assert short(document) == [("item", "Fourth meeting"), ("text", "It was held in Seville.")]


@pytest.mark.parametrize(
    ("markup", "lead"),
    [
        ("<b>Chair:</b> Tunisia", "Chair:"),
        ("<b>Chair</b>: Tunisia", "Chair"),
        ("<em>Chair</em> Tunisia", "Chair"),
        ("<span style='font-weight:600'>Chair</span> Tunisia", "Chair"),
        ("<font size=5>Chair</font> Tunisia", "Chair"),
        ("<span class=label>Chair</span><span class=value>Tunisia</span>", "Chair"),
        ("<span class=label>Chair</span> Tunisia", "Chair"),
        ("<span class=dropcap>T</span>unisia", ""),
        ("Tunisia is the <b>Chair</b>", ""),
        ("<b style='font-weight:normal'>Chair</b> Tunisia", ""),
    ],
)
def test_the_emphasised_beginning_is_the_lead(markup: str, lead: str) -> None:
    block = read_html(f"<p>{markup}</p>").blocks[0]
    assert (block.kind, block.lead) == ("text", lead)
    assert block.text.startswith(lead)


def test_a_bold_sentence_is_no_label(short: Short) -> None:
    sentence = "This is one long sentence that somebody has set in bold because it seemed to be important to them."
    assert short(read_html(f"<p><b>{sentence}</b></p>")) == [("text", sentence)]


def test_bold_that_was_never_closed_makes_no_labels(short: Short) -> None:
    document = read_html("<b>Members<p>Algeria<p>France<p>Italy<p>Malta<p>Spain")
    assert [kind for kind, _ in short(document)] == ["term", "text", "text", "text", "text", "text"]


def test_a_heading_that_was_never_closed_swallows_nothing(short: Short) -> None:
    document = read_html("<h3>Members<ul><li>Algeria<li>France</ul><p>Both of them.</p>")
    assert short(document) == [
        ("heading", "Members"),
        ("item", "Algeria"),
        ("item", "France"),
        ("text", "Both of them."),
    ]


def test_what_is_no_content_is_left_out(short: Short) -> None:
    document = read_html(
        """<script>var a = "Members"</script><style>p{}</style><template><p>Later</p></template><noscript>Please enable
        JavaScript</noscript><svg><text>Chart</text></svg><img alt="midcol"><iframe>frame</iframe><form><input>
        <select><option>Algeria</select><button>Send</button></form><textarea>draft</textarea><p>Chair <i
        aria-hidden="true">▼</i></p>"""
    )
    assert short(document) == [("text", "Chair")]


def test_words_that_are_crossed_out_are_not_read_but_told() -> None:
    document = read_html("<p>Algeria, <del>Somalia</del> Chad</p>")
    assert document.blocks[0].text == "Algeria, Chad"
    assert "Somalia" in document.warnings[0]


@pytest.mark.parametrize("how", ["text-decoration: line-through", "color:red;TEXT-DECORATION-LINE:line-through"])
def test_words_that_a_style_crosses_out_are_not_read_either(how: str) -> None:
    document = read_html(
        f'<p>Algeria, <span style="{how}">Somalia</span> Chad</p><ul><li style="{how}">Mali<li>Fiji</ul>'
    )
    assert [block.text for block in document.blocks] == ["Algeria, Chad", "Fiji"]
    assert document.struck == ("Somalia", "Mali")
    assert not read_html('<p style="text-decoration: underline; x: line-through">Fiji</p>').struck


def test_controls_that_only_work_the_page_are_left_out(short: Short) -> None:
    markup = """<p>Algeria</p><button aria-controls="more">Show more</button><div id="more"><p>France</p></div>
        <a href="#top" id="top">Back to top</a>"""
    assert short(read_html(markup)) == [("text", "Algeria"), ("text", "France")]


def test_a_table_of_contents_is_left_out_and_footnotes_stay(short: Short) -> None:
    document = read_html(
        """<ul><li><a href="#m">Members</a><li><a href="#c">Chair</a></ul><h2 id="m">Members</h2>
        <p>Kosovo<a href="#n1">*</a></p>
        <h2 id="c">Chair</h2><p>Tunisia</p><ol><li id="n1">A note</ol>"""
    )
    assert short(document) == [
        ("heading", "Members"),
        ("text", "Kosovo*"),
        ("heading", "Chair"),
        ("text", "Tunisia"),
        ("item", "A note"),
    ]


def test_an_empty_pane_keeps_its_title(short: Short) -> None:
    markup = """<ul><li><a data-toggle=tab href="#a">Observers</a><li><a data-toggle=tab href="#b">Chair</a></ul>
        <div><div id=a></div><div id=b>Tunisia</div></div>"""
    assert short(read_html(markup)) == [("term", "Observers"), ("term", "Chair"), ("text", "Tunisia")]


def test_a_pane_that_repeats_its_title_has_it_once(short: Short) -> None:
    markup = """<ul><li><a data-toggle=tab href="#a">Members</a></ul><div id=a><h3>Members:</h3><p>Algeria</p></div>"""
    assert short(read_html(markup)) == [("heading", "Members:"), ("text", "Algeria")]


def test_landmarks_tell_the_chrome_from_the_content() -> None:
    document = read_html(
        """<header><a href=/>Site</a><nav>Menu</nav></header><div role=search>Find</div><main><article>
        <header>Written by</header><p>Content</p><footer>Last update: March 2020</footer></article>
        <aside>Related</aside>        </main><div role=dialog>Cookies</div>
        <footer>Imprint</footer>"""
    )
    assert [(block.text, block.landmark) for block in document.blocks] == [
        ("Site", "banner"),
        ("Menu", "navigation"),
        ("Find", "search"),
        ("Written by", ""),
        ("Content", ""),
        ("Last update: March 2020", ""),
        ("Related", "complementary"),
        ("Cookies", "dialog"),
        ("Imprint", "contentinfo"),
    ]


def test_links_are_absolute_and_belong_to_their_block() -> None:
    document = read_html(
        """<base href="/files/"><ul><li>Report ( <a href="r-en.pdf">EN</a> | <a href="../r-fr.pdf">FR</a> )<li><a
        href="mailto:a@b.test">Mail</a> <a href="javascript:x()">Do</a> <a href="http://[bad">Bad</a></ul>""",
        url="https://x.test/a/b",
    )
    english, french, mail = (
        Link("EN", "https://x.test/files/r-en.pdf"),
        Link("FR", "https://x.test/r-fr.pdf"),
        Link("Mail", "mailto:a@b.test"),
    )
    assert [block.links for block in document.blocks] == [(english, french), (mail,)]
    assert document.links == (english, french, mail)
    assert document.blocks[0].text == "Report ( EN | FR )"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>T | Site</title><h1>Foo Process</h1>", "Foo Process"),
        ("<title>T &amp; U</title><header><h1>Site</h1></header><h2>Foo</h2>", "T & U"),
        ("<title>Foo Process | Site</title><h1>Welcome</h1><h1>Foo Process</h1>", "Foo Process"),
        ("<p>Nothing", ""),
    ],
)
def test_the_title_is_that_of_the_content(markup: str, title: str) -> None:
    assert read_html(markup).title == title


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang=en-GB>", "en"),
        ("<html lang='FR'>", "fr"),
        ("<html xml:lang=pt_PT>", "pt"),
        ("<meta http-equiv=Content-Language content=es>", "es"),
        ("<html lang=und>", None),
        ("<p>x", None),
    ],
)
def test_the_language_is_what_the_page_declares(markup: str, language: str | None) -> None:
    assert read_html(markup).language == language


def test_preformatted_text_keeps_its_lines(short: Short) -> None:
    assert short(read_html("<pre>Members:\n- Algeria\n- France</pre>")) == [
        ("text", "Members:"),
        ("item", "Algeria"),
        ("item", "France"),
    ]


def test_a_page_in_a_form_keeps_its_accordion(short: Short) -> None:
    markup = "<form><button type=button>Members</button><div>Algeria</div><button>Go</button></form>"
    assert short(read_html(markup)) == [("term", "Members"), ("text", "Algeria")]


def test_a_page_without_a_word_is_read_as_a_browser_without_scripts_shows_it(short: Short) -> None:
    shell = "<div id=app></div><noscript>{}</noscript>"
    assert short(read_html(shell.format("<p>Chair: Tunisia</p>"))) == [("text", "Chair: Tunisia")]
    assert short(read_html(shell.format("You need to enable JavaScript to run this app."))) == []


def test_what_opens_a_window_over_the_page_stays_where_it_is() -> None:
    document = read_html(
        """<h2>Meetings</h2><ul><li><a data-toggle="modal" data-target="#w" href="#w">Seville, July 3, 2017</a></ul>
        <div id="w" role="dialog"><p>Who was there</p></div>"""
    )
    assert [(block.kind, block.text, block.landmark) for block in document.blocks] == [
        ("heading", "Meetings", ""),
        ("item", "Seville, July 3, 2017", ""),
        ("text", "Who was there", "dialog"),
    ]


def test_a_link_that_looks_like_a_button_is_a_link(short: Short) -> None:
    document = read_html('<p><a role="button" href="http://x.test/r.pdf">Report 2015</a></p>')
    assert short(document) == [("text", "Report 2015")]
    assert document.links == (Link("Report 2015", "http://x.test/r.pdf"),)


def test_a_ticker_is_no_content() -> None:
    assert read_html("<marquee>Breaking: 8th meeting, 1 May 2020</marquee>").blocks[0].landmark == "complementary"
