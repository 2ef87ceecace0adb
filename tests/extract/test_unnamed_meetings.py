"""A line that says that a meeting is cancelled or put off, and no more: of which one is not guessed from one page."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract

LABELS = {"en": "Next meeting", "fr": "Prochaine réunion", "es": "Próxima reunión", "pt": "Próxima reunião"}
LINES = {
    "en": {
        "cancelled": "cancelled",
        "(CANCELLED)": "cancelled",
        "The meeting has been called off.": "cancelled",
        "Meeting cancelled": "cancelled",
        "This meeting will not take place due to the situation": "cancelled",
        "[POSTPONED]": "postponed",
        "postponed until further notice": "postponed",
        "Postponed. A new date will be announced.": "postponed",
    },
    "fr": {
        "annulée": "cancelled",
        "La réunion a été annulée": "cancelled",
        "Reportée à une date ultérieure": "postponed",
        "Réunion reportée": "postponed",
    },
    "es": {"CANCELADA": "cancelled", "La reunión ha sido aplazada hasta nuevo aviso": "postponed"},
    "pt": {"Adiada": "postponed", "Reunião cancelada": "cancelled"},
}
SHAPES = (
    "<p>{label}: {line}</p>",
    "<p><strong>{label}:</strong> {line}</p>",
    "<h3>{label}</h3><p>{line}</p>",
    "<h2>{label}: {line}</h2>",
    "<table><tr><th>{label}</th><td>{line}</td></tr></table>",
    "<dl><dt>{label}</dt><dd>{line}</dd></dl>",
    "<h3>{label}</h3><ul><li>{line}</li></ul>",
    "<p>{label} – {line}</p>",
)


def of(html: str, language: str = "en"):
    page = f"<html lang={language}><h1>Budapest Process</h1>{html}</html>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", ("budapest-process",), language)


@pytest.mark.parametrize(("language", "line"), [(code, line) for code, lines in LINES.items() for line in lines])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_state_alone_is_a_finding_in_any_shape(shape, language, line, values) -> None:
    found = of(shape.format(label=LABELS[language], line=line), language)
    assert values(found, "meeting") == []
    assert [one.kind for one in found.findings if one.field == "meeting"] == [f"{LINES[language][line]}-unnamed"]
    assert [one.outcome for one in found.fields if one.field == "meeting"] == ["partial"]


@pytest.mark.parametrize(
    ("language", "label", "state"),
    [
        ("en", "Next meeting (cancelled)", "cancelled"),
        ("en", "Next meeting [POSTPONED]", "postponed"),
        ("en", "Next meeting cancelled", "cancelled"),
        ("fr", "Prochaine réunion (annulée)", "cancelled"),
        ("fr", "Prochaine réunion annulée", "cancelled"),
        ("es", "Próxima reunión (aplazada)", "postponed"),
        ("pt", "Próxima reunião (cancelada)", "cancelled"),
    ],
)
def test_a_state_in_the_label_is_that_of_the_meeting_below_it(language, label, state, values) -> None:
    for html in (f"<h3>{label}</h3>", f"<p>{label}</p>", f"<p><b>{label}</b></p>"):
        assert [one.kind for one in of(html, language).findings if one.field == "meeting"] == [f"{state}-unnamed"]
        ((one),) = values(of(f"{html}<ul><li>Forum, Rome, 4.5.2031</ul>", language), "meeting")
        assert (one["title"], one["state"]) == ("Forum", state)


@pytest.mark.parametrize("html", ["<h3>Next meeting (cancelled)</h3>", "<h3>Next meeting</h3><p>Cancelled</p>"])
def test_meetings_that_were_held_stand_beside_such_a_line(html, values) -> None:
    past = "<h3>Past meetings</h3><ul><li>Forum, Rome, 4 May 2021<li>Conference, Oslo, 3 May 2020</ul>"
    for found in (of(html + past), of(past + html)):
        assert [one.get("state") for one in values(found, "meeting")] == [None, None]
        assert [one.kind for one in found.findings if one.field == "meeting"] == ["cancelled-unnamed"]


@pytest.mark.parametrize("label", ["Cancelled meetings", "Réunions annulées", "Reuniones canceladas", "Meetings"])
def test_a_list_of_such_meetings_without_an_entry_says_nothing_of_any(label, values) -> None:
    (one,) = (one for one in of(f"<h3>{label}</h3>").findings if one.field == "meeting")
    assert one.kind == "empty-label"


@pytest.mark.parametrize(
    "line",
    [
        "Sixth Ministerial Conference: cancelled",
        "Cancelled visas",
        "Cancelled: the conference of ministers in Rome",
        "postponed to 8 June 2031",
        "Not yet known",
    ],
)
def test_what_says_more_is_no_state_alone(line, values) -> None:
    found = of(f"<h3>Next meeting</h3><p>{line}</p>")
    assert values(found, "meeting") == []
    assert not [one for one in found.findings if one.kind.endswith("-unnamed")]


@pytest.mark.parametrize(
    "lines",
    [
        "<ul><li>Senior Officials Meeting, Geneva, 4 May 2031<br>(cancelled)<li>Forum, Oslo, 5 June 2031</ul>",
        "<ul><li>Senior Officials Meeting, Geneva, 4 May 2031<br><b>Cancelled</b><br></li></ul><p>",
        "<p>Senior Officials Meeting, Geneva, 4 May 2031</p><p>The meeting has been cancelled.</p>",
        "<p>Senior Officials Meeting, Geneva, 4 May 2031<br>CANCELLED</p>",
    ],
)
def test_a_state_right_behind_its_meeting_is_that_of_the_meeting(lines, values) -> None:
    found = of(f"<h3>Upcoming meetings</h3>{lines}")
    first = values(found, "meeting")[0]
    assert (first["title"], first["date"], first["state"]) == ("Senior Officials Meeting", "2031-05-04", "cancelled")
    assert not [one for one in found.findings if one.field == "meeting"]
    assert [one.get("state") for one in values(found, "meeting")[1:]] in ([], [None])


def test_a_state_between_meetings_in_elements_of_their_own_is_nobodys(values) -> None:
    found = of(
        "<h3>Upcoming meetings</h3><p>Senior Officials Meeting, Geneva, 4 May 2031</p><p>Cancelled</p>"
        "<p>Ministerial Conference, Oslo, 5 June 2031</p>"
    )
    assert [one.get("state") for one in values(found, "meeting")] == [None, None]
    assert [one.kind for one in found.findings if one.field == "meeting"] == ["cancelled-unnamed"]
