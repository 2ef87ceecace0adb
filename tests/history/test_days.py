"""A date that a page states is kept as its first and its last day, beside its words, and so it stays."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta

import pytest

from monitor import history as past
from monitor.history import schema
from monitor.history.days import EPOCH, day_of, days_of
from monitor.history.redaction import erase
from monitor.history.shredding import shred
from tests.history.former import put_back

MEETING = {"date": "2020-03-01/2020-03-02", "date_text": "1-2 March 2020", "place": "Tunis", "country": "TN"}


@pytest.mark.parametrize(
    ("field", "value", "first", "last"),
    [
        ("meeting", MEETING, date(2020, 3, 1), date(2020, 3, 2)),
        ("meeting", {"date": "2016-02"}, date(2016, 2, 1), date(2016, 2, 29)),
        ("established", "1969~", date(1969, 1, 1), date(1969, 12, 31)),
        ("chair", {"country": "PT", "role": "chair", "term": "2015/2016"}, date(2015, 1, 1), date(2016, 12, 31)),
        ("chair", {"country": "PT", "role": "chair", "term": "2024-07/.."}, date(2024, 7, 1), None),
        ("chair", {"country": "PT", "role": "chair", "term": "../2024-06"}, None, date(2024, 6, 30)),
        ("summit", {"date": "2024-05-06"}, date(2024, 5, 6), date(2024, 5, 6)),
    ],
)
def test_a_date_or_a_term_covers_its_days(field, value, first, last):
    assert tuple(map(day_of, days_of(field, value))) == (first, last)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("chair", {"country": "PT", "role": "chair", "term": None}),
        ("chair", {"country": "PT", "role": "chair"}),
        ("meeting", {"date": None, "place": "Tunis"}),
        ("meeting", {"date": "next spring"}),
        ("meeting", {"date": "2019-02-30"}),
        ("meeting", {"date": 2019}),
        ("established", None),
        ("member_count", 2019),
        ("focus", "2019"),
        ("objective", ["2019"]),
    ],
)
def test_what_has_no_date_has_no_days(field, value):
    assert days_of(field, value) == (None, None)


def test_days_are_counted_from_1970_as_instants_are(diary, write):
    assert days_of("established", "1970-01-02") == (1, 1)
    assert days_of("established", "1969-12-31") == (-1, -1)
    diary.read(write.reading(write.statement("established", "", "1951")))
    shown = diary.history.execute("SELECT first_day, last_day FROM now").fetchall()
    assert shown == [("1951-01-01", "1951-12-31")]


def test_a_recorded_statement_and_the_views_have_the_days(diary, write):
    diary.read(
        write.reading(write.statement("meeting", "a", MEETING), write.chair("PT", term="2027"), write.member("PT"))
    )
    days = {one.field: (one.first_day, one.last_day) for one in past.statements_now(diary.history)}
    assert days == {
        "meeting": (date(2020, 3, 1), date(2020, 3, 2)),
        "chair": (date(2027, 1, 1), date(2027, 12, 31)),
        "member": (None, None),
    }
    for view, found in (
        ("meeting_all", ("2020-03-01", "2020-03-02")),
        ("chair_now", ("2027-01-01", "2027-12-31")),
        ("chair_timeline", ("2027-01-01", "2027-12-31")),
    ):
        assert diary.history.execute(f"SELECT first_day, last_day FROM {view}").fetchall() == [found], view


@pytest.mark.parametrize(
    ("term", "dated", "stands"),
    [
        ("2015", "2015-06", True),
        ("2015", "2016", False),
        ("2015-03/2015-06", "2015-06-30", True),
        ("2015-03/2015-06", "2015-07-01T10:00", False),
        ("2018-21", "2018-12", True),  # a season covers its year
        ("2015~", "2016-01", False),
        ("some day", "2016", True),
        (None, "2016", True),
        ("2015", None, True),
        ("2015", "2016~", True),  # a date that is uncertain proves nothing
    ],
)
def test_a_chair_stands_until_the_last_day_of_the_term_is_over(diary, write, term, dated, stands):
    diary.read(write.reading(write.chair("PT", term=term), source_fields={"last_updated": dated}))
    assert bool(diary.history.execute("SELECT * FROM chair_now").fetchall()) is stands


def test_a_history_of_the_schema_before_gets_the_days_of_all_that_it_holds(path, write, monkeypatch):
    rows = {
        "established": "2002",
        "meeting": MEETING,
        "chair": {"country": "PT", "role": "chair", "term": "2015"},
        "focus": "2002",
    }
    diary = write.Diary(path, write.PAGE)
    diary.read(write.reading(*(write.statement(field, "", value) for field, value in rows.items())))
    diary.history.close()
    put_back(path, 3)
    history = past.open_history(path)
    found = {one.field: (one.first_day, one.last_day) for one in past.statements_now(history)}
    assert found == {field: tuple(map(day_of, days_of(field, value))) for field, value in rows.items()}
    assert found["meeting"] == (date(2020, 3, 1), date(2020, 3, 2))
    history.close()
    assert path.with_name("history.db.schema-3").exists()


def test_a_broken_value_of_an_older_history_does_not_stop_the_migration():
    connection = sqlite3.connect(":memory:")
    schema.teach(connection)
    for value in ("null", '"9999-99-99"', "[]", '{"date": {"a": 1}}', '{"term": ""}'):
        assert connection.execute("SELECT first_day_of('meeting', ?)", [value]).fetchone() == (None,), value
    assert connection.execute("SELECT last_day_of('established', ?)", [json.dumps("2002")]).fetchone() != (None,)


def test_days_are_found_by_their_index(diary):
    plan = diary.history.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM statement WHERE first_day <= 20000 AND last_day >= 20000"
    ).fetchall()
    assert "statement_by_day" in str(plan)


def test_a_redaction_leaves_the_days_of_a_date_that_stays(diary, write):
    diary.read(write.reading(write.statement("meeting", "a", MEETING), write.chair("PT", term="2027")))
    before = diary.history.execute("SELECT field, first_day, last_day FROM statement").fetchall()
    (capture,) = past.captures(diary.history, write.PAGE.id)
    erase(diary.history, {capture.id: diary.now + timedelta(days=1)})
    shred(diary.history)
    after = diary.history.execute("SELECT field, first_day, last_day, quote FROM statement").fetchall()
    assert [row[:3] for row in after] == before
    assert {row[3] for row in after} == {"[redacted]"}
    assert EPOCH + timedelta(days=before[1][1]) == date(2027, 1, 1)
