"""A meeting that is called off, put off or on again is one change, and never one that is gone beside one that came."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import compare

SOM = "2027-05-03", "Rome", "IT", "Senior Officials Meeting"


@pytest.fixture
def meeting(pages):
    def make(*parts, state=None, announced=True):
        one = pages.meeting(*(parts or SOM), announced)
        return replace(one, value=one.value | {"state": state}) if state else one

    return make


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_a_meeting_that_is_called_off_or_put_off_is_one_change_and_so_is_the_way_back(pages, told, meeting, state):
    on, off = pages.reading(meeting()), pages.reading(meeting(state=state))
    unsaid = pages.reading(meeting(announced=False))
    assert told(on, off) == told(unsaid, off) == told(on, unsaid, off)[-1:] == [f"meeting.{state}"]
    assert told(on, off, off) == []
    assert told(on, off, on) == ["meeting.resumed"]


def test_the_change_says_what_became_of_it(pages, meeting):
    memory = pages.remember(pages.reading(meeting()))
    (one,) = compare(memory, pages.reading(meeting(state="cancelled")), now=pages.now).changes
    assert (one.importance, one.before["date"], one.after["state"]) == ("high", "2027-05-03", "cancelled")
    assert one.summary == (
        "Bali Process: a meeting is cancelled: Senior Officials Meeting (Rome, Italy; 2027-05-03; cancelled)"
    )


def test_a_meeting_that_was_called_off_is_not_held_when_it_stands_among_the_past_ones(pages, told, meeting):
    off = pages.reading(meeting(state="cancelled"))
    assert told(off, pages.reading(meeting(state="cancelled", announced=False))) == []


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_one_that_was_called_off_and_stands_among_those_that_were_held_was_held(pages, told, meeting, state):
    held = pages.reading(meeting(announced=False))
    assert told(pages.reading(meeting()), pages.reading(meeting(state=state)), held) == ["meeting.held"]
    assert told(held, pages.reading(meeting(announced=False, state=state)), held) == ["meeting.resumed"]


def test_one_that_was_put_off_and_has_its_day_is_amended_once(pages, told, meeting):
    later = pages.reading(meeting("2027-09-14", *SOM[1:]))
    assert told(pages.reading(meeting()), pages.reading(meeting(state="postponed")), later) == ["meeting.amended"]
    assert told(pages.reading(meeting()), later) == ["meeting.amended"]


def test_another_meeting_of_the_series_is_not_the_one_that_was_called_off(pages, told, meeting):
    off, later = meeting(state="cancelled"), meeting("2027-11-09", *SOM[1:])
    assert told(pages.reading(meeting()), pages.reading(off, later)) == ["meeting.cancelled", "meeting.announced"]
    assert told(pages.reading(off), pages.reading(later)) == ["meeting.removed", "meeting.announced"]


def test_one_that_comes_called_off_is_not_announced(pages, told, meeting):
    other = meeting("2026-05-03", "Oslo", "NO", "Experts")
    assert told(pages.reading(other), pages.reading(other, meeting(state="cancelled"))) == ["meeting.cancelled"]
