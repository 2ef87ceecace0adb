"""A list that goes on with names that are not known yet: what it names stands, and the rest is told and held."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

LABELS = {
    "en": ("Observers", "Member States"), "fr": ("Observateurs", "États membres"),
    "es": ("Observadores", "Estados miembros"), "pt": ("Observadores", "Estados-membros"),
}  # fmt: skip


def reading(label: str, said: str, language: str) -> Extraction:
    body = f"<h1>Bali Process</h1><dl><dt>{label}<dd>{said}<dt>Type<dd>RCP</dl>"
    page = f"<html lang={language}><title>Bali Process</title><body>{body}</body></html>"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def keys(found: Extraction, field: str) -> set[str]:
    return {s.key for s in found.statements if s.field == field}


def outcome(found: Extraction, field: str) -> list[str]:
    return [one.outcome for one in found.fields if one.field == field]


TAILS = [
    ("en", " and others to be confirmed"), ("en", "; Japan to be confirmed"), ("en", " – to be confirmed"),
    ("en", " (and others)"), ("en", " (others to be announced)"), ("en", " and further countries to be determined"),
    ("en", ", UNHCR and others to be confirmed"), ("en", "; others tbc"), ("en", " (plus two more States)"),
    ("fr", " et autres à confirmer"), ("fr", " et d’autres pays à confirmer"), ("fr", " (et d'autres à confirmer)"),
    ("es", " y otros por confirmar"), ("es", " y otros países por definir"), ("es", " (entre otros)"),
    ("pt", " e outros a confirmar"), ("pt", "; outros países por confirmar"), ("pt", " (e outros a confirmar)"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "tail"), TAILS)
def test_a_list_that_goes_on_keeps_the_names_before(language: str, tail: str) -> None:
    for field, label in zip(("observer", "member"), LABELS[language], strict=True):
        found = reading(label, f"Gabon, Nepal, Fiji{tail}", language)
        assert {"GA", "NP"} <= keys(found, field), field
        assert outcome(found, field) == ["partial"], field
        assert [f for f in found.findings if f.field == field], field
        assert not [f for f in found.findings if f.kind == "not-a-member"], field


@pytest.mark.parametrize(("language", "tail"), TAILS)
def test_one_name_that_others_follow_is_not_said_to_have_left(language: str, tail: str) -> None:
    if tail in (" – to be confirmed",):
        return  # of one name it says that it is no member yet
    for field, label in zip(("observer", "member"), LABELS[language], strict=True):
        found = reading(label, f"Gabon{tail}", language)
        assert outcome(found, field) == ["partial"], field
        assert not [f for f in found.findings if f.kind == "not-a-member"], field


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Gabon – withdrew in 2011, Nepal, Fiji"), ("fr", "Gabon – jusqu'en 2012, Nepal, Fiji"),
        ("es", "Gabon – hasta 2018; Nepal; Fiji"), ("pt", "Gabon – antigo membro; Nepal; Fiji"),
    ],
)  # fmt: skip
def test_a_remark_ends_before_the_next_name(language: str, said: str) -> None:
    found = reading(LABELS[language][1], said, language)
    assert keys(found, "member") == {"NP", "FJ"}
    assert [f for f in found.findings if f.field == "member"]
