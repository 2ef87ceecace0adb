"""A clock that was set back: the order is that in which things came, and no interval ends before it begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor import history as past
from monitor.history.database import moment
from monitor.model import Finding, Place

DAY = timedelta(days=1)
BACK = -40 * DAY


def stood(diary, day):
    at = past_start(diary) + day * DAY
    return [one.value["country"] for one in past.statements_now(diary.history, field="chair", at=at)]


def past_start(diary):
    (first,) = diary.history.execute("SELECT min(since) FROM source_address").fetchone()
    return moment(first)


def test_no_interval_ends_before_it_begins_and_as_of_goes_by_the_order_in_which_things_came(diary, write):
    start = write.START
    remark = Finding("duplicate", "Fiji is listed twice", write.BALI, "member", "Fiji", "block 3")
    diary.read(write.reading(write.chair("AU"), write.member("FJ"), findings=(remark,)), at=start + 1 * DAY)
    (handover,) = diary.read(write.reading(write.chair("ID"), write.member("FJ")), at=start + BACK)
    diary.read(write.reading(write.chair("NZ"), write.member("FJ")), at=start + BACK + DAY)
    diary.read(write.reading(write.chair("JP"), write.member("FJ")), at=start + 5 * DAY)
    found = past.timeline(diary.history, write.BALI, fields=["chair"])
    assert [(one.value["country"], one.since, one.until) for one in found] == [
        ("AU", start + DAY, start + DAY),
        ("ID", start + DAY, start + DAY),
        ("NZ", start + DAY, start + 5 * DAY),
        ("JP", start + 5 * DAY, None),
    ]
    assert found[0].ended_with == found[1].began_with == handover.id
    assert [stood(diary, day) for day in (-40, -39.5, 0, 1, 4, 5)] == [[], [], [], ["NZ"], ["NZ"], ["JP"]]
    inverted = "SELECT count(*) FROM {} WHERE until < since"
    for view in ("timeline", "statement_interval", "chair_timeline", "address", "watched"):
        assert diary.history.execute(inverted.format(view)).fetchone() == (0,), view
    assert diary.history.execute("SELECT count(*) FROM finding WHERE closed_at < opened_at").fetchone() == (0,)
    for one in past.TABLES:
        columns = [column.name for column in one.columns]
        if {"since", "until"} <= set(columns):
            rows = [dict(zip(columns, row, strict=True)) for row in past.rows(diary.history, one)]
            assert not [row for row in rows if row["until"] and row["until"] < row["since"]], one.name
    assert [one.value["country"] for one in past.statements_now(diary.history, field="chair")] == ["JP"]


def test_it_is_told_once_each_time_that_the_clock_goes_back(diary, write):
    for number, day in enumerate((1, 2, -30, -29, 3, 2.5, 2.6)):
        diary.read(write.reading(write.chair("AU" if number % 2 else "ID")), at=write.START + day * DAY)
    told = [one for one in past.findings(diary.history) if one.kind == "clock-set-back"]
    assert [one.message for one in told] == [
        "the clock went back from 2026-11-03 06:00 to 2026-10-02 06:00 UTC: what is observed meanwhile counts as"
        " observed on 2026-11-03 06:00, for it came later",
        "the clock went back from 2026-11-04 06:00 to 2026-11-03 18:00 UTC: what is observed meanwhile counts as"
        " observed on 2026-11-04 06:00, for it came later",
    ]
    assert all(one.closed_at == one.opened_at for one in told)
    order = [one.fetched_at for one in past.captures(diary.history, write.PAGE.id)]
    assert order == [write.START + day * DAY for day in (1, 2, -30, -29, 3, 2.5, 2.6)]


def test_addresses_and_spans_keep_their_order(diary, write):
    elsewhere = replace(write.PAGE, url="https://example.org/elsewhere", follow="report")
    past.sync_sources(diary.history, [elsewhere], now=write.START - DAY)
    for url, at in (("https://example.org/1.pdf", 0 * DAY), ("https://example.org/2.pdf", -3 * DAY)):
        past.record_followed(diary.history, write.PAGE.id, url, Place("0001.warc.zst", 1, 2), now=write.START + at)
    past.sync_sources(diary.history, [], now=write.START - 2 * DAY)
    past.sync_sources(diary.history, [elsewhere], now=write.START - 9 * DAY)
    found = past.addresses(diary.history, write.PAGE.id)
    assert {one.url for one in found if one.until is None} == {elsewhere.url, "https://example.org/2.pdf"}
    assert not [one for one in found if one.until and one.until < one.since]
    spans = diary.history.execute("SELECT since, until FROM source_span ORDER BY since").fetchall()
    assert spans[-1][1] is None
    assert all(until >= since for since, until in spans[:-1])
