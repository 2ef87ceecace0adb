"""A part of a page about several mechanisms in which the labels begin anew with other facts: those are nobody's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

Row = tuple[str, str]
PRAGUE = {
    "en": [("Chair", "Georgia"), ("Established", "2009"), ("Members", "Austria, Malta, Poland")],
    "fr": [("Présidence", "Géorgie"), ("Création", "2009"), ("Membres", "Autriche, Malte, Pologne")],
    "es": [("Presidencia", "Georgia"), ("Año de creación", "2009"), ("Miembros", "Austria, Malta, Polonia")],
    "pt": [("Presidência", "Geórgia"), ("Ano de criação", "2009"), ("Membros", "Áustria, Malta, Polónia")],
}
OTHER = {
    "en": [("Chair", "Kenya"), ("Established", "2012"), ("Members", "Kenya, Uganda, Malta")],
    "fr": [("Présidence", "Kenya"), ("Création", "2012"), ("Membres", "Kenya, Ouganda, Malte")],
    "es": [("Presidencia", "Kenia"), ("Año de creación", "2012"), ("Miembros", "Kenia, Uganda, Malta")],
    "pt": [("Presidência", "Quénia"), ("Ano de criação", "2012"), ("Membros", "Quénia, Uganda, Malta")],
}
BETWEEN = ("", "<hr>", "<img src=logo.png>", "<h3>East Africa</h3>", "<p><b>Africa</b></p>", "<p>What we do there.</p>")
MARKUPS: dict[str, Callable[[Sequence[Row]], str]] = {
    "lines": lambda rows: "".join(f"<p>{label}: {said}</p>" for label, said in rows),
    "headings": lambda rows: "".join(f"<h4>{label}</h4><p>{said}</p>" for label, said in rows),
    "table": lambda rows: f"<table>{''.join(f'<tr><th>{label}<td>{said}' for label, said in rows)}</table>",
    "terms": lambda rows: f"<dl>{''.join(f'<dt>{label}<dd>{said}' for label, said in rows)}</dl>",
    "bold": lambda rows: "".join(f"<div><b>{label}</b> {said}</div>" for label, said in rows),
}


def reading(body: str, language: str = "en") -> Extraction:
    markup = (
        f"<html lang={language}><title>Migration</title><main><h1>Migration</h1><h2>Prague Process</h2>{body}</main>"
    )
    return extract(read(markup.encode(), media_type="text/html"), "ministry-page")


def facts(found: Extraction) -> set[tuple[str | None, str, str]]:
    return {(one.mechanism, one.field, one.key or str(one.value)) for one in found.statements}


@pytest.mark.parametrize("language", PRAGUE)
@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("between", BETWEEN)
def test_what_stands_below_labels_that_begin_anew_is_of_nobody_known(between, markup, language):
    write = MARKUPS[markup]
    whole = reading(write(PRAGUE[language]) + between + write(OTHER[language]), language)
    assert facts(whole) == facts(reading(write(PRAGUE[language]), language))
    assert {one.field for one in whole.findings if one.kind == "unread-line"} >= {"chair", "member"}
    assert "unknown-mechanism" in {one.kind for one in whole.findings}


@pytest.mark.parametrize("markup", MARKUPS)
def test_labels_that_say_the_same_once_more_are_of_the_same(markup):
    write = MARKUPS[markup]
    short = [("Chair", "Georgia"), ("Established", "2009"), ("Members", "3")]
    more = [("Chair", "Georgia"), ("Established", "2009"), ("Members", "Austria, Malta, Poland, Spain")]
    for first in (short, PRAGUE["en"]):
        found = facts(reading(write(first) + "<h3>In detail</h3>" + write(more)))
        assert ("prague-process", "member", "ES") in found
    years = (
        f"<h3>{year}</h3>" + write([("Chair", who), ("Members", "Austria, Malta, Poland")])
        for year, who in (("2025", "Georgia"), ("2024", "Kenya"))
    )
    assert {("prague-process", "chair", "chair:GE"), ("prague-process", "member", "PL")} <= facts(
        reading("".join(years))
    )
