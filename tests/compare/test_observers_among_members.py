"""Observers that stand in the list of the members, each with that remark or in a column of its own: they leave as
members do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("budapest-process",))
Rows = Sequence[tuple[str, str]]


def table(*heads: str) -> Callable[[Rows], str]:
    def render(rows: Rows) -> str:
        top = "<tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>"
        return f"<table>{top}{''.join(f'<tr><td>{who}</td><td>{what}</td></tr>' for who, what in rows)}</table>"

    return render


def remarks(rows: Rows) -> str:
    return "<ul>" + "".join(f"<li>{who} ({what})</li>" for who, what in rows) + "</ul>"


def in_one_line(rows: Rows) -> str:
    return "<p>" + ", ".join(f"{who} ({what})" for who, what in rows) + "</p>"


def listed(member: str, observer: str, *names: str) -> Rows:
    return [(name, observer if at % 3 == 0 else member) for at, name in enumerate(names)]


EN = listed("Member", "Observer", "Mexico", "Albania", "Austria", "Spain", "Georgia", "Hungary", "Japan", "Serbia")
CASES = [
    ("en", "Members", table("Country", "Status"), EN),
    ("en", "Participating countries", table("Country", "Status"), EN),
    ("en", "Members", remarks, [(who, what.lower()) for who, what in EN]),
    ("en", "Members", in_one_line, [(who, what.lower()) for who, what in EN]),
    (
        "fr",
        "États membres",
        table("Pays", "Statut"),
        listed("Membre", "Observateur", "Mexique", "Albanie", "Autriche", "Espagne", "Géorgie", "Hongrie", "Japon"),
    ),
    (
        "es",
        "Países miembros",
        table("País", "Situación"),
        listed("Miembro", "Observador", "México", "Albania", "Austria", "España", "Georgia", "Hungría", "Japón"),
    ),
    (
        "pt",
        "Países membros",
        remarks,
        listed("membro", "observador", "México", "Albânia", "Áustria", "Espanha", "Geórgia", "Hungria", "Japão"),
    ),
]


def page(label: str, body: str, language: str) -> Extraction:
    found = f"<html lang={language}><title>Budapest Process</title><h1>Budapest Process</h1><h2>{label}</h2>{body}"
    return read_capture(Payload(found.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


def told(pages, first: Extraction, then: Extraction) -> list[str]:
    found = compare(pages.remember(first), then, now=pages.now)
    return sorted(f"{one.kind} {one.key}" for one in found.changes)


@pytest.mark.parametrize(("language", "label", "render", "rows"), CASES)
def test_an_observer_that_stood_among_the_members_is_told_when_it_goes(pages, language, label, render, rows):
    first = page(label, render(rows), language)
    assert {one.key for one in first.statements if one.field == "observer"} == {"MX", "ES", "JP"}
    without = page(label, render([one for one in rows if one != rows[3]]), language)
    assert told(pages, first, without) == ["observer.left ES"]
    assert told(pages, without, first) == ["observer.joined ES"]


@pytest.mark.parametrize("line", ["TBC", "To be confirmed", "Qwertystan"])
def test_an_observer_waits_while_a_line_of_the_list_may_be_it(pages, line):
    rows = [one for one in EN if one[0] != "Spain"]
    render = CASES[0][2]
    first = page("Members", render(EN), "en")
    found = told(pages, first, page("Members", render([*rows, (line, "")]), "en"))
    assert found == ([] if line == "Qwertystan" else ["page.reshaped "])
    always = page("Members", render([*EN, ("Qwertystan", "")]), "en")
    assert told(pages, always, page("Members", render([*rows, ("Qwertystan", "")]), "en")) == ["observer.left ES"]
