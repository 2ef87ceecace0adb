"""A page that says under `Upcoming meetings` that there are none has said so: nothing of it is left unread."""

from __future__ import annotations

import pytest

from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
SAID = [
    ("en", "Upcoming meetings", "There are currently no upcoming meetings."),
    ("en", "Next meeting", "No meeting is planned at the moment"),
    ("en", "Future meetings", "No meetings scheduled."),
    ("fr", "Prochaines réunions", "Aucune réunion n’est prévue pour le moment."),
    ("fr", "Réunions à venir", "Pas de réunion prévue"),
    ("es", "Próximas reuniones", "Por el momento no hay reuniones previstas."),
    ("es", "Próximas reuniones", "No hay próximos eventos"),
    ("pt", "Próximas reuniões", "De momento, não há reuniões agendadas."),
]
ALSO = "<p>Secretariat: ICMPD</p><h2>Members</h2><ul><li>Georgia<li>Malta<li>Iceland</ul>"
MARKUPS = (
    "<h2>{label}</h2><p>{words}</p>",
    "<dl><dt>{label}<dd>{words}</dl>",
    "<table><tr><th>{label}<td>{words}</table>",
    "<p><b>{label}:</b> {words}</p>",
    "<h3>{label}</h3><ul><li>{words}</ul>",
)


def read(language: str, below: str) -> Extraction:
    body = f"<html lang={language}><title>Prague Process</title><h1>Prague Process</h1>{ALSO}{below}"
    return read_capture(Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(("language", "label", "words"), SAID)
def test_that_no_meeting_is_to_come_is_understood(markup, language, label, words):
    none = read(language, markup.format(label=label, words=words))
    assert [one for one in none.statements if one.field == "meeting"] == []
    assert [one.kind for one in none.findings if one.field == "meeting"] == []
    assert [one.outcome for one in none.fields if one.field == "meeting"] == ["ok"]


def test_a_line_with_a_day_is_a_meeting_whatever_it_says_beside():
    said = read("en", MARKUPS[4].format(label="Upcoming meetings", words="3 May 2031, Rome: No further meetings group"))
    assert [one.value["date"] for one in said.statements if one.field == "meeting"] == ["2031-05-03"]
