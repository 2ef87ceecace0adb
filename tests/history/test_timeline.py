"""What was stated over time: intervals, and the changes they begin and end with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor import history as past

DAY = timedelta(days=1)


def told(stretches):
    return [(one.value["country"], one.since, one.until, one.began_with, one.ended_with) for one in stretches]


def test_a_value_that_comes_goes_and_comes_again_is_three_lines_with_the_changes_between_them(diary, write):
    diary.read(write.reading(write.chair("AU", term="2026")))
    (first,) = diary.read(write.reading(write.chair("ID")))
    (second,) = diary.read(write.reading(write.chair("AU", term="2026")))
    days = [write.START + n * DAY for n in (1, 2, 3)]
    found = past.timeline(diary.history, write.BALI, fields=["chair"])
    assert told(found) == [
        ("AU", days[0], days[1], None, first.id),
        ("ID", days[1], days[2], first.id, second.id),
        ("AU", days[2], None, second.id, None),
    ]
    assert str(found[0].first_day) == "2026-01-01"


def test_what_a_change_leaves_as_it_is_has_not_ended_with_it(diary, write):
    diary.read(write.reading(write.chair("AU"), write.chair("NZ", "incoming")))
    (handover,) = diary.read(write.reading(write.chair("ID"), write.chair("NZ", "incoming")))
    by_country = {one.value["country"]: one for one in past.timeline(diary.history, write.BALI)}
    assert (by_country["NZ"].until, by_country["NZ"].ended_with) == (None, None)
    assert by_country["AU"].ended_with == handover.id
    diary.read(write.reading(write.chair("ID")))
    assert past.timeline(diary.history, write.BALI)[1].ended_with != handover.id


def test_a_window_keeps_what_stood_at_any_time_in_it(diary, write):
    for code in ("AU", "ID", "NZ"):
        diary.read(write.reading(write.chair(code)))

    def stood(since, until):
        found = past.timeline(
            diary.history,
            write.BALI,
            since=since and write.START + since * DAY,
            until=until and write.START + until * DAY,
        )
        return [one.value["country"] for one in found]

    assert stood(None, None) == ["AU", "ID", "NZ"]
    assert stood(2, None) == ["ID", "NZ"]  # AU ended as the window began
    assert stood(None, 2) == ["AU"]  # what begins as it ends is not in it
    assert stood(2.5, 2.6) == ["ID"]
    assert stood(9, None) == ["NZ"]


def test_each_source_has_lines_of_its_own_and_one_that_is_watched_no_more_says_so(path, write):
    table = replace(write.PAGE, id="iom-iscm-table", url="https://example.org/table")
    two = write.Diary(path, write.PAGE, table)
    two.read(write.reading(write.chair("AU")))
    two.read(write.reading(write.chair("ID")), table)
    left = two.now + DAY
    past.sync_sources(two.history, [write.PAGE], now=left)
    found = past.timeline(two.history, write.BALI)
    assert [(one.source, one.watched_until) for one in found] == [(write.PAGE.id, None), (table.id, left)]
    assert [one.source for one in past.timeline(two.history, write.BALI, sources=[table.id])] == [table.id]
    assert [one.source for one in past.timeline(two.history, write.BALI, since=left + DAY)] == [write.PAGE.id]
    two.history.close()


def test_the_view_says_the_same(diary, write):
    diary.read(write.reading(write.chair("AU"), write.member("FJ")))
    diary.read(write.reading(write.chair("ID"), write.member("FJ"), write.member("TO")))
    sql = "SELECT id, since, until, began_with, ended_with FROM timeline WHERE mechanism = ? ORDER BY field, since, id"
    rows = [tuple(row.values()) for row in diary.history.query(sql, [write.BALI])]
    found = sorted(past.timeline(diary.history, write.BALI), key=lambda one: (one.field, one.since, one.id))
    assert [(row[0], *row[3:]) for row in rows] == [(one.id, one.began_with, one.ended_with) for one in found]
    assert [row[1] for row in rows] == [f"{one.since:%Y-%m-%dT%H:%M:%SZ}" for one in found]
