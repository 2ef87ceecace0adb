"""Regions that have something in common do not contradict each other."""

from __future__ import annotations

import pytest

from monitor.errors import LookupDataError
from monitor.extract.values.terms import read_regions
from monitor.lookups import load
from monitor.lookups.regions import overlaps


def test_what_lies_in_another_overlaps_it_however_far_up() -> None:
    found = overlaps()
    for one, other in (("North Africa", "Africa"), ("Horn of Africa", "Africa"), ("Western Mediterranean", "Europe")):
        assert {(one, other), (other, one)} <= found
    for one, other in (("North Africa", "West Africa"), ("Global", "Africa"), ("Europe", "Africa"), ("Asia", "Europe")):
        assert (one, other) not in found
    assert all(one != other for one, other in found)


@pytest.mark.parametrize(
    ("words", "regions"),
    [
        ("Sub-Saharan Africa", ["Sub-Saharan Africa"]),
        ("l'Afrique subsaharienne", ["Sub-Saharan Africa"]),
        ("África Subsahariana y el Magreb", ["Sub-Saharan Africa", "Maghreb"]),
        ("África Subsariana", ["Sub-Saharan Africa"]),
        ("África Ocidental", ["West Africa"]),
        ("Norte da África e África do Leste", ["North Africa", "East Africa"]),
        ("Asia y el Pacífico", ["Asia", "Pacific"]),
        ("América Latina y el Caribe", ["Latin America", "Caribbean"]),
        ("l'Amérique latine et les Caraïbes", ["Latin America", "Caribbean"]),
        ("a América Latina e o Caribe", ["Latin America", "Caribbean"]),
        ("Северная Африка и Ближний Восток", ["North Africa", "Middle East"]),
        ("Europe, the Black Sea region and the Silk Routes region", ["Europe", "Black Sea", "Silk Routes"]),
        ("Eastern Europe, South Caucasus, Central Asia", ["Eastern Europe", "South Caucasus", "Central Asia"]),
        ("South-Eastern Europe; Greater Mekong Sub-region", ["South-East Europe", "Greater Mekong Subregion"]),
    ],
)
def test_regions_are_read_in_the_languages_of_the_field(words: str, regions: list[str]) -> None:
    hits, rest = read_regions(words)
    assert [hit.value for hit in hits] == regions
    assert rest == ""


def test_what_is_no_region_is_left_over() -> None:
    assert read_regions("South Africa")[1] == "South"
    assert read_regions("La Paz")[1] == "Paz"


def test_a_larger_region_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [{"name": "Africa", "words": ["Africa"], "in": ["Atlantis"]}]
    monkeypatch.setattr("monitor.lookups.regions.entries", lambda *_: entries)
    with pytest.raises(LookupDataError, match="Africa: `in` names what is no region: Atlantis"):
        overlaps.__wrapped__()


def test_the_table_is_in_step_with_the_lookups() -> None:
    names = {entry["name"] for entry in load.entries("regions", "region")}
    assert {name for pair in overlaps() for name in pair} <= names
