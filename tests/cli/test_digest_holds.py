"""What a digest holds beside the changes: meetings to come, findings that began and ended; of that time, not of now."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.house import FIRST, House, page

DUNES = page("Lithuania", "Georgia,Moldova", title="Prague Process")


def lakeside(*meetings: str, members: str = "Fiji,Nepal,Indonesia") -> bytes:
    listed = "".join(f"<li>{one}</li>" for one in meetings)
    return page("Fiji", members, extra=f"<h2>Upcoming meetings</h2><ul>{listed}</ul>" if meetings else "")


SECOND = "1-3 December 2026, Nadi, Fiji, Second meeting"
THIRD = "14 January 2027, Apia, Samoa, Third meeting"
FAR = "8 June 2027, Suva, Fiji, Fourth meeting"
VAGUE = "2027, Suva, Fiji, Some meeting"


@pytest.fixture
def past(empty_house: House) -> House:
    """A look each ten days from 1 November: a typo comes with the second and goes with the third."""
    looks = [
        lakeside(SECOND, FAR, VAGUE),
        lakeside(SECOND, THIRD, FAR, VAGUE, members="Fiji,Nepal,Indonessia"),
        lakeside(SECOND, THIRD, FAR, VAGUE),
        lakeside(THIRD, FAR, VAGUE),
    ]
    for number, body in enumerate(looks):
        empty_house.run({"lakeside": body, "dunes": DUNES}, at=FIRST + timedelta(days=10 * number))
    return empty_house


def told(house: House, since: str, until: str, *more: str) -> dict[str, object]:
    value: dict[str, object] = json.loads(house("digest", "--since", since, "--until", until, "--json", *more).stdout)
    return value


def titles(value: dict[str, object]) -> list[str]:
    upcoming = value["upcoming"]
    assert isinstance(upcoming, list)
    return [one["title"] for one in upcoming]


def test_the_meetings_of_the_next_sixty_days_are_told_as_they_were_known_then(past: House) -> None:
    assert titles(told(past, "2026-11-01", "2026-11-05")) == ["Second meeting"]
    assert titles(told(past, "2026-11-01", "2026-11-20")) == ["Second meeting", "Third meeting"]
    assert titles(told(past, "2026-11-01", "2026-12-02")) == ["Third meeting"]  # the source states the second no more


def test_a_meeting_to_come_is_one_line_with_its_sources(past: House) -> None:
    shown = past("digest", "--since", "2026-11-01", "--until", "2026-11-20").stdout
    assert "Meetings to come\n----------------\n" in shown
    assert "  - 1–3 December 2026: Bali Process, Second meeting (Nadi, Fiji); lakeside\n" in shown
    french = past("digest", "--since", "2026-11-01", "--until", "2026-11-20", "--language", "fr").stdout
    assert "  - 1er-3 décembre 2026 : Processus de Bali, Second meeting (Nadi, Fidji) ; lakeside\n" in french


def test_where_none_is_to_come_one_line_says_so(past: House) -> None:
    shown = past("digest", "--since", "2026-10-01", "--until", "2026-10-15").stdout
    assert "No meeting is told of for the next 60 days." in shown
    assert "Meetings to come" not in shown


def test_a_finding_that_ends_in_the_window_is_told_with_when_it_began(past: House) -> None:
    opened = told(past, "2026-11-10", "2026-11-15")
    assert [(one["kind"], one["closed_at"]) for one in opened["remarks"]] == [("typo", None)]  # type: ignore[attr-defined]
    assert opened["closed"] == []
    ended = told(past, "2026-11-20", "2026-11-25")
    (closed,) = ended["closed"]  # type: ignore[misc]
    assert (closed["kind"], closed["opened_at"][:10], closed["closed_at"][:10]) == ("typo", "2026-11-11", "2026-11-21")
    shown = past("digest", "--since", "2026-11-20", "--until", "2026-11-25").stdout
    assert "Findings that are over\n" in shown
    assert "“Indonessia” read as Indonesia (ID) [typo], since 2026-11-11 06:00 UTC" in " ".join(shown.split())


def test_the_findings_that_are_open_in_all_are_those_of_that_time(past: House) -> None:
    numbers = [told(past, "2026-11-01", f"2026-11-{day:02}")["open_findings"] for day in (5, 15, 25)]
    assert numbers[1] == int(str(numbers[0])) + 1
    assert numbers[2] == numbers[0]


def test_a_window_that_is_over_gives_the_same_bytes_whatever_came_since(past: House) -> None:
    window = ("digest", "--since", "2026-11-01", "--until", "2026-12-05")
    forms = ("text", "markdown", "html", "json")
    before = [past(*window, "--format", form).stdout for form in forms]
    past.run({"lakeside": lakeside(SECOND, members="Fiji,Indonessia"), "dunes": 503}, at=FIRST + timedelta(days=60))
    assert [past(*window, "--format", form).stdout for form in forms] == before
