"""Meetings by the calendar, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from monitor import history as past


@pytest.fixture
def three(path, write) -> Iterator:
    """Three sources of one mechanism."""
    others = [replace(write.PAGE, id=name, url=f"https://example.org/{name}") for name in ("second", "third")]
    one = write.Diary(path, write.PAGE, *others)
    one.second, one.third = others
    yield one
    one.history.close()


@pytest.fixture
def held(write):
    def make(date_, place="Bali", country="ID", title=None, announced=False, mechanism=write.BALI):
        value = {"date": date_, "place": place, "country": country, "title": title, "announced": announced}
        return write.statement("meeting", f"{date_}|{place}|{title}", value, mechanism)

    return make


def told(found):
    return [(one.when, one.place, one.title, [two.source for two in one.says]) for one in found]


def test_the_same_meeting_of_two_sources_is_one_that_names_both(three, write, held):
    three.read(write.reading(held("2016-05-03", title="Forum"), held("2017-05-03")))
    three.read(write.reading(held("2016-05-03", place="BALI", title="Second Bali Process Forum")), three.second)
    three.read(write.reading(held("2016-05", country=None, title=None)), three.third)
    page = write.PAGE.id
    assert told(past.meetings(three.history)) == [
        ("2016-05-03", "Bali", "Second Bali Process Forum", ["second", page, "third"]),
        ("2017-05-03", "Bali", None, [page]),
    ]


def test_what_is_held_at_no_place_is_one_whatever_each_calls_that(three, write, held):
    three.read(write.reading(held("2021-03-03", place="Online", country=None, title="Webinar")))
    three.read(
        write.reading(held("2021-03-03", place="Visioconférence", country=None, title="Webinaire")), three.second
    )
    three.read(write.reading(held("2021-03-03", place="Hybrid", country=None, title="Webinar")), three.third)
    assert sorted(len(one.says) for one in past.meetings(three.history)) == [1, 2]


def test_two_meetings_of_one_source_are_two_whatever_another_says(three, write, held):
    three.read(write.reading(held("2016-05-03", title="Ministers"), held("2016-05-03", title="Experts")))
    three.read(write.reading(held("2016-05-03", title="Experts")), three.second)
    found = {one.title: len(one.says) for one in past.meetings(three.history)}
    assert found == {"Ministers": 1, "Experts": 2}


def test_a_year_that_fits_two_meetings_belongs_to_neither(three, write, held):
    three.read(write.reading(held("2016-03"), held("2016-11")))
    three.read(write.reading(held("2016")), three.second)
    assert [(one.when, len(one.says)) for one in past.meetings(three.history)] == [
        ("2016", 1),
        ("2016-03", 1),
        ("2016-11", 1),
    ]


def test_words_and_state_are_of_the_source_that_is_taken_first_and_the_day_of_the_narrowest(path, write, held):
    def called_off(one):
        return replace(one, value=one.value | {"state": "cancelled"})

    first, other = replace(write.PAGE, rank=1), replace(write.PAGE, id="other", url="https://example.org/o", rank=9)
    diary = write.Diary(path, first, other)
    french = held("2027-05-03", place="Bali", title="Réunion des hauts fonctionnaires")
    for state, own, its in ((None, None, called_off), ("cancelled", called_off, None)):
        mine = held("2027-05", place="bali", title="SOM")
        diary.read(write.reading(own(mine) if own else mine))
        diary.read(write.reading(its(french) if its else french), other)
        (one,) = past.meetings(diary.history)
        assert (one.when, one.place, one.title, one.state) == ("2027-05-03", "bali", "SOM", state)
    diary.history.close()


def test_another_place_country_or_mechanism_is_another_meeting(three, write, held):
    three.read(write.reading(held("2016-05-03")))
    three.read(
        write.reading(
            held("2016-05-03", place="Jakarta"),
            held("2016-05-03", place=None, country="AU"),
            held("2016-05-03", mechanism="midsa"),
        ),
        three.second,
    )
    assert len(past.meetings(three.history)) == 4


def test_the_calendar_says_what_is_to_come(diary, write, held):
    today = date(2026, 11, 5)
    dates = ["2026-11-04/2026-11-05", "2026-11-04", "2026", "2027-03/..", "../2026-10", None]
    diary.read(write.reading(*(held(each, place=f"place {number}") for number, each in enumerate(dates))))
    upcoming = past.meetings(diary.history, since=today)
    assert [one.when for one in upcoming] == ["2026", "2026-11-04/2026-11-05", "2027-03/.."]
    assert len(past.meetings(diary.history)) == len(dates)
    assert past.meetings(diary.history)[-1].when is None
    until = past.meetings(diary.history, until=date(2026, 11, 3))
    assert [one.when for one in until] == ["2026", "../2026-10"]


def test_what_is_put_off_to_no_day_is_to_come_without_one(diary, write, held):
    def put_off(*given, **more):
        one = held(*given, **more)
        return replace(one, value=one.value | {"state": "postponed"})

    days = "2026-11-04", "2026-03-04", "2031-05-03"
    announced, over, later = put_off(days[0], announced=True), put_off(days[1]), put_off(days[2], place="Oslo")
    diary.read(write.reading(announced, over, later, held("2027-05-03", announced=True)))
    today = date(2026, 11, 5)
    every = past.meetings(diary.history)[1:]
    assert [(one.when, one.was, one.first_day, one.last_day) for one in every] == [
        (None, was, None, None) for was in sorted(days)
    ]
    to_come = past.meetings(diary.history, since=today, to_come=True)
    assert [(one.when, one.was) for one in to_come] == [("2027-05-03", None), (None, days[0]), (None, days[2])]
    assert [one.when for one in past.meetings(diary.history, since=today)] == ["2027-05-03"]
    until = past.meetings(diary.history, since=today, until=date(2040, 1, 1), to_come=True)
    assert [one.when for one in until] == ["2027-05-03"]


def test_it_is_announced_only_when_nobody_says_that_it_took_place(three, write, held):
    three.read(write.reading(held("2027-05-03", announced=True), held("2027-06-03", announced=True)))
    three.read(write.reading(held("2027-05-03")), three.second)
    assert [one.announced for one in past.meetings(three.history)] == [False, True]


def test_they_are_asked_by_mechanism_country_and_as_observed(diary, write, held):
    diary.read(write.reading(held("2016-05-03"), held("2017-05-03", country="AU")))
    first = diary.now
    diary.read(write.reading(held("2016-05-03")))
    assert [one.country for one in past.meetings(diary.history)] == ["ID"]
    assert [one.country for one in past.meetings(diary.history, at=first)] == ["ID", "AU"]
    assert past.meetings(diary.history, mechanisms=["midsa"]) == past.meetings(diary.history, countries=["MA"]) == ()
    assert len(past.meetings(diary.history, mechanisms=[write.BALI], countries=["ID"])) == 1
