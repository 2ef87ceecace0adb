"""`monitor export ics`: meetings to subscribe to."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.house import FIRST, House, page
from tests.digest.rfc5545 import checked, text

MEETINGS = "<h2>Upcoming Meetings</h2><ul>{}</ul>"
SOM, FORUM = "Senior Officials Meeting, Istanbul, 4 June 2027", "Forum, Sofia, autumn 2027"


def listed(*meetings: str) -> bytes:
    items = "".join(f"<li>{one}</li>" for one in meetings)
    return page("Australia", "Fiji,Nepal,Tonga", extra=MEETINGS.format(items))


@pytest.fixture
def planned(empty_house: House) -> House:
    """A house whose page announces two meetings, one of them without a day."""
    empty_house.run({"lakeside": listed(SOM, FORUM)}, at=FIRST)
    return empty_house


def test_meetings_become_events(planned: House, tmp_path: Path) -> None:
    said = planned("export", "ics", "-o", str(tmp_path / "m.ics"))
    assert said.exit_code == 0, said.output
    assert "1 events, 1 without a day left out" in said.stdout
    (event,) = checked((tmp_path / "m.ics").read_bytes())
    assert text(event["SUMMARY"][1]).endswith(": Senior Officials Meeting")
    assert (event["DTSTART"][1], event["STATUS"][1]) == ("20270604", "TENTATIVE")
    assert event["URL"][1] == "https://pages.example/lakeside"
    assert b"autumn 2027" in (tmp_path / "m.ics").read_bytes()


@pytest.mark.parametrize(
    ("line", "status", "day"),
    [
        ("Senior Officials Meeting, Istanbul, 11 June 2027", "TENTATIVE", "20270611"),
        ("Senior Officials Meeting, Ankara, 4 June 2027", "TENTATIVE", "20270604"),
        ("Senior Officials Meeting on Return, Istanbul, 4 June 2027", "TENTATIVE", "20270604"),
        ("Senior Officials Meeting, Istanbul, 4 June 2027 (cancelled)", "CANCELLED", "20270604"),
        ("Senior Officials Meeting, Istanbul, 4 June 2027 (postponed)", "CANCELLED", "20270604"),
    ],
)
def test_an_amended_meeting_is_the_same_event(planned: House, line: str, status: str, day: str) -> None:
    (before,) = checked(planned("export", "ics", "-o", "-").stdout_bytes)
    planned.run({"lakeside": listed(line, FORUM)}, at=FIRST + timedelta(days=1))
    (after,) = checked(planned("export", "ics", "-o", "-").stdout_bytes)
    assert after["UID"] == before["UID"]
    assert (after["STATUS"][1], after["DTSTART"][1], after["SEQUENCE"][1]) == (status, day, "1")
    assert after["DTSTAMP"][1] > before["DTSTAMP"][1]


def test_the_same_history_gives_the_same_bytes_also_after_a_rebuild(planned: House) -> None:
    first = planned("export", "ics", "-o", "-").stdout_bytes
    assert planned("export", "ics", "-o", "-").stdout_bytes == first
    assert planned("rebuild").exit_code == 0
    assert planned("export", "ics", "-o", "-").stdout_bytes == first


def test_a_source_that_is_renamed_keeps_its_events(planned: House) -> None:
    (before,) = checked(planned("export", "ics", "-o", "-").stdout_bytes)
    config = planned.file.read_text("utf-8")
    planned.file.write_text(config.replace('id = "lakeside"', 'id = "shore"\nwas = "lakeside"'), "utf-8")
    planned.run({"shore": listed(SOM.replace("4 June", "5 June"), FORUM)}, at=FIRST + timedelta(days=1))
    (after,) = checked(planned("export", "ics", "-o", "-").stdout_bytes)
    assert (after["UID"], after["SEQUENCE"][1]) == (before["UID"], "1")


def test_a_window_and_a_mechanism_narrow(planned: House) -> None:
    told: Callable[..., int] = lambda *asked: json.loads(  # noqa: E731
        planned("export", "ics", "-o", str(planned.folder / "x.ics"), "--force", "--json", *asked).stdout
    )["events"]
    assert told("--since", "2027-06-04") == 1
    assert told("--since", "2027-06-05") == 0
    assert told("--mechanism", "prague-process") == 0
    assert told("--mechanism", "Bali Process") == 1


def test_it_is_explained_with_an_example(planned: House) -> None:
    said = planned("export", "ics", "--help")
    assert (said.exit_code, "Examples:" in said.stdout, "SEQUENCE" in said.stdout) == (0, True, True)
