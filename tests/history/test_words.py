"""What is typed outlives a redaction, and no word of a page does."""

from __future__ import annotations

import pytest

from monitor.history.words import REDACTED, key_without_words, without_words, words_in
from monitor.lookups.organisations import organisations
from monitor.model import Json


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "RCP"),
        ("established", "2001"),
        ("sdg", 17),
        ("member_count_parts", {"AU": 53, "EU": 28}),
        ("chair", {"country": "MA", "name": "Morocco", "role": "chair", "term": "2016/2017"}),
        ("budget", {"amount": 5, "currency": "USD", "year": 2011}),
        ("page", [{"mechanism": "x", "field": "member", "reason": "its label is no longer on the page"}]),
        ("name", None),
    ],
)
def test_what_is_typed_stays_as_it_is(field: str, value: Json) -> None:
    assert without_words(field, value) == value


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("focus", "Data migration", REDACTED),
        ("objective", ["one", "two"], [REDACTED, REDACTED]),
        ("website", "https://pages.example/~somebody", REDACTED),
        (
            "chair",
            {"name": "Somebody", "role": "chair", "term": None},
            {"name": REDACTED, "role": "chair", "term": None},
        ),
        (
            "contact",
            {"name": "Somebody", "email": None, "telephone": "+36 1 5550 0143"},
            {"name": REDACTED, "email": None, "telephone": REDACTED},
        ),
        (
            "meeting",
            {"date": "2016-05", "date_text": "May 2016", "place": "Barcelona", "country": "ES", "announced": False},
            {"date": "2016-05", "date_text": REDACTED, "place": REDACTED, "country": "ES", "announced": False},
        ),
    ],
)
def test_all_else_goes(field: str, value: Json, left: Json) -> None:
    assert without_words(field, value) == left


def test_a_name_beside_a_code_or_an_id_is_the_one_of_the_lookups() -> None:
    assert without_words("member", {"country": "MA", "name": "the Kingdom of Somebody"})["name"] == "Morocco"
    known = next(iter(organisations().values()))
    assert without_words("observer", {"id": known.id, "name": "Somebody"})["name"] == known.name
    assert without_words("observer", {"id": "nobody-knows-it", "name": "Somebody"})["name"] == REDACTED


def test_a_key_keeps_its_typed_parts() -> None:
    chair = {"country": "MA", "role": "past", "term": "2016"}
    assert key_without_words("past:MA:2016", "chair", chair) == "past:MA:2016"
    assert key_without_words("chair:somebody", "chair", {"role": "chair", "name": REDACTED}) == f"chair:{REDACTED}"
    meeting = without_words("meeting", {"date": "2016-05", "place": "Barcelona", "title": "A meeting"})
    assert key_without_words("2016-05|barcelona|a meeting", "meeting", meeting) == f"2016-05|{REDACTED}|{REDACTED}"
    assert key_without_words("", "name", REDACTED) == ""


def test_the_texts_of_a_value_are_found_however_deep_they_are() -> None:
    assert words_in([{"a": "one", "b": ["two", 3, None]}, "four"]) == {"one", "two", "four"}
