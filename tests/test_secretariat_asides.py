"""People, donors, offices and those who served before, below the label of the secretariat: none of them is it."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.told import compared, page, told, urgent

ASIDES = [
    "<p>Director: Ana Lee</p>", "<p>Head of Secretariat: Ana Lee</p>", "<p>Head: Ana Lee</p>",
    "<p>Executive Secretary: Ana Lee</p>", "<p>Ana Lee</p>", "<p>Executive Director Ana Lee</p>",
    "<p>Team: Ana Lee, Bo Lind</p>", "<p>Staff:<br>Ana Lee<br>Bo Lind</p>", "<p>Ana Lee<br>desk@example.org</p>",
    "<ul><li>Ana Lee, Head of Secretariat</li><li>Bo Lind, Policy Officer</li></ul>", "<p>Ana Lee, Director, IOM</p>",
    "<ul><li>Team<ul><li>Ana Lee</li><li>Bo Lind</li></ul></li></ul>", "<h3>Staff</h3><p>Ana Lee</p>",
    "<p><b>Staff</b><br>Ana Lee</p>", "<dl><dt>Director</dt><dd>Ana Lee</dd></dl>",
    "<p>Regional office: Brussels</p>", "<p>Regional offices:</p><ul><li>IOM Cairo</li><li>Brussels</li></ul>",
    "<p>Donors: European Union</p>", "<p>Donors: European Union, Norway</p>", "<h3>Donors</h3><p>European Union</p>",
    "<p><b>Donors</b><br>European Union</p>", "<p><b>Donors:</b> European Union</p>",
    "<p>Funding: European Union, Switzerland</p>", "<p>Financial support: European Union</p>",
    "<p>Funded by the European Union</p>", "<p>With funding from the European Union</p>", "<p>Partners: UNHCR</p>",
    "<p>Previous Secretariat: IOM</p>", "<p>Former Secretariat: IOM</p>",
]  # fmt: skip
LABELS = {"fr": "Secrétariat", "es": "Secretaría", "pt": "Secretariado"}
IN_OTHERS = [
    ("fr", "Secrétaire exécutif : Ana Lee"), ("fr", "Bailleurs de fonds : Union européenne"),
    ("fr", "Bureau régional : Dakar"), ("fr", "Ancien secrétariat : OIM"), ("es", "Directora: Ana Lee"),
    ("es", "Donantes: Unión Europea"), ("es", "Oficina regional: Lima"), ("es", "Secretaría anterior: OIM"),
    ("pt", "Diretora: Ana Lee"), ("pt", "Doadores: União Europeia"), ("pt", "Escritório regional: Praia"),
    ("pt", "Secretariado anterior: OIM"),
]  # fmt: skip


def under(lines: str, language: str = "en", label: str = "Secretariat") -> Extraction:
    chair = "<h2>Co-Chairs</h2><ul><li>Australia<li>Indonesia</ul>" if language == "en" else ""
    return page(f"{chair}<h2>{label}</h2>{lines}", language)


@pytest.mark.parametrize("aside", ASIDES)
def test_what_stands_beside_the_secretariat_is_no_change_of_it(aside: str) -> None:
    bare, full = under("<p>ICMPD</p>"), under("<p>ICMPD</p>" + aside)
    assert urgent(bare, full) == urgent(full, bare) == []
    assert urgent(full, under("<p>ICMPD</p>" + aside.replace("Ana Lee", "Tom Ray"))) == []
    handed = [("secretariat.changed", "Bali Process, secretariat: ICMPD -> IOM")]
    assert [one for one in told(full, under("<p>IOM</p>" + aside)) if one[0].startswith("secretariat.")] == handed


@pytest.mark.parametrize(("language", "aside"), IN_OTHERS)
def test_in_other_languages(language: str, aside: str) -> None:
    label = LABELS[language]
    bare, full = under("<p>ICMPD</p>", language, label), under(f"<p>ICMPD</p><p>{aside}</p>", language, label)
    assert urgent(bare, full) == []
    assert any(one.kind == "unread-line" for one in full.findings)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("<p>ICMPD</p>", "<p>ICMPD</p><p>UNHCR</p>", "secretariat.added"),
        ("<p>ICMPD</p>", "<p>ICMPD</p><p>Regional Migration Centre</p>", "secretariat.added"),
        ("<p>ICMPD</p>", "<p>ICMPD and Coral Trust</p>", "secretariat.added"),
        ("<p>ICMPD</p>", "<p>IOM</p><p>Previous Secretariat: ICMPD</p>", "secretariat.changed"),
        ("<p>Ana Lee, ICMPD</p>", "<p>Ana Lee, IOM</p>", "secretariat.changed"),
        ("<p>Ana Lee, Director, ICMPD</p>", "<p>Ana Lee, Director, IOM</p>", "secretariat.changed"),
        ("<p>Host: ICMPD</p>", "<p>Host: IOM</p>", "secretariat.changed"),
        ("<p>Host: ICMPD</p><p>Seat: Vienna</p>", "<p>Host: IOM</p><p>Seat: Vienna</p>", "secretariat.changed"),
        ("<p>Coral Trust</p>", "<p>Lake Alliance</p>", "secretariat.changed"),
    ],
)
def test_a_true_change_is_told(before: str, after: str, kind: str) -> None:
    assert urgent(under(before), under(after)) == [kind]


def test_where_a_person_alone_stands_the_secretariat_waits() -> None:
    waits = compared(under("<p>ICMPD</p>"), under("<p>Director: Ana Lee</p>"))
    assert [one.field for one in waits.held] == ["secretariat"]
    assert [one.kind for one in waits.changes] == ["page.reshaped"]
