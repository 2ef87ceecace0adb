from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.documents import clean


def test_every_kind_of_space_is_one_space() -> None:
    assert clean(" Member\u00a0\u2009States\t\r\n(15\u202fStates)\u3000") == "Member States (15 States)"


def test_what_cannot_be_seen_is_gone() -> None:
    assert clean("mi\u00adgra\u200btion\ufeff \u200eand\u202c asy\x00lum\x9d") == "migration and asylum"


def test_hyphens_are_one_hyphen_and_dashes_stay() -> None:
    assert (
        clean("State\u2010led, co\u2011chair, multi\x02lateral, re\ufffeentry")
        == "State-led, co-chair, multi-lateral, re-entry"
    )
    assert clean("8–9 December — “Africa’s” view") == "8–9 December — “Africa’s” view"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("12 \x96 13 June 2016", "12 – 13 June 2016"),
        ("Upcoming Chair \x97 Chad", "Upcoming Chair — Chad"),
        ("the \x93Puebla\x94 Process\x92s chair\x85", "the “Puebla” Process’s chair…"),
        ("\x95 Kenya \x80 9", "• Kenya € 9"),
        ("a\x81b\x8d", "ab"),
    ],
)
def test_controls_that_windows_prints_are_what_it_means_by_them(raw: str, read: str) -> None:
    assert clean(raw) == read


def test_letters_with_loose_accents_are_composed() -> None:
    assert clean("Co\u0302te d'Ivoire") == "Côte d'Ivoire"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert not any(unicodedata.category(character) == "Cc" for character in once)
