"""Regions that have something in common do not contradict each other."""

from __future__ import annotations

import pytest

from monitor.errors import LookupDataError
from monitor.lookups import load
from monitor.lookups.regions import overlaps


def test_what_lies_in_another_overlaps_it_however_far_up() -> None:
    found = overlaps()
    for one, other in (("North Africa", "Africa"), ("Horn of Africa", "Africa"), ("Western Mediterranean", "Europe")):
        assert {(one, other), (other, one)} <= found
    for one, other in (("North Africa", "West Africa"), ("Global", "Africa"), ("Europe", "Africa"), ("Asia", "Europe")):
        assert (one, other) not in found
    assert all(one != other for one, other in found)


def test_a_larger_region_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [{"name": "Africa", "words": ["Africa"], "in": ["Atlantis"]}]
    monkeypatch.setattr("monitor.lookups.regions.entries", lambda *_: entries)
    with pytest.raises(LookupDataError, match="Africa: `in` names what is no region: Atlantis"):
        overlaps.__wrapped__()


def test_the_table_is_in_step_with_the_lookups() -> None:
    names = {entry["name"] for entry in load.entries("regions", "region")}
    assert {name for pair in overlaps() for name in pair} <= names
