"""The table of kinds is whole, and dates are read as EDTF has them."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.compare import span
from monitor.compare.kinds import FORMS, checked, importance, kind, sentence, table
from monitor.errors import LookupDataError


def test_every_kind_of_the_table_is_used_and_every_sentence_can_be_filled():
    named = {
        entry[turn]
        for entry in table().fields.values()
        for turn in entry
        if turn not in ("label", "importance", "guard", "exchanges", "says")
    }
    ours = {
        "chair.handover",
        "chair.incoming",
        "chair.renewed",
        "chair.vacant",
        "chair.changed",
        "text.edited",
        "site.edited",
        "page.moved",
        "page.gone",
        "page.back",
        "page.implausible",
    }
    general = {"*.added", "*.removed", "*.changed"}
    assert set(table().kinds) == named | ours | general | {"page.reshaped", "field.unstated"}
    for name, entry in table().kinds.items():
        for form in entry.keys() & FORMS:
            assert ("{number}" in entry[form]) == (form == "many")
            assert sentence(name, form).format(mechanism="m", label="l", before="b", after="a", key="k", number=4)


def test_a_field_that_the_table_does_not_know_has_kinds_all_the_same():
    assert kind("anthem", "added") == "anthem.added"
    assert importance("anthem.added") == "low"
    assert importance("secretariat.changed") == "high"
    assert "{label}" in sentence("anthem.added")


@pytest.mark.parametrize(
    "raw",
    [
        {"kind": {"a.b": {"importance": "huge", "sentence": "s"}}},
        {"kind": {"a.b": {"importance": "low"}}},
        {"kind": {"a.b": {"importance": "low", "sentence": "s", "sentense": "t"}}},
        {"field": {"a": {"added": "nothing.known"}}},
        {"field": {"a": {"exchanges": "nothing"}}},
    ],
)
def test_a_mistake_in_the_table_names_its_entry(raw):
    with pytest.raises(LookupDataError, match=r"kinds\.toml, a"):
        checked(raw)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016~", date(2016, 1, 1), date(2016, 12, 31)),
        ("2020-03-01/2020-03-02", date(2020, 3, 1), date(2020, 3, 2)),
        ("2018-01-16T15:14", date(2018, 1, 16), date(2018, 1, 16)),
    ],
)
def test_a_stated_date_covers_its_days(edtf, first, last):
    assert span(edtf) == (first, last)


@pytest.mark.parametrize("edtf", [None, "", "soon", "2019-02-29", "2020/2019", "2019-13", "0000"])
def test_what_is_no_date_covers_nothing(edtf):
    assert span(edtf) is None
