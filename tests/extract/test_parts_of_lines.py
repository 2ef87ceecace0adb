"""Lines that are elements side by side: each is an entry's part, or an entry of its own."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract


def mechanism(body: str, layout: str = "mechanism-page") -> dict[str, Any]:
    page = f"<!doctype html><html><body><main><h1>Meridian Dialogue on Mobility</h1>{body}</main></body></html>"
    document = read(page.encode(), media_type="text/html", url="https://meridian.example/")
    (found,) = as_json(extract(document, layout))["mechanisms"]
    return dict(found)


@pytest.mark.parametrize(
    "line",
    [
        '<div><span class="d">9 May 2008</span> <span class="n">Forum</span> <span class="l">Lima, Peru</span></div>',
        '<div><span class="t">Forum</span><span class="w">9 May 2008</span><a class="p" href="/1">Lima, Peru</a></div>',
        '<li><em class="x1">9 May 2008</em> <b class="x2">Forum</b> <i class="x3">Lima, Peru</i></li>',
        '<p><span class="a">9 May 2008:</span> <span class="b">Forum</span> <span class="c">(Lima, Peru)</span></p>',
    ],
)
def test_what_when_and_where_of_a_meeting_need_no_commas(line: str) -> None:
    (meeting,) = mechanism(f"<h2>Past meetings</h2>{line}")["meetings"]
    assert (meeting["title"], meeting["date"]) == ("Forum", "2008-05-09")
    assert (meeting["place"], meeting["country"]) == ("Lima", "PE")


@pytest.mark.parametrize("between", ["", " ", "\n "])
def test_chips_are_entries(between: str) -> None:
    names = "Labour Mobility", "Social Protection", "Return"
    chips = between.join(f'<span class="chip">{name}</span>' for name in names)
    assert mechanism(f"<h2>Themes</h2><p>{chips}</p>", "practice-page")["themes"] == list(names)
    label = '<p><span class="k">Themes</span> '
    assert mechanism(f"{label}{chips}</p>", "practice-page")["themes"] == list(names)


def test_a_sentence_in_several_elements_stays_one() -> None:
    line = '<p><span class="s1">Forum</span> <span class="s2">of senior officials</span>, Lima, Peru, 3 July 2012</p>'
    (meeting,) = mechanism(f"<h2>Past meetings</h2>{line}")["meetings"]
    assert (meeting["title"], meeting["place"]) == ("Forum of senior officials", "Lima")


BOXES = (("12 May 2019", "Third Forum", "Accra, Ghana"), ("3–4 June 2021", "Meeting of Officials", "Lomé, Togo"))
TOLD = "The ministers spoke at length about the many things that had come up since they had last met in town."


@pytest.mark.parametrize(
    "box",
    [
        "<div><time>{0}</time><h3>{1}</h3><p>{2}</p></div>",
        "<article><p>{2}</p><p>{1}</p><p>{0}</p></article>",
        "<section><h4>{1}</h4><div>{2}</div><div>{0}</div><p>" + TOLD + "</p></section>",
        "<div><span>{2}</span><h4><a href='/m'>{1}</a></h4><div><small>{0}</small></div></div>",
    ],
)
def test_a_box_is_a_meeting_in_whatever_order(box: str) -> None:
    found = mechanism("<h2>Meetings</h2>" + "".join(box.format(*parts) for parts in BOXES))["meetings"]
    assert [(one["title"], one["date"], one["place"], one["country"]) for one in found] == [
        ("Third Forum", "2019-05-12", "Accra", "GH"),
        ("Meeting of Officials", "2021-06-03/2021-06-04", "Lomé", "TG"),
    ]


def test_boxes_that_hold_whole_meetings_stay_lists() -> None:
    lines = "<div><p>Third Forum, Accra, 12 May 2019</p><p>Fourth Forum, Lomé, 3 June 2021</p></div>"
    more = lines.replace("2019", "2009").replace("2021", "2011")
    assert len(mechanism(f"<h2>Meetings</h2>{lines}{more}")["meetings"]) == 4


@pytest.mark.parametrize(
    "line",
    [
        "<li><time datetime='2008-05-09'>9 May 2008</time> <b>Forum</b> <i>Lima, Peru</i></li>",
        "<p><em>9 May 2008</em> <strong>Forum</strong> <time>Lima, Peru</time></p>",
        "<p>9 May 2008, Lima, Peru, Forum, held</p>",
        "<table><tr><th>When</th><th>Where</th><th>What</th><th>Status</th></tr>"
        "<tr><td>9 May 2008</td><td>Lima, Peru</td><td>Forum</td><td>held</td></tr></table>",
    ],
)
def test_parts_by_their_type_and_a_status(line: str) -> None:
    (meeting,) = mechanism(f"<h2>Past meetings</h2>{line}")["meetings"]
    assert [meeting[key] for key in ("title", "date", "place", "announced")] == ["Forum", "2008-05-09", "Lima", False]


@pytest.mark.parametrize("status", ["planned", "prévue", "por confirmar", "prevista"])
def test_a_status_announces(status: str) -> None:
    head = "<tr><th>When</th><th>Where</th><th>What</th><th>Status</th></tr>"
    rows = f"{head}<tr><td>9 May 2031</td><td>Lima, Peru</td><td>Forum</td><td>{status}</td></tr>"
    (meeting,) = mechanism(f"<h2>Meetings</h2><table>{rows}</table>")["meetings"]
    assert (meeting["title"], meeting["announced"]) == ("Forum", True)
