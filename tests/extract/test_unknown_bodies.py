"""A page or a part about a body that no lookup knows is nobody's: never that of a known one named beside it."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.unknown_bodies import stranger
from monitor.model import Extraction, Layout


def reading(
    body: str, layout: Layout = "mechanism-page", mechanisms: tuple[str, ...] = (), title: str = ""
) -> Extraction:
    page = f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    document = read(page.encode(), media_type="text/html", url="https://www.example.org/page")
    return extract(document, layout, mechanisms)


def bound_to(found: Extraction) -> set[str | None]:
    return {s.mechanism for s in found.statements if s.mechanism or s.field not in ("last_updated", "language")}


def unknown(found: Extraction) -> list[str]:
    return [f.message for f in found.findings if f.kind == "unknown-mechanism"]


NAMES = [
    "Lakes Process on Return", "Narrow Seas Group on Migration", "Baltic Sea Dialogue", "Sulu Forum (SF)",
    "Forum sahélien sur la mobilité (FSM)", "Processus de Niamey sur le retour", "Réseau Atlantique de l'asile",
    "Mesa Chaqueña de Movilidad Humana (MCMH)", "Foro de Borduria", "Diálogo de Iquitos sobre Migración",
    "Diálogo do Atlântico sobre Mobilidade", "Rede Lusófona de Acolhimento", "Processo de Benguela",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_its_own_is_one(name: str) -> None:
    assert stranger(name) == name


@pytest.mark.parametrize(
    "text",
    [
        "International dialogues on migration", "Migration", "International Dialogue on Migration Policy",
        "Regional Consultative Process (RCP)", "Strengthening Dialogue on Migration", "Third Ministerial Conference",
        "Working Group on Trafficking in Persons", "Conference in Nassau", "5 + 5 Dialogue", "Members of the Forum",
        "Secretariat of the Process", "Bali Process", "Foros multilaterales de migración", "Grupo de Trabajo",
        "Proceso Consultivo Regional sobre Migración", "Red de Funcionarios de Enlace", "Réseau d'experts",
        "Dialogue régional", "Processus consultatifs", "Processo consultivo", "Países miembros (5)",
        "What is a Dialogue?", "News: Lakes Process",
    ],
)  # fmt: skip
def test_a_description_is_none(text: str) -> None:
    assert stranger(text) is None


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Lakes Process on Return", "Observers of the Bali Process came to the first meeting."),
        ("Processus de Niamey sur le retour", "Voir aussi : Processus de Rabat (58 membres ; présidence : Maroc)"),
        ("Foro de Borduria", "Véase también: Proceso de Puebla (11 países; preside México)"),
        ("Processo de Benguela", "Veja também: Processo de Rabat"),
    ],
)
def test_a_title_with_an_unknown_name_is_no_known_mechanisms(title: str, line: str) -> None:
    found = reading(f"<h1>{title}</h1><p>12 May 2020</p><p>{line}</p><h2>Chair</h2><p>Chile (2021)</p>")
    assert bound_to(found) <= {None}
    assert unknown(found) == [f"the page's mechanism is not known: “{title}”"]


@pytest.mark.parametrize(
    ("title", "line", "mechanism"),
    [
        ("International dialogues on migration", "The Bali Process was launched in 2002.", "bali-process"),
        ("Regional Forum", "States met in the Bali Process in 2002.", "bali-process"),
        ("Migración", "México preside el Proceso de Puebla.", "rcm"),
        ("Colombbo Dialogue", "Twelve States of origin are in the Colombo Process.", "colombo-process"),
        ("Manila Forum", "The Bali Process was launched in 2002 and has 45 members.", "bali-process"),
    ],
)
def test_other_titles_leave_the_page_to_the_first_known_name(title: str, line: str, mechanism: str) -> None:
    found = reading(f"<h1>{title}</h1><p>{line}</p><h2>Chair</h2><p>Chile (2021)</p>")
    assert bound_to(found) == {mechanism}
    assert unknown(found) == []


def test_a_source_that_says_whose_its_page_is_is_believed() -> None:
    found = reading("<h1>Lakes Process on Return</h1><h2>Chair</h2><p>Chile</p>", mechanisms=("rcm",))
    assert bound_to(found) == {"rcm"}


@pytest.mark.parametrize(
    "reference",
    [
        "<p>See also: Bali Process (45 members; chaired by Indonesia)</p>",
        "<p>For more on this topic, see also the Bali Process.</p>",
        "<p>Voir également : Processus de Rabat</p>",
        "<h2>Véase también</h2><ul><li>Proceso de Puebla</li></ul>",
        "<p>Ver também:</p><ul><li>Processo de Rabat</li></ul>",
        "<h2>Related processes</h2><ul><li>Bali Process</li></ul>",
    ],
)
def test_references_never_say_whom_a_page_is_about(reference: str) -> None:
    found = reading(f"<h1>Cooperation</h1><p>Five States come together.</p>{reference}")
    assert bound_to(found) <= {None}
    assert unknown(found) == ["the page names no mechanism that the lookups know"]


@pytest.mark.parametrize(
    "reference",
    [
        "See also: Bali Process (45 members; chaired by Indonesia)",
        "See also the Bali Process, which is chaired by Indonesia and has 45 members.",
        "Lire aussi : Processus de Rabat (présidence : Maroc ; créé en 2006)",
        "Véase también: Conferencia Suramericana sobre Migraciones (12 países; preside Perú)",
        "Ver também: Processo de Rabat (preside Marrocos)",
    ],
)
@pytest.mark.parametrize("at", ["<p>{}</p>", "<ul><li>{}</li></ul>", "<p>*{}*</p>"])
def test_references_state_nothing_of_the_page(reference: str, at: str) -> None:
    found = reading(f"<h1>Proceso de Puebla</h1><p>Text.</p>{at.format(reference)}")
    assert {s.field for s in found.statements} <= {"name", "link", "language"}


PARTS = [
    ("<h2>{}</h2>", "Proceso de Rabat", "Grupo Atlántico de Retorno", "<p>Presidencia entrante: Mauritania (2021)</p>"),
    ("<fieldset><legend>{}</legend></fieldset>", "Rabat Process", "Narrow Seas Group", "<p>Current chair: Belgium</p>"),
    ("<p><strong>{}</strong></p>", "Processus de Rabat", "Forum de Bordurie", "<p>Présidence : Ghana</p>"),
    ("<dl><dt>{}</dt></dl>", "Processo de Rabat", "Fórum de Benguela", "<p>Presidência: Angola</p>"),
    ("<h3>{}</h3>", "Rabat Process", "Lakes Process", "<p>Chair: Kenya</p><p>Fifth meeting, Kisumu, 3 May 2019</p>"),
]  # fmt: skip


@pytest.mark.parametrize("mechanisms", [(), ("rabat-process",)])
@pytest.mark.parametrize(("heading", "known", "name", "said"), PARTS)
def test_a_part_about_an_unknown_body_is_not_the_neighbours(
    heading: str, known: str, name: str, said: str, mechanisms: tuple[str, ...]
) -> None:
    own = "<p>Chair: Morocco</p>"
    body = f"<h1>Cooperation</h1>{heading.format(known)}{own}{heading.format(name)}{said}"
    found = reading(body, "ministry-page", mechanisms)
    assert [(s.mechanism, s.value["country"]) for s in found.statements if s.field == "chair"] == [
        ("rabat-process", "MA")
    ]
    assert not [s for s in found.statements if s.field == "meeting"]
    assert unknown(found) == [f"the mechanism of a part is not known: “{name}”"]


def test_names_set_apart_at_the_head_of_paragraphs_open_unknown_parts_too() -> None:
    found = reading(
        "<h1>Cooperation</h1><p><strong>Rabat Process:</strong> it is chaired by Morocco.</p>"
        "<p><strong>Lakes Process:</strong> it is chaired by Kenya.</p>",
        "ministry-page",
    )
    assert [(s.mechanism, s.value["country"]) for s in found.statements if s.field == "chair"] == [
        ("rabat-process", "MA")
    ]


@pytest.mark.parametrize(
    "inner", ["Steering Group", "Working Group on Borders", "Members of the Process", "Conference"]
)
def test_parts_of_a_mechanism_stay_its_own(inner: str) -> None:
    body = f"<h1>Cooperation</h1><dl><dt>Rabat Process</dt></dl><p>{inner}</p><p>Current chair: Morocco</p>"
    found = reading(body, "ministry-page")
    assert [s.mechanism for s in found.statements if s.field == "chair"] == ["rabat-process"]
