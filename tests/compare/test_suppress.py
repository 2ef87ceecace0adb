"""A difference that people said is no change: there and back, in any spelling, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import Case, Suppression, suppressed

OFFICE = {"id": "icmpd", "name": "ICMPD"}
SAME_OFFICE = {"id": None, "name": "Vienna Secretariat"}
ENTRY = Suppression("abc", "secretariat", OFFICE, SAME_OFFICE, "the same office", "vienna-page", "budapest-process")
FOUND = Case("secretariat.changed", "vienna-page", "budapest-process", "secretariat", OFFICE, SAME_OFFICE)


@pytest.mark.parametrize(
    "found",
    [
        FOUND,
        replace(FOUND, before=SAME_OFFICE, after=OFFICE),
        replace(FOUND, after={"id": None, "name": "vienna  SECRETARIAT"}),
    ],
    ids=["there", "back", "in another spelling"],
)
def test_the_difference_is_suppressed(found: Case) -> None:
    assert suppressed(found, [ENTRY]) == ENTRY


@pytest.mark.parametrize(
    "found",
    [
        replace(FOUND, source="other-page"),
        replace(FOUND, mechanism="prague-process"),
        replace(FOUND, field="chair"),
        replace(FOUND, after={"id": "iom", "name": "IOM"}),
        replace(FOUND, before=None),
    ],
    ids=["another source", "another mechanism", "another field", "another value", "nothing before"],
)
def test_what_differs_in_anything_is_told(found: Case) -> None:
    assert suppressed(found, [ENTRY]) is None


def test_an_entry_without_source_and_mechanism_holds_for_all() -> None:
    wide = replace(ENTRY, source=None, mechanism=None)
    assert suppressed(replace(FOUND, source="other-page", mechanism="prague-process"), [wide]) == wide


def test_entries_of_a_chair_are_the_same_in_any_order() -> None:
    two = [{"role": "chair", "country": "TR", "name": "Türkiye"}, {"role": "co-chair", "country": "HU"}]
    entry = Suppression("abc", "chair", two, [two[0]], "the co-chair stands in a footnote")
    found = Case("chair.changed", "a", None, "chair", [{"role": "chair", "country": "TR", "name": "Turkey"}], two[::-1])
    assert suppressed(found, [entry]) == entry
