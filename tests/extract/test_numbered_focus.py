"""The numbers of the entries of a list are no part of them."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.test_not_known_yet import compared, reading

AREAS = {
    "en": ("Thematic priorities", ("Irregular migration", "Trafficking in persons", "Return and reintegration")),
    "fr": ("Domaines prioritaires", ("Migration irrégulière", "Traite des personnes", "Retour et réintégration")),
    "es": ("Áreas temáticas", ("Migración irregular", "Trata de personas", "Retorno y reintegración")),
}
FORMS = ["{}. {}", "{}) {}", "({}) {}", "Priority {}: {}", "Pilier {} – {}", "Eje {}. {}", "{} – {}"]
LISTS = {"<ul>{}</ul>": "<li>{}</li>", "<div>{}</div>": "<p>{}</p>"}


def page(around: str, label: str, areas: list[str], language: str) -> Extraction:
    listed = around.format("".join(LISTS[around].format(area) for area in areas))
    return reading(f"<h2>{label}</h2>{listed}", language=language)


@pytest.mark.parametrize("around", LISTS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", AREAS)
def test_a_list_that_gets_numbers_is_the_same(language: str, form: str, around: str) -> None:
    label, areas = AREAS[language]
    plain = page(around, label, list(areas), language)
    numbered = page(around, label, [form.format(n, area) for n, area in enumerate(areas, 1)], language)
    assert [s.value for s in plain.statements if s.field == "focus"] == list(areas)
    found = compared(plain, numbered)
    assert (found.changes, found.held) == ((), ())
    assert compared(numbered, plain).changes == ()


def test_one_that_goes_from_a_numbered_list_is_told() -> None:
    label, areas = AREAS["en"]
    areas = (*areas, "Legal migration", "Asylum")
    was, now = ([f"{n}. {area}" for n, area in enumerate(some, 1)] for some in (areas, areas[1:]))
    found = compared(page("<ul>{}</ul>", label, was, "en"), page("<ul>{}</ul>", label, now, "en"))
    assert [one.before for one in found.changes] == ["Irregular migration"]


@pytest.mark.parametrize(
    "areas", [["1951 Convention", "1967 Protocol"], ["1. Visas", "Ports"], ["SDG 10: Ports", "SDG 16: Visas"]]
)
def test_other_numbers_stay(areas: list[str]) -> None:
    found = page("<ul>{}</ul>", "Thematic priorities", areas, "en")
    assert [s.value for s in found.statements if s.field == "focus"] == areas
