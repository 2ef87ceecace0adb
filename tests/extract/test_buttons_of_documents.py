"""A button beside a document is no part of its title."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.test_not_known_yet import compared, reading

BUTTONS = [
    ("en", "Download"), ("en", "Download PDF"), ("en", "Read more"), ("en", "View document »"), ("fr", "Télécharger"),
    ("fr", "En savoir plus"), ("es", "Descargar"), ("es", "Ver más"),
    ("pt", "Baixar"), ("ru", "Скачать"), ("ar", "تحميل"),
    ("de", "Herunterladen"),
]  # fmt: skip
TITLES = ("Istanbul Commitments (2019)", "Guide to visas for crews", "Ministerial Declaration (2021)")
AROUND = {"<ul>{}</ul>": "<li>{}</li>", "<div>{}</div>": "<p>{}</p>", "<table>{}</table>": "<tr><td>{}</td></tr>"}


def documents(around: str, form: str, words: str, language: str) -> Extraction:
    entries = (form.format(title=title, n=n, words=words) for n, title in enumerate(TITLES))
    listed = around.format("".join(AROUND[around].format(entry) for entry in entries))
    return reading(f"<h2>Documents</h2>{listed}<h2>Members</h2><ul><li>Fiji<li>Nepal</ul>", language=language)


LINKED = '<a href="https://dialogue.example/{n}.pdf">{title}</a>'
PRESSED = [
    LINKED + ' <a href="https://dialogue.example/{n}.pdf">{words}</a>',
    LINKED + ' – <a href="https://dialogue.example/d/{n}">{words}</a>',
    LINKED + ' [<a href="https://dialogue.example/d/{n}">{words}</a>]',
    '<a href="https://dialogue.example/d/{n}">{words}</a> ' + LINKED,
]


@pytest.mark.parametrize("form", PRESSED)
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("language", "words"), BUTTONS)
def test_a_document_that_gets_a_button_is_the_same(language: str, words: str, around: str, form: str) -> None:
    before, now = (documents(around, one, words, language) for one in (LINKED, form))
    assert [s.value for s in now.statements if s.field == "document"] == [
        s.value for s in before.statements if s.field == "document"
    ]
    found = compared(before, now)
    assert (found.changes, found.held) == ((), ())


@pytest.mark.parametrize(("language", "words"), BUTTONS)
def test_the_address_may_be_that_of_the_button(language: str, words: str) -> None:
    found = documents("<ul>{}</ul>", '{title} <a href="https://dialogue.example/{n}">{words}</a>', words, language)
    stated = [(s.value["title"], s.value["url"]) for s in found.statements if s.field == "document"]
    assert stated[1] == ("Guide to visas for crews", "https://dialogue.example/1")


def test_a_button_alone_and_a_word_of_the_title_stay() -> None:
    for entry in ("Charter of ports for download", "How to read more"):
        found = reading(
            f'<h2>Documents</h2><ul><li>Rome Declaration (2014)<li><a href="https://dialogue.example/a">{entry}</a></ul>'
        )
        assert entry in [s.value["title"] for s in found.statements if s.field == "document"]
