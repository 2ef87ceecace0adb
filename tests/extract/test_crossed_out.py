"""A meeting that a page crosses out is neither held nor gone: a finding, and nothing is told of it."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.documents import read
from monitor.extract import extract
from tests.compare.conftest import NOW, Pages

SOM = "Senior Officials Meeting, Geneva, Switzerland, 4 May 2031"
FORUM = "Annual Forum, Oslo, Norway, 5 June 2031"
HEADINGS = {"en": "Upcoming meetings", "fr": "Prochaines réunions", "es": "Próximas reuniones"}


def of(*lines: str, language: str = "en"):
    listed = "".join(f"<li>{line}" for line in lines)
    page = f"<html lang={language}><h1>Budapest Process</h1><h2>{HEADINGS[language]}</h2><ul>{listed}</ul></html>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("budapest-process",), language)


def told(*readings):
    pages = Pages()
    return [one.kind for one in compare(pages.remember(*readings[:-1]), readings[-1], now=NOW).changes]


@pytest.mark.parametrize(
    "crossed",
    [
        f"<del>{SOM}</del>",
        f"<s>{SOM}</s>",
        "<s>Senior Officials Meeting</s>, <s>Geneva</s>, <s>Switzerland, 4 May 2031</s>",
        "<del><a href=/som>Senior Officials Meeting</a>, Geneva, Switzerland, <b>4 May 2031</b></del>",
        f'<span style="text-decoration: line-through;">{SOM}</span>',
        f'<span style="color:red;text-decoration-line:line-through">{SOM}</span>',
        f'<p style="TEXT-DECORATION:underline line-through">{SOM}</p>',
        f"<s>{SOM}</s> New date to be announced",
        f"<s>{SOM}</s> New date: 8 June 2031",
        f"<del>{SOM}</del> <ins>New dates: 8-9 June 2031</ins>",
    ],
)
def test_a_meeting_that_is_crossed_out_is_a_finding_and_nothing_is_told(crossed) -> None:
    now = of(crossed, FORUM)
    assert [one.value["title"] for one in now.statements if one.field == "meeting"] == ["Annual Forum"]
    assert "crossed-out" in [one.kind for one in now.findings if one.field == "meeting"]
    assert told(of(SOM, FORUM), now) == told(of(SOM, FORUM), now, now) == []
    assert told(of(SOM, FORUM), now, of(SOM, FORUM)) == []
    assert told(of(SOM, FORUM), now, of(FORUM)) == ["meeting.removed"]


def test_crossed_out_and_said_to_be_cancelled_it_is_cancelled() -> None:
    assert told(of(SOM, FORUM), of(f"<s>{SOM}</s> CANCELLED", FORUM)) == ["meeting.cancelled"]
    assert told(of(SOM), of(f"<del>{SOM}</del> (cancelled)")) == ["meeting.cancelled"]


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        ("Senior Officials Meeting, Geneva, Switzerland, <s>4 May 2031</s> 8 June 2031", ["meeting.amended"]),
        ("Senior Officials Meeting, <del>Geneva, Switzerland</del> Bern, Switzerland, 4 May 2031", ["meeting.amended"]),
        ("<s>Old</s> Senior Officials Meeting, Geneva, Switzerland, 4 May 2031", []),
    ],
)
def test_what_is_crossed_out_within_a_meeting_is_put_right_there(now, changes) -> None:
    found = of(now, FORUM)
    assert not [one for one in found.findings if one.kind == "crossed-out"]
    assert told(of(SOM, FORUM), found) == changes


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "New date: 8 June 2031"),
        ("en", "New dates: 8-9 June 2031, Geneva, Switzerland"),
        ("fr", "Nouvelle date : 8 juin 2031"),
        ("es", "Nueva fecha: 8 de junio de 2031, Ginebra"),
    ],
)
def test_words_for_a_new_day_are_no_title(language, line, values) -> None:
    found = of(line, language=language)
    assert values(found, "meeting") == []
    assert [one.kind for one in found.findings if one.field == "meeting"] == ["unread-line"]


def table(*rows: str):
    page = f"<h1>Budapest Process</h1><h2>Meetings</h2><table><tr><th>Date<th>Place<th>Meeting{''.join(rows)}</table>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("budapest-process",), "en")


ROW = "<tr><td>4 May 2031<td>Geneva, Switzerland<td>Senior Officials Meeting"
OTHER = "<tr><td>5 June 2031<td>Oslo, Norway<td>Annual Forum"
THIRD = "<tr><td>7 July 2031<td>Paris, France<td>Technical meeting"


@pytest.mark.parametrize(
    "crossed",
    [
        "<tr><td><s>4 May 2031</s></td><td><s>Geneva, Switzerland</s></td><td><s>Senior Officials Meeting</s></td>",
        ROW.replace("<tr>", '<tr style="text-decoration:line-through">'),
        ROW.replace("<td>", '<td style="text-decoration-line: line-through">'),
        ROW.replace("<td>", "<td><p><del>"),
        ROW.replace("<td>", "<td><strike>").replace("<tr>", "<tr class=old>"),
    ],
)
def test_a_row_that_is_crossed_out_is_a_finding_and_nothing_is_told(crossed) -> None:
    now = table(crossed, OTHER, THIRD)
    assert "crossed-out" in [one.kind for one in now.findings if one.field == "meeting"]
    whole = table(ROW, OTHER, THIRD)
    assert told(whole, now) == told(whole, now, now) == told(whole, now, whole) == []
    assert told(whole, now, table(OTHER, THIRD)) == ["meeting.removed"]


def listing(members: str, observers: str):
    page = f"<h1>Budapest Process</h1><h2>Member States</h2><ul>{members}</ul><h2>Observers</h2><ul>{observers}</ul>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("budapest-process",), "en")


MEMBERS = "<li>Albania<li>Austria<li>Belgium<li>Croatia<li>Hungary"


@pytest.mark.parametrize(
    ("members", "observers"),
    [
        (MEMBERS, "<li><s>Norway</s><li>Kenya<li>Japan<li>UNHCR"),
        (MEMBERS, '<li style="text-decoration: line-through">Norway<li>Kenya<li>Japan<li>UNHCR'),
        (MEMBERS, "<li>Norway<li>Kenya<li>Japan<li><del>UNHCR</del>"),
        (MEMBERS.replace("Austria", "<del>Austria</del>"), "<li>Norway<li>Kenya<li>Japan<li>UNHCR"),
        (MEMBERS.replace("Hungary", "<s>Hungary</s> (suspended)"), "<li>Norway<li>Kenya<li>Japan<li>UNHCR"),
    ],
)
def test_who_is_crossed_out_has_not_left(members, observers) -> None:
    whole = listing(MEMBERS, "<li>Norway<li>Kenya<li>Japan<li>UNHCR")
    now = listing(members, observers)
    assert "crossed-out" in [one.kind for one in now.findings]
    assert told(whole, now) == told(whole, now, now) == told(whole, now, whole) == []


LISTED = "<li>Norway<li>Kenya<li>Japan<li>UNHCR"
PAGES = {
    "lists": "<h2>Member States</h2><ul>{members}</ul><h2>Observers</h2><ul>{observers}</ul>",
    "values": "<dl><dt>Member States<dd><ul>{members}</ul><dt>Observers<dd><ul>{observers}</ul></dl>",
    "sections": "<section id=m><h3>Members</h3><ol>{members}</ol></section>"
    "<section id=o><h3>Observers</h3><ol>{observers}</ol></section>",
    "rows": "<table><tr><th>Members<td><ul>{members}</ul><tr><th>Observers<td><ul>{observers}</ul></table>",
}


def page_of(shape: str, members: str, observers: str):
    page = f"<h1>Budapest Process</h1>{PAGES[shape].format(members=members, observers=observers)}"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("budapest-process",), "en")


@pytest.mark.parametrize("shape", PAGES)
@pytest.mark.parametrize("mark", ["<del>{}</del>", "<s>{}</s>", '<span style="text-decoration:line-through">{}</span>'])
@pytest.mark.parametrize(
    ("field", "name"), [("member", "Austria"), ("member", "Albania"), ("observer", "Norway"), ("observer", "UNHCR")]
)
def test_only_the_list_in_which_a_name_is_crossed_out_is_read_in_part(shape, mark, field, name) -> None:
    whole = page_of(shape, MEMBERS, LISTED)
    crossed = {"member": MEMBERS, "observer": LISTED}
    crossed[field] = crossed[field].replace(name, mark.format(name))
    now = page_of(shape, crossed["member"], crossed["observer"])
    outcomes = {one.field: one.outcome for one in now.fields if one.field in crossed}
    assert outcomes == {one: "partial" if one == field else "ok" for one in crossed}
    assert [one.field for one in now.findings if one.kind == "crossed-out"] == [field]
    assert told(whole, now) == told(whole, now, whole) == []
    other = "observer" if field == "member" else "member"
    crossed[other] = crossed[other].replace("<li>Kenya", "").replace("<li>Croatia", "")
    gone = page_of(shape, crossed["member"], crossed["observer"])
    assert told(whole, gone) == [f"{other}.left"]


@pytest.mark.parametrize(
    ("members", "observers", "partial"),
    [
        ("<p>Albania<p><s>Austria</s><p>Belgium", "<p>Norway<p>Kenya<p>Japan", {"member"}),
        ("<p>Albania<p>Austria<p>Belgium", "<p>Norway<p><s>Kenya</s><p>Japan", {"observer"}),
        ("<p>Albania<p>Austria<p><s>Belgium</s>", "<p>Norway<p>Kenya<p>Japan", {"member", "observer"}),
        ("<p>Albania, <s>Austria</s>, Belgium", "<p>Norway, Kenya, Japan", {"member"}),
        ("<p>Albania, Austria, Belgium", "<p>Norway, Kenya, <del>Japan</del>", {"observer"}),
        ("<p>Albania, Austria, Belgium", "<p><s>Norway</s>", {"member"}),
    ],
)
def test_where_its_place_does_not_say_both_lists_are(members, observers, partial) -> None:
    page = f"<h1>Budapest Process</h1><h2>Members</h2>{members}</p><h2>Observers</h2>{observers}</p>"
    now = extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("budapest-process",), "en")
    assert {one.field for one in now.fields if one.outcome == "partial"} & {"member", "observer"} == partial
