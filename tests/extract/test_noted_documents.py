"""A note beside a document says when it was updated or published, and is no part of its name."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.noted import without_note

UPDATED = [
    ("en", " – updated March 2026"), ("en", " (last updated 3 February 2026)"), ("en", " | Last modified: 12/03/2026"),
    ("en", ", updated on 3 May 2026"), ("en", " <em>Updated 2026</em>"), ("en", " [as of March 2026]"),
    ("en", "<br>Last updated: 3 February 2026"), ("en", " - Revised on 3 May 2026"),
    ("es", "<br>Publicado el 12 de marzo de 2026"),
    ("en", " (published 12 March 2026)"), ("en", "<br>Published on 12 March 2026"),
    ("fr", " – mis à jour le 3 février 2026"), ("fr", " (mise à jour : mars 2026)"),
    ("es", " – actualizado el 3 de febrero de 2026"), ("pt", " (atualizado em 3 de fevereiro de 2026)"),
    ("ru", " (обновлено 3 февраля 2026)"), ("ru", " – обновлено 03.02.2026 г."), ("ar", " (آخر تحديث: 3 فبراير 2026)"),
    ("de", " (Stand: 3. März 2026)"), ("it", " – aggiornato al 3 febbraio 2026"),
]  # fmt: skip
ENTRIES = [
    '<a href="/b.pdf">Ministerial Declaration (2021)</a>{}',
    '<a href="/b.pdf">Ministerial Declaration (2021){}</a>',
    "Ministerial Declaration (2021){}",
]


def documents(entry: str, language: str = "en", around: str = "<ul><li>{}<li>{}</ul>") -> list[tuple[str, int | None]]:
    listed = around.format('<a href="/a.pdf">Action Plan for Ports (2024)</a>', entry)
    page = f'<html lang="{language}"><h1>Delta Process</h1><h2>Documents</h2>{listed}'
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    return [(s.value["title"], s.value["year"]) for s in found.statements if s.field == "document"]


@pytest.mark.parametrize("around", ["<ul><li>{}<li>{}</ul>", "<p>{}<p>{}", "<table><tr><td>{}<tr><td>{}</table>"])
@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(("language", "note"), UPDATED)
def test_a_note_beside_a_document_leaves_it_as_it_is(language: str, note: str, entry: str, around: str) -> None:
    if "<br>" not in note or "{}</a>" not in entry:
        assert documents(entry.format(note), language, around) == documents(entry.format(""), language, around)


def test_the_year_of_publication_is_that_of_a_document_without_one() -> None:
    entry = '<a href="/b.pdf">Guide to visas for crews</a> – published 3 May 2021'
    assert documents(entry)[1] == ("Guide to visas for crews", 2021)


@pytest.mark.parametrize(
    "line",
    ["Visitors: 10233 | Last modified: 12/03/2024", "Last updated: 3 May 2024", "This page was updated on 3 May 2024."],
)
def test_a_foot_is_no_document(line: str) -> None:
    for around in ("<ul><li>{}</ul><p>{}</p>", "<p>{}<p>{}"):
        assert len(documents(line, around=around)) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Updated Action Plan (2026)",
        "Rules (updated version 2019)",
        "Plan posted to Rabat in December 2013",
        "Code modified",
        "Guide 2026",
    ],
)
def test_words_that_are_no_note_stay(title: str) -> None:
    assert without_note(title) == (title, None)
