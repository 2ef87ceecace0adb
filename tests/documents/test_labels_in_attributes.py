# ruff: noqa: E501  (markup is clearer in one piece)
"""Labels that stand in attributes, and titles of tabs that nothing but their place binds to their panes."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract


def lines(body: str) -> list[tuple[str, str]]:
    page = f"<html><body><h1>Heron Dialogue</h1>{body}</body></html>"
    return [(block.kind, block.text) for block in read(page.encode(), media_type="text/html").blocks][1:]


def mechanism(body: str) -> dict[str, Any]:
    page = f'<!doctype html><html lang="en"><head><title>Heron Dialogue on Migration</title></head><body><main><h1>Heron Dialogue on Migration</h1>{body}</main></body></html>'
    document = read(page.encode(), media_type="text/html", url="https://x.test/heron")
    found: dict[str, Any] = as_json(extract(document, "mechanism-page"))["mechanisms"][0]
    return found


def countries(entries: list[dict[str, Any]]) -> list[str]:
    return sorted(entry["country"] for entry in entries)


@pytest.mark.parametrize("attribute", ["data-label", "data-th", "data-title"])
def test_a_table_without_a_head_is_read_by_what_its_cells_say(attribute: str) -> None:
    rows = "".join(
        f"<tr><td {attribute}='Date'>{day}</td><td {attribute}='Event'>{title}</td><td {attribute}='Place'>{place}</td></tr>"
        for day, title, place in (
            ("9 June 2020", "First Plenary", "Lima, Peru"),
            ("4 May 2022", "Expert Meeting", "Quito, Ecuador"),
        )
    )
    found = mechanism(f"<h2>Meetings</h2><table>{rows}</table>")
    assert [(m["date"], m["country"], m["title"]) for m in found["meetings"]] == [
        ("2020-06-09", "PE", "First Plenary"),
        ("2022-05-04", "EC", "Expert Meeting"),
    ]


def test_cells_that_name_what_they_hold_are_labels_with_values() -> None:
    body = '<table><tr><td data-label="Established">1998</td><td data-label="Current Chair">Peru</td></tr></table>'
    assert lines(body) == [("row", "Established\tCurrent Chair"), ("row", "1998\tPeru")]
    found = mechanism(body)
    assert (found["established"], [chair["country"] for chair in found["chairs"]]) == ("1998", ["PE"])
    body = '<table><tr><td data-th="Launched">1998</td></tr><tr><td data-th="Secretariat:">IOM</td></tr></table>'
    assert lines(body) == [("term", "Launched"), ("text", "1998"), ("term", "Secretariat"), ("text", "IOM")]


def test_a_single_row_of_a_list_of_states_is_no_fact_of_the_mechanism() -> None:
    row = '<tr><td data-label="Country">Peru</td><td data-label="Since">1998</td></tr>'
    found = mechanism(f"<h2>Members</h2><table>{row}</table>")
    assert (countries(found["members"]), found["established"]) == (["PE"], None)


def test_a_head_that_is_shown_is_not_told_again() -> None:
    cells = '<tr><td data-label="Country">Peru</td><td data-label="Since">1998</td></tr>' * 2
    head = "<thead><tr><th>Country</th><th>Since</th></tr></thead>"
    assert lines(f"<table>{head}{cells}</table>") == [("row", "Country\tSince"), *[("row", "Peru\t1998")] * 2]
    own = '<table><tr><td data-label="Chair"><b>Chair:</b> Peru</td></tr><tr><td data-label="Launched">Launched: 1998</td></tr></table>'
    assert lines(own) == [("text", "Chair: Peru"), ("text", "Launched: 1998")]


@pytest.mark.parametrize(
    ("markup", "label", "value"),
    [
        ('<section aria-label="Pays membres"><ul><li>Mali</li></ul></section>', "Pays membres", "Mali"),
        ('<ul aria-label="Observadores"><li>Chile</li></ul>', "Observadores", "Chile"),
        ('<div role="group" aria-label="Member States (1)"><p>Peru</p></div>', "Member States (1)", "Peru"),
        ('<table summary="Membres"><tr><td>Mali</td></tr></table>', "Membres", "Mali"),
        ('<table aria-label="Members"><tr><td>Mali</td></tr></table>', "Members", "Mali"),
        ('<div class="kv" data-label="Presidência">Angola</div>', "Presidência", "Angola"),
        ('<span data-title="Secretariat">IOM</span>', "Secretariat", "IOM"),
    ],
)
def test_an_attribute_names_what_it_holds(markup: str, label: str, value: str) -> None:
    assert [text for _, text in lines(markup)] == [label, value]


@pytest.mark.parametrize(
    "markup",
    [
        '<section aria-label="Members"><h2>Members</h2><p>Peru</p></section>',
        '<section aria-label="Members"><h3>Who takes part</h3><p>Peru</p></section>',
        '<div aria-label="Members"><p>Members: Peru</p></div>',
        '<p>See <a href="/m" aria-label="Members">the list</a></p>',
        '<p><button aria-label="Members">Peru</button></p>',
        '<div aria-label="Page content"><p>Peru</p></div>',
        '<table summary="This table places the page"><tr><td>Peru</td></tr></table>',
        '<div data-title="Group photo"><p>Peru</p></div>',
        '<div data-name="Members"></div><p>Peru</p>',
        '<span aria-label="Members">5</span>',
    ],
)
def test_an_attribute_that_says_what_the_page_shows_or_names_nothing_is_left(markup: str) -> None:
    bare = [line for line in lines(markup) if line[1] != "Members" or line[0] == "heading"]
    assert lines(markup) == bare


PANES = ("<p>Launched in 1998</p>", "<ul><li>Peru</li><li>Chile</li></ul>", "<ul><li>Mali</li></ul>")
TABS = ("In brief", "Participating States", "Observers")


@pytest.mark.parametrize(
    ("row", "panes"),
    [
        ("<ul>{}</ul>", "{}"),
        ("<ul>{}</ul>", "<div>{}</div>"),
        ("<div><ul>{}</ul></div>", "<div><div>{}</div></div>"),
    ],
)
def test_titles_by_position_stand_before_their_panes(row: str, panes: str) -> None:
    titles = row.format("".join(f"<li>{title}</li>" for title in TABS))
    held = panes.format("".join(f"<div>{pane}</div>" for pane in PANES))
    found = mechanism(f"<div>{titles}{held}</div>")
    assert countries(found["members"]) == ["CL", "PE"]
    assert countries(found["observers"]) == ["ML"]


def test_a_switcher_made_of_lists_and_a_bar_of_buttons_are_read() -> None:
    lists = "<ul>" + "".join(f'<li><a href="#">{t}</a></li>' for t in TABS) + "</ul>"
    found = mechanism(lists + "<ul>" + "".join(f"<li>{pane}</li>" for pane in PANES) + "</ul>")
    assert (countries(found["members"]), countries(found["observers"])) == (["CL", "PE"], ["ML"])
    bar = "<div>" + "".join(f"<button>{t}</button>" for t in TABS) + "</div>"
    found = mechanism(bar + "".join(f"<section>{pane}</section>" for pane in PANES))
    assert (countries(found["members"]), countries(found["observers"])) == (["CL", "PE"], ["ML"])


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>Members</li><li>Observers</li></ul><div>Peru</div><div>Chile</div><div>Mali</div>",
        "<ul><li>Members</li><li>Observers</li></ul><ul><li>Peru</li><li>Mali</li></ul>",
        "<ul><li>Members</li><li>Observers</li></ul><div><p>Peru</p><p>Mali</p></div>",
        '<ul><li><a href="https://x.test/m">Members</a></li><li><a href="https://x.test/o">Observers</a></li></ul><div>Peru</div><div>Mali</div>',
        "<ul><li>Members</li><li>Observers</li></ul><div><h3>Observers</h3>Mali</div><div><h3>Members</h3>Peru</div>",
        "<ul><li>Ports</li><li>Roads</li></ul><div>Peru</div><div>Mali</div>",
        "<div><div>IOM</div><div>Secretariat</div></div><div>Peru</div><div>Mali</div>",
    ],
)
def test_a_row_whose_panes_are_not_plain_is_left_as_it_stands(markup: str) -> None:
    shown = markup.replace("</", "\n</").replace("<", "\n<").split("\n")
    assert [text for _, text in lines(markup)] == [text for one in shown if (text := one.partition(">")[2])]


@pytest.mark.parametrize(
    "markup",
    [
        '<p><span aria-hidden="true">Chair: Peru</span><span class="sr-only">Chair: Peru</span></p>',
        '<p><span class="visually-hidden">Chair: </span><b>Chair</b>: Peru</p>',
        '<h3><span aria-hidden="true">Chair: Peru</span><span class="t screen-reader-text">Chair: Peru</span></h3>',
        "<p><span hidden>Peru</span>Chair: Peru</p>",
    ],
)
def test_what_is_there_for_the_eye_and_for_the_ear_is_told_once(markup: str) -> None:
    assert [text for _, text in lines(markup)] == ["Chair: Peru"]


def test_a_table_with_a_title_of_its_own_keeps_that_alone() -> None:
    for title in ("<caption>Members</caption>", "<tr><th>Members</th></tr>", "<caption>Who takes part</caption>"):
        found = lines(f'<table summary="Members" aria-label="Members">{title}<tr><td>Peru</td></tr></table>')
        assert len(found) == 2, found


def test_words_for_the_ear_alone_that_say_more_are_kept() -> None:
    assert lines('<p><span class="sr-only">Chair:</span> Peru</p>') == [("text", "Chair: Peru")]
    assert lines('<h2 class="sr-only">Members</h2><p>Peru</p>') == [("heading", "Members"), ("text", "Peru")]


def test_a_part_named_by_words_that_are_not_shown_has_them_as_its_title() -> None:
    hidden = '<div hidden><b id="m">Participating States</b><b id="o">Observers</b></div>'
    parts = '<ul aria-labelledby="m"><li>Peru</li></ul><section aria-labelledby="o"><p>Mali</p></section>'
    assert [text for _, text in lines(hidden + parts)] == ["Participating States", "Peru", "Observers", "Mali"]
    shown = '<h2 id="m">Participating States</h2><p>Two of them:</p><ul aria-labelledby="m"><li>Peru</li></ul>'
    assert [text for _, text in lines(shown)] == ["Participating States", "Two of them:", "Peru"]


def test_a_shadow_root_in_the_page_is_read_and_a_template_is_not() -> None:
    root = "<x-box><template shadowrootmode='open'><style>p{}</style><h2>Members</h2><slot></slot></template><ul><li>Peru</ul></x-box>"
    assert [text for _, text in lines(root)] == ["Members", "Peru"]
    assert lines("<template><h2>Members</h2></template><p>Peru</p>") == [("text", "Peru")]


def test_lists_that_a_script_was_to_fill_are_read_from_what_the_page_shows_without_one() -> None:
    body = "<h2>Members</h2><div></div><noscript><ul><li>Peru</li><li>Chile</li></ul></noscript><h2>Observers</h2><p>Mali</p>"
    found = mechanism(body)
    assert (countries(found["members"]), countries(found["observers"])) == (["CL", "PE"], ["ML"])
    told = "<h2>Members</h2><p>Peru</p><noscript><p>Turn the scripts on, please.</p></noscript>"
    assert [text for _, text in lines(told)] == ["Members", "Peru"]


@pytest.mark.parametrize("style", ["white-space:pre", "white-space: pre-line", "color:red;white-space:pre-wrap"])
def test_lines_that_a_style_keeps_are_lines(style: str) -> None:
    assert [text for _, text in lines(f'<div style="{style}">Launched: 1998\nChair: Peru</div>')] == [
        "Launched: 1998",
        "Chair: Peru",
    ]


def test_a_list_of_terms_within_a_value_holds_entries_unless_they_are_labels() -> None:
    inner = "<dl><dt>Second Plenary</dt><dd>9 June 2020, Lima, Peru</dd><dt>Third Plenary</dt><dd>4 May 2022, Quito, Ecuador</dd></dl>"
    found = mechanism(f"<dl><dt>Meetings</dt><dd>{inner}</dd><dt>Observers</dt><dd>Mali</dd></dl>")
    assert [meeting["date"] for meeting in found["meetings"]] == ["2020-06-09", "2022-05-04"]
    facts = "<dl><dt>At a glance</dt><dd><dl><dt>Launched</dt><dd>1998</dd><dt>Chair</dt><dd>Peru</dd></dl></dd></dl>"
    assert [line for line in lines(facts) if line[0] == "term"] == [
        ("term", t) for t in ("At a glance", "Launched", "Chair")
    ]


def test_tabs_that_lead_to_empty_anchors_have_their_titles() -> None:
    titles = "".join(f'<li><a href="#t{n}">{title}</a></li>' for n, title in enumerate(TABS))
    panes = "".join(f'<a name="t{n}"></a><div>{pane}</div>' for n, pane in enumerate(PANES))
    found = mechanism(f"<ul>{titles}</ul>{panes}")
    assert (countries(found["members"]), countries(found["observers"])) == (["CL", "PE"], ["ML"])
    contents = '<ul><li><a href="#a">Past</a></li><li><a href="#b">Now</a></li></ul>'
    text = contents + '<a name="a"></a><h2>Past years</h2><p>Peru</p><a name="b"></a><h2>This year</h2><p>Chile</p>'
    assert [line for _, line in lines(text)] == ["Past years", "Peru", "This year", "Chile"]
