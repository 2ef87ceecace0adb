"""A page that says `Next meeting: cancelled` and no more means the only known meeting that it can mean, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import compare
from monitor.model import FieldOutcome, Finding

SOM = "2027-05-03", "Rome", "IT", "Senior Officials Meeting"
FORUM = "2027-09-14", "Oslo", "NO", "Annual Forum"
PAST = "2020-02-03", "Oslo", "NO", "Founding Conference"
BALI = "bali-process"


@pytest.fixture
def says(pages):
    """A reading of a page that calls a meeting that it does not name cancelled or postponed, beside others."""

    def reading(state, *meetings, mechanism=BALI, times=1):
        kind = f"{state}-unnamed"
        said = tuple(Finding(kind, f"{n}", mechanism, "meeting", state, f"block {n}") for n in range(times))
        count = len(meetings)
        outcome = FieldOutcome(BALI, "meeting", "partial", None, count + times, count, count)
        return pages.reading(*meetings, pages.member("TH"), fields=[outcome], findings=said)

    return reading


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_the_only_meeting_to_come_is_meant_and_told_once(pages, told, says, state):
    som, member = pages.meeting(*SOM, announced=True), pages.member("TH")
    on, off = pages.reading(som, member), says(state)
    assert told(on, off) == [f"meeting.{state}"]
    assert told(on, off, off) == []
    assert told(on, off, off, on) == ["meeting.resumed"]
    (one,) = compare(pages.remember(on), off, now=pages.now).changes
    assert (one.before["title"], one.after["title"], one.after["state"]) == (SOM[3], SOM[3], state)


def test_what_is_put_off_may_be_cancelled_later(pages, told, says):
    on = pages.reading(pages.meeting(*SOM, announced=True), pages.member("TH"))
    assert told(on, says("postponed"), says("cancelled")) == ["meeting.cancelled"]


def test_one_that_is_still_listed_is_not_meant(pages, told, says):
    som, forum = pages.meeting(*SOM, announced=True), pages.meeting(*FORUM, announced=True)
    both = pages.reading(som, forum, pages.member("TH"))
    assert told(both, says("cancelled", som)) == ["meeting.cancelled"]
    assert told(both, says("cancelled", som, forum)) == []


@pytest.mark.parametrize(
    "stood",
    [
        [(SOM, True), (FORUM, True)],  # either can be meant
        [(PAST, False)],  # it was held
        [(PAST, True)],  # it may have been held
        [],
    ],
)
def test_where_no_one_can_be_meant_nothing_is_told_or_made_up(pages, told, says, stood):
    before = pages.reading(*(pages.meeting(*one, announced=to_come) for one, to_come in stood), pages.member("TH"))
    assert told(before, says("cancelled")) == []
    assert not compare(pages.remember(before), says("cancelled"), now=pages.now).opened


def test_a_line_that_may_be_an_old_one_or_stands_twice_says_nothing_of_a_meeting(pages, told, says):
    som = pages.meeting(*SOM, announced=True)
    on = pages.reading(som, pages.member("TH"))
    assert told(on, says("cancelled", som), says("cancelled")) == []
    assert told(on, says("cancelled", times=2)) == []
    assert told(on, says("cancelled", mechanism="budapest-process")) == []


def test_a_person_who_accepts_the_reading_accepts_this(pages, says):
    from monitor.compare import accept

    memory = pages.remember(pages.reading(pages.meeting(*SOM, announced=True), pages.member("TH")))
    found = accept(memory, says("cancelled"), accepted=frozenset({(BALI, "meeting")}), now=pages.now)
    assert [one.kind for one in found.changes] == ["meeting.cancelled"]


def test_a_reading_of_a_page_in_another_language_means_the_same(pages, told, says):
    on = pages.reading(pages.meeting(*SOM, announced=True), pages.member("TH"), language="en")
    off = replace(says("cancelled"), source_fields={"language": "fr"})
    assert told(on, off) == ["meeting.cancelled"]
