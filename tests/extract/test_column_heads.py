"""Heads of tables of mechanisms: in any words, over several rows, and what their columns say where heads do not."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.column_heads import heads_of, is_total, labels_of, named
from monitor.extract.legend import written_out
from monitor.model import Extraction

Row = tuple[str, ...]
PRAGUE, COLOMBO = "Prague Process", "Colombo Process"


def reading(*tables: tuple[Row, ...], before: str = "") -> Extraction:
    body = "".join(
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
        + "</table>"
        for table in tables
    )
    markup = f"<html><body><main><h1>Overview</h1>{before}{body}</main></body></html>"
    return extract(read(markup.encode(), media_type="text/html", url="http://x.test/"), "mechanism-table")


def stated(extraction: Extraction, mechanism: str = "prague-process") -> set[tuple[str, str]]:
    return {(one.field, one.key) for one in extraction.statements if one.mechanism == mechanism}


def values(extraction: Extraction, field: str, mechanism: str = "prague-process") -> list[object]:
    return [one.value for one in extraction.statements if one.mechanism == mechanism and one.field == field]


@pytest.mark.parametrize(
    ("words", "field", "role"),
    [
        ("Title of the forum", "name", ""),
        ("Intitulé du dialogue", "name", ""),
        ("Denominación del foro", "name", ""),
        ("N.º de países", "member_count", ""),
        ("Nb. d'États membres", "member_count", ""),
        ("Quantos Estados", "member_count", ""),
        ("Who supports it", "secretariat", ""),
        ("Soutien assuré par", "secretariat", ""),
        ("Apoiado por", "secretariat", ""),
        ("Ano de arranque", "established", ""),
        ("PAYS QUI PRÉSIDE", "chair", "chair"),
    ],
)
def test_a_head_is_known_in_other_words(words: str, field: str, role: str) -> None:
    (found,) = labels_of(words)
    assert (found.label.field, found.label.role) == (field, role)


@pytest.mark.parametrize(
    "words", ["Colour", "Chair of the working group", "Remarks on the process", "", "Observations"]
)
def test_a_head_that_is_not_known_announces_nothing(words: str) -> None:
    assert not labels_of(words) or labels_of(words)[0].label.field == "other"


@pytest.mark.parametrize(
    "head",
    ["Chair (next chair)", "Chair and incoming chair", "Présidence (présidence suivante)", "Presidencia y próxima"],
)
@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Nepal (Bangladesh)", {("chair", "NP"), ("incoming", "BD")}),
        ("Nepal / Bangladesh", {("chair", "NP"), ("incoming", "BD")}),
        ("Nepal (next: Bangladesh)", {("chair", "NP"), ("incoming", "BD")}),
        ("Nepal", {("chair", "NP")}),
    ],
)
def test_one_column_holds_who_chairs_and_who_is_next(head: str, cell: str, roles: set[tuple[str, str]]) -> None:
    found = reading((("Process", head, "Established"), (PRAGUE, cell, "2009"), (COLOMBO, "India", "2003")))
    chairs = [value for value in values(found, "chair") if isinstance(value, dict)]
    assert {(value["role"], value["country"]) for value in chairs} == roles


def test_names_of_groups_stand_over_those_of_columns() -> None:
    rows = [
        ("Dialogue", "Presidency", "", "", "Secretariat"),
        ("", "Who", "Since", "Next", "Name"),
        (PRAGUE, "Poland", "2022", "Latvia", "ICMPD"),
        (COLOMBO, "India", "2024", "–", "IOM"),
    ]
    heads = heads_of(rows)
    assert heads is not None
    assert heads.end == 2
    found = reading(tuple(rows))
    assert {("chair", "incoming:LV"), ("secretariat", "icmpd")} <= stated(found)
    assert any(isinstance(value, dict) and value["term"] == "2022/.." for value in values(found, "chair"))
    assert not values(found, "established")


def test_since_beside_the_chair_is_the_chairs_where_another_column_tells_the_founding() -> None:
    found = reading(
        (("Process", "Chair", "Since", "Founded"), (PRAGUE, "Poland", "2022", "2009"), (COLOMBO, "", "", "2003"))
    )
    assert values(found, "established") == ["2009"]
    assert [value["term"] for value in values(found, "chair") if isinstance(value, dict)] == ["2022/.."]


def test_since_beside_the_chair_is_nobodys_where_no_other_column_tells_the_founding() -> None:
    found = reading(
        (("Process", "Chair", "Since", "Type"), (PRAGUE, "Poland", "2022", "RCP"), (COLOMBO, "India", "2024", "RCP"))
    )
    assert not values(found, "established")
    assert "unknown-column" in {finding.kind for finding in found.findings}


@pytest.mark.parametrize(
    ("years", "founded"), [("2009 2003 2006 1996 2023", True), ("2022 2024 2023 2023 2024", False)]
)
def test_years_beside_the_chair_are_foundings_where_they_lie_far_back(years: str, founded: bool) -> None:
    names = (PRAGUE, COLOMBO, "Rabat Process", "Puebla Process", "Almaty Process")
    rows = [(name, "Poland", year, "RCP") for name, year in zip(names, years.split(), strict=True)]
    found = reading((("Process", "Chair", "Year", "Type"), *rows))
    assert bool(values(found, "established")) == founded
    assert [value["term"] for value in values(found, "chair") if isinstance(value, dict)] == [
        None if founded else "2022"
    ]


@pytest.mark.parametrize("head", ["Zzyx", ""])
def test_cells_tell_the_name_the_type_and_the_region_under_a_head_that_is_not_known(head: str) -> None:
    rows = (
        (head, "Yyx", "Chair", "Xxyz"),
        ("Asia", "IRF", "Poland", PRAGUE),
        ("Asia, Europe", "RCP", "India", COLOMBO),
    )
    found = reading(rows)
    assert {("region", "asia"), ("chair", "chair:PL")} <= stated(found)
    assert values(found, "type") == ["IRF"]


def test_a_year_or_a_state_under_a_head_that_is_not_known_may_be_anything() -> None:
    rows = (
        ("Process", "Chair", "Zzyx", "Yyx"),
        (PRAGUE, "Poland", "2009", "Latvia"),
        (COLOMBO, "India", "2003", "Nepal"),
    )
    assert {field for field, _ in stated(reading(rows))} == {"mechanism", "name", "chair"}


def test_parts_of_a_table_say_the_type_of_the_rows_below_and_totals_are_no_row() -> None:
    rows = (
        ("Process", "Chair", "Members"),
        ("Inter-regional forums", "", ""),
        ("Rabat Process", "Mali", "57"),
        ("Regional consultative processes", "", ""),
        (PRAGUE, "Poland", "50"),
        ("Total", "", "107"),
    )
    found = reading(rows)
    assert [values(found, "type", one) for one in ("prague-process", "rabat-process")] == [["RCP"], ["IRF"]]
    assert "unknown-mechanism" not in {finding.kind for finding in found.findings}


def test_a_second_table_has_heads_of_its_own() -> None:
    first = (("Process", "Chair", "Established"), (PRAGUE, "Poland", "2009"), (COLOMBO, "India", "2003"))
    second = (
        ("Presiding country", "Process", "Number of States"),
        ("Peru", "Puebla Process", "11"),
        ("Mali", "Rabat Process", "57"),
    )
    found = reading(first, second)
    assert ("chair", "chair:PE") in stated(found, "rcm")
    assert values(found, "member_count", "rabat-process") == [57]


def test_a_second_table_adds_what_the_first_does_not_say() -> None:
    first = (("Process", "Chair", "Established"), (PRAGUE, "Poland", "2009"), (COLOMBO, "India", "2003"))
    second = (("Process", "Type", "Secretariat"), (PRAGUE, "RCP", "ICMPD"), (COLOMBO, "RCP", "IOM"))
    assert {("secretariat", "icmpd"), ("chair", "chair:PL")} <= stated(reading(first, second))


def test_a_second_table_of_other_things_is_not_read_by_the_heads_of_the_first() -> None:
    first = (("Process", "Type", "Chair", "States"), (PRAGUE, "RCP", "Poland", "50"), (COLOMBO, "RCP", "India", "12"))
    second = (
        ("Meeting", "Kind", "Place", "Days"),
        ("Rabat Process", "conference", "Spain", "2"),
        ("Puebla Process", "talks", "Peru", "3"),
    )
    found = reading(first, second)
    assert {one.mechanism for one in found.statements if one.mechanism} == {"prague-process", "colombo-process"}


def test_a_legend_says_what_signs_in_the_cells_stand_for() -> None:
    legend = (
        "<p>Key: R = regional consultative process; I = inter-regional forum. AS: Asia; EU: Europe. X: see note.</p>"
    )
    rows = (("Process", "Kind", "Area", "Chair"), (PRAGUE, "R", "EU, AS", "Poland"), (COLOMBO, "R", "AS", "India"))
    found = reading(rows, before=legend)
    assert values(found, "type") == ["RCP"]
    assert {("region", "europe"), ("region", "asia")} <= stated(found)


@pytest.mark.parametrize("cell", ["EU, X", "Europe", "", "R AS X"])
def test_a_cell_with_other_words_stays_as_it_is(cell: str) -> None:
    assert written_out(cell, {"EU": "Europe", "R": "RCP", "AS": "Asia"}) == cell


@pytest.mark.parametrize(
    ("words", "mechanism"),
    [
        ("Diálogo sobre Migrações dos Estados do Mercado Comum da África Oriental (MIDCOM)", "midcom"),
        ("Conferencia de las Autoridades de Migración de Norte y Centroamérica (OCAM)", "ocam"),
        ("Dialogue des pays d'Afrique australe sur les migrations (MIDSA)", "midsa"),
        ("Working Group of the Dialogue on Migration (MIDSA)", None),
        ("Comité técnico del Diálogo sobre Migración (MIDSA)", None),
        ("Ministers of the Region (MIDSA)", None),
    ],
)
def test_an_acronym_in_brackets_names_a_mechanism_by_a_long_name_that_is_not_known(
    words: str, mechanism: str | None
) -> None:
    found = named(words)
    assert (found.id if found else None) == mechanism


def test_totals_are_told_in_four_languages() -> None:
    assert all(map(is_total, ["Total", "Grand total:", "Totaux", "Suma", "Totais"]))
    assert not any(map(is_total, [PRAGUE, ""]))
