"""Who belongs to what, by which source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past

DAY = timedelta(days=1)


@pytest.fixture
def two(path, write) -> Iterator:
    """Two sources of one mechanism: a page and a table."""
    table = replace(write.PAGE, id="iom-iscm-table", url="https://example.org/table")
    one = write.Diary(path, write.PAGE, table)
    one.table = table
    yield one
    one.history.close()


def who(found):
    return [(one.standing, one.who, [two.source for two in one.says], list(one.silent)) for one in found]


def test_what_two_sources_say_is_one_line_and_a_source_that_lists_others_is_named_as_silent(two, write):
    two.read(write.reading(write.member("FJ"), write.member("TO"), write.member("NZ", "observer")))
    two.read(write.reading(write.member("FJ"), write.chair("AU")), two.table)
    page, table = write.PAGE.id, two.table.id
    found = past.membership(two.history)
    assert who(found) == [
        ("member", "FJ", [page, table], []),
        ("member", "TO", [page], [table]),
        ("observer", "NZ", [page], []),  # the table lists no observers at all: it does not say that there are none
    ]
    assert found[0].since == write.START + DAY
    assert [one.name for one in found] == ["Fiji", "Tonga", "New Zealand"]


def test_it_is_asked_by_mechanism_country_standing_and_time(diary, write):
    diary.read(write.reading(write.member("FJ"), write.member("TO"), write.member("NZ", "observer")))
    diary.read(write.reading(write.member("FJ"), write.member("NZ", "observer")))
    first = write.START + DAY

    def asked(**filters):
        return [one.who for one in past.membership(diary.history, **filters)]

    assert asked() == asked(mechanisms=[write.BALI]) == ["FJ", "NZ"]
    assert asked(at=first) == ["FJ", "TO", "NZ"]
    assert asked(at=write.START) == asked(mechanisms=["midsa"]) == asked(countries=["MA"]) == []
    assert asked(countries=["NZ", "MA"]) == asked(standing="observer") == ["NZ"]
    assert asked(standing="member", at=first, countries=["TO"]) == ["TO"]


def test_a_source_counts_as_silent_whatever_was_asked_for(two, write):
    two.read(write.reading(write.member("FJ"), write.member("TO")))
    two.read(write.reading(write.member("FJ")), two.table)
    (one,) = past.membership(two.history, countries=["TO"])
    assert one.silent == (two.table.id,)


def test_organisations_and_words_that_are_neither_are_members_too(diary, write):
    organisation = {"kind": "organisation", "id": "iom", "name": "IOM"}
    words = {"kind": "organisation", "name": "Lakeside League"}
    diary.read(
        write.reading(
            write.statement("observer", "iom", organisation), write.statement("observer", "lakeside league", words)
        )
    )
    found = past.membership(diary.history)
    assert [(one.who, one.name, one.country) for one in found] == [
        ("iom", "International Organization for Migration", None),
        ("lakeside league", "Lakeside League", None),
    ]


def test_a_source_that_left_the_configuration_names_nobody_from_then_on(two, write):
    two.read(write.reading(write.member("FJ")), two.table)
    past.sync_sources(two.history, [write.PAGE], now=two.now + DAY)
    assert past.membership(two.history) == ()
    assert [one.who for one in past.membership(two.history, at=two.now)] == ["FJ"]


def test_the_view_names_the_same(two, write):
    two.read(write.reading(write.member("FJ"), write.member("TO")))
    two.read(write.reading(write.member("FJ"), write.member("NZ", "observer")), two.table)
    rows = {(row["standing"], row["who"], row["source"]) for row in two.history.query("SELECT * FROM membership")}
    told = {(one.standing, one.who, two.source) for one in past.membership(two.history) for two in one.says}
    assert rows == told
