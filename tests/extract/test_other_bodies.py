"""What is said of a smaller body, or of those who write the page, is not of the mechanism; tables on their side."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from monitor.extract.prose import find_established, find_secretariats
from monitor.extract.prose.counts import find_member_count
from monitor.extract.prose.members import find_members
from monitor.extract.prose.types import find_kind
from monitor.lookups.mechanisms import find_mechanisms


def read_as(layout: str, page: str, kind: str = "text/html") -> dict[str, Any]:
    document = read(page.encode(), media_type=kind, url="https://delta.example/")
    return {found["mechanism"]: found for found in as_json(extract(document, layout))["mechanisms"]}


@pytest.mark.parametrize(
    "text",
    [
        "Work is steered by a Core Group that meets in spring. It comprises Ghana, Togo and Benin.",
        "Le comité directeur siège à huis clos. Il est composé du Maroc, de la Suisse et de la France.",
        "Del día a día se ocupa un grupo de expertos. Lo componen Chile, Perú y Ecuador.",
        "Um comitê prepara as sessões. É composto por Angola, Portugal e Brasil.",
        "A drafting group was formed. Its members are Fiji, Samoa and Tonga.",
    ],
)
def test_a_pronoun_stands_for_the_body_of_the_sentence_before(text: str) -> None:
    assert find_members(text) == ()
    assert find_member_count(text) is None


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The Process has met since 2002. It comprises Ghana, Togo and Benin.", ["GH", "TG", "BJ"]),
        ("A Core Group prepares it. The Process comprises Ghana, Togo and Benin.", ["GH", "TG", "BJ"]),
        ("Le Dialogue date de 2010. Il est composé du Maroc, de la Suisse et du Tchad.", ["MA", "CH", "TD"]),
        ("El foro nació en 2004. Está integrado por Chile, Perú y Ecuador.", ["CL", "PE", "EC"]),
    ],
)
def test_a_pronoun_may_stand_for_the_mechanism(text: str, countries: list[str]) -> None:
    assert [hit.country for hit, _ in find_members(text)] == countries


@pytest.mark.parametrize(
    "text",
    [
        "Our foundation, set up in 1999, has 210 members.",
        "Notre association est née en 2001, compte 340 membres.",
        "Nuestra organización nació en 1987, tiene 25 miembros.",
        "A nossa federação nasceu em 1994, tem 18 membros.",
    ],
)
def test_those_who_write_the_page_are_not_the_mechanism(text: str) -> None:
    assert find_member_count(text) is None


def test_the_mechanism_may_write_of_itself() -> None:
    found = find_member_count("Our Dialogue has 18 members.")
    assert found is not None
    assert found[0] == 18


def side(corner: str, *rows: str) -> str:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[1:])
    names = "".join(f"<th>{name}</th>" for name in cells[0])
    return f"<main><h1>Dialogues</h1><table><tr><th>{corner}</th>{names}</tr>{body}</table><p>Updated daily.</p></main>"


@pytest.mark.parametrize(
    "page",
    [
        side("", "Colombo Process | Almaty Process", "Established | 2003 | 2013", "Members (number) | 12 | 7",
             "Chair | Nepal | Kazakhstan"),
        side("Processus", "Processus de Colombo | Processus d'Almaty", "Année de création | 2003 | 2013",
             "Membres (nombre) | 12 | 7", "Présidence | Népal | Kazakhstan"),
        side("Foro", "Proceso de Colombo | Proceso de Almaty", "Presidencia | Nepal | Kazajstán",
             "Fundación | 2003 | 2013", "Países miembros (número) | 12 | 7"),
        side("Processo", "Processo de Colombo | Processo de Almaty", "Países membros (número) | 12 | 7",
             "Presidência | Nepal | Cazaquistão", "Criação | 2003 | 2013"),
    ],
)  # fmt: skip
def test_a_table_on_its_side_has_a_mechanism_a_column(page: str) -> None:
    found = read_as("ministry-page", page)
    facts = {
        name: (m["established"], m["member_count"], [c["country"] for c in m["chairs"]]) for name, m in found.items()
    }
    assert facts == {"colombo-process": ("2003", 12, ["NP"]), "almaty-process": ("2013", 7, ["KZ"])}


def test_a_table_of_other_things_under_mechanisms_is_none_on_its_side() -> None:
    page = side("", "Colombo Process | Almaty Process", "Our seats | 2 | 3", "Cost | 12 | 7")
    assert all(m["member_count"] is None and m["established"] is None for m in read_as("ministry-page", page).values())


@pytest.mark.parametrize(
    "rows",
    [
        ("Secretaría | Secretaría de la CRM", "Número de países miembros | 11"),
        ("Secretariat | RCM Secretariat", "Number of member countries | 11"),
        ("Secretariado | Secretariado da CRM", "Número de países membros | 11"),
    ],
)
def test_a_value_in_the_words_of_its_label_heads_no_column(rows: tuple[str, ...]) -> None:
    table = "\n".join(f"| {row} |" for row in ("a | b", "---|---", *rows))
    (found,) = read_as("mechanism-page", f"# Puebla Process (RCM)\n\n{table}\n", "text/plain").values()
    assert [who["id"] for who in found["secretariat"]] == ["rcm-secretariat"]
    assert found["member_count"] == 11


@pytest.mark.parametrize(
    ("label", "value", "field", "expected"),
    [
        ("Area", "Africa", "regions", ["Africa"]),
        ("Espaces couverts", "Europe et Afrique", "regions", ["Europe", "Africa"]),
        ("Ámbito geográfico", "Américas", "regions", ["Americas"]),
        ("Região que abrange", "Ásia", "regions", ["Asia"]),
        ("Form", "Regional consultative process", "type", "RCP"),
        ("Modalidad", "Proceso consultivo regional", "type", "RCP"),
        ("Modalidade", "Fórum inter-regional sobre migração", "type", "IRF"),
    ],
)
def test_region_and_type_have_other_labels(label: str, value: str, field: str, expected: Any) -> None:
    (found,) = read_as("mechanism-page", f"<h1>Colombo Process</h1><p><b>{label}:</b> {value}</p>").values()
    assert found[field] == expected


def torn(*rows: str) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{c.strip()}</td>" for c in row.split("|")) + "</tr>" for row in rows)
    heads = "".join(f"<th>{name}</th>" for name in ("Mechanism", "Type", "Established", "Members", "Association"))
    return f"<table><tr>{heads}</tr>{lines}</table>"


def test_a_row_goes_on_with_the_rest_of_the_name() -> None:
    page = torn(
        "Budapest Process | IRF | 1993 | 52 | ",
        "Central American Commission of Migration | RCP | 1990 | 7 | Central American Integration",
        "Directors (OCAM) | | | | System (SICA)",
        "Colombo Process | RCP | 2003 | 12 | ",
    )
    found = read_as("mechanism-table", page)
    assert set(found) == {"budapest-process", "ocam", "colombo-process"}
    assert (found["ocam"]["established"], found["ocam"]["member_count"]) == ("1990", 7)
    assert [body["id"] for body in found["ocam"]["formal_association"]] == ["sica"]


def test_a_row_of_another_mechanism_is_no_rest_of_a_name() -> None:
    page = torn("Delta Talks | RCP | 1990 | 7 | ", "Colombo Process | | 2003 | 12 | ", "Almaty Process | RCP | | 7 |")
    assert not find_mechanisms("Delta Talks")
    assert read_as("mechanism-table", page)["colombo-process"]["type"] is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Set up in 1999, this regional consultative process meets yearly.", "RCP"),
        ("Né en 2011, ce forum interrégional relie deux rives.", "IRF"),
        ("Este proceso consultivo regional nació en 2004.", "RCP"),
        ("Este fórum inter-regional reúne doze países.", "IRF"),
    ],
)
def test_the_type_may_be_what_the_sentence_calls_the_mechanism(text: str, kind: str) -> None:
    found = find_kind(text)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text", ["This RCP meeting was short.", "Contrary to this regional consultative process, the Dialogue is young."]
)
def test_another_of_that_type_is_not_the_mechanism(text: str) -> None:
    assert find_kind(text) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Secretariat is housed at IOM.", ["iom"]),
        ("Le secrétariat siège au HCR.", ["unhcr"]),
        ("La secretaría funciona en la OIM.", ["iom"]),
        ("O secretariado funciona no ICMPD.", ["icmpd"]),
        ("O secretariado funciona no Quénia.", []),
        ("The Secretariat is located in Geneva.", []),
        ("La secretaría no funciona en la OIM.", []),
        ("The secretariat works with IOM.", []),
        ("La secretaría del grupo de trabajo funciona en la OIM.", []),
    ],
)
def test_the_secretariat_is_the_organisation_that_houses_it(text: str, who: list[str]) -> None:
    assert [found.id for found, _ in find_secretariats(text)] == who


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Seventeen governments sit at its table.", 17),
        ("Dix-sept pays siègent à sa table.", 17),
        ("Doce países se sientan a su mesa.", 12),
        ("Dez países têm assento à sua mesa.", 10),
    ],
)
def test_those_at_the_table_are_its_members(text: str, number: int) -> None:
    found = find_member_count(text)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The Process was launched there at the first conference, which met in Oslo on 3 May 2009.", "2009"),
        ("Le Dialogue a été lancé lors de la première réunion, qui a eu lieu à Tunis le 4 mars 2011.", "2011"),
        ("El foro fue creado en la primera reunión, celebrada en Quito el 5 de junio de 2004.", "2004"),
        ("O Fórum foi criado na primeira conferência, realizada em Lisboa em 6 de julho de 2012.", "2012"),
    ],
)
def test_it_began_at_a_sitting_that_met_then(text: str, year: str) -> None:
    found = find_established(text)
    assert found is not None
    assert found[0] == year


@pytest.mark.parametrize(
    "text",
    [
        "The Process was launched after the conference, which met in Oslo on 3 May 2009.",
        "The working group was set up at the first conference, which met in Oslo on 3 May 2009.",
        "The Process was launched by ministers, who met in Oslo on 3 May 2009.",
    ],
)
def test_another_sitting_is_not_its_beginning(text: str) -> None:
    assert find_established(text) is None
