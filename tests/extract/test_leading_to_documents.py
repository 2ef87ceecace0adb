"""A link in the place of documents, or behind them, is none: nothing is told as published, and nothing as gone."""

from __future__ import annotations

import pytest

from monitor.extract.values.leading_on import leads_to_documents
from monitor.model import Extraction
from tests.test_not_known_yet import compared, reading

POINTERS = [
    ("en", "See all documents"), ("en", "Visit the document library"), ("en", "Go to the e-library"),
    ("en", "Learn more"), ("en", "Resources are available here"), ("en", "All documents"),
    ("en", "More publications »"), ("en", "View archive"), ("fr", "Voir tous les documents"),
    ("fr", "Toutes les publications"), ("fr", "Accéder à la bibliothèque"), ("es", "Ver todos los documentos"),
    ("es", "Más publicaciones"), ("pt", "Ver todos os documentos"), ("pt", "Aceda à biblioteca"),
    ("ru", "Все документы"), ("ru", "Перейти в библиотеку"), ("ar", "جميع الوثائق"),
    ("de", "Alle Dokumente"), ("it", "Tutti i documenti"),
]  # fmt: skip
DOCUMENTS = (
    '<a href="https://dialogue.example/a.pdf">Rome Declaration (2019)</a>',
    '<a href="https://dialogue.example/b">Ministerial Appeal (2021)</a>',
    '<a href="https://dialogue.example/c">Guide to visas for crews (2022)</a>',
    '<a href="https://dialogue.example/d">Plan for ports (2023)</a>',
)
AROUND = ("<ul>{}</ul>", "<div>{}</div>", "<table>{}</table>")
EACH = {"<ul>{}</ul>": "<li>{}</li>", "<div>{}</div>": "<p>{}</p>", "<table>{}</table>": "<tr><td>{}</td></tr>"}


def page(around: str, *entries: str, language: str = "en") -> Extraction:
    listed = around.format("".join(EACH[around].format(entry) for entry in entries))
    return reading(f"<h2>Documents</h2>{listed}<h2>Members</h2><ul><li>Fiji<li>Nepal</ul>", language=language)


def link(words: str) -> str:
    return f'<a href="https://dialogue.example/documents/all">{words}</a>'


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("language", "words"), POINTERS)
def test_in_the_place_of_documents_it_holds_them_and_behind_them_it_is_nothing(
    language: str, words: str, around: str
) -> None:
    before = page(around, *DOCUMENTS, language=language)
    assert sum(one.field == "document" for one in before.statements) == len(DOCUMENTS)
    found = compared(before, page(around, link(words), language=language))
    assert (found.closed, found.opened, [one.field for one in found.held]) == ((), (), ["document"])
    beside = page(around, *DOCUMENTS, link(words), language=language)
    assert compared(before, beside).changes == ()
    assert compared(before, beside, before).changes == ()


def test_what_is_absent_where_it_comes_waits_and_beside_an_old_one_is_told() -> None:
    more = link("See all documents")
    found = compared(page(AROUND[0], *DOCUMENTS), page(AROUND[0], *DOCUMENTS[:3], more))
    assert (found.closed, [one.kind for one in found.changes if one.field == "document"]) == ((), [])
    found = compared(page(AROUND[0], *DOCUMENTS, more), page(AROUND[0], *DOCUMENTS[:3], more))
    assert [one.kind for one in found.changes] == ["document.removed"]
    new = '<a href="https://dialogue.example/e">Charter of harbours (2024)</a>'
    found = compared(page(AROUND[0], *DOCUMENTS, more), page(AROUND[0], *DOCUMENTS, new, more))
    assert [one.kind for one in found.changes] == ["document.published"]


@pytest.mark.parametrize(
    "title",
    [
        "Terms of reference",
        "Charter",
        "List of participants",
        "Key documents",
        "Annual report",
        "Rules of procedure",
        "Read the charter",
        "Reports",
        "Plan 2026",
    ],
)
def test_a_title_does_not_lead_on(title: str) -> None:
    assert not leads_to_documents(title)


def test_a_file_is_a_document_whatever_it_is_called() -> None:
    found = page(AROUND[0], *DOCUMENTS, '<a href="https://dialogue.example/about.pdf">About the Process</a>')
    assert sum(one.field == "document" for one in found.statements) == len(DOCUMENTS) + 1
