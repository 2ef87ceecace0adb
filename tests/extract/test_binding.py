"""On a page about several mechanisms a paragraph that names none goes on about the one before, or is told."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction


def reading(*parts: str) -> Extraction:
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    page = f"<html><body><main><h1>Cooperation</h1>{body}</main></body></html>"
    return extract(read(page.encode(), media_type="text/html", url="https://www.example.org/page"), "ministry-page")


def stated(found: Extraction, field: str) -> list[str | None]:
    return [s.mechanism for s in found.statements if s.field == field]


def told(found: Extraction) -> list[tuple[str, str | None, str | None]]:
    return [(f.kind, f.mechanism, f.field) for f in found.findings]


@pytest.mark.parametrize(
    ("named", "goes_on"),
    [
        ("The Rabat Process was created in 2006 by ministers.", "At present the Process is chaired by Morocco."),
        ("The Rabat Process was created in 2006 by ministers.", "It is chaired by Morocco until the end of the year."),
        ("Le Processus de Rabat a été lancé en 2006.", "Le Processus est présidé par le Maroc."),
        ("El Proceso de Rabat nació en 2006 en Marruecos.", "El Proceso está presidido por Marruecos."),
        ("O Processo de Rabat foi lançado em 2006.", "O Processo é presidido por Marrocos."),
    ],
)
def test_the_paragraph_before_binds_one_that_goes_on_about_it(named: str, goes_on: str) -> None:
    assert stated(reading(named, goes_on), "chair") == ["rabat-process"]


@pytest.mark.parametrize(
    "parts",
    [
        ("The Rabat Process was created in 2006.", "<h2>Asia</h2>", "The Process is chaired by Ghana."),
        ("The Rabat Process and the Khartoum Process are siblings.", "The Process is chaired by Ghana."),
        ("The Rabat Process was created in 2006.", "Ghana has held the presidency since 2022."),
    ],
)
def test_where_nothing_binds_it_the_sentence_is_told_and_nobodys(parts: tuple[str, ...]) -> None:
    found = reading(*parts)
    assert stated(found, "chair") == []
    assert ("unread-sentence", None, "chair") in told(found)


def test_labels_of_a_part_about_an_unknown_mechanism_are_told_and_nobodys() -> None:
    found = reading(
        "<h2>Foro de Borduria</h2>", "Presidencia: Chile", "<h2>Proceso de Puebla</h2>", "Presidencia: México"
    )
    assert stated(found, "chair") == ["rcm"]
    assert told(found) == [("unread-line", None, "chair")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Slovenia holds the Presidency of the Salzburg Forum until summer.",
        "The Minister travels to Geneva for a conference, which opens on 2 June 2025.",
        "The Ministry was founded in 1976 and has some 40 offices.",
    ],
)
def test_what_a_ministry_does_beside_is_not_told(sentence: str) -> None:
    assert told(reading("The Rabat Process was created in 2006.", "<h2>News</h2>", sentence)) == []
