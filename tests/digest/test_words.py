"""Values as a reader would write them down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.digest.words import count, in_words, instant, label, shortened


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "none"),
        ([], "none"),
        (0, "0"),
        (True, "yes"),
        ("2002", "2002"),
        (["Egypt", "Jordan"], "Egypt; Jordan"),
        ({"country": "CH", "name": "Switzerland", "kind": "state"}, "Switzerland"),
        ({"kind": "state", "country": "CH"}, "CH"),
        ({"id": "iom", "name": "IOM"}, "IOM"),
        (
            [
                {"country": "MA", "name": "Morocco", "role": "chair", "term": "2016"},
                {"country": "FR", "name": "France", "role": "incoming", "term": "2017"},
            ],
            "Morocco 2016 (incoming France 2017)",
        ),
        ([{"country": "JM", "name": "Jamaica", "role": "incoming", "term": None}], "none (incoming Jamaica)"),
        (
            [{"name": "Tunisia", "role": "chair"}, {"name": "Spain", "role": "co-chair"}],
            "Tunisia and Spain",
        ),
        (
            {"date": "2020-03-01/2020-03-02", "place": "Marrakesh", "country": "MA", "title": "8th Conference"},
            "2020-03-01 to 2020-03-02, Marrakesh, 8th Conference",
        ),
        (
            {"date": "2027-05", "place": None, "country": None, "title": "T", "announced": True},
            "2027-05, T (announced)",
        ),
        ({"title": "Declaration", "year": 2015, "url": None, "languages": ["fr"]}, "Declaration (2015, fr)"),
        ({"amount": 211000000, "currency": "USD", "year": 2011}, "211,000,000 USD 2011"),
        ({"AU": 53, "EU": 28}, "AU 53, EU 28"),
    ],
)
def test_a_value_reads_like_what_it_says(value: object, words: str) -> None:
    assert in_words(value) == words


def test_instants_are_told_in_utc_to_the_minute() -> None:
    assert instant(datetime(2026, 11, 21, 6, 0, 59, tzinfo=UTC)) == "2026-11-21 06:00 UTC"


def test_small_words_agree_with_their_numbers() -> None:
    assert [count(1, "change"), count(2, "change"), label("member_count")] == ["1 change", "2 changes", "member count"]


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shortened("one two three", 11) == "one two …"
    assert shortened("short", 11) == "short"
