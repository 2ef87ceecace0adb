"""What is held is told beside each answer that it may concern: in text by a line, for programs by `held`."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.house import FIRST, House, page

STANDS = "Fiji,Nepal,Tonga,Samoa,Kiribati"
MEETINGS = "<h2>Meetings</h2><ul><li>12 May 2019, Suva, Third Ministerial Conference</li></ul>"
LOST = "lakeside: member of the Bali Process held since 2026-11-11 06:00 UTC: its label is no longer on the page"
ENDS = "accept lakeside bali-process/member"


@pytest.fixture
def waiting(empty_house: House) -> House:
    """`lakeside` lost its members and its meetings at the second look; `dunes` did not change."""
    dunes, whole = page("Lithuania", "Georgia,Moldova", title="Prague Process"), page("Fiji", STANDS, extra=MEETINGS)
    empty_house.run({"lakeside": whole, "dunes": dunes}, at=FIRST)
    begin, _, rest = whole.partition(b"<h2>Member")
    bare = begin + b"</main></html>"
    assert rest
    empty_house.run({"lakeside": bare, "dunes": dunes}, at=FIRST + timedelta(days=10))
    return empty_house


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "bali-process"),
        ("history", "bali-process"),
        ("history", "bali-process", "--field", "member"),
        ("membership",),
        ("membership", "--mechanism", "bali-process"),
        ("show", "Nepal"),
    ],
)
def test_an_answer_says_what_of_it_is_held_and_how_that_ends(waiting: House, asked: tuple[str, ...]) -> None:
    said = waiting(*asked).stdout
    assert "Held back" in said
    assert LOST in said
    assert ENDS in said


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "prague-process"),
        ("history", "bali-process", "--field", "chair"),
        ("membership", "--mechanism", "prague-process"),
        ("membership", "--standing", "observer"),
        ("meetings", "--mechanism", "prague-process"),
        ("show", "Georgia"),
    ],
)
def test_what_is_held_of_others_is_not_told(waiting: House, asked: tuple[str, ...]) -> None:
    assert "Held back" not in waiting(*asked).stdout


def test_meetings_say_so_of_meetings_alone(waiting: House) -> None:
    said = waiting("meetings").stdout
    assert "lakeside: meeting of the Bali Process held since" in said
    assert "member" not in said


def test_as_observed_before_nothing_was_held_and_then_no_command_ends_it(waiting: House) -> None:
    assert "Held back" not in waiting("show", "bali-process", "--at", "2026-11-05").stdout
    said = waiting("show", "bali-process", "--at", "2026-11-12").stdout
    assert "Held back then" in said
    assert LOST in said
    assert ENDS not in said


def test_programs_find_it_in_the_answer(waiting: House) -> None:
    for asked in (("show", "bali-process"), ("history", "bali-process"), ("show", "Nepal")):
        held = json.loads(waiting(*asked, "--json").stdout)["held"]
        (one,) = [one for one in held if one["field"] == "member"]
        assert (one["source"], one["mechanism"]) == ("lakeside", "bali-process")
        assert one["reason"] == "its label is no longer on the page"
    for asked in (("membership",), ("meetings",)):
        entries = json.loads(waiting(*asked, "--json").stdout)
        reasons = {(one["mechanism"], said["held"]) for one in entries for said in one["sources"]}
        expected = {("bali-process", "its label is no longer on the page")}
        assert reasons == expected | ({("prague-process", None)} if asked == ("membership",) else set())
