"""Times as people type them."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli import when
from monitor.errors import UsageError

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("2026-11-01", "2026-11-01T00:00", "2026-11-02T00:00"),
        ("today", "2026-11-21T00:00", "2026-11-22T00:00"),
        ("Yesterday", "2026-11-20T00:00", "2026-11-21T00:00"),
        ("2026-11-01T06:00Z", "2026-11-01T06:00", "2026-11-01T06:00"),
        ("2026-11-01T06:00+02:00", "2026-11-01T04:00", "2026-11-01T04:00"),
        ("2026-11-01 06:00", "2026-11-01T06:00", "2026-11-01T06:00"),
        ("3 days", "2026-11-18T06:30", "2026-11-18T06:30"),
        ("12h", "2026-11-20T18:30", "2026-11-20T18:30"),
        ("2 weeks ago", "2026-11-07T06:30", "2026-11-07T06:30"),
        ("2026", "2026-01-01T00:00", "2027-01-01T00:00"),
        ("2028-02", "2028-02-01T00:00", "2028-03-01T00:00"),
        ("20261101", "2026-11-01T00:00", "2026-11-02T00:00"),
        ("2026-W44", "2026-10-26T00:00", "2026-11-02T00:00"),
        ("2026-w44-7", "2026-11-01T00:00", "2026-11-02T00:00"),
        ("9999-12-31", "9999-12-31T00:00", "9999-12-31T23:59:59.999999"),
        ("9999", "9999-01-01T00:00", "9999-12-31T23:59:59.999999"),
    ],
)
def test_a_day_counts_from_its_beginning_and_to_its_end(words: str, since: str, until: str) -> None:
    assert when.since(words, now=NOW) == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert when.until(words, now=NOW) == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "2026-02-30",
        "2026-13",
        "0000",
        "20261301",
        "2026-W54",
        "２０２６",
        "31/12/2026",
        "0001-01-01T00:00+23:00",
    ],
)
def test_what_is_no_time_is_refused_with_the_forms_that_are(words: str) -> None:
    with pytest.raises(UsageError) as told:
        when.until(words, now=NOW)
    assert "2026-11-01" in str(told.value.fix)


@given(st.text(max_size=30))
def test_no_words_break_it(words: str) -> None:
    with contextlib.suppress(UsageError):
        assert when.since(words, now=NOW).tzinfo is UTC


def test_a_window_before_the_first_day_begins_with_it() -> None:
    assert when.before(NOW, 7) == datetime(2026, 11, 14, 6, 30, tzinfo=UTC)
    assert when.before(datetime(1, 1, 3, tzinfo=UTC), 7) == datetime(1, 1, 1, tzinfo=UTC)
