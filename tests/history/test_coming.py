"""The days that what stands of a source waits for: each once, and no others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor import history as past

READ = datetime(2026, 11, 2, 6, tzinfo=UTC)


def meeting(write, date, field="meeting", *, announced=True):
    value = {"date": date, "place": "Bali", "country": "ID", "title": "Third meeting", "announced": announced}
    return write.statement(field, date, value)


def days(diary, write, *statements):
    """The days of the fortnight after a reading on which a look sees that one has come since the day before."""
    found = []
    for ahead in range(1, 15):
        diary.read(write.reading(*statements), at=READ + timedelta(days=ahead - 1))
        capture = past.last_good(diary.history, write.PAGE.id).capture
        at = READ + timedelta(days=ahead)
        if past.has_come(diary.history, capture, at):
            found.append(at.day)
    return found


@pytest.mark.parametrize(
    ("date", "come"),
    [
        ("2026-11-05", [5, 6]),
        ("2026-11-05/2026-11-08", [5, 9]),
        ("2026-11", []),  # it had begun
        ("2026-12", []),
        ("2031-11-05", []),
        ("2019-11-05", []),
    ],
)
@pytest.mark.parametrize("field", ["meeting", "conference"])
def test_an_announced_meeting_of_whatever_field_comes_and_is_over(diary, write, date, come, field):
    assert days(diary, write, meeting(write, date, field)) == come


def test_one_that_is_not_announced_waits_for_nothing(diary, write):
    assert days(diary, write, meeting(write, "2026-11-05", announced=False)) == []


@pytest.mark.parametrize(
    ("role", "term", "come"),
    [
        ("incoming", "2026-11-10/2027", [9]),
        ("incoming", None, []),
        ("chair", "2026-11-10", []),
        ("past", "2026-11-10", []),
    ],
)
def test_who_is_to_take_over_does_when_the_term_may_have_begun(diary, write, role, term, come):
    assert days(diary, write, write.chair("AU", role, term)) == come


def test_a_clock_that_was_set_back_brings_no_day(diary, write):
    diary.read(write.reading(meeting(write, "2026-11-05")), at=READ + timedelta(days=10))
    capture = past.last_good(diary.history, write.PAGE.id).capture
    assert not past.has_come(diary.history, capture, READ)
