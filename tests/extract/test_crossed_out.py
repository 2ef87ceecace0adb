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
