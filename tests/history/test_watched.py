"""A source that left the configuration and came back: nothing is known of the time in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor import history as past
from monitor.model import Answer, Finding, Imported, Place

DAY = timedelta(days=1)


@pytest.fixture
def gap(path: Any, write: Any) -> Iterator[Any]:
    """Two sources; the table speaks on day 1, is out from day 3 to day 6, and speaks otherwise on day 8."""
    table = replace(write.PAGE, id="table", url="https://example.org/table")
    diary = write.Diary(path, write.PAGE, table)
    remark = Finding("duplicate", "Fiji is listed twice", write.BALI, "member", "Fiji", "block 3")
    diary.read(write.reading(write.chair("AU"), write.member("FJ"), findings=(remark,)), table)
    past.sync_sources(diary.history, [write.PAGE], now=write.START + 3 * DAY)
    past.sync_sources(diary.history, [write.PAGE, table], now=write.START + 6 * DAY)
    diary.read(
        write.reading(write.chair("ID"), write.member("FJ"), findings=(remark,)), table, at=write.START + 8 * DAY
    )
    yield diary
    diary.history.close()


def chairs(diary: Any, day: float) -> list[str]:
    at = day_of(day)
    stated = past.statements_now(diary.history, field="chair", at=at)
    viewed = diary.history.query(
        "SELECT json_extract(value, '$.country') AS who FROM timeline WHERE field = 'chair' AND since <= :at"
        " AND (until IS NULL OR until > :at) AND (watched_until IS NULL OR watched_until > :at)",
        {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}"},
    )
    spoken = diary.history.query(
        "SELECT who FROM chair_timeline WHERE since <= :at AND (until IS NULL OR until > :at)",
        {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}"},
    )
    told = [one.value["country"] for one in stated]
    assert [row["who"] for row in viewed] == [row["who"] for row in spoken] == told
    return told


def day_of(day: float) -> datetime:
    from tests.history.conftest import START

    return START + day * DAY


def rows(diary: Any, name: str, at: datetime | None = None) -> list[dict[str, Any]]:
    table = next(one for one in past.TABLES if one.name == name)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in past.rows(diary.history, table, at=at)]


def test_nothing_stands_at_an_instant_at_which_the_source_was_out_of_the_configuration(gap, write):
    assert [chairs(gap, day) for day in (0.5, 1, 2.9, 3, 4, 5.9, 6, 7, 8, 9)] == [
        [],
        *(["AU"],) * 2,
        *([],) * 3,
        *(["AU"],) * 2,
        *(["ID"],) * 2,
    ]
    assert past.show_country(gap.history, "FJ", at=day_of(4)).member_of == ()
    assert len(past.show_country(gap.history, "FJ", at=day_of(7)).member_of) == 1
    assert [len(past.show_mechanism(gap.history, write.BALI, at=day_of(day)).findings) for day in (2, 4, 7)] == [
        1,
        0,
        1,
    ]


def test_a_timeline_has_a_line_for_each_time_in_which_the_source_was_watched(gap, write):
    found = past.timeline(gap.history, write.BALI, fields=["chair"])
    told = [(one.value["country"], one.since, one.until, one.watched_since, one.watched_until) for one in found]
    left, back, later = (day_of(day) for day in (3, 6, 8))
    assert told == [
        ("AU", day_of(1), None, None, left),
        ("AU", back, later, back, None),
        ("ID", later, None, back, None),
    ]
    (change,) = past.changes(gap.history)
    assert [(one.began_with, one.ended_with) for one in found] == [(None, None), (None, change.id), (change.id, None)]
    assert found[0].closed_by is None
    assert [(one.id == found[0].id) for one in found] == [True, True, False]
    in_between = past.timeline(gap.history, write.BALI, since=day_of(4), until=day_of(5))
    assert in_between == ()
    assert [
        (row["since"], row["until"], row["closed_by"] is None)
        for row in gap.history.query("SELECT * FROM statement_interval WHERE field = 'chair' ORDER BY since")
    ] == [
        ("2026-11-02T06:00:00Z", "2026-11-04T06:00:00Z", True),
        ("2026-11-07T06:00:00Z", "2026-11-09T06:00:00Z", False),
        ("2026-11-09T06:00:00Z", None, True),
    ]


def test_addresses_and_tables_for_other_programs_respect_it(gap):
    spans = [(one.since, one.until) for one in past.addresses(gap.history, "table")]
    assert spans == [(day_of(0), day_of(3)), (day_of(6), None)]
    assert [row["who"] for day in (2, 4, 7) for row in rows(gap, "members", day_of(day))] == ["FJ", "FJ"]
    retired = [
        next(r["retired_at"] for r in rows(gap, "sources", day_of(d)) if r["source"] == "table") for d in (2, 4, 7)
    ]
    assert retired == [None, day_of(3), None]
    of_table = [(row["since"], row["until"]) for row in rows(gap, "watched") if row["source"] == "table"]
    assert of_table == spans
    assert [row["until"] for row in rows(gap, "watched", day_of(2))] == [None, None]
    assert past.newest(gap.history, at=day_of(7)) == day_of(6)


def test_a_new_address_after_the_return_begins_with_it(gap, write):
    table = replace(write.PAGE, id="table", url="https://example.org/table")
    past.sync_sources(gap.history, [write.PAGE], now=day_of(10))
    moved = replace(table, url="https://example.org/elsewhere")
    past.sync_sources(gap.history, [write.PAGE, moved], now=day_of(12))
    found = [(one.url.rpartition("/")[2], one.since, one.until) for one in past.addresses(gap.history, "table")]
    assert found == [
        ("table", day_of(0), day_of(3)),
        ("table", day_of(6), day_of(10)),
        ("elsewhere", day_of(12), None),
    ]


def test_what_others_archived_in_between_is_known_of(gap):
    gap.history.execute("UPDATE source_span SET until = ? WHERE until IS NULL", [instant_of(10)])
    page = Answer("https://example.org/table", "https://example.org/table", day_of(11), 0.1, 200, body=b"page")
    place = Place("0001.warc.zst", 300, 50)
    past.record_capture(gap.history, page, "table", place, imported=Imported("an archive", day_of(20)))
    assert [chairs(gap, day) for day in (9, 10, 10.5, 11, 12)] == [["ID"], [], [], ["ID"], ["ID"]]


def instant_of(day: float) -> int:
    return int(day_of(day).timestamp()) * 1_000_000
