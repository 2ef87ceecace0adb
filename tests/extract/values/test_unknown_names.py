"""A name in a row of countries that nobody knows is told, and is no end of the row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.extract.values.unknown_names import strangers
from monitor.model import Extraction


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It comprises Algeria, Borduria, Libya and Malta.", ("Borduria",)),
        ("It comprises Borduria, Algeria and Libya.", ("Borduria",)),
        ("Elle réunit le Mali, la Bordurie et le Niger.", ("Bordurie",)),
        ("Sus miembros son Chile, Perú y San Borduria.", ("San Borduria",)),
        ("Turkey (Chair) and Borduria (Co-Chair)", ("Borduria",)),
        ("Borduria and Indonesia are the permanent co-chairs.", ("Borduria",)),
        ("Algeria, France, Spain and Borduria take part in it.", ("Borduria",)),
        ("Fazem parte Angola, Brasil, Bordúria e Portugal.", ("Bordúria",)),
        ("Algeria, Libya and Malta", ()),
        ("Algeria, the European Union and Malta", ()),
        ("Atualmente, Portugal e Marrocos presidem.", ()),
        ("Ministers met in Oslo, Norway, and Lima, Peru.", ()),
        ("The Rabat Process, Ghana and Mali agreed.", ()),
        ("Europe, Ghana and Mali", ()),
    ],
)
def test_unknown_names_in_a_row(text: str, names: tuple[str, ...]) -> None:
    assert strangers(text) == names


def test_a_year_beside_an_unknown_chair_is_nobody_elses(paragraph: Callable[..., Extraction]) -> None:
    found = paragraph("The G4 was previously chaired by Sri Lanka (2016), Borduria (2013) and Fiji (2011).")
    chairs = [s.value for s in found.statements if s.field == "chair"]
    assert [(c["country"], c["term"]) for c in chairs if isinstance(c, dict)] == [("LK", None), ("FJ", None)]
    assert [(f.kind, f.field) for f in found.findings] == [("unknown-country", "chair")]


def test_an_unknown_chair_does_not_hand_its_office_to_the_one_before(paragraph: Callable[..., Extraction]) -> None:
    found = paragraph("Ecuador ejerce la presidencia del G4 desde 2022. Borduria asumirá la presidencia en 2023.")
    assert len([s for s in found.statements if s.field == "chair"]) == 1
    assert ("unread-sentence", "chair") in [(f.kind, f.field) for f in found.findings]
