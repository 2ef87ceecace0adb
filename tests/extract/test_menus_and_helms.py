"""A menu below the word for a field is nobody's fact; a State at the helm that could not be read is told."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction


def page(body: str, title: str = "Budapest Process") -> Extraction:
    markup = f"<!doctype html><html><body><main><h1>{title}</h1>{body}</main></body></html>"
    return extract(read(markup.encode(), media_type="text/html", url="https://process.example/"), "mechanism-page")


@pytest.mark.parametrize(
    "menu",
    [
        "<b>Secretariat</b><br><a href='/office'>Our office</a><br><a href='/staff'>Our staff</a>",
        "<h2>Secrétariat</h2><a href='?p=1'>Mot d'accueil</a><br><a href='?p=2'>Nos textes</a>",
        "<p><b>Secretaría</b></p><ul><li><a href='/b'>Bienvenida</a></li><li><a href='/e'>Nuestro equipo</a></li></ul>",
    ],
)
def test_a_menu_below_the_word_is_no_secretariat(menu: str) -> None:
    found = page(f"{menu}<h2>Members</h2><p>Ghana, Togo</p>")
    assert [one for one in found.statements if one.field == "secretariat"] == []
    assert "secretariat" in [one.field for one in found.findings if one.kind == "unread-line"]


@pytest.mark.parametrize("name", ["ICMPD", "International Organization for Migration (IOM)"])
def test_a_linked_organisation_is_one(name: str) -> None:
    found = page(f"<h2>Secretariat</h2><p><a href='https://office.example/'>{name}</a></p>")
    assert [one.field for one in found.statements if one.field == "secretariat"] == ["secretariat"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Over the years the Budapest Process, never short of a State at its helm, looked at Kenya more than once.",
        "Some say that the Budapest Process is in truth led by what happens in Kenya and elsewhere.",
    ],
)
def test_a_helm_that_is_not_understood_is_told_and_gives_no_chair(sentence: str) -> None:
    found = page(f"<p>{sentence}</p><h2>Members</h2><p>Ghana, Togo</p>")
    assert [one for one in found.statements if one.field == "chair"] == []
    assert [one.field for one in found.findings if one.kind == "unread-sentence"] == ["chair"]
