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
