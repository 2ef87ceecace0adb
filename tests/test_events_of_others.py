"""`Other events` and `Other contacts`: whose they are is said by who is named there."""

from __future__ import annotations

import pytest

from tests.told import kinds, page, told

OWN = "<h2>Meetings</h2><ul><li>4 June 2025: Senior Officials Meeting, Istanbul, Türkiye</ul>"
LINES = [
    "3 March 2027: GFMD Summit, Bogotá, Colombia",
    "5 March 2027: IOM Council, Geneva",
    "6 May 2027: Expert Meeting on Visas, Tirana, Albania",
]
ROWS = [line.replace(": ", ", ", 1).split(", ", 2) for line in LINES]
CONTACT = OWN + "<h2>Contact</h2><p>desk@example.org</p>"


def listed(head: str) -> str:
    return head + "<ul>" + "".join(f"<li>{line}" for line in LINES) + "</ul>"


def cells(row: list[str], tag: str) -> str:
    return "".join(f"<{tag}>{cell}</{tag}>" for cell in row)


MARKUPS = {
    "h2": listed("<h2>Other events</h2>"),
    "h3": listed("<h3>Other events</h3>"),
    "meetings": listed("<h2>Other meetings</h2>"),
    "bold": listed("<p><b>Other events</b></p>"),
    "details": f"<details>{listed('<summary>Other events</summary>')}</details>",
    "terms": "<dl><dt>Other events</dt>" + "".join(f"<dd>{line}</dd>" for line in LINES) + "</dl>",
    "nested": listed("<h2>Other events</h2>").replace("<ul>", "<ul><li>2027<ul>").replace("</ul>", "</ul></ul>"),
    "cards": "<h2>Other events</h2>"
    + "".join(f"<div class=card><time>{day}</time><h3>{title}</h3><p>{place}</p></div>" for day, title, place in ROWS),
    "table": f"<h2>Other events</h2><table><tr>{cells(['Date', 'Event', 'Place'], 'th')}</tr>"
    + "".join(f"<tr>{cells(row, 'td')}</tr>" for row in ROWS)
    + "</table>",
}


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
def test_those_of_another_body_are_not_announced_and_the_own_one_is(markup: str) -> None:
    announced = [words for kind, words in told(page(OWN), page(OWN + markup)) if kind == "meeting.announced"]
    assert len(announced) == 1
    assert "Expert Meeting on Visas" in announced[0]


@pytest.mark.parametrize(
    ("language", "head"),
    [("fr", "Autres réunions"), ("fr", "Autres événements"), ("es", "Otros eventos"), ("pt", "Outras reuniões")],
)
def test_in_other_languages_nothing_of_another_body_is_announced(language: str, head: str) -> None:
    said = " ".join(words for _, words in told(page(OWN, language), page(OWN + listed(f"<h2>{head}</h2>"), language)))
    assert "GFMD" not in said
    assert "IOM" not in said


def test_what_another_body_holds_is_told_as_not_understood() -> None:
    findings = [one.quote for one in page(OWN + MARKUPS["h2"]).findings if one.kind == "unread-line"]
    assert findings == LINES[:2]


def test_the_own_meetings_name_whom_they_like() -> None:
    after = page(OWN.replace("</ul>", "<li>5 March 2027: Workshop with IOM, Geneva</ul>"))
    assert kinds(page(OWN), after) == ["meeting.announced"]


def test_other_contacts_of_another_body_are_no_contacts() -> None:
    others = "<h2>Other contacts</h2><p>{}<br>bo@example.org</p>"
    assert kinds(page(CONTACT), page(CONTACT + others.format("UNHCR Bangkok"))) == []
    assert kinds(page(CONTACT), page(CONTACT + others.format("Bo Lind"))) == ["contact.added"]
