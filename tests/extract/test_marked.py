"""Footnotes below a list, and notes to editors that stayed in the text."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction


def read_page(body: str) -> Extraction:
    page = f"<html lang=en><title>Bali Process</title><body><h1>Bali Process</h1>{body}"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def kinds(found: Extraction) -> list[str]:
    return [f.kind for f in found.findings if f.kind in ("footnote", "editorial-mark")]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("*", "* Suspended since 2020."),
        ("†", "† Cette désignation est sans préjudice des positions sur le statut."),
        ("**", "** Participa en calidad de invitado."),
        ("¹", "¹ Até à ratificação."),
    ],
)
def test_a_note_behind_a_list_whose_mark_stands_in_it_is_told(mark: str, note: str) -> None:
    for body in (
        f"<ul><li>Gabon{mark}<li>Fiji</ul><p>{note}</p>",
        f"<ul><li>Gabon<li>Fiji{mark}</ul><div><p>{note}</p></div>",
    ):
        found = read_page(f"<h2>Members</h2>{body}")
        assert [s.key for s in found.statements if s.field == "member"] == ["GA", "FJ"], body
        assert kinds(found) == ["footnote"], body


@pytest.mark.parametrize("note", ["* Required field", "Suspended since 2020.", "† A dagger that nobody bears"])
def test_a_note_whose_mark_no_entry_bears_is_none_of_the_list(note: str) -> None:
    assert not kinds(read_page(f"<h2>Members</h2><ul><li>Gabon<li>Fiji</ul><p>{note}</p>"))


@pytest.mark.parametrize(
    "text",
    [
        "Established in 2002 [check this!].", "Lancé en 2002 [à vérifier].", "Creado en 2002 [por confirmar].",
        "Criado em 2002 [atualizar].", "TODO: ask the desk", "The forum met [AB12] in Lima.",
    ],
)  # fmt: skip
def test_a_note_to_an_editor_is_told(text: str) -> None:
    assert kinds(read_page(f"<p>{text}</p>")) == ["editorial-mark"]


@pytest.mark.parametrize("text", ["A table [1].", "Annex [PDF, 2 MB]", "Todo el proceso", "Report [in French]"])
def test_other_words_in_brackets_are_no_note_to_an_editor(text: str) -> None:
    assert not kinds(read_page(f"<p>{text}</p>"))


def test_a_name_with_a_note_to_an_editor_is_no_silent_member() -> None:
    found = read_page("<h2>Members</h2><ul><li>Gabon [check this!]<li>Fiji<li>Nepal</ul>")
    assert [s.key for s in found.statements if s.field == "member"] == ["FJ", "NP"]
    assert {"editorial-mark", "unread-line"} <= {f.kind for f in found.findings}
