"""Places: where a meeting was, and only where a text says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.values.places import country_of, find_place, find_places
from monitor.lookups.countries import country_codes
from monitor.lookups.places import cities

CORPUS = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CORPUS["place"])
def test_a_line_names_its_place(text: str) -> None:
    found = find_place(text)
    assert found is not None
    assert [found.name, found.country, found.city] == CORPUS["place"][text]
    assert text[found.start : found.end].startswith(found.name)


@pytest.mark.parametrize("text", CORPUS["none"]["texts"])
def test_a_line_without_a_place_has_none(text: str) -> None:
    assert find_places(text) == ()


def test_an_ambiguous_city_counts_as_a_capital_or_by_its_size_or_with_its_country() -> None:
    assert country_of("Tripoli") == "LY"  # the capital
    assert country_of("London") == "GB"  # a capital, many times the size of the next
    assert country_of("Casablanca") == "MA"  # no capital, but far the largest
    assert country_of("Barcelona") is None  # the next of the name is more than a quarter of it
    assert country_of("Barcelona, Spain") is None  # a pair is found, not looked up
    assert country_of("Malta") == "MT"
    assert country_of("Nowhere") is None


def test_every_place_lies_in_a_known_country() -> None:
    codes = set(country_codes())
    for name, city in cities().names.items():
        assert city.countries, name
        assert set(city.countries) <= codes, name
        assert city.alone is None or city.alone in city.countries, name


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for place in find_places(text):
        assert place.country
        assert 0 <= place.start < place.end <= len(text)
