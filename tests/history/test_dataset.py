"""The flat tables: what stands in them, as observed at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor import history as past
from monitor.model import Finding

DAY = timedelta(days=1)


def table(diary, name, at=None):
    wanted = next(one for one in past.TABLES if one.name == name)
    names = [column.name for column in wanted.columns]
    return [dict(zip(names, row, strict=True)) for row in past.rows(diary.history, wanted, at=at)]


def everything(diary, at):
    return {one.name: list(past.rows(diary.history, one, at=at)) for one in past.TABLES}


def test_rows_are_typed(diary, write):
    meeting = {"date": "2016-05-03/2016-05-04", "place": "Bali", "country": "ID", "title": None, "announced": True}
    document = {"title": "Declaration", "year": 2016, "languages": ["en"], "url": None}
    diary.read(
        write.reading(
            write.chair("AU", term="2026"),
            write.statement("meeting", "m", meeting),
            write.statement("document", "d", document),
            write.statement("member_count", "", 3),
        )
    )
    (held,) = table(diary, "meetings")
    assert (held["announced"], held["title"], held["country"]) == (True, None, "ID")
    assert (held["first_day"], held["last_day"]) == (date(2016, 5, 3), date(2016, 5, 4))
    (published,) = table(diary, "documents")
    assert (published["year"], published["languages"]) == (2016, ["en"])
    (chairs,) = table(diary, "chairs")
    assert (chairs["term"], chairs["until"], chairs["since"]) == ("2026", None, diary.now)
    (count,) = (one for one in table(diary, "statements") if one["field"] == "member_count")
    assert (count["value"], count["key"]) == (3, None)
    assert table(diary, "mechanisms")[0]["name"].startswith("Bali Process")


def test_what_holds_is_that_of_watched_sources_and_what_held_stays(path, write):
    other = replace(write.PAGE, id="other", url="https://example.org/other")
    two = write.Diary(path, write.PAGE, other)
    two.read(write.reading(write.member("FJ"), write.chair("AU")), other)
    two.read(write.reading(write.member("TO"), write.chair("ID")))
    (change,) = two.read(write.reading(write.member("TO"), write.chair("NZ")))
    past.sync_sources(two.history, [write.PAGE], now=two.now + DAY)
    assert [one["who"] for one in table(two, "members")] == ["TO"]
    assert [one["who"] for one in table(two, "members", at=two.now)] == ["FJ", "TO"]
    assert [one["who"] for one in table(two, "chairs")] == ["AU", "ID", "NZ"]
    assert [one["change"] for one in table(two, "changes")] == [change.id]
    assert [one["retired_at"] for one in table(two, "sources")] == [None, two.now + DAY]
    two.history.close()


def test_as_observed_at_a_time_the_tables_stay_what_they_were_then(diary, write):
    diary.read(write.reading(write.chair("AU"), write.member("FJ"), findings=(Finding("typo", "Figi"),)))
    diary.read(write.reading(write.chair("ID"), write.member("FJ"), findings=(Finding("typo", "Figi"),)))
    then = diary.now
    before = everything(diary, then)
    assert all(before[name] for name in ("chairs", "changes", "findings", "captures"))
    assert before == everything(diary, None)
    for code in ("NZ", "AU"):
        diary.read(write.reading(write.chair(code), write.member("TO")))
    past.sync_sources(diary.history, [], now=diary.now + DAY)
    assert everything(diary, then) == before
    assert everything(diary, None) != before
    assert past.newest(diary.history, at=then) == then
    assert past.newest(diary.history) == diary.now + DAY
    assert not any(everything(diary, write.START - DAY).values())
    assert past.newest(diary.history, at=write.START - DAY) is None


def test_what_a_run_writes_meanwhile_is_not_seen(diary, write):
    diary.read(write.reading(write.chair("AU")))
    reader = past.open_reader(diary.path)
    chairs = next(one for one in past.TABLES if one.name == "chairs")
    with past.at_one_moment(reader):
        assert len(list(past.rows(reader, chairs))) == 1
        diary.read(write.reading(write.chair("ID")))
        assert len(list(past.rows(reader, chairs))) == 1
    assert len(list(past.rows(reader, chairs))) == 2
    reader.close()


def test_every_reference_leads_to_the_first_column_of_a_table_with_a_key():
    tables = {one.name: one for one in past.TABLES}
    names = {column.names for one in past.TABLES for column in one.columns if column.names}
    assert names == {"mechanisms", "sources", "captures", "statements"}
    assert all(tables[name].key for name in names)
    assert all(column.about.endswith(".") for one in past.TABLES for column in one.columns)
