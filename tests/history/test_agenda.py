"""Meetings for a calendar: one id through all amendments, days only where a source tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from monitor import history as past

JUNE = (date(2027, 6, 4), date(2027, 6, 4))


@pytest.fixture
def two(path, write) -> Iterator:
    """Two sources of one mechanism."""
    other = replace(write.PAGE, id="other", url="https://example.org/other")
    one = write.Diary(path, write.PAGE, other)
    one.other = other
    yield one
    one.history.close()


@pytest.fixture
def planned(write) -> Callable[..., Any]:
    def make(day, title="Senior Officials Meeting", place="Bali", announced=True, **more):
        value = {"date": day, "place": place, "country": "ID", "title": title, "announced": announced, **more}
        return write.statement("meeting", f"{day}|{place}|{title}", value)

    return make


def only(history, **asked):
    (one,) = past.agenda(history, **asked)
    return one


def test_a_meeting_keeps_its_id_through_all_that_is_said_otherwise(two, write, planned):
    fixed = planned("2027-01-20", title="Ministerial Conference", place="Perth")
    two.read(write.reading(planned("2027-06-04"), fixed))
    begun = next(one for one in past.agenda(two.history) if one.days == JUNE)
    assert (begun.off, begun.amended) == (False, 0)
    ids, amended, times = {begun.id}, [0], [begun.changed_at]
    for said in (
        planned("2027-06-11"),
        planned("2027-06-11", title="Senior Officials Meeting on Return"),
        planned("2027-06-11", title="Senior Officials Meeting on Return", place="Jakarta"),
        planned("2027-06-11", title="Senior Officials Meeting on Return", place="Jakarta", state="cancelled"),
        planned("2027-06-11", title="Senior Officials Meeting on Return", place="Jakarta"),
        planned("2027-06-11", title="Senior Officials Meeting on Return", place="Jakarta", announced=False),
    ):
        two.read(write.reading(said, fixed))
        now = next(one for one in past.agenda(two.history) if one.meeting.place != "Perth")
        ids.add(now.id)
        amended.append(now.amended)
        times.append(now.changed_at)
        assert now.off is (said.value.get("state") == "cancelled")
    assert ids == {begun.id}
    assert amended == [0, 1, 2, 3, 4, 5, 6]
    assert times == sorted(set(times))
    assert len(past.agenda(two.history)) == 2


def test_one_that_is_left_out_and_comes_back_is_the_same(two, write, planned):
    stays = planned("2027-01-20", title="Ministerial Conference", place="Perth")
    two.read(write.reading(planned("2027-06-04"), stays))
    before = {one.id for one in past.agenda(two.history)}
    two.read(write.reading(stays))
    assert len(past.agenda(two.history)) == 1
    two.read(write.reading(planned("2027-06-04"), stays))
    assert {one.id for one in past.agenda(two.history)} == before


def test_one_that_was_called_off_stays_called_off_when_the_page_drops_it(two, write, planned):
    stays = planned("2027-01-20", title="Ministerial Conference", place="Perth")
    two.read(write.reading(planned("2027-06-04"), stays))
    two.read(write.reading(planned("2027-06-04", state="cancelled"), stays))
    off = next(one for one in past.agenda(two.history) if one.off)
    two.read(write.reading(stays))
    left = next(one for one in past.agenda(two.history) if one.off)
    assert (left.id, left.days, left.amended) == (off.id, JUNE, 1)
    assert left.changed_at > off.changed_at


@pytest.mark.parametrize(
    "then", [{"state": "postponed"}, {"day": "2027-09"}, {"day": "2027-23"}, {"day": "2028"}, {"day": "2027-09/.."}]
)
def test_where_no_day_is_told_any_more_the_old_day_is_off(two, write, planned, then):
    two.read(write.reading(planned("2027-06-04")))
    two.read(write.reading(planned(then.pop("day", "2027-06-04"), **then)))
    one = only(two.history)
    assert (one.days, one.off, one.amended) == (JUNE, True, 1)


@pytest.mark.parametrize("now", ["2027-06", "2027", "2027-06-04~", "2027-06/2027-07", "2027-06/.."])
def test_where_less_is_told_that_holds_the_old_day_nothing_is_off(two, write, planned, now):
    two.read(write.reading(planned("2027-06-04")))
    begun = only(two.history)
    two.read(write.reading(planned(now)))
    one = only(two.history)
    assert (one.id, one.days, one.off, one.amended, one.is_told_wider) == (begun.id, JUNE, False, 1, True)
    two.read(write.reading(planned("2027-06-11")))
    one = only(two.history)
    assert (one.days, one.off, one.is_told_wider) == ((date(2027, 6, 11),) * 2, False, False)


@pytest.mark.parametrize(("now", "off"), [("2027-06", False), ("2027-07", False), ("2027-08", True)])
def test_it_is_off_in_a_month_that_holds_none_of_its_days(two, write, planned, now, off):
    two.read(write.reading(planned("2027-06-30/2027-07-02")))
    two.read(write.reading(planned(now)))
    assert only(two.history).off is off


def test_a_meeting_that_is_put_off_within_its_month_is_off_on_its_day(two, write, planned):
    two.read(write.reading(planned("2027-06-04")))
    two.read(write.reading(planned("2027-06", state="postponed")))
    one = only(two.history)
    assert (one.days, one.off, one.is_told_wider) == (JUNE, True, False)


def test_one_whose_month_alone_is_listed_when_it_is_past_has_no_days(two, write, planned):
    two.read(write.reading(planned("2027-06-04")))
    two.read(write.reading(planned("2027-06", announced=False)))
    one = only(two.history)
    assert (one.days, one.off) == (None, False)


@pytest.mark.parametrize("day", ["2027-06", "2027-23", "2027", "2027-06-04~", "2027-06-04/..", "2027-06/2027-07", None])
def test_no_day_is_invented(two, write, planned, day):
    two.read(write.reading(planned(day)))
    one = only(two.history)
    assert (one.days, one.off) == (None, False)


def test_several_days_are_taken_up_from_the_first_to_the_last(two, write, planned):
    two.read(write.reading(planned("2027-06-30/2027-07-02")))
    assert only(two.history).days == (date(2027, 6, 30), date(2027, 7, 2))


def test_a_meeting_of_two_sources_is_one_and_keeps_its_id_when_the_first_drops_it(two, write, planned):
    stays = planned("2027-01-20", title="Ministerial Conference", place="Perth")
    two.read(write.reading(planned("2027-06-04"), stays))
    first = {one.id for one in past.agenda(two.history)}
    two.read(write.reading(planned("2027-06-04", title="SOM of senior officials")), two.other)
    assert {one.id for one in past.agenda(two.history)} == first
    two.read(write.reading(stays))
    assert {one.id for one in past.agenda(two.history)} == first


def test_two_sources_that_move_it_one_after_the_other_end_at_the_first_id(two, write, planned):
    two.read(write.reading(planned("2027-06-04")))
    two.read(write.reading(planned("2027-06-04")), two.other)
    begun = only(two.history)
    two.read(write.reading(planned("2027-06-11")))
    moved = next(one for one in past.agenda(two.history) if one.id == begun.id)
    assert moved.amended > begun.amended
    two.read(write.reading(planned("2027-06-11")), two.other)
    ended = only(two.history)
    assert ended.id == begun.id
    assert ended.amended > moved.amended


def test_since_leaves_out_what_was_held_before(two, write, planned):
    old = planned("2020-06-04", title="Ministers", place="Perth", announced=False)
    two.read(write.reading(old, planned("2027-06-04"), planned("2028", title="Forum", place="Suva")))
    found = past.agenda(two.history, since=date(2027, 6, 4))
    assert [one.meeting.when for one in found] == ["2027-06-04", "2028"]
    assert len(past.agenda(two.history)) == 3
    assert past.agenda(two.history, mechanisms=["rabat-process"]) == ()
