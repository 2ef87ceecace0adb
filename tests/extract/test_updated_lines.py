"""When a page was changed or published, in lines that are no entry of the list they stand in."""

from __future__ import annotations

import pytest

UPDATED = {
    "Last updated on 10/2019": "2019-10",
    "Revised 11/2022": "2022-11",
    "Mise à jour : octobre 2019": "2019-10",
    "Révisé en 05/2020": "2020-05",
    "Actualizado: 10/2019": "2019-10",
    "Revisado en 04/2018": "2018-04",
    "Atualizado em: 08/2020": "2020-08",
    "Revisto em 12/2023": "2023-12",
}
ENTRIES = [
    "Guidelines, revised edition 2012",
    "Statutes amended in Accra",
    "Plan of action 12/2023 to 12/2025",
    "Actualización del plan 2019",
]


@pytest.mark.parametrize("line", UPDATED)
def test_a_line_that_says_when_is_no_document_and_ends_no_list(line: str, under, values) -> None:
    found = under("Documents", "Charter of the Dialogue (English, Swahili)", line, "Rules of procedure")
    assert found.source_fields["last_updated"] == UPDATED[line]
    assert [d["title"] for d in values(found, "document")] == ["Charter of the Dialogue", "Rules of procedure"]


@pytest.mark.parametrize("line", ENTRIES)
def test_a_document_that_was_revised_is_one(line: str, under, values) -> None:
    found = under("Documents", "Charter of the Dialogue", line)
    assert found.source_fields["last_updated"] is None
    assert len(values(found, "document")) == 2


def test_a_date_alone_is_no_document(under, values) -> None:
    assert [d["title"] for d in values(under("Documents", "12 March 2020", "Charter, 2004"), "document")] == [
        "Charter, 2004"
    ]


@pytest.mark.parametrize(
    ("label", "line", "ids"),
    [
        ("Rattachement", "Union africaine", ["au"]),
        ("Vinculação institucional", "vinculado à União Africana", ["au"]),
        ("Institutional set-up", "attached to the African Union", ["au"]),
        ("Vinculación", "SICA", ["sica"]),
    ],
)
def test_whom_a_mechanism_belongs_to_stands_under_many_labels(
    label: str, line: str, ids: list[str], under, values
) -> None:
    assert [o["id"] for o in values(under(label, line), "formal_association")] == ids


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Técnica: OIM. Ejecutiva: Gobierno de Chile.", ["iom", "CL"]),
        ("Technical: IOM; administrative: UNHCR", ["iom", "unhcr"]),
        ("Técnico: OIM. Executivo: Governo do Brasil", ["iom", "BR"]),
    ],
)
def test_two_secretariats_of_one_line_are_two(line: str, who: list[str], under, values) -> None:
    assert [s.get("country") or s.get("id") for s in values(under("Secretariat", line), "secretariat")] == who
