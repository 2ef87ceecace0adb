"""What a list says of a meeting that is called off or put off is its state or its new day, and no part of its title."""

from __future__ import annotations

import time

import pytest

from monitor.extract.values.called_off import without_state

ASKED = "Senior Officials Meeting", "Rome"
STATES = {
    "Senior Officials Meeting (cancelled), Rome, Italy, 3 May 2027": "cancelled",
    "CANCELLED: Senior Officials Meeting, Rome, Italy, 3 May 2027": "cancelled",
    "CANCELLED Senior Officials Meeting, Rome, Italy, 3 May 2027": "cancelled",
    "[Cancelled] 3 May 2027, Rome: Senior Officials Meeting": "cancelled",
    "3 May 2027 (cancelled): Senior Officials Meeting, Rome": "cancelled",
    "Senior Officials Meeting, Rome, 3 May 2027 – cancelled due to COVID-19": "cancelled",
    "Senior Officials Meeting, Rome, Italy, 3 May 2027 has been called off": "cancelled",
    "Planned: Senior Officials Meeting, Rome, 3 May 2027 (will not take place)": "cancelled",
    "Senior Officials Meeting, Rome, 3 May 2027 (cancelled on 2 April 2027)": "cancelled",
    "Senior Officials Meeting, Rome, 3 May 2027, postponed until further notice": "postponed",
    "3 May 2027: Senior Officials Meeting (POSTPONED), Rome, Italy": "postponed",
    "Senior Officials Meeting (now postponed), Rome, 3 May 2027": "postponed",
    "Cancelled 3 May 2027, Rome, Italy: Senior Officials Meeting": "cancelled",
    "Postponed 3 May 2027 – Senior Officials Meeting, Rome, Italy": "postponed",
    "3 May 2027, Rome, Italy: Senior Officials Meeting cancelled": "cancelled",
    "Rome, 3 May 2027: Senior Officials Meeting Postponed": "postponed",
    "Senior Officials Meeting cancelled, Rome, Italy, 3 May 2027": "cancelled",
}
ELSEWHERE = {
    "fr": {
        "Annulée : Réunion de Rome, Rome, 3 mai 2027": "cancelled",
        "Réunion de Rome, Rome, 3 mai 2027 (reportée à une date ultérieure)": "postponed",
        "Réunion de Rome, Rome, le 3 mai 2027, a été ajournée": "postponed",
        "Annulée 3 mai 2027, Rome : Réunion de Rome": "cancelled",
    },
    "es": {
        "Reunión de Roma, Roma, 3 de mayo de 2027 (cancelada)": "cancelled",
        "Cancelada 3 de mayo de 2027, Roma: Reunión de Roma": "cancelled",
        "APLAZADA: Reunión de Roma, Roma, 3 de mayo de 2027": "postponed",
    },
    "pt": {
        "Reunião de Roma, Roma, 3 de maio de 2027 – cancelada": "cancelled",
        "Reunião de Roma, Roma, 3 de maio de 2027 (adiada)": "postponed",
    },
}
NEW_DAYS = {
    "3 May 2027, Rome: Senior Officials Meeting (postponed to 7 June 2027)": "2027-06-07",
    "3 May 2027, Rome: Senior Officials Meeting, postponed to 7 June": "2027-06-07",
    "3 May 2027, Rome: Senior Officials Meeting – Postponed; new date: 7 June 2027": "2027-06-07",
    "3 December 2026, Rome: Senior Officials Meeting (postponed to 7 January)": "2027-01-07",
    "Senior Officials Meeting, Rome, 3 May 2027 (postponed from 3 May to 7-8 June 2027)": "2027-06-07/2027-06-08",
    "Senior Officials Meeting, Rome, 3 May 2027 (rescheduled to 7 June 2027)": "2027-06-07",
    "Senior Officials Meeting, Rome, postponed to 7 June 2027": "2027-06-07",
    "Postponed to 7 June 2027: Senior Officials Meeting, Rome": "2027-06-07",
    "Senior Officials Meeting, Rome, May 2027 (postponed to 2028)": "2028",
}
HEADINGS = {"fr": "Réunions", "es": "Reuniones", "pt": "Reuniões"}


@pytest.mark.parametrize("line", STATES)
def test_the_state_of_a_meeting_is_read_wherever_it_stands_in_the_line(line, under, values) -> None:
    (one,) = values(under("Meetings", line, language="en"), "meeting")
    assert (one["title"], one["place"], one["date"], one["state"]) == (*ASKED, "2027-05-03", STATES[line])


@pytest.mark.parametrize(("language", "line"), [(code, line) for code, lines in ELSEWHERE.items() for line in lines])
def test_the_state_of_a_meeting_is_read_in_each_language(language, line, under, values) -> None:
    (one,) = values(under(HEADINGS[language], line, language=language), "meeting")
    assert (one["date"], one["state"]) == ("2027-05-03", ELSEWHERE[language][line])
    assert one["title"].startswith("R")


@pytest.mark.parametrize("line", NEW_DAYS)
def test_a_meeting_that_is_put_off_to_a_day_has_that_day_and_no_state(line, under, values) -> None:
    (one,) = values(under("Meetings", line, language="en"), "meeting")
    assert (one["title"], one["place"], one["date"]) == (*ASKED, NEW_DAYS[line])
    assert "state" not in one


@pytest.mark.parametrize(
    "line",
    [
        "Senior Officials Meeting, 3 May 2027 (postponed to 7 June 2027 in Paris)",
        "Senior Officials Meeting, Rome, 3 May 2027 (postponed, 2 April 2027)",
        "Senior Officials Meeting, Rome, 3 May 2027 (not held)",
    ],
)
def test_what_is_said_otherwise_is_a_finding_and_no_guess(line, under, values) -> None:
    found = under("Meetings", line, language="en")
    assert values(found, "meeting") == []
    assert [(one.kind, one.quote) for one in found.findings if one.field == "meeting"] == [("unread-line", line)]


def test_a_day_of_before_in_brackets_stays_in_the_title(under, values) -> None:
    line = "Senior Officials Meeting (rescheduled from 2020), Rome, 3 May 2027"
    (one,) = values(under("Meetings", line, language="en"), "meeting")
    assert (one["title"], one["date"]) == ("Senior Officials Meeting (rescheduled from 2020)", "2027-05-03")


@pytest.mark.parametrize(
    ("language", "label", "line", "state"),
    [
        ("en", "Cancelled meetings", "Ministerial Conference, Rome, Italy, 3 May 2027", "cancelled"),
        ("en", "Postponed meetings", "Rome, Italy, 3 May 2027", "postponed"),
        ("fr", "Réunions annulées", "Conférence ministérielle, Rome, Italie, 3 mai 2027", "cancelled"),
        ("es", "Reuniones aplazadas", "Conferencia ministerial, Roma, Italia, 3 de mayo de 2027", "postponed"),
        ("pt", "Reuniões canceladas", "Conferência ministerial, Roma, Itália, 3 de maio de 2027", "cancelled"),
    ],
)
def test_all_below_a_label_that_says_so_are_called_off(language, label, line, state, under, values) -> None:
    (one,) = values(under(label, line, language=language), "meeting")
    assert (one["date"], one["country"], one["state"]) == ("2027-05-03", "IT", state)


@pytest.mark.parametrize(
    ("remarks", "state"),
    [
        (("", " (cancelled)"), "cancelled"),
        ((" (postponed)", ""), "postponed"),
        ((" (cancelled)", " (postponed)", ""), "cancelled"),
        (("", " (postponed)", " (cancelled)"), "cancelled"),
    ],
)
def test_a_meeting_that_is_listed_and_called_off_in_another_line_is_one(remarks, state, under, values) -> None:
    found = under("Meetings", *(f"3 May 2027, Rome: Senior Officials Meeting{said}" for said in remarks))
    ((one, statement),) = zip(values(found, "meeting"), found.statements, strict=True)
    assert (one["date"], one["state"]) == ("2027-05-03", state)
    assert state in statement.quote
    assert [one for one in found.findings if one.field == "meeting"] == []


@pytest.mark.parametrize(
    "said", ["x cancelled ", "(cancelled) ", "(postponed to ", "x has been cancelled ", ", moved to a "]
)
def test_a_hostile_line_is_read_within_a_bound(said) -> None:
    begin = time.process_time()
    without_state((said * 4000)[:4000] + "(cancelled)")
    assert time.process_time() - begin < 1  # a twentieth of it on an idle core
